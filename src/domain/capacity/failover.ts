import { requireCount, requireNotNegative, requirePositive } from '../range.js';

/** What happens from a failure until traffic has been re-routed and what waited has been served. */
export interface Failover {
  /** Requests sent to dead replicas while nobody has noticed, plus those that were in service there. */
  readonly backlogRequests: number;
  /** From re-routing until the backlog is gone, s; null where what is left cannot catch up. */
  readonly drainS: number | null;
  /** Longest wait of a request sent to a dead replica: the whole failover time, then behind the backlog. s; null where none is left. */
  readonly worstWaitS: number | null;
  /** What each queue of a surviving replica must hold beyond its normal queue. */
  readonly queueCapPerReplica: number | null;
  /** Requests per s by which the backlog grows for as long as the loss lasts; 0 where what is left can carry the load. */
  readonly growthPerS: number;
}

/**
 * Fluid balance of a blackhole: for `failoverTimeS` the share lost/replicas of λ goes nowhere. Backlog B = share·λ·t + what was
 * in service there; then N' servers work it off: drain = B / (N'μ − λ), longest wait = t + B / (N'μ). With 72 servers of 1 s in
 * 9 racks, ρ 0.80, one rack lost and re-routed after 30 s: share 1/9, B = 57.6·30/9 + 8·0.8 = 198.4, drain 198.4 / (64 − 57.6) = 31 s.
 *
 * @throws RangeError naming the parameter out of range
 */
export function failoverOf({
  ratePerS,
  meanServiceS,
  replicas,
  slots,
  lost,
  failoverTimeS,
}: {
  readonly ratePerS: number;
  readonly meanServiceS: number;
  readonly replicas: number;
  readonly slots: number;
  readonly lost: number;
  readonly failoverTimeS: number;
}): Failover {
  requirePositive({ ratePerS, meanServiceS });
  requireCount(1, { replicas, slots });
  requireCount(0, { lost });
  requireNotNegative({ failoverTimeS });
  const left = replicas - Math.min(lost, replicas);
  const share = (replicas - left) / replicas;
  const utilization = Math.min(1, (ratePerS * meanServiceS) / (replicas * slots));
  const backlogRequests = share * ratePerS * failoverTimeS + (replicas - left) * slots * utilization;
  const servedPerS = (left * slots) / meanServiceS;
  const spare = servedPerS - ratePerS;
  return {
    backlogRequests,
    drainS: backlogRequests === 0 ? 0 : spare > 0 ? backlogRequests / spare : null,
    worstWaitS: left === 0 ? null : share === 0 ? 0 : failoverTimeS + backlogRequests / servedPerS,
    queueCapPerReplica: left === 0 ? null : Math.ceil(backlogRequests / left),
    growthPerS: Math.max(0, -spare),
  };
}
