import { deviationText } from '../domain/assessment/rules/cabling-port-map.js';
import type { StatedFinding } from '../domain/assessment/assessment.js';
import { cableClosureOf, type CableClosure } from '../domain/bom/cable-closure.js';
import { portMapDeviations } from '../domain/cabling/port-map-deviations.js';
import { whipRoutes } from '../domain/cabling/whip-routes.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import type { Cable } from '../domain/site/kinds/cable.js';
import { cableAnalysisOf } from './cable-analysis.js';
import { cableLabelsOf } from './cable-labels.js';
import { analyseSite, bomOf, type AnalysisRequest } from './site-analysis.js';

/** Everything that is wrong with the cables of a site. */
export interface CableCheck {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  /** Findings of the discipline, worst first. */
  readonly findings: readonly StatedFinding[];
  /** Of cables as they were built, where a list of them is given: every difference from the plan. */
  readonly deviations: readonly {
    readonly kind: string;
    readonly what: string;
    readonly expected: readonly string[];
    readonly built: readonly string[];
  }[];
  readonly repeatedLabels: readonly { readonly label: string; readonly cables: readonly string[] }[];
  readonly closure: CableClosure;
}

/** Judges the cabling of a site, and cables as built against it. */
export function cableCheckOf(
  snapshot: SiteSnapshot,
  { asBuilt, ...request }: AnalysisRequest & { readonly asBuilt: readonly Cable[] | null },
): CableCheck {
  const { assessment } = analyseSite(snapshot, request);
  const analysis = cableAnalysisOf(snapshot, request);
  const labels = cableLabelsOf(analysis, null);
  const deviations =
    asBuilt === null
      ? []
      : portMapDeviations({ expected: analysis.index.snapshot.cables, built: asBuilt }).map((deviation) => ({
          kind: deviation.kind,
          what: deviationText(deviation),
          expected: 'expected' in deviation ? namesOf(deviation.expected) : [],
          built: 'built' in deviation ? namesOf(deviation.built) : [],
        }));
  return {
    site: assessment.site,
    asOf: assessment.asOf,
    contentHash: assessment.contentHash,
    findings: assessment.findings.filter(({ discipline }) => discipline === 'cabling'),
    deviations,
    repeatedLabels: labels.ok ? labels.repeated : [],
    closure: cableClosureOf({
      index: analysis.index,
      cables: analysis.plan.cables,
      whips: whipRoutes(analysis.index, analysis).map(({ pdu }) => pdu),
      bom: bomOf(snapshot, { ...request, revisionLabel: null }),
    }),
  };
}

function namesOf(cables: Cable | readonly Cable[]): readonly string[] {
  return (Array.isArray(cables) ? (cables as readonly Cable[]) : [cables as Cable]).map(({ name }) => name);
}
