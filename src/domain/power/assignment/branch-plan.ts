import { grouped } from '../../site/grouping.js';
import type { ChainState } from '../chain-state.js';
import { addBalanced, addOnLegs, addVector, carriedVar, carriedW, VECTOR_LENGTH } from '../line-vector.js';
import { lossesOf } from '../load-flow.js';
import { lossSolver } from '../loss-solver.js';
import { allowedColumns, type LimitedBy } from '../overload.js';
import type { PowerModel } from '../power-model.js';
import { serviceOf } from '../tap-power.js';
import { SQRT_3 } from '../../units.js';
import { everythingAbove } from '../capacity-left.js';
import { waySolver, type GivenVector, type WayUp } from '../way-up.js';
import type { BranchedPdu, BranchKind, BranchOption, SingleLegs } from './branch-places.js';
import { lineFamily } from './line-family.js';
import type { MinimaxChoice, MinimaxProblem, MinimaxRow, RowFamily } from './minimax.js';
import { outerScenarios } from './tap-states.js';

/** Rack PDUs that share devices or a rack, and move together. */
export interface Bundle {
  readonly pdus: readonly BranchedPdu[];
  /** Loads that hang on them. */
  readonly loads: readonly number[];
}

/** A state of the chain above the racks, kept. */
export interface BranchState extends ChainState {
  readonly scenario: string | null;
  readonly failed: ReadonlySet<number>;
  readonly output: Float64Array;
}

/**
 * With nothing failed, and after every failure above the breakers of racks. Failures of single racks are milder, and so is
 * one of which another takes down all, and beyond that only elements of the same feed: these leave the same elements live
 * that take over.
 */
export function branchStates(model: PowerModel, watched: ReadonlySet<number>): readonly BranchState[] {
  const { network, flow } = model;
  const solver = lossSolver(model);
  const keep = (state: typeof flow, scenario: string | null, failed: readonly number[]): BranchState => ({
    scenario,
    failed: new Set(failed),
    dead: state.dead.slice(),
    carrier: state.carrier.slice(),
    bypassed: state.bypassed.slice(),
    recharging: state.recharging.slice(),
    output: state.output.slice(),
  });
  const losses = outerScenarios(model).flatMap(({ name, failed }) => {
    const nodes = failed.flatMap((element) => network.byName.get(element) ?? []);
    if (!nodes.some((at) => watched.has(at))) return [];
    const dead = new Set([...solver.lose(nodes).died].filter((at) => watched.has(at)));
    return dead.size === watched.size ? [] : [{ name, nodes, dead }];
  });
  const feedOf = (at: number) => network.nodes[at]?.feed ?? null;
  const isMilder = (one: (typeof losses)[number], than: (typeof losses)[number]) => {
    if (one.dead.size >= than.dead.size || [...one.dead].some((at) => !than.dead.has(at))) return false;
    const feeds = new Set([...one.dead].map(feedOf));
    return [...than.dead].every((at) => feedOf(at) !== null && feeds.has(feedOf(at)));
  };
  return [
    keep(flow, null, []),
    ...losses
      .filter((one) => !losses.some((other) => isMilder(one, other)))
      .map(({ name, nodes }) => keep(solver.lose(nodes).flow, name, nodes)),
  ];
}

