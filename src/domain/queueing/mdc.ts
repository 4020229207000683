import { requireCount } from '../range.js';
import { stableUtilization } from './load.js';
import { EXACT_ERROR, type Method } from './method.js';
import { numberWaiting, tailOf, type NumberWaiting } from './number-waiting.js';
import { log1pMinus, poissonProbability } from './poisson.js';
import type { WaitLaw } from './wait-law.js';

const { abs, ceil, floor, log, max, min, sin, sqrt } = Math;

/** Poisson arrivals, one constant service time, one central queue before equal servers. */
export interface DeterministicQueue {
  /** Requests/s. */
  readonly ratePerS: number;
  /** s. */
  readonly serviceS: number;
  /** Requests in service at once: replicas times the slots of each; 1 to 10,000. */
  readonly servers: number;
}

/** Servers for which the numbers have been checked. */
export const MOST_SERVERS = 10_000;

const METHOD: Method = {
  kind: 'exact',
  name: 'M/D/c, Wiener–Hopf factorisation',
  source:
    'F. Spitzer (1956); G. Franx, "A simple solution for the M/D/c waiting time distribution", Operations Research ' +
    'Letters 29 (2001) 221–229; A. Janssen, J. van Leeuwaarden (2008)',
  range: 'Poisson arrivals, one service time, first come first served, 1 to 10,000 servers, ρ < 1',
  error: EXACT_ERROR,
};

/**
 * The exact law of the wait in M/D/c, which is also that of round robin and of least work left over c replicas with a
 * queue each, as long as all services are equal (see `routing.ts`).
 *
 * For x = (m − u) D with u in (0, 1]: P(W > x) = Σ_{j<mc} P(Poisson(λuD) = j) P(N > mc−1−j) + P(Poisson(λuD) ≥ mc), with N
 * the number waiting. Every term is positive, unlike in Erlang's sum of 1909, which gives 0.770 in place of 0.954 at
 * ρ = 0.95 and 30 services, and 5e7 at 45. The mean is E[N]/λ (Little).
 *
 * For c = 1 the mean is ρ D / (2(1 − ρ)) (Pollaczek–Khinchine). Worksheets are about that state ρ² D / (2(1 − ρ)): ρ²/(2(1−ρ))
 * is the mean *number* waiting, and taken for a wait it is too small by the fraction 1 − ρ, 30 % at ρ = 0.7.
 * Example: ρ = 0.8, D = 1 s, c = 1: mean 2 s, p99 10.35588679 s; c = 9: mean 0.128249 s, p99 1.029187 s.
 *
 * @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1
 */
export function mdcWait({ ratePerS, serviceS, servers }: DeterministicQueue): WaitLaw {
  requireCount(1, { servers });
  if (servers > MOST_SERVERS) throw new RangeError(`servers must be at most ${MOST_SERVERS}, but is ${servers}`);
  const utilization = stableUtilization({ ratePerS, meanServiceS: serviceS, servers });
  const offered = utilization * servers;
  const waiting = mdcNumberWaiting(utilization, servers);
  const tail = (waitS: number) => waitTail({ waiting, offered, servers, services: waitS / serviceS });
  return {
    method: METHOD,
    utilization,
    probabilityOfWaiting: tail(0),
    meanWaitS: (waiting.mean / offered) * serviceS,
    tail,
    lowerTail: tail,
    cellS: serviceS,
  };
}

/**
 * τ − 1 for the root τ > 1 of ln τ = ρ(τ − 1): P(W > t) falls as exp(−λ(τ−1)t).
 *
 * @param utilization - ρ above 0 and below 1
 */
export function poissonTauMinus1(utilization: number): number {
  const slack = 1 - utilization;
  // ln(1+x) − x + (1−ρ)x: the series of ln(1+x) gives x ≈ 2(1−ρ); for small ρ x ≈ −ln(ρ)/ρ.
  let x = max(2 * slack, -log(utilization) / utilization);
  for (let step = 0; step < 100; step++) {
    const value = log1pMinus(x) + slack * x;
    const slope = 1 / (1 + x) - utilization;
    const next = x - value / slope;
    if (!(next > 0) || abs(next - x) <= 4e-16 * x) return next > 0 ? next : x;
    x = next;
  }
  return x;
}

/**
 * How many wait in M/D/c at any moment, arrivals included. On the circle |z| = 1/ρ, where w is smallest: ln w = c(1 − ρ + ln ρ) + c(e^{iθ} − 1 − iθ).
 * Where even the largest term is below the smallest double, nobody waits.
 */
export function mdcNumberWaiting(utilization: number, servers: number): NumberWaiting {
  const tauMinus1 = poissonTauMinus1(utilization);
  const slack = 1 - utilization;
  // ln ρ + 1 − ρ: for small ρ from ρ itself, of which 1 − ρ has lost digits.
  const peak = servers * (utilization < 0.5 ? log(utilization) + slack : log1pMinus(-slack));
  if (peak < -700) return { tails: new Float64Array(1), tau: 1 + tauMinus1, mean: 0 };
  return numberWaiting({
    variance: utilization * servers,
    tauMinus1,
    radiusMinus1: slack / utilization,
    logTransform: (angle) => [peak - 2 * servers * sin(angle / 2) ** 2, servers * sineMinusAngle(angle)],
  });
}

/** sin θ − θ without cancellation near 0. */
function sineMinusAngle(angle: number): number {
  if (angle > 0.5) return sin(angle) - angle;
  const square = angle * angle;
  let sum = 0;
  let term = angle;
  for (let k = 1; ; k++) {
    term *= -square / (2 * k * (2 * k + 1));
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

interface WaitPoint {
  readonly waiting: NumberWaiting;
  /** λ D. */
  readonly offered: number;
  readonly servers: number;
  /** The wait in service times. */
  readonly services: number;
}

function waitTail({ waiting, offered, servers, services }: WaitPoint): number {
  if (!(services >= 0)) return 1;
  const cells = floor(services) + 1;
  const mean = offered * (cells - services);
  const ahead = cells * servers - 1;
  // P(N > n) falls as τ^−n, so the terms follow a Poisson law of mean τ times as large: the window has to hold both.
  const first = max(0, floor(mean - 12 * sqrt(mean) - 30));
  const heaviest = mean * waiting.tau;
  const last = ceil(heaviest + 12 * sqrt(heaviest) + 60);
  let probability = poissonProbability(first, mean);
  let sum = 0;
  for (let j = first; j <= last; j++) {
    sum += probability * tailOf(waiting, ahead - j);
    probability *= mean / (j + 1);
  }
  return min(1, sum);
}
