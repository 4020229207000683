import { requireFinite, requireNotNegative, requirePositive } from '../range.js';

/**
 * How much warmer than the supply an inlet gets when part of its air is its own exhaust, K: r/(1 − r)·ΔT.
 *
 * Equation: T_in = (1 − r)·T_s + r·T_out and T_out = T_in + ΔT. So r = 0.2 at ΔT = 12 K adds 3 K, not 2.4.
 *
 * @param recirculatedFraction - r, 0 up to but not including 1, where the inlet runs away
 * @param deltaTK - rise through the equipment, K, above 0
 * @throws RangeError naming the parameter out of range
 */
export function recirculationRiseK({
  recirculatedFraction,
  deltaTK,
}: {
  readonly recirculatedFraction: number;
  readonly deltaTK: number;
}): number {
  if (!(recirculatedFraction >= 0 && recirculatedFraction < 1)) {
    throw new RangeError(`recirculatedFraction must be at least 0 and below 1, but is ${recirculatedFraction}`);
  }
  requirePositive({ deltaTK });
  return (recirculatedFraction / (1 - recirculatedFraction)) * deltaTK;
}

/** The inlet temperature, °C: supply plus {@link recirculationRiseK}. */
export function mixedInletTempC({
  supplyTempC,
  recirculatedFraction,
  deltaTK,
}: {
  readonly supplyTempC: number;
  readonly recirculatedFraction: number;
  readonly deltaTK: number;
}): number {
  requireFinite({ supplyTempC });
  return supplyTempC + recirculationRiseK({ recirculatedFraction, deltaTK });
}

/** Supply against demand in one aisle or zone. */
export interface AirBalance {
  /** m³/h that reach the equipment's side: supply less leakage. */
  readonly deliveredM3PerH: number;
  /** m³/h delivered beyond demand; negative when starved. */
  readonly marginM3PerH: number;
  /** Fraction of the delivered air that no equipment takes: 1 − V̇_IT/V̇_delivered, 0 when starved. */
  readonly bypassFraction: number;
  /** Fraction of the inlet air that has to come from exhaust: 1 − V̇_delivered/V̇_IT, 0 when there is enough. */
  readonly recirculatedFraction: number;
}

/**
 * Whether the air delivered covers what the equipment moves, by the balance of volumes at equal density.
 *
 * This is the least recirculation that the balance allows; without containment there is more.
 *
 * @param supplyM3PerH - m³/h from the cooling units, at least 0
 * @param demandM3PerH - m³/h through the equipment, at least 0
 * @param leakageFraction - of the supply that never reaches the aisle, 0 up to but not including 1 (raised floors: up to
 *   0.15, accessfloorsystems.com)
 * @throws RangeError naming the parameter out of range
 */
export function airBalance({
  supplyM3PerH,
  demandM3PerH,
  leakageFraction,
}: {
  readonly supplyM3PerH: number;
  readonly demandM3PerH: number;
  readonly leakageFraction: number;
}): AirBalance {
  requireNotNegative({ supplyM3PerH, demandM3PerH });
  if (!(leakageFraction >= 0 && leakageFraction < 1)) {
    throw new RangeError(`leakageFraction must be at least 0 and below 1, but is ${leakageFraction}`);
  }
  const deliveredM3PerH = supplyM3PerH * (1 - leakageFraction);
  const marginM3PerH = deliveredM3PerH - demandM3PerH;
  return {
    deliveredM3PerH,
    marginM3PerH,
    bypassFraction: marginM3PerH > 0 ? marginM3PerH / deliveredM3PerH : 0,
    recirculatedFraction: marginM3PerH < 0 ? -marginM3PerH / demandM3PerH : 0,
  };
}
