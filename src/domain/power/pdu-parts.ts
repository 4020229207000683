import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import { SQRT_3 } from '../units.js';
import { addVector, busiestMagnitude, VECTOR_LENGTH } from './line-vector.js';
import type { TapPower } from './load-flow.js';
import type { PartLoad } from './power-figures.js';
import type { PowerLoads, PowerTap } from './power-loads.js';
import type { PowerNetwork, PowerNode } from './power-network.js';

/** A bank, or an outlet, and the taps on it. */
interface Part {
  readonly node: number;
  readonly name: string;
  readonly taps: readonly number[];
  readonly ratedCurrentA: number;
  readonly allowedCurrentA: number;
  readonly kind: 'bank' | 'outlet';
}

/** Currents of one part in the states seen so far. */
interface Seen {
  readonly part: Part;
  readonly normalA: number | null;
  worstA: number | null;
  worstLostFeed: string | null;
}

/** What is followed of banks and outlets while feeds are lost one after the other. */
export interface PduParts {
  readonly ofNode: ReadonlyMap<number, readonly Seen[]>;
}

/**
 * The banks and rated outlets that carry cords. The breaker of a bank is an overcurrent device, so the continuous
 * fraction of the site applies to it; the rating of a receptacle is what it carries, and no fraction applies.
 *
 * Sources: NEC 210.20(A) for the bank; Vertiv Geist (rack PDU ratings): receptacle and internal breaker limits apply
 * beside the nameplate of the PDU, internal breakers at most 80 % loaded.
 */
export function pduParts({
  index,
  network,
  loads,
  policy,
  tapPower,
}: {
  readonly index: SiteIndex;
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly policy: Pick<SitePolicy, 'continuousLoadFraction'>;
  readonly tapPower: TapPower;
}): PduParts {
  const ofNode = new Map<number, readonly Seen[]>();
  network.nodes.forEach((node, at) => {
    const taps = loads.tapsOfNode[at] ?? [];
    if (node.pduType === undefined || taps.length === 0) return;
    const banks = index.expandedPduTypes.get(node.pduType.slug)?.banks;
    const outlets = new Map<string, Part & { taps: number[] }>();
    const loadedBanks = new Map<string, Part & { taps: number[] }>();
    for (const tap of taps) {
      const outlet = loads.taps[tap]?.outlet;
      if (outlet === undefined || outlet === null) continue;
      if (outlet.ratedCurrentA !== undefined) {
        const rated = outlet.ratedCurrentA;
        partNamed(outlets, { node: at, name: outlet.name, kind: 'outlet', rated, allowed: rated }).taps.push(tap);
      }
      const bank = outlet.bank === undefined ? undefined : banks?.get(outlet.bank);
      if (bank !== undefined) {
        const rated = bank.breakerA;
        const allowed = rated * policy.continuousLoadFraction;
        partNamed(loadedBanks, { node: at, name: bank.name, kind: 'bank', rated, allowed }).taps.push(tap);
      }
    }
    const seen = [...loadedBanks.values(), ...outlets.values()].map((part) => {
      return { part, normalA: currentOf(part, node, loads, tapPower), worstA: null, worstLostFeed: null };
    });
    if (seen.length > 0) ofNode.set(at, seen);
  });
  return { ofNode };
}

function partNamed(
  parts: Map<string, Part & { taps: number[] }>,
  given: { node: number; name: string; kind: Part['kind']; rated: number; allowed: number },
): { taps: number[] } {
  const known = parts.get(given.name);
  if (known !== undefined) return known;
  const { node, name, kind } = given;
  const part = { node, name, kind, taps: [], ratedCurrentA: given.rated, allowedCurrentA: given.allowed };
  parts.set(name, part);
  return part;
}

