import { leastSquares } from './least-squares.js';
import { studentQuantile } from '../queueing/replay/estimate.js';

/** One timed request of one artifact, alone in the replica. */
export interface Measurement {
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly serviceS: number;
}

/** A fitted value and the interval in which it lies with 95 % confidence; null where nothing bounds that side. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Rates and the prefill penalty α fitted to measurements: S = L_fixed + O / R_decode + P / R_prefill. */
export interface PrefillFit {
  /** α = R_decode / R_prefill: decoded tokens that one prompt token costs (tier 02, 1.2). */
  readonly alpha: Estimate;
  /** s per prompt token and per output token; their inverses are the rates. */
  readonly prefillSPerToken: Estimate;
  readonly decodeSPerToken: Estimate;
  readonly fixedOverheadS: Estimate;
  readonly residualsS: readonly number[];
  /** Standard deviation of the residuals, s. */
  readonly deviationS: number;
  /** Largest residual as a share of what was measured there. */
  readonly worstShare: number;
  /**
   * Whether a term in P² is significant (95 %): then prefill does not grow in proportion to the prompt, one α misleads, and
   * rates per bucket must be used. Null where there are too few measurements to tell.
   */
  readonly isCurved: boolean | null;
}

export type PrefillFitting =
  { readonly ok: true; readonly fit: PrefillFit } | { readonly ok: false; readonly reason: string };

const CONFIDENCE = 0.95;

/**
 * Fits α by least squares. Its interval is Fieller's (1954), exact for a ratio of two normal estimates.
 *
 * @param measurements - at least four, with prompts and outputs that vary independently
 */
export function fitPrefillPenalty(measurements: readonly Measurement[]): PrefillFitting {
  if (measurements.length < 4) {
    return { ok: false, reason: `${String(measurements.length)} measurements; three unknowns need at least 4` };
  }
  const y = measurements.map(({ serviceS }) => serviceS);
  const rows = measurements.map(({ promptTokens, outputTokens }) => [1, outputTokens, promptTokens]);
  const solved = leastSquares(rows, y);
  if (solved === null) {
    return { ok: false, reason: 'prompts and outputs do not vary independently, so their costs cannot be told apart' };
  }
  const { coefficients, covariance, residuals, deviation, degrees } = solved;
  const [fixed = NaN, decode = NaN, prefill = NaN] = coefficients;
  if (!(decode > 0 && prefill >= 0)) {
    return { ok: false, reason: 'more tokens do not take longer in these measurements' };
  }
  const t = studentQuantile((1 + CONFIDENCE) / 2, degrees);
  const estimate = (value: number, j: number): Estimate => {
    const half = t * Math.sqrt(covariance[j]?.[j] ?? NaN);
    return { value, low: value - half, high: value + half };
  };
  return {
    ok: true,
    fit: {
      alpha: ratio({ top: prefill, bottom: decode, t }, covariance),
      prefillSPerToken: estimate(prefill, 2),
      decodeSPerToken: estimate(decode, 1),
      fixedOverheadS: estimate(fixed, 0),
      residualsS: residuals,
      deviationS: deviation,
      worstShare: Math.max(...residuals.map((residual, i) => Math.abs(residual) / Math.abs(y[i] ?? NaN))),
      isCurved: curved(rows, y),
    },
  };
}

/** Fieller's interval of prefill over decode; open to both sides where the decode cost itself is not known to differ from 0. */
function ratio(
  { top, bottom, t }: { readonly top: number; readonly bottom: number; readonly t: number },
  covariance: readonly (readonly number[])[],
): Estimate {
  const value = top / bottom;
  const [v11, v12, v22] = [covariance[2]?.[2] ?? NaN, covariance[2]?.[1] ?? NaN, covariance[1]?.[1] ?? NaN];
  const a = bottom * bottom - t * t * v22;
  const b = top * bottom - t * t * v12;
  const c = top * top - t * t * v11;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  if (!(a > 0)) return { value, low: null, high: null };
  return { value, low: (b - root) / a, high: (b + root) / a };
}

function curved(rows: readonly (readonly number[])[], y: readonly number[]): boolean | null {
  if (rows.length < 6) return null;
  const solved = leastSquares(
    rows.map((row) => [...row, (row[2] ?? 0) ** 2]),
    y,
  );
  if (solved === null) return null;
  const deviation = Math.sqrt(solved.covariance[3]?.[3] ?? NaN);
  return Math.abs(solved.coefficients[3] ?? 0) > studentQuantile((1 + CONFIDENCE) / 2, solved.degrees) * deviation;
}
