import type { Demand } from '../domain/capacity/demand.js';
import type { HallFacts } from '../domain/capacity/hall-facts.js';
import { hallFactsOf } from '../domain/capacity/hall-facts-of.js';
import { sizeDemand, type SizingResult } from '../domain/capacity/sizing.js';
import type { Trace } from '../domain/capacity/trace.js';
import { capacitySheets, type CapacitySheet } from '../domain/drawing/sizing-charts.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import type { AssumptionEntry } from '../domain/site/kinds/assumption.js';
import { indexWantedSite } from '../domain/site/site-index.js';

export interface SizingAsk {
  /** Traces by the name of the workload whose distributions they replace. */
  readonly traces: ReadonlyMap<string, Trace>;
  /** What a caller states of the hall in place of what the document says. */
  readonly hall: Partial<HallFacts>;
  readonly seed: number;
  readonly resamples: number;
  /** Histories that a size is replayed with; 0 for no replay. */
  readonly replications: number;
  readonly withSensitivity: boolean;
  /** Told how far it is, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** s. Longer than the bursts of traces that were looked at, short enough that an hour holds sixty. */
export const RESAMPLED_BLOCK_S = 60;

/** The size of what a site's workloads need, the same for the command line and the service. */
export function sizeSite(snapshot: SiteSnapshot, asOf: string, ask: SizingAsk): SizingResult {
  const facts = hallFactsOf(indexWantedSite(snapshot, asOf));
  const { site, artifacts, workloads, assumptions } = snapshot;
  return sizeOf({ name: site.name, artifacts, workloads, hall: { ...facts, ...ask.hall } }, assumptions, ask);
}

/** The size of a demand that stands outside a site: a worksheet, or what was stated on a command line. */
export function sizeOf(
  stated: Omit<Demand, 'traces' | 'seed'>,
  register: readonly AssumptionEntry[],
  { traces, seed, ...options }: SizingAsk,
): SizingResult {
  return sizeDemand({ ...stated, traces, seed }, { ...options, blockS: RESAMPLED_BLOCK_S, register });
}

/** The capacity pages of a report; none where the site has no workload, or says too little of them to be sized. */
export function capacitySheetsOf(snapshot: SiteSnapshot, asOf: string): readonly CapacitySheet[] {
  if (snapshot.workloads.length === 0) return [];
  const result = sizeSite(snapshot, asOf, {
    traces: new Map(),
    hall: {},
    seed: 1,
    resamples: 0,
    replications: 4,
    withSensitivity: false,
  });
  return result.ok ? capacitySheets(result.sizing) : [];
}
