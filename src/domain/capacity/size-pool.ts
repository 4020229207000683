import { requireCount, requireNotNegative } from '../range.js';
import { failoverOf, type Failover } from './failover.js';
import {
  lossOf,
  requireLayout,
  spaceFor,
  type FailureDomain,
  type Layout,
  type Loss,
  type Space,
} from './footprint.js';
import {
  evidenceFor,
  judge,
  meetsAll,
  mostReplicas,
  offeredLoad,
  type Evidence,
  type Judgement,
  type Pool,
  type PooledWorkload,
} from './judge.js';
import { requireObjective, type Objective } from './objective.js';

/** A workload of a pool, with what holds when a failure domain is lost. */
export interface SizedWorkload extends PooledWorkload {
  /** Lower is served first. */
  readonly priority: number;
  /** What is promised after the loss; null where it is shed then. */
  readonly degraded: Objective | null;
}

/** Everything that the size of one pool depends on. */
export interface PoolRequest {
  readonly name: string;
  readonly workloads: readonly SizedWorkload[];
  readonly slots: number;
  readonly routing: Pool['routing'];
  readonly seed: number;
  readonly layout: Layout;
  /** Whose loss must not break what is promised after it; null for none. */
  readonly failureDomain: FailureDomain | null;
  /** Time until traffic is re-routed, s. */
  readonly failoverTimeS: number;
  /** Utilisations that the planner has chosen, beyond which the pool may not be loaded; null for whatever the promise allows. */
  readonly chosenNormal: number | null;
  readonly chosenDegraded: number | null;
}

/** Why no number of replicas will do. */
export interface Impossible {
  readonly workload: string;
  readonly objective: Objective;
  /** Share of its requests that would keep to the limit without any wait. */
  readonly shareWithoutWait: number;
}

export type PoolSizing =
  { readonly ok: true; readonly size: PoolSize } | { readonly ok: false; readonly impossible: readonly Impossible[] };

/** Replicas of one pool, with the figures that prove them. */
export interface PoolSize {
  readonly name: string;
  /** Servers kept busy on average at the peak, λ E[S]. */
  readonly offered: number;
  /** Mean time in service, s; its inverse is μ of one server. */
  readonly meanServiceS: number;
  /** Fewest replicas that keep the promise while all are there. */
  readonly forNormal: number;
  /** Fewest replicas that must be left after the loss; equal to `forNormal` where no loss is planned for. */
  readonly forDegraded: number;
  readonly loss: Loss;
  /** Replicas to build: `forNormal`, or what leaves `forDegraded` after the loss, whichever is more. */
  readonly replicas: number;
  readonly space: Space;
  /** Highest utilisation of these replicas at which the promise is kept, found by inversion; the chosen one is no higher. */
  readonly highestNormal: number;
  readonly highestDegraded: number;
  readonly normal: Judgement;
  /** The same load, less what is shed, on what is left after the loss. */
  readonly degraded: Judgement | null;
  readonly shedWorkloads: readonly string[];
  readonly failover: Failover | null;
}

/**
 * The fewest replicas that keep every promise at the peak, with all replicas and after the loss of the chosen failure domain:
 * λ_peak ≤ ρ_degraded · N_operational · μ, with ρ_degraded from the inverse problem at N_operational and not picked (tier 02, 5.2).
 *
 * @param evidenceOf - what replicas are judged by: the model, or a replay
 * @throws RangeError naming an argument out of range, TooManyReplicasError
 */
export function sizePool(request: PoolRequest, evidenceOf: (pool: Pool) => Evidence = evidenceFor): PoolSizing {
  requirePoolRequest(request);
  const impossible = request.workloads.flatMap((workload) => impossibleOf(workload));
  if (impossible.length > 0) return { ok: false, impossible };
  requireTryable(request);
  const normalEvidence = evidenceOf(poolOf(request, request.workloads));
  const kept = request.workloads.flatMap((workload) =>
    workload.degraded === null ? [] : [{ ...workload, objective: workload.degraded }],
  );
  const degradedEvidence = kept.length === 0 ? null : evidenceOf(poolOf(request, kept));
  const forNormal = fewest(normalEvidence, request.chosenNormal);
  const { failureDomain, layout } = request;
  const forDegraded =
    failureDomain === null || degradedEvidence === null ? forNormal : fewest(degradedEvidence, request.chosenDegraded);
  const replicas =
    failureDomain === null
      ? forNormal
      : withLoss({ forNormal, forDegraded }, (n) => lossOf(layout, failureDomain, n).lasting);
  if (replicas > mostReplicas(normalEvidence.pool)) throw new TooManyReplicasError(mostReplicas(normalEvidence.pool));
  const loss = failureDomain === null ? { atOnce: 0, lasting: 0 } : lossOf(layout, failureDomain, replicas);
  const left = replicas - loss.lasting;
  const { ratePerS, offered } = offeredLoad(request.workloads);
  const meanServiceS = offered / ratePerS;
  const degraded = failureDomain === null || degradedEvidence === null ? null : judge(degradedEvidence, left);
  return {
    ok: true,
    size: {
      name: request.name,
      offered,
      meanServiceS,
      forNormal,
      forDegraded,
      loss,
      replicas,
      space: spaceFor(layout, replicas),
      highestNormal: highestUtilization(normalEvidence, replicas),
      highestDegraded: highestUtilization(degradedEvidence ?? normalEvidence, Math.max(1, left)),
      normal: judge(normalEvidence, replicas),
      degraded,
      shedWorkloads: request.workloads.filter((workload) => workload.degraded === null).map(({ name }) => name),
      failover:
        failureDomain === null
          ? null
          : failoverOf({
              ratePerS,
              meanServiceS,
              replicas,
              slots: request.slots,
              lost: loss.atOnce,
              failoverTimeS: request.failoverTimeS,
            }),
    },
  };
}

