import { grouped } from '../../site/grouping.js';
import type { Legs } from '../line-currents.js';
import { addBalanced, unitVector, VECTOR_LENGTH } from '../line-vector.js';
import { lossesOf } from '../load-flow.js';
import type { LimitedBy } from '../overload.js';
import type { PowerModel } from '../power-model.js';
import { lineFamily } from './line-family.js';
import type { MinimaxChoice, MinimaxProblem, MinimaxRow } from './minimax.js';
import { mostW, type TapState } from './tap-states.js';
import type { Unplaced } from './unplaced.js';
import { outletsOf, takes, type WantedCord } from './wanted-cords.js';

/** Cords onto the outlets of one rack PDU, as a problem, and what its numbers mean. */
export interface OutletProblem {
  readonly problem: MinimaxProblem;
  readonly start: readonly (readonly number[])[];
  /** Of each group its cords. */
  readonly cords: readonly (readonly WantedCord[])[];
  /** Of each choice of each group, the kind of outlet, which is also its slot. */
  readonly kinds: readonly { readonly outlets: readonly string[] }[];
  readonly kindOf: readonly (readonly number[])[];
  readonly rowNames: readonly {
    readonly element: string;
    readonly limitedBy: LimitedBy;
    readonly scenario: string | null;
  }[];
  /** Of the input, A at the plug; null where neither the unit nor what feeds it alone states one. */
  readonly limitA: number | null;
  readonly limitedBy: string | null;
  /** Cords on the unit whose draw nothing bounds: they count with nothing. */
  readonly openCords: number;
  /** Cords that no outlet takes; what was asked is free as the plan leaves it. */
  readonly unplaced: readonly Omit<Unplaced, 'asked'>[];
}

/**
 * Builds the problem of one rack PDU. Goal: the lines of its input, against the least of what the unit and breakers that
 * feed nothing else may carry for hours. Hard: the same, and the lines of its banks against their breakers; outlets are
 * held to their ratings when choices are made. Each row once for every state of the taps.
 */
