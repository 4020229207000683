import { answerOfLaw, answerOfReplay, type QueueAnswer } from './answer.js';
import { leastServers, waitPromise } from './inversion.js';
import { OverloadError } from './load.js';
import { mdcWait } from './mdc.js';
import { mg1Wait } from './mg1.js';
import type { Simulation } from './question.js';
import { ROUTINGS, type Routing } from './replay/policy.js';
import { replay } from './replay/replay.js';
import { serviceMix } from './service-mix.js';
import type { ServiceShare } from './wait-law.js';

/** Poisson arrivals spread over equal servers. */
export interface RoutingQuestion {
  readonly ratePerS: number;
  readonly services: readonly ServiceShare[];
  readonly servers: number;
  readonly simulation: Simulation;
}

export interface RoutedWait {
  readonly routing: Routing;
  /** The routing to whose waits these are equal, request by request; null where there is none. */
  readonly equalTo: Routing | null;
  readonly answer: QueueAnswer;
}

/**
 * Waits under each routing. Exactly equal to one central queue, request by request: least work left, always; in turn and
 * per bucket, where all services are equal (then each server is E_c/D/1). Random splitting makes c queues M/D/1 or M/G/1 of
 * their own, which is exact too. The rest is simulated, with the same requests for each.
 *
 * Source: S. Foss (1980), and Z. Liu, D. Towsley (1994) on routing in turn; here shown by a test on random lists.
 * Example: 9 servers at ρ = 0.8, D = 1 s, p99: random 10.356 s, power of two 2.136 s, shortest queue 1.076 s, the others 1.029 s.
 *
 * @throws OverloadError at ρ ≥ 1, RangeError naming an argument out of range
 */
export function compareRoutings(question: RoutingQuestion): readonly RoutedWait[] {
  const mix = serviceMix(question.services);
  const utilization = (question.ratePerS * mix.meanS) / question.servers;
  if (!(utilization < 1)) throw new OverloadError(utilization);
  const answers = new Map<Routing, QueueAnswer>();
  return ROUTINGS.map((routing) => {
    const equalTo = equalRouting(routing, mix.services.length);
    const answer = (equalTo === null ? null : answers.get(equalTo)) ?? answerFor(routing, question, utilization);
    answers.set(routing, answer);
    return { routing, equalTo, answer };
  });
}

function equalRouting(routing: Routing, serviceTimes: number): Routing | null {
  if (routing === 'leastWorkLeft') return 'central';
  return serviceTimes === 1 && (routing === 'roundRobin' || routing === 'perBucket') ? 'central' : null;
}

function answerFor(routing: Routing, question: RoutingQuestion, utilization: number): QueueAnswer {
  const { ratePerS, services, servers, simulation } = question;
  const mix = serviceMix(services);
  const [only] = mix.services;
  if (routing === 'random') return answerOfLaw(mg1Wait({ ratePerS: ratePerS / servers, services }), mix.services);
  if (routing === 'central' && mix.services.length === 1 && only !== undefined) {
    return answerOfLaw(mdcWait({ ratePerS, serviceS: only.serviceS, servers }), mix.services);
  }
  const { requests, replications, seed } = simulation;
  const traffic = { kind: 'synthetic', arrivals: { kind: 'poisson', ratePerS }, classes: services, requests } as const;
  return answerOfReplay(replay({ traffic, servers, routing, replications, seed }), utilization);
}

/** Servers that a wait promise needs with one service time, and with random splitting in place of one queue. */
export interface SplittingCost {
  readonly central: number;
  /** Null beyond a million servers. */
  readonly random: number | null;
}

/**
 * What splitting requests at random costs, in servers, while P(W ≤ waitS) ≥ p is kept; exact.
 * Example: 20 requests/s of 1 s, p99(W) ≤ 1 s: 23 servers behind one queue, 148 with random splitting.
 *
 * @returns null where even 10,000 servers behind one queue do not keep the promise
 */
export function splittingCost(
  { ratePerS, serviceS }: { readonly ratePerS: number; readonly serviceS: number },
  promise: { readonly p: number; readonly waitS: number },
): SplittingCost | null {
  const offered = ratePerS * serviceS;
  const keeps = waitPromise(promise);
  const central = leastServers({ offered, most: 10_000 }, (servers) => mdcWait({ ratePerS, serviceS, servers }), keeps);
  if (central === null) return null;
  const split = (servers: number) => mdcWait({ ratePerS: ratePerS / servers, serviceS, servers: 1 });
  return { central, random: leastServers({ offered, most: 1_000_000 }, split, keeps) };
}
