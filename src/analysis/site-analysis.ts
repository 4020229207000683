import { assess } from '../domain/assessment/assess.js';
import type { AssessedSite } from '../domain/assessment/assessment.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { contentHash } from '../exchange/content-hash.js';

export interface AnalysisRequest {
  /** Day asked for; else the document's, else today's. */
  readonly asOf: string | null;
  /** The day on which it is asked, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The assessment of a snapshot, the same for the command line and the service. */
export function analyseSite(snapshot: SiteSnapshot, { asOf, today }: AnalysisRequest): AssessedSite {
  const day = asOf ?? snapshot.site.asOf;
  return assess(snapshot, {
    asOf: day ?? today,
    asOfAssumed: day === undefined,
    contentHash: contentHash(snapshot),
  });
}
