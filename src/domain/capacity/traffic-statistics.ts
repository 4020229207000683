import { busiestStretch, windowStatistics, type Peak, type WindowStatistics } from './arrival-counts.js';
import { lengthStatistics, type LengthStatistics } from './length-statistics.js';
import type { Trace } from './trace.js';

/** Windows in which arrivals are counted, s. */
export const DISPERSION_WINDOWS_S: readonly number[] = [1, 10, 60, 300];
/** Stretches whose busiest is looked for, s: hour, minute, ten seconds. */
export const PEAK_WINDOWS_S: readonly number[] = [3600, 60, 10];

/** Shorter is one instant: no clock of a trace tells it apart. */
const SHORTEST_S = 1e-9;

/** What a trace says of the traffic behind it. */
export interface TrafficStatistics {
  readonly requests: number;
  /** From the first to the last request, s. */
  readonly durationS: number;
  /** Requests over duration, per s; null where all came at one instant. */
  readonly ratePerS: number | null;
  /** Squared coefficient of variation of the times between arrivals; 1 for Poisson. Null where there is no time between. */
  readonly interarrivalScv: number | null;
  /** Share of requests that came at the very instant of the one before: clocks that tick coarsely hide bursts. */
  readonly sameInstantShare: number;
  readonly windows: readonly WindowStatistics[];
  /** Busiest hour, minute and ten seconds, of those that the trace is long enough for. */
  readonly peaks: readonly Peak[];
  readonly burstiness: Burstiness;
  readonly prompt: LengthStatistics;
  readonly output: LengthStatistics;
  /** Pearson's correlation of prompt and output length; null where one of them never varies. */
  readonly lengthCorrelation: number | null;
}

/**
 * burstier: in some window the counts vary more than Poisson's would once in a thousand, so a Poisson model is a floor and
 * not a forecast. poisson-like: none does. unknown: too short to say.
 */
export type Burstiness = 'burstier-than-poisson' | 'poisson-like' | 'unknown';

/** Statistics of a trace of at least one request. @throws RangeError for an empty trace */
export function trafficStatistics({ arrivalS, promptTokens, outputTokens }: Trace): TrafficStatistics {
  const requests = arrivalS.length;
  if (requests === 0) throw new RangeError('the trace must hold at least one request');
  const durationS = arrivalS.at(-1) ?? 0;
  const windows = DISPERSION_WINDOWS_S.map((windowS) => windowStatistics(arrivalS, windowS));
  return {
    requests,
    durationS,
    ratePerS: durationS >= SHORTEST_S ? requests / durationS : null,
    ...interarrivals(arrivalS),
    windows,
    peaks: PEAK_WINDOWS_S.flatMap((windowS) => busiestStretch(arrivalS, windowS) ?? []),
    burstiness: burstinessOf(windows),
    prompt: lengthStatistics(promptTokens, 256),
    output: lengthStatistics(outputTokens, 16),
    lengthCorrelation: correlation(promptTokens, outputTokens),
  };
}

function burstinessOf(windows: readonly WindowStatistics[]): Burstiness {
  const judged = windows.filter(({ dispersion }) => dispersion !== null);
  if (judged.length === 0) return 'unknown';
  const isBeyond = ({ dispersion, poissonLimit }: WindowStatistics) => (dispersion ?? 0) > (poissonLimit ?? Infinity);
  return judged.some(isBeyond) ? 'burstier-than-poisson' : 'poisson-like';
}

function interarrivals(arrivalS: Float64Array): Pick<TrafficStatistics, 'interarrivalScv' | 'sameInstantShare'> {
  const n = arrivalS.length - 1;
  const mean = n > 0 ? (arrivalS[n] ?? 0) / n : 0;
  let squares = 0;
  let same = 0;
  for (let i = 1; i <= n; i += 1) {
    const gap = (arrivalS[i] ?? 0) - (arrivalS[i - 1] ?? 0);
    squares += (gap - mean) ** 2;
    if (gap === 0) same += 1;
  }
  return {
    interarrivalScv: mean >= SHORTEST_S ? squares / n / (mean * mean) : null,
    sameInstantShare: n > 0 ? same / n : 0,
  };
}

function correlation(a: Uint32Array, b: Uint32Array): number | null {
  const meanOf = (values: Uint32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    const [da, db] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa === 0 || bb === 0 ? null : ab / Math.sqrt(aa * bb);
}
