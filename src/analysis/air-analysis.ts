import { studyAir, type AirStudy } from '../domain/assessment/air-study.js';
import type { AirLoadCase } from '../domain/cooling/air-loads.js';
import type { InletReading } from '../domain/cooling/model-error.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { analyseSite, type AnalysisRequest } from './site-analysis.js';

export interface AirAnalysisRequest extends AnalysisRequest {
  readonly loadCase: AirLoadCase;
  readonly readings?: readonly InletReading[];
}

/** The air of a snapshot, the same for the command line and the service. */
export function airOf(snapshot: SiteSnapshot, { loadCase, readings, ...request }: AirAnalysisRequest): AirStudy {
  return studyAir(analyseSite(snapshot, request), { loadCase, ...(readings === undefined ? {} : { readings }) });
}
