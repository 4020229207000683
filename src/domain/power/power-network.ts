import type { PduType } from '../site/kinds/pdu-type.js';
import type { PowerElement } from '../site/kinds/power-element.js';
import type { SiteIndex } from '../site/site-index.js';
import { SQRT_3 } from '../units.js';
import { closedPath, cyclicGroups } from './cycles.js';
import type { ChainCycle, ChainGap } from './power-figures.js';

/** A power element among the others, by position in {@link PowerNetwork.nodes}. */
export interface PowerNode {
  readonly name: string;
  readonly element: PowerElement;
  readonly pduType: PduType | undefined;
  /** What feeds it and is there on the day, the preferred source first. */
  readonly parents: readonly number[];
  readonly children: readonly number[];
  /**
   * Of an element that all its live parents feed together, the part of its load that each of `parents` takes beside the
   * others; null where the first live parent carries it all.
   */
  readonly parallelWeights: readonly number[] | null;
  readonly inCycle: boolean;
  readonly phases: 1 | 3;
  /** Whether nobody states how many lines it has. */
  readonly phasesAssumed: boolean;
  /** V between lines; between the two conductors of a single-phase element; null where unknown. */
  readonly voltageV: number | null;
  /** Feed to which it belongs: its own, that of the rack that names it, or the one on which all its parents agree. */
  readonly feed: string | null;
}

export interface PowerNetwork {
  readonly nodes: readonly PowerNode[];
  readonly byName: ReadonlyMap<string, number>;
  /** Of each rack PDU its banks that are elements of their own, by name; see {@link powerNetwork}. */
  readonly banks: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** Everything outside cycles, what is fed before what feeds it. */
  readonly upwards: readonly number[];
  /** Place of each node in `upwards`; -1 in a cycle. */
  readonly rank: Int32Array;
  readonly cycles: readonly ChainCycle[];
  readonly gaps: readonly ChainGap[];
  /** Feeds by which racks and elements are named, in order. */
  readonly feeds: readonly string[];
}

/** Kinds above which nothing has to be stated. */
const SOURCES: ReadonlySet<PowerElement['kind']> = new Set(['utility', 'generator']);

/** Kinds whose output voltage need not be that of their input. */
const CONVERTERS: ReadonlySet<PowerElement['kind']> = new Set(['transformer', 'ups']);

/** Whether the voltage of an element's parent says nothing about its own. */
export function convertsVoltage(element: PowerElement): boolean {
  return CONVERTERS.has(element.kind);
}

/**
 * The power chain as a graph. Voltage and feed that an element does not state come down from its parents (voltage not
 * through a transformer), voltage failing that up from what it feeds; lines of a breaker follow what it feeds, everything
 * else is taken as three-phase.
 *
 * @param withBanks - whether each bank of a rack PDU is an element: a breaker that the PDU feeds, `PDU bank B1` by name
 */
