import type { Failover } from './failover.js';
import { evidenceFor, offeredLoad, type Evidence, type Pool } from './judge.js';
import { patienceS, type Objective } from './objective.js';
import { routedWaitsS } from './routed.js';
import type { ServiceModel } from './service-time.js';
import { bucketServiceS, byServiceTime } from './service-time.js';
import { poolOf, utilizationAllowed, type PoolRequest, type PoolSize, type SizedWorkload } from './size-pool.js';
import { estimateOf } from '../queueing/replay/estimate.js';
import { poissonTimeline, type Timeline } from './timeline.js';

/** How one bucket is admitted: by what it will cost, not by a count (tier 02, 1.5). */
export interface BucketAdmission {
  readonly bucket: string;
  readonly maximumPromptTokens: number | null;
  readonly maximumOutputTokens: number | null;
  /** What admission counts the request as, s. */
  readonly estimatedServiceS: number;
  /** Longest predicted wait at which it is admitted, s; null where it cannot keep the promise even without a wait. */
  readonly admitUpToWaitS: number | null;
}

/** When one workload is refused. */
export interface ShedThreshold {
  readonly workload: string;
  readonly priority: number;
  /** Refused when the predicted wait is longer, s; 0 refuses it always. */
  readonly aboveWaitS: number;
}

/** Share of requests that are refused, with the half width of its 95 % confidence interval (0 for a single replay). */
export interface RefusedShare {
  readonly share: number;
  readonly halfWidth: number;
}

/** What a pool does in one state. */
export interface AdmissionState {
  readonly replicas: number;
  /** Utilisation at the peak, before anything is refused. */
  readonly utilization: number;
  /** Highest at which the promise is kept, and no more than was chosen. */
  readonly utilizationLimit: number;
  readonly shed: readonly ShedThreshold[];
  /** At the peak. */
  readonly refused: RefusedShare;
}

/** Rules by which an operator admits, queues and refuses, and what they cost. */
export interface AdmissionPolicy {
  readonly pool: string;
  readonly routing: PoolRequest['routing'];
  readonly slotsPerReplica: number;
  /** Requests that may wait at one replica. */
  readonly queueCapPerReplica: number;
  /** Requests in one replica at most, waiting and in service. */
  readonly maximumConcurrencyPerReplica: number;
  /** Work that may wait at one replica, s of service. */
  readonly queuedWorkCapS: number;
  readonly buckets: readonly BucketAdmission[];
  readonly outsideBuckets: 'refuse';
  readonly normal: AdmissionState;
  readonly degraded: AdmissionState | null;
  readonly failover: Failover | null;
  /** Whether the normal queue holds what a failover leaves behind; null where nothing fails over. */
  readonly queueHoldsFailover: boolean | null;
}

const REPLICATIONS = 8;
const REQUESTS = 20_000;

/**
 * The admission policy of a sized pool. A request is admitted when its predicted wait, known exactly under a deterministic cost
 * model, leaves its own service time within the promise; so every admitted request keeps it. `Queue_cap` bounds the count besides:
 * as many mean requests as fit into the patience of a mean request. For one constant service D and a promised wait w that is
 * floor(w / D), so `C_max` = slots + floor(w / D) · slots, the K of M/D/1/K in which every admitted request waits at most (K − 1) D.
 */
export function admissionPolicy(request: PoolRequest, size: PoolSize, model: ServiceModel): AdmissionPolicy {
  const { workloads, slots } = request;
  const strictest = workloads.reduce(
    (a, b) => (patienceS(b.objective, size.meanServiceS) < patienceS(a.objective, size.meanServiceS) ? b : a),
    workloads[0] as SizedWorkload,
  );
  const patience = Math.max(0, patienceS(strictest.objective, size.meanServiceS));
  const queueCap = Math.floor((patience / size.meanServiceS) * (1 + 1e-12)) * slots;
  const left = size.replicas - size.loss.lasting;
  const kept = workloads.flatMap((workload) =>
    workload.degraded === null ? [] : [{ ...workload, objective: workload.degraded }],
  );
  const { failover } = size;
  return {
    pool: request.name,
    routing: request.routing,
    slotsPerReplica: slots,
    queueCapPerReplica: queueCap,
    maximumConcurrencyPerReplica: slots + queueCap,
    queuedWorkCapS: patience * slots,
    buckets: bucketsOf(model, strictest.objective, size.meanServiceS),
    outsideBuckets: 'refuse',
    normal: stateOf(request, workloads, {
      replicas: size.replicas,
      limit: utilizationAllowed(size.highestNormal, request.chosenNormal),
    }),
    degraded:
      size.loss.atOnce === 0 || left < 1 || kept.length === 0
        ? null
        : {
            ...stateOf(request, kept, {
              replicas: left,
              limit: utilizationAllowed(size.highestDegraded, request.chosenDegraded),
            }),
            shed: thresholds(workloads, (workload) => workload.degraded),
          },
    failover,
    queueHoldsFailover:
      failover === null || failover.queueCapPerReplica === null ? null : failover.queueCapPerReplica <= queueCap,
  };
}

