import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  rackCoolingBand,
  rackCoolingIndexHigh,
  rackCoolingIndexLow,
  returnTemperatureIndex,
  supplyHeatIndex,
} from './indices.js';

const A1 = { recommendedC: { min: 18, max: 27 }, allowableC: { min: 15, max: 32 } };

describe('rack cooling index', () => {
  it('of 22/25/28/30 °C in A1 is 80 % high and 100 % low', () => {
    // (1 + 3) K above 27 over 4 samples × 5 K = 20 % lost
    const inletTempsC = [22, 25, 28, 30];
    expect(rackCoolingIndexHigh({ ...A1, inletTempsC })).toBeCloseTo(0.8, 12);
    expect(rackCoolingIndexLow({ ...A1, inletTempsC })).toBe(1);
  });

  it('is clamped on one side: cold samples do not offset hot ones', () => {
    // unclamped: −5 −2 +1 +3 = −3 K, which would give 115 %
    expect(rackCoolingIndexHigh({ ...A1, inletTempsC: [22, 25, 28, 30] })).toBeLessThan(1);
    // 2 K below 18 over 2 × 3 K
    expect(rackCoolingIndexLow({ ...A1, inletTempsC: [16, 40] })).toBeCloseTo(1 - 2 / 6, 12);
  });

  it('is 0 with every sample at the allowable limit and negative beyond it', () => {
    expect(rackCoolingIndexHigh({ ...A1, inletTempsC: [32, 32] })).toBeCloseTo(0, 12);
    expect(rackCoolingIndexHigh({ ...A1, inletTempsC: [42] })).toBeCloseTo(-2, 12);
  });

  it('never rises when a sample gets hotter', () => {
    const temps = fc.array(fc.double({ min: 10, max: 45, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(temps, (inletTempsC) => {
        const hotter = inletTempsC.map((tempC, k) => (k === 0 ? tempC + 1 : tempC));
        expect(rackCoolingIndexHigh({ ...A1, inletTempsC: hotter })).toBeLessThanOrEqual(
          rackCoolingIndexHigh({ ...A1, inletTempsC }),
        );
      }),
      { seed: 5 },
    );
  });

  it('is refused without samples, with NaN, or where allowable does not lie beyond recommended', () => {
    expect(() => rackCoolingIndexHigh({ ...A1, inletTempsC: [] })).toThrow('inletTempsC');
    expect(() => rackCoolingIndexHigh({ ...A1, inletTempsC: [20, NaN] })).toThrow('inletTempC');
    expect(() => rackCoolingIndexHigh({ ...A1, allowableC: { min: 15, max: 27 }, inletTempsC: [20] })).toThrow(
      RangeError,
    );
  });

  it.each([
    [1, 'good'],
    [0.96, 'good'],
    [0.95, 'acceptable'],
    [0.9, 'poor'],
  ])('of %p is %s', (index, band) => {
    expect(rackCoolingBand(index)).toBe(band);
  });
});

describe('return temperature index', () => {
  it('of an 8 K rise at the units over 12 K in the equipment is 66.7 %: bypass, not the inverted 150 %', () => {
    const index = returnTemperatureIndex({ returnTempC: 28, supplyTempC: 20, equipmentDeltaTK: 12 });
    expect(index).toBeCloseTo(0.66667, 5);
  });

  it('refuses an equipment rise of 0 or NaN', () => {
    const temps = { returnTempC: 28, supplyTempC: 20 };
    expect(() => returnTemperatureIndex({ ...temps, equipmentDeltaTK: 0 })).toThrow('equipmentDeltaTK');
    expect(() => returnTemperatureIndex({ ...temps, equipmentDeltaTK: NaN })).toThrow('equipmentDeltaTK');
  });
});

describe('supply heat index', () => {
  it('of supply 18, inlet 22, outlet 34 °C is 0.25: 4 K of 16', () => {
    expect(supplyHeatIndex({ supplyTempC: 18, inletTempC: 22, outletTempC: 34 })).toBe(0.25);
  });

  it('refuses an outlet that is not above the supply', () => {
    expect(() => supplyHeatIndex({ supplyTempC: 18, inletTempC: 18, outletTempC: 18 })).toThrow('outlet');
    expect(() => supplyHeatIndex({ supplyTempC: 18, inletTempC: NaN, outletTempC: 34 })).toThrow('inletTempC');
  });
});