export function powerNetwork(index: SiteIndex, { withBanks = false } = {}): PowerNetwork {
  const stated = index.snapshot.powerElements;
  const byName = new Map(stated.map(({ name }, i) => [name, i]));
  const { elements, banks } = withBanks ? withBankBreakers(index, byName) : { elements: stated, banks: new Map() };
  const parents = elements.map((element) => [
    ...new Set((element.parents ?? []).flatMap((name) => byName.get(name) ?? [])),
  ]);
  const children: number[][] = elements.map(() => []);
  parents.forEach((ofElement, i) => {
    for (const parent of ofElement) children[parent]?.push(i);
  });
  const groups = cyclicGroups(parents);
  const cyclic = new Set(groups.flat());
  const upwards = fedBeforeFeeding(parents, children, cyclic);
  const pduTypes = elements.map(({ pduType }) => (pduType === undefined ? undefined : index.pduTypes.get(pduType)));

  const lines = phasesOf({ elements, pduTypes, children, upwards });
  const voltages = voltagesOf({ elements, pduTypes, parents, children, upwards, lines });
  const feeds = feedsOf({ index, elements, parents, upwards });
  const nameOf = (i: number) => elements[i]?.name ?? '';
  return {
    nodes: elements.map((element, i) => ({
      name: element.name,
      element,
      pduType: pduTypes[i],
      parents: parents[i] ?? [],
      children: children[i] ?? [],
      parallelWeights: parallelWeights(element, parents[i] ?? [], elements),
      inCycle: cyclic.has(i),
      phases: lines[i]?.phases ?? 3,
      phasesAssumed: lines[i]?.assumed ?? true,
      voltageV: voltages[i] ?? null,
      feed: feeds[i] ?? null,
    })),
    byName,
    banks,
    upwards,
    rank: ranksOf(upwards, elements.length),
    cycles: groups.map((group) => ({
      path: closedPath(
        parents,
        [...group].sort((a, b) => a - b),
      ).map(nameOf),
      elements: [...group].sort((a, b) => a - b).map(nameOf),
    })),
    gaps: elements
      .map((element, i) => ({
        element,
        fed: (parents[i] ?? []).length > 0,
        absentParents: (element.parents ?? []).filter((name) => !byName.has(name)),
      }))
      .filter(({ element, fed, absentParents }) => absentParents.length > 0 || (!fed && !SOURCES.has(element.kind)))
      .map(({ element, absentParents }) => ({ element: element.name, absentParents })),
    feeds: [...new Set([...feeds.filter((feed) => feed !== null), ...rackFeeds(index)])].sort(),
  };
}

function withBankBreakers(
  index: SiteIndex,
  byName: Map<string, number>,
): { readonly elements: readonly PowerElement[]; readonly banks: PowerNetwork['banks'] } {
  const elements: PowerElement[] = [...index.snapshot.powerElements];
  const banks = new Map<number, Map<string, number>>();
  index.snapshot.powerElements.forEach(({ name, pduType, rack, feed }, at) => {
    const type = pduType === undefined ? undefined : index.expandedPduTypes.get(pduType);
    const ofPdu = new Map<string, number>();
    for (const { name: bank, breakerA } of type?.banks.values() ?? []) {
      const own = `${name} bank ${bank}`;
      // A name that an element has already is that element's.
      if (byName.has(own)) continue;
      byName.set(own, elements.length);
      ofPdu.set(bank, elements.length);
      const place = { ...(rack === undefined ? {} : { rack }), ...(feed === undefined ? {} : { feed }) };
      const phases = index.pduTypes.get(pduType ?? '')?.phases ?? 3;
      elements.push({ name: own, kind: 'breaker', parents: [name], phases, ratedCurrentA: breakerA, ...place });
    }
    if (ofPdu.size > 0) banks.set(at, ofPdu);
  });
  return { elements, banks };
}

/** In proportion to rated VA, else to rated W; evenly where one of them states neither. */
function parallelWeights(
  { sourcing }: PowerElement,
  parents: readonly number[],
  elements: readonly PowerElement[],
): readonly number[] | null {
  if (sourcing !== 'parallel' || parents.length < 2) return null;
  const ratings = parents.map((parent) => elements[parent]?.ratedApparentPowerVa ?? elements[parent]?.ratedPowerW);
  return ratings.map((rating) => (ratings.includes(undefined) ? 1 : (rating ?? 1)));
}

function ranksOf(upwards: readonly number[], count: number): Int32Array {
  const ranks = new Int32Array(count).fill(-1);
  upwards.forEach((at, rank) => (ranks[at] = rank));
  return ranks;
}

function rackFeeds(index: SiteIndex): readonly string[] {
  return index.snapshot.racks.flatMap(({ feeds }) => (feeds ?? []).map(({ feed }) => feed));
}

/** Kahn's order from what feeds nothing upwards; elements of cycles are left out. */
function fedBeforeFeeding(
  parents: readonly (readonly number[])[],
  children: readonly (readonly number[])[],
  cyclic: ReadonlySet<number>,
): readonly number[] {
  const waiting = children.map((ofElement) => ofElement.filter((child) => !cyclic.has(child)).length);
  const order = waiting.flatMap((count, i) => (count === 0 && !cyclic.has(i) ? [i] : []));
  for (const i of order) {
    for (const parent of parents[i] ?? []) {
      if (cyclic.has(parent)) continue;
      waiting[parent] = (waiting[parent] ?? 0) - 1;
      if (waiting[parent] === 0) order.push(parent);
    }
  }
  return order;
}

