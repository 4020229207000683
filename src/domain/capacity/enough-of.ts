import { requireCount, requireWithin } from '../range.js';

/** Equal domains, for example racks, each up or down independently of the others. */
export interface Redundancy {
  readonly total: number;
  /** Domains with which the load is carried. */
  readonly needed: number;
  /** Long-run share of time that one is up, 0 to 1. */
  readonly availability: number;
}

/**
 * Long-run share of time in which enough of several equal domains are up: Σ_{j ≥ needed} C(n, j) a^j (1−a)^(n−j).
 *
 * It holds for failures that are independent. What fails together (racks of one pod, pods of one feed) has to be taken as one
 * domain: the binomial law of its parts promises far too much.
 * Source: R. Barlow, F. Proschan, Statistical Theory of Reliability and Life Testing (1975), §2.1 (k-out-of-n systems).
 * Example: 9 racks, 8 needed, each up 99.9 %: 0.999⁹ + 9 · 0.999⁸ · 0.001 = 0.991036 + 0.008928 = 0.999964; all 9 needed 0.991036.
 *
 * @throws RangeError naming the argument out of range
 */
export function probabilityOfEnough(redundancy: Redundancy): number {
  return 1 - probabilityOfTooFew(redundancy);
}

/** The complement of {@link probabilityOfEnough}, summed by itself: it keeps its digits where it is tiny. */
export function probabilityOfTooFew({ total, needed, availability }: Redundancy): number {
  requireCount(0, { total, needed });
  requireWithin({ min: 0, max: 1 }, { availability });
  if (needed > total) return 1;
  if (availability === 0 || availability === 1) return availability === 1 || needed === 0 ? 0 : 1;
  // By logarithms: the powers of thousands of domains would underflow.
  const [logUp, logDown] = [Math.log(availability), Math.log1p(-availability)];
  let logBinomial = 0;
  let sum = 0;
  for (let up = 0; up < needed; up++) {
    sum += Math.exp(logBinomial + up * logUp + (total - up) * logDown);
    logBinomial += Math.log((total - up) / (up + 1));
  }
  return Math.min(1, sum);
}
