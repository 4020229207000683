import type { ElementFlow, PowerFlow } from '../power/element-flow.js';
import type { PowerFailures, WorstCase } from '../power/failure-figures.js';
import { compareText } from '../site/key.js';

/** Elements that a single-line diagram shows as one box: alike in kind, rating, voltage and in what feeds them. */
export interface LineGroup {
  readonly id: number;
  readonly kind: string;
  readonly members: readonly ElementFlow[];
  /** Groups that feed it, the preferred first, and whether each carries now. */
  readonly parents: readonly { readonly group: number; readonly carries: boolean }[];
  /** The member that comes nearest to a limit with nothing failed, and under the worst failure. */
  readonly normal: ElementFlow | null;
  readonly worst: WorstCase | null;
  /** The bank of its rack PDUs that comes nearest to its limit. */
  readonly worstBank: WorstCase | null;
  /** Rack PDUs that hang one on each of its breakers and are shown with them. */
  readonly pdus: readonly ElementFlow[];
  /** Racks of its rack PDUs. */
  readonly racks: readonly string[];
  /** Things that hang on it directly: plant; devices hang on rack PDUs. */
  readonly plant: readonly string[];
}

/** Kinds that are many in a hall and alike: a box stands for all that share their parents and ratings. */
const MANY = new Set(['breaker', 'rack-pdu']);

/**
 * The elements of a chain as groups, what feeds before what is fed. Banks of rack PDUs count with their PDU, and rack PDUs with
 * their breakers where each breaker feeds one.
 *
 * @param panelsAlike - whether panels and busways that are alike and hang on the same element are one group too
 */
export function lineGroups(
  flow: PowerFlow,
  failures: PowerFailures,
  { panelsAlike }: { readonly panelsAlike: boolean },
): readonly LineGroup[] {
  const worstOf = new Map(failures.worst.map((item) => [item.element, item]));
  const byName = new Map(flow.elements.map((element) => [element.element, element]));
  const isBank = ({ kind, parents }: ElementFlow) =>
    kind === 'breaker' && parents.some((parent) => byName.get(parent)?.kind === 'rack-pdu');
  const banks = new Map<string, ElementFlow[]>();
  const feedsOnlyRacks = racksBelow(flow, isBank);
  const groupOf = new Map<string, number>();
  const byKey = new Map<string, number>();
  const members: ElementFlow[][] = [];
  for (const element of flow.elements) {
    if (isBank(element)) {
      const pdu = element.parents[0] ?? '';
      banks.set(pdu, [...(banks.get(pdu) ?? []), element]);
      continue;
    }
    const { kind, parents } = element;
    const isAlike =
      (MANY.has(kind) && feedsOnlyRacks.has(element.element)) ||
      (panelsAlike && (kind === 'panel' || kind === 'busway'));
    const key = JSON.stringify([
      kind,
      isAlike ? null : element.element,
      parents.map((parent) => groupOf.get(parent) ?? parent),
      element.ratedCurrentA,
      element.ratedApparentPowerVa,
      element.output?.voltageV ?? null,
      element.state,
    ]);
    const known = byKey.get(key);
    const group = known ?? members.push([]) - 1;
    byKey.set(key, group);
    groupOf.set(element.element, group);
    members[group]?.push(element);
  }
  const groups = members.map((unordered, id): LineGroup => {
    const own = [...unordered].sort((a, b) => compareText(a.element, b.element));
    const first = own[0];
    const names = own.map(({ element }) => element);
    const carriers = new Set(first?.fedBy.map(({ element }) => groupOf.get(element)));
    const parents = [...new Set(first?.parents.flatMap((parent) => groupOf.get(parent) ?? []))];
    const ofBanks = names.flatMap((name) => banks.get(name) ?? []).flatMap(({ element }) => worstOf.get(element) ?? []);
    return {
      id,
      kind: first?.kind ?? '',
      members: own,
      parents: parents.map((group) => ({ group, carries: carriers.has(group) })),
      normal: highest(own, ({ nearestLimit }) => nearestLimit?.ratio ?? null),
      worst: highest(
        names.flatMap((name) => worstOf.get(name) ?? []),
        ({ ratio }) => ratio,
      ),
      worstBank: highest(ofBanks, ({ ratio }) => ratio),
      pdus: [],
      racks: [...new Set(own.flatMap(({ rack, kind }) => (kind === 'rack-pdu' && rack !== null ? [rack] : [])))].sort(
        compareText,
      ),
      plant: own.flatMap(({ kind, loads }) => (kind === 'rack-pdu' ? [] : loads.names)),
    };
  });
  return withoutPdus(groups);
}

/** Puts rack PDUs into the boxes of their breakers, where each breaker feeds one and nothing else feeds it. */
function withoutPdus(groups: readonly LineGroup[]): readonly LineGroup[] {
  const children = groups.map((): number[] => []);
  for (const { id, parents } of groups) for (const { group } of parents) children[group]?.push(id);
  const pdusOf = groups.map(({ id, kind, members }) => {
    const [child] = children[id] ?? [];
    const below = child === undefined || children[id]?.length !== 1 ? undefined : groups[child];
    const isPair =
      kind === 'breaker' &&
      below?.kind === 'rack-pdu' &&
      below.parents.length === 1 &&
      below.members.length === members.length &&
      below.members.every(({ state }, i) => state === members[i]?.state);
    return isPair ? below : undefined;
  });
  const gone = new Set(pdusOf.flatMap((pdus) => pdus?.id ?? []));
  const kept = groups.filter(({ id }) => !gone.has(id));
  const newId = new Map(kept.map(({ id }, i) => [id, i]));
  return kept.map((group, id): LineGroup => {
    const pdus = pdusOf[group.id];
    const parents = group.parents.map(({ group: parent, carries }) => ({ group: newId.get(parent) ?? 0, carries }));
    if (pdus === undefined) return { ...group, id, parents };
    const both = [group.worst, pdus.worst].filter((item) => item !== null);
    return {
      ...group,
      id,
      parents,
      worst: highest(both, ({ ratio }) => ratio),
      worstBank: pdus.worstBank,
      pdus: pdus.members,
      racks: pdus.racks,
    };
  });
}

/** Elements below which nothing stands but breakers, rack PDUs and banks. */
function racksBelow(flow: PowerFlow, isBank: (element: ElementFlow) => boolean): ReadonlySet<string> {
  const children = new Map<string, ElementFlow[]>();
  for (const element of flow.elements) {
    for (const parent of element.parents) children.set(parent, [...(children.get(parent) ?? []), element]);
  }
  const found = new Set<string>();
  // What is fed stands after what feeds it.
  for (const element of [...flow.elements].reverse()) {
    const below = children.get(element.element) ?? [];
    const isPdu = element.kind === 'rack-pdu';
    if (isPdu || isBank(element) || below.every(({ element: name }) => found.has(name))) {
      if (MANY.has(element.kind) && element.loads.count === 0 ? true : isPdu || isBank(element)) {
        found.add(element.element);
      }
    }
  }
  return found;
}

/** Share of a value that is rounding: of equals the first is shown. */
const ROUNDING = 1e-9;

function highest<T>(items: readonly T[], of: (item: T) => number | null): T | null {
  let best: T | null = null;
  let most = -Infinity;
  for (const item of items) {
    const value = of(item);
    if (value !== null && value > most + Math.abs(value) * ROUNDING) [best, most] = [item, value];
  }
  return best;
}
