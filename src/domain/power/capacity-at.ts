import type { SiteIndex } from '../site/site-index.js';
import { capacitiesLeft, OPEN, type AddedLoad, type CapacityLeft, type OutletForLoad } from './capacity-left.js';
import { mayHaveThreeLines } from './connectors.js';
import { sweepScenarios } from './failure-scenarios.js';
import type { Legs } from './line-currents.js';
import { amperePerWatt, outletName } from './outlet-sweep.js';
import type { PowerModel } from './power-model.js';

/** Kinds of load of which the capacity left is asked. */
export const LOAD_KINDS = ['line', 'line-pair', 'three-phase'] as const;
export type LoadKind = (typeof LOAD_KINDS)[number];

const LEGS_OF: Readonly<Record<LoadKind, readonly Legs[]>> = {
  line: ['L1-N', 'L2-N', 'L3-N'],
  'line-pair': ['L1-L2', 'L2-L3', 'L3-L1'],
  'three-phase': ['L1-L2-L3'],
};

/** What is left for one way in which a load can hang on the points. */
export interface CapacityOption {
  readonly kind: LoadKind;
  /** Null: the two conductors of single-phase points, of which nobody says which they are. */
  readonly legs: Legs | null;
  /** The outlet of each point by which it would hang; null where a point states none. */
  readonly outlets: readonly (string | null)[];
  /** Outlets of these conductors without a cord, over all points; null where a point states no outlets. */
  readonly freeOutlets: number | null;
  readonly left: CapacityLeft;
}

/** How much more may hang on some points of the chain. */
export interface CapacityAt {
  /** Where the load would hang; several share it, and what is left of them carries it when the others are lost. */
  readonly points: readonly string[];
  readonly powerFactor: number;
  readonly failures: number;
  readonly options: readonly CapacityOption[];
  readonly method: string;
}

const METHOD =
  'Left is the least along every way up, on any line, in apparent and in real power, with nothing failed and after every single ' +
  'failure that leaves the load fed; the points that live share it evenly. On a rack PDU the free outlet that leaves most is ' +
  'taken, up to its rating, its bank and its plug';

/** One place at which a load could hang: an element, or a bank with a free outlet. */
interface Candidate {
  readonly at: number;
  readonly outlet: OutletForLoad | null;
  readonly name: string | null;
}

/**
 * The capacity left at points of the chain for each kind of load, under the worst single failure.
 *
 * @param names - elements, each of the network of the model
 * @param outlet - only this outlet of rack PDUs
 */
export function capacityAt(
  model: PowerModel,
  {
    names,
    kinds = LOAD_KINDS,
    outlet = null,
    powerFactor,
  }: {
    readonly names: readonly string[];
    readonly kinds?: readonly LoadKind[];
    readonly outlet?: string | null;
    readonly powerFactor: number;
  },
): CapacityAt {
  const nodes = [...new Set(names.flatMap((name) => model.network.byName.get(name) ?? []))];
  const scenarios = sweepScenarios(model, 'elements');
  const leftOf = (loads: readonly AddedLoad[]) => capacitiesLeft(model, loads, { scenarios });
  const options = optionsOf(model, nodes, kinds).flatMap(({ kind, legs }): readonly CapacityOption[] => {
    const ofPoints = nodes.map((at) => candidatesAt(model, at, { legs, outlet, powerFactor }));
    const freeOutlets = ofPoints.some((free) => free === null)
      ? null
      : ofPoints.reduce((sum, free) => sum + (free?.count ?? 0), 0);
    const without = ofPoints.findIndex((free) => free?.candidates.length === 0);
    const live = nodes.filter((at) => model.flow.dead[at] === 0);
    if (without !== -1 || live.length === 0) {
      const element = model.network.nodes[nodes[Math.max(0, without)] ?? -1]?.name ?? null;
      const left = {
        ...OPEN,
        powerW: 0,
        element,
        limitedBy: without === -1 ? ('out' as const) : ('no-free-outlet' as const),
      };
      return [{ kind, legs, outlets: nodes.map(() => null), freeOutlets, left }];
    }
    const chosen = ofPoints.map((free, i): Candidate => {
      const candidates = free?.candidates ?? [{ at: nodes[i] ?? -1, outlet: null, name: null }];
      const left = leftOf(candidates.map((candidate) => loadAt([candidate], legs, powerFactor)));
      const values = left.map(({ powerW }) => powerW ?? Infinity);
      return candidates[values.indexOf(Math.max(...values))] ?? { at: nodes[i] ?? -1, outlet: null, name: null };
    });
    const [left = OPEN] = leftOf([loadAt(chosen, legs, powerFactor)]);
    return [{ kind, legs, outlets: chosen.map(({ name }) => name), freeOutlets, left }];
  });
  return {
    points: nodes.map((at) => model.network.nodes[at]?.name ?? ''),
    powerFactor,
    failures: scenarios.length,
    options,
    method: METHOD,
  };
}