/** Vectors, at the plug, of the units of a bundle, with some of them live. */
export function unitInputs(
  model: PowerModel,
  bundle: Bundle,
  isLive: (pdu: BranchedPdu) => boolean,
): readonly Float64Array[] {
  const { network, loads, normal } = model;
  const dead = new Uint8Array(network.nodes.length);
  const unitOf = new Map<number, number>();
  bundle.pdus.forEach((pdu, i) => {
    for (const at of [pdu.at, ...(network.banks.get(pdu.at)?.values() ?? [])]) {
      unitOf.set(at, i);
      dead[at] = isLive(pdu) ? 0 : 1;
    }
  });
  const inputs = bundle.pdus.map(() => new Float64Array(VECTOR_LENGTH));
  for (const at of bundle.loads) {
    const load = loads.loads[at];
    if (load === undefined) continue;
    const { shares, servedW } = serviceOf(load, { loads, dead, book: normal.book });
    const drawW = normal.shortOfCords[at] === 1 ? load.terms.draw.lowerW : servedW;
    shares.forEach((share, i) => {
      const tap = load.firstTap + i;
      const input = inputs[unitOf.get(loads.taps.node[tap] ?? -1) ?? -1];
      if (input !== undefined)
        addVector(input, 0, loads.unitVectors, (loads.taps.unit[tap] ?? 0) * VECTOR_LENGTH, share * drawW);
    });
  }
  bundle.pdus.forEach((pdu, i) => {
    const node = network.nodes[pdu.at];
    const input = inputs[i];
    if (node === undefined || input === undefined || !isLive(pdu)) return;
    const { fixedW, fraction } = lossesOf(node, false);
    for (let k = 0; k < VECTOR_LENGTH; k++) input[k] = (input[k] ?? 0) * (1 + fraction);
    if (node.phases === 3) addBalanced(input, 0, { powerW: fixedW, reactiveVar: 0 });
    else input[0] = (input[0] ?? 0) + fixedW;
  });
  return inputs;
}

/** Everything above the breakers on which racks may hang. */
export function watchedAbove(
  { network }: PowerModel,
  kinds: readonly BranchKind[],
  bundles: readonly Bundle[],
): ReadonlySet<number> {
  const starts = [
    ...kinds.flatMap(({ sample }) => network.nodes[sample]?.parents ?? []),
    ...bundles.flatMap(({ pdus }) => pdus.flatMap(({ at }) => network.nodes[at]?.parents ?? [])),
  ];
  return new Set([...everythingAbove(network, starts)].filter((at) => network.nodes[at]?.element.kind !== 'breaker'));
}

export interface BranchProblem {
  readonly problem: MinimaxProblem;
  readonly rowNames: readonly {
    readonly element: string;
    readonly limitedBy: LimitedBy;
    readonly scenario: string | null;
  }[];
}

/**
 * Racks onto breakers as a problem. Rows: the lines of every element above the breakers, in every state. A limit in VA or W
 * counts as the current of an even load. Goal are the rows that some choice changes; hard those whose limit is in A.
 *
 * @param combos - of each bundle the ways of placing all its units, each an option for each unit in order
 */
