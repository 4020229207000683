import { cableAlternatives, type CableAlternative } from '../domain/cabling/alternatives.js';
import { bundleCounts, type BundleCount } from '../domain/cabling/cable-plan-counts.js';
import { planCables, type CablePlan } from '../domain/cabling/cable-plan.js';
import { mediaOf } from '../domain/cabling/cabling-solver.js';
import { cablingPolicy, type CablingPolicy } from '../domain/cabling/cabling-policy.js';
import { portUsageOf, type PortUsage } from '../domain/cabling/port-usage.js';
import type { Assumption } from '../domain/finding.js';
import type { RackPlacement } from '../domain/floor/floor-figures.js';
import { placeRacks } from '../domain/floor/placement.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { indexWantedSite, type SiteIndex } from '../domain/site/site-index.js';
import { contentHash } from '../exchange/content-hash.js';
import type { AnalysisRequest } from './site-analysis.js';
import { revisionLabelOf } from './site-analysis.js';

/** The cable plant of a site, the same for the command line and the service. */
export interface CableAnalysis {
  readonly site: string;
  readonly asOf: string;
  readonly contentHash: string;
  readonly revisionLabel: string | null;
  readonly index: SiteIndex;
  readonly places: ReadonlyMap<string, RackPlacement>;
  readonly policy: CablingPolicy;
  readonly plan: CablePlan;
  readonly assumptions: readonly Assumption[];
}

/** Everything that is wanted on or after the day, written out and routed. */
export function cableAnalysisOf(
  snapshot: SiteSnapshot,
  {
    asOf,
    today,
    revision = null,
    closed = [],
  }: AnalysisRequest & { readonly revision?: string | null; readonly closed?: readonly string[] },
): CableAnalysis {
  const day = asOf ?? snapshot.site.asOf ?? today;
  const index = indexWantedSite(snapshot, day);
  const places = placeRacks(index).placements;
  const { policy, assumptions } = cablingPolicy(snapshot.site, mediaOf(index));
  const plan = planCables({ index, places, policy, closed: new Set(closed) });
  return {
    site: snapshot.site.name,
    asOf: day,
    contentHash: contentHash(snapshot),
    revisionLabel: revisionLabelOf(snapshot, revision),
    index,
    places,
    policy,
    plan,
    assumptions: [...assumptions, ...plan.assumptions],
  };
}

/** What the patterns of a site expand to. */
export interface CableExpansion {
  readonly site: string;
  readonly bundles: readonly BundleCount[];
  readonly ports: readonly PortUsage[];
  readonly problems: SiteIndex['problems'];
  readonly cables: number;
}

export function cableExpansionOf(snapshot: SiteSnapshot, { asOf, today }: AnalysisRequest): CableExpansion {
  const index = indexWantedSite(snapshot, asOf ?? snapshot.site.asOf ?? today);
  return {
    site: snapshot.site.name,
    bundles: bundleCounts(index),
    ports: portUsageOf(index),
    problems: index.problems,
    cables: index.snapshot.cables.length,
  };
}

export function alternativesOfAnalysis({ index, places, policy, plan }: CableAnalysis): readonly CableAlternative[] {
  return cableAlternatives({ index, places, policy }, plan);
}
