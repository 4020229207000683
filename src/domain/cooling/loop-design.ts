import type { CoolingUnit } from '../site/kinds/cooling-unit.js';
import type { SiteIndex } from '../site/site-index.js';
import { coolantVolumetricHeatJPerLK, requiredLiquidFlowLPerMin } from './liquid.js';

/** What the loop of a unit is designed for. */
export interface LoopDesign {
  /** K; null where the loop does not state supply and return, or no loop is named. */
  readonly riseK: number | null;
  /** J/(L·K); null without a loop, or above the share of glycol that is held here. */
  readonly volumetricHeatJPerLK: number | null;
}

/** Design rise and coolant of the loop on which a unit hangs. */
export function loopDesign(index: SiteIndex, { loop: name }: CoolingUnit): LoopDesign {
  const loop = index.snapshot.waterLoops.find((one) => one.name === name);
  const { supplyC, returnC } = loop ?? {};
  return {
    riseK: supplyC === undefined || returnC === undefined || returnC <= supplyC ? null : returnC - supplyC,
    volumetricHeatJPerLK: loop === undefined ? null : coolantVolumetricHeatJPerLK(loop.glycolFraction ?? 0),
  };
}

/** Flow that a heat needs at the design of a loop, L/min; null where the design is not known. */
export function designFlowLPerMin({ riseK, volumetricHeatJPerLK }: LoopDesign, heatW: number): number | null {
  if (riseK === null || volumetricHeatJPerLK === null) return null;
  return requiredLiquidFlowLPerMin({ heatW, deltaTK: riseK, volumetricHeatJPerLK });
}
