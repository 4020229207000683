import { assess } from '../domain/assessment/assess.js';
import type { AssessedSite } from '../domain/assessment/assessment.js';
import type { Bom } from '../domain/bom/bom.js';
import { buildBom } from '../domain/bom/build-bom.js';
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

/** The revision label of a file: the one asked for, else that of the document. */
export function revisionLabelOf({ site }: SiteSnapshot, asked: string | null): string | null {
  return asked ?? site.revisionLabel ?? null;
}

/** The bill of materials of a snapshot, the same for the command line and the service. */
export function bomOf(
  snapshot: SiteSnapshot,
  { asOf, today, revisionLabel }: AnalysisRequest & { readonly revisionLabel: string | null },
): Bom {
  return buildBom(snapshot, {
    asOf: asOf ?? snapshot.site.asOf ?? today,
    contentHash: contentHash(snapshot),
    revisionLabel: revisionLabelOf(snapshot, revisionLabel),
  });
}
