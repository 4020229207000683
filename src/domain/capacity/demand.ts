import type { Defect } from '../defect.js';
import type { Assumption } from '../finding.js';
import type { Artifact } from '../site/kinds/artifact.js';
import type { Workload } from '../site/kinds/workload.js';
import { artifactModel, type ArtifactModel } from './artifact-model.js';
import { distributedServices } from './distributed-workload.js';
import type { FailureDomain } from './footprint.js';
import { layoutOf, type HallFacts } from './hall-facts.js';
import { lognormalOf } from './lognormal.js';
import type { Objective } from './objective.js';
import type { PoolRequest, SizedWorkload } from './size-pool.js';
import type { Trace } from './trace.js';
import { pricedTrace, type BucketLoad, type OutsideBuckets } from './traced-workload.js';
import { trafficStatistics, type TrafficStatistics } from './traffic-statistics.js';

/** What has to be served, by what, and where. */
export interface Demand {
  /** Of the site or the worksheet. */
  readonly name: string;
  readonly artifacts: readonly Artifact[];
  readonly workloads: readonly Workload[];
  /** Traces by the name of the workload whose distributions they replace. */
  readonly traces: ReadonlyMap<string, Trace>;
  readonly hall: HallFacts;
  readonly seed: number;
}

/** What if: factors on arrivals, output tokens and promised times. */
export interface DemandChange {
  readonly arrivals?: number;
  readonly outputTokens?: number;
  readonly promisedTime?: number;
}

/** What one workload asks of its pool. */
export interface WorkloadLoad {
  readonly workload: string;
  readonly source: 'trace' | 'distributions';
  /** Of what is served: what no bucket holds is refused. */
  readonly ratePerS: number;
  readonly meanPromptTokens: number;
  readonly meanOutputTokens: number;
  readonly meanServiceS: number;
  /** Prompt tokens computed over prompt tokens asked. */
  readonly paddingOverhead: number;
  readonly buckets: readonly BucketLoad[];
  readonly outside: OutsideBuckets;
  readonly traffic: TrafficStatistics | null;
}

/** Replicas of one artifact and everything that they serve. */
export interface PreparedPool {
  readonly artifact: Artifact;
  readonly model: ArtifactModel;
  readonly workloads: readonly Workload[];
  readonly loads: readonly WorkloadLoad[];
  readonly request: PoolRequest;
}

export type Preparation =
  | { readonly ok: true; readonly pools: readonly PreparedPool[]; readonly assumptions: readonly Assumption[] }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/** Collects what is wrong and what was assumed. */
interface Ledger {
  readonly defects: Defect[];
  readonly assumptions: Assumption[];
}

/**
 * Turns artifacts, workloads and traces into one pool for each artifact that serves something. Everything that is missing is told
 * at once, by its path; nothing is taken as 0.
 */
export function preparePools(demand: Demand, change: DemandChange = {}): Preparation {
  const ledger: Ledger = { defects: [], assumptions: [] };
  if (demand.workloads.length === 0) {
    ledger.defects.push({
      code: 'missing',
      path: ['workloads'],
      found: 'no workload',
      allowed: 'at least one, with what it promises',
    });
  }
  const serving = demand.workloads.map((workload, i) => ({
    workload,
    i,
    artifact: artifactOf(demand, workload, i, ledger),
  }));
  const pools = demand.artifacts.flatMap((artifact, at): readonly PreparedPool[] => {
    const own = serving.filter((entry) => entry.artifact === artifact);
    if (own.length === 0) return [];
    const pool = preparePool(demand, { artifact, at, own }, change, ledger);
    return pool === null ? [] : [pool];
  });
  if (ledger.defects.length > 0) return { ok: false, defects: ledger.defects };
  const byPriority = [...pools].sort((a, b) => firstPriority(a) - firstPriority(b));
  return { ok: true, pools: byPriority, assumptions: merged(ledger.assumptions) };
}

function firstPriority({ request }: PreparedPool): number {
  return Math.min(...request.workloads.map(({ priority }) => priority));
}

