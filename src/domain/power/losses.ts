import { requireNotNegative, requirePositive, requireWithin } from '../range.js';
import { SQRT_3 } from '../units.js';

/**
 * Heat given off by a UPS, transformer or distribution element, W: fixed·rating + proportional·load.
 *
 * Source: Schneider Electric / APC White Paper 25; UPS 0.04 and 0.05, distribution 0.01 and 0.02.
 *
 * @param ratingW - W, above 0
 * @param loadW - W, at least 0
 * @param fixedFraction - of the rating, 0 to 1
 * @param proportionalFraction - of the load, 0 to 1
 * @throws RangeError naming the parameter out of range
 */
export function elementLossW({
  ratingW,
  loadW,
  fixedFraction,
  proportionalFraction,
}: {
  readonly ratingW: number;
  readonly loadW: number;
  readonly fixedFraction: number;
  readonly proportionalFraction: number;
}): number {
  requirePositive({ ratingW });
  requireNotNegative({ loadW });
  requireWithin({ min: 0, max: 1 }, { fixedFraction, proportionalFraction });
  return fixedFraction * ratingW + proportionalFraction * loadW;
}

/**
 * Voltage drop along a cable, V: k·I·L·(R·cosφ + X·sinφ), k = √3 for three phases (line to line) or 2 for one.
 *
 * The length is one way: k already holds the return path. Guidance, not pass or fail: the 3 % and 5 % of the NEC are
 * informational notes, and IEC 60364-5-52 annex G is informative.
 *
 * @param phases - 1 or 3
 * @param currentA - A, at least 0
 * @param oneWayLengthM - m from source to load, at least 0
 * @param resistanceOhmPerM - Ω/m of one conductor, at least 0
 * @param reactanceOhmPerM - Ω/m of one conductor, at least 0
 * @param powerFactor - 0 to 1, lagging
 * @throws RangeError naming the parameter out of range
 */
export function voltageDropV({
  phases,
  currentA,
  oneWayLengthM,
  resistanceOhmPerM,
  reactanceOhmPerM,
  powerFactor,
}: {
  readonly phases: 1 | 3;
  readonly currentA: number;
  readonly oneWayLengthM: number;
  readonly resistanceOhmPerM: number;
  readonly reactanceOhmPerM: number;
  readonly powerFactor: number;
}): number {
  requireNotNegative({ currentA, oneWayLengthM, resistanceOhmPerM, reactanceOhmPerM });
  requireWithin({ min: 0, max: 1 }, { powerFactor });
  const ohmPerM = resistanceOhmPerM * powerFactor + reactanceOhmPerM * Math.sqrt(1 - powerFactor ** 2);
  return (phases === 3 ? SQRT_3 : 2) * currentA * oneWayLengthM * ohmPerM;
}
