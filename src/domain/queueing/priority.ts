import { requireCount, requirePositive } from '../range.js';
import type { Interval, Quantiles } from './answer.js';
import { OverloadError } from './load.js';
import { mdcWait } from './mdc.js';
import type { Method } from './method.js';
import type { Simulation } from './question.js';
import { estimateOf, type Estimate } from './replay/estimate.js';
import { eventWaits } from './replay/event-queue.js';
import { randomStream } from './replay/random.js';
import { QUANTILES } from './replay/replay.js';
import { quantilesOf } from './replay/select.js';
import { drawRequests, type SyntheticTraffic } from './replay/traffic.js';
import { requestsToForget } from './replay/warm-up.js';
import { serviceMix } from './service-mix.js';
import type { ServiceShare } from './wait-law.js';

/** Requests of one importance. */
export interface PriorityClass {
  /** Requests/s. */
  readonly ratePerS: number;
  readonly services: readonly ServiceShare[];
}

/** Classes that share servers: whoever is served is served to the end, and of those waiting the most important class is next. */
export interface PriorityQueue {
  /** The most important first. */
  readonly classes: readonly PriorityClass[];
  /** Requests in service at once. */
  readonly servers: number;
  readonly simulation: Simulation;
}

/** What one class has to wait. */
export interface ClassWait {
  readonly ratePerS: number;
  /** λ E[S] / c of this class alone. */
  readonly utilization: number;
  readonly meanWaitS: number;
  readonly probabilityOfWaiting: number;
  readonly waitQuantilesS: Quantiles;
  /** Wait and service together, over all buckets of the class. */
  readonly latencyQuantilesS: Quantiles;
  /** 95 % intervals of what is simulated, by name. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

export interface PriorityAnswer {
  readonly utilization: number;
  readonly classes: readonly ClassWait[];
  /** Over all requests; the order in which they are served does not change it where all services are equal. */
  readonly meanWaitS: number;
  /** Of the means of the classes. */
  readonly method: Method;
  /** Of the mean over all requests. */
  readonly overallMethod: Method;
  /** Of quantiles and of the share that waits. */
  readonly quantileMethod: Method;
}

const COBHAM: Method = {
  kind: 'exact',
  name: 'M/G/1 with non-preemptive priorities, Cobham’s formula',
  source: 'A. Cobham, Operations Research 2 (1954) 70–76; L. Kleinrock, Queueing Systems vol. 2 (1976) §3.6',
  range: 'Poisson arrivals, any service times by class, one server, service without interruption, ρ < 1; means only',
  error: 'exact up to floating point, about 1e-12; an error of the inputs grows by 1/(1−ρ)',
};
const CONSERVED: Method = {
  kind: 'exact',
  name: 'M/D/c, whose mean the order of service does not change',
  source: 'L. Kleinrock, Naval Research Logistics 12 (1965) 181–192 (conservation law); mean of M/D/c',
  range:
    'Poisson arrivals, one service time for all classes, service without interruption, ρ < 1; the mean over all requests',
  error: 'exact up to floating point, about 1e-12; an error of the inputs grows by 1/(1−ρ)',
};
const SIMULATED: Method = {
  kind: 'simulated',
  name: 'non-preemptive priorities, simulated event by event',
  source: 'independent replications; intervals: A. Law, Simulation Modeling and Analysis, §9.4.1',
  range: 'Poisson arrivals, any service times by class, any number of servers, ρ < 1',
  error: '95 % confidence interval by Student’s t over the replications, beside each value',
};

/**
 * Mean wait of each class at one server, in s; null for a class that starves, because it and those before it bring as much
 * work as the server can do.
 *
 * W_k = W_0 / ((1 − σ_{k−1}) (1 − σ_k)), with σ_k = ρ_1 + … + ρ_k and W_0 the mean rest of the service that an arrival finds,
 * Σ λ_i E[S_i²] / 2 over all classes. Where the sum of the loads is 1 or more the first class that starves keeps the server
 * busy for the rest of the time, and W_0 = Σ_{i<k} λ_i E[S_i²]/2 + (1 − σ_{k−1}) E[S_k²]/(2 E[S_k]).
 *
 * Example: D = 1 s, 0.3 and 0.5 requests/s: W_0 = 0.4 s; 0.4/0.7 = 0.571429 s, 0.4/(0.7 · 0.2) = 2.857143 s; weighted 2 s as
 * without priorities.
 *
 * @param classes - the most important first
 * @throws RangeError naming an argument out of range
 */
