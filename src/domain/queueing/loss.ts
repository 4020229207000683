import { requireCount, requirePositive, requireWithin } from '../range.js';
import { requireLoad } from './load.js';
import { EXACT_ERROR, type Method } from './method.js';
import { erlangB } from './mmc.js';
import { poissonProbability } from './poisson.js';
import { serviceMix, type ServiceMix } from './service-mix.js';
import type { ServiceShare } from './wait-law.js';

/** A queue that refuses who finds it full. */
export interface FiniteQueue {
  /** Requests/s; any load. */
  readonly ratePerS: number;
  readonly services: readonly ServiceShare[];
  /** Requests in the system at most, the one in service included. */
  readonly capacity: number;
}

export interface Loss {
  readonly method: Method;
  /** Share of the requests that are refused. */
  readonly lossProbability: number;
  /** Requests in the system on average. */
  readonly meanInSystem: number;
  /** s, of those accepted. */
  readonly meanAcceptedWaitS: number;
}

/** Places up to which the chain is written out. */
const MOST_PLACES = 1_000_000;
/** Arrivals in the longest service beyond which nobody ever finds the server idle, and e^−λS is no number any more. */
const MOST_ARRIVALS = 500;

/** @throws RangeError where so many arrive in one service that the formulas have no numbers for it */
export function requireFewPerService(ratePerS: number, { services }: ServiceMix): void {
  const most = Math.max(...services.map(({ serviceS }) => ratePerS * serviceS));
  if (most <= MOST_ARRIVALS) return;
  throw new RangeError(
    `ratePerS times the longest service must be at most ${MOST_ARRIVALS} for one server with a limit, but is ${most}: at such an ` +
      'overload all but 1 / (ratePerS · serviceS) of the requests are refused',
  );
}

const METHOD: Method = {
  kind: 'exact',
  name: 'M/G/1/K, embedded chain',
  source: 'H. Takagi, Queueing Analysis vol. 2 (1993) §1; J. Keilson (1966) for the form without cancellation',
  range: 'Poisson arrivals, a mixture of constant service times, one server, any load',
  error: EXACT_ERROR,
};

/**
 * Loss of M/D/1/K and M/G/1/K.
 *
 * At departures b_0 = 1, b_j = [T_{j−1} b_0 + Σ_{k=1}^{j−1} b_k T_{j−k}] / a_0 with a_n = P(n arrivals in a service) and T_n
 * its tail. π_0 = 1 / Σ_{j<K} b_j, loss = 1 − 1/(π_0 + ρ). For ρ < 1 the same without cancellation:
 * (1 − ρ) P(N ≥ K) / (1 − ρ P(N ≥ K)) with N of the queue without a limit.
 * Example: ρ = 0.8, D = 1: K = 1 0.444444 = ρ/(1+ρ), K = 5 0.035290396.
 *
 * @throws RangeError naming an argument out of range
 */
export function mg1kLoss({ ratePerS, services, capacity }: FiniteQueue): Loss {
  requireLoad({ ratePerS });
  requireCount(1, { capacity });
  requireWithin({ min: 1, max: MOST_PLACES }, { capacity });
  const mix = serviceMix(services);
  const load = ratePerS * mix.meanS;
  requireFewPerService(ratePerS, mix);
  const { masses, beyond } = departures(ratePerS, mix.services, { capacity, load });
  const sum = masses.reduce((all, mass) => all + mass, 0);
  const empty = Number.isFinite(sum) ? 1 / sum : 0;
  // Of the two forms the one that does not cancel: near ρ = 1 and above the first, where hardly anybody is refused the second.
  const lossProbability =
    beyond === null || (1 - load) * sum < 0.5
      ? (empty - (1 - load)) / (empty + load)
      : ((1 - load) * beyond) / (1 - load * beyond);
  const scale = empty / (empty + load);
  const meanBelow = masses.reduce((all, mass, n) => all + n * (mass * scale), 0);
  const meanInSystem = Number.isFinite(meanBelow) ? meanBelow + capacity * lossProbability : capacity;
  // Those waiting, summed by themselves: in the system less in service would cancel at low loads.
  const waiting = Number.isFinite(meanBelow)
    ? masses.reduce((all, mass, n) => all + Math.max(0, n - 1) * (mass * scale), 0) + (capacity - 1) * lossProbability
    : meanInSystem - Math.min(1, load * (1 - lossProbability));
  const accepted = ratePerS * (1 - lossProbability);
  return {
    method: METHOD,
    lossProbability,
    meanInSystem,
    meanAcceptedWaitS: waiting / accepted,
  };
}

