import {
  closestLatticeUnitS,
  compoundPoisson,
  exactLattice,
  unitsAround,
  unitsWaiting,
  type Jump,
  type Lattice,
} from './lattice.js';
import { stableUtilization } from './load.js';
import { mdcWait } from './mdc.js';
import { EXACT_ERROR, type Method } from './method.js';
import { serviceMix, type ServiceMix } from './service-mix.js';
import type { ServiceShare, WaitLaw } from './wait-law.js';

const { abs, exp, expm1, floor, max, min } = Math;

/** Poisson arrivals at one server whose service times are a mixture of constants, one for each bucket. */
export interface MixedQueue {
  /** Requests/s, all buckets together. */
  readonly ratePerS: number;
  readonly services: readonly ServiceShare[];
}

const RANGE = 'Poisson arrivals, a mixture of constant service times, one server, first come first served, ρ < 1';
const LATTICE_METHOD: Method = {
  kind: 'exact',
  name: 'M/G/1 on the lattice of its service times',
  source: 'H. Panjer (1981); G. Franx (2001), for batches of units; mean: Pollaczek–Khinchine',
  range: `${RANGE}; service times multiples of one unit, the longest of at most 1,000`,
  error: EXACT_ERROR,
};
const ENCLOSURE_METHOD: Method = {
  kind: 'enclosure',
  name: 'M/G/1 between two lattices',
  source:
    'Beneš’ series of the Pollaczek–Khinchine law: W is a geometric sum of residual services, and rounding these up or ' +
    'down at the same ρ bounds W from above and below',
  range: RANGE,
  error: 'the wait is proved to lie between the two bounds that are given; the mean is exact',
};

/**
 * The law of the wait in M/G/1 for a mixture of bucket service times.
 *
 * Mean: λ E[S²] / (2(1 − ρ)) (Pollaczek–Khinchine). Distribution: in units of which all services are multiples a request is
 * a batch of units, and P(W ≤ x) = (1 − ρ) Σ_{j<m} P(units in u = j) Q_{m−1−j} for x = m − u; exact. Where no such unit
 * exists, an enclosure: residual services rounded up and down with λ_i d_i kept, solved exactly each.
 * Laplace inversion is not used: the law has a kink at every sum of services, and Euler's method errs there by 2e-4.
 *
 * Example: 0.2 s (80 %), 0.9 s (15 %), 3.5 s (5 %) at ρ = 0.5: mean 0.81489 s, p99 6.66469451546 s.
 *
 * @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1
 */
export function mg1Wait({ ratePerS, services }: MixedQueue): WaitLaw {
  const mix = serviceMix(services);
  const [only] = mix.services;
  if (mix.services.length === 1 && only !== undefined) {
    return mdcWait({ ratePerS, serviceS: only.serviceS, servers: 1 });
  }
  const utilization = stableUtilization({ ratePerS, meanServiceS: mix.meanS, servers: 1 });
  const common = {
    utilization,
    probabilityOfWaiting: utilization,
    meanWaitS: (ratePerS * mix.secondMomentS2) / (2 * (1 - utilization)),
  };
  const lattice = exactLattice(mix.services);
  if (lattice !== null) {
    const tail = latticeTail(lattice.unitS, jumpsOn(lattice, mix, ratePerS));
    return { ...common, method: LATTICE_METHOD, tail, lowerTail: tail, cellS: lattice.unitS };
  }
  const { unitS, above, below } = enclosingJumps(mix, ratePerS);
  return {
    ...common,
    method: ENCLOSURE_METHOD,
    tail: latticeTail(unitS, above),
    lowerTail: below.length === 0 ? () => 0 : latticeTail(unitS, below),
    cellS: unitS,
  };
}

/** Arrivals in one cell where every service is a multiple of the unit. */
export function jumpsOn({ unitS, units }: Lattice, mix: ServiceMix, ratePerS: number): readonly Jump[] {
  return mix.services.map(({ share }, i) => ({ units: units[i] as number, mean: ratePerS * share * unitS }));
}

/**
 * Two lattice queues of the same ρ between whose waits the wait lies. A service d_i at rate λ_i adds residuals uniform on
 * (0, d_i) at weight λ_i d_i, so one rounded to d_i' comes at rate λ_i d_i / d_i'. A service below one unit rounds down to
 * residuals of 0: these are taken out of the geometric sum, which leaves the others at weight 1/(1 − ρ_0).
 */
export function enclosingJumps(mix: ServiceMix, ratePerS: number) {
  const unitS = closestLatticeUnitS(mix.services);
  const above: Jump[] = [];
  const below: Jump[] = [];
  let lost = 0;
  for (const { serviceS, share } of mix.services) {
    const around = unitsAround(serviceS, unitS);
    const work = ratePerS * share * serviceS;
    above.push({ units: around.above, mean: work / around.above });
    if (around.below === 0) lost += work;
    else below.push({ units: around.below, mean: work / around.below });
  }
  return { unitS, above, lost, below: below.map(({ units, mean }) => ({ units, mean: mean / (1 - lost) })) };
}

/** P(W > t) of the lattice queue with these arrivals in one cell of `unitS`; their work per cell is ρ < 1. */
export function latticeTail(unitS: number, jumps: readonly Jump[]): (waitS: number) => number {
  const utilization = jumps.reduce((sum, { units, mean }) => sum + units * mean, 0);
  const longest = max(...jumps.map(({ units }) => units));
  const wholeCell = compoundPoisson(jumps, 1);
  const decay = decayPerCell(jumps, utilization, longest);
  const { masses } = unitsWaiting(wholeCell, Infinity, { ratio: exp(-decay), longest });
  const tails = new Float64Array(masses.length);
  let tail = (masses[masses.length - 1] as number) / expm1(decay);
  for (let n = masses.length - 1; n >= 0; n--) {
    tails[n] = (1 - utilization) * tail;
    tail += masses[n] as number;
  }
  const last = tails.length - 1;
  const unitsTail = (n: number) =>
    n <= last ? (tails[n] as number) : (tails[last] as number) * exp(-(n - last) * decay);
  return (waitS) => {
    const time = waitS / unitS;
    if (!(time >= 0)) return 1;
    const cells = floor(time) + 1;
    const arrivals = time === cells - 1 ? wholeCell : compoundPoisson(jumps, cells - time);
    let sum = 0;
    for (let j = 0; j < arrivals.length; j++) {
      const probability = arrivals[j] as number;
      if (probability > 0) sum += probability * (j < cells ? unitsTail(cells - 1 - j) : 1);
    }
    return min(1, sum);
  };
}

/**
 * The decay s > 0 of the tail per cell: Σ m_i (e^{s d_i} − 1) = s (Cramér–Lundberg). Newton's method from a point beyond
 * the root, where the left side is convex.
 */
function decayPerCell(jumps: readonly Jump[], utilization: number, longest: number): number {
  let s = (2 * (1 - utilization)) / jumps.reduce((sum, { units, mean }) => sum + mean * units * units, 0);
  for (let step = 0; step < 200; step++) {
    let value = -s;
    let slope = -1;
    for (const { units, mean } of jumps) {
      value += mean * expm1(s * units);
      slope += mean * units * exp(s * units);
    }
    const next = s - value / slope;
    if (!(next > 0) || !(s * longest < 700)) {
      s /= 2;
      continue;
    }
    if (abs(next - s) <= 1e-15 * s) return next;
    s = next;
  }
  return s;
}
