import { requireNotNegative, requirePositive } from '../range.js';

/**
 * J/(L·K). Water at 25 °C: 0.997 kg/L × 4181 J/(kg·K). A glycol mixture has less; 25–40 % needs 5–15 % more flow.
 * The trade's 500 BTU/h per gpm·°F stands for 4181 J/(L·K).
 */
export const WATER_VOLUMETRIC_HEAT_J_PER_L_K = 0.997 * 4181;

/**
 * The liquid flow that takes heat away at a temperature rise, L/min: 60·Q/(ρcp·ΔT).
 *
 * Source: heat balance; 1.44 L/min per kW at 10 K.
 *
 * @param heatW - W, at least 0
 * @param deltaTK - rise of the liquid, K, above 0
 * @param volumetricHeatJPerLK - J/(L·K), above 0; water has {@link WATER_VOLUMETRIC_HEAT_J_PER_L_K}
 * @throws RangeError naming the parameter out of range
 */
export function requiredLiquidFlowLPerMin({
  heatW,
  deltaTK,
  volumetricHeatJPerLK,
}: {
  readonly heatW: number;
  readonly deltaTK: number;
  readonly volumetricHeatJPerLK: number;
}): number {
  requireNotNegative({ heatW });
  requirePositive({ deltaTK, volumetricHeatJPerLK });
  return (60 * heatW) / (volumetricHeatJPerLK * deltaTK);
}

/**
 * The temperature rise of a liquid flow that takes heat away, K: the inverse of {@link requiredLiquidFlowLPerMin}.
 *
 * @param heatW - W, at least 0
 * @param flowLPerMin - L/min, above 0
 * @param volumetricHeatJPerLK - J/(L·K), above 0
 * @throws RangeError naming the parameter out of range
 */
export function liquidDeltaTK({
  heatW,
  flowLPerMin,
  volumetricHeatJPerLK,
}: {
  readonly heatW: number;
  readonly flowLPerMin: number;
  readonly volumetricHeatJPerLK: number;
}): number {
  requireNotNegative({ heatW });
  requirePositive({ flowLPerMin, volumetricHeatJPerLK });
  return (60 * heatW) / (volumetricHeatJPerLK * flowLPerMin);
}

/** Flow of a glycol mixture over that of water at the same heat and rise, by its share. Source: 25 to 40 % need 5 to 15 % more. */
const GLYCOL_FLOW: readonly (readonly [share: number, factor: number])[] = [
  [0, 1],
  [0.25, 1.05],
  [0.4, 1.15],
];

/**
 * J/(L·K) of water with a share of glycol: that of water over how much more flow the mixture needs, between the points of
 * {@link GLYCOL_FLOW} in a straight line. 25 %: 4168/1.05 = 3970.
 *
 * @param glycolFraction - 0 to 1
 * @returns null above 0.4, for which no figure is at hand
 * @throws RangeError where the share is negative or not a number
 */
export function coolantVolumetricHeatJPerLK(glycolFraction: number): number | null {
  requireNotNegative({ glycolFraction });
  const next = GLYCOL_FLOW.findIndex(([share]) => glycolFraction <= share);
  const [highShare, high] = GLYCOL_FLOW[next] ?? [NaN, NaN];
  if (next < 0) return null;
  const [lowShare, low] = GLYCOL_FLOW[next - 1] ?? [0, 1];
  const factor = next === 0 ? high : low + ((glycolFraction - lowShare) / (highShare - lowShare)) * (high - low);
  return WATER_VOLUMETRIC_HEAT_J_PER_L_K / factor;
}
