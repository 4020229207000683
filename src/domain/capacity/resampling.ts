import { requireCount, requirePositive } from '../range.js';
import type { Evidence } from './judge.js';
import { meetsAll, judge } from './judge.js';
import { resampledTimeline } from './timeline.js';
import { sampleQuantile } from './sample-quantile.js';

/** How far another history of the same traffic could differ from the trace. */
export interface Resampling {
  readonly replicas: number;
  readonly resamples: number;
  readonly blockS: number;
  /** Resamples in which every promise is kept. */
  readonly keptIn: number;
  /** The middle 95 % of the resampled p99 wait, s. */
  readonly p99LowS: number;
  readonly p99HighS: number;
}

/**
 * Replays resampled histories through a number of replicas.
 *
 * @param blockS - length of the blocks that are drawn, s; longer than the bursts that must survive
 */
export function resampling(
  evidence: Extract<Evidence, { readonly kind: 'replay' | 'simulated' }>,
  {
    replicas,
    resamples,
    blockS,
    onProgress,
  }: {
    readonly replicas: number;
    readonly resamples: number;
    readonly blockS: number;
    readonly onProgress?: ((share: number) => void) | undefined;
  },
): Resampling {
  requireCount(1, { replicas, resamples });
  requirePositive({ blockS });
  const [timeline] = evidence.timelines;
  if (timeline === undefined) throw new RangeError('evidence must hold a timeline');
  const p99s: number[] = [];
  let keptIn = 0;
  for (let i = 0; i < resamples; i += 1) {
    const again = { ...evidence, timelines: [resampledTimeline(timeline, blockS, evidence.pool.seed * 1000 + i)] };
    const { wait, isMet } = judge(again, replicas);
    p99s.push(wait?.p99S ?? Infinity);
    if (isMet) keptIn += 1;
    onProgress?.((i + 1) / resamples);
  }
  p99s.sort((a, b) => a - b);
  return {
    replicas,
    resamples,
    blockS,
    keptIn,
    p99LowS: sampleQuantile(p99s, 0.025),
    p99HighS: sampleQuantile(p99s, 0.975),
  };
}

/** Fewest replicas from `from` on with which a share of the resampled histories keeps every promise. */
export function replicasForConfidence(
  evidence: Extract<Evidence, { readonly kind: 'replay' | 'simulated' }>,
  {
    from,
    most,
    share,
    resamples,
    blockS,
  }: {
    readonly from: number;
    readonly most: number;
    readonly share: number;
    readonly resamples: number;
    readonly blockS: number;
  },
): number | null {
  const [timeline] = evidence.timelines;
  if (timeline === undefined) return null;
  const histories = Array.from({ length: resamples }, (_, i) => ({
    ...evidence,
    timelines: [resampledTimeline(timeline, blockS, evidence.pool.seed * 1000 + i)],
  }));
  const isEnough = (replicas: number) =>
    histories.filter((history) => meetsAll(history, replicas)).length >= share * resamples;
  let [fails, meets] = [from - 1, from];
  for (let step = 1; !isEnough(meets); step *= 2) {
    if (meets >= most) return null;
    fails = meets;
    meets = Math.min(most, meets + step);
  }
  while (meets - fails > 1) {
    const middle = Math.floor((fails + meets) / 2);
    if (isEnough(middle)) meets = middle;
    else fails = middle;
  }
  return meets;
}
