/**
 * Constants of nature and of the trade, and conversions at the edge. Inside, everything is SI.
 *
 * A temperature (`…C`, `…F`) and a temperature difference (`deltaT…K`, `deltaT…F`) convert differently: 20 °F is −6.7 °C,
 * but a rise of 20 °F is a rise of 11.1 K. So they have separate functions.
 */
import { requireFinite, requireNotNegative, requirePositive } from './range.js';

/** m/s². Conventional value, 3rd CGPM 1901. */
export const STANDARD_GRAVITY_M_PER_S2 = 9.80665;
/** J/(kg·K). Specific gas constant of dry air (US Standard Atmosphere 1976 gives 287.053; ASHRAE rounds to 287.055). */
export const DRY_AIR_GAS_CONSTANT_J_PER_KG_K = 287.055;
/** Pa at sea level, ISO 2533. */
export const STANDARD_PRESSURE_PA = 101_325;
/** K at 0 °C, exact. */
export const ZERO_CELSIUS_K = 273.15;
/** J/(kg·K). Dry air between 0 and 40 °C: 1005 to 1006. */
export const AIR_SPECIFIC_HEAT_J_PER_KG_K = 1005;
/** kg/m³. The design density of the trade (20 °C, sea level); an actual inlet is seldom this. */
export const DESIGN_AIR_DENSITY_KG_PER_M3 = 1.2;

/** m, exact. */
export const INCH_M = 0.0254;
/** m, exact. */
export const FOOT_M = 0.3048;
/** m: 1.75 in, EIA-310. */
export const RACK_UNIT_M = 0.04445;
/** L, exact (231 in³). */
export const US_GALLON_L = 3.785411784;
/** W per BTU/h, from the International Table BTU of 1055.05585262 J. */
export const W_PER_BTU_PER_H = 1055.05585262 / 3600;
/** W: 12 000 BTU/h. */
export const TON_OF_REFRIGERATION_W = 12_000 * W_PER_BTU_PER_H;
/** m³/h per ft³/min, exact. */
export const M3_PER_H_PER_CFM = FOOT_M ** 3 * 60;
/** h in a mean year of 365.25 days. */
export const HOURS_PER_YEAR = 8766;
export const SQRT_3 = Math.sqrt(3);

/** K or °C per °F, of a difference. */
const KELVIN_PER_FAHRENHEIT = 5 / 9;

/** A temperature in °C from one in °F. Not for differences. */
export function celsiusFromFahrenheit(tempF: number): number {
  requireFinite({ tempF });
  return (tempF - 32) * KELVIN_PER_FAHRENHEIT;
}

/** A temperature in °F from one in °C. Not for differences. */
export function fahrenheitFromCelsius(tempC: number): number {
  requireFinite({ tempC });
  return tempC / KELVIN_PER_FAHRENHEIT + 32;
}

/** A temperature difference in K from one in °F. Not for temperatures. */
export function deltaKFromDeltaF(deltaTF: number): number {
  requireFinite({ deltaTF });
  return deltaTF * KELVIN_PER_FAHRENHEIT;
}

/** A temperature difference in °F from one in K. Not for temperatures. */
export function deltaFFromDeltaK(deltaTK: number): number {
  requireFinite({ deltaTK });
  return deltaTK / KELVIN_PER_FAHRENHEIT;
}

/** m³/h from ft³/min. */
export function m3PerHFromCfm(airflowCfm: number): number {
  requireFinite({ airflowCfm });
  return airflowCfm * M3_PER_H_PER_CFM;
}

/** ft³/min from m³/h. */
export function cfmFromM3PerH(airflowM3PerH: number): number {
  requireFinite({ airflowM3PerH });
  return airflowM3PerH / M3_PER_H_PER_CFM;
}

/** W from BTU/h. */
export function wattFromBtuPerH(heatBtuPerH: number): number {
  requireFinite({ heatBtuPerH });
  return heatBtuPerH * W_PER_BTU_PER_H;
}

/** BTU/h from W. */
export function btuPerHFromWatt(heatW: number): number {
  requireFinite({ heatW });
  return heatW / W_PER_BTU_PER_H;
}

/**
 * The smallest whole number of equal units that together supply what is required.
 *
 * @param required - at least 0, in the unit of `perUnit`
 * @param perUnit - what one unit supplies, above 0
 * @returns 0 when nothing is required. A remainder below 1e-9 of a unit is rounding, so 0.9 on units of 0.3 is 3, not 4.
 * @throws RangeError naming the parameter out of range
 */
export function wholeUnits({ required, perUnit }: { readonly required: number; readonly perUnit: number }): number {
  requireNotNegative({ required });
  requirePositive({ perUnit });
  return required === 0 ? 0 : Math.max(1, Math.ceil(required / perUnit - 1e-9));
}
