import { requireNotNegative, requirePositive } from '../range.js';
import { BeyondExactError, requireLoad, stableUtilization } from './load.js';
import { EXACT_ERROR, type Method } from './method.js';
import { poissonProbability } from './poisson.js';
import type { WaitLaw } from './wait-law.js';

const { abs, ceil, exp, floor, log, max, min, sqrt } = Math;

/** Poisson arrivals at one of two rates, which alternate after exponential times; one constant service, one server. */
export interface ModulatedQueue {
  /** Requests/s in each state. */
  readonly rate1PerS: number;
  readonly rate2PerS: number;
  /** 1/s at which each state is left. */
  readonly leave1PerS: number;
  readonly leave2PerS: number;
  readonly serviceS: number;
}

/** A 2 × 2 matrix by rows. */
type Matrix = readonly [number, number, number, number];
type Vector = readonly [number, number];

const METHOD: Method = {
  kind: 'exact',
  name: 'MMPP(2)/D/1, matrix-analytic',
  source: 'M. Neuts, Structured Stochastic Matrices of M/G/1 Type (1989); V. Ramaswami (1988) for the stable recursion',
  range: 'two states, one service time, one server, first come first served, ρ < 1',
  error: EXACT_ERROR,
};

/** Events of a service time up to which the counting process is written out. */
const MOST_EVENTS = 2000;
/** Leaving rate per service time below which rounding, 1e-16, would move the phases by more than 1e-9. */
const SLOWEST = 1e-7;

/**
 * The exact law of the wait of MMPP(2)/D/1: bursts that last longer than a service. With equal rates it is M/D/1.
 *
 * The number waiting, seen every service time, is a chain of M/G/1 type with blocks A_k = P(k arrivals in D): G = Σ A_k G^k,
 * levels by Ramaswami's recursion, and P(W ≤ x) = (1/λ) Σ_j Q_{m−1−j} P(j, u) Λ e, weighted by arrivals.
 * Example: rates 1.8 and 0.2 of the mean, each left at 0.01 per service, ρ = 0.5: mean 3.01578 s, six times that of M/D/1.
 *
 * @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1
 */
export function mmppWait(queue: ModulatedQueue): WaitLaw {
  const { rate1PerS, rate2PerS, leave1PerS, leave2PerS, serviceS } = queue;
  requireNotNegative({ rate1PerS, rate2PerS });
  requirePositive({ leave1PerS, leave2PerS });
  requireLoad({ serviceS });
  const slowest = min(leave1PerS, leave2PerS) * serviceS;
  if (slowest < SLOWEST) {
    throw new RangeError(
      `leave1PerS and leave2PerS must be at least ${SLOWEST} per service time, but the lower is ${slowest}: states that last ` +
        'longer are queues of their own, to be asked for one by one',
    );
  }
  const first = leave2PerS / (leave1PerS + leave2PerS);
  const phases: Vector = [first, 1 - first];
  const ratePerS = first * rate1PerS + (1 - first) * rate2PerS;
  const utilization = stableUtilization({ ratePerS, meanServiceS: serviceS, servers: 1 });
  const rates: Vector = [rate1PerS * serviceS, rate2PerS * serviceS];
  const counting = countingProcess(rates, [leave1PerS * serviceS, leave2PerS * serviceS]);
  const levels = levelsOf(counting(1), utilization);
  const tailAt = (n: number): Vector => levelTail(levels, n);
  const tail = (waitS: number) => {
    const services = waitS / serviceS;
    if (!(services >= 0)) return 1;
    const cells = floor(services) + 1;
    let sum = 0;
    counting(cells - services).forEach((block, j) => {
      const from = j < cells ? tailAt(cells - 1 - j) : phases;
      const [a, b] = times(from, block);
      sum += a * rates[0] + b * rates[1];
    });
    return min(1, sum / utilization);
  };
  return {
    method: METHOD,
    utilization,
    probabilityOfWaiting: tail(0),
    meanWaitS: (levels.mean / utilization) * serviceS,
    tail,
    lowerTail: tail,
    cellS: serviceS,
  };
}

/**
 * P(k arrivals in a time t, phase i → j) for k = 0, 1, … by uniformisation: Σ_n Poisson(θt)(n) U_n^k with
 * U_{n+1}^k = U_n^k (I + D0/θ) + U_n^{k−1} D1/θ; the U do not depend on t.
 */
function countingProcess(rates: Vector, leave: Vector): (time: number) => readonly Matrix[] {
  const theta = max(rates[0] + leave[0], rates[1] + leave[1]);
  if (theta > MOST_EVENTS) {
    throw new BeyondExactError(
      `an exact law holds for rates and leaving rates of at most ${MOST_EVENTS} per service time, but they are ${theta}`,
    );
  }
  const most = ceil(theta + 12 * sqrt(theta) + 60);
  const stay: Matrix = [
    1 - (rates[0] + leave[0]) / theta,
    leave[0] / theta,
    leave[1] / theta,
    1 - (rates[1] + leave[1]) / theta,
  ];
  const arrive: Vector = [rates[0] / theta, rates[1] / theta];
  const steps: (readonly Matrix[])[] = [[[1, 0, 0, 1]]];
  for (let n = 1; n <= most; n++) {
    const before = steps[n - 1] as readonly Matrix[];
    steps.push(
      Array.from({ length: n + 1 }, (_, k): Matrix => {
        const stayed = k < n ? product(before[k] as Matrix, stay) : ZERO;
        if (k === 0) return stayed;
        const [a, b, c, d] = before[k - 1] as Matrix;
        return plus(stayed, [a * arrive[0], b * arrive[1], c * arrive[0], d * arrive[1]]);
      }),
    );
  }
  return (time) => {
    const blocks: Matrix[] = Array.from({ length: most + 1 }, () => ZERO);
    for (let n = 0; n <= most; n++) {
      const weight = poissonProbability(n, theta * time);
      if (weight === 0) continue;
      (steps[n] as readonly Matrix[]).forEach(
        (step, k) => (blocks[k] = plus(blocks[k] as Matrix, scaled(step, weight))),
      );
    }
    let length = blocks.length;
    while (length > 1 && total(blocks[length - 1] as Matrix) < 1e-30) length--;
    return blocks.slice(0, length);
  };
}

