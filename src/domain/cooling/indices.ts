import { requireFinite, requirePositive, type Bounds } from '../range.js';

/** Inlet samples against an envelope, for the rack cooling index. */
export interface InletSamples {
  /** °C, at least one; three per rack, at 1/6, 1/2 and 5/6 of its height. */
  readonly inletTempsC: readonly number[];
  readonly recommendedC: Bounds;
  readonly allowableC: Bounds;
}

function rackCoolingIndex(samplesC: readonly number[], excessK: (tempC: number) => number, spanK: number): number {
  if (samplesC.length === 0) throw new RangeError('inletTempsC must hold at least one temperature');
  requirePositive({ allowableBeyondRecommendedK: spanK });
  let sumK = 0;
  for (const inletTempC of samplesC) {
    requireFinite({ inletTempC });
    sumK += Math.max(0, excessK(inletTempC));
  }
  return 1 - sumK / (samplesC.length * spanK);
}

/**
 * Rack cooling index, high side, as a fraction: 1 − Σ max(0, T − T_rec,max)/(n·(T_all,max − T_rec,max)).
 *
 * 1 means that no sample is above recommended; it can be negative. Only samples above count: a cold sample never offsets
 * a hot one.
 *
 * Source: Herrlin, "Rack cooling effectiveness in data centers", ASHRAE Transactions 111(2), 2005.
 *
 * @throws RangeError naming what is missing or not finite, or when allowable does not lie beyond recommended
 */
export function rackCoolingIndexHigh({ inletTempsC, recommendedC, allowableC }: InletSamples): number {
  return rackCoolingIndex(inletTempsC, (tempC) => tempC - recommendedC.max, allowableC.max - recommendedC.max);
}

/** Rack cooling index, low side: as {@link rackCoolingIndexHigh}, for samples below recommended. */
export function rackCoolingIndexLow({ inletTempsC, recommendedC, allowableC }: InletSamples): number {
  return rackCoolingIndex(inletTempsC, (tempC) => recommendedC.min - tempC, recommendedC.min - allowableC.min);
}

/** The verdict on a rack cooling index: good from 0.96, poor up to 0.90. Source: Herrlin 2005. */
export function rackCoolingBand(index: number): 'good' | 'acceptable' | 'poor' {
  requireFinite({ index });
  if (index >= 0.96) return 'good';
  return index > 0.9 ? 'acceptable' : 'poor';
}

/**
 * Return temperature index as a fraction: (T_return − T_supply)/ΔT_equipment, which is V̇_IT/V̇_supply.
 *
 * Below 1 supply air bypasses the equipment; above 1 exhaust air recirculates. Some pages print the inverse.
 *
 * Source: Herrlin, "Improved data center energy efficiency and thermal performance by advanced airflow analysis", 2007.
 *
 * @param returnTempC - °C at the cooling units' return
 * @param supplyTempC - °C at their supply
 * @param equipmentDeltaTK - airflow-weighted rise through the equipment, K, above 0
 * @throws RangeError naming the parameter out of range
 */
export function returnTemperatureIndex({
  returnTempC,
  supplyTempC,
  equipmentDeltaTK,
}: {
  readonly returnTempC: number;
  readonly supplyTempC: number;
  readonly equipmentDeltaTK: number;
}): number {
  requireFinite({ returnTempC, supplyTempC });
  requirePositive({ equipmentDeltaTK });
  return (returnTempC - supplyTempC) / equipmentDeltaTK;
}

/**
 * Supply heat index: (T_in − T_supply)/(T_out − T_supply), the fraction of inlet air that is recirculated exhaust.
 *
 * The return heat index is one minus it. Source: Sharma, Bash, Patel, AIAA-2002-3091.
 *
 * @param supplyTempC - °C
 * @param inletTempC - °C
 * @param outletTempC - °C, above `supplyTempC`
 * @throws RangeError naming the parameter out of range
 */
export function supplyHeatIndex({
  supplyTempC,
  inletTempC,
  outletTempC,
}: {
  readonly supplyTempC: number;
  readonly inletTempC: number;
  readonly outletTempC: number;
}): number {
  requireFinite({ supplyTempC, inletTempC, outletTempC });
  requirePositive({ outletAboveSupplyK: outletTempC - supplyTempC });
  return (inletTempC - supplyTempC) / (outletTempC - supplyTempC);
}
