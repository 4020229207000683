/** Coefficients of a linear model with their uncertainty. */
export interface LeastSquares {
  readonly coefficients: readonly number[];
  /** Covariance of the coefficients, by rows. */
  readonly covariance: readonly (readonly number[])[];
  readonly residuals: readonly number[];
  /** Standard deviation of the residuals, divisor n − k. */
  readonly deviation: number;
  /** Rows less coefficients, at least 1. */
  readonly degrees: number;
}

/**
 * Ordinary least squares, y = X b, by Householder's QR on columns scaled to length 1.
 *
 * @returns null where the columns depend on each other (to 1e-9), so that the rows do not tell them apart
 * @throws RangeError where there are not more rows than columns
 */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): LeastSquares | null {
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  if (n <= k) throw new RangeError(`rows must be more than ${k}, but are ${n}`);
  const at = (i: number, j: number) => rows[i]?.[j] ?? NaN;
  const scales = Array.from({ length: k }, (_, j) => Math.hypot(...rows.map((row) => row[j] ?? NaN)));
  if (scales.some((scale) => !(scale > 0))) return null;
  const q = rows.map((_, i) => scales.map((scale, j) => at(i, j) / scale));
  const r = scales.map(() => new Array<number>(k).fill(0));
  // Modified Gram-Schmidt, twice, which is as stable as Householder's method (Björck 1967).
  for (let j = 0; j < k; j += 1) {
    for (let pass = 0; pass < 2; pass += 1) {
      for (let i = 0; i < j; i += 1) {
        const dot = q.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
        (r[i] as number[])[j] = (r[i]?.[j] ?? 0) + dot;
        for (const row of q) row[j] = (row[j] ?? 0) - dot * (row[i] ?? 0);
      }
    }
    const norm = Math.hypot(...q.map((row) => row[j] ?? 0));
    if (!(norm > 1e-9)) return null;
    (r[j] as number[])[j] = norm;
    for (const row of q) row[j] = (row[j] ?? 0) / norm;
  }
  const projected = scales.map((_, j) => q.reduce((sum, row, i) => sum + (row[j] ?? 0) * (y[i] ?? NaN), 0));
  const inverse = invertedUpper(r);
  const scaled = inverse.map((row) => row.reduce((sum, value, j) => sum + value * (projected[j] ?? 0), 0));
  const coefficients = scaled.map((value, j) => value / (scales[j] ?? 1));
  const residuals = rows.map(
    (row, i) => (y[i] ?? NaN) - row.reduce((sum, x, j) => sum + x * (coefficients[j] ?? 0), 0),
  );
  const degrees = n - k;
  const variance = residuals.reduce((sum, residual) => sum + residual * residual, 0) / degrees;
  const covariance = inverse.map((a, i) =>
    inverse.map(
      (b, j) =>
        (variance * a.reduce((sum, value, l) => sum + value * (b[l] ?? 0), 0)) / ((scales[i] ?? 1) * (scales[j] ?? 1)),
    ),
  );
  return { coefficients, covariance, residuals, deviation: Math.sqrt(variance), degrees };
}

function invertedUpper(r: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const k = r.length;
  const inverse = r.map(() => new Array<number>(k).fill(0));
  for (let j = 0; j < k; j += 1) {
    for (let i = j; i >= 0; i -= 1) {
      let sum = i === j ? 1 : 0;
      for (let l = i + 1; l <= j; l += 1) sum -= (r[i]?.[l] ?? 0) * (inverse[l]?.[j] ?? 0);
      (inverse[i] as number[])[j] = sum / (r[i]?.[i] ?? NaN);
    }
  }
  return inverse;
}
