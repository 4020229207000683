import { requireWithin, type Bounds } from '../range.js';
import { ALTITUDE_RANGE_M, dewPointC, saturationPressurePa } from './air.js';

export const ASHRAE_CLASS_NAMES = ['A1', 'A2', 'A3', 'A4', 'H1'] as const;
export type AshraeClassName = (typeof ASHRAE_CLASS_NAMES)[number];

/** Limits of moisture: all of them hold at once. */
export interface MoistureLimits {
  readonly minDewPointC: number;
  readonly maxDewPointC: number;
  readonly minRelativeHumidity: number;
  readonly maxRelativeHumidity: number;
}

export interface AshraeClass {
  /** °C dry bulb up to 900 m. */
  readonly allowableC: Bounds;
  /** °C dry bulb. */
  readonly recommendedC: Bounds;
  /** Absent for H1: not in the public copies that were read. */
  readonly allowableMoisture?: MoistureLimits;
  /** m above 900 m for which the highest allowable dry bulb falls by 1 K. */
  readonly deratingMPerK: number;
}

/** m. Above it the highest allowable dry bulb is derated. */
export const DERATING_START_M = 900;
/** m. Above it the classes are not defined. */
export const ASHRAE_MAX_ALTITUDE_M = 3050;

const RECOMMENDED_A_C: Bounds = { min: 18, max: 27 };

function moisture(maxDewPointC: number, maxRelativeHumidity: number): MoistureLimits {
  return { minDewPointC: -12, maxDewPointC, minRelativeHumidity: 0.08, maxRelativeHumidity };
}

/** Recommended moisture of classes A1 to A4, where corrosion is low: −9 to 15 °C dew point and at most 70 %; no lowest share. */
export const RECOMMENDED_MOISTURE: MoistureLimits = {
  minDewPointC: -9,
  maxDewPointC: 15,
  minRelativeHumidity: 0,
  maxRelativeHumidity: 0.7,
};

/**
 * Thermal classes of IT equipment.
 *
 * Sources: ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments, 5th ed. 2021, reference card; H1 after
 * Quirk et al., ASHRAE Journal, May 2022. Older pages that give 40–60 % relative humidity quote 2008 and are superseded.
 * The derating slopes are engineering knowledge: the card's footnotes were not readable in the copy.
 */
export const ASHRAE_CLASSES: Readonly<Record<AshraeClassName, AshraeClass>> = {
  A1: {
    allowableC: { min: 15, max: 32 },
    recommendedC: RECOMMENDED_A_C,
    allowableMoisture: moisture(17, 0.8),
    deratingMPerK: 300,
  },
  A2: {
    allowableC: { min: 10, max: 35 },
    recommendedC: RECOMMENDED_A_C,
    allowableMoisture: moisture(21, 0.8),
    deratingMPerK: 300,
  },
  A3: {
    allowableC: { min: 5, max: 40 },
    recommendedC: RECOMMENDED_A_C,
    allowableMoisture: moisture(24, 0.85),
    deratingMPerK: 175,
  },
  A4: {
    allowableC: { min: 5, max: 45 },
    recommendedC: RECOMMENDED_A_C,
    allowableMoisture: moisture(24, 0.9),
    deratingMPerK: 125,
  },
  H1: { allowableC: { min: 5, max: 25 }, recommendedC: { min: 18, max: 22 }, deratingMPerK: 500 },
};

/** Dry bulb limits of a class at an altitude, °C. */
export interface ThermalEnvelope {
  readonly allowableC: Bounds;
  /** Its upper bound is never above the derated allowable one, which takes precedence high up. */
  readonly recommendedC: Bounds;
}

/**
 * The dry bulb limits of a class, the upper one derated by 1 K for each `deratingMPerK` above 900 m.
 *
 * Source: see {@link ASHRAE_CLASSES}. At 2000 m A1 allows 28.33 °C; at 1500 m 30 °C.
 *
 * @param altitudeM - m, −500 to 11 000
 * @returns undefined above 3050 m, where the classes are not defined
 * @throws RangeError when `altitudeM` is out of range
 */
export function thermalEnvelope({
  ashraeClass,
  altitudeM,
}: {
  readonly ashraeClass: AshraeClassName;
  readonly altitudeM: number;
}): ThermalEnvelope | undefined {
  requireWithin(ALTITUDE_RANGE_M, { altitudeM });
  if (altitudeM > ASHRAE_MAX_ALTITUDE_M) return undefined;
  const { allowableC, recommendedC, deratingMPerK } = ASHRAE_CLASSES[ashraeClass];
  const maxC = allowableC.max - Math.max(0, altitudeM - DERATING_START_M) / deratingMPerK;
  return {
    allowableC: { min: allowableC.min, max: maxC },
    recommendedC: { min: recommendedC.min, max: Math.min(recommendedC.max, maxC) },
  };
}

/** One limit of moisture that is not kept. */
export interface MoistureBreach {
  readonly limitName: keyof MoistureLimits;
  /** °C or a fraction of 1, as the limit. */
  readonly measured: number;
  readonly limit: number;
}

/**
 * Limits of moisture that inlet air does not keep.
 *
 * Between supply and inlet nothing adds or takes water: the dew point stays, and relative humidity falls as the air warms, so
 * that dew point and the highest relative humidity are judged at the supply and the lowest at the warmest inlet. The dew
 * point is that of Magnus.
 *
 * @param tempC - °C dry bulb of the supply, −45 to 60
 * @param relativeHumidity - of the supply, above 0 up to 1
 * @param warmestC - °C dry bulb of the warmest inlet, −45 to 60; the supply where left out
 * @throws RangeError naming the parameter out of range
 */
export function moistureBreaches({
  limits,
  tempC,
  relativeHumidity,
  warmestC = tempC,
}: {
  readonly limits: MoistureLimits;
  readonly tempC: number;
  readonly relativeHumidity: number;
  readonly warmestC?: number;
}): readonly MoistureBreach[] {
  const airDewPointC = dewPointC({ tempC, relativeHumidity });
  const lowest = (relativeHumidity * saturationPressurePa(tempC)) / saturationPressurePa(warmestC);
  const breaches: MoistureBreach[] = [];
  const check = (limitName: keyof MoistureLimits, measured: number, kept: boolean): void => {
    if (!kept) breaches.push({ limitName, measured, limit: limits[limitName] });
  };
  check('minDewPointC', airDewPointC, airDewPointC >= limits.minDewPointC);
  check('maxDewPointC', airDewPointC, airDewPointC <= limits.maxDewPointC);
  check('minRelativeHumidity', lowest, lowest >= limits.minRelativeHumidity);
  check('maxRelativeHumidity', relativeHumidity, relativeHumidity <= limits.maxRelativeHumidity);
  return breaches;
}