/** @throws TooManyReplicasError before anything is drawn or solved for a load that no tried number of replicas carries */
function requireTryable(request: PoolRequest): void {
  const pool = poolOf(request, request.workloads);
  const isTraced = request.workloads.some(({ trace }) => trace !== null);
  const most = mostReplicas(pool);
  if (!isTraced && offeredLoad(request.workloads).offered >= most * request.slots) throw new TooManyReplicasError(most);
}

/** A pool as it is judged. */
export function poolOf({ slots, routing, seed }: PoolRequest, workloads: readonly PooledWorkload[]): Pool {
  return { workloads, slots, routing, seed };
}

/** More replicas than the exact methods were checked for; told to the reader as such. */
export class TooManyReplicasError extends RangeError {
  constructor(readonly most: number) {
    super(`more than ${most} replicas would be needed; the methods are checked up to that many`);
    this.name = 'TooManyReplicasError';
  }
}

/** Fewest replicas that keep every promise and stay within a chosen utilisation. @throws TooManyReplicasError */
export function fewest(evidence: Evidence, chosen: number | null): number {
  const { pool } = evidence;
  const { offered } = offeredLoad(pool.workloads);
  const most = mostReplicas(pool);
  const first = evidence.kind === 'replay' ? 1 : Math.floor(offered / pool.slots) + 1;
  const byChoice = chosen === null ? 1 : Math.ceil(offered / (chosen * pool.slots) - 1e-9);
  if (Math.max(first, byChoice) > most) throw new TooManyReplicasError(most);
  const isEnough = (replicas: number) => meetsAll(evidence, replicas);
  let [fails, meets] = [Math.max(first, byChoice) - 1, Math.max(first, byChoice)];
  for (let step = 1; !isEnough(meets); step *= 2) {
    if (meets >= most) throw new TooManyReplicasError(most);
    fails = meets;
    meets = Math.min(most, meets + step);
  }
  while (meets - fails > 1) {
    const middle = Math.floor((fails + meets) / 2);
    if (isEnough(middle)) meets = middle;
    else fails = middle;
  }
  return meets;
}

/** The utilisation that a state may have: the highest that keeps every promise, and no more than was chosen for it. */
export function utilizationAllowed(highest: number, chosen: number | null): number {
  return Math.min(highest, chosen ?? Infinity);
}

/**
 * The highest utilisation at which so many replicas keep every promise, to 1e-4 (1e-3 where it is simulated), found by letting the same arrivals come faster
 * and slower. 0 where even the slowest do not.
 */
export function highestUtilization(evidence: Evidence, replicas: number): number {
  const { pool } = evidence;
  const perFactor = offeredLoad(pool.workloads).offered / (replicas * pool.slots);
  let [low, high] = [0, 1 / perFactor];
  if (evidence.kind === 'replay' && meetsAll(evidence, replicas, high)) return 1;
  const tolerance = evidence.kind === 'simulated' ? 1e-3 : 1e-4;
  while ((high - low) * perFactor > tolerance) {
    const middle = (low + high) / 2;
    if (meetsAll(evidence, replicas, middle)) low = middle;
    else high = middle;
  }
  return low * perFactor;
}

/** Fewest replicas of which enough are left after the loss that so many would suffer. */
export function withLoss(
  { forNormal, forDegraded }: { readonly forNormal: number; readonly forDegraded: number },
  lossFor: (replicas: number) => number,
): number {
  let replicas = Math.max(forNormal, forDegraded);
  while (replicas - lossFor(replicas) < forDegraded) replicas += 1;
  return replicas;
}

/** Promises that no number of replicas keeps, because service alone takes too long. */
function impossibleOf(workload: SizedWorkload): readonly Impossible[] {
  const objectives = [workload.objective, ...(workload.degraded === null ? [] : [workload.degraded])];
  return objectives.flatMap((objective): readonly Impossible[] => {
    if (objective.appliesTo === 'wait') return [];
    const shareWithoutWait = shareWithin(workload, objective.limitS);
    return shareWithoutWait >= objective.quantile ? [] : [{ workload: workload.name, objective, shareWithoutWait }];
  });
}

function shareWithin({ services, trace }: PooledWorkload, limitS: number): number {
  if (trace !== null) {
    let within = 0;
    for (const serviceS of trace.serviceS) if (serviceS <= limitS) within += 1;
    return within / trace.serviceS.length;
  }
  const all = services.reduce((sum, { share }) => sum + share, 0);
  return services.filter(({ serviceS }) => serviceS <= limitS).reduce((sum, { share }) => sum + share, 0) / all;
}

function requirePoolRequest(request: PoolRequest): void {
  const { workloads, slots, layout, failoverTimeS, chosenNormal, chosenDegraded } = request;
  if (workloads.length === 0) throw new RangeError('workloads must hold at least one');
  requireCount(1, { slots });
  requireNotNegative({ failoverTimeS });
  requireLayout(layout);
  for (const chosen of [chosenNormal, chosenDegraded]) {
    if (chosen !== null && !(chosen > 0 && chosen < 1)) {
      throw new RangeError(`a chosen utilization must be above 0 and below 1, but is ${chosen}`);
    }
  }
  for (const { objective, degraded, ratePerS } of workloads) {
    if (!(ratePerS > 0 && ratePerS < Infinity))
      throw new RangeError(`ratePerS must be a finite number above 0, but is ${ratePerS}`);
    requireObjective(objective);
    if (degraded !== null) requireObjective(degraded);
  }
}
