import type { Coverage } from '../finding.js';
import type { FailureScenario } from './failure-figures.js';
import type { Legs } from './line-currents.js';
import { addVector, unitVector, VECTOR_LENGTH } from './line-vector.js';
import { powerW, reactiveVar, type LoadFlow } from './load-flow.js';
import { lossSolver } from './loss-solver.js';
import { allowedColumns, LIMIT_ROUNDING, type LimitColumns, type LimitedBy } from './overload.js';
import type { PowerModel } from './power-model.js';
import { waySolver, type WaySolver, type WayUp } from './way-up.js';

/** A load that could be added: its live points share it evenly, whichever of them are left. */
export interface AddedLoad {
  /** Nodes at which it would hang, one for each of its supplies or feeds. */
  readonly points: readonly number[];
  /** The conductors on which it hangs at each of them. */
  readonly legs: Legs;
  readonly powerFactor: number;
  /** The outlet by which it would hang at each of the points; null, or left out, where none is known. */
  readonly outlets?: readonly (OutletForLoad | null)[];
}

/** A free outlet, and what it may carry. */
export interface OutletForLoad {
  readonly name: string;
  readonly ratedCurrentA: number;
  /** W at the power factor of the load. */
  readonly powerW: number;
}

/** How much of a load still fits, and what stops more. */
export interface CapacityLeft {
  /** W at the given power factor; 0 where something is at its limit already; null where nothing on the way states a limit. */
  readonly powerW: number | null;
  /** What binds: an element of the path, and its line or rating. */
  readonly element: string | null;
  readonly limitedBy: LimitedBy | 'outlet' | 'no-free-outlet' | 'out' | null;
  readonly limit: number | null;
  readonly unit: 'A' | 'VA' | 'W' | null;
  /** Name of the failure after which it binds; null with nothing failed. */
  readonly scenario: string | null;
  /**
   * Whether what nobody states may take some of it: a draw, a rating on the way up, or what feeds the way. Then this is the
   * most that can be left.
   */
  readonly isUpperBound: boolean;
  /** Elements that can feed it and state a rating, of all that can. */
  readonly ratings: Coverage;
}

/** A load that was added already, and how much of it, W. */
export interface PlacedLoad {
  readonly load: AddedLoad;
  readonly powerW: number;
}

/** Nothing is known to limit it. */
export const OPEN: CapacityLeft = {
  powerW: null,
  element: null,
  limitedBy: null,
  limit: null,
  unit: null,
  scenario: null,
  isUpperBound: false,
  ratings: { known: 0, total: 0 },
};

