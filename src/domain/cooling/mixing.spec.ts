import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { supplyHeatIndex } from './indices.js';
import { airBalance, mixedInletTempC, recirculationRiseK } from './mixing.js';

describe('recirculation', () => {
  it('of 20 % at 12 K warms the inlet by 3 K, for the exhaust is warmer too', () => {
    // 0.2/0.8 × 12
    expect(recirculationRiseK({ recirculatedFraction: 0.2, deltaTK: 12 })).toBeCloseTo(3, 12);
    expect(mixedInletTempC({ supplyTempC: 20, recirculatedFraction: 0.2, deltaTK: 12 })).toBeCloseTo(23, 12);
  });

  it('satisfies its own mixing equation, and is the supply heat index', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 1, max: 40, noNaN: true }),
        (recirculatedFraction, deltaTK) => {
          const inletTempC = mixedInletTempC({ supplyTempC: 18, recirculatedFraction, deltaTK });
          const outletTempC = inletTempC + deltaTK;
          expect((1 - recirculatedFraction) * 18 + recirculatedFraction * outletTempC).toBeCloseTo(inletTempC, 9);
          expect(supplyHeatIndex({ supplyTempC: 18, inletTempC, outletTempC })).toBeCloseTo(recirculatedFraction, 9);
        },
      ),
      { seed: 3 },
    );
  });

  it.each([NaN, -0.1, 1])('of %p is refused: at 1 the inlet runs away', (recirculatedFraction) => {
    expect(() => recirculationRiseK({ recirculatedFraction, deltaTK: 12 })).toThrow('recirculatedFraction');
  });
});

describe('air balance', () => {
  it('with supply to spare bypasses the rest', () => {
    // 10 000 × 0.85 = 8500 delivered; 1 − 6800/8500 = 0.2
    const balance = airBalance({ supplyM3PerH: 10_000, demandM3PerH: 6800, leakageFraction: 0.15 });
    expect(balance.deliveredM3PerH).toBeCloseTo(8500, 9);
    expect(balance.marginM3PerH).toBeCloseTo(1700, 9);
    expect(balance.bypassFraction).toBeCloseTo(0.2, 12);
    expect(balance.recirculatedFraction).toBe(0);
  });

  it('starved takes the rest from the exhaust', () => {
    // 1 − 6000/8000
    const balance = airBalance({ supplyM3PerH: 6000, demandM3PerH: 8000, leakageFraction: 0 });
    expect(balance).toEqual({
      deliveredM3PerH: 6000,
      marginM3PerH: -2000,
      bypassFraction: 0,
      recirculatedFraction: 0.25,
    });
  });

  it('without supply recirculates everything, and without both does nothing', () => {
    expect(airBalance({ supplyM3PerH: 0, demandM3PerH: 1, leakageFraction: 0 }).recirculatedFraction).toBe(1);
    expect(airBalance({ supplyM3PerH: 0, demandM3PerH: 0, leakageFraction: 0 })).toMatchObject({
      bypassFraction: 0,
      recirculatedFraction: 0,
    });
  });

  it('refuses NaN and total leakage', () => {
    expect(() => airBalance({ supplyM3PerH: NaN, demandM3PerH: 1, leakageFraction: 0 })).toThrow('supplyM3PerH');
    expect(() => airBalance({ supplyM3PerH: 1, demandM3PerH: NaN, leakageFraction: 0 })).toThrow('demandM3PerH');
    expect(() => airBalance({ supplyM3PerH: 1, demandM3PerH: 1, leakageFraction: 1 })).toThrow('leakageFraction');
  });
});