function artifactOf({ artifacts }: Demand, workload: Workload, i: number, { defects }: Ledger): Artifact | null {
  const [only] = artifacts;
  const found =
    workload.artifact === undefined && artifacts.length === 1
      ? only
      : artifacts.find(({ name }) => name === workload.artifact);
  if (found !== undefined) return found;
  defects.push({
    code: 'missing',
    path: ['workloads', i, 'artifact'],
    found: workload.artifact === undefined ? 'nothing' : `"${workload.artifact}"`,
    allowed:
      artifacts.length === 0
        ? 'an artifact that serves it; there is none'
        : `one of ${artifacts.map(({ name }) => name).join(', ')}`,
  });
  return null;
}

interface OwnWorkloads {
  readonly artifact: Artifact;
  readonly at: number;
  readonly own: readonly { readonly workload: Workload; readonly i: number }[];
}

function preparePool(
  demand: Demand,
  { artifact, at, own }: OwnWorkloads,
  change: DemandChange,
  ledger: Ledger,
): PreparedPool | null {
  const modelled = artifactModel(artifact, at);
  if (!modelled.ok) {
    ledger.defects.push(...modelled.defects);
    for (const { workload, i } of own) promisesOf(workload, i, change, ledger);
    return null;
  }
  const { model } = modelled;
  ledger.assumptions.push(...modelled.assumptions);
  for (const { workload, i } of own) ledger.defects.push(...chosenDefects(workload, i));
  const prepared = own.flatMap(({ workload, i }) => {
    const load = loadOf(demand, { workload, i }, model, change, ledger);
    const promises = promisesOf(workload, i, change, ledger);
    return load === null || promises === null ? [] : [{ workload, load, promises }];
  });
  if (prepared.length < own.length) return null;
  const domain = domainOf(own, demand.hall, ledger);
  const layout = layoutOf(artifact, demand.hall, domain);
  ledger.defects.push(...layout.defects);
  ledger.assumptions.push(...layout.assumptions);
  if (layout.layout === null) return null;
  const smallest = (values: readonly (number | undefined)[]) => {
    const given = values.filter((value) => value !== undefined);
    return given.length === 0 ? null : Math.min(...given);
  };
  const chosen = (pick: (workload: Workload) => number | undefined) =>
    smallest(own.map(({ workload }) => pick(workload)));
  const request: PoolRequest = {
    name: artifact.name,
    workloads: prepared.map(({ workload, load, promises }): SizedWorkload => ({
      name: workload.name,
      ratePerS: load.sized.ratePerS,
      services: load.services,
      trace: load.trace,
      priority: priorityOf(workload),
      objective: promises.objective,
      degraded: promises.degraded,
    })),
    slots: artifact.slots ?? 1,
    routing: routingOf(own, ledger),
    seed: demand.seed,
    layout: layout.layout,
    failureDomain: domain,
    failoverTimeS: domain === null ? 0 : failoverTimeOf(own, ledger),
    chosenNormal: chosen(({ utilizationNormal }) => utilizationNormal),
    chosenDegraded: chosen(({ utilizationDegraded }) => utilizationDegraded),
  };
  return {
    artifact,
    model,
    workloads: own.map(({ workload }) => workload),
    loads: prepared.map(({ load }) => load.sized),
    request,
  };
}

/** A chosen utilisation of 0 serves nothing, and one of 1 lets the queue grow without bound. */
function chosenDefects(workload: Workload, i: number): readonly Defect[] {
  return (['utilizationNormal', 'utilizationDegraded'] as const).flatMap((field) => {
    const chosen = workload[field];
    if (chosen === undefined || (chosen > 0 && chosen < 1)) return [];
    return [
      { code: 'range' as const, path: ['workloads', i, field], found: String(chosen), allowed: 'above 0 and below 1' },
    ];
  });
}

/** 0 is served first; a workload that says nothing comes after all that do. */
function priorityOf({ priority }: Workload): number {
  return priority ?? 1000;
}

interface Load {
  readonly sized: WorkloadLoad;
  readonly services: readonly { readonly serviceS: number; readonly share: number }[];
  readonly trace: SizedWorkload['trace'];
}

