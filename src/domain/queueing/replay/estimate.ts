import { requireCount, requireWithin } from '../../range.js';

/** A mean over independent replications with its 95 % confidence interval: value ± halfWidth. */
export interface Estimate {
  readonly value: number;
  /** Null where one replication says nothing about the spread. */
  readonly halfWidth: number | null;
}

/**
 * The mean of independent values with its 95 % interval from Student's t: x̄ ± t_{0.975, n−1} s / √n.
 * Source: A. Law, Simulation Modeling and Analysis, 5th ed., §9.4.1 (method of independent replications).
 *
 * Example: 1, 2, 3 → 2 ± 4.3027 · 1 / √3 = 2.4841.
 */
export function estimateOf(values: readonly number[]): Estimate {
  const count = values.length;
  requireCount(1, { count });
  const value = values.reduce((sum, one) => sum + one, 0) / count;
  if (count === 1) return { value, halfWidth: null };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (count - 1);
  return { value, halfWidth: studentQuantile(0.975, count - 1) * Math.sqrt(variance / count) };
}

/**
 * Quantile of Student's t for a whole number of degrees of freedom, by bisection of its distribution.
 *
 * @param p - from 0.5 to below 1
 */
export function studentQuantile(p: number, degrees: number): number {
  requireCount(1, { degrees });
  requireWithin({ min: 0.5, max: 0.9999 }, { p });
  let [low, high] = [0, 10_000];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (studentProbability(middle, degrees) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(t ≤ x), x ≥ 0. Source: Abramowitz and Stegun 26.7.3 and 26.7.4, exact sums for whole degrees of freedom. */
function studentProbability(x: number, degrees: number): number {
  const angle = Math.atan(x / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return 0.5 + within / 2;
}
