import type { SitePolicy } from '../site/policy.js';
import type { PduBank, SiteIndex } from '../site/site-index.js';
import { addVector, busiestMagnitude, VECTOR_LENGTH } from './line-vector.js';
import type { TapPower } from './load-flow.js';
import { amperePerWatt } from './outlet-sweep.js';
import type { PartLoad } from './power-figures.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork, PowerNode } from './power-network.js';

/** Share of a value that is rounding: of equals the first is named. */
const ROUNDING = 1e-9;

/**
 * Currents of the banks and of the rated outlets of rack PDUs, in columns: there are ten times as many as there are rack
 * PDUs. A current that is unknown, because an outlet does not state its conductors, is NaN.
 */
export interface PduParts {
  readonly lostFeeds: string[];
  readonly banks: {
    /** Bank of each tap, or -1. */
    readonly ofTap: Int32Array;
    /** Banks of a node are those from its entry to before that of the next one. */
    readonly begin: Int32Array;
    readonly bank: readonly PduBank[];
  } & PartCurrents;
  /** An outlet is known by its tap: one with two cords is a finding of its own. */
  readonly outlets: PartCurrents & {
    /** A per W, or NaN; of a tap whose outlet has no rating it is never read. */
    readonly amperePerWatt: Float64Array;
  };
}

interface PartCurrents {
  readonly allowedA: Float64Array;
  readonly normalA: Float64Array;
  readonly worstA: Float64Array;
  /** Position in `lostFeeds`. */
  readonly worstLoss: Int32Array;
}

/**
 * The banks and rated outlets that carry cords, with every feed live. The breaker of a bank is an overcurrent device, so
 * the continuous fraction of the site applies to it; the rating of a receptacle is what it carries, without a fraction.
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
  const ofTap = new Int32Array(loads.taps.count).fill(-1);
  const begin = new Int32Array(network.nodes.length + 1);
  const bank: PduBank[] = [];
  // PDUs of one type share the banks of the type, so that the last place of a bank may be another PDU's.
  const lastAt = new Map<PduBank, number>();
  const outlets = {
    ...noCurrents(loads.taps.count),
    amperePerWatt: new Float64Array(loads.taps.count).fill(NaN),
  };
  network.nodes.forEach((node, at) => {
    begin[at] = bank.length;
    const banks = node.pduType === undefined ? undefined : index.expandedPduTypes.get(node.pduType.slug)?.banks;
    loads.tapsOfNode[at]?.forEach((tap) => {
      const outlet = loads.taps.outlet[tap];
      if (outlet === undefined || outlet === null) return;
      if (outlet.ratedCurrentA !== undefined) {
        outlets.allowedA[tap] = outlet.ratedCurrentA;
        outlets.amperePerWatt[tap] = amperePerWatt(
          node.voltageV,
          node.pduType?.wiring,
          loads.units[loads.taps.unit[tap] ?? 0],
        );
      }
      const ofOutlet = outlet.bank === undefined ? undefined : banks?.get(outlet.bank);
      if (ofOutlet === undefined) return;
      const known = lastAt.get(ofOutlet) ?? -1;
      const ofNode = known >= (begin[at] ?? 0) ? known : bank.push(ofOutlet) - 1;
      lastAt.set(ofOutlet, ofNode);
      ofTap[tap] = ofNode;
    });
  });
  begin[network.nodes.length] = bank.length;
  const banks = { ...noCurrents(bank.length), ofTap, begin, bank };
  bank.forEach(({ breakerA }, i) => (banks.allowedA[i] = breakerA * policy.continuousLoadFraction));

  const parts: PduParts = { lostFeeds: [], banks, outlets };
  network.nodes.forEach((node, at) => {
    const currents = bankCurrents(parts, { at, node, loads, tapPower });
    currents.forEach((currentA, i) => (banks.normalA[(begin[at] ?? 0) + i] = currentA));
    loads.tapsOfNode[at]?.forEach((tap) => {
      outlets.normalA[tap] = (outlets.amperePerWatt[tap] ?? NaN) * (tapPower.servedW[tap] ?? 0);
    });
  });
  return parts;
}

function noCurrents(count: number): PartCurrents {
  return {
    allowedA: new Float64Array(count),
    normalA: new Float64Array(count),
    worstA: new Float64Array(count),
    worstLoss: new Int32Array(count).fill(-1),
  };
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
    readonly nodes: readonly number[];
    readonly network: PowerNetwork;
    readonly loads: PowerLoads;
    readonly tapPower: TapPower;
    readonly lostFeed: string;
  },
): void {
  const loss = parts.lostFeeds.push(lostFeed) - 1;
  const { banks, outlets } = parts;
  nodes.forEach((at) => {
    const node = network.nodes[at];
    if (node === undefined) return;
    bankCurrents(parts, { at, node, loads, tapPower }).forEach((currentA, i) => {
      keepWorst(banks, { at: (banks.begin[at] ?? 0) + i, currentA, loss });
    });
    loads.tapsOfNode[at]?.forEach((tap) => {
      const currentA = (outlets.amperePerWatt[tap] ?? NaN) * (tapPower.servedW[tap] ?? 0);
      keepWorst(outlets, { at: tap, currentA, loss });
    });
  });
}

function keepWorst(
  { worstA, worstLoss }: PartCurrents,
  { at, currentA, loss }: { readonly at: number; readonly currentA: number; readonly loss: number },
): void {
  if (!(currentA > (worstA[at] ?? 0) * (1 + ROUNDING))) return;
  worstA[at] = currentA;
  worstLoss[at] = loss;
}

/** The busiest conductor of each bank of a node, A. */
function bankCurrents(
  { banks }: PduParts,
  {
    at,
    node,
    loads,
    tapPower,
  }: { readonly at: number; readonly node: PowerNode; readonly loads: PowerLoads; readonly tapPower: TapPower },
): Float64Array {
  const begin = banks.begin[at] ?? 0;
  const count = (banks.begin[at + 1] ?? 0) - begin;
  const currents = new Float64Array(count);
  if (count === 0) return currents;
  const sums = new Float64Array(count * VECTOR_LENGTH);
  loads.tapsOfNode[at]?.forEach((tap) => {
    const bank = (banks.ofTap[tap] ?? -1) - begin;
    if (bank < 0) return;
    const unit = loads.taps.unit[tap] ?? 0;
    const powerW = loads.units[unit]?.legsAssumed === false ? (tapPower.servedW[tap] ?? 0) : NaN;
    addVector(sums, bank * VECTOR_LENGTH, loads.unitVectors, unit * VECTOR_LENGTH, powerW);
  });
  for (let i = 0; i < count; i++) currents[i] = busiestMagnitude(sums, i * VECTOR_LENGTH) / (node.voltageV ?? NaN);
  return currents;
}

