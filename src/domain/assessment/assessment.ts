import type { Assumption, Finding, Severity } from '../finding.js';
import type { SiteSnapshot } from '../site/document.js';
import type { AssumptionEntry } from '../site/kinds/assumption.js';
import type { SitePolicy } from '../site/policy.js';
import type { SiteIndex } from '../site/site-index.js';
import type { Figures } from './figures.js';

/** A finding with the words that people read. */
export interface StatedFinding extends Finding {
  readonly title: string;
  readonly discipline: string;
  readonly message: string;
}

/** All findings and figures of one snapshot on one day. */
export interface Assessment {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Worst first: by severity, then by how far the measured value is beyond its limit, then by code and subject. */
  readonly findings: readonly StatedFinding[];
  readonly figures: Figures;
  readonly policy: SitePolicy;
  /** Values that nobody gave and that were used. */
  readonly assumptions: readonly Assumption[];
  /** Rows of the register that nobody has validated yet. */
  readonly openAssumptions: readonly AssumptionEntry[];
}

export interface AssessmentOptions {
  /** Day for which the site is judged, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Whether `asOf` was taken from the clock because neither the caller nor the document gave one. */
  readonly asOfAssumed: boolean;
  /** Hash of the canonical snapshot, as it goes into files. */
  readonly contentHash: string;
}

/** What renderers and other engines need beside the assessment itself. */
export interface AssessedSite {
  readonly snapshot: SiteSnapshot;
  readonly index: SiteIndex;
  readonly assessment: Assessment;
}