export function outletProblem(
  model: PowerModel,
  {
    pdu,
    cords,
    states,
    taken,
    taps,
  }: {
    readonly pdu: string;
    readonly cords: readonly WantedCord[];
    /** See {@link cordTaps}. */
    readonly taps: ReadonlyMap<string, number>;
    readonly states: readonly TapState[];
    readonly taken: ReadonlySet<string>;
  },
): OutletProblem {
  const { network, loads, index, policy, normal } = model;
  const at = network.byName.get(pdu) ?? -1;
  const node = network.nodes[at];
  const { phases = 3, voltageV = null } = node ?? {};
  if (node === undefined || voltageV === null) throw new RangeError(`no voltage of ${pdu}`);
  const type = index.expandedPduTypes.get(node.pduType?.slug ?? '');
  const banks = [...(type?.banks.values() ?? [])];
  const losses = lossesOf(node, false);
  const { limitA, limitedBy } = inputLimit(model, at);

  // What goes through the unit at its outlets, so that the limit of the plug is lowered by the losses.
  const inputVa = limitA === null ? voltageV : (limitA * voltageV) / (1 + losses.fraction);
  const parts = [
    { element: pdu, limit: inputVa, isGoal: true, isHard: limitA !== null },
    ...banks.map(({ name, breakerA }) => ({
      element: `${pdu} bank ${name}`,
      limit: breakerA * policy.continuousLoadFraction * voltageV,
      isGoal: false,
      isHard: true,
    })),
  ];
  const partOfBank = new Map(banks.map(({ name }, i) => [name, i + 1]));
  const rowAt = (state: number, part: number, line: number) => (state * parts.length + part) * phases + line;

  const tapOf = new Map(cords.map((cord) => [cord, taps.get(tapKey(cord.device, cord.supply.name))]));
  const wanted = new Set(tapOf.values());
  const base = states.map(() => parts.map(() => new Float64Array(VECTOR_LENGTH)));
  const powerW = (state: number, tap: number) => states[state]?.changedW.get(tap) ?? mostW(normal.tapPower, loads, tap);
  [at, ...banks.map(({ name }) => network.banks.get(at)?.get(name) ?? -1)].forEach((tapNode) => {
    for (const tap of loads.tapsOfNode[tapNode] ?? []) {
      const outlet = loads.taps.outlet[tap];
      if (wanted.has(tap)) continue;
      const unit = (loads.taps.unit[tap] ?? 0) * VECTOR_LENGTH;
      const part = partOfBank.get(outlet?.bank ?? '');
      states.forEach((_, state) => {
        for (const sum of [base[state]?.[0], part === undefined ? undefined : base[state]?.[part]]) {
          if (sum === undefined) continue;
          for (let i = 0; i < VECTOR_LENGTH; i++)
            sum[i] = (sum[i] ?? 0) + powerW(state, tap) * (loads.unitVectors[unit + i] ?? 0);
        }
      });
    }
  });
  for (const ofState of base) {
    const own = ofState[0];
    const fixedW = losses.fixedW / (1 + losses.fraction);
    if (own === undefined || fixedW === 0) continue;
    if (phases === 3) addBalanced(own, 0, { powerW: fixedW, reactiveVar: 0 });
    else own[0] = (own[0] ?? 0) + fixedW;
  }

  const free = outletsOf(index, index.powerElements.get(pdu)).filter(({ name }) => !taken.has(name));
  const kinds = [
    ...grouped(free, ({ legs, bank, connector, ratedCurrentA }) =>
      JSON.stringify([legs, bank, connector, ratedCurrentA]),
    ),
  ].map(([, alike]) => ({ sample: alike[0], outlets: alike.map(({ name }) => name) }));

  const openCords = [at, ...banks.map(({ name }) => network.banks.get(at)?.get(name) ?? -1)]
    .flatMap((one) => loads.tapsOfNode[one] ?? [])
    .filter((tap) => normal.tapPower.uncertainVa[tap] === Infinity).length;
  const groups = new Map<string, { cords: WantedCord[]; choices: MinimaxChoice[]; kindOf: number[] }>();
  const unplaced: Omit<Unplaced, 'asked'>[] = [];
  for (const cord of cords) {
    const tap = tapOf.get(cord);
    const known = states.map((_, state) => (tap === undefined ? 0 : powerW(state, tap)));
    // A milliwatt, so that cords of which nothing is known are spread over the lines too.
    const ofStates = known.some((w) => w > 0) ? known : known.map(() => 0.001);
    const powerFactor = tap === undefined ? 1 : (loads.units[loads.taps.unit[tap] ?? 0]?.powerFactor ?? 1);
    const { connector, phases: lines = 1 } = cord.supply;
    const key = JSON.stringify([ofStates.map((w) => w.toPrecision(10)), powerFactor, connector, lines, cord.connector]);
    const alike = groups.get(key);
    if (alike !== undefined) {
      alike.cords.push(cord);
      continue;
    }
    const choices: MinimaxChoice[] = [];
    const kindOf: number[] = [];
    const aboveRating = new Set<number>();
    kinds.forEach(({ sample }, kind) => {
      if (sample === undefined || !takes(sample, cord.supply)) return;
      if (cord.connector !== null && sample.connector !== cord.connector) return;
      const legs: Legs | 'single' | undefined = phases === 1 ? 'single' : sample.legs;
      if (legs === undefined) return;
      const unit = unitVector(legs, powerFactor);
      const mostVa =
        Math.max(...ofStates) * Math.max(...[0, 2, 4].map((i) => Math.hypot(unit[i] ?? 0, unit[i + 1] ?? 0)));
      if (mostVa / voltageV > (sample.ratedCurrentA ?? Infinity) * (1 + 1e-9)) {
        aboveRating.add(kind);
        return;
      }
      choices.push(
        choiceOf({ unit, ofStates, parts: [0, partOfBank.get(sample.bank ?? '') ?? 0], rowAt, phases, slot: kind }),
      );
      kindOf.push(kind);
    });
    if (choices.length === 0) {
      const reason = aboveRating.size > 0 ? 'outlet-rating' : 'no-free-outlet';
      unplaced.push({ thing: cord.device, part: cord.supply.name, reason, binding: null });
      continue;
    }
    groups.set(key, { cords: [cord], choices, kindOf });
  }
  const all = [...groups.values()];
  const rows: MinimaxRow[] = states.flatMap((_, state) =>
    parts.flatMap(({ limit, isGoal, isHard }, part) =>
      Array.from({ length: phases }, (_, line): MinimaxRow => {
        const sum = base[state]?.[part];
        return { re: sum?.[2 * line] ?? 0, im: sum?.[2 * line + 1] ?? 0, limit, isGoal, isHard };
      }),
    ),
  );
  const lineName = (line: number): LimitedBy => (phases === 1 ? 'line' : ((['L1', 'L2', 'L3'] as const)[line] ?? 'L1'));
  return {
    problem: {
      rows,
      slots: kinds.map(({ outlets }) => outlets.length),
      groups: all.map(({ cords: own, choices }) => ({ count: own.length, choices })),
      families: states.map((_, state) =>
        lineFamily([Array.from({ length: phases }, (_, line) => rowAt(state, 0, line))]),
      ),
    },
    start: all.map(({ cords: own, kindOf }) =>
      kindOf.map(
        (kind) => own.filter(({ outlet }) => outlet !== null && kinds[kind]?.outlets.includes(outlet) === true).length,
      ),
    ),
    cords: all.map(({ cords: own }) => own),
    kinds,
    kindOf: all.map(({ kindOf }) => kindOf),
    rowNames: states.flatMap(({ scenario }) =>
      parts.flatMap(({ element }) =>
        Array.from({ length: phases }, (_, line) => ({ element, limitedBy: lineName(line), scenario })),
      ),
    ),
    limitA,
    limitedBy,
    openCords,
    unplaced,
  };
}

