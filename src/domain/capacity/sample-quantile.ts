import { requireWithin } from '../range.js';

/** Numbers sorted from small to large. */
export type Sorted = Float64Array | Uint32Array | readonly number[];

/**
 * Quantile of a sample by linear interpolation between order statistics: position (n − 1)·p (Hyndman and Fan 1996,
 * American Statistician 50, definition 7, which numpy and spreadsheets use).
 *
 * @param sorted - from small to large, at least one
 * @param p - 0 to 1
 * @throws RangeError for an empty sample or a probability outside 0 to 1
 */
export function sampleQuantile(sorted: Sorted, p: number): number {
  requireWithin({ min: 0, max: 1 }, { p });
  if (sorted.length === 0) throw new RangeError('sorted must hold at least one number');
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (position - below) * (high - low);
}
