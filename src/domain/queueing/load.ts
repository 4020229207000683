import { requirePositive } from '../range.js';

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

/** ρ = λ E[S] / c. @throws RangeError naming an argument out of range, OverloadError at ρ ≥ 1 */
export function stableUtilization(load: {
  readonly ratePerS: number;
  readonly meanServiceS: number;
  readonly servers: number;
}): number {
  requirePositive({ ratePerS: load.ratePerS, serviceS: load.meanServiceS });
  const utilization = (load.ratePerS * load.meanServiceS) / load.servers;
  if (!(utilization < 1)) throw new OverloadError(utilization);
  return utilization;
}
