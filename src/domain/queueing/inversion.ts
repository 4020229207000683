import { requireNotNegative, requireWithin } from '../range.js';
import { fallingRoot, leastWhole } from './solve.js';
import { latencyTail, type ServiceShare, type WaitLaw } from './wait-law.js';

/** By how much the share of requests beyond a promise is above what is allowed; at most 0 where the promise is kept. */
export type Excess = (law: WaitLaw) => number;

/** The promise P(W ≤ waitS) ≥ p on the wait alone. @param p - above 0, below 1 */
export function waitPromise({ p, waitS }: { readonly p: number; readonly waitS: number }): Excess {
  requireShare(p);
  requireNotNegative({ waitS });
  return (law) => law.tail(waitS) - (1 - p);
}

/** The promise P(T ≤ latencyS) ≥ p on wait and service together, over all requests. @param p - above 0, below 1 */
export function latencyPromise(promise: {
  readonly p: number;
  readonly latencyS: number;
  readonly services: readonly ServiceShare[];
}): Excess {
  requireShare(promise.p);
  requireNotNegative({ latencyS: promise.latencyS });
  return (law) => latencyTail(law, promise.services, promise.latencyS) - (1 - promise.p);
}

function requireShare(p: number): void {
  requireWithin({ min: Number.EPSILON, max: 1 - Number.EPSILON }, { p });
}

/** Loads tried at least and at most, of 1. */
const LOWEST = 1e-9;
const HIGHEST = 1 - 1e-12;

/**
 * The highest utilization at which a promise is kept, found by inverting the law to about 1e-12.
 *
 * Example: p99(W) ≤ 1 service: 0.135157 with one server, 0.970246 with 72 behind one queue.
 *
 * @param lawAt - the law at a utilization above 0 and below 1
 * @returns null where the promise is broken without any load, for example a latency below the service time
 */
export function highestUtilization(lawAt: (utilization: number) => WaitLaw, excess: Excess): number | null {
  const margin = (utilization: number) => -excess(lawAt(utilization));
  if (margin(LOWEST) < 0) return null;
  if (margin(HIGHEST) > 0) return HIGHEST;
  const { low, high } = fallingRoot(margin, { low: LOWEST, high: HIGHEST });
  return margin(high) >= 0 ? high : low;
}

/**
 * The least number of servers with which a promise is kept.
 *
 * Example: 20 requests/s of 1 s, p99(W) ≤ 1 s: 23 behind one queue, 148 when requests are split at random.
 *
 * @param offered - λ E[S], the servers that are busy on average
 * @param most - the largest number tried
 * @param lawWith - the law with a number of servers above `offered`
 * @returns null where `most` are not enough
 */
export function leastServers(
  { offered, most }: { readonly offered: number; readonly most: number },
  lawWith: (servers: number) => WaitLaw,
  excess: Excess,
): number | null {
  requireNotNegative({ offered });
  return leastWhole({ low: Math.floor(offered) + 1, most }, (servers) => excess(lawWith(servers)) <= 0);
}