interface Elements {
  readonly elements: readonly PowerElement[];
  readonly pduTypes: readonly (PduType | undefined)[];
  readonly children: readonly (readonly number[])[];
  readonly upwards: readonly number[];
}

interface Lines {
  readonly phases: 1 | 3;
  readonly assumed: boolean;
}

function phasesOf({ elements, pduTypes, children, upwards }: Elements): readonly Lines[] {
  const lines: Lines[] = elements.map((element, i) => {
    const stated =
      element.phases ??
      pduTypes[i]?.phases ??
      (element.legs === undefined ? undefined : 1) ??
      (element.wiring === undefined ? undefined : wiringLines(element.wiring));
    return { phases: stated ?? 3, assumed: stated === undefined };
  });
  for (const i of upwards) {
    if (elements[i]?.kind !== 'breaker' || lines[i]?.assumed === false) continue;
    const fed = (children[i] ?? []).flatMap((child) => lines[child] ?? []);
    const first = fed[0];
    if (first !== undefined && fed.every(({ phases }) => phases === first.phases)) lines[i] = first;
  }
  return lines;
}

function wiringLines(wiring: NonNullable<PowerElement['wiring']>): 1 | 3 {
  return wiring === 'single-phase' ? 1 : 3;
}

function voltagesOf({
  elements,
  pduTypes,
  parents,
  children,
  upwards,
  lines,
}: Elements & {
  readonly parents: readonly (readonly number[])[];
  readonly lines: readonly Lines[];
}): readonly (number | null)[] {
  const voltages: (number | null)[] = elements.map(
    (element, i) => pduTypes[i]?.inputVoltageLlV ?? element.voltageLlV ?? null,
  );
  const linesOf = (i: number) => lines[i]?.phases;
  const take = (i: number, from: number | undefined) => {
    if (from !== undefined && linesOf(from) === linesOf(i)) voltages[i] = voltages[from] ?? null;
  };
  for (const i of upwards.toReversed()) {
    const element = elements[i];
    if (voltages[i] !== null || element?.kind === 'transformer') continue;
    const parent = parents[i]?.[0];
    const lineToLineV = parent === undefined || linesOf(parent) !== 3 ? null : (voltages[parent] ?? null);
    if (element?.legs === undefined || lineToLineV === null) take(i, parent);
    else voltages[i] = element.legs.endsWith('-N') ? lineToLineV / SQRT_3 : lineToLineV;
  }
  for (const i of upwards) {
    // The voltage of a transformer is that of its output, which says nothing of what feeds it.
    const fed = (children[i] ?? []).find(
      (child) => voltages[child] !== null && linesOf(child) === linesOf(i) && elements[child]?.kind !== 'transformer',
    );
    // A single-phase breaker states the voltage between lines; what it feeds states the one between its conductors.
    if (voltages[i] === null || (linesOf(i) === 1 && pduTypes[i] === undefined)) take(i, fed);
  }
  return voltages;
}

function feedsOf({
  index,
  elements,
  parents,
  upwards,
}: {
  readonly index: SiteIndex;
  readonly elements: readonly PowerElement[];
  readonly parents: readonly (readonly number[])[];
  readonly upwards: readonly number[];
}): readonly (string | null)[] {
  const namedByRacks = new Map<string, string>();
  for (const rack of index.snapshot.racks) {
    for (const { feed, element } of rack.feeds ?? []) {
      if (!namedByRacks.has(element)) namedByRacks.set(element, feed);
    }
  }
  const feeds: (string | null)[] = elements.map(({ feed, name }) => feed ?? namedByRacks.get(name) ?? null);
  for (const i of upwards.toReversed()) {
    if (feeds[i] !== null) continue;
    const above = new Set((parents[i] ?? []).map((parent) => feeds[parent] ?? null));
    const [only] = above;
    if (above.size === 1 && only !== undefined) feeds[i] = only;
  }
  return feeds;
}
