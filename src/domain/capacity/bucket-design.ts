import { requireCount } from '../range.js';

/** Lengths and how many requests have them, lengths rising. */
export interface LengthWeights {
  readonly lengths: readonly number[];
  readonly weights: readonly number[];
}

/** The best edges for one number of buckets. */
export interface BucketDesign {
  /** Longest length of each bucket, rising; the last is the longest length of all. */
  readonly edges: readonly number[];
  /** Cost of all requests when each costs as much as its edge, over that when each costs its own length; 1 is no padding. */
  readonly overhead: number;
  /** What it saves against one bucket fewer, as a share of the padded load of that; 0 for the first. */
  readonly saving: number;
}

/** Lengths of a trace, counted. @param multipleOf - lengths are rounded up to multiples of it, as shapes have to be */
export function lengthWeights(lengths: Uint32Array, multipleOf = 1): LengthWeights {
  requireCount(1, { multipleOf });
  const counts = new Map<number, number>();
  for (const length of lengths) {
    const rounded = Math.max(1, Math.ceil(length / multipleOf)) * multipleOf;
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { lengths: sorted.map(([length]) => length), weights: sorted.map(([, count]) => count) };
}

/**
 * The edges of 1, 2, … `most` buckets that make the padded load least, each exactly, by dynamic programming: the least cost of
 * the first j lengths in k buckets is min over i of that of the first i in k − 1 buckets plus (W_j − W_i) f(l_j), with W the
 * summed weights and f the cost of a length. Since f never falls, the cost of a stretch meets the quadrangle inequality
 * (W_b − W_a)(f_c − f_d) ≤ 0, so the best i never falls with j, and halving finds each row in m log m steps (Yao 1980,
 * Efficient dynamic programming using quadrangle inequalities).
 *
 * @param costOf - cost of a request padded to a length, never falling, above 0; the length itself where the rate is constant
 * @returns one design for each number of buckets, fewer where there are fewer lengths
 */
export function designBuckets(
  { lengths, weights }: LengthWeights,
  most: number,
  costOf: (length: number) => number = (length) => length,
): readonly BucketDesign[] {
  requireCount(1, { most });
  const m = lengths.length;
  if (m === 0) throw new RangeError('lengths must hold at least one');
  const costs = Float64Array.from(lengths, costOf);
  const summed = new Float64Array(m + 1);
  let own = 0;
  for (let i = 0; i < m; i += 1) {
    if (!((costs[i] ?? NaN) > 0 && (i === 0 || (costs[i] ?? NaN) >= (costs[i - 1] ?? NaN)))) {
      throw new RangeError(`costOf must be above 0 and never fall, but is ${costs[i]} at ${lengths[i]}`);
    }
    summed[i + 1] = (summed[i] ?? 0) + (weights[i] ?? 0);
    own += (weights[i] ?? 0) * (costs[i] ?? 0);
  }
  const designs: BucketDesign[] = [];
  const starts: Int32Array[] = [];
  let before = new Float64Array(m + 1).fill(Infinity);
  before[0] = 0;
  for (let k = 1; k <= Math.min(most, m); k += 1) {
    const row = bestRow(before, { costs, summed, from: k });
    starts.push(row.starts);
    const padded = row.least[m] ?? NaN;
    const previous = k === 1 ? padded : (before[m] ?? NaN);
    designs.push({ edges: edgesOf(starts, lengths), overhead: padded / own, saving: 1 - padded / previous });
    before = row.least;
  }
  return designs;
}

interface Costs {
  readonly costs: Float64Array;
  readonly summed: Float64Array;
  /** Fewest lengths that fill this number of buckets. */
  readonly from: number;
}

/** Least cost of the first j lengths with one bucket more than `before`, and where that last bucket begins. */
function bestRow(
  before: Float64Array,
  { costs, summed, from }: Costs,
): { least: Float64Array<ArrayBuffer>; starts: Int32Array } {
  const m = costs.length;
  const least = new Float64Array(m + 1).fill(Infinity);
  const starts = new Int32Array(m + 1);
  const solve = (low: number, high: number, firstStart: number, lastStart: number): void => {
    if (low > high) return;
    const j = (low + high) >> 1;
    let [best, bestStart] = [Infinity, firstStart];
    for (let i = firstStart; i <= Math.min(j - 1, lastStart); i += 1) {
      const cost = (before[i] ?? 0) + ((summed[j] ?? 0) - (summed[i] ?? 0)) * (costs[j - 1] ?? 0);
      if (cost < best) [best, bestStart] = [cost, i];
    }
    least[j] = best;
    starts[j] = bestStart;
    solve(low, j - 1, firstStart, bestStart);
    solve(j + 1, high, bestStart, lastStart);
  };
  solve(from, m, from - 1, m - 1);
  return { least, starts };
}

function edgesOf(starts: readonly Int32Array[], lengths: readonly number[]): readonly number[] {
  const edges: number[] = [];
  let end = lengths.length;
  for (let k = starts.length - 1; k >= 0; k -= 1) {
    edges.push(lengths[end - 1] ?? NaN);
    end = starts[k]?.[end] ?? 0;
  }
  return edges.reverse();
}

/** Padded over own cost for given edges; Infinity where a length is beyond the last. The edges must rise. */
export function paddingOverhead(
  { lengths, weights }: LengthWeights,
  edges: readonly number[],
  costOf: (length: number) => number = (length) => length,
): number {
  let [own, padded, k] = [0, 0, 0];
  lengths.forEach((length, i) => {
    while (k < edges.length && length > (edges[k] ?? 0)) k += 1;
    const edge = edges[k];
    own += (weights[i] ?? 0) * costOf(length);
    padded += edge === undefined ? Infinity : (weights[i] ?? 0) * costOf(edge);
  });
  return padded / own;
}
