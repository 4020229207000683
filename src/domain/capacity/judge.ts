import { mdcWait, MOST_SERVERS } from '../queueing/mdc.js';
import type { Method } from '../queueing/method.js';
import { mg1Wait } from '../queueing/mg1.js';
import {
  latencyQuantileS,
  latencyTail,
  waitQuantileBoundsS,
  waitQuantileS,
  type WaitLaw,
} from '../queueing/wait-law.js';
import type { Objective } from './objective.js';
import { routedWaitsS, type Routing } from './routed.js';
import { sampleQuantile } from './sample-quantile.js';
import { estimateOf } from '../queueing/replay/estimate.js';
import { hastened, poissonTimeline, tracedTimeline, type Stream, type Timeline } from './timeline.js';

/** Requests of one kind that share replicas with others. */
export interface PooledWorkload extends Stream {
  readonly name: string;
  /** Lower is served first; the same for all where left out. */
  readonly priority?: number;
  readonly objective: Objective;
}

/** What one pool of equal replicas serves. */
export interface Pool {
  readonly workloads: readonly PooledWorkload[];
  /** Requests in service at once in each replica. */
  readonly slots: number;
  readonly routing: Routing;
  readonly seed: number;
}

/**
 * How a pool is judged. law: Poisson arrivals for which an exact law or a certified enclosure exists. replay: what arrived is
 * let through the servers once. simulated: Poisson arrivals with mixed services, for which no exact law is known, several times.
 */
export type Evidence =
  | { readonly kind: 'law'; readonly pool: Pool; readonly lawFor: (replicas: number, ratePerS: number) => WaitLaw }
  | { readonly kind: 'replay' | 'simulated'; readonly pool: Pool; readonly timelines: readonly Timeline[] };

/** Quantiles of the wait, s. */
export interface WaitFigures {
  readonly probability: number;
  readonly meanS: number;
  readonly p50S: number;
  readonly p90S: number;
  readonly p95S: number;
  readonly p99S: number;
  readonly p999S: number;
  /** Bounds of p99: proved ones of an enclosure, 95 % confidence of a simulation, equal where exact or replayed once. */
  readonly p99LowS: number;
  readonly p99HighS: number;
}

/** One promise, and whether it is kept. */
export interface KeptPromise {
  readonly workload: string;
  readonly objective: Objective;
  /** Share of its requests that keep to the limit. */
  readonly share: number;
  /** The share that is certain: the lower end of the 95 % confidence interval where it is simulated. */
  readonly certainShare: number;
  /** What the promised share of requests does not exceed, s; null where the queue grows without bound. */
  readonly valueS: number | null;
  readonly isKept: boolean;
}

/** A number of replicas under a load, judged. */
export interface Judgement {
  readonly replicas: number;
  readonly servers: number;
  /** Mean arrivals, per s. */
  readonly ratePerS: number;
  /** λ E[S] / servers; at 1 and above the queue of a lasting load grows without bound. */
  readonly utilization: number;
  readonly method: Method;
  /** Null where the load is beyond what the servers can carry. */
  readonly wait: WaitFigures | null;
  readonly promises: readonly KeptPromise[];
  readonly isMet: boolean;
}

/** Mean arrivals and servers that they keep busy. */
export function offeredLoad(workloads: readonly Stream[]): { readonly ratePerS: number; readonly offered: number } {
  let [ratePerS, offered] = [0, 0];
  for (const { ratePerS: rate, services } of workloads) {
    const shares = services.reduce((sum, { share }) => sum + share, 0);
    ratePerS += rate;
    offered += (rate * services.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0)) / shares;
  }
  return { ratePerS, offered };
}

/** How much is simulated where nothing is exact. */
export interface Effort {
  readonly replications: number;
  /** In each, more where there are more servers. */
  readonly requests: number;
}

/** Requests of one replication at most, so that the largest halls are still judged in seconds. */
const MOST_SIMULATED = 120_000;

/** Requests of the rarest workload that a replication should hold, and what is simulated for its sake at most. */
const WANTED_OF_RAREST = 50;
const MOST_FOR_RAREST = 1_000_000;

function requestsForTheRarest(workloads: readonly Stream[]): number {
  const rates = workloads.map(({ ratePerS }) => ratePerS).filter((ratePerS) => ratePerS > 0);
  const total = rates.reduce((sum, ratePerS) => sum + ratePerS, 0);
  return Math.min(MOST_FOR_RAREST, (WANTED_OF_RAREST * total) / Math.min(...rates));
}