function loadOf(
  { traces }: Demand,
  { workload, i }: { readonly workload: Workload; readonly i: number },
  { service }: ArtifactModel,
  { arrivals = 1, outputTokens = 1 }: DemandChange,
  ledger: Ledger,
): Load | null {
  const trace = traces.get(workload.name);
  const nowhere = (field: string, { found, allowed }: Pick<Defect, 'found' | 'allowed'> = TOO_LONG): null => {
    ledger.defects.push({ code: 'range', path: ['workloads', i, field], found, allowed });
    return null;
  };
  if (trace !== undefined) {
    const longer =
      outputTokens === 1
        ? trace
        : { ...trace, outputTokens: trace.outputTokens.map((tokens) => Math.ceil(tokens * outputTokens)) };
    const priced = pricedTrace(longer, service);
    if (priced === null) return nowhere('trace', unpriceable(longer, service));
    const arrivalS = arrivals === 1 ? priced.arrivalS : priced.arrivalS.map((atS) => atS / arrivals);
    const ratePerS = priced.ratePerS * arrivals;
    return {
      sized: { ...priced, workload: workload.name, source: 'trace', ratePerS, traffic: trafficStatistics(trace) },
      services: serviceShares(priced.serviceS),
      trace: { arrivalS, serviceS: priced.serviceS },
    };
  }
  const lengths = lengthsOf(workload, i, ledger);
  if (lengths === null) return null;
  const output = lognormalOf({ p50: lengths.output.p50 * outputTokens, p95: lengths.output.p95 * outputTokens });
  const services = distributedServices(lognormalOf(lengths.prompt), output, service);
  if (services === null) return nowhere('promptTokensP50');
  // What no bucket holds is refused before it reaches a replica.
  const ratePerS = lengths.ratePerS * arrivals * (1 - services.outside.share);
  return {
    sized: { ...services, workload: workload.name, source: 'distributions', ratePerS, traffic: null },
    services: services.services,
    trace: null,
  };
}

const TOO_LONG = { found: 'requests longer than every bucket', allowed: 'a bucket that holds some of them' };

/** Why a trace gives no rate or no service. */
function unpriceable({ arrivalS }: Trace, { kind }: ArtifactModel['service']): Pick<Defect, 'found' | 'allowed'> {
  if (!((arrivalS.at(-1) ?? 0) >= 1e-9)) {
    return { found: 'requests that all came at one instant', allowed: 'a trace that lasts, so that there is a rate' };
  }
  if (kind === 'bucketed') return TOO_LONG;
  return { found: 'requests without tokens, which take no time', allowed: 'tokens, or a fixed overhead above 0' };
}

/** Distinct services of a trace and how often each came. */
function serviceShares(serviceS: Float64Array): readonly { readonly serviceS: number; readonly share: number }[] {
  const counts = new Map<number, number>();
  for (const seconds of serviceS) counts.set(seconds, (counts.get(seconds) ?? 0) + 1);
  return [...counts].map(([seconds, count]) => ({ serviceS: seconds, share: count / serviceS.length }));
}

type Lengths = { readonly p50: number; readonly p95: number };

function lengthsOf(
  workload: Workload,
  i: number,
  { defects, assumptions }: Ledger,
): { readonly ratePerS: number; readonly prompt: Lengths; readonly output: Lengths } | null {
  const missing = (['peakArrivalsPerS', 'promptTokensP50', 'outputTokensP50'] as const).filter(
    (field) => workload[field] === undefined,
  );
  for (const field of missing) {
    defects.push({
      code: 'missing',
      path: ['workloads', i, field],
      found: 'nothing',
      allowed: 'a number, or a trace in place of the distributions',
    });
  }
  const lengths = (p50: number, p95: number | undefined, field: 'promptTokensP95' | 'outputTokensP95'): Lengths => {
    if (p95 === undefined) {
      assumptions.push({
        parameter: `workload.${field}`,
        value: p50,
        unit: 'tokens',
        source: 'no 95th percentile stated: taken as the median, so that lengths do not vary',
        count: 1,
      });
    } else if (p95 < p50) {
      defects.push({
        code: 'range',
        path: ['workloads', i, field],
        found: String(p95),
        allowed: `at least the median, ${String(p50)}`,
      });
    }
    return { p50, p95: Math.max(p50, p95 ?? p50) };
  };
  const { peakArrivalsPerS, promptTokensP50, outputTokensP50 } = workload;
  if (peakArrivalsPerS === undefined || promptTokensP50 === undefined || outputTokensP50 === undefined) return null;
  return {
    ratePerS: peakArrivalsPerS,
    prompt: lengths(promptTokensP50, workload.promptTokensP95, 'promptTokensP95'),
    output: lengths(outputTokensP50, workload.outputTokensP95, 'outputTokensP95'),
  };
}

