import { acceptedMeanWaitS, acceptedWaitQuantileS, admissionByWait, type Admission } from './admission.js';
import { OverloadError } from './load.js';
import { mg1kLoss, noQueueLoss } from './loss.js';
import type { Method } from './method.js';
import type { QueueQuestion } from './question.js';
import { lawOf } from './question-law.js';
import type { Estimate } from './replay/estimate.js';
import { QUANTILES, replay, type QuantileName, type ReplayInput, type ReplayResult } from './replay/replay.js';
import { meanRatePerS } from './replay/traffic.js';
import { serviceMix, type ServiceMix } from './service-mix.js';
import { latencyQuantileS, waitQuantileBoundsS, waitQuantileS, type ServiceShare, type WaitLaw } from './wait-law.js';

export type Quantiles = Readonly<Record<QuantileName, number>>;

/** Between what a figure lies: proved of an enclosure, with 95 % confidence of a simulation. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What a queue does, each figure with the method that it comes from. */
export interface QueueAnswer {
  /** Offered load per server. */
  readonly utilization: number;
  /** Of the accepted requests, as all waits. */
  readonly probabilityOfWaiting: number;
  readonly meanWaitS: number;
  readonly waitQuantilesS: Quantiles;
  /** Wait and service together, over all buckets. */
  readonly latencyQuantilesS: Quantiles;
  readonly lossProbability: number;
  readonly method: Method;
  /** Only where figures come from another method than `method`. */
  readonly otherMethods: readonly { readonly figures: readonly string[]; readonly method: Method }[];
  /** Intervals of the figures that are not exact, by name; waits in s. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

/**
 * Answers by the exact method where there is one, else by simulation with its confidence interval; `method` says which.
 *
 * @throws OverloadError at ρ ≥ 1 without a limit, RangeError naming an argument out of range
 */
export function answerQueue(question: QueueQuestion): QueueAnswer {
  const mix = serviceMix(question.services);
  const utilization = (meanRatePerS(question.arrivals) * mix.meanS) / question.servers;
  if (question.capacity === undefined && question.maxWaitS === undefined) {
    if (!(utilization < 1)) throw new OverloadError(utilization);
    const law = lawOf(question);
    return law === null ? simulated(question, utilization) : answerOfLaw(law, mix.services);
  }
  return limited(question, mix, utilization) ?? simulated(question, utilization);
}

function quantilesBy(at: (p: number) => number): Quantiles {
  return Object.fromEntries(Object.entries(QUANTILES).map(([name, p]) => [name, at(p)])) as Quantiles;
}

/** The figures of a law without losses; intervals where it is an enclosure. */
export function answerOfLaw(law: WaitLaw, services: readonly ServiceShare[]): QueueAnswer {
  const intervals: Record<string, Interval> = {};
  if (law.lowerTail !== law.tail) {
    for (const [name, p] of Object.entries(QUANTILES)) {
      const { lowerS, upperS } = waitQuantileBoundsS(law, p);
      intervals[`waitQuantilesS.${name}`] = { lower: lowerS, upper: upperS };
      const lower = { ...law, tail: law.lowerTail };
      const latencyLowerS = latencyQuantileS(lower, services, p);
      intervals[`latencyQuantilesS.${name}`] = { lower: latencyLowerS, upper: latencyQuantileS(law, services, p) };
    }
  }
  return {
    utilization: law.utilization,
    probabilityOfWaiting: law.probabilityOfWaiting,
    meanWaitS: law.meanWaitS,
    waitQuantilesS: quantilesBy((p) => waitQuantileS(law, p)),
    latencyQuantilesS: quantilesBy((p) => latencyQuantileS(law, services, p)),
    lossProbability: 0,
    method: law.method,
    otherMethods: [],
    intervals,
  };
}

/** Limits that have an exact answer; null where there is none. */
function limited(question: QueueQuestion, mix: ServiceMix, utilization: number): QueueAnswer | null {
  const { arrivals, servers, capacity, maxWaitS } = question;
  if (arrivals.kind !== 'poisson') return null;
  const { ratePerS } = arrivals;
  if (capacity !== undefined && maxWaitS !== undefined) return null;
  if (capacity === servers) return withoutQueue(ratePerS, mix, { servers, utilization });
  if (servers !== 1) return null;
  if (maxWaitS !== undefined) {
    const admission = admissionByWait({ ratePerS, services: mix.services, maxWaitS });
    return ofAdmission(admission, mix, { maxWaitS, utilization });
  }
  if (capacity === undefined) return null;
  const loss = mg1kLoss({ ratePerS, services: mix.services, capacity });
  const [only] = mix.services;
  if (mix.services.length === 1 && only !== undefined) {
    // With one service time a request finds fewer than K in the system exactly when it would wait at most (K − 1) D.
    const most = (capacity - 1) * only.serviceS;
    const admission = admissionByWait({ ratePerS, services: mix.services, maxWaitS: most });
    const answer = ofAdmission(admission, mix, { maxWaitS: most, utilization });
    const { lossProbability, meanAcceptedWaitS: meanWaitS, method } = loss;
    return { ...answer, lossProbability, meanWaitS, method };
  }
  const { intervals, ...rest } = simulated(question, utilization);
  const kept = Object.entries(intervals).filter(([name]) => name !== 'lossProbability' && name !== 'meanWaitS');
  return {
    ...rest,
    lossProbability: loss.lossProbability,
    meanWaitS: loss.meanAcceptedWaitS,
    method: loss.method,
    otherMethods: [{ figures: ['probabilityOfWaiting', 'waitQuantilesS', 'latencyQuantilesS'], method: rest.method }],
    intervals: Object.fromEntries(kept),
  };
}

function withoutQueue(
  ratePerS: number,
  mix: ServiceMix,
  { servers, utilization }: { readonly servers: number; readonly utilization: number },
): QueueAnswer {
  const { method, lossProbability } = noQueueLoss({ ratePerS, meanServiceS: mix.meanS, servers });
  const tail = (waitS: number) => (waitS < 0 ? 1 : 0);
  const nobodyWaits: WaitLaw = {
    method,
    utilization,
    probabilityOfWaiting: 0,
    meanWaitS: 0,
    tail,
    lowerTail: tail,
    cellS: mix.meanS,
  };
  return { ...answerOfLaw(nobodyWaits, mix.services), lossProbability };
}

function ofAdmission(
  admission: Admission,
  mix: ServiceMix,
  { maxWaitS, utilization }: { readonly maxWaitS: number; readonly utilization: number },
): QueueAnswer {
  const tail = (waitS: number) => (waitS < 0 ? 1 : admission.acceptedTail(waitS));
  const law: WaitLaw = {
    method: admission.method,
    utilization,
    probabilityOfWaiting: admission.acceptedTail(0),
    meanWaitS: acceptedMeanWaitS(admission, maxWaitS),
    tail,
    lowerTail: tail,
    cellS: admission.cellS,
  };
  const answer = answerOfLaw(law, mix.services);
  return {
    ...answer,
    waitQuantilesS: quantilesBy((p) => acceptedWaitQuantileS(admission, maxWaitS, p)),
    lossProbability: admission.rejectionProbability,
    intervals:
      admission.method.kind === 'exact'
        ? {}
        : { lossProbability: { lower: admission.lowerRejectionProbability, upper: admission.rejectionProbability } },
  };
}

/** The replay that a question without an exact method is answered by. */
export function replayOf(question: QueueQuestion): ReplayInput {
  const { arrivals, services, servers, capacity, maxWaitS, simulation } = question;
  return {
    traffic: { kind: 'synthetic', arrivals, classes: services, requests: simulation.requests },
    servers,
    limits: { ...(capacity === undefined ? {} : { capacity }), ...(maxWaitS === undefined ? {} : { maxWaitS }) },
    replications: simulation.replications,
    seed: simulation.seed,
  };
}

function simulated(question: QueueQuestion, utilization: number): QueueAnswer {
  return answerOfReplay(replay(replayOf(question)), utilization);
}

/** The figures of a replay as an answer, with an interval for each. */
export function answerOfReplay(result: ReplayResult, utilization: number): QueueAnswer {
  const intervals: Record<string, Interval> = {};
  const valueOf = (name: string, { value, halfWidth }: Estimate): number => {
    if (halfWidth !== null) intervals[name] = { lower: Math.max(0, value - halfWidth), upper: value + halfWidth };
    return value;
  };
  const valuesOf = (name: string, of: Readonly<Record<QuantileName, Estimate>>): Quantiles =>
    Object.fromEntries(Object.entries(of).map(([key, one]) => [key, valueOf(`${name}.${key}`, one)])) as Quantiles;
  return {
    utilization,
    probabilityOfWaiting: valueOf('probabilityOfWaiting', result.probabilityOfWaiting),
    meanWaitS: valueOf('meanWaitS', result.meanWaitS),
    waitQuantilesS: valuesOf('waitQuantilesS', result.waitQuantilesS),
    latencyQuantilesS: valuesOf('latencyQuantilesS', result.latencyQuantilesS),
    lossProbability: valueOf('lossProbability', result.lossProbability),
    method: result.method,
    otherMethods: [],
    intervals,
  };
}
