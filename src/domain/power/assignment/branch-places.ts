import { SQRT_3 } from '../../units.js';
import { compareText } from '../../site/key.js';
import type { SiteSnapshot } from '../../site/document.js';
import type { PowerElement } from '../../site/kinds/power-element.js';
import { SINGLE_PHASE_LEGS } from '../../site/kinds/power-element.js';
import type { PowerModel } from '../power-model.js';
import type { UnplacedReason } from './unplaced.js';

export type SingleLegs = NonNullable<PowerElement['legs']>;

/** Breakers that are alike: what is on one of them could as well be on another. */
export interface BranchKind {
  readonly sample: number;
  readonly breakers: readonly string[];
  readonly phases: 1 | 3;
  /** Conductors on which they can hang; a three-phase one has none to choose. */
  readonly legs: readonly (SingleLegs | null)[];
  /** Whether the document says on which. */
  readonly legsStated: boolean;
  readonly ratedA: number | null;
  readonly allowedA: number | null;
  readonly feed: string | null;
  /** Rack whose feeds name them; null: free to any. */
  readonly rack: string | null;
}

/** A rack PDU that needs a breaker, or has one. */
export interface BranchedPdu {
  readonly name: string;
  readonly at: number;
  readonly rack: string | null;
  /** Breaker on which it hangs now, where it may change it. */
  readonly breaker: string | null;
  /** Whether it stays as it is. */
  readonly isFixed: boolean;
}

/** Relative difference of two voltages that are one, such as 230 V and 400 V / √3. */
const SAME_VOLTAGE = 0.05;

/** Every breaker that feeds nothing, or only a rack PDU that may leave it, by what makes them alike. */
export function branchKinds(
  { network, limits, index, loads }: PowerModel,
  snapshot: SiteSnapshot,
  movable: readonly BranchedPdu[],
): readonly BranchKind[] {
  const leaving = new Set(movable.flatMap(({ breaker }) => breaker ?? []));
  const stated = new Set(snapshot.powerElements.map(({ name }) => name));
  const rackOf = new Map(
    index.snapshot.racks.flatMap(({ name, feeds }) => (feeds ?? []).map(({ element }) => [element, name] as const)),
  );
  const kinds = new Map<string, { kind: Omit<BranchKind, 'breakers'>; breakers: string[] }>();
  network.nodes.forEach(({ name, element, parents, children, phases, inCycle, feed }, at) => {
    if (element.kind !== 'breaker' || inCycle || parents.length === 0 || !stated.has(name)) return;
    const isFree = children.length === 0 && (loads.tapsOfNode[at]?.length ?? 0) === 0;
    const isReserved = isFree && rackOf.has(name);
    if (!isFree && !leaving.has(name)) return;
    const legs = phases === 3 ? [null] : element.legs === undefined ? SINGLE_PHASE_LEGS : [element.legs];
    const kind = {
      sample: at,
      phases,
      legs,
      legsStated: element.legs !== undefined,
      ratedA: limits[at]?.ratedCurrentA ?? null,
      allowedA: limits[at]?.allowedCurrentA ?? null,
      feed,
      rack: isReserved ? (rackOf.get(name) ?? null) : null,
    };
    const { sample: _sample, ...alike } = kind;
    const key = JSON.stringify([alike, parents, element.proportionalLossFraction, element.voltageLlV]);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { kind, breakers: [name] });
    else known.breakers.push(name);
  });
  return [...kinds.values()]
    .map(({ kind, breakers }) => ({ ...kind, breakers: breakers.sort(compareText) }))
    .sort((a, b) => compareText(a.breakers[0] ?? '', b.breakers[0] ?? ''));
}

/** A kind of breaker and the conductors on it; `kind` is null for a rack PDU that stays where it is. */
export interface BranchOption {
  readonly kind: number | null;
  readonly legs: SingleLegs | null;
}

/**
 * The places that a rack PDU can take: lines and voltage fit (between lines, or V/√3 to neutral where there is one), feed
 * and rack agree, the breaker states its rating, which is at most that of the plug (an outlet of a branch is not rated
 * below it, NEC 210.21(B)(1)), and carries its worst current.
 *
 * @param mostA - the busiest line of the unit in its worst state, A
 */
export function branchOptions(
  { network }: PowerModel,
  kinds: readonly BranchKind[],
  { pdu, mostA }: { readonly pdu: BranchedPdu; readonly mostA: number },
): { readonly options: readonly BranchOption[]; readonly reason: UnplacedReason; readonly why: readonly string[] } {
  const node = network.nodes[pdu.at];
  const why = new Set<string>();
  const options: BranchOption[] = [];
  const { voltageV = null } = node ?? {};
  if (node === undefined || voltageV === null) return { options, reason: 'voltage-unknown', why: [] };
  const ratedA = node.element.ratedCurrentA ?? node.pduType?.ratedCurrentA ?? null;
  const overloaded = new Set<number>();
  kinds.forEach((kind, k) => {
    if (kind.rack !== null && kind.rack !== pdu.rack) return void why.add('feeds of another rack');
    if (node.feed !== null && kind.feed !== null && node.feed !== kind.feed) return void why.add('other feed');
    if (kind.phases !== node.phases) return void why.add('other number of lines');
    if (kind.ratedA === null || kind.allowedA === null) return void why.add('no rating stated');
    if (ratedA !== null && kind.ratedA > ratedA * (1 + 1e-9)) return void why.add('rated above the plug');
    const legs = kind.legs.filter((one) => isSame(voltageV, voltageOn(network, kind.sample, one)));
    if (legs.length === 0) return void why.add('other voltage');
    if (mostA > kind.allowedA * (1 + 1e-9)) {
      overloaded.add(k);
      return void why.add('carries too little');
    }
    for (const one of legs) options.push({ kind: k, legs: one });
  });
  const reason = kinds.length === 0 ? 'no-branch' : overloaded.size > 0 ? 'branch-limit' : 'no-fitting-branch';
  return { options, reason, why: [...why].sort(compareText) };
}

/** V between the conductors that a breaker has on some legs; null where unknown, or where they are not there. */
function voltageOn({ nodes }: PowerModel['network'], breaker: number, legs: SingleLegs | null): number | null {
  const parent = nodes[nodes[breaker]?.parents[0] ?? -1];
  if (parent === undefined) return null;
  if (legs === null || parent.phases === 1) return parent.voltageV;
  if (parent.voltageV === null) return null;
  if (!legs.endsWith('-N')) return parent.voltageV;
  return parent.element.wiring === 'delta' ? null : parent.voltageV / SQRT_3;
}

function isSame(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) <= SAME_VOLTAGE * Math.max(a, b);
}