export function cobhamMeanWaitsS(classes: readonly PriorityClass[]): readonly (number | null)[] {
  if (classes.length === 0) throw new RangeError('classes must hold at least one class, but is empty');
  const loads = classes.map(({ ratePerS, services }) => {
    requirePositive({ ratePerS });
    const { meanS, secondMomentS2 } = serviceMix(services);
    return { load: ratePerS * meanS, residualS: (ratePerS * secondMomentS2) / 2, meanS, secondMomentS2 };
  });
  let [busy, restS] = [0, 0];
  for (const { load, residualS, meanS, secondMomentS2 } of loads) {
    if (busy + load >= 1) {
      restS += ((1 - busy) * secondMomentS2) / (2 * meanS);
      break;
    }
    busy += load;
    restS += residualS;
  }
  let before = 0;
  let isStarved = false;
  return loads.map(({ load }) => {
    const after = before + load;
    isStarved ||= after >= 1;
    if (isStarved) return null;
    const meanS = restS / ((1 - before) * (1 - after));
    before = after;
    return meanS;
  });
}

/**
 * Waits by class. Means of one server are exact (Cobham); with several servers no exact law of a class is known, so they are
 * simulated, and only the mean over all requests is exact where all services are equal. Quantiles are simulated in each case.
 *
 * @throws OverloadError at ρ ≥ 1, RangeError naming an argument out of range, also where a class is so rare that a
 * replication holds none of its requests
 */
export function priorityWait({ classes, servers, simulation }: PriorityQueue): PriorityAnswer {
  requireCount(1, { servers });
  if (classes.length === 0) throw new RangeError('classes must hold at least one class, but is empty');
  for (const { ratePerS } of classes) requirePositive({ ratePerS });
  const mixes = classes.map(({ services }) => serviceMix(services));
  const ratePerS = classes.reduce((sum, one) => sum + one.ratePerS, 0);
  const loads = classes.map((one, k) => (one.ratePerS * (mixes[k]?.meanS ?? NaN)) / servers);
  const utilization = loads.reduce((sum, load) => sum + load, 0);
  if (!(utilization < 1)) throw new OverloadError(utilization);
  const simulated = simulate({ classes, servers, simulation });
  const exact = servers === 1 ? cobhamMeanWaitsS(classes) : null;
  const waits = classes.map((one, k): ClassWait => {
    const { intervals, meanWaitS, ...figures } = figuresOf(simulated.map((run) => run[k] as ClassRun));
    const mean = exact?.[k] ?? null;
    const { meanWaitS: meanInterval, ...others } = intervals;
    const own = mean === null && meanInterval !== undefined ? intervals : others;
    return {
      ratePerS: one.ratePerS,
      utilization: loads[k] ?? NaN,
      meanWaitS: mean ?? meanWaitS,
      ...figures,
      intervals: own,
    };
  });
  const services = mixes.flatMap((mix) => mix.services.map(({ serviceS }) => serviceS));
  const [first = NaN] = services;
  const isEqual = services.every((serviceS) => serviceS === first);
  const weighted = waits.reduce((sum, { meanWaitS }, k) => sum + meanWaitS * (classes[k]?.ratePerS ?? 0), 0) / ratePerS;
  return {
    utilization,
    classes: waits,
    meanWaitS: isEqual ? mdcWait({ ratePerS, serviceS: first, servers }).meanWaitS : weighted,
    method: exact === null ? SIMULATED : COBHAM,
    overallMethod: isEqual ? CONSERVED : exact === null ? SIMULATED : COBHAM,
    quantileMethod: SIMULATED,
  };
}

/** Figures of one class in one replication. */
interface ClassRun {
  readonly meanWaitS: number;
  readonly waiting: number;
  readonly waitQuantilesS: readonly number[];
  readonly latencyQuantilesS: readonly number[];
}

