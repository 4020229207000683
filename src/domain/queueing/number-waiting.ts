import { transform } from './fft.js';
import { BeyondExactError } from './load.js';

const { PI, abs, atan2, ceil, cos, exp, expm1, hypot, log, log1p, log2, max, min, sin, sqrt } = Math;

/**
 * The number of requests waiting at a moment in time, as tails P(N > n). Beyond the last stored one they are geometric:
 * P(N > n+1) = P(N > n) / tau.
 */
export interface NumberWaiting {
  readonly tails: Float64Array;
  /** Ratio of successive tails at infinity, above 1. */
  readonly tau: number;
  readonly mean: number;
}

/**
 * A queue of `servers` that looks at itself every service time D: L' = (L + A − c)⁺, with A the arrivals in D. Everything
 * about A enters through w(z) = E[z^A] z^−c on one circle |z| = r between the two real roots 1 and τ of w(z) = 1.
 */
export interface WaitingChain {
  /** Variance of A. */
  readonly variance: number;
  /** Excess τ − 1 of the root beyond the circle, accurate in itself. */
  readonly tauMinus1: number;
  /** Excess r − 1 of the radius, accurate in itself; below `tauMinus1`. */
  readonly radiusMinus1: number;
  /** ln w(r e^{iθ}) for θ from 0 to π as [real, imaginary]. */
  readonly logTransform: (angle: number) => readonly [number, number];
}

/** −ln 1e-17: terms smaller than this against 1 do not change a double. */
const DIGITS = 39;
/**
 * −ln of the largest |w| on the circle, above which waiting is rare enough that coefficients must keep
 * their relative accuracy. Below it the dominant pole is divided out: at most half an e-fold of digits is lost.
 */
const RARE = 0.5;
/** Longest transform. */
const LARGEST = 2 ** 20;
/** Coefficients below this share of the largest are rounding. */
const NOISE = 4e-16;
/** Rounding up to this share of the largest is accepted, where ρ is so near 1 that it has no more digits. */
const ROUNDING = 1e-8;

/**
 * Solves the chain by Wiener–Hopf factorisation without roots.
 *
 * 1 − w(z) = exp(−g₊(z) − g₋(z)) on the circle, and P(N = n) has the generating function exp(g₊(z) − g₊(1)), with
 * g_j = Σ_k P(A_1+…+A_k = kc + j)/k ≥ 0 for j ≥ 1 (Spitzer), the Fourier coefficients of −ln(1 − w).
 * Near saturation τ → 1 and these coefficients would have to be many; so, unless waiting is rare, the factor 1 − z/τ is
 * divided out analytically, and what is left falls off with the next root, at about √(2π/c) beyond 1, however near
 * saturation is.
 *
 * Source: F. Spitzer (1956); A. Janssen and J. van Leeuwaarden, "Back to the roots of the M/D/s queue and the works of
 * Erlang, Crommelin and Pollaczek" (2008). Numbers in ../../../test/reference/queueing-vectors.json.
 */
export function numberWaiting(chain: WaitingChain): NumberWaiting {
  const logRadius = log1p(chain.radiusMinus1);
  const logGap = log1p(chain.tauMinus1) - logRadius;
  const smallness = -chain.logTransform(0)[0];
  if (smallness <= RARE) return withoutPole(chain, logRadius);
  return byCoefficients(chain, powerOfTwo((2 * (DIGITS + smallness)) / min(logRadius, logGap)), logRadius);
}

function powerOfTwo(least: number): number {
  return 2 ** max(5, ceil(log2(least)));
}

function byCoefficients(chain: WaitingChain, size: number, logRadius: number): NumberWaiting {
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let k = 0; k <= size / 2; k++) {
    const [logReal, logImaginary] = chain.logTransform((2 * PI * k) / size);
    mirror(real, imaginary, k, minusLogOfOneMinusExp(logReal, logImaginary));
  }
  transform(real, imaginary);
  const count = size / 2;
  const weighted = new Float64Array(count);
  let sum = 0;
  let mean = 0;
  for (let j = count - 1; j >= 1; j--) {
    const g = max(0, ((real[j] as number) / size) * exp(-j * logRadius));
    weighted[j] = j * g;
    sum += g;
    mean += j * g;
  }
  const { probabilities, length } =
    count <= TERM_BY_TERM
      ? exponentiate(weighted, exp(-sum), 1 + chain.tauMinus1)
      : atOnce(
          real.map((value, j) => (j === 0 || j >= count ? 0 : max(0, value / size))),
          { sum, logRadius },
        );
  const tails = new Float64Array(length);
  let tail = (probabilities[length - 1] as number) / chain.tauMinus1;
  for (let n = length - 1; n >= 0; n--) {
    tails[n] = tail;
    tail += probabilities[n] as number;
  }
  return { tails, tau: 1 + chain.tauMinus1, mean };
}

