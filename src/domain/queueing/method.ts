/**
 * How a number came about. exact: up to floating point. enclosure: proved to lie between two stated bounds. simulated:
 * with a confidence interval. approximation: a formula with a measured error, and never returned under another name.
 */
export type MethodKind = 'exact' | 'enclosure' | 'simulated' | 'approximation';

/** The method of a result, for a reader who has to trust it. */
export interface Method {
  readonly kind: MethodKind;
  /** The model and the way it was solved, for example `M/D/c, Wiener–Hopf factorisation`. */
  readonly name: string;
  readonly source: string;
  /** For which inputs the method holds. */
  readonly range: string;
  /** What is known about the error. */
  readonly error: string;
}

/** The numerical error of the exact methods, as measured against 240-bit values. */
export const EXACT_ERROR =
  'exact up to floating point: 1e-9 relative for quantiles up to p99.99 and for tails above 1e-15; ' +
  'an error of the inputs grows by 1/(1−ρ)';
