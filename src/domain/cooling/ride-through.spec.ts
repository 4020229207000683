import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { riseWithoutCoolingK, timeToRiseS, type ThermalMass } from './ride-through.js';

/** 500 m³ of air of 1.17 kg/m³: 588 kJ/K; 3000 kg at 500 J/(kg·K): 1.5 MJ/K. */
const room: ThermalMass = { airJPerK: 588_000, massJPerK: 1_500_000, couplingWPerK: 3500 };

describe('a room without cooling', () => {
  it('warms at first as its air alone, 0.17 K/s of 100 kW, and in the end as all of its mass, 0.048 K/s', () => {
    const rise = (timeS: number) => riseWithoutCoolingK({ heatW: 100_000, timeS, mass: room });
    expect(rise(0.1) / 0.1).toBeCloseTo(100_000 / 588_000, 3);
    expect(rise(10_001) - rise(10_000)).toBeCloseTo(100_000 / 2_088_000, 6);
  });

  it('agrees with steps of a millisecond of both heat balances', () => {
    let [air, mass] = [0, 0];
    const stepS = 0.001;
    for (let step = 0; step < 120_000; step += 1) {
      const passed = room.couplingWPerK * (air - mass);
      air += ((100_000 - passed) / room.airJPerK) * stepS;
      mass += (passed / room.massJPerK) * stepS;
    }
    expect(riseWithoutCoolingK({ heatW: 100_000, timeS: 120, mass: room })).toBeCloseTo(air, 3);
  });

  it('without mass, or coupled to none, warms as its air', () => {
    for (const mass of [
      { ...room, massJPerK: 0 },
      { ...room, couplingWPerK: 0 },
    ]) {
      expect(riseWithoutCoolingK({ heatW: 58_800, timeS: 60, mass })).toBeCloseTo(6, 9);
    }
  });

  it('is there at once where the limit is not above the start, and never without heat', () => {
    expect(timeToRiseS({ heatW: 1, riseK: -1, mass: room })).toBe(0);
    expect(timeToRiseS({ heatW: 0, riseK: 5, mass: room })).toBe(Infinity);
  });

  it('refuses NaN and rooms without air', () => {
    expect(() => riseWithoutCoolingK({ heatW: NaN, timeS: 1, mass: room })).toThrow('heatW');
    expect(() => riseWithoutCoolingK({ heatW: 1, timeS: 1, mass: { ...room, airJPerK: 0 } })).toThrow('airJPerK');
  });

  it('has a time for every rise: more heat is sooner, more mass later', () => {
    const heat = fc.double({ min: 1000, max: 1e6, noNaN: true });
    const rise = fc.double({ min: 0.1, max: 40, noNaN: true });
    const coupling = fc.double({ min: 1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(heat, rise, coupling, (heatW, riseK, couplingWPerK) => {
        const mass = { ...room, couplingWPerK };
        const timeS = timeToRiseS({ heatW, riseK, mass });
        expect(riseWithoutCoolingK({ heatW, timeS, mass })).toBeCloseTo(riseK, 7);
        expect(timeToRiseS({ heatW: heatW * 1.1, riseK, mass })).toBeLessThan(timeS);
        expect(timeToRiseS({ heatW, riseK, mass: { ...mass, massJPerK: 2e6 } })).toBeGreaterThanOrEqual(
          timeS * (1 - 1e-9),
        );
      }),
      { seed: 65 },
    );
  });
});