/** Coefficients up to which a power series is exponentiated term by term, which keeps the relative accuracy of each. */
const TERM_BY_TERM = 8192;

/**
 * The coefficients of exp(Σ_{j≥1} c_j (z^j − 1/scale^j)), all of them at once: two transforms in place of a sum for each. Accurate
 * to 1e-16 of the largest.
 *
 * @param coefficients - c_j, those beyond half of the length being 0
 * @param atOne - Σ c_j scale^−j, by which the exponent is lowered
 */
function exponentialSeries(coefficients: Float64Array, atOne: number): Float64Array {
  const size = coefficients.length;
  const real = coefficients.slice();
  const imaginary = new Float64Array(size);
  transform(real, imaginary);
  for (let k = 0; k < size; k++) {
    const grown = exp((real[k] as number) - atOne);
    const angle = imaginary[k] as number;
    // Swapping the parts makes the same transform the inverse one.
    real[k] = grown * sin(angle);
    imaginary[k] = grown * cos(angle);
  }
  transform(real, imaginary);
  for (let k = 0; k < size; k++) imaginary[k] = (imaginary[k] as number) / size;
  return imaginary;
}

/**
 * Coefficients of exp(Σ g_j z^j) from `weighted` = j g_j: n q_n = Σ j g_j q_{n−j}. Ends where successive ones have kept
 * the ratio τ, since from there on they are geometric.
 */
function exponentiate(weighted: Float64Array, first: number, tau: number) {
  const probabilities = new Float64Array(weighted.length);
  probabilities[0] = first;
  let steady = 0;
  let length = 1;
  for (; length < weighted.length && steady < 8; length++) {
    let sum = 0;
    for (let j = 1; j <= length; j++) sum += (weighted[j] as number) * (probabilities[length - j] as number);
    const next = sum / length;
    probabilities[length] = next;
    steady = abs((next * tau) / (probabilities[length - 1] as number) - 1) < 2e-14 ? steady + 1 : 0;
    if (!(next > 0)) break;
  }
  return { probabilities, length: min(length, weighted.length) };
}

/** The same by transforms, on the circle on which the coefficients are. Ends where they fade into rounding. */
function atOnce(scaled: Float64Array, { sum, logRadius }: { readonly sum: number; readonly logRadius: number }) {
  const series = exponentialSeries(scaled, sum);
  let length = series.length / 2;
  const largest = series.reduce((most, value) => max(most, value), 0);
  while (length > 1 && !((series[length - 1] as number) > 1e-9 * largest)) length--;
  return { probabilities: series.map((value, n) => max(0, value) * exp(-n * logRadius)), length };
}

function withoutPole(chain: WaitingChain, logRadius: number): NumberWaiting {
  const { tauMinus1 } = chain;
  const tau = 1 + tauMinus1;
  const { real, noise } = coefficientsWithoutPole(chain, logRadius);
  const size = real.length;
  const count = lengthAbove(real, noise);
  const weighted = new Float64Array(count);
  let sum = 0;
  let mean = 1 / tauMinus1;
  for (let j = count - 1; j >= 1; j--) {
    const a = ((real[j] as number) / size) * exp(-j * logRadius);
    weighted[j] = j * a;
    sum += a;
    mean += j * a;
  }
  const rest = count <= TERM_BY_TERM ? signedSeries(weighted, exp(-sum)) : signedSeriesAtOnce(weighted, sum);
  // N = geometric + rest, P(geometric > n) = τ^−(n+1); `rest` is a signed measure of total 1.
  const tails = new Float64Array(count);
  let beyond = 0;
  for (let n = count - 1; n >= 0; n--) {
    tails[n] = beyond;
    beyond += rest[n] as number;
  }
  let carried = 0;
  for (let n = 0; n < count; n++) {
    carried = (carried + (rest[n] as number)) / tau;
    tails[n] = (tails[n] as number) + carried;
  }
  return { tails, tau, mean };
}

/** Coefficients of exp(Σ a_j (z^j − 1)) from `weighted` = j a_j, of any sign. */
function signedSeries(weighted: Float64Array, first: number): Float64Array {
  const rest = new Float64Array(weighted.length);
  rest[0] = first;
  for (let n = 1; n < rest.length; n++) {
    let total = 0;
    for (let j = 1; j <= n; j++) total += (weighted[j] as number) * (rest[n - j] as number);
    rest[n] = total / n;
  }
  return rest;
}