function bucketsOf(model: ServiceModel, objective: Objective, meanServiceS: number): readonly BucketAdmission[] {
  const admission = (serviceS: number) => {
    const wait = patienceS(objective, serviceS);
    return { estimatedServiceS: serviceS, admitUpToWaitS: wait < 0 ? null : wait };
  };
  if (model.kind === 'unpadded') {
    return [{ bucket: 'any', maximumPromptTokens: null, maximumOutputTokens: null, ...admission(meanServiceS) }];
  }
  return byServiceTime(model.buckets).map((bucket) => ({
    bucket: bucket.name,
    maximumPromptTokens: bucket.promptTokens,
    maximumOutputTokens: bucket.outputTokens,
    ...admission(bucketServiceS(bucket, model.fixedOverheadS)),
  }));
}

/**
 * Workloads are shed in the order of their priority: of n, the k-th from the top is refused when the predicted wait is beyond
 * (n − k)/n of what its promise allows, so that the least important gives way first.
 */
function thresholds(
  workloads: readonly SizedWorkload[],
  objectiveOf: (workload: SizedWorkload) => Objective | null,
): readonly ShedThreshold[] {
  const ordered = [...workloads].sort((a, b) => a.priority - b.priority);
  return ordered.map((workload, k) => {
    const objective = objectiveOf(workload);
    const mean = offeredLoad([workload]);
    const wait = objective === null ? 0 : Math.max(0, patienceS(objective, mean.offered / mean.ratePerS));
    return {
      workload: workload.name,
      priority: workload.priority,
      aboveWaitS: (wait * (ordered.length - k)) / ordered.length,
    };
  });
}

function stateOf(
  request: PoolRequest,
  workloads: readonly SizedWorkload[],
  { replicas, limit }: { readonly replicas: number; readonly limit: number },
): AdmissionState {
  const pool = poolOf(request, workloads);
  const { offered } = offeredLoad(workloads);
  return {
    replicas,
    utilization: offered / (replicas * request.slots),
    utilizationLimit: limit,
    shed: thresholds(workloads, ({ objective }) => objective),
    refused: refusedShare(pool, replicas),
  };
}

/**
 * Share that is refused when each request is admitted only if its wait and its own service keep the promise. Requests are served
 * in order of arrival here, also where workloads have priorities: the less important are then refused more, the others less.
 */
export function refusedShare(pool: Pool, replicas: number): RefusedShare {
  return refusedShareOf(evidenceFor(pool), replicas);
}

/** The same for evidence that is there. */
export function refusedShareOf(evidence: Evidence, replicas: number): RefusedShare {
  const { pool } = evidence;
  const timelines = timelinesOf(evidence, replicas * pool.slots);
  const shares = timelines.map((timeline) => {
    const patience = Float64Array.from(timeline.serviceS, (serviceS, i) => {
      const objective = pool.workloads[timeline.workload[i] as number]?.objective;
      return objective === undefined ? Infinity : patienceS(objective, serviceS);
    });
    const waitS = routedWaitsS(timeline, { ...pool, replicas }, patience);
    let refused = 0;
    for (let i = timeline.warmUp; i < waitS.length; i += 1) if (Number.isNaN(waitS[i])) refused += 1;
    return refused / (waitS.length - timeline.warmUp);
  });
  const { value: share, halfWidth } = estimateOf(shares);
  return { share, halfWidth: halfWidth ?? 0 };
}

function timelinesOf(evidence: Evidence, servers: number): readonly Timeline[] {
  if (evidence.kind !== 'law') return evidence.timelines;
  const { workloads, seed } = evidence.pool;
  return Array.from({ length: REPLICATIONS }, (_, i) =>
    poissonTimeline(workloads, REQUESTS + 100 * servers, seed * 1000 + i),
  );
}
