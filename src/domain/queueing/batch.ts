import { requireCount, requireWithin } from '../range.js';
import { stableUtilization } from './load.js';
import { EXACT_ERROR, type Method } from './method.js';
import { numberWaiting, tailOf, type NumberWaiting } from './number-waiting.js';
import { poissonProbability } from './poisson.js';
import { fallingRoot } from './solve.js';
import type { WaitLaw } from './wait-law.js';

const { cos, exp, expm1, floor, log, log1p, sin, sqrt } = Math;

/** Batches of requests arrive as Poisson; one service time, one queue. */
export interface BatchQueue {
  /** Requests/s, not batches. */
  readonly ratePerS: number;
  readonly serviceS: number;
  readonly servers: number;
  /** Requests of a batch: all of `size`, a whole number, or geometric from 1 on with mean `size`. */
  readonly size: number;
  readonly law: 'fixed' | 'geometric';
}

/** Load below which the mean, found from the number waiting, has fewer digits than are promised. */
const LOWEST_UTILIZATION = 1e-6;
/** Sizes for which the numbers have been checked. */
const LARGEST_BATCH = 1000;

const METHOD: Method = {
  kind: 'exact',
  name: 'M^X/D/c, Wiener–Hopf factorisation',
  source: 'F. Spitzer (1956); G. Franx, Operations Research Letters 30 (2002) 1–4, for batches',
  range: `Poisson batches of up to ${LARGEST_BATCH} requests, one service time, first come first served, ρ < 1`,
  error: EXACT_ERROR,
};

/**
 * The exact law of the wait in M^X/D/c over all requests of all batches.
 *
 * As M/D/c with the arrivals of a service time compound Poisson, X(z) in place of z; a request at position r of its batch
 * waits as if r more were ahead, and P(position = r) = P(X > r) / E[X].
 * For one server the mean is ρD/(2(1−ρ)) · E[X²]/E[X] + (E[X²]/E[X] − 1) D/2.
 * Example: batches of 4, c = 1, ρ = 0.5, D = 1: 0.5 · 4 + 1.5 = 3.5 s; p99 15.03764513 s against 3.336 s of single ones.
 *
 * @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1
 */
export function batchWait({ ratePerS, serviceS, servers, size, law }: BatchQueue): WaitLaw {
  requireCount(1, { servers });
  requireWithin({ min: 1, max: 10_000 }, { servers });
  requireWithin({ min: 1, max: LARGEST_BATCH }, { size });
  if (law === 'fixed') requireCount(1, { size });
  const utilization = stableUtilization({ ratePerS, meanServiceS: serviceS, servers });
  if (servers > 1 && utilization < LOWEST_UTILIZATION) {
    throw new RangeError(
      `utilization must be at least ${LOWEST_UTILIZATION} for batches at several servers, but is ${utilization}: below it every ` +
        'batch is alone, and the request at position r waits for ⌊r / servers⌋ services',
    );
  }
  const batches: Batches = { mean: (utilization * servers) / size, size, law };
  // Whole batches come and c requests go: with a common divisor all numbers waiting are multiples of it.
  const step = law === 'fixed' ? commonDivisor(size, servers) : 1;
  const waiting: Waiting = { ...solve({ ...batches, size: size / step }, servers / step), step };
  const tail = (waitS: number) => waitTail(waiting, batches, { servers, services: waitS / serviceS });
  return {
    method: METHOD,
    utilization,
    probabilityOfWaiting: tail(0),
    meanWaitS: (servers === 1 ? meanAtOneServer(utilization, batches) : meanWaitS(waiting, batches)) * serviceS,
    tail,
    lowerTail: tail,
    cellS: serviceS,
  };
}

/** Batches in one service time. */
interface Batches {
  readonly mean: number;
  readonly size: number;
  readonly law: 'fixed' | 'geometric';
}