/** Largest mass that is carried on; beyond it the queue is full whenever it can be, to the last digit. */
const LARGEST = 1e280;

/**
 * The masses b_0 … b_{K−1}, and P(N ≥ K) of the queue without a limit where ρ < 1, summed from its far end.
 */
function departures(
  ratePerS: number,
  services: readonly ServiceShare[],
  { capacity, load }: { readonly capacity: number; readonly load: number },
): { readonly masses: Float64Array; readonly beyond: number | null } {
  const arrivals: number[] = [];
  const longest = Math.max(...services.map(({ serviceS }) => ratePerS * serviceS));
  for (let n = 0; n <= longest + 12 * Math.sqrt(longest) + 60; n++) {
    arrivals.push(
      services.reduce((sum, { serviceS, share }) => sum + share * poissonProbability(n, ratePerS * serviceS), 0),
    );
  }
  const tails = new Float64Array(arrivals.length);
  for (let n = arrivals.length - 2; n >= 0; n--) tails[n] = (tails[n + 1] as number) + (arrivals[n + 1] as number);
  const none = arrivals[0] as number;
  const masses: number[] = [1];
  let steady = 0;
  let j = 1;
  for (; j < capacity || (load < 1 && steady < 12); j++) {
    let sum = j <= tails.length ? (tails[j - 1] as number) : 0;
    for (let k = Math.max(1, j - tails.length + 1); k < j; k++) sum += (masses[k] as number) * (tails[j - k] as number);
    const mass = sum / none;
    const last = masses[j - 1] as number;
    const before = masses[j - 2];
    const ratio = mass / last;
    steady = before !== undefined && Math.abs(ratio / (last / before) - 1) < 1e-14 ? steady + 1 : 0;
    if (load < 1 && j >= capacity && (mass < 1e-300 || mass < 1e-30 * (masses[capacity] ?? mass))) steady = Infinity;
    if (!(mass < LARGEST)) return { masses: Float64Array.of(Infinity), beyond: null };
    masses.push(mass);
  }
  const kept = Float64Array.from(masses.slice(0, capacity));
  if (load >= 1) return { masses: kept, beyond: null };
  const end = masses[j - 1] as number;
  const ratio = end === 0 ? 0 : end / (masses[j - 2] as number);
  let beyond = (end * ratio) / (1 - ratio);
  for (let n = j - 1; n >= capacity; n--) beyond += masses[n] as number;
  return { masses: kept, beyond: (1 - load) * beyond };
}

const ERLANG_METHOD: Method = {
  kind: 'exact',
  name: 'M/G/c/c, Erlang B',
  source: 'A. K. Erlang (1917); insensitive to the law of the service times',
  range: 'Poisson arrivals, any service times, c servers and no place to wait, any load',
  error: EXACT_ERROR,
};

/** Loss where nobody can wait: as many places as servers. */
export function noQueueLoss(queue: {
  readonly ratePerS: number;
  readonly meanServiceS: number;
  readonly servers: number;
}): { readonly method: Method; readonly lossProbability: number } {
  requirePositive({ ratePerS: queue.ratePerS, serviceS: queue.meanServiceS });
  requireCount(1, { servers: queue.servers });
  const offered = queue.ratePerS * queue.meanServiceS;
  return { method: ERLANG_METHOD, lossProbability: erlangB({ offered, servers: queue.servers }) };
}
