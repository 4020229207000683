import type { ServiceShare } from './wait-law.js';

const { abs, ceil, exp, floor, max, min, round } = Math;

/** Work that arrives in batches of whole units: jumps of `units` at `mean` jumps per unit of time (one cell). */
export interface Jump {
  readonly units: number;
  readonly mean: number;
}

/**
 * P(units that arrive in a part `time` of a cell = n): compound Poisson by Panjer's recursion, all terms positive,
 * a_0 = e^−Σm, a_n = (1/n) Σ_i m_i d_i a_{n−d_i}. Ends where what is left out is below 1e-22.
 *
 * Source: H. Panjer, ASTIN Bulletin 12 (1981) 22–26.
 */
export function compoundPoisson(jumps: readonly Jump[], time: number): Float64Array {
  const total = time * jumps.reduce((sum, { mean }) => sum + mean, 0);
  const longest = max(...jumps.map(({ units }) => units));
  const probabilities = new Float64Array(mostEvents(total) * longest + 1);
  probabilities[0] = exp(-total);
  for (let n = 1; n < probabilities.length; n++) {
    let sum = 0;
    for (const { units, mean } of jumps) {
      if (units <= n) sum += mean * units * (probabilities[n - units] as number);
    }
    probabilities[n] = (time * sum) / n;
  }
  return probabilities;
}

/** The count beyond which a Poisson variable has a probability below 1e-22. */
function mostEvents(mean: number): number {
  let probability = exp(-mean);
  let count = 0;
  while (count <= mean || probability > 1e-23) {
    count += 1;
    probability *= mean / count;
  }
  return count;
}

/**
 * The stationary number of units waiting, before normalisation: masses q_n with q_0 = 1/a_0, growing without bound when
 * more arrives than is served. With ρ < 1 the probabilities are (1 − ρ) q_n.
 */
export interface UnitsWaiting {
  readonly masses: Float64Array;
  /** Q_n = q_0 + … + q_n. */
  readonly cumulated: Float64Array;
  /** Whether successive masses had settled on their final ratio where the recursion ended. */
  readonly isSettled: boolean;
}

/** Length of the arrivals up to which the positive convolution is used; longer ones are sparse. */
const DENSE = 2500;
/** Consecutive masses that must keep the final ratio. */
const SETTLED = 1e-13;

/**
 * q_n = (1/a_0) Σ_{j=1..n} P(A > j) q_{n−j}: the chain L' = (L + A − 1)⁺ solved upwards, every term positive.
 * For long and sparse arrivals the same sum by runs: Σ_k a_k (Q_{n−1} − Q_{n−k}).
 *
 * Source: V. Iversen, L. Staalhage, Electronics Letters 35 (1999); G. Franx (2001); for batches of units the same balance.
 *
 * @param arrivals - P(A = n) in one cell
 * @param cells - at most so many masses
 * @param ratio - final ratio q_{n+1}/q_n where it is known (ρ < 1); the recursion ends when it is kept
 */
