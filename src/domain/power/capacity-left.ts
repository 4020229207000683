import { dealOut } from './chain-state.js';
import type { FailureScenario } from './failure-figures.js';
import type { Legs } from './line-currents.js';
import { addVector, unitVector, VECTOR_LENGTH } from './line-vector.js';
import { addInput, addToParent, powerW, reactiveVar, type LoadFlow } from './load-flow.js';
import { lossSolver } from './loss-solver.js';
import { allowedColumns, LIMIT_ROUNDING, type LimitColumns, type LimitedBy } from './overload.js';
import type { PowerModel } from './power-model.js';

/** A load that could be added: its live points share it evenly, whichever of them are left. */
export interface AddedLoad {
  /** Nodes at which it would hang, one for each of its supplies or feeds. */
  readonly points: readonly number[];
  /** The conductors on which it hangs at each of them. */
  readonly legs: Legs;
  readonly powerFactor: number;
}

/** How much of a load still fits, and what stops more. */
export interface CapacityLeft {
  /** W at the given power factor; 0 where something is at its limit already; null where nothing on the way states a limit. */
  readonly powerW: number | null;
  /** What binds: an element of the path, and its line or rating. */
  readonly element: string | null;
  readonly limitedBy: LimitedBy | null;
  readonly limit: number | null;
  readonly unit: 'A' | 'VA' | 'W' | null;
  /** Name of the failure after which it binds; null with nothing failed. */
  readonly scenario: string | null;
  /** Whether draws that nobody states may take some of it: then this is the most that can be left. */
  readonly isUpperBound: boolean;
}

/** A load that was added already, and how much of it, W. */
export interface PlacedLoad {
  readonly load: AddedLoad;
  readonly powerW: number;
}

const OPEN: CapacityLeft = {
  powerW: null,
  element: null,
  limitedBy: null,
  limit: null,
  unit: null,
  scenario: null,
  isUpperBound: false,
};

/** Solves what more loads would put on the chain in one state of it. Everything is linear in the load that is added. */
function pathSolver(model: PowerModel) {
  const { network } = model;
  const count = network.nodes.length;
  const zero: Omit<LoadFlow, 'dead' | 'carrier' | 'bypassed' | 'recharging'> = {
    output: new Float64Array(count * VECTOR_LENGTH),
    input: new Float64Array(count * VECTOR_LENGTH),
    uncertainOutputVa: new Float64Array(count),
    uncertainInputVa: new Float64Array(count),
  };
  let touched: number[] = [];
  const isTouched = new Uint8Array(count);
  const touch = (at: number) => {
    if (isTouched[at] === 1) return;
    isTouched[at] = 1;
    touched.push(at);
  };
  return {
    /** Vectors of one watt of a load; valid until the next call. */
    unit: (load: AddedLoad, state: LoadFlow) => {
      for (const at of touched) {
        zero.output.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
        zero.input.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
        isTouched[at] = 0;
      }
      touched = [];
      const flow: LoadFlow = {
        ...zero,
        dead: state.dead,
        carrier: state.carrier,
        bypassed: state.bypassed,
        recharging: state.recharging,
      };
      const live = load.points.filter((at) => state.dead[at] === 0);
      for (const at of live) {
        const legs = network.nodes[at]?.phases === 1 ? 'single' : load.legs;
        const vector = Float64Array.from(unitVector(legs, load.powerFactor));
        addVector(flow.output, at * VECTOR_LENGTH, vector, 0, 1 / live.length);
        touch(at);
      }
      // What is fed before what feeds it: the next is the lowest rank that is not done.
      const open = [...touched];
      for (let at = takeLowest(open, network.rank); at !== undefined; at = takeLowest(open, network.rank)) {
        const node = network.nodes[at];
        if (node === undefined || node.inCycle) continue;
        addInput(at, node, flow, true);
        const from = at;
        dealOut(node, at, state, (parent, share) => {
          addToParent(network, { at: from, parent, from: flow.input, to: flow.output, factor: share });
          if (isTouched[parent] === 0) {
            touch(parent);
            open.push(parent);
          }
        });
      }
      return { flow, touched };
    },
  };
}

function takeLowest(open: number[], rank: Int32Array): number | undefined {
  if (open.length === 0) return undefined;
  let best = 0;
  for (let i = 1; i < open.length; i++) if ((rank[open[i] ?? 0] ?? 0) < (rank[open[best] ?? 0] ?? 0)) best = i;
  const [taken] = open.splice(best, 1);
  return taken;
}

/**
 * How much of each load still fits: the least that any element on its way up leaves, on any line, in apparent and in real
 * power, with nothing failed and after every scenario in which the load is still fed. The binding element, line and
 * failure are named. Exact for loads at nominal voltage: what an element carries is a constant plus the load times a
 * phasor, so that each limit gives a quadratic equation.
 *
 * @param placed - loads that were added before, and count with theirs
 * @param ownOnly - whether only the points themselves are asked, not what stands above them
 */