const THOROUGH: Effort = { replications: 12, requests: 25_000 };

/** Gathers what a pool is judged by; it then serves for any number of replicas. */
export function evidenceFor(pool: Pool, { replications, requests: least }: Effort = THOROUGH): Evidence {
  const { workloads, slots, routing, seed } = pool;
  if (workloads.some(({ trace }) => trace !== null)) {
    return { kind: 'replay', pool, timelines: [tracedTimeline(workloads, seed)] };
  }
  const services = workloads.flatMap((workload) => mixOf(workload));
  const first = services[0]?.serviceS ?? NaN;
  const isEqual = services.every(({ serviceS }) => Math.abs(serviceS - first) <= 1e-12 * first);
  const ranks = ranksOf(pool);
  if (isEqual && ranks === null) {
    const lawFor = (replicas: number, ratePerS: number) =>
      routing === 'random'
        ? mdcWait({ ratePerS: ratePerS / replicas, serviceS: first, servers: slots })
        : mdcWait({ ratePerS, serviceS: first, servers: replicas * slots });
    return { kind: 'law', pool, lawFor };
  }
  if (routing === 'random' && slots === 1) {
    return { kind: 'law', pool, lawFor: (replicas, ratePerS) => mg1Wait({ ratePerS: ratePerS / replicas, services }) };
  }
  const requests = requestsOf(pool, least);
  const timelines = Array.from({ length: replications }, (_, i) =>
    poissonTimeline(workloads, requests, seed * 1000 + i),
  );
  return { kind: 'simulated', pool, timelines };
}

/**
 * The order in which workloads are served that wait in one central queue, 0 first; null where there is one order of arrival: all
 * are equally important, or each replica has a queue of its own.
 */
function ranksOf({ workloads, routing }: Pool): readonly number[] | null {
  const priorities = workloads.map(({ priority }) => priority ?? 0);
  const levels = [...new Set(priorities)].sort((a, b) => a - b);
  return routing === 'central' && levels.length > 1 ? priorities.map((priority) => levels.indexOf(priority)) : null;
}

/** Streams of their own for replays, so that nothing that was sized is judged by the histories that sized it. */
const REPLAY_STREAMS = 500;
/** Requests of each history, so many that the interval of a rare wait is one: shorter ones miss it more often than 1 in 20. */
const REPLAYED_REQUESTS = 100_000;

/**
 * Evidence by replay: the trace as it was, or independent histories of Poisson arrivals where there is none. Other histories than
 * those of `evidenceFor` under the same seed.
 */
export function replayFor(pool: Pool, replications: number): Extract<Evidence, { readonly timelines: unknown }> {
  const { workloads, seed } = pool;
  if (workloads.some(({ trace }) => trace !== null)) {
    return { kind: 'replay', pool, timelines: [tracedTimeline(workloads, seed)] };
  }
  const timelines = Array.from({ length: replications }, (_, i) =>
    poissonTimeline(workloads, requestsOf(pool, REPLAYED_REQUESTS), seed * 1000 + REPLAY_STREAMS + i),
  );
  return { kind: 'simulated', pool, timelines };
}

function requestsOf({ workloads }: Pool, least: number): number {
  const { offered } = offeredLoad(workloads);
  return Math.ceil(Math.max(Math.min(least + 100 * offered, MOST_SIMULATED), requestsForTheRarest(workloads)));
}

/** Services of a workload weighted by its share of all arrivals; only ratios count. */
function mixOf({ ratePerS, services }: Stream): readonly { readonly serviceS: number; readonly share: number }[] {
  const shares = services.reduce((sum, { share }) => sum + share, 0);
  return services.map(({ serviceS, share }) => ({ serviceS, share: (share / shares) * ratePerS }));
}

/** Whether every promise is kept by so many replicas when arrivals come `factor` times as fast. */
export function meetsAll(evidence: Evidence, replicas: number, factor = 1): boolean {
  const { workloads } = evidence.pool;
  if (utilizationOf(evidence.pool, replicas, factor) >= 1 && evidence.kind !== 'replay') return false;
  if (evidence.kind === 'law') {
    const law = evidence.lawFor(replicas, offeredLoad(workloads).ratePerS * factor);
    return workloads.every((workload) => lawShare(law, workload) >= workload.objective.quantile * (1 - 1e-12));
  }
  const shares = evidence.timelines.map((timeline) => sharesOf(evidence.pool, hastened(timeline, factor), replicas));
  return workloads.every(({ objective }, k) => certain(shares.map((share) => share[k] ?? NaN)) >= objective.quantile);
}