interface Levels {
  /** P(N > n, phase) for n = 0, 1, …; geometric of `ratio` beyond. */
  readonly tails: readonly Vector[];
  readonly ratio: number;
  readonly mean: number;
}

const ZERO: Matrix = [0, 0, 0, 0];
const MOST_LEVELS = 2_000_000;

function levelsOf(blocks: readonly Matrix[], utilization: number): Levels {
  const g = firstPassage(blocks);
  // Ā_v = Σ_{k ≥ v} A_k G^{k−v}.
  const sums: Matrix[] = [];
  for (let v = blocks.length - 1; v >= 0; v--) {
    sums[v] = plus(blocks[v] as Matrix, product(sums[v + 1] ?? ZERO, g));
  }
  const down = inverse(minus(IDENTITY, sums[1] ?? ZERO));
  // Level 0 seen alone: A_0 + Ā_1, stochastic; its stationary vector by its two off-diagonal entries.
  const alone = plus(blocks[0] as Matrix, sums[1] ?? ZERO);
  const direction: Vector = [alone[2] / (alone[1] + alone[2]), alone[1] / (alone[1] + alone[2])];
  const emptied = times(direction, blocks[0] as Matrix);
  const scale = (1 - utilization) / (emptied[0] + emptied[1]);
  const levels: Vector[] = [[direction[0] * scale, direction[1] * scale]];
  let steady = 0;
  let ratio = 0;
  for (let n = 1; n < MOST_LEVELS && steady < 12; n++) {
    let sum: Vector = [0, 0];
    for (let i = max(0, n + 2 - blocks.length); i < n; i++) {
      const part = times(levels[i] as Vector, sums[n + 1 - i] as Matrix);
      sum = [sum[0] + part[0], sum[1] + part[1]];
    }
    const next = times(sum, down);
    const last = levels[n - 1] as Vector;
    const now = (next[0] + next[1]) / (last[0] + last[1]);
    levels.push(next);
    steady = abs(now / ratio - 1) < 3e-15 || next[0] + next[1] < 1e-40 ? steady + 1 : 0;
    ratio = now;
  }
  const tails: Vector[] = [];
  const end = levels[levels.length - 1] as Vector;
  let tail: Vector = [(end[0] * ratio) / (1 - ratio), (end[1] * ratio) / (1 - ratio)];
  // E[N] = Σ P(N > n), those beyond the last in closed form.
  let mean = (tail[0] + tail[1]) / (1 - ratio);
  for (let n = levels.length - 1; n >= 0; n--) {
    tails[n] = tail;
    if (n < levels.length - 1) mean += tail[0] + tail[1];
    const level = levels[n] as Vector;
    tail = [tail[0] + level[0], tail[1] + level[1]];
  }
  return { tails, ratio, mean };
}

function levelTail({ tails, ratio }: Levels, n: number): Vector {
  const last = tails.length - 1;
  if (n <= last) return tails[n] as Vector;
  const factor = exp((n - last) * log(ratio));
  const [a, b] = tails[last] as Vector;
  return [a * factor, b * factor];
}

/** The least solution of G = Σ A_k G^k by G ← (I − Σ_{k≥1} A_k G^{k−1})^{-1} A_0. */
function firstPassage(blocks: readonly Matrix[]): Matrix {
  let g: Matrix = IDENTITY;
  for (let step = 0; step < 1_000_000; step++) {
    let sum: Matrix = ZERO;
    for (let k = blocks.length - 1; k >= 1; k--) sum = plus(blocks[k] as Matrix, product(sum, g));
    const next = product(inverse(minus(IDENTITY, sum)), blocks[0] as Matrix);
    const change = max(...next.map((value, i) => abs(value - (g[i] as number))));
    g = next;
    if (change < 1e-16) break;
  }
  return g;
}

const IDENTITY: Matrix = [1, 0, 0, 1];

function plus(a: Matrix, b: Matrix): Matrix {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}

function minus(a: Matrix, b: Matrix): Matrix {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2], a[3] - b[3]];
}

function scaled(a: Matrix, by: number): Matrix {
  return [a[0] * by, a[1] * by, a[2] * by, a[3] * by];
}

function product(a: Matrix, b: Matrix): Matrix {
  return [a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]];
}

function times(v: Vector, a: Matrix): Vector {
  return [v[0] * a[0] + v[1] * a[2], v[0] * a[1] + v[1] * a[3]];
}

function inverse(a: Matrix): Matrix {
  const determinant = a[0] * a[3] - a[1] * a[2];
  return [a[3] / determinant, -a[1] / determinant, -a[2] / determinant, a[0] / determinant];
}

function total(a: Matrix): number {
  return a[0] + a[1] + a[2] + a[3];
}
