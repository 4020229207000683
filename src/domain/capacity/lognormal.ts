import { requirePositive, requireWithin } from '../range.js';

/** A lognormal length: ln of it is normal with mean `mu` and standard deviation `sigma`; `sigma` 0 is a fixed length. */
export interface Lognormal {
  readonly mu: number;
  readonly sigma: number;
}

/** 95 % point of the standard normal distribution. */
export const NORMAL_P95 = 1.6448536269514722;

/**
 * The lognormal distribution with a given median and 95th percentile: mu = ln P50, sigma = ln(P95/P50) / 1.64485.
 *
 * @param p50 - above 0, in the unit of the length
 * @param p95 - at least `p50`
 * @throws RangeError naming the parameter out of range
 */
export function lognormalOf({ p50, p95 }: { readonly p50: number; readonly p95: number }): Lognormal {
  requirePositive({ p50, p95 });
  requireWithin({ min: p50, max: Infinity }, { p95 });
  return { mu: Math.log(p50), sigma: Math.log(p95 / p50) / NORMAL_P95 };
}

/** P(X ≤ x) = Φ((ln x − mu)/sigma); 0 for x ≤ 0. */
export function lognormalCdf({ mu, sigma }: Lognormal, x: number): number {
  if (!(x > 0)) return 0;
  if (sigma === 0) return Math.log(x) >= mu - 1e-12 ? 1 : 0;
  return normalCdf((Math.log(x) - mu) / sigma);
}

/** The x with P(X ≤ x) = p, for p from 0 to 1. */
export function lognormalQuantile({ mu, sigma }: Lognormal, p: number): number {
  requireWithin({ min: 0, max: 1 }, { p });
  if (sigma === 0) return Math.exp(mu);
  return Math.exp(mu + sigma * normalQuantile(p));
}

/**
 * Standard normal distribution, P(Z ≤ z), by erfc of W. J. Cody's kind: the continued fraction of the tail beyond 2.5 and
 * the power series inside (Abramowitz and Stegun 26.2.11 and 26.2.14); error below 1e-14.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 1; term > 1e-17 * sum; k += 1) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return z >= 0 ? 0.5 + density * sum : 0.5 - density * sum;
  }
  let fraction = x;
  for (let k = 200; k >= 1; k -= 1) fraction = x + k / fraction;
  const tail = density / fraction;
  return z >= 0 ? 1 - tail : tail;
}

/** Inverse of {@link normalCdf} by bisection to the last bit; ∓Infinity at 0 and 1. */
export function normalQuantile(p: number): number {
  requireWithin({ min: 0, max: 1 }, { p });
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  let [low, high] = [-40, 40];
  for (let i = 0; i < 80; i += 1) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
