import { requireNotNegative, requirePositive, requireWithin } from '../range.js';
import {
  AIR_SPECIFIC_HEAT_J_PER_KG_K,
  DRY_AIR_GAS_CONSTANT_J_PER_KG_K,
  STANDARD_PRESSURE_PA,
  ZERO_CELSIUS_K,
} from '../units.js';

/** m. Below the Dead Sea to the top of the ISO 2533 troposphere. */
export const ALTITUDE_RANGE_M = { min: -500, max: 11_000 } as const;
/** °C. Validity of the Magnus coefficients over water. */
export const AIR_TEMPERATURE_RANGE_C = { min: -45, max: 60 } as const;

const SECONDS_PER_HOUR = 3600;

/**
 * Air pressure at an altitude as a fraction of that at sea level: (1 − 2.25577e-5·h)^5.25588.
 *
 * Source: ISO 2533 standard atmosphere, troposphere. A room is conditioned, so its air does not get colder with altitude
 * as the standard atmosphere does: flow follows this *pressure* ratio, not the *density* ratio (exponent 4.25588).
 *
 * @param altitudeM - m above sea level, −500 to 11 000
 * @throws RangeError when `altitudeM` is out of range
 */
export function pressureRatio(altitudeM: number): number {
  requireWithin(ALTITUDE_RANGE_M, { altitudeM });
  return (1 - 2.25577e-5 * altitudeM) ** 5.25588;
}

/** Air pressure at an altitude, Pa: 101 325 × {@link pressureRatio}. */
export function airPressurePa(altitudeM: number): number {
  return STANDARD_PRESSURE_PA * pressureRatio(altitudeM);
}

/**
 * Saturation vapour pressure over water, Pa: 611.2·exp(17.62·t/(243.12 + t)).
 *
 * Source: Magnus formula with the coefficients of Sonntag 1990 (WMO-No. 8).
 *
 * @param tempC - °C, −45 to 60
 * @throws RangeError when `tempC` is out of range
 */
export function saturationPressurePa(tempC: number): number {
  requireWithin(AIR_TEMPERATURE_RANGE_C, { tempC });
  return 611.2 * Math.exp((17.62 * tempC) / (243.12 + tempC));
}

/** The state of air at a place. */
export interface AirState {
  /** °C dry bulb, −45 to 60. */
  readonly tempC: number;
  /** 0 to 1. */
  readonly relativeHumidity: number;
  /** m above sea level, −500 to 11 000. */
  readonly altitudeM: number;
}

/**
 * Density of humid air, kg/m³: ρ = (p − 0.378·e)/(R·T) with e = RH·e_s(t).
 *
 * Source: ideal gas mixture of dry air (287.055 J/(kg·K)) and vapour; 25 °C dry is 1.1839 at sea level, 0.9748 at 1609 m.
 *
 * @throws RangeError naming the parameter out of range
 */
export function airDensityKgPerM3({ tempC, relativeHumidity, altitudeM }: AirState): number {
  requireWithin({ min: 0, max: 1 }, { relativeHumidity });
  const vapourPa = relativeHumidity * saturationPressurePa(tempC);
  return (airPressurePa(altitudeM) - 0.378 * vapourPa) / (DRY_AIR_GAS_CONSTANT_J_PER_KG_K * (tempC + ZERO_CELSIUS_K));
}

/**
 * The dew point, °C: 243.12·γ/(17.62 − γ) with γ = ln RH + 17.62·t/(243.12 + t).
 *
 * Source: inverse of the Magnus formula, see {@link saturationPressurePa}.
 *
 * @param tempC - °C dry bulb, −45 to 60
 * @param relativeHumidity - above 0 up to 1: perfectly dry air has no dew point
 * @throws RangeError naming the parameter out of range
 */
export function dewPointC({
  tempC,
  relativeHumidity,
}: {
  readonly tempC: number;
  readonly relativeHumidity: number;
}): number {
  requireWithin(AIR_TEMPERATURE_RANGE_C, { tempC });
  requirePositive({ relativeHumidity });
  requireWithin({ min: 0, max: 1 }, { relativeHumidity });
  const gamma = Math.log(relativeHumidity) + (17.62 * tempC) / (243.12 + tempC);
  return (243.12 * gamma) / (17.62 - gamma);
}

/**
 * The airflow that takes heat away at a temperature rise, m³/h at the inlet: V̇ = 3600·Q/(ρ·cp·ΔT).
 *
 * With ρ = 1.2 and cp = 1005 this is 2.985·W/K, or 1.757 CFM per W/K. The trade's 3.16 CFM belongs to a rise in °F; used
 * with °C it asks for 1.8 times too much. Thinner air needs more: flow is *divided* by the density ratio.
 *
 * Source: sensible heat balance; calcspec.com prints 1895 CFM for 12 kW at 20 °F.
 *
 * @param heatW - W, at least 0
 * @param deltaTK - rise from inlet to outlet, K, above 0
 * @param densityKgPerM3 - of the air at the inlet, above 0: see {@link airDensityKgPerM3}
 * @throws RangeError naming the parameter out of range
 */
export function requiredAirflowM3PerH({
  heatW,
  deltaTK,
  densityKgPerM3,
}: {
  readonly heatW: number;
  readonly deltaTK: number;
  readonly densityKgPerM3: number;
}): number {
  requireNotNegative({ heatW });
  requirePositive({ deltaTK, densityKgPerM3 });
  return (SECONDS_PER_HOUR * heatW) / (densityKgPerM3 * AIR_SPECIFIC_HEAT_J_PER_KG_K * deltaTK);
}

/**
 * The temperature rise of an airflow that takes heat away, K: the inverse of {@link requiredAirflowM3PerH}.
 *
 * Source: DGX H100, 10.2 kW on 1105 CFM, rises by 16.2 K (29.2 °F).
 *
 * @param heatW - W, at least 0
 * @param airflowM3PerH - m³/h at the inlet, above 0
 * @param densityKgPerM3 - of the air at the inlet, above 0
 * @throws RangeError naming the parameter out of range
 */
export function airDeltaTK({
  heatW,
  airflowM3PerH,
  densityKgPerM3,
}: {
  readonly heatW: number;
  readonly airflowM3PerH: number;
  readonly densityKgPerM3: number;
}): number {
  requireNotNegative({ heatW });
  requirePositive({ airflowM3PerH, densityKgPerM3 });
  return (SECONDS_PER_HOUR * heatW) / (densityKgPerM3 * AIR_SPECIFIC_HEAT_J_PER_KG_K * airflowM3PerH);
}

/**
 * The heat that an airflow takes away at a temperature rise, W.
 *
 * @param airflowM3PerH - m³/h at the inlet, at least 0
 * @param deltaTK - K, at least 0
 * @param densityKgPerM3 - of the air at the inlet, above 0
 * @throws RangeError naming the parameter out of range
 */
export function airHeatW({
  airflowM3PerH,
  deltaTK,
  densityKgPerM3,
}: {
  readonly airflowM3PerH: number;
  readonly deltaTK: number;
  readonly densityKgPerM3: number;
}): number {
  requireNotNegative({ airflowM3PerH, deltaTK });
  requirePositive({ densityKgPerM3 });
  return (airflowM3PerH * densityKgPerM3 * AIR_SPECIFIC_HEAT_J_PER_KG_K * deltaTK) / SECONDS_PER_HOUR;
}
