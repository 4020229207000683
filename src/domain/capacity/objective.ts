import { requirePositive, requireWithin } from '../range.js';

/** What a service promises: a share `quantile` of the requests within `limitS`. */
export interface Objective {
  /** For example 0.99. */
  readonly quantile: number;
  readonly limitS: number;
  /** latency: from arrival to the last token. wait: from arrival to the start of service. */
  readonly appliesTo: 'latency' | 'wait';
}

/** @throws RangeError naming the parameter out of range */
export function requireObjective({ quantile, limitS }: Objective): void {
  requirePositive({ sloLatencyS: limitS });
  requireWithin({ min: 0, max: 1 - Number.EPSILON }, { sloQuantile: quantile });
}

/** Longest wait with which a request of some service time still keeps its promise, s; below 0 it cannot be kept at all. */
export function patienceS({ limitS, appliesTo }: Objective, serviceS: number): number {
  return appliesTo === 'wait' ? limitS : limitS - serviceS;
}
