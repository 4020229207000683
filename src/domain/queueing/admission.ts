import { requireWithin } from '../range.js';
import { requireLoad } from './load.js';
import { requireFewPerService } from './loss.js';
import { compoundPoisson, exactLattice, unitsWaiting, type Jump } from './lattice.js';
import { EXACT_ERROR, type Method } from './method.js';
import { enclosingJumps, jumpsOn, latticeTail } from './mg1.js';
import { serviceMix } from './service-mix.js';
import { fallingRoot } from './solve.js';
import type { ServiceShare } from './wait-law.js';

/** Requests are accepted if and only if their wait, which is known on arrival, is at most `maxWaitS`. */
export interface AdmissionByWait {
  /** Requests/s; any load. */
  readonly ratePerS: number;
  readonly services: readonly ServiceShare[];
  readonly maxWaitS: number;
}

/** What admission by predicted wait does at one server. */
export interface Admission {
  readonly method: Method;
  /** Share of the requests refused; of an enclosure its upper bound. */
  readonly rejectionProbability: number;
  readonly lowerRejectionProbability: number;
  /** Share of the time without any request. */
  readonly idleProbability: number;
  /** P(W > t | accepted); 0 from `maxWaitS` on. Of an enclosure that of the services rounded up. */
  readonly acceptedTail: (waitS: number) => number;
  /** s. The tail is smooth between multiples of this. */
  readonly cellS: number;
}

/** 30,000 years. */
const LONGEST_S = 1e12;
/** Cells up to which an overloaded queue is followed; beyond 1e290 the law near the limit no longer moves with it. */
const MOST_CELLS = 10_000_000;
const NEAR_SATURATION = 0.9;

const RANGE = 'Poisson arrivals, constant service times or a mixture, one server, one limit for all buckets, any load';
const SOURCE =
  'workload of M/G/1 restricted to ≤ τ: D. Perry, W. Stadje, S. Zacks (2000); U(x) by the positive recursion';
const EXACT: Method = {
  kind: 'exact',
  name: 'M/G/1 accepting by predicted wait',
  source: SOURCE,
  range: RANGE,
  error: EXACT_ERROR,
};
const ENCLOSED: Method = {
  kind: 'enclosure',
  name: 'M/G/1 accepting by predicted wait, between two lattices',
  source: SOURCE,
  range: RANGE,
  error: 'the rejection is proved to lie between the two bounds that are given',
};

/**
 * Loss and accepted waits when a request is refused whose wait would be above τ.
 *
 * With U(x) = Σ_n ρ^n P(R_1 + … + R_n ≤ x) over residual services R: P(idle) = 1/(1 + ρU(τ)),
 * P(reject) = 1 − U(τ)/(1 + ρU(τ)), P(W ≤ x | accepted) = U(x)/U(τ). For constant services M/D/1/K is the same with τ = (K − 1)D.
 * Example: ρ = 0.8, D = 1 s, τ = 5 s: 2.1857 % refused, accepted p99 4.80104 s; at ρ = 1.25 21.443 %.
 *
 * @throws RangeError naming an argument out of range
 */
export function admissionByWait({ ratePerS, services, maxWaitS }: AdmissionByWait): Admission {
  requireLoad({ ratePerS });
  requireWithin({ min: 0, max: LONGEST_S }, { maxWaitS });
  const mix = serviceMix(services);
  requireFewPerService(ratePerS, mix);
  const load = ratePerS * mix.meanS;
  const lattice = exactLattice(mix.services);
  if (lattice !== null) {
    const jumps = jumpsOn(lattice, mix, ratePerS);
    const only = restricted({ unitS: lattice.unitS, jumps, load, scale: 1 }, maxWaitS);
    return { method: EXACT, lowerRejectionProbability: only.rejectionProbability, cellS: lattice.unitS, ...only };
  }
  const { unitS, above, below, lost } = enclosingJumps(mix, ratePerS);
  const upper = restricted({ unitS, jumps: above, load, scale: 1 }, maxWaitS);
  const lower =
    below.length === 0 || lost >= 1
      ? 0
      : restricted({ unitS, jumps: below, load, scale: 1 / (1 - lost) }, maxWaitS).rejectionProbability;
  return { method: ENCLOSED, lowerRejectionProbability: lower, cellS: unitS, ...upper };
}

/** The wait that a share p of the accepted requests does not exceed, in s. @param p - from 0 to below 1 */
export function acceptedWaitQuantileS(admission: Admission, maxWaitS: number, p: number): number {
  requireWithin({ min: 0, max: 1 - Number.EPSILON / 2 }, { p });
  const excess = (waitS: number) => admission.acceptedTail(waitS) - (1 - p) * (1 + 1e-12);
  return excess(0) <= 0 ? 0 : fallingRoot(excess, { low: 0, high: maxWaitS }).high;
}

/** Nodes and weights of Gauss–Legendre on (0, 1), exact to degree 9. */
const NODES = [0.046910077030668, 0.2307653449471584, 0.5, 0.7692346550528416, 0.953089922969332];
const WEIGHTS = [0.1184634425280945, 0.2393143352496832, 0.2844444444444444, 0.2393143352496832, 0.1184634425280945];
/** Parts into which the time up to the limit is cut at most. */
const MOST_PARTS = 20_000;