export function capacitiesLeft(
  model: PowerModel,
  loads: readonly AddedLoad[],
  {
    scenarios,
    placed = [],
    ownOnly = false,
  }: {
    readonly scenarios: readonly FailureScenario[];
    readonly placed?: readonly PlacedLoad[];
    readonly ownOnly?: boolean;
  },
): readonly CapacityLeft[] {
  const columns = allowedColumns(model);
  const solver = lossSolver(model);
  const path = pathSolver(model);
  const best: CapacityLeft[] = loads.map(() => OPEN);
  const open = new Uint8Array(loads.length);
  const extraOutput = new Float64Array(model.network.nodes.length * VECTOR_LENGTH);
  const extraInput = new Float64Array(model.network.nodes.length * VECTOR_LENGTH);

  const look = (state: LoadFlow, scenario: string | null) => {
    const extended: number[] = [];
    for (const { load, powerW: w } of placed) {
      const { flow, touched } = path.unit(load, state);
      for (const at of touched) {
        extended.push(at);
        addVector(extraOutput, at * VECTOR_LENGTH, flow.output, at * VECTOR_LENGTH, w);
        addVector(extraInput, at * VECTOR_LENGTH, flow.input, at * VECTOR_LENGTH, w);
      }
    }
    loads.forEach((load, i) => {
      const { flow, touched } = path.unit(load, state);
      for (const at of ownOnly ? load.points.filter((point) => state.dead[point] === 0) : touched) {
        const left = leftAt(model, columns, { state, flow, extraOutput, extraInput, at });
        const known = best[i]?.powerW ?? Infinity;
        if ((state.uncertainOutputVa[at] ?? 0) > 0) open[i] = 1;
        if (left !== null && left.powerW < known * (1 - LIMIT_ROUNDING)) {
          best[i] = { ...left, scenario, isUpperBound: false };
        }
      }
    });
    for (const at of extended) {
      extraOutput.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
      extraInput.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
    }
  };
  look(model.flow, null);
  for (const { name, failed } of scenarios) {
    const lost = solver.lose(failed.flatMap((element) => model.network.byName.get(element) ?? []));
    look(lost.flow, name);
  }
  return best.map((left, i) => ({ ...left, isUpperBound: open[i] === 1 }));
}

interface LeftAt {
  readonly powerW: number;
  readonly element: string;
  readonly limitedBy: LimitedBy;
  readonly limit: number;
  readonly unit: 'A' | 'VA' | 'W';
}

/** What one element leaves for a load, in one state. */
function leftAt(
  { network, limits }: PowerModel,
  columns: LimitColumns,
  {
    state,
    flow,
    extraOutput,
    extraInput,
    at,
  }: {
    readonly state: LoadFlow;
    readonly flow: LoadFlow;
    readonly extraOutput: Float64Array;
    readonly extraInput: Float64Array;
    readonly at: number;
  },
): LeftAt | null {
  const node = network.nodes[at];
  const limit = limits[at];
  if (node === undefined || limit === undefined) return null;
  const isPdu = node.element.kind === 'rack-pdu';
  const base = isPdu ? state.input : state.output;
  const extra = isPdu ? extraInput : extraOutput;
  const step = isPdu ? flow.input : flow.output;
  const begin = at * VECTOR_LENGTH;
  const { phases, voltageV } = node;
  const found: LeftAt[] = [];
  const keep = (left: number, limitedBy: LimitedBy, value: number, unit: 'A' | 'VA' | 'W') => {
    found.push({ powerW: left, element: node.name, limitedBy, limit: value, unit });
  };
  const lineVa = columns.lineVa[at] ?? Infinity;
  if (lineVa !== Infinity && voltageV !== null) {
    for (let k = 0; k < phases; k++) {
      const i = begin + 2 * k;
      const b = { re: (base[i] ?? 0) + (extra[i] ?? 0), im: (base[i + 1] ?? 0) + (extra[i + 1] ?? 0) };
      const d = { re: step[i] ?? 0, im: step[i + 1] ?? 0 };
      const name = phases === 1 ? 'line' : (['L1', 'L2', 'L3'] as const)[k];
      keep(mostOf(b, d, lineVa), name ?? 'L1', lineVa / voltageV, 'A');
    }
  }
  const power = (vectors: Float64Array) => ({
    re: powerW(vectors, begin, phases),
    im: reactiveVar(vectors, begin, phases),
  });
  const [own, more, each] = [power(base), power(extra), power(step)];
  const carried = { re: own.re + more.re, im: own.im + more.im };
  const va = columns.va[at] ?? Infinity;
  if (va !== Infinity) keep(mostOf(carried, each, va), 'apparent-power', va, 'VA');
  const w = columns.w[at] ?? Infinity;
  if (w !== Infinity && each.re > 0) keep(Math.max(0, (w - carried.re) / each.re), 'real-power', w, 'W');
  // Of equals the first is named.
  return found.reduce<LeftAt | null>(
    (least, next) => (least === null || next.powerW < least.powerW * (1 - LIMIT_ROUNDING) ? next : least),
    null,
  );
}

/** The largest x ≥ 0 with |b + x·d| ≤ limit: 0 where |b| is above it, infinite where d is 0. */
function mostOf(
  b: { readonly re: number; readonly im: number },
  d: { readonly re: number; readonly im: number },
  limit: number,
): number {
  const a2 = d.re * d.re + d.im * d.im;
  const c = b.re * b.re + b.im * b.im - limit * limit;
  if (a2 === 0) return Infinity;
  if (c >= 0) return 0;
  const half = b.re * d.re + b.im * d.im;
  return (-half + Math.sqrt(half * half - a2 * c)) / a2;
}