function signedSeriesAtOnce(weighted: Float64Array, sum: number): Float64Array {
  const padded = new Float64Array(powerOfTwo(2 * weighted.length));
  weighted.forEach((value, j) => (padded[j] = j === 0 ? 0 : value / j));
  return exponentialSeries(padded, sum).subarray(0, weighted.length);
}

/** How many coefficients of the lower half of a transform stand above a level. */
function lengthAbove(values: Float64Array, level: number): number {
  let length = values.length / 2;
  while (length > 1 && abs(values[length - 1] as number) < level) length--;
  return length;
}

/** The largest coefficient from one place of the lower half to another. */
function largestOf(values: Float64Array, from: number, to: number): number {
  let largest = 0;
  for (let j = from; j < to; j++) largest = max(largest, abs(values[j] as number));
  return largest;
}

/**
 * Fourier coefficients, times their number, of −ln of (1 − w(z)) / ((1 − 1/z)(1 − z/τ)). The next root is at about
 * 1 + √(2π/Var A); where that is not far enough, as with batches of one size, the transform grows until they have faded.
 */
function coefficientsWithoutPole(
  { tauMinus1, radiusMinus1, variance, logTransform }: WaitingChain,
  logRadius: number,
): { readonly real: Float64Array; readonly noise: number } {
  const radius = 1 + radiusMinus1;
  const least = (4 * DIGITS) / log1p(min(1, sqrt((2 * PI) / variance)) / 2);
  for (let size = powerOfTwo(least), before = Infinity; ; size *= 2) {
    const real = new Float64Array(size);
    const imaginary = new Float64Array(size);
    for (let k = 0; k <= size / 2; k++) {
      const angle = (2 * PI * k) / size;
      const [logReal, logImaginary] = logTransform(angle);
      const whole = minusLogOfOneMinusExp(logReal, logImaginary);
      // 1 − e^{iθ} = 2 sin²(θ/2) − i sin θ keeps its digits near θ = 0.
      const chord = 2 * sin(angle / 2) ** 2;
      const sine = sin(angle);
      const inner = logOf(radiusMinus1 - radius * chord, radius * sine);
      const pole = logOf(tauMinus1 - radiusMinus1 + radius * chord, -radius * sine);
      mirror(real, imaginary, k, [
        whole[0] + inner[0] - logRadius + pole[0] - log1p(tauMinus1),
        whole[1] + inner[1] - angle + pole[1],
      ]);
    }
    transform(real, imaginary);
    const largest = largestOf(real, 1, size / 2);
    if (lengthAbove(real, NOISE * largest) < size / 4) return { real, noise: NOISE * largest };
    // What no longer falls when the transform is twice as long is rounding, which grows towards saturation.
    const last = largestOf(real, (7 * size) / 16, size / 2) / largest;
    if (last > before / 4 && last < ROUNDING) return { real, noise: 4 * last * largest };
    before = last;
    if (size >= LARGEST)
      throw new BeyondExactError(`an exact law of this queue would need more than ${LARGEST / 4} coefficients`);
  }
}

/** A function with real coefficients takes conjugate values at conjugate points. */
function mirror(real: Float64Array, imaginary: Float64Array, k: number, value: readonly [number, number]): void {
  real[k] = value[0];
  imaginary[k] = value[1];
  if (k === 0) return;
  real[real.length - k] = value[0];
  imaginary[real.length - k] = -value[1];
}

function logOf(real: number, imaginary: number): readonly [number, number] {
  return [log(hypot(real, imaginary)), atan2(imaginary, real)];
}

/** −ln(1 − e^{x+iy}) for x ≤ 0, with full relative accuracy where e^x is tiny and where it is near 1. */
function minusLogOfOneMinusExp(x: number, y: number): readonly [number, number] {
  const size = exp(x);
  const [a, b] = [size * cos(y), size * sin(y)];
  if (size <= 0.5) return [-0.5 * log1p(size * size - 2 * a), atan2(b, 1 - a)];
  const oneMinusA = -expm1(x) * cos(y) + 2 * sin(y / 2) ** 2;
  return [-log(hypot(oneMinusA, b)), atan2(b, oneMinusA)];
}

/** P(N > n) for any whole n; 1 below 0. */
export function tailOf({ tails, tau }: NumberWaiting, n: number): number {
  if (n < 0) return 1;
  const last = tails.length - 1;
  if (n <= last) return tails[n] as number;
  return (tails[last] as number) * exp(-(n - last) * log(tau));
}
