import { lognormalCdf, type Lognormal } from './lognormal.js';
import { sampleQuantile } from './sample-quantile.js';

/** Prompt or output lengths of a trace, in tokens. */
export interface LengthStatistics {
  readonly mean: number;
  /** Squared coefficient of variation, variance over mean squared; null where the mean is 0. */
  readonly scv: number | null;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Requests of length 0, which a service may have cancelled. */
  readonly zeros: number;
  readonly histogram: readonly HistogramBar[];
  /** Lognormal by mean and standard deviation of ln of the lengths above 0; null where all are 0. */
  readonly lognormal: Lognormal | null;
  /** Largest distance between the lognormal's and the trace's distribution; above about 0.05 it is no description of the tail. */
  readonly lognormalDistance: number | null;
}

export interface HistogramBar {
  /** Longest length of the bar, tokens. */
  readonly upTo: number;
  readonly count: number;
  /** Share of all tokens of the trace. */
  readonly tokenShare: number;
}

/** Statistics of at least one length. @param firstEdge - edge of the first bar; each further one is twice as long */
export function lengthStatistics(lengths: Uint32Array, firstEdge: number): LengthStatistics {
  const sorted = lengths.slice().sort();
  const n = sorted.length;
  let sum = 0;
  for (const length of sorted) sum += length;
  const mean = sum / n;
  let squares = 0;
  for (const length of sorted) squares += (length - mean) ** 2;
  const zeros = countUpTo(sorted, 0);
  const lognormal = lognormalFit(sorted, zeros);
  const quantile = (p: number) => sampleQuantile(sorted, p);
  return {
    mean,
    scv: mean === 0 ? null : squares / n / (mean * mean),
    min: sorted[0] ?? NaN,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: sorted.at(-1) ?? NaN,
    zeros,
    histogram: histogramOf(sorted, firstEdge, sum),
    lognormal,
    lognormalDistance: lognormal === null ? null : largestDistance(sorted, zeros, lognormal),
  };
}

/** How many of sorted numbers are at most `edge`. */
export function countUpTo(sorted: Uint32Array, edge: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

function histogramOf(sorted: Uint32Array, firstEdge: number, sum: number): readonly HistogramBar[] {
  const bars: HistogramBar[] = [];
  const max = sorted.at(-1) ?? 0;
  let from = 0;
  for (let upTo = firstEdge; from < sorted.length; upTo *= 2) {
    const to = countUpTo(sorted, upTo);
    let tokens = 0;
    for (let i = from; i < to; i += 1) tokens += sorted[i] ?? 0;
    bars.push({ upTo, count: to - from, tokenShare: sum === 0 ? 0 : tokens / sum });
    from = to;
    if (upTo > max) break;
  }
  return bars;
}

/** Maximum likelihood: mean and standard deviation (divisor n) of the logarithms. */
function lognormalFit(sorted: Uint32Array, zeros: number): Lognormal | null {
  const n = sorted.length - zeros;
  if (n === 0) return null;
  let sum = 0;
  for (let i = zeros; i < sorted.length; i += 1) sum += Math.log(sorted[i] ?? 1);
  const mu = sum / n;
  let squares = 0;
  for (let i = zeros; i < sorted.length; i += 1) squares += (Math.log(sorted[i] ?? 1) - mu) ** 2;
  return { mu, sigma: Math.sqrt(squares / n) };
}

/** Kolmogorov's distance, over at most 20,000 of the order statistics. */
function largestDistance(sorted: Uint32Array, zeros: number, fit: Lognormal): number {
  const n = sorted.length - zeros;
  const step = Math.max(1, Math.floor(n / 20_000));
  let worst = 0;
  for (let i = 0; i < n; i += step) {
    const at = lognormalCdf(fit, sorted[zeros + i] ?? NaN);
    worst = Math.max(worst, Math.abs(at - i / n), Math.abs(at - (i + 1) / n));
  }
  return worst;
}
