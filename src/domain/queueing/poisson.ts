/** Probability functions that keep their relative accuracy in the tails, where `exp(a ln b − lgamma)` loses it. */

const { PI, abs, exp, log, log1p, sqrt } = Math;

const STIRLING_ERRORS: readonly number[] = stirlingErrors(16);

/** ln n! − ln(√(2πn) (n/e)^n) for n below `count`, from the factorials themselves; entry 0 is not used. */
function stirlingErrors(count: number): readonly number[] {
  let logFactorial = 0;
  return Array.from({ length: count }, (_, n) => {
    if (n === 0) return 0;
    logFactorial += log(n);
    return logFactorial - 0.5 * log(2 * PI * n) - n * log(n) + n;
  });
}

/** ln n! minus Stirling's formula: 1/(12n) − 1/(360n³) + …; the table serves where the series is too short. */
function stirlingError(n: number): number {
  if (n < STIRLING_ERRORS.length) return STIRLING_ERRORS[n] ?? NaN;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** n ln(n/mean) + mean − n without cancellation near n = mean. */
function deviance(n: number, mean: number): number {
  const difference = n - mean;
  if (abs(difference) >= 0.1 * (n + mean)) return n * log(n / mean) + mean - n;
  const v = difference / (n + mean);
  const square = v * v;
  let sum = difference * v;
  let power = 2 * n * v;
  for (let k = 3; ; k += 2) {
    power *= square;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * P(N = n) of a Poisson count.
 *
 * Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000): the saddle-point form
 * exp(−δ(n) − D(n, mean)) / √(2πn), relative error about 1e-15 for any n.
 *
 * @param n - whole number of at least 0
 * @param mean - at least 0
 */
export function poissonProbability(n: number, mean: number): number {
  if (mean === 0) return n === 0 ? 1 : 0;
  if (n === 0) return exp(-mean);
  return exp(-stirlingError(n) - deviance(n, mean)) / sqrt(2 * PI * n);
}

/** ln(1 + x) − x without cancellation near 0, for x above −1. */
export function log1pMinus(x: number): number {
  if (abs(x) > 0.1) return log1p(x) - x;
  let sum = 0;
  let power = x;
  for (let k = 2; ; k++) {
    power *= -x;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}