/** Everything that is to be said of so many replicas. */
export function judge(evidence: Evidence, replicas: number, factor = 1): Judgement {
  const { pool } = evidence;
  const ratePerS = offeredLoad(pool.workloads).ratePerS * factor;
  const utilization = utilizationOf(pool, replicas, factor);
  const base = { replicas, servers: replicas * pool.slots, ratePerS, utilization };
  const isOverloaded = utilization >= 1 && evidence.kind !== 'replay';
  if (isOverloaded) {
    const promises = pool.workloads.map(({ name, objective }) => ({
      workload: name,
      objective,
      share: 0,
      certainShare: 0,
      valueS: null,
      isKept: false,
    }));
    return { ...base, method: OVERLOADED, wait: null, promises, isMet: false };
  }
  const judged =
    evidence.kind === 'law'
      ? lawJudgement(evidence.lawFor(replicas, ratePerS), pool)
      : sampleJudgement(
          evidence,
          evidence.timelines.map((timeline) => hastened(timeline, factor)),
          replicas,
        );
  return { ...base, ...judged, isMet: judged.promises.every(({ isKept }) => isKept) };
}

function utilizationOf(pool: Pool, replicas: number, factor: number): number {
  return (offeredLoad(pool.workloads).offered * factor) / (replicas * pool.slots);
}

/** Most replicas that are tried. */
export function mostReplicas(pool: Pool): number {
  return pool.routing === 'random' ? 1_000_000 : Math.floor(MOST_SERVERS / pool.slots);
}

type Judged = Pick<Judgement, 'method' | 'wait' | 'promises'>;

function lawShare(law: WaitLaw, { objective, services }: PooledWorkload): number {
  const { appliesTo, limitS } = objective;
  return 1 - (appliesTo === 'wait' ? law.tail(limitS) : latencyTail(law, services, limitS));
}

function lawJudgement(law: WaitLaw, { workloads }: Pool): Judged {
  const quantile = (p: number) => waitQuantileS(law, p);
  const bounds = waitQuantileBoundsS(law, 0.99);
  return {
    method: law.method,
    wait: {
      probability: law.probabilityOfWaiting,
      meanS: law.meanWaitS,
      p50S: quantile(0.5),
      p90S: quantile(0.9),
      p95S: quantile(0.95),
      p99S: quantile(0.99),
      p999S: quantile(0.999),
      p99LowS: bounds.lowerS,
      p99HighS: bounds.upperS,
    },
    promises: workloads.map((workload) => {
      const { objective, services, name } = workload;
      const share = lawShare(law, workload);
      const valueS =
        objective.appliesTo === 'wait'
          ? quantile(objective.quantile)
          : latencyQuantileS(law, services, objective.quantile);
      const isKept = share >= objective.quantile * (1 - 1e-12);
      return { workload: name, objective, share, certainShare: share, valueS, isKept };
    }),
  };
}

/** Share of each workload's requests that keep to their limit; NaN of one without requests. */
function sharesOf(pool: Pool, timeline: Timeline, replicas: number): readonly number[] {
  const waitS = routedWaitsS(timeline, { ...pool, replicas, ranks: ranksOf(pool) });
  return keptShares(pool, timeline, waitS);
}

function keptShares(
  { workloads }: Pool,
  { serviceS, workload, warmUp }: Timeline,
  waitS: Float64Array,
): readonly number[] {
  const kept = workloads.map(() => 0);
  const all = workloads.map(() => 0);
  for (let i = warmUp; i < waitS.length; i += 1) {
    const k = workload[i] as number;
    const objective = workloads[k]?.objective;
    if (objective === undefined) continue;
    const value = (waitS[i] as number) + (objective.appliesTo === 'wait' ? 0 : (serviceS[i] as number));
    all[k] = (all[k] ?? 0) + 1;
    if (value <= objective.limitS) kept[k] = (kept[k] ?? 0) + 1;
  }
  return kept.map((count, k) => count / (all[k] ?? 0));
}

