import type { QueueAnswer } from './answer.js';
import { highestUtilization, latencyPromise, leastServers } from './inversion.js';
import { BeyondExactError } from './load.js';
import { MOST_SERVERS } from './mdc.js';
import type { QueueQuestion } from './question.js';
import { lawOf } from './question-law.js';
import type { QuantileName } from './replay/replay.js';
import { QUANTILES } from './replay/replay.js';
import { meanRatePerS, type Arrivals } from './replay/traffic.js';
import { serviceMix } from './service-mix.js';
import type { WaitLaw } from './wait-law.js';

/** A promise on latency, wait and service together, over all accepted requests. */
export interface LatencyGoal {
  readonly quantile: QuantileName;
  readonly latencyS: number;
}

/** Whether a goal is met, and what would meet it. */
export interface GoalVerdict extends LatencyGoal {
  /** s, as in the answer. */
  readonly foundS: number;
  /** Null where the interval of the answer holds the goal: undecided. */
  readonly isMet: boolean | null;
  /** The highest load per server at which it is met; null where no load does, or where no exact law is known. */
  readonly highestUtilization: number | null;
  /** The least servers that meet it at this load; null likewise. */
  readonly leastServers: number | null;
  /** Whether the last two were calculated: they need a law, and no limit on the queue. */
  readonly isInverted: boolean;
}

/** Judges an answer by a goal. Of bounds and intervals, the one that is safe to plan with counts. */
export function judgeGoal(question: QueueQuestion, answer: QueueAnswer, goal: LatencyGoal): GoalVerdict {
  const foundS = answer.latencyQuantilesS[goal.quantile];
  const { lower, upper } = answer.intervals[`latencyQuantilesS.${goal.quantile}`] ?? { lower: foundS, upper: foundS };
  const isMet = upper <= goal.latencyS ? true : lower > goal.latencyS ? false : null;
  return { ...goal, foundS, isMet, ...invertedOrNot(question, goal) };
}

const NOT_INVERTED = { highestUtilization: null, leastServers: null, isInverted: false } as const;

function invertedOrNot(question: QueueQuestion, goal: LatencyGoal): ReturnType<typeof inverted> {
  try {
    return inverted(question, goal);
  } catch (error) {
    if (error instanceof BeyondExactError) return NOT_INVERTED;
    throw error;
  }
}

function inverted(
  question: QueueQuestion,
  { quantile, latencyS }: LatencyGoal,
): Pick<GoalVerdict, 'highestUtilization' | 'leastServers' | 'isInverted'> {
  const isLimited = question.capacity !== undefined || question.maxWaitS !== undefined;
  if (isLimited || lawOf(question) === null) return NOT_INVERTED;
  const { arrivals, services, servers } = question;
  const { meanS } = serviceMix(services);
  const offered = meanRatePerS(arrivals) * meanS;
  const excess = latencyPromise({ p: QUANTILES[quantile], latencyS, services });
  const isForAnyServers = serviceMix(services).services.length === 1 && arrivals.kind !== 'mmpp';
  const lawWith = (count: number) => knownLaw({ arrivals, services, servers: count });
  return {
    highestUtilization: highestUtilization(
      (utilization) =>
        knownLaw({ arrivals: scaledArrivals(arrivals, (utilization * servers) / offered), services, servers }),
      excess,
    ),
    leastServers: isForAnyServers ? leastServers({ offered, most: mostServers(arrivals) }, lawWith, excess) : null,
    isInverted: true,
  };
}

function mostServers(arrivals: Arrivals): number {
  return arrivals.kind === 'renewal' ? Math.floor(MOST_SERVERS * arrivals.scv) : MOST_SERVERS;
}

function knownLaw(queue: Parameters<typeof lawOf>[0]): WaitLaw {
  const law = lawOf(queue);
  if (law === null) throw new BeyondExactError('an exact law is not known at every load');
  return law;
}

function scaledArrivals(arrivals: Arrivals, by: number): Arrivals {
  return arrivals.kind === 'mmpp'
    ? { ...arrivals, rate1PerS: arrivals.rate1PerS * by, rate2PerS: arrivals.rate2PerS * by }
    : { ...arrivals, ratePerS: arrivals.ratePerS * by };
}
