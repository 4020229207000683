import type { Coverage } from '../finding.js';
import { installDates } from '../sequencing/install-dates.js';
import { solveSequence } from '../sequencing/sequence-solver.js';
import type { SiteSnapshot } from '../site/document.js';
import { sitePolicy } from '../site/policy.js';
import { indexWantedSite } from '../site/site-index.js';
import type { Bom } from './bom.js';
import { computedLengths } from '../cabling/computed-lengths.js';
import type { ComputedLengths } from '../cabling/cable-lengths.js';
import { placeRacks } from '../floor/placement.js';
import { cableScheduleOf } from './cable-schedule.js';
import { demandsOf } from './demands.js';
import { linesOf } from './lines.js';
import { cableLengthM } from './order-length.js';
import { missingPricesOf, totalsOf } from './prices.js';

export interface BomOptions {
  /** Day of the bill, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly contentHash: string;
  readonly revisionLabel: string | null;
}

/**
 * The bill of materials: everything wanted on or after the day, less what is installed, in stock or on order, in whole
 * packs. Only what must be bought is priced. Every rack, device, module, power element, cooling unit, heat rejection, tray,
 * cable and cord is either a use of exactly one line or an omission.
 *
 * @throws RangeError where the snapshot names a catalog entry that it does not have
 */
export function buildBom(snapshot: SiteSnapshot, { asOf, contentHash, revisionLabel }: BomOptions): Bom {
  const { index, lines, omissions, sequence, policy, computed } = bomLinesOf(snapshot, asOf);
  const toBuy = lines.filter(({ quantityToBuy }) => quantityToBuy > 0);
  const priced = toBuy.filter(({ linePriceMinor }) => linePriceMinor !== null);
  return {
    site: snapshot.site.name,
    revisionLabel,
    asOf,
    contentHash,
    lines,
    totals: totalsOf(lines),
    priceCoverage: { known: priced.length, total: toBuy.length },
    lengthCoverage: lengthCoverageOf(index.snapshot, computed),
    expiredQuotes: toBuy.filter(({ quoteExpired }) => quoteExpired).length,
    missingPrices: missingPricesOf(toBuy, index),
    omissions,
    cableSchedule: cableScheduleOf(index, lines, computed),
    sequence,
    receivingBuffer: {
      days: policy.receivingBufferDays,
      source: policy.sources['receivingBufferDays'] ?? '',
      isAssumed: snapshot.site.receivingBufferDays === undefined,
    },
    openAssumptions: snapshot.assumptions.filter(({ validatedOn }) => validatedOn === undefined),
  };
}

/**
 * The lines of a bill with their order-by dates, and what they follow from.
 *
 * @throws RangeError where the snapshot names a catalog entry that it does not have
 */
export function bomLinesOf(snapshot: SiteSnapshot, asOf: string) {
  const index = indexWantedSite(snapshot, asOf);
  const { policy } = sitePolicy(snapshot.site);
  const computed = computedLengths(index, placeRacks(index).placements);
  const { demands, omissions } = demandsOf(index, computed);
  const sequence = solveSequence(snapshot, asOf);
  const lines = linesOf({
    index,
    demands,
    cableSpareFraction: policy.cableSpareFraction,
    receivingBufferDays: policy.receivingBufferDays,
    installOf: installDates(index, sequence),
  });
  return { index, lines, omissions, sequence, policy, computed };
}

function lengthCoverageOf({ cables, cords }: SiteSnapshot, computed: ComputedLengths): Coverage {
  let known = 0;
  for (const cable of cables) if (cableLengthM(cable, computed) !== null) known += 1;
  for (const cord of cords) if (cord.lengthM !== undefined) known += 1;
  return { known, total: cables.length + cords.length };
}