function tapKey(device: string, supply: string): string {
  return `${device}\u0000${supply}`;
}

/** The tap of every cord. */
export function cordTaps({ index, network, loads }: PowerModel): ReadonlyMap<string, number> {
  return new Map(
    loads.loads.flatMap(({ name, isDevice, firstTap }) => {
      if (!isDevice) return [];
      const plugged = (index.cordsByDevice.get(name) ?? []).filter(({ pdu }) => network.byName.has(pdu));
      return plugged.map(({ supply }, i) => [tapKey(name, supply), firstTap + i] as const);
    }),
  );
}

function choiceOf({
  unit,
  ofStates,
  parts,
  rowAt,
  phases,
  slot,
}: {
  readonly unit: readonly number[];
  readonly ofStates: readonly number[];
  /** The input, and the bank; 0 for none. */
  readonly parts: readonly [number, number];
  readonly rowAt: (state: number, part: number, line: number) => number;
  readonly phases: number;
  readonly slot: number;
}): MinimaxChoice {
  const rows: number[] = [];
  const re: number[] = [];
  const im: number[] = [];
  ofStates.forEach((w, state) => {
    for (const part of parts[1] === 0 ? [0] : parts) {
      for (let line = 0; line < phases; line++) {
        const [a, b] = [w * (unit[2 * line] ?? 0), w * (unit[2 * line + 1] ?? 0)];
        if (a === 0 && b === 0) continue;
        rows.push(rowAt(state, part, line));
        re.push(a);
        im.push(b);
      }
    }
  });
  return { slots: [slot], place: String(slot), rows, re, im };
}

/** The least of what a unit, and what feeds nothing but it, may carry for hours on a line. */
function inputLimit(
  { network, limits }: Pick<PowerModel, 'network' | 'limits'>,
  at: number,
): { readonly limitA: number | null; readonly limitedBy: string | null } {
  let limitA: number | null = null;
  let limitedBy: string | null = null;
  for (let node = at, last = -1; node !== -1 && node !== last;) {
    const { name = '', parents = [], phases = 3 } = network.nodes[node] ?? {};
    const allowed = limits[node]?.allowedCurrentA ?? null;
    if (allowed !== null && (limitA === null || allowed < limitA)) [limitA, limitedBy] = [allowed, name];
    const [parent = -1] = parents;
    const above = network.nodes[parent];
    if (above?.element.kind !== 'breaker' || above.children.length !== 1 || above.phases !== phases) break;
    [last, node] = [node, parent];
  }
  return { limitA, limitedBy };
}
