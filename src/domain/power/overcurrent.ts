import { requireNotNegative } from '../range.js';

/**
 * The least rating of the overcurrent device of a circuit, A: I_noncontinuous + 1.25·I_continuous.
 *
 * Continuous is three hours or more; IT load is. Not for assemblies listed for operation at 100 %, nor for IEC practice
 * (I_b ≤ I_n ≤ I_z, IEC 60364-4-43).
 *
 * Source: NEC 210.20(A) and 215.3.
 *
 * @param continuousA - A, at least 0
 * @param nonContinuousA - A, at least 0
 * @throws RangeError naming the parameter out of range
 */
export function minimumOvercurrentRatingA({
  continuousA,
  nonContinuousA,
}: {
  readonly continuousA: number;
  readonly nonContinuousA: number;
}): number {
  requireNotNegative({ continuousA, nonContinuousA });
  return nonContinuousA + 1.25 * continuousA;
}

/** Standard ratings of fuses and inverse-time breakers, A. Source: NEC 240.6(A). */
export const STANDARD_OVERCURRENT_RATINGS_A: readonly number[] = [
  15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 300, 350, 400, 450, 500, 600,
  700, 800, 1000, 1200, 1600, 2000, 2500, 3000, 4000, 5000, 6000,
];

/**
 * The smallest standard rating that is at least what is needed, A, or undefined above 6000 A. Source: NEC 240.6(A).
 *
 * @param neededA - A, at least 0
 * @throws RangeError when `neededA` is out of range
 */
export function nextStandardRatingA(neededA: number): number | undefined {
  requireNotNegative({ neededA });
  return STANDARD_OVERCURRENT_RATINGS_A.find((ratingA) => ratingA >= neededA);
}
