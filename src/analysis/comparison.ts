import type { Assessment } from '../domain/assessment/assessment.js';
import { compareFindings, type FindingComparison } from '../domain/assessment/compare-findings.js';
import { siteTotals, totalDelta, type TotalDelta } from '../domain/assessment/total-delta.js';
import { buildBom } from '../domain/bom/build-bom.js';
import { compareBoms, type BomLineDelta } from '../domain/bom/compare-boms.js';
import { changedThings, type ChangedThing } from '../domain/site/changed-things.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { analyseSite, revisionLabelOf, type AnalysisRequest } from './site-analysis.js';

/** One of the two sites that are compared. */
export interface ComparedSide {
  readonly site: string;
  readonly revisionLabel: string | null;
  readonly asOf: string;
  readonly contentHash: string;
  readonly counts: Assessment['counts'];
}

/** What changes from one site, or one revision of it, to another. */
export interface Comparison {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  readonly findings: FindingComparison;
  /** Power, heat and weight. */
  readonly figures: readonly TotalDelta[];
  /** What must be bought, in minor units, currency by currency. */
  readonly costs: readonly (TotalDelta & { readonly currency: string })[];
  readonly changes: readonly ChangedThing[];
  /** Lines of the bill that differ. */
  readonly bom: readonly BomLineDelta[];
}

/** Compares two sites, each on the day that is asked for, else its own: the same for the command line and the service. */
export function compareSites(
  { before, after }: { readonly before: SiteSnapshot; readonly after: SiteSnapshot },
  request: AnalysisRequest,
): Comparison {
  const [left, right] = [judged(before, request), judged(after, request)];
  const isSame = left.side.contentHash === right.side.contentHash && left.side.asOf === right.side.asOf;
  const bills = compareBoms(left.bom, right.bom);
  const rightTotals = siteTotals(right.assessment.figures);
  return {
    before: left.side,
    after: right.side,
    findings: compareFindings(left.assessment.findings, right.assessment.findings),
    figures: siteTotals(left.assessment.figures).flatMap(({ name, unit, total }, i) => {
      const other = rightTotals[i];
      return other === undefined ? [] : [totalDelta({ name, unit, before: total, after: other.total }, isSame)];
    }),
    costs: bills.costs.map(({ currency, ...sums }) => ({
      currency,
      ...totalDelta({ name: `To buy, ${currency}`, unit: 'minor units', ...sums }, isSame),
    })),
    changes: changedThings(before, after),
    bom: bills.lines,
  };
}

function judged(snapshot: SiteSnapshot, request: AnalysisRequest) {
  const { assessment } = analyseSite(snapshot, request);
  const { site, asOf, contentHash, counts } = assessment;
  const revisionLabel = revisionLabelOf(snapshot, null);
  const side: ComparedSide = { site, revisionLabel, asOf, contentHash, counts };
  return { assessment, side, bom: buildBom(snapshot, { asOf, contentHash, revisionLabel }) };
}
