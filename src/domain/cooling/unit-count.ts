import { requireCount, requireNotNegative, requirePositive } from '../range.js';
import { wholeUnits } from '../units.js';

export interface CoolingUnitCount {
  readonly forHeat: number;
  readonly forAir: number;
  /** The larger of the two. */
  readonly needed: number;
  /** Needed and spare. */
  readonly installed: number;
}

/**
 * How many equal cooling units a zone needs: ⌈Q/q⌉ and ⌈V̇/v̇⌉, whichever is more, and the spare ones on top.
 *
 * Use the *sensible* capacity at the actual return temperature, water temperature and altitude, not the total.
 *
 * @param heatW - sensible heat, W, at least 0
 * @param unitSensibleW - W of one unit, above 0
 * @param airflowM3PerH - m³/h needed, at least 0
 * @param unitAirflowM3PerH - m³/h of one unit, above 0
 * @param spareUnits - 1 for N+1, at least 0
 * @throws RangeError naming the parameter out of range
 */
export function coolingUnitCount({
  heatW,
  unitSensibleW,
  airflowM3PerH,
  unitAirflowM3PerH,
  spareUnits,
}: {
  readonly heatW: number;
  readonly unitSensibleW: number;
  readonly airflowM3PerH: number;
  readonly unitAirflowM3PerH: number;
  readonly spareUnits: number;
}): CoolingUnitCount {
  requireNotNegative({ heatW, airflowM3PerH });
  requirePositive({ unitSensibleW, unitAirflowM3PerH });
  requireCount(0, { spareUnits });
  const forHeat = wholeUnits({ required: heatW, perUnit: unitSensibleW });
  const forAir = wholeUnits({ required: airflowM3PerH, perUnit: unitAirflowM3PerH });
  const needed = Math.max(forHeat, forAir);
  return { forHeat, forAir, needed, installed: needed + spareUnits };
}