function sampleJudgement(
  { kind, pool }: Extract<Evidence, { readonly kind: 'replay' | 'simulated' }>,
  timelines: readonly Timeline[],
  replicas: number,
): Judged {
  const ranks = ranksOf(pool);
  const runs = timelines.map((timeline) =>
    runFigures(pool, timeline, routedWaitsS(timeline, { ...pool, replicas, ranks })),
  );
  const mean = (of: (run: RunFigures) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const { value: p99S, halfWidth } = estimateOf(runs.map(({ wait }) => wait.p99S));
  return {
    method: inOrder(kind === 'replay' ? REPLAYED : SIMULATED, ranks),
    wait: {
      probability: mean(({ wait }) => wait.probability),
      meanS: mean(({ wait }) => wait.meanS),
      p50S: mean(({ wait }) => wait.p50S),
      p90S: mean(({ wait }) => wait.p90S),
      p95S: mean(({ wait }) => wait.p95S),
      p99S,
      p999S: mean(({ wait }) => wait.p999S),
      p99LowS: Math.max(0, p99S - (halfWidth ?? 0)),
      p99HighS: p99S + (halfWidth ?? 0),
    },
    promises: pool.workloads.map(({ name, objective }, k) => {
      const shares = runs.flatMap(({ kept }) => known(kept[k]));
      const values = runs.flatMap((run) => known(run.values[k]));
      const certainShare = certain(shares);
      return {
        workload: name,
        objective,
        share: meanOf(shares) ?? 0,
        certainShare,
        valueS: meanOf(values),
        isKept: certainShare >= objective.quantile,
      };
    }),
  };
}

interface RunFigures {
  readonly wait: Omit<WaitFigures, 'p99LowS' | 'p99HighS'>;
  readonly kept: readonly number[];
  /** What the promised share of each workload does not exceed, s; NaN of one without requests. */
  readonly values: readonly number[];
}

function runFigures(pool: Pool, timeline: Timeline, waitS: Float64Array): RunFigures {
  const judged = waitS.subarray(timeline.warmUp);
  const sorted = judged.slice().sort();
  let [waiting, sum] = [0, 0];
  for (const wait of judged) {
    sum += wait;
    if (wait > 0) waiting += 1;
  }
  const quantile = (p: number) => sampleQuantile(sorted, p);
  const values = pool.workloads.map(({ objective }, k) => {
    if (objective.appliesTo === 'wait' && pool.workloads.length === 1) return quantile(objective.quantile);
    const own: number[] = [];
    for (let i = timeline.warmUp; i < waitS.length; i += 1) {
      if (timeline.workload[i] !== k) continue;
      own.push((waitS[i] as number) + (objective.appliesTo === 'wait' ? 0 : (timeline.serviceS[i] as number)));
    }
    return own.length === 0 ? NaN : sampleQuantile(Float64Array.from(own).sort(), objective.quantile);
  });
  return {
    wait: {
      probability: waiting / judged.length,
      meanS: sum / judged.length,
      p50S: quantile(0.5),
      p90S: quantile(0.9),
      p95S: quantile(0.95),
      p99S: quantile(0.99),
      p999S: quantile(0.999),
    },
    kept: keptShares(pool, timeline, waitS),
    values,
  };
}

/** The share that is certain: the lower end of the 95 % interval of the runs that have one; 0 where none has. */
function certain(all: readonly number[]): number {
  const shares = all.flatMap(known);
  if (shares.length === 0) return 0;
  const { value, halfWidth } = estimateOf(shares);
  return value - (halfWidth ?? 0);
}

function known(value: number | undefined): readonly number[] {
  return value === undefined || Number.isNaN(value) ? [] : [value];
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A method by the name of the order in which it serves. */
function inOrder(method: Method, ranks: readonly number[] | null): Method {
  if (ranks === null) return method;
  return {
    ...method,
    name: method.name.replace('first come first served', 'the more important first'),
    source: method.source.replace('Kiefer and Wolfowitz (1955)', 'non-preemptive priorities, event by event'),
    error: method.error.replace('for several servers and mixed services', 'for the waits of each priority'),
  };
}

const REPLAYED: Method = {
  kind: 'simulated',
  name: 'replay of what arrived, first come first served',
  source: 'Kiefer and Wolfowitz (1955), request by request',
  range: 'the traffic of the trace; another day may differ',
  error: 'none for this trace; how far another history of the same traffic can differ is told by resampling it',
};

const SIMULATED: Method = {
  kind: 'simulated',
  name: 'Poisson arrivals with mixed services, simulated, first come first served',
  source: 'Kiefer and Wolfowitz (1955); independent replications, a fifth of each as warm-up',
  range: 'Poisson arrivals; services of the buckets drawn independently',
  error: 'within the stated 95 % confidence interval; no exact method is known for several servers and mixed services',
};

const OVERLOADED: Method = {
  kind: 'exact',
  name: 'overload',
  source: 'λ E[S] ≥ servers',
  range: 'any arrivals',
  error: 'none: the queue grows without bound',
};