function promisesOf(
  workload: Workload,
  i: number,
  { promisedTime = 1 }: DemandChange,
  { defects, assumptions }: Ledger,
): { readonly objective: Objective; readonly degraded: Objective | null } | null {
  const { sloLatencyS, sloQuantile, sloAppliesTo = 'latency', degradedSloLatencyS, shedWhenDegraded } = workload;
  if (sloLatencyS === undefined) {
    defects.push({
      code: 'missing',
      path: ['workloads', i, 'sloLatencyS'],
      found: 'nothing',
      allowed: 'the time that is promised, s',
    });
    return null;
  }
  if (sloQuantile !== undefined && !(sloQuantile < 1)) {
    defects.push({
      code: 'range',
      path: ['workloads', i, 'sloQuantile'],
      found: String(sloQuantile),
      allowed: 'below 1: no queue keeps a promise to every request',
    });
    return null;
  }
  if (sloQuantile === undefined) {
    assumptions.push({
      parameter: 'workload.sloQuantile',
      value: 0.99,
      unit: '1',
      source: 'SLO_p99 of tier 02, 2.1',
      count: 1,
    });
  }
  const objective: Objective = {
    quantile: sloQuantile ?? 0.99,
    limitS: sloLatencyS * promisedTime,
    appliesTo: sloAppliesTo,
  };
  const limitS = (degradedSloLatencyS ?? sloLatencyS) * promisedTime;
  return { objective, degraded: shedWhenDegraded === true ? null : { ...objective, limitS } };
}

/** The largest domain that any workload of the pool names; the rack where none does, or the node where racks are not known. */
function domainOf(own: OwnWorkloads['own'], hall: HallFacts, { assumptions }: Ledger): FailureDomain | null {
  const order = ['none', 'node', 'segment', 'rack', 'pod'] as const;
  const named = own.flatMap(({ workload }) => workload.failureDomain ?? []);
  if (named.length > 0) {
    const largest = named.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a));
    return largest === 'none' ? null : largest;
  }
  const value = hall.nodesPerRack === null ? 'node' : 'rack';
  assumptions.push({
    parameter: 'workload.failureDomain',
    value,
    unit: null,
    source: 'N+1 of tier 02, 5.2; nothing stated',
    count: 1,
  });
  return value;
}

function routingOf(own: OwnWorkloads['own'], { assumptions }: Ledger): PoolRequest['routing'] {
  const order = ['central', 'least-work-left', 'round-robin', 'random'] as const;
  const named = own.flatMap(({ workload }) => workload.routing ?? []);
  if (named.length > 0) return named.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a));
  assumptions.push({
    parameter: 'workload.routing',
    value: 'central',
    unit: null,
    source: 'one queue before all replicas, or least work left, which equals it',
    count: 1,
  });
  return 'central';
}

/** s. Longer than most load balancers take to notice a dead backend, and to be measured in a game day. */
const ASSUMED_FAILOVER_S = 30;

function failoverTimeOf(own: OwnWorkloads['own'], { assumptions }: Ledger): number {
  const named = own.flatMap(({ workload }) => workload.failoverTimeS ?? []);
  if (named.length > 0) return Math.max(...named);
  assumptions.push({
    parameter: 'workload.failoverTimeS',
    value: ASSUMED_FAILOVER_S,
    unit: 's',
    source: 'nothing stated; measure it in a game day',
    count: 1,
  });
  return ASSUMED_FAILOVER_S;
}

function merged(assumptions: readonly Assumption[]): readonly Assumption[] {
  const byText = new Map<string, Assumption>();
  for (const assumption of assumptions) {
    const key = JSON.stringify([assumption.parameter, assumption.value, assumption.source]);
    byText.set(key, { ...assumption, count: (byText.get(key)?.count ?? 0) + assumption.count });
  }
  return [...byText.values()];
}