function simulate({ classes, servers, simulation }: PriorityQueue): readonly (readonly ClassRun[])[] {
  const { requests, replications, seed } = simulation;
  requireCount(2, { requests });
  requireCount(1, { replications });
  // One class of traffic for each bucket of each class.
  const buckets = classes.flatMap(({ ratePerS, services }, level) =>
    serviceMix(services).services.map(({ serviceS, share }) => ({ serviceS, share: share * ratePerS, level })),
  );
  const ratePerS = classes.reduce((sum, one) => sum + one.ratePerS, 0);
  const traffic: SyntheticTraffic = {
    kind: 'synthetic',
    arrivals: { kind: 'poisson', ratePerS },
    classes: buckets,
    requests,
  };
  const policy = {
    servers,
    outages: [],
    priorities: buckets.map(({ level }) => level),
    queueCaps: buckets.map(() => Infinity),
  };
  const run = (stream: number) => {
    const drawn = drawRequests(traffic, randomStream(seed, stream));
    return { drawn, waits: eventWaits(drawn, policy).waits };
  };
  const pilots = Array.from({ length: Math.min(4, replications) }, (_, i) => run(-1 - i).waits);
  const warmUp = Math.min(requests - 1, requestsToForget(pilots, traffic, servers));
  return Array.from({ length: replications }, (_, i) => {
    const { drawn, waits } = run(i);
    const levels = Uint16Array.from(drawn.classes, (bucket) => buckets[bucket]?.level ?? 0);
    return classes.map((one, level) => {
      const figures = classRun(level, { levels, waits, servicesS: drawn.servicesS, warmUp });
      if (figures === null) throw tooFew(requests, { level, share: one.ratePerS / ratePerS });
      return figures;
    });
  });
}

/** A quantile of no request is not 0. */
function tooFew(requests: number, { level, share }: { level: number; share: number }): RangeError {
  const enough = Math.ceil(WANTED_OF_CLASS / share);
  return new RangeError(
    `requests must be about ${String(enough)} or more, so that every replication has requests of class ${String(level + 1)}, ` +
      `but is ${String(requests)}`,
  );
}

/** Requests of a class in a replication with which its p99 means something. */
const WANTED_OF_CLASS = 1000;

function classRun(
  level: number,
  run: {
    readonly levels: Uint16Array;
    readonly waits: Float64Array;
    readonly servicesS: Float64Array;
    readonly warmUp: number;
  },
): ClassRun | null {
  const { levels, waits, servicesS, warmUp } = run;
  const [own, latencies]: [number[], number[]] = [[], []];
  let [sum, waiting] = [0, 0];
  for (let i = warmUp; i < waits.length; i++) {
    if (levels[i] !== level) continue;
    const wait = waits[i] as number;
    own.push(wait);
    latencies.push(wait + (servicesS[i] as number));
    sum += wait;
    if (wait > 0) waiting++;
  }
  const shares = Object.values(QUANTILES);
  const count = own.length;
  if (count === 0) return null;
  return {
    meanWaitS: sum / count,
    waiting: waiting / count,
    waitQuantilesS: quantilesOf(Float64Array.from(own), shares),
    latencyQuantilesS: quantilesOf(Float64Array.from(latencies), shares),
  };
}

function figuresOf(runs: readonly ClassRun[]) {
  const intervals: Record<string, Interval> = {};
  const valueOf = (name: string, { value, halfWidth }: Estimate): number => {
    if (halfWidth !== null) intervals[name] = { lower: Math.max(0, value - halfWidth), upper: value + halfWidth };
    return value;
  };
  const quantiles = (name: string, of: (run: ClassRun) => readonly number[]): Quantiles =>
    Object.fromEntries(
      Object.keys(QUANTILES).map((key, i) => [
        key,
        valueOf(`${name}.${key}`, estimateOf(runs.map((run) => of(run)[i] as number))),
      ]),
    ) as Quantiles;
  return {
    meanWaitS: valueOf('meanWaitS', estimateOf(runs.map(({ meanWaitS }) => meanWaitS))),
    probabilityOfWaiting: valueOf('probabilityOfWaiting', estimateOf(runs.map(({ waiting }) => waiting))),
    waitQuantilesS: quantiles('waitQuantilesS', ({ waitQuantilesS }) => waitQuantilesS),
    latencyQuantilesS: quantiles('latencyQuantilesS', ({ latencyQuantilesS }) => latencyQuantilesS),
    intervals,
  };
}