export function branchProblem(
  model: PowerModel,
  {
    kinds,
    bundles,
    combos,
    states,
    watched,
  }: {
    readonly kinds: readonly BranchKind[];
    readonly bundles: readonly Bundle[];
    readonly combos: readonly (readonly (readonly BranchOption[])[])[];
    readonly states: readonly BranchState[];
    readonly watched: ReadonlySet<number>;
  },
): BranchProblem {
  const { network } = model;
  const columns = allowedColumns(model);
  const way = waySolver(network);
  const elements = [...watched].sort((a, b) => a - b);
  const placeOf = new Map(elements.map((at, i) => [at, i]));
  const rowAt = (state: number, place: number, line: number) => (state * elements.length + place) * 3 + line;
  const base = states.map(({ output }) =>
    elements.map((at) => output.slice(at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH)),
  );

  const inputsSeen = new Map<string, readonly Float64Array[]>();
  const inputsOf = (b: number, live: readonly boolean[]): readonly Float64Array[] => {
    const bundle = bundles[b];
    if (bundle === undefined) return [];
    const key = `${String(b)} ${live.map(Number).join('')}`;
    const known = inputsSeen.get(key);
    if (known !== undefined) return known;
    const inputs = unitInputs(model, bundle, (pdu) => live[bundle.pdus.indexOf(pdu)] === true);
    inputsSeen.set(key, inputs);
    return inputs;
  };
  // What one unit of a vector puts above a place is the same for every rack: six directions, solved once for each state.
  const basis = new Map<string, readonly WayUp[]>();
  const waysFrom = (s: number, at: number, legs: SingleLegs | null): readonly WayUp[] => {
    const key = `${String(s)} ${String(at)} ${legs ?? ''}`;
    const known = basis.get(key);
    if (known !== undefined) return known;
    const state = states[s];
    const ways =
      state === undefined
        ? []
        : Array.from({ length: VECTOR_LENGTH }, (_, i) => way(givenAbove(model, state, { at, legs, unit: i }), state));
    basis.set(key, ways);
    return ways;
  };
  const contribution = (
    s: number,
    { at, legs }: { at: number; legs: SingleLegs | null },
    input: Float64Array,
    add: (place: number, vector: Float64Array) => void,
  ) => {
    waysFrom(s, at, legs).forEach(({ nodes, output }, i) => {
      const value = input[i] ?? 0;
      if (value === 0) return;
      nodes.forEach((node, k) => {
        const place = placeOf.get(node);
        if (place !== undefined)
          add(
            place,
            output.slice(k * VECTOR_LENGTH, (k + 1) * VECTOR_LENGTH).map((part) => part * value),
          );
      });
    });
  };

  bundles.forEach(({ pdus }, b) => {
    states.forEach((state, s) => {
      const live = pdus.map(({ at }) => state.dead[at] === 0);
      const inputs = inputsOf(b, live);
      pdus.forEach(({ at }, i) => {
        const input = inputs[i];
        if (input === undefined || state.dead[at] === 1) return;
        contribution(s, { at, legs: network.nodes[at]?.element.legs ?? null }, input, (place, vector) => {
          const own = base[s]?.[place];
          if (own !== undefined) addVector(own, 0, vector, 0, -1);
        });
      });
    });
  });

  const choiceOf = (b: number, combo: readonly BranchOption[]): MinimaxChoice => {
    const { pdus } = bundles[b] ?? { pdus: [] };
    const sums = new Map<number, Float64Array>();
    states.forEach((state, s) => {
      const places = pdus.map(({ at }, i) => {
        const { kind, legs } = combo[i] ?? { kind: null, legs: null };
        return kind === null
          ? { at, legs: network.nodes[at]?.element.legs ?? null }
          : { at: kinds[kind]?.sample ?? -1, legs };
      });
      const live = places.map(({ at }, i) => state.dead[at] === 0 && !state.failed.has(pdus[i]?.at ?? -1));
      const inputs = inputsOf(b, live);
      places.forEach((place, i) => {
        const input = inputs[i];
        if (input === undefined || live[i] !== true) return;
        contribution(s, place, input, (to, vector) => {
          const key = s * elements.length + to;
          const sum = sums.get(key) ?? new Float64Array(VECTOR_LENGTH);
          addVector(sum, 0, vector, 0);
          sums.set(key, sum);
        });
      });
    });
    const rows: number[] = [];
    const re: number[] = [];
    const im: number[] = [];
    for (const [key, sum] of sums) {
      const phases = network.nodes[elements[key % elements.length] ?? -1]?.phases ?? 3;
      for (let line = 0; line < phases; line++) {
        rows.push(key * 3 + line);
        re.push(sum[2 * line] ?? 0);
        im.push(sum[2 * line + 1] ?? 0);
      }
    }
    return {
      slots: combo.flatMap(({ kind }) => kind ?? []),
      place: JSON.stringify(combo.map(({ kind, legs }) => [kind, legs])),
      rows,
      re,
      im,
    };
  };
  const groups = combos.map((ofBundle, b) => ({ count: 1, choices: ofBundle.map((combo) => choiceOf(b, combo)) }));
  const changing = changingRows(groups.map(({ choices }) => choices));
  const limitOf = (at: number) => {
    const lineVa = columns.lineVa[at] ?? Infinity;
    const even =
      Math.min(columns.va[at] ?? Infinity, columns.w[at] ?? Infinity) / (network.nodes[at]?.phases === 1 ? 1 : SQRT_3);
    return { limit: Math.min(lineVa, even), isHard: lineVa <= even && lineVa !== Infinity };
  };
  const rows = states.flatMap((_, s) =>
    elements.flatMap((at, place) => {
      const { limit, isHard } = limitOf(at);
      const isThere = (line: number) => line < (network.nodes[at]?.phases ?? 3);
      return [0, 1, 2].map((line): MinimaxRow => {
        const sum = base[s]?.[place];
        const isGoal = limit !== Infinity && changing.has(rowAt(s, place, line));
        return {
          re: sum?.[2 * line] ?? 0,
          im: sum?.[2 * line + 1] ?? 0,
          limit,
          isGoal: isGoal && isThere(line),
          isHard: isHard && isThere(line),
        };
      });
    }),
  );
  return {
    problem: {
      rows,
      slots: kinds.map(({ breakers }) => breakers.length),
      groups,
      families: familiesOf(model, { states, elements, rowAt, rows }),
    },
    rowNames: states.flatMap(({ scenario }) =>
      elements.flatMap((at) =>
        (['L1', 'L2', 'L3'] as const).map((line) => ({
          element: network.nodes[at]?.name ?? '',
          limitedBy: network.nodes[at]?.phases === 1 ? ('line' as const) : line,
          scenario,
        })),
      ),
    ),
  };
}

