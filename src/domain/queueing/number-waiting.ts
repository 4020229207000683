import { transform } from './fft.js';

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
  const { probabilities, length } = exponentiate(weighted, exp(-sum), 1 + chain.tauMinus1);
  const tails = new Float64Array(length);
  let tail = (probabilities[length - 1] as number) / chain.tauMinus1;
  for (let n = length - 1; n >= 0; n--) {
    tails[n] = tail;
    tail += probabilities[n] as number;
  }
  return { tails, tau: 1 + chain.tauMinus1, mean };
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

function withoutPole(chain: WaitingChain, logRadius: number): NumberWaiting {
  const { tauMinus1 } = chain;
  const tau = 1 + tauMinus1;
  const real = coefficientsWithoutPole(chain, logRadius);
  const size = real.length;
  const count = lengthAboveNoise(real);
  const weighted = new Float64Array(count);
  let sum = 0;
  let mean = 1 / tauMinus1;
  for (let j = count - 1; j >= 1; j--) {
    const a = ((real[j] as number) / size) * exp(-j * logRadius);
    weighted[j] = j * a;
    sum += a;
    mean += j * a;
  }
  const rest = new Float64Array(count);
  rest[0] = exp(-sum);
  for (let n = 1; n < count; n++) {
    let total = 0;
    for (let j = 1; j <= n; j++) total += (weighted[j] as number) * (rest[n - j] as number);
    rest[n] = total / n;
  }
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

/** How many coefficients of the lower half of a transform stand above its rounding. */
function lengthAboveNoise(values: Float64Array): number {
  let largest = 0;
  for (let j = 1; j < values.length / 2; j++) largest = max(largest, abs(values[j] as number));
  let length = values.length / 2;
  while (length > 1 && abs(values[length - 1] as number) < NOISE * largest) length--;
  return length;
}

/**
 * Fourier coefficients, times their number, of −ln of (1 − w(z)) / ((1 − 1/z)(1 − z/τ)). The next root is at about
 * 1 + √(2π/Var A); where that is not far enough, as with batches of one size, the transform grows until they have faded.
 */
function coefficientsWithoutPole(
  { tauMinus1, radiusMinus1, variance, logTransform }: WaitingChain,
  logRadius: number,
): Float64Array {
  const radius = 1 + radiusMinus1;
  const least = (4 * DIGITS) / log1p(min(1, sqrt((2 * PI) / variance)) / 2);
  for (let size = powerOfTwo(least); ; size *= 2) {
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
    if (lengthAboveNoise(real) < size / 4 || size >= LARGEST) return real;
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