/** The number waiting, counted in steps of so many requests. */
interface Waiting extends NumberWaiting {
  readonly step: number;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** In closed form, in services. */
function meanAtOneServer(utilization: number, { size, law }: Batches): number {
  const bias = law === 'fixed' ? size : 2 * size - 1;
  return (utilization * bias) / (2 * (1 - utilization)) + (bias - 1) / 2;
}

/** By Little: waiting on average over the rate, in services. */
function meanWaitS(waiting: Waiting, { mean, size }: Batches): number {
  return (waiting.mean * waiting.step) / (mean * size);
}

function solve(batches: Batches, servers: number): NumberWaiting {
  const { mean, size, law } = batches;
  // X(1 + x) − 1; the X of geometric batches has its pole at x = 1/(size − 1).
  const excess = (x: number) => (law === 'fixed' ? expm1(size * log1p(x)) : (size * x) / (1 - (size - 1) * x));
  const most = law === 'fixed' || size === 1 ? Infinity : (1 - 1e-12) / (size - 1);
  const logW = (x: number) => mean * excess(x) - servers * log1p(x);
  // ln w is below 0 between the roots 1 and τ.
  let high = Math.min(most, 1e-13);
  while (high < most && !(logW(high) > 0)) high = Math.min(most, 2 * high);
  const tauMinus1 = fallingRoot((x) => -logW(x), { low: high / 2, high }).high;
  const logRadius = 0.5 * log1p(tauMinus1);
  const secondMoment = law === 'fixed' ? size * size : size * (2 * size - 1);
  return numberWaiting({
    variance: mean * secondMoment,
    tauMinus1,
    radiusMinus1: expm1(logRadius),
    logTransform: (angle) => {
      const [real, imaginary] = sizeTransformMinus1(batches, logRadius, angle);
      return [mean * real - servers * logRadius, mean * imaginary - servers * angle];
    },
  });
}

/** X(z) − 1 at z = r e^{iθ}, without cancellation near z = 1. */
function sizeTransformMinus1({ size, law }: Batches, logRadius: number, angle: number): readonly [number, number] {
  if (law === 'fixed') {
    const turned = size * angle;
    return [expm1(size * logRadius) * cos(turned) - 2 * sin(turned / 2) ** 2, exp(size * logRadius) * sin(turned)];
  }
  const radius = exp(logRadius);
  const real = expm1(logRadius) - 2 * radius * sin(angle / 2) ** 2;
  const imaginary = radius * sin(angle);
  const [downReal, downImaginary] = [1 - (size - 1) * real, -(size - 1) * imaginary];
  const square = downReal * downReal + downImaginary * downImaginary;
  return [
    (size * (real * downReal + imaginary * downImaginary)) / square,
    (size * (imaginary * downReal - real * downImaginary)) / square,
  ];
}

/** P(W > x): arrivals in the rest of the cell and those ahead in the own batch, against the number waiting. */
function waitTail(
  waiting: Waiting,
  { mean, size, law }: Batches,
  { servers, services }: { readonly servers: number; readonly services: number },
): number {
  if (!(services >= 0)) return 1;
  const cells = floor(services) + 1;
  const ahead = cells * servers - 1;
  const count = mean * (cells - services);
  return law === 'fixed' ? fixedTail(waiting, { count, size, ahead }) : geometricTail(waiting, { count, size, ahead });
}

interface Cell {
  /** Mean batches in the rest of the cell. */
  readonly count: number;
  readonly size: number;
  /** Requests that may be ahead without a wait beyond the cell. */
  readonly ahead: number;
}

/** Σ over k whole batches that came and r < size ahead in the own one, each r as likely. */
function fixedTail(waiting: Waiting, { count, size, ahead }: Cell): number {
  let sum = 0;
  const first = Math.max(0, floor(count - 12 * sqrt(count) - 30));
  for (let k = first, settled = 0; settled < 4; k++) {
    const probability = poissonProbability(k, count) / size;
    let part = 0;
    for (let r = 0; r < size; r++) part += tailOf(waiting, floor((ahead - k * size - r) / waiting.step));
    sum += probability * part;
    settled = k > count && probability * part <= 1e-18 * sum ? settled + 1 : 0;
  }
  return Math.min(1, sum);
}

/** Above it the terms are scaled down again. */
const LARGE = 1e200;

/** The same for geometric batches of continuation q, whose sums S_n = Σ q^{i−1} a_{n−i}, Σ i q^{i−1} a_{n−i} go on from term to term. */
function geometricTail(waiting: Waiting, { count, size, ahead }: Cell): number {
  const q = 1 - 1 / size;
  // e^−count may be no number any more: terms are kept over e^logScale.
  let logScale = -count;
  let scale = exp(logScale);
  let [plain, weighted, arrived, probability] = [0, 0, 1, 1 / size];
  let sum = 0;
  for (let n = 0, settled = 0; settled < 2 * size + 8; n++) {
    if (n > 0) {
      plain = arrived + q * plain;
      weighted = plain + q * weighted;
      arrived = (count * weighted) / (size * n);
      probability = arrived / size + q * probability;
      if (weighted > LARGE) {
        [plain, weighted, arrived, probability] = [
          plain / LARGE,
          weighted / LARGE,
          arrived / LARGE,
          probability / LARGE,
        ];
        logScale += log(LARGE);
        scale = exp(logScale);
      }
    }
    const term = scale * probability * tailOf(waiting, ahead - n);
    sum += term;
    settled = n > count * size && term <= 1e-18 * sum ? settled + 1 : 0;
  }
  return Math.min(1, sum);
}