/** What one watt of a load puts on its way up. */
function unitOf({ network }: PowerModel, way: WaySolver, load: AddedLoad, state: LoadFlow): WayUp {
  const live = load.points.filter((at) => state.dead[at] === 0);
  const given = live.map((at) => {
    const legs = network.nodes[at]?.phases === 1 ? 'single' : load.legs;
    return { at, vector: unitVector(legs, load.powerFactor).map((part) => part / live.length) };
  });
  return way(given, state);
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
  const way = waySolver(model.network);
  const { network, flow: normal } = model;
  const best: CapacityLeft[] = loads.map(() => OPEN);
  const open = new Uint8Array(loads.length);
  const extra = {
    output: new Float64Array(network.nodes.length * VECTOR_LENGTH),
    input: new Float64Array(network.nodes.length * VECTOR_LENGTH),
  };
  const addExtra = ({ nodes, output, input }: WayUp, w: number) => {
    nodes.forEach((at, i) => {
      addVector(extra.output, at * VECTOR_LENGTH, output, i * VECTOR_LENGTH, w);
      addVector(extra.input, at * VECTOR_LENGTH, input, i * VECTOR_LENGTH, w);
    });
  };
  const normalUnits = loads.map((load) => unitOf(model, way, load, normal));
  const placedUnits = placed.map(({ load }) => unitOf(model, way, load, normal));
  placed.forEach(({ powerW: w }, i) => {
    const unit = placedUnits[i];
    if (unit !== undefined) addExtra(unit, w);
  });
  /** Loads, then placed ones, by each node that can feed them: only its loss or transfer changes their way up. */
  const loadsAbove = new Map<number, number[]>();
  [...loads, ...placed.map(({ load }) => load)].forEach(({ points }, i) => {
    for (const at of everythingAbove(network, points)) loadsAbove.set(at, [...(loadsAbove.get(at) ?? []), i]);
  });

  const look = (
    i: number,
    { unit, state, scenario }: { unit: WayUp; state: LoadFlow; scenario: string | null },
    wanted: (at: number) => boolean,
  ) => {
    const points = loads[i]?.points ?? [];
    unit.nodes.forEach((at, k) => {
      if (!wanted(at) || (ownOnly && !points.includes(at))) return;
      const left = leftAt(model, columns, { state, unit, k, extra, at });
      const known = best[i]?.powerW ?? Infinity;
      if ((state.uncertainOutputVa[at] ?? 0) > 0) open[i] = 1;
      if (left !== null && left.powerW < known * (1 - LIMIT_ROUNDING)) best[i] = { ...OPEN, ...left, scenario };
    });
    const plugged = pluggedLeft(loads[i], state);
    if (plugged !== null && plugged.powerW < (best[i]?.powerW ?? Infinity) * (1 - LIMIT_ROUNDING)) {
      best[i] = { ...OPEN, ...plugged, scenario };
    }
  };
  normalUnits.forEach((unit, i) => look(i, { unit, state: normal, scenario: null }, () => true));

  const isChanged = new Int32Array(network.nodes.length).fill(-1);
  scenarios.forEach(({ name: scenario, failed }, round) => {
    const lost = solver.lose(failed.flatMap((element) => network.byName.get(element) ?? []));
    const { flow: state } = lost;
    const affected = new Set([...lost.died, ...lost.moved].flatMap((at) => loadsAbove.get(at) ?? []));
    for (const at of lost.changed) isChanged[at] = round;
    const saved = new Map<number, readonly [Float64Array, Float64Array]>();
    placed.forEach(({ load, powerW: w }, i) => {
      const before = placedUnits[i];
      if (before === undefined || !affected.has(loads.length + i)) return;
      const now = unitOf(model, way, load, state);
      for (const at of [...before.nodes, ...now.nodes]) {
        isChanged[at] = round;
        const [begin, end] = [at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH];
        if (!saved.has(at)) saved.set(at, [extra.output.slice(begin, end), extra.input.slice(begin, end)]);
      }
      addExtra(before, -w);
      addExtra(now, w);
    });
    loads.forEach((load, i) => {
      const unit = normalUnits[i];
      if (unit === undefined) return;
      if (affected.has(i)) look(i, { unit: unitOf(model, way, load, state), state, scenario }, () => true);
      else look(i, { unit, state, scenario }, (at) => isChanged[at] === round);
    });
    for (const [at, [output, input]] of saved) {
      extra.output.set(output, at * VECTOR_LENGTH);
      extra.input.set(input, at * VECTOR_LENGTH);
    }
  });
  return best.map((left, i): CapacityLeft => {
    const { ratings, isOpen } = ratingsAbove(model, columns, loads[i]?.points ?? []);
    return { ...left, isUpperBound: open[i] === 1 || isOpen, ratings };
  });
}

/** Which of what can feed a load states a rating, and whether something on the way is not known at all. */
function ratingsAbove(
  { network }: PowerModel,
  columns: LimitColumns,
  points: readonly number[],
): { readonly ratings: Coverage; readonly isOpen: boolean } {
  const above = [...everythingAbove(network, points)];
  const isRated = (at: number) =>
    [columns.lineVa[at], columns.va[at], columns.w[at]].some((limit) => limit !== undefined && limit !== Infinity);
  const known = above.filter(isRated).length;
  const gaps = new Set(network.gaps.map(({ element }) => element));
  const isBroken = above.some((at) => {
    const node = network.nodes[at];
    return node === undefined || node.inCycle || gaps.has(node.name);
  });
  return { ratings: { known, total: above.length }, isOpen: known < above.length || isBroken };
}

