import { requirePositive } from '../range.js';

/** How arrivals spread over windows of one length. */
export interface WindowStatistics {
  readonly windowS: number;
  /** Whole windows, counted from the first request; what is left at the end is not counted. */
  readonly windows: number;
  /** Arrivals per s, mean over these windows. */
  readonly meanPerS: number;
  /** Arrivals per s in the busiest of these windows. */
  readonly busiestPerS: number;
  /**
   * Index of dispersion of counts: sample variance over mean of the counts. 1 for Poisson arrivals, above 1 for burstier
   * ones. Null for fewer than two windows.
   */
  readonly dispersion: number | null;
  /**
   * Beyond this a Poisson stream comes once in a thousand: (n − 1)·dispersion is then close to chi-square with n − 1
   * degrees of freedom (Cox and Lewis 1966, The Statistical Analysis of Series of Events, 6.3). Null as above.
   */
  readonly poissonLimit: number | null;
}

/** 99.9 % point of the standard normal distribution. */
const NORMAL_P999 = 3.090232306167813;

/**
 * Counts of arrivals in windows that follow each other.
 *
 * @param arrivalS - s, never falling, the first at 0
 * @param windowS - above 0
 */
export function windowStatistics(arrivalS: Float64Array, windowS: number): WindowStatistics {
  requirePositive({ windowS });
  const durationS = arrivalS.at(-1) ?? 0;
  const windows = Math.floor(durationS / windowS);
  let sum = 0;
  let sumOfSquares = 0;
  let busiest = 0;
  let i = 0;
  for (let window = 0; window < windows; window += 1) {
    const endS = (window + 1) * windowS;
    const from = i;
    while (i < arrivalS.length && (arrivalS[i] ?? Infinity) < endS) i += 1;
    const count = i - from;
    sum += count;
    sumOfSquares += count * count;
    busiest = Math.max(busiest, count);
    if (i < arrivalS.length) window += emptyWindows(arrivalS[i] ?? 0, { endS, windowS, left: windows - window - 1 });
  }
  const mean = windows === 0 ? 0 : sum / windows;
  const variance = windows < 2 ? null : (sumOfSquares - windows * mean * mean) / (windows - 1);
  return {
    windowS,
    windows,
    meanPerS: mean / windowS,
    busiestPerS: busiest / windowS,
    dispersion: variance === null || mean === 0 ? null : variance / mean,
    poissonLimit: windows < 2 ? null : chiSquarePoint(windows - 1, NORMAL_P999) / (windows - 1),
  };
}

/** Whole windows before the next arrival, which need no look; a gap of a year is not stepped through second by second. */
function emptyWindows(
  nextS: number,
  { endS, windowS, left }: { readonly endS: number; readonly windowS: number; readonly left: number },
): number {
  return Math.min(left, Math.max(0, Math.floor((nextS - endS) / windowS) - 1));
}

/**
 * Point of the chi-square distribution at a normal deviate z by Wilson and Hilferty (1931, PNAS 17): n(1 − 2/9n + z√(2/9n))³.
 * Within 1 % for n from 3.
 */
function chiSquarePoint(n: number, z: number): number {
  const a = 2 / (9 * n);
  return n * Math.max(0, 1 - a + z * Math.sqrt(a)) ** 3;
}

/** The busiest stretch of time of a given length, wherever it begins. */
export interface Peak {
  readonly windowS: number;
  /** s after the first request. */
  readonly startS: number;
  readonly count: number;
  readonly perS: number;
}

/**
 * The stretch of `windowS` with most arrivals. It may begin at any arrival, so it finds what windows of a grid cut in two.
 * Null where the trace is shorter than the window.
 */
export function busiestStretch(arrivalS: Float64Array, windowS: number): Peak | null {
  requirePositive({ windowS });
  if ((arrivalS.at(-1) ?? 0) < windowS) return null;
  let best = 0;
  let bestStart = 0;
  let end = 0;
  for (let start = 0; start < arrivalS.length; start += 1) {
    const limitS = (arrivalS[start] ?? 0) + windowS;
    while (end < arrivalS.length && (arrivalS[end] ?? Infinity) < limitS) end += 1;
    if (end - start > best) {
      best = end - start;
      bestStart = start;
    }
  }
  return { windowS, startS: arrivalS[bestStart] ?? 0, count: best, perS: best / windowS };
}

/** Arrivals in each of `parts` equal parts of the trace, for a plot; the last part holds the last request. */
export function arrivalSeries(
  arrivalS: Float64Array,
  parts: number,
): { readonly partS: number; readonly counts: readonly number[] } {
  requirePositive({ parts });
  const durationS = arrivalS.at(-1) ?? 0;
  const counts = new Array<number>(parts).fill(0);
  for (const atS of arrivalS) {
    const part = durationS === 0 ? 0 : Math.min(parts - 1, Math.floor((atS / durationS) * parts));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return { partS: durationS / parts, counts };
}
