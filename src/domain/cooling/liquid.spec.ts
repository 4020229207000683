import { describe, expect, it } from '@jest/globals';
import { deltaKFromDeltaF, US_GALLON_L, wattFromBtuPerH } from '../units.js';
import {
  coolantVolumetricHeatJPerLK,
  liquidDeltaTK,
  requiredLiquidFlowLPerMin,
  WATER_VOLUMETRIC_HEAT_J_PER_L_K,
} from './liquid.js';

const water = { volumetricHeatJPerLK: WATER_VOLUMETRIC_HEAT_J_PER_L_K };

describe('liquid flow', () => {
  it.each([
    [1000, 10, 1.44],
    [1000, 6, 2.4],
    [1000, 12, 1.2],
    [40_000, 10, 57.58], // 15.2 gpm
  ])('for %p W at %p K is %p L/min of water', (heatW, deltaTK, flow) => {
    expect(requiredLiquidFlowLPerMin({ heatW, deltaTK, ...water })).toBeCloseTo(flow, 2);
  });

  it('for 3.84 MBTU/h from 40 to 66 °F is 295.4 gpm (mosg-portal: BTU/h over 500·ΔT_F)', () => {
    // 500 BTU/h per gpm·°F = 4181 J/(L·K)
    const flow = requiredLiquidFlowLPerMin({
      heatW: wattFromBtuPerH(3_840_000),
      deltaTK: deltaKFromDeltaF(26),
      volumetricHeatJPerLK: 4181,
    });
    expect(flow / US_GALLON_L).toBeCloseTo(295.4, 1);
  });

  it('inverts to the rise', () => {
    const flowLPerMin = requiredLiquidFlowLPerMin({ heatW: 36_000, deltaTK: 8, ...water });
    expect(liquidDeltaTK({ heatW: 36_000, flowLPerMin, ...water })).toBeCloseTo(8, 12);
  });

  it.each([
    [0, 1],
    [0.125, 1.025],
    [0.25, 1.05],
    [0.4, 1.15],
  ])('with a share of glycol of %p is %p times that of water', (share, factor) => {
    expect(coolantVolumetricHeatJPerLK(share)).toBeCloseTo(WATER_VOLUMETRIC_HEAT_J_PER_L_K / factor, 9);
  });

  it('is not known above the shares for which there are figures', () => {
    expect(coolantVolumetricHeatJPerLK(0.5)).toBeNull();
    expect(() => coolantVolumetricHeatJPerLK(-0.1)).toThrow('glycolFraction');
  });

  it('refuses no rise, no flow and NaN', () => {
    expect(() => requiredLiquidFlowLPerMin({ heatW: 1, deltaTK: 0, ...water })).toThrow('deltaTK');
    expect(() => requiredLiquidFlowLPerMin({ heatW: NaN, deltaTK: 1, ...water })).toThrow('heatW');
    expect(() => liquidDeltaTK({ heatW: 1, flowLPerMin: 0, ...water })).toThrow('flowLPerMin');
  });
});