/** What the outlets leave: the live ones share the load. */
function pluggedLeft(load: AddedLoad | undefined, { dead }: Pick<LoadFlow, 'dead'>): LeftAt | null {
  if (load?.outlets === undefined) return null;
  const live = load.points.filter((at) => dead[at] === 0).length;
  return load.points.reduce<LeftAt | null>((least, at, i) => {
    const outlet = dead[at] === 0 ? (load.outlets?.[i] ?? null) : null;
    if (outlet === null || (least !== null && least.powerW <= outlet.powerW * live)) return least;
    const { name: element, ratedCurrentA: limit } = outlet;
    return { powerW: outlet.powerW * live, element, limitedBy: 'outlet', limit, unit: 'A' };
  }, null);
}

/** Points and everything that can feed them. */
export function everythingAbove(network: PowerModel['network'], points: readonly number[]): ReadonlySet<number> {
  const found = new Set(points);
  for (const at of found) for (const parent of network.nodes[at]?.parents ?? []) found.add(parent);
  return found;
}

interface LeftAt {
  readonly powerW: number;
  readonly element: string;
  readonly limitedBy: LimitedBy | 'outlet';
  readonly limit: number;
  readonly unit: 'A' | 'VA' | 'W';
}

/** What one element leaves for a load, in one state. */
function leftAt(
  { network, limits }: PowerModel,
  columns: LimitColumns,
  {
    state,
    unit,
    k: position,
    extra: more,
    at,
  }: {
    readonly state: LoadFlow;
    readonly unit: WayUp;
    /** Of the node in the unit. */
    readonly k: number;
    readonly extra: { readonly output: Float64Array; readonly input: Float64Array };
    readonly at: number;
  },
): LeftAt | null {
  const node = network.nodes[at];
  const limit = limits[at];
  if (node === undefined || limit === undefined) return null;
  const isPdu = node.element.kind === 'rack-pdu';
  const base = isPdu ? state.input : state.output;
  const extra = isPdu ? more.input : more.output;
  const step = isPdu ? unit.input : unit.output;
  const begin = at * VECTOR_LENGTH;
  const stepBegin = position * VECTOR_LENGTH;
  const { phases, voltageV } = node;
  const found: LeftAt[] = [];
  const keep = (left: number, limitedBy: LimitedBy, value: number, of: 'A' | 'VA' | 'W') => {
    found.push({ powerW: left, element: node.name, limitedBy, limit: value, unit: of });
  };
  const lineVa = columns.lineVa[at] ?? Infinity;
  if (lineVa !== Infinity && voltageV !== null) {
    for (let k = 0; k < phases; k++) {
      const i = begin + 2 * k;
      const b = { re: (base[i] ?? 0) + (extra[i] ?? 0), im: (base[i + 1] ?? 0) + (extra[i + 1] ?? 0) };
      const d = { re: step[stepBegin + 2 * k] ?? 0, im: step[stepBegin + 2 * k + 1] ?? 0 };
      const name = phases === 1 ? 'line' : (['L1', 'L2', 'L3'] as const)[k];
      keep(mostOf(b, d, lineVa), name ?? 'L1', lineVa / voltageV, 'A');
    }
  }
  const power = (vectors: Float64Array, from: number) => ({
    re: powerW(vectors, from, phases),
    im: reactiveVar(vectors, from, phases),
  });
  const [own, added, each] = [power(base, begin), power(extra, begin), power(step, stepBegin)];
  const carried = { re: own.re + added.re, im: own.im + added.im };
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
