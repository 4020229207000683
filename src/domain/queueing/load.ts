import { requireWithin } from '../range.js';

/** A load that no queue can carry: the backlog grows without bound. Its own class, so that it can be told, not crash. */
export class OverloadError extends RangeError {
  constructor(readonly utilization: number) {
    super(
      `utilization must be below 1, but is ${utilization}: as much work arrives as can be served, or more, and the queue ` +
        'grows without bound; more servers, a shorter service or a limit on the queue is needed',
    );
    this.name = 'OverloadError';
  }
}

/** Beyond it ρ has too few digits left of its distance from 1. */
const HIGHEST_UTILIZATION = 1 - 1e-13;

/** Rates, 1/s, and times, s, that a queue may have: within them no formula here overflows or underflows, so that 0 means 0. */
export const LOAD_BOUNDS = { min: 1e-30, max: 1e30 } as const;

/**
 * A rate or a time of a queue.
 *
 * @throws RangeError naming the argument out of range
 */
export function requireLoad(load: Readonly<Record<string, number>>): void {
  requireWithin(LOAD_BOUNDS, load);
}

/** A queue whose exact law exists but is too large to be calculated here: it can be simulated. */
export class BeyondExactError extends RangeError {
  constructor(message: string) {
    super(`${message}; simulate it`);
    this.name = 'BeyondExactError';
  }
}

/** ρ = λ E[S] / c. @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1 */
export function stableUtilization(load: {
  readonly ratePerS: number;
  readonly meanServiceS: number;
  readonly servers: number;
}): number {
  requireLoad({ ratePerS: load.ratePerS, serviceS: load.meanServiceS });
  const utilization = (load.ratePerS * load.meanServiceS) / load.servers;
  if (!(utilization < 1)) throw new OverloadError(utilization);
  if (utilization > HIGHEST_UTILIZATION) {
    throw new RangeError(
      `utilization must be at most 1 − 1e-13, but is ${utilization}: so near 1 the wait is decided by the rounding of the rate`,
    );
  }
  return utilization;
}
