import { requireWithin } from '../range.js';
import type { Method } from './method.js';
import { fallingRoot, leastWhole } from './solve.js';

/**
 * The law of the stationary waiting time W of a request before its service starts, in seconds. An exact law has one tail;
 * an enclosure has two, between which the tail is proved to lie.
 */
export interface WaitLaw {
  readonly method: Method;
  /** Offered load per server, λ E[S] / c. */
  readonly utilization: number;
  /** P(W > 0), the upper bound of an enclosure. */
  readonly probabilityOfWaiting: number;
  /** E[W] in s, over all requests. Exact also for an enclosure. */
  readonly meanWaitS: number;
  /** P(W > t); the upper bound of an enclosure. */
  readonly tail: (waitS: number) => number;
  /** The lower bound of P(W > t); the same function as `tail` where the law is exact. */
  readonly lowerTail: (waitS: number) => number;
  /** s. The law is smooth between multiples of this; where it may jump, it does so at multiples. */
  readonly cellS: number;
}

/** A wait between two proved bounds; they are equal where the law is exact. */
export interface WaitBounds {
  readonly lowerS: number;
  readonly upperS: number;
}

/** Relative rounding within which P(W > t) counts as equal to 1 − p: at ρ = 0.5 the median of M/D/1 is 0. */
const TIE = 1e-12;
/** Cells after which a quantile is not looked for: at 1 − ρ = 1e-15 the p99.99 is below this. */
const MOST_CELLS = 2 ** 60;

/**
 * The wait that a share `p` of the requests does not exceed, in s: the least t with P(W > t) ≤ 1 − p. Of an enclosure its
 * upper bound, which is safe to plan with.
 *
 * @param p - from 0 to below 1
 */
export function waitQuantileS(law: WaitLaw, p: number): number {
  return quantileS(law.tail, law.cellS, p);
}

/** The proved bounds of a quantile, see {@link waitQuantileS}. */
export function waitQuantileBoundsS(law: WaitLaw, p: number): WaitBounds {
  const upperS = waitQuantileS(law, p);
  return { lowerS: law.lowerTail === law.tail ? upperS : quantileS(law.lowerTail, law.cellS, p), upperS };
}

/** P(W ≤ t): of an enclosure the lower bound, which is safe to promise. @param waitS - below 0 it is 0 */
export function probabilityOfWaitWithin(law: WaitLaw, waitS: number): number {
  return waitS < 0 ? 0 : 1 - law.tail(waitS);
}

/** One kind of request: its service time, and its share of the requests by any common measure. */
export interface ServiceShare {
  readonly serviceS: number;
  /** Above 0; shares need not sum to 1. */
  readonly share: number;
}

/**
 * P(T > t) for the time T = W + S from arrival to end of service, over all requests.
 *
 * P(T ≤ t) = Σ w_i P(W ≤ t − d_i): a request waits for those before it, so under first come, first served its wait does
 * not depend on its own bucket, and Poisson arrivals see time averages. p99(W) + p99(S) is not p99(T): with 0.2 s (99.1 %)
 * and 3.5 s (0.9 %) at ρ = 0.3 their sum of 3.2385 s is exceeded by 1.89 % of the requests.
 */
export function latencyTail(law: WaitLaw, services: readonly ServiceShare[], latencyS: number): number {
  const total = services.reduce((sum, { share }) => sum + share, 0);
  return services.reduce(
    (sum, { serviceS, share }) => sum + (share / total) * (latencyS < serviceS ? 1 : law.tail(latencyS - serviceS)),
    0,
  );
}

/** The latency that a share `p` of all requests does not exceed, in s; see {@link latencyTail}. @param p - from 0 to below 1 */
export function latencyQuantileS(law: WaitLaw, services: readonly ServiceShare[], p: number): number {
  requireQuantile(p);
  const longestS = Math.max(...services.map(({ serviceS }) => serviceS));
  const excess = (latencyS: number) => latencyTail(law, services, latencyS) - (1 - p) * (1 + TIE);
  // A request in service when another arrives may end at the sum of both: the law has its kinks there and at each service.
  for (const serviceS of services.map((service) => service.serviceS).sort((a, b) => a - b)) {
    if (excess(serviceS) > 0) continue;
    return excess(serviceS * (1 - 1e-14)) > 0 ? serviceS : fallingRoot(excess, { low: 0, high: serviceS }).high;
  }
  return fallingRoot(excess, { low: longestS, high: longestS + waitQuantileS(law, p) }).high;
}

function quantileS(tail: (waitS: number) => number, cellS: number, p: number): number {
  requireQuantile(p);
  const excess = (waitS: number) => tail(waitS) - (1 - p) * (1 + TIE);
  if (excess(0) <= 0) return 0;
  const cells = leastWhole({ low: 1, most: MOST_CELLS }, (count) => excess(count * cellS) <= 0);
  if (cells === null) throw new RangeError(`the p = ${p} quantile of the wait is beyond ${MOST_CELLS * cellS} s`);
  return fallingRoot(excess, { low: (cells - 1) * cellS, high: cells * cellS }).high;
}

function requireQuantile(p: number): void {
  requireWithin({ min: 0, max: 1 - Number.EPSILON / 2 }, { p });
}