/** What a unit vector of a rack PDU gives to what is above its place: the parents of its breaker, or of itself. */
function givenAbove(
  { network }: PowerModel,
  { dead, carrier }: ChainState,
  { at, legs, unit }: { readonly at: number; readonly legs: SingleLegs | null; readonly unit: number },
): readonly GivenVector[] {
  const node = network.nodes[at];
  const parent = carrier[at] ?? -1;
  const above = network.nodes[parent];
  if (node === undefined || above === undefined || dead[at] === 1) return [];
  const own = new Float64Array(VECTOR_LENGTH);
  own[unit] = 1;
  if (above.phases === node.phases) return [{ at: parent, vector: own }];
  const vector = new Float64Array(VECTOR_LENGTH);
  if (above.phases === 3) {
    const power = { powerW: own[0] ?? 0, reactiveVar: own[1] ?? 0 };
    if (legs === null) addBalanced(vector, 0, power);
    else addOnLegs(vector, 0, legs, power);
  } else {
    vector[0] = carriedW(own, 0);
    vector[1] = carriedVar(own, 0);
  }
  return [{ at: parent, vector }];
}

/** Rows to which not every choice of every group adds the same. */
function changingRows(groups: readonly (readonly MinimaxChoice[])[]): ReadonlySet<number> {
  const changing = new Set<number>();
  for (const choices of groups) {
    const seen = new Map<number, { readonly re: number; readonly im: number; count: number }>();
    for (const { rows, re, im } of choices) {
      rows.forEach((row, i) => {
        const [a, b] = [re[i] ?? 0, im[i] ?? 0];
        const first = seen.get(row);
        if (first === undefined) seen.set(row, { re: a, im: b, count: 1 });
        else {
          first.count += 1;
          if (Math.hypot(a - first.re, b - first.im) > 1e-9 * (1 + Math.hypot(a, b))) changing.add(row);
        }
      });
    }
    for (const [row, { re, im, count }] of seen) {
      if (count !== choices.length && Math.hypot(re, im) > 1e-9) changing.add(row);
    }
  }
  return changing;
}

/** Of each state every element, and the elements of one kind and feed together. */
function familiesOf(
  { network }: PowerModel,
  {
    states,
    elements,
    rowAt,
    rows,
  }: {
    readonly states: readonly BranchState[];
    readonly elements: readonly number[];
    readonly rowAt: (state: number, place: number, line: number) => number;
    readonly rows: readonly MinimaxRow[];
  },
): readonly RowFamily[] {
  const sets = [
    ...elements.map((_, place) => [place]),
    ...grouped([...elements.keys()], (place) => {
      const node = network.nodes[elements[place] ?? -1];
      return `${node?.element.kind ?? ''} ${node?.feed ?? ''} ${String(node?.phases)}`;
    }).values(),
  ].filter((set, i) => i < elements.length || set.length > 1);
  return states.flatMap((_, s) =>
    sets.flatMap((set): readonly RowFamily[] => {
      const phases = network.nodes[elements[set[0] ?? 0] ?? -1]?.phases ?? 3;
      const ofSet = set.map((place) => Array.from({ length: phases }, (_, line) => rowAt(s, place, line)));
      return ofSet.flat().every((row) => rows[row]?.isGoal === true) ? [lineFamily(ofSet)] : [];
    }),
  );
}