function loadAt(candidates: readonly Candidate[], legs: Legs | null, powerFactor: number): AddedLoad {
  return {
    points: candidates.map(({ at }) => at),
    // Of a single-phase point the conductors are its own, whatever is said here.
    legs: legs ?? 'L1-N',
    powerFactor,
    outlets: candidates.map(({ outlet }) => outlet),
  };
}

/** The ways in which a load can hang on all of the points: single-phase points have one, and delta wiring no neutral. */
function optionsOf(
  { network }: PowerModel,
  nodes: readonly number[],
  kinds: readonly LoadKind[],
): readonly { readonly kind: LoadKind; readonly legs: Legs | null }[] {
  const points = nodes.flatMap((at) => network.nodes[at] ?? []);
  const single = points.filter(({ phases }) => phases === 1);
  const isDelta = points.some(({ element, pduType }) => (pduType?.wiring ?? element.wiring) === 'delta');
  if (single.length > 0) {
    const stated = new Set(single.map(({ element }) => element.legs));
    const [legs] = stated;
    const isOne = single.length === points.length && stated.size === 1 && legs !== undefined;
    const kind = isOne && !legs.endsWith('-N') ? 'line-pair' : 'line';
    return kinds.includes(kind) ? [{ kind, legs: isOne ? legs : null }] : [];
  }
  return kinds.flatMap((kind) =>
    LEGS_OF[kind].filter((legs) => !isDelta || !legs.endsWith('-N')).map((legs) => ({ kind, legs })),
  );
}

/** Free outlets of a rack PDU for a load, one for each bank and rating, and how many there are; null where none are stated. */
function candidatesAt(
  { index, network }: PowerModel,
  at: number,
  {
    legs,
    outlet: only,
    powerFactor,
  }: { readonly legs: Legs | null; readonly outlet: string | null; readonly powerFactor: number },
): { readonly candidates: readonly Candidate[]; readonly count: number } | null {
  const node = network.nodes[at];
  const outlets = outletsOf(index, node?.element.pduType);
  if (node === undefined || outlets === null) return null;
  const used = new Set((index.cordsByPdu.get(node.name) ?? []).map(({ outlet }) => outlet));
  const found = new Map<string, Candidate>();
  let count = 0;
  for (const { name, connector, legs: own, bank, ratedCurrentA } of outlets) {
    if (used.has(name) || (only !== null && name !== only)) continue;
    // An outlet that does not say on which conductors it hangs may hang on these, on three lines if its poles are as many.
    const isOnThese = own === undefined ? legs !== 'L1-L2-L3' || mayHaveThreeLines(connector) : own === legs;
    if (node.phases === 3 && !isOnThese) continue;
    count += 1;
    const key = JSON.stringify([bank, ratedCurrentA]);
    if (found.has(key)) continue;
    const unit = { legs: node.phases === 1 ? ('single' as const) : (legs ?? 'L1-N'), powerFactor, legsAssumed: false };
    const perWatt = amperePerWatt(node.voltageV, undefined, unit);
    const isLimited = ratedCurrentA !== undefined && !Number.isNaN(perWatt);
    found.set(key, {
      at: network.banks.get(at)?.get(bank ?? '') ?? at,
      outlet: isLimited ? { name: outletName(node.name, name), ratedCurrentA, powerW: ratedCurrentA / perWatt } : null,
      name,
    });
  }
  return { candidates: [...found.values()], count };
}

function outletsOf(index: SiteIndex, pduType: string | undefined) {
  const type = pduType === undefined ? undefined : index.expandedPduTypes.get(pduType);
  return type === undefined || type.outlets.size === 0 ? null : [...type.outlets.values()];
}