export function unitsWaiting(
  arrivals: Float64Array,
  cells: number,
  { ratio, longest }: { readonly ratio: number | null; readonly longest: number },
): UnitsWaiting {
  const none = arrivals[0] as number;
  const tails = new Float64Array(arrivals.length);
  for (let n = arrivals.length - 2; n >= 0; n--) tails[n] = (tails[n + 1] as number) + (arrivals[n + 1] as number);
  const isDense = arrivals.length <= DENSE;
  const jumps: number[] = [];
  for (let k = 2; k < arrivals.length; k++) if ((arrivals[k] as number) > 1e-24) jumps.push(k);
  let masses = new Float64Array(min(cells, 1024));
  let cumulated = new Float64Array(masses.length);
  masses[0] = cumulated[0] = 1 / none;
  let steady = 0;
  let n = 1;
  for (; n < cells && steady < longest + 8; n++) {
    if (n === masses.length) {
      masses = enlarged(masses, cells);
      cumulated = enlarged(cumulated, cells);
    }
    let sum = 0;
    if (isDense) {
      const most = min(n, tails.length - 1);
      for (let j = 1; j <= most; j++) sum += (tails[j] as number) * (masses[n - j] as number);
    } else {
      const before = cumulated[n - 1] as number;
      for (const k of jumps) sum += (arrivals[k] as number) * (before - (k > n ? 0 : (cumulated[n - k] as number)));
    }
    const mass = sum / none;
    const total = (cumulated[n - 1] as number) + mass;
    if (total > 1e290) break;
    masses[n] = mass;
    cumulated[n] = total;
    if (ratio === null) continue;
    if (mass < 1e-26 * total) steady = Infinity;
    else if (isDense) steady = abs(mass / ((masses[n - 1] as number) * ratio) - 1) < SETTLED ? steady + 1 : 0;
    // Differences of sums carry the rounding of the whole: masses below it say no more.
    else if (mass < 4e-15 * total) steady = Infinity;
    else {
      const noise = 1e-11 + (2e-15 * total) / mass;
      steady = abs(mass / ((masses[n - 1] as number) * ratio) - 1) < noise ? steady + 1 : 0;
    }
  }
  return { masses: masses.subarray(0, n), cumulated: cumulated.subarray(0, n), isSettled: n < cells };
}

function enlarged(values: Float64Array<ArrayBuffer>, most: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(min(2 * values.length, most));
  larger.set(values);
  return larger;
}

/** Service times as whole multiples of one unit. */
export interface Lattice {
  readonly unitS: number;
  /** One for each service, in order. */
  readonly units: readonly number[];
}

/** Units of the longest service up to which a lattice is used. */
export const MOST_UNITS = 1000;

/** The coarsest unit of which all services are multiples to 1e-12, or null where the longest would have too many. */
export function exactLattice(services: readonly ServiceShare[], mostUnits = MOST_UNITS): Lattice | null {
  const longestS = max(...services.map(({ serviceS }) => serviceS));
  const common = services.reduce((unit, { serviceS }) => commonUnit(unit, serviceS, 1e-9 * longestS), longestS);
  const count = round(longestS / common);
  if (!(count >= 1 && count <= mostUnits)) return null;
  const unitS = longestS / count;
  const units = services.map(({ serviceS }) => round(serviceS / unitS));
  const fits = services.every(({ serviceS }, i) => abs((units[i] as number) * unitS - serviceS) <= 1e-12 * serviceS);
  return fits ? { unitS, units } : null;
}

/** Euclid's algorithm on lengths that are equal within `tolerance`. */
function commonUnit(a: number, b: number, tolerance: number): number {
  while (b > tolerance) {
    const rest = a % b;
    [a, b] = [b, b - rest <= tolerance ? 0 : rest];
  }
  return a;
}

/**
 * The number of units of the longest service, up to `mostUnits`, at which rounding moves least work: it minimises
 * Σ w_i d_i (d_i↑ − d_i↓) by trying each.
 */
export function closestLatticeUnitS(services: readonly ServiceShare[], mostUnits = MOST_UNITS): number {
  const longestS = max(...services.map(({ serviceS }) => serviceS));
  let best = { moved: Infinity, unitS: longestS };
  for (let count = ceil(mostUnits / 2); count <= mostUnits; count++) {
    const unitS = longestS / count;
    let moved = 0;
    for (const { serviceS, share } of services) {
      const { below, above } = unitsAround(serviceS, unitS);
      moved += share * serviceS * (above - below) * unitS;
    }
    if (moved < best.moved) best = { moved, unitS };
  }
  return best.unitS;
}

/** The whole numbers of units around a service; equal where it is a multiple to 1e-12. */
export function unitsAround(serviceS: number, unitS: number): { readonly below: number; readonly above: number } {
  const nearest = round(serviceS / unitS);
  if (nearest >= 1 && abs(nearest * unitS - serviceS) <= 1e-12 * serviceS) return { below: nearest, above: nearest };
  const below = floor(serviceS / unitS);
  return { below, above: below + 1 };
}
