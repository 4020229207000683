import { requireNotNegative, requirePositive } from '../range.js';
import { FOOT_M, INCH_M, SQRT_3 } from '../units.js';

/**
 * What is opposite live parts across the working space: 1 nothing live or grounded (or guarded), 2 a grounded surface
 * (concrete, brick and tile count as grounded), 3 live parts on both sides.
 */
export type WorkingSpaceCondition = 1 | 2 | 3;

const DEPTH_FT_UP_TO_150_V: Readonly<Record<WorkingSpaceCondition, number>> = { 1: 3, 2: 3, 3: 3 };
const DEPTH_FT_UP_TO_600_V: Readonly<Record<WorkingSpaceCondition, number>> = { 1: 3, 2: 3.5, 3: 4 };

/**
 * The depth of clear working space that live parts need, m.
 *
 * Source: NEC 110.26(A)(1), table for up to 600 V.
 *
 * @param voltageToGroundV - V, at least 0; see {@link voltageToGroundV}
 * @returns undefined above 600 V, where this table does not apply: not evaluated, not passed
 * @throws RangeError when `voltageToGroundV` is out of range
 */
export function workingSpaceDepthM({
  voltageToGroundV,
  condition,
}: {
  readonly voltageToGroundV: number;
  readonly condition: WorkingSpaceCondition;
}): number | undefined {
  requireNotNegative({ voltageToGroundV });
  if (voltageToGroundV > 600) return undefined;
  const depthsFt = voltageToGroundV <= 150 ? DEPTH_FT_UP_TO_150_V : DEPTH_FT_UP_TO_600_V;
  return depthsFt[condition] * FOOT_M;
}

/**
 * The width of clear working space, m: that of the equipment, at least 30 in. Source: NEC 110.26(A)(2).
 *
 * @param equipmentWidthM - m, above 0
 * @throws RangeError when `equipmentWidthM` is out of range
 */
export function workingSpaceWidthM(equipmentWidthM: number): number {
  requirePositive({ equipmentWidthM });
  return Math.max(30 * INCH_M, equipmentWidthM);
}

/**
 * The voltage to ground of a three-phase system, V: V_LL/√3 with a grounded wye neutral; V_LL where no neutral is
 * grounded (NEC article 100: the greatest voltage to any other conductor). 208Y/120 has 120 V, 415Y/240 has 240 V.
 *
 * @param lineToLineV - V, above 0
 * @throws RangeError when `lineToLineV` is out of range
 */
export function voltageToGroundV({
  lineToLineV,
  grounding,
}: {
  readonly lineToLineV: number;
  readonly grounding: 'wye-neutral' | 'none';
}): number {
  requirePositive({ lineToLineV });
  return grounding === 'wye-neutral' ? lineToLineV / SQRT_3 : lineToLineV;
}