/** E[W | accepted] in s: the integral of the accepted tail, cell by cell, on which it is smooth. */
export function acceptedMeanWaitS({ acceptedTail, cellS }: Admission, maxWaitS: number): number {
  // Up to where it is above 1e-17, and from where it falls below 1: in between it is integrated.
  let endS = cellS;
  while (endS < maxWaitS && acceptedTail(endS) > 1e-17) endS *= 2;
  endS = Math.min(endS, maxWaitS);
  let [startS, laterS] = [0, endS];
  if (acceptedTail(endS / 2) >= 1)
    while (laterS - startS > cellS + 1e-12 * endS) {
      const middleS = (startS + laterS) / 2;
      if (acceptedTail(middleS) >= 1) startS = middleS;
      else laterS = middleS;
    }
  startS = Math.max(0, Math.floor(startS / cellS)) * cellS;
  const spanS = endS - startS;
  const parts = Math.min(MOST_PARTS, Math.ceil(spanS / cellS));
  const widthS = Math.max(cellS, spanS / Math.max(1, parts));
  let meanS = startS;
  for (let part = 0; part < parts; part++) {
    const fromS = startS + part * widthS;
    const lengthS = Math.min(widthS, endS - fromS);
    let sum = 0;
    NODES.forEach((node, i) => (sum += (WEIGHTS[i] as number) * acceptedTail(fromS + node * lengthS)));
    meanS += sum * lengthS;
    if (sum < 1e-15 * (meanS / maxWaitS)) break;
  }
  return meanS;
}

interface Restricted {
  readonly unitS: number;
  readonly jumps: readonly Jump[];
  /** ρ of the queue itself. */
  readonly load: number;
  /** U of the queue over that of these jumps: above 1 where residuals were rounded to 0. */
  readonly scale: number;
}

type Acceptance = Pick<Admission, 'rejectionProbability' | 'idleProbability' | 'acceptedTail'>;

function restricted(queue: Restricted, maxWaitS: number): Acceptance {
  const { load, unitS } = queue;
  if (load < NEAR_SATURATION || (load < 1 && maxWaitS / unitS > 0.1 * MOST_CELLS)) return ofStable(queue, maxWaitS);
  const byRenewals = ofRenewals(queue, maxWaitS);
  // Near ρ = 1 the tail without a limit is 1 but for rounding; as long as P(W ≤ τ) without a limit is small, U tells it.
  return load >= 1 || byRenewals.withoutLimit < 0.5 ? byRenewals : ofStable(queue, maxWaitS);
}

/** For ρ < 1 by the tail of the wait without a limit, which keeps its digits where almost nobody is refused. */
function ofStable({ unitS, jumps, load }: Restricted, maxWaitS: number): Acceptance {
  const tail = latticeTail(unitS, jumps);
  const beyond = tail(maxWaitS);
  return {
    rejectionProbability: ((1 - load) * beyond) / (1 - load * beyond),
    idleProbability: (1 - load) / (1 - load * beyond),
    acceptedTail: (waitS) => (waitS >= maxWaitS ? 0 : Math.max(0, (tail(waitS) - beyond) / (1 - beyond))),
  };
}

/** For ρ near 1 and above by U itself, which for ρ ≥ 1 grows without bound; and (1 − ρ) U(τ), P(W ≤ τ) without a limit. */
function ofRenewals(
  { unitS, jumps, load, scale }: Restricted,
  maxWaitS: number,
): Acceptance & { readonly withoutLimit: number } {
  const longest = Math.max(...jumps.map(({ units }) => units));
  const wanted = Math.min(MOST_CELLS, Math.floor(maxWaitS / unitS) + 1);
  const { cumulated } = unitsWaiting(compoundPoisson(jumps, 1), wanted, { ratio: null, longest });
  // Where U would overflow, the law near the limit no longer moves with the limit.
  if (cumulated.length === MOST_CELLS) {
    throw new RangeError(
      `maxWaitS must be at most ${MOST_CELLS * unitS} s at this load of ${load}, but is ${maxWaitS}`,
    );
  }
  const horizonS = cumulated.length < wanted ? (cumulated.length - 1) * unitS : maxWaitS;
  const shiftS = maxWaitS - horizonS;
  const renewal = (waitS: number) => {
    const time = waitS / unitS;
    const cells = Math.min(cumulated.length, Math.floor(time) + 1);
    const part = compoundPoisson(jumps, Math.min(1, cells - time));
    let sum = 0;
    for (let j = 0; j < Math.min(part.length, cells); j++) {
      sum += (part[j] as number) * (cumulated[cells - 1 - j] as number);
    }
    return scale * sum;
  };
  const all = renewal(horizonS);
  return {
    withoutLimit: (1 - load) * all,
    rejectionProbability: (1 + (load - 1) * all) / (1 + load * all),
    idleProbability: 1 / (1 + load * all),
    acceptedTail: (waitS) => {
      if (waitS < shiftS) return 1;
      return waitS >= maxWaitS ? 0 : Math.max(0, 1 - renewal(waitS - shiftS) / all);
    },
  };
}
