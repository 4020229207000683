import type { Defect } from '../defect.js';
import type { Assumption } from '../finding.js';
import type { AssumptionEntry } from '../site/kinds/assumption.js';
import { admissionPolicy, type AdmissionPolicy } from './admission-policy.js';
import { designBuckets, lengthWeights, type BucketDesign } from './bucket-design.js';
import { preparePools, type Demand, type DemandChange, type PreparedPool } from './demand.js';
import { lossOf, replicasPerRack, racksPerReplica } from './footprint.js';
import type { HallFacts } from './hall-facts.js';
import { headroomCurve, type HeadroomPoint } from './headroom.js';
import { evidenceFor, judge, mostReplicas, type Judgement } from './judge.js';
import { registerOf, type AssumptionName, type RegisterRow } from './register.js';
import { replicasForConfidence, resampling, type Resampling } from './resampling.js';
import { replayedSize, type ReplayedSize, type ReplayEffort } from './replayed-size.js';
import { tokenDemand, type TokenDemand } from './service-time.js';
import {
  fewest,
  poolOf,
  sizePool,
  TooManyReplicasError,
  withLoss,
  type Impossible,
  type PoolRequest,
  type PoolSize,
} from './size-pool.js';
import type { Trace } from './trace.js';

export interface SizingOptions {
  /** Histories of a trace that are drawn to say how far another day could differ; 0 for none. */
  readonly resamples: number;
  /** Histories of synthetic arrivals that a size is replayed with, 2 or more; 0 for no replay, also of a trace. */
  readonly replications: number;
  /** Length of the blocks that are drawn, s. */
  readonly blockS: number;
  /** Whether to say what changes of the demand would change, which sizes everything several times. */
  readonly withSensitivity: boolean;
  readonly register: readonly AssumptionEntry[];
  /** Told how far it is, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** What one change would change. */
export interface SensitivityRow {
  readonly change: string;
  readonly replicas: number | null;
  readonly racks: number | null;
  /** Why there is no number. */
  readonly problem: string | null;
}

/** A pool, sized, with everything that defends its size. */
export interface SizedPool {
  readonly name: string;
  readonly prepared: PreparedPool;
  readonly size: PoolSize;
  readonly tokens: TokenDemand;
  /** R_decode : R_prefill of the rates that were used, weighted by prompt tokens; or fitted. */
  readonly alpha: number;
  readonly meanPromptTokens: number;
  readonly meanOutputTokens: number;
  /** W of its nodes, spare ones included, and of its racks; null where not known. */
  readonly powerW: number | null;
  /** Racks and pods are known only where the nodes of a rack are. */
  readonly racks: number | null;
  readonly pods: number | null;
  /** 0 where one replica takes more than a rack. */
  readonly replicasPerRack: number;
  readonly racksPerReplica: number;
  /** Replicas that Poisson arrivals at the mean rate would need, where a trace was replayed. */
  readonly poissonReplicas: number | null;
  /** The size beside a replay; null where none was asked for. */
  readonly replayed: ReplayedSize | null;
  readonly resampling: Resampling | null;
  /** Fewest replicas to build that keep the promise in 95 % of the resampled histories, also after the loss. */
  readonly confidentReplicas: number | null;
  /** p99 of the wait with one rack more (with one replica more, where a replica takes several); null where racks are not known. */
  readonly oneRackMore: {
    readonly racks: number;
    readonly replicas: number;
    readonly utilization: number;
    readonly waitP99S: number | null;
  } | null;
  readonly headroom: readonly HeadroomPoint[];
  /** One replica fewer than normal service needs, to show that they do not do; null where one is enough. */
  readonly oneFewer: Judgement | null;
  readonly policy: AdmissionPolicy;
  readonly design: { readonly prompt: readonly BucketDesign[]; readonly output: readonly BucketDesign[] } | null;
}

/** A hall sized for its demand. */
export interface Sizing {
  readonly name: string;
  readonly seed: number;
  readonly hall: HallFacts;
  /** First served first. */
  readonly pools: readonly SizedPool[];
  readonly totals: {
    readonly replicas: number;
    readonly nodes: number;
    readonly racks: number | null;
    readonly pods: number | null;
    readonly powerW: number | null;
    /** Pools that the racks of the hall cannot hold after those before them; null where the racks are not known. */
    readonly unplaced: readonly string[] | null;
  };
  readonly sensitivity: readonly SensitivityRow[];
  readonly assumptions: readonly Assumption[];
  readonly register: readonly RegisterRow[];
}

export type SizingResult =
  { readonly ok: true; readonly sizing: Sizing } | { readonly ok: false; readonly defects: readonly Defect[] };

/** Buckets that are designed at most. */
const MOST_BUCKETS = 8;

/** Sizes every pool of a demand. What makes that impossible is told at once, by its path. */
export function sizeDemand(demand: Demand, options: SizingOptions): SizingResult {
  const preparation = preparePools(demand);
  if (!preparation.ok) return preparation;
  const stages = preparation.pools.length * 2 + (options.withSensitivity ? CHANGES.length : 0);
  const stage = stagesOf(stages, options.onProgress);
  const defects: Defect[] = [];
  const pools = preparation.pools.flatMap((prepared): readonly SizedPool[] => {
    const sized = stage(() => sizedOrDefects(prepared, demand, options));
    if ('defects' in sized) {
      defects.push(...sized.defects);
      return [];
    }
    return [stage((tell) => sizedPool(prepared, sized, demand, { ...options, onProgress: tell }))];
  });
  if (defects.length > 0) return { ok: false, defects };
  return {
    ok: true,
    sizing: {
      name: demand.name,
      seed: demand.seed,
      hall: demand.hall,
      pools,
      totals: totalsOf(pools, demand.hall),
      sensitivity: options.withSensitivity ? sensitivityOf(demand, pools, stage) : [],
      assumptions: preparation.assumptions,
      register: registerOf(options.register, registerValues(pools)),
    },
  };
}

/** Runs one stage of so many, which may tell how far itself is. */
type Stage = <Result>(work: (tell: (share: number) => void) => Result) => Result;

function stagesOf(stages: number, onProgress: SizingOptions['onProgress']): Stage {
  let done = 0;
  return (work) => {
    const result = work((share) => onProgress?.((done + share) / stages));
    done += 1;
    onProgress?.(done / stages);
    return result;
  };
}

interface Sized {
  readonly size: PoolSize;
  readonly replayed: ReplayedSize | null;
}

/** @param effort - of the replay that the size is compared with; null for none */
function sizedOrDefects(
  prepared: PreparedPool,
  demand: Demand,
  effort: ReplayEffort | null,
): Sized | { readonly defects: readonly Defect[] } {
  const pathOf = (workload: string): Defect['path'] => [
    'workloads',
    demand.workloads.findIndex(({ name }) => name === workload),
    'sloLatencyS',
  ];
  try {
    const sizing = sizePool(prepared.request);
    if (sizing.ok) {
      if (effort === null || effort.replications === 0) return { size: sizing.size, replayed: null };
      return replayedSize(prepared.request, sizing.size, effort);
    }
    return {
      defects: sizing.impossible.map((impossible) => impossibleDefect(impossible, pathOf(impossible.workload))),
    };
  } catch (error) {
    if (!(error instanceof TooManyReplicasError)) throw error;
    const [first] = prepared.workloads;
    return {
      defects: [
        { code: 'range', path: pathOf(first?.name ?? ''), found: 'a demand without an answer', allowed: error.message },
      ],
    };
  }
}

function impossibleDefect({ objective, shareWithoutWait }: Impossible, path: Defect['path']): Defect {
  const percent = (share: number) => `${String(Number((share * 100).toPrecision(6)))} %`;
  return {
    code: 'range',
    path,
    found: `${String(objective.limitS)} s for ${percent(objective.quantile)} of the requests`,
    allowed: `more: without any wait only ${percent(shareWithoutWait)} are served in that time`,
  };
}

function sizedPool(
  prepared: PreparedPool,
  { size, replayed }: Sized,
  demand: Demand,
  options: SizingOptions,
): SizedPool {
  const { request, loads, model } = prepared;
  const evidence = evidenceFor(poolOf(request, request.workloads));
  const total = loads.reduce((sum, { ratePerS }) => sum + ratePerS, 0);
  const meanOf = (pick: (load: (typeof loads)[number]) => number) =>
    loads.reduce((sum, load) => sum + pick(load) * load.ratePerS, 0) / total;
  const meanPromptTokens = meanOf((load) => load.meanPromptTokens);
  const meanOutputTokens = meanOf((load) => load.meanOutputTokens);
  const rates = meanRates(prepared);
  const isTraced = evidence.kind === 'replay';
  const perRack = replicasPerRack(request.layout);
  const more = size.replicas + Math.max(1, perRack);
  const moreRacks = perRack > 0 ? 1 : racksPerReplica(request.layout);
  const withMore =
    demand.hall.nodesPerRack === null || more > mostReplicas(evidence.pool) ? null : judge(evidence, more);
  return {
    name: size.name,
    prepared,
    size,
    alpha: rates.alpha,
    tokens: tokenDemand({
      arrivalsPerS: total,
      meanPromptTokens: meanPromptTokens * meanOf((load) => load.paddingOverhead),
      meanOutputTokens,
      alpha: rates.alpha,
      decodeTokensPerS: rates.decodeTokensPerS,
      fixedOverheadS: model.service.fixedOverheadS,
    }),
    meanPromptTokens,
    meanOutputTokens,
    powerW: powerOf(size, demand.hall),
    racks: demand.hall.nodesPerRack === null ? null : size.space.racks,
    pods: demand.hall.nodesPerRack === null || demand.hall.racksPerPod === null ? null : size.space.pods,
    replicasPerRack: perRack,
    racksPerReplica: racksPerReplica(request.layout),
    poissonReplicas: isTraced ? poissonReplicas(prepared) : null,
    replayed,
    resampling:
      isTraced && options.resamples > 0
        ? resampling(evidence, {
            replicas: size.replicas,
            resamples: options.resamples,
            blockS: options.blockS,
            onProgress: options.onProgress,
          })
        : null,
    confidentReplicas: isTraced && options.resamples > 0 ? confidentReplicas(prepared, size, options) : null,
    oneRackMore:
      withMore === null
        ? null
        : {
            racks: moreRacks,
            replicas: more,
            utilization: withMore.utilization,
            waitP99S: withMore.wait?.p99S ?? null,
          },
    headroom: headroomCurve(evidence, size.replicas, [size.normal.utilization, size.highestNormal]),
    oneFewer: size.forNormal < 2 ? null : judge(evidence, size.forNormal - 1),
    policy: admissionPolicy(request, size, model.service),
    design: designOf(prepared, demand.traces),
  };
}

/** Decode rate and α of the buckets that are used, weighted by their share. */
function meanRates({ model, loads }: PreparedPool): { readonly alpha: number; readonly decodeTokensPerS: number } {
  const { service } = model;
  if (service.kind === 'unpadded') {
    return { alpha: service.decodeTokensPerS / service.prefillTokensPerS, decodeTokensPerS: service.decodeTokensPerS };
  }
  let [weight, prefillS, prompt, decodeS] = [0, 0, 0, 0];
  for (const { buckets, ratePerS } of loads) {
    for (const { bucket, share } of buckets) {
      const priced = service.buckets.find(({ name }) => name === bucket);
      if (priced === undefined) continue;
      weight += share * ratePerS;
      prefillS += (share * ratePerS * priced.promptTokens) / priced.prefillTokensPerS;
      prompt += share * ratePerS * priced.promptTokens;
      decodeS += (share * ratePerS) / priced.decodeTokensPerS;
    }
  }
  const decodeTokensPerS = weight / decodeS;
  return { decodeTokensPerS, alpha: (decodeTokensPerS * prefillS) / prompt };
}

function powerOf({ space }: PoolSize, { nodePowerW, nodesPerRack, rackOverheadW }: HallFacts): number | null {
  if (nodePowerW === null || nodesPerRack === null || rackOverheadW === null) return null;
  return (space.nodes + space.spareNodes) * nodePowerW + space.racks * rackOverheadW;
}

function poissonReplicas({ request }: PreparedPool): number {
  const workloads = request.workloads.map((workload) => ({ ...workload, trace: null }));
  return fewest(evidenceFor(poolOf(request, workloads)), null);
}

/** Replicas to build so that each state keeps its promise in 95 % of the resampled histories; null where more than can be tried. */
function confidentReplicas(
  { request }: PreparedPool,
  { forNormal, forDegraded }: PoolSize,
  { resamples, blockS }: SizingOptions,
): number | null {
  const confident = (workloads: PoolRequest['workloads'], from: number): number | null => {
    const evidence = evidenceFor(poolOf(request, workloads));
    if (workloads.length === 0 || evidence.kind !== 'replay') return from;
    return replicasForConfidence(evidence, { from, most: 10_000, share: 0.95, resamples, blockS });
  };
  const { failureDomain, layout, workloads } = request;
  const normal = confident(workloads, forNormal);
  if (failureDomain === null || normal === null) return normal;
  const isSame = workloads.every(({ objective, degraded }) => degraded?.limitS === objective.limitS);
  const kept = workloads.flatMap((workload) =>
    workload.degraded === null ? [] : [{ ...workload, objective: workload.degraded }],
  );
  const degraded = isSame ? normal : confident(kept, forDegraded);
  if (degraded === null) return null;
  return withLoss({ forNormal: normal, forDegraded: degraded }, (n) => lossOf(layout, failureDomain, n).lasting);
}

/** Buckets that would pad least, for the first workload of the pool that has a trace. */
function designOf({ workloads }: PreparedPool, traces: ReadonlyMap<string, Trace>): SizedPool['design'] {
  const trace = workloads.map(({ name }) => traces.get(name)).find((found) => found !== undefined);
  if (trace === undefined) return null;
  return {
    prompt: designBuckets(lengthWeights(trace.promptTokens), MOST_BUCKETS),
    output: designBuckets(lengthWeights(trace.outputTokens), MOST_BUCKETS),
  };
}

function totalsOf(pools: readonly SizedPool[], { racksAvailable }: HallFacts): Sizing['totals'] {
  const sum = (pick: (pool: SizedPool) => number | null) =>
    pools.reduce<number | null>((total, pool) => (total === null ? null : addOrNull(total, pick(pool))), 0);
  const unplaced: string[] = [];
  let taken = 0;
  for (const { name, racks } of pools) {
    if (racks === null || racksAvailable === null) continue;
    if (taken + racks > racksAvailable) unplaced.push(name);
    else taken += racks;
  }
  return {
    replicas: sum(({ size }) => size.replicas) ?? 0,
    nodes: sum(({ size }) => size.space.nodes + size.space.spareNodes) ?? 0,
    racks: sum(({ racks }) => racks),
    pods: sum(({ pods }) => pods),
    powerW: sum(({ powerW }) => powerW),
    unplaced: racksAvailable === null || pools.some(({ racks }) => racks === null) ? null : unplaced,
  };
}

function addOrNull(total: number, value: number | null): number | null {
  return value === null ? null : total + value;
}

const CHANGES: readonly (DemandChange & { readonly change: string })[] = [
  { change: '20 % more arrivals', arrivals: 1.2 },
  { change: '20 % more output tokens', outputTokens: 1.2 },
  { change: 'half the promised time', promisedTime: 0.5 },
  { change: 'twice the promised time', promisedTime: 2 },
];

function sensitivityOf(demand: Demand, pools: readonly SizedPool[], stage: Stage): readonly SensitivityRow[] {
  const racksKnown = demand.hall.nodesPerRack !== null;
  const asSized: SensitivityRow = {
    change: 'as stated',
    replicas: pools.reduce((sum, { size }) => sum + size.replicas, 0),
    racks: racksKnown ? pools.reduce((sum, { size }) => sum + size.space.racks, 0) : null,
    problem: null,
  };
  return [asSized, ...CHANGES.map((change) => stage(() => changedRow(demand, change, racksKnown)))];
}

function changedRow(
  demand: Demand,
  { change, ...changed }: (typeof CHANGES)[number],
  racksKnown: boolean,
): SensitivityRow {
  const preparation = preparePools(demand, changed);
  if (!preparation.ok)
    return { change, replicas: null, racks: null, problem: preparation.defects[0]?.allowed ?? 'not possible' };
  const sized = preparation.pools.map((prepared) => sizedOrDefects(prepared, demand, null));
  const failed = sized.flatMap((pool) => ('defects' in pool ? pool.defects : []))[0];
  if (failed !== undefined) return { change, replicas: null, racks: null, problem: failed.allowed };
  const sizes = sized.flatMap((pool) => ('size' in pool ? [pool.size] : []));
  const racks = racksKnown ? sizes.reduce((sum, { space }) => sum + space.racks, 0) : null;
  return { change, replicas: sizes.reduce((sum, { replicas }) => sum + replicas, 0), racks, problem: null };
}

function registerValues(pools: readonly SizedPool[]): Readonly<Partial<Record<AssumptionName, string>>> {
  const [first] = pools;
  if (first === undefined) return {};
  const { prepared, size, alpha } = first;
  const figure = (value: number) => String(Number(value.toPrecision(6)));
  return {
    'Decode and prefill rates are measured or reported by the compiler':
      prepared.artifact.ratesSource ?? prepared.model.ratesFrom,
    'Prefill penalty fits the artifact and its buckets': `α = ${figure(alpha)}`,
    'Fixed overhead per request is measured': `${figure(prepared.model.service.fixedOverheadS)} s`,
    'Arrivals are as bursty as the traffic that was sized for': prepared.loads.some(({ source }) => source === 'trace')
      ? 'a trace, replayed'
      : 'Poisson at the peak rate',
    'Failover time is as measured in a game day': `${figure(prepared.request.failoverTimeS)} s`,
    'The failure domain that must not break the promise is agreed': prepared.request.failureDomain ?? 'none',
    ...(size.space.nodes > 0 && first.powerW !== null
      ? { 'Node and rack power are those of the SKU': `${figure(first.powerW / 1000)} kW for all racks` }
      : {}),
  };
}