/** Follows the parts of the given nodes through the loss of one feed. */
export function followLoss(
  parts: PduParts,
  {
    nodes,
    network,
    loads,
    tapPower,
    lostFeed,
  }: {
    readonly nodes: Iterable<number>;
    readonly network: PowerNetwork;
    readonly loads: PowerLoads;
    readonly tapPower: TapPower;
    readonly lostFeed: string;
  },
): void {
  for (const at of nodes) {
    const node = network.nodes[at];
    if (node === undefined) continue;
    for (const seen of parts.ofNode.get(at) ?? []) {
      const currentA = currentOf(seen.part, node, loads, tapPower);
      if (currentA === null || currentA <= (seen.worstA ?? -1)) continue;
      seen.worstA = currentA;
      seen.worstLostFeed = lostFeed;
    }
  }
}

/** All banks, and of each PDU the outlet that comes nearest to its rating. */
export function partFigures(
  parts: PduParts,
  { network, loads }: { readonly network: PowerNetwork; readonly loads: PowerLoads },
): { readonly banks: readonly PartLoad[]; readonly outlets: readonly PartLoad[] } {
  const banks: PartLoad[] = [];
  const outlets: PartLoad[] = [];
  for (const [at, ofNode] of parts.ofNode) {
    const element = network.nodes[at]?.name ?? '';
    let worst: Seen | undefined;
    for (const seen of ofNode) {
      if (seen.part.kind === 'bank') banks.push(figureOf(seen, element, loads));
      else if (worst === undefined || fractionOf(seen) > fractionOf(worst)) worst = seen;
    }
    if (worst !== undefined) outlets.push(figureOf(worst, element, loads));
  }
  return { banks, outlets };
}

function fractionOf({ part, normalA, worstA }: Seen): number {
  return Math.max(normalA ?? 0, worstA ?? 0) / part.allowedCurrentA;
}

function figureOf({ part, normalA, worstA, worstLostFeed }: Seen, element: string, loads: PowerLoads): PartLoad {
  const known = part.taps.filter((tap) => loads.loads[loads.taps[tap]?.load ?? -1]?.draw.value !== null).length;
  return {
    element,
    part: part.name,
    ratedCurrentA: part.ratedCurrentA,
    allowedCurrentA: part.allowedCurrentA,
    normalCurrentA: normalA,
    worstCurrentA: worstA,
    worstLostFeed,
    coverage: { known, total: part.taps.length },
  };
}

function currentOf(part: Part, node: PowerNode, loads: PowerLoads, { servedW }: TapPower): number | null {
  if (node.voltageV === null) return null;
  if (part.kind === 'outlet') {
    let sumA: number | null = 0;
    for (const tap of part.taps) {
      const currentA = outletCurrentA(loads.taps[tap], node, servedW[tap] ?? 0);
      sumA = sumA === null || currentA === null ? null : sumA + currentA;
    }
    return sumA;
  }
  const sum = new Float64Array(VECTOR_LENGTH);
  for (const at of part.taps) {
    const tap = loads.taps[at];
    if (tap === undefined || tap.legsAssumed) return null;
    addVector(sum, 0, { from: loads.units, source: tap.unit, factor: servedW[at] ?? 0 });
  }
  return busiestMagnitude(sum, 0) / node.voltageV;
}

/** Current of a plug, from its conductors; where they are not stated, from how the outlets of the PDU are wired. */
function outletCurrentA(tap: PowerTap | undefined, { pduType, voltageV }: PowerNode, powerW: number): number | null {
  if (tap === undefined || voltageV === null) return null;
  const apparentVa = powerW / tap.powerFactor;
  const legs = tap.legsAssumed ? pduType?.wiring : tap.legs;
  if (legs === undefined) return null;
  if (legs === 'single' || legs === 'single-phase' || legs === 'delta') return apparentVa / voltageV;
  if (legs === 'L1-L2-L3') return apparentVa / (SQRT_3 * voltageV);
  if (legs === 'wye' || legs.endsWith('-N')) return (SQRT_3 * apparentVa) / voltageV;
  return apparentVa / voltageV;
}
