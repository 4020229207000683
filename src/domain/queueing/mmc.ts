import { requireCount } from '../range.js';
import { stableUtilization } from './load.js';
import { EXACT_ERROR, type Method } from './method.js';
import type { WaitLaw } from './wait-law.js';

const METHOD: Method = {
  kind: 'exact',
  name: 'M/M/c, Erlang C',
  source: 'A. K. Erlang (1917); D. Gross, C. Harris, Fundamentals of Queueing Theory, §2.3',
  range: 'Poisson arrivals, exponential service times, one queue, ρ < 1',
  error: `${EXACT_ERROR}. For constant service times it is no answer but a comparison: about twice their wait`,
};

/**
 * The law of the wait in M/M/c, for comparison: P(W > t) = C e^{−(cμ−λ)t} with C = B / (1 − ρ(1 − B)) and Erlang's loss B.
 * Example: c = 2, ρ = 0.5: C = 1/3, E[W] = (1/3) / (2μ − λ) = 1/3 of a service.
 *
 * @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1
 */
export function mmcWait(queue: {
  readonly ratePerS: number;
  /** Mean service time. */
  readonly serviceS: number;
  readonly servers: number;
}): WaitLaw {
  const { ratePerS, serviceS, servers } = queue;
  requireCount(1, { servers });
  const utilization = stableUtilization({ ratePerS, meanServiceS: serviceS, servers });
  const loss = erlangB({ offered: utilization * servers, servers });
  const probabilityOfWaiting = loss / (1 - utilization * (1 - loss));
  const decayPerS = (servers * (1 - utilization)) / serviceS;
  const tail = (waitS: number) => (waitS >= 0 ? probabilityOfWaiting * Math.exp(-decayPerS * waitS) : 1);
  return {
    method: METHOD,
    utilization,
    probabilityOfWaiting,
    meanWaitS: probabilityOfWaiting / decayPerS,
    tail,
    lowerTail: tail,
    cellS: serviceS,
  };
}

/**
 * Erlang's loss probability of c servers without a queue: B_0 = 1, B_c = aB_{c−1} / (c + aB_{c−1}). Exact for any law of the
 * service times of that mean (insensitivity), so for constant ones too.
 * Example: a = 1.6, c = 2: 1.28 / (1 + 1.6 + 1.28) = 0.329897.
 */
export function erlangB({ offered, servers }: { readonly offered: number; readonly servers: number }): number {
  let loss = 1;
  for (let n = 1; n <= servers; n++) loss = (offered * loss) / (n + offered * loss);
  return loss;
}