/** Of each PDU the bank and the outlet that come nearest to what they may carry. */
export function partFigures(
  parts: PduParts,
  { network, loads }: { readonly network: PowerNetwork; readonly loads: PowerLoads },
): { readonly banks: readonly PartLoad[]; readonly outlets: readonly PartLoad[] } {
  const banks: PartLoad[] = [];
  const outlets: PartLoad[] = [];
  network.nodes.forEach(({ name: element }, at) => {
    const taps = loads.tapsOfNode[at] ?? [];
    const ofNode: number[] = [];
    for (let bank = parts.banks.begin[at] ?? 0; bank < (parts.banks.begin[at + 1] ?? 0); bank++) ofNode.push(bank);
    if (ofNode.length > 0) {
      const coverage = coverageOf(
        loads,
        taps.filter((tap) => (parts.banks.ofTap[tap] ?? -1) !== -1),
      );
      const { part, ...figure } = figureOf(parts.banks, parts.lostFeeds, ofNode);
      const { name, breakerA } = parts.banks.bank[part] ?? { name: '', breakerA: 0 };
      banks.push({ element, part: name, ratedCurrentA: breakerA, ...figure, coverage });
    }
    const rated = taps.filter((tap) => (parts.outlets.allowedA[tap] ?? 0) > 0);
    if (rated.length > 0) {
      const { part, ...figure } = figureOf(parts.outlets, parts.lostFeeds, rated);
      const outlet = loads.taps.outlet[part];
      const ratedCurrentA = parts.outlets.allowedA[part] ?? 0;
      outlets.push({ element, part: outlet?.name ?? '', ratedCurrentA, ...figure, coverage: coverageOf(loads, rated) });
    }
  });
  return { banks, outlets };
}

function figureOf(
  { allowedA, normalA, worstA, worstLoss }: PartCurrents,
  lostFeeds: readonly string[],
  ofNode: readonly number[],
): Omit<PartLoad, 'element' | 'part' | 'ratedCurrentA' | 'coverage'> & { readonly part: number } {
  let part = ofNode[0] ?? 0;
  let highest = -1;
  let partsAbove = 0;
  let partsUnknown = 0;
  for (const candidate of ofNode) {
    const ampere = normalA[candidate] ?? NaN;
    if (Number.isNaN(ampere)) partsUnknown += 1;
    const fraction = Math.max(Number.isNaN(ampere) ? 0 : ampere, worstA[candidate] ?? 0) / (allowedA[candidate] ?? NaN);
    if (fraction > 1 + ROUNDING) partsAbove += 1;
    if (fraction > highest + ROUNDING) {
      highest = fraction;
      part = candidate;
    }
  }
  const normal = normalA[part] ?? NaN;
  const lost = lostFeeds[worstLoss[part] ?? -1];
  return {
    part,
    allowedCurrentA: allowedA[part] ?? 0,
    normalCurrentA: Number.isNaN(normal) ? null : normal,
    worstCurrentA: lost === undefined ? null : (worstA[part] ?? null),
    worstLostFeed: lost ?? null,
    parts: ofNode.length,
    partsAbove,
    partsUnknown,
  };
}

function coverageOf(loads: PowerLoads, taps: readonly number[]): PartLoad['coverage'] {
  let known = 0;
  for (const tap of taps) if (loads.loads[loads.taps.load[tap] ?? -1]?.terms.draw.value !== null) known += 1;
  return { known, total: taps.length };
}
