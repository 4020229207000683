import type { LoadBand } from './scene.js';

/** Bands from light to heavy, with the highest share of what feeds may carry that each holds. */
const BANDS: readonly { readonly band: LoadBand; readonly upTo: number }[] = [
  { band: 'none', upTo: 0 },
  { band: 'low', upTo: 0.4 },
  { band: 'middle', upTo: 0.6 },
  { band: 'high', upTo: 0.8 },
  { band: 'full', upTo: 1 },
];

/** Shares within this of a bound are rounding: 48.000001 A of 48 A are full, not over. */
const ROUNDING = 1e-6;

/** The band of a load as a share of what the feeds may carry for hours; null: unknown. */
export function loadBand(fraction: number | null): LoadBand {
  if (fraction === null) return 'unknown';
  return BANDS.find(({ upTo }) => fraction <= upTo + ROUNDING)?.band ?? 'over';
}

/** What a band means, for legends. */
export const BAND_WORDS: Readonly<Record<LoadBand, string>> = {
  unknown: 'load unknown',
  none: 'no load',
  low: 'up to 40 %',
  middle: '40 to 60 %',
  high: '60 to 80 %',
  full: '80 to 100 %',
  over: 'above 100 %',
};
