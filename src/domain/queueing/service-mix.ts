import { requirePositive } from '../range.js';
import { requireLoad } from './load.js';
import type { ServiceShare } from './wait-law.js';

/** Moments of a mixture of constant service times. */
export interface ServiceMix {
  /** Services in rising order, equal ones merged, shares summing to 1. */
  readonly services: readonly ServiceShare[];
  /** s. */
  readonly meanS: number;
  /** s². */
  readonly secondMomentS2: number;
  /** Variance over squared mean; 0 for a constant. */
  readonly scv: number;
}

/** @throws RangeError on an empty mixture, or naming a service time or share that is not above 0 */
export function serviceMix(services: readonly ServiceShare[]): ServiceMix {
  if (services.length === 0) throw new RangeError('services must hold at least one service time, but is empty');
  for (const { serviceS, share } of services) {
    requireLoad({ serviceS });
    requirePositive({ share });
  }
  const total = services.reduce((sum, { share }) => sum + share, 0);
  const merged: { serviceS: number; share: number }[] = [];
  for (const { serviceS, share } of [...services].sort((a, b) => a.serviceS - b.serviceS)) {
    const last = merged.at(-1);
    if (last?.serviceS === serviceS) last.share += share / total;
    else merged.push({ serviceS, share: share / total });
  }
  const meanS = merged.reduce((sum, { serviceS, share }) => sum + share * serviceS, 0);
  const secondMomentS2 = merged.reduce((sum, { serviceS, share }) => sum + share * serviceS * serviceS, 0);
  const variance = merged.reduce((sum, { serviceS, share }) => sum + share * (serviceS - meanS) ** 2, 0);
  return { services: merged, meanS, secondMomentS2, scv: variance / (meanS * meanS) };
}
