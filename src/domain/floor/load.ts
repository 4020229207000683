import { requireCount, requireNotNegative, requirePositive } from '../range.js';
import { STANDARD_GRAVITY_M_PER_S2 } from '../units.js';

/**
 * The distributed load of a mass on an area, kPa: m·g/A/1000.
 *
 * Example: 1500 kg on 0.6 × 1.2 m is 20.4 kPa under the rack, but 10.66 kPa on its tributary 0.6 × 2.3 m.
 *
 * @param massKg - kg, at least 0
 * @param areaM2 - m², above 0: the footprint, or the tributary area of {@link tributaryAreaM2}; say which with the result
 * @throws RangeError naming the parameter out of range
 */
export function distributedLoadKpa({ massKg, areaM2 }: { readonly massKg: number; readonly areaM2: number }): number {
  requireNotNegative({ massKg });
  requirePositive({ areaM2 });
  return (massKg * STANDARD_GRAVITY_M_PER_S2) / areaM2 / 1000;
}

/**
 * The floor area that carries a rack, m²: its footprint and half of the aisle in front and behind.
 *
 * @param widthM - m, above 0
 * @param depthM - m, above 0
 * @param frontAisleM - width of the aisle in front, m, at least 0
 * @param rearAisleM - width of the aisle behind, m, at least 0
 * @throws RangeError naming the parameter out of range
 */
export function tributaryAreaM2({
  widthM,
  depthM,
  frontAisleM,
  rearAisleM,
}: {
  readonly widthM: number;
  readonly depthM: number;
  readonly frontAisleM: number;
  readonly rearAisleM: number;
}): number {
  requirePositive({ widthM, depthM });
  requireNotNegative({ frontAisleM, rearAisleM });
  return widthM * (depthM + (frontAisleM + rearAisleM) / 2);
}

/**
 * The load on one caster or foot when all share alike, kN: m·g/n/1000. On an uneven floor one may carry more.
 *
 * @param massKg - kg, at least 0
 * @param supportCount - casters or feet, at least 1; racks have 4
 * @throws RangeError naming the parameter out of range
 */
export function pointLoadKn({
  massKg,
  supportCount,
}: {
  readonly massKg: number;
  readonly supportCount: number;
}): number {
  requireNotNegative({ massKg });
  requireCount(1, { supportCount });
  return (massKg * STANDARD_GRAVITY_M_PER_S2) / supportCount / 1000;
}
