import { requireNotNegative, requirePositive, requireWithin } from '../range.js';
import { SQRT_3 } from '../units.js';
import { LINES, type Line } from './line-currents.js';

/** Currents on three lines, A. */
export interface ThreeLineAmps {
  readonly l1A: number;
  readonly l2A: number;
  readonly l3A: number;
}

/** The line that carries most (the first of equals) and its current. Capacity is tested here, never on the average. */
export function busiestLine({ l1A, l2A, l3A }: ThreeLineAmps): { readonly line: Line; readonly currentA: number } {
  requireNotNegative({ l1A, l2A, l3A });
  const amps = [l1A, l2A, l3A];
  const currentA = Math.max(...amps);
  return { line: LINES[amps.indexOf(currentA)] ?? 'l1', currentA };
}

/**
 * How uneven three line currents are, as a fraction of their mean: max|I_k − Ī| / Ī, from 0 (even) to 2 (one line only).
 *
 * Source: Raritan PX manual, average-deviation definition (the form of NEMA MG 1 for voltages).
 *
 * @returns undefined when no line carries current: then there is nothing to be uneven
 * @throws RangeError naming the current that is negative or not finite
 */
export function imbalanceFraction({ l1A, l2A, l3A }: ThreeLineAmps): number | undefined {
  requireNotNegative({ l1A, l2A, l3A });
  const meanA = (l1A + l2A + l3A) / 3;
  if (meanA === 0) return undefined;
  return Math.max(Math.abs(l1A - meanA), Math.abs(l2A - meanA), Math.abs(l3A - meanA)) / meanA;
}

/**
 * Arithmetic apparent power of three line currents: V_LN·(I1 + I2 + I3), in VA; √3·V_LL·I when they are equal.
 *
 * For unequal line-to-line loads this is above the power really carried (1.6 % in Server Technology's 4.6/4.6/6.3 A
 * example); use `carriedPowerVa` where the phasors are known.
 *
 * @param lineToLineV - V between lines, above 0
 * @throws RangeError naming the parameter out of range
 */
export function apparentPowerVa({
  l1A,
  l2A,
  l3A,
  lineToLineV,
}: ThreeLineAmps & { readonly lineToLineV: number }): number {
  requireNotNegative({ l1A, l2A, l3A });
  requirePositive({ lineToLineV });
  return (lineToLineV / SQRT_3) * (l1A + l2A + l3A);
}

/**
 * What a feed may carry continuously, VA: √3·V_LL·I·f on three phases, V·I·f on one.
 *
 * VA sizes breakers, UPS and PDU; W sizes heat and energy. A published example is 208 V, 30 A, 0.8: 8646 VA
 * (datacentermd.com).
 *
 * @param phases - 1 or 3
 * @param voltageV - V between lines on three phases, between the two conductors on one; above 0
 * @param ratedA - rating of the overcurrent device or inlet, A, above 0
 * @param continuousFraction - above 0 up to 1: 0.8 for continuous load under NEC 210.20(A), 1 for IEC practice or an
 *   assembly listed for 100 %
 * @throws RangeError naming the parameter out of range
 */
export function usableFeedVa({
  phases,
  voltageV,
  ratedA,
  continuousFraction,
}: {
  readonly phases: 1 | 3;
  readonly voltageV: number;
  readonly ratedA: number;
  readonly continuousFraction: number;
}): number {
  requirePositive({ voltageV, ratedA, continuousFraction });
  requireWithin({ min: 0, max: 1 }, { continuousFraction });
  return (phases === 3 ? SQRT_3 : 1) * voltageV * ratedA * continuousFraction;
}
