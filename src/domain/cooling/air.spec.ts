import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  cfmFromM3PerH,
  deltaFFromDeltaK,
  deltaKFromDeltaF,
  DESIGN_AIR_DENSITY_KG_PER_M3,
  FOOT_M,
  m3PerHFromCfm,
} from '../units.js';
import {
  airDeltaTK,
  airDensityKgPerM3,
  airHeatW,
  airPressurePa,
  dewPointC,
  pressureRatio,
  requiredAirflowM3PerH,
  saturationPressurePa,
} from './air.js';

const SEED = 91;
const design = { densityKgPerM3: DESIGN_AIR_DENSITY_KG_PER_M3 };

function requiredCfm(heatW: number, deltaTK: number, densityKgPerM3 = DESIGN_AIR_DENSITY_KG_PER_M3): number {
  return cfmFromM3PerH(requiredAirflowM3PerH({ heatW, deltaTK, densityKgPerM3 }));
}

describe('pressure', () => {
  it.each([
    // INRES altitude table, atm
    [2000, 0.93],
    [4000, 0.86],
    [6000, 0.8],
    [8000, 0.74],
    [10_000, 0.69],
  ])('at %p ft is %p of that at sea level', (altitudeFt, published) => {
    expect(pressureRatio(altitudeFt * FOOT_M)).toBeCloseTo(published, 2);
  });

  it('follows the exponent of pressure, 5.25588, not that of the density of the standard atmosphere', () => {
    // at 8000 ft the density exponent 4.25588 gives 0.786, which is not 0.74
    expect(pressureRatio(8000 * FOOT_M)).toBeCloseTo(0.74278, 5);
    expect((1 - 2.25577e-5 * 8000 * FOOT_M) ** 4.25588).toBeCloseTo(0.786, 3);
  });

  it('is 101 325 Pa at sea level and rises below it', () => {
    expect(airPressurePa(0)).toBe(101_325);
    expect(pressureRatio(-430)).toBeGreaterThan(1);
  });

  it.each([NaN, -501, 11_001, Infinity])('refuses an altitude of %p m', (altitudeM) => {
    expect(() => pressureRatio(altitudeM)).toThrow('altitudeM');
  });
});

describe('density', () => {
  it.each([
    [15, 0, 0, 1.225], // ISO 2533 sea level
    [20, 0, 0, 1.2041],
    [20, 0.5, 0, 1.1989],
    [25, 0, 0, 1.1839],
    [25, 0.5, 0, 1.1769],
    [27, 0.5, 0, 1.1682],
    [25, 0, 1609, 0.9748],
    [25, 0, 2000, 0.9288],
  ])('at %p °C, RH %p and %p m is %p kg/m³', (tempC, relativeHumidity, altitudeM, density) => {
    expect(airDensityKgPerM3({ tempC, relativeHumidity, altitudeM })).toBeCloseTo(density, 4);
  });

  it('falls with altitude, temperature and humidity', () => {
    const state = fc.record({
      tempC: fc.double({ min: 0, max: 50, noNaN: true }),
      relativeHumidity: fc.double({ min: 0, max: 0.9, noNaN: true }),
      altitudeM: fc.double({ min: 0, max: 4000, noNaN: true }),
    });
    fc.assert(
      fc.property(state, (air) => {
        const density = airDensityKgPerM3(air);
        expect(airDensityKgPerM3({ ...air, altitudeM: air.altitudeM + 100 })).toBeLessThan(density);
        expect(airDensityKgPerM3({ ...air, tempC: air.tempC + 1 })).toBeLessThan(density);
        expect(airDensityKgPerM3({ ...air, relativeHumidity: air.relativeHumidity + 0.1 })).toBeLessThan(density);
      }),
      { seed: SEED },
    );
  });

  it('refuses NaN, percent in place of a fraction, and temperatures in °F', () => {
    const air = { tempC: 25, relativeHumidity: 0.5, altitudeM: 0 };
    expect(() => airDensityKgPerM3({ ...air, relativeHumidity: 50 })).toThrow('relativeHumidity');
    expect(() => airDensityKgPerM3({ ...air, relativeHumidity: NaN })).toThrow('relativeHumidity');
    expect(() => airDensityKgPerM3({ ...air, tempC: 77 })).toThrow('tempC');
    expect(() => airDensityKgPerM3({ ...air, tempC: NaN })).toThrow('tempC');
  });
});

describe('dew point', () => {
  it('of 25 °C at 50 % is 13.85 °C', () => {
    // γ = ln 0.5 + 17.62 × 25/268.12 = 0.94977; 243.12 × 0.94977/(17.62 − 0.94977) = 13.85
    expect(dewPointC({ tempC: 25, relativeHumidity: 0.5 })).toBeCloseTo(13.85, 2);
  });

  it('equals the temperature of saturated air', () => {
    expect(dewPointC({ tempC: 18, relativeHumidity: 1 })).toBeCloseTo(18, 10);
  });

  it('is where the vapour saturates', () => {
    const temp = fc.double({ min: 5, max: 50, noNaN: true });
    const humidity = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(temp, humidity, (tempC, relativeHumidity) => {
        const atDewPointPa = saturationPressurePa(dewPointC({ tempC, relativeHumidity }));
        expect(atDewPointPa).toBeCloseTo(relativeHumidity * saturationPressurePa(tempC), 6);
      }),
      { seed: SEED },
    );
  });

  it('does not exist in dry air', () => {
    expect(() => dewPointC({ tempC: 25, relativeHumidity: 0 })).toThrow('relativeHumidity');
    expect(() => dewPointC({ tempC: 25, relativeHumidity: NaN })).toThrow('relativeHumidity');
  });
});

describe('required airflow', () => {
  it('for 12 kW at 20 °F is 1895 CFM (calcspec, 1.08 form), within the rounding of 1.08', () => {
    // 3600 × 12 000/(1.2 × 1005 × 11.111) = 3224 m³/h = 1897.5 CFM
    expect(requiredCfm(12_000, deltaKFromDeltaF(20))).toBeCloseTo(1897.5, 0);
    expect(requiredCfm(12_000, deltaKFromDeltaF(20)) / 1895).toBeCloseTo(1, 2);
  });

  it('is 1.757 CFM per W/K: the 3.16 of a rise in °F, used with °C, asks for 1.8 times too much', () => {
    // 10 kW at 12 K: 1464 CFM; 3.16 × 10 000/12 = 2633
    expect(requiredCfm(10_000, 12)).toBeCloseTo(1464, 0);
    expect((3.16 * 10_000) / 12 / requiredCfm(10_000, 12)).toBeCloseTo(1.8, 2);
    expect(requiredCfm(10_000, deltaKFromDeltaF(12))).toBeCloseTo((3.16 * 10_000) / 12, -1);
  });

  it('is 2488 m³/h for 10 kW at 12 K, and 8955 for 36 kW', () => {
    expect(requiredAirflowM3PerH({ heatW: 10_000, deltaTK: 12, ...design })).toBeCloseTo(2487.6, 1);
    expect(requiredAirflowM3PerH({ heatW: 36_000, deltaTK: 12, ...design })).toBeCloseTo(8955.2, 1);
  });

  it('grows with altitude: divided by the density ratio, never multiplied', () => {
    const densityKgPerM3 = airDensityKgPerM3({ tempC: 25, relativeHumidity: 0, altitudeM: 1609 });
    // 2487.6 × 1.2/0.9748 = 3062; multiplying would give 2021
    const flow = requiredAirflowM3PerH({ heatW: 10_000, deltaTK: 12, densityKgPerM3 });
    expect(flow).toBeCloseTo(3062, 0);
    expect(requiredCfm(10_000, 12, densityKgPerM3)).toBeCloseTo(1802, 0);
  });

  it('for 10 kW at 20 °F, 55 °F supply and 6000 ft is near 1925 CFM (INRES: 154 per kW, 0.80 atm)', () => {
    // 55 °F = 12.8 °C. The page states no humidity: 50 % taken
    const densityKgPerM3 = airDensityKgPerM3({ tempC: 12.8, relativeHumidity: 0.5, altitudeM: 6000 * FOOT_M });
    expect(Math.abs(requiredCfm(10_000, deltaKFromDeltaF(20), densityKgPerM3) - 1925)).toBeLessThan(5);
  });

  it('of no heat is no air', () => {
    expect(requiredAirflowM3PerH({ heatW: 0, deltaTK: 12, ...design })).toBe(0);
  });

  it('refuses no rise, NaN and negative heat', () => {
    expect(() => requiredAirflowM3PerH({ heatW: 1, deltaTK: 0, ...design })).toThrow('deltaTK');
    expect(() => requiredAirflowM3PerH({ heatW: NaN, deltaTK: 12, ...design })).toThrow('heatW');
    expect(() => requiredAirflowM3PerH({ heatW: -1, deltaTK: 12, ...design })).toThrow('heatW');
    expect(() => requiredAirflowM3PerH({ heatW: 1, deltaTK: 12, densityKgPerM3: NaN })).toThrow('densityKgPerM3');
  });
});

describe('temperature rise', () => {
  it.each([
    [12_000, 1000, 37.9], // calcspec
    [10_200, 1105, 29.2], // NVIDIA DGX H100
    [14_300, 1550, 29.2], // NVIDIA DGX B200
  ])('of %p W on %p CFM is %p °F', (heatW, airflowCfm, riseF) => {
    const riseK = airDeltaTK({ heatW, airflowM3PerH: m3PerHFromCfm(airflowCfm), ...design });
    expect(Math.abs(deltaFFromDeltaK(riseK) - riseF)).toBeLessThan(0.06);
  });

  it('refuses no airflow', () => {
    expect(() => airDeltaTK({ heatW: 1, airflowM3PerH: 0, ...design })).toThrow('airflowM3PerH');
    expect(() => airDeltaTK({ heatW: 1, airflowM3PerH: NaN, ...design })).toThrow('airflowM3PerH');
  });
});

describe('invariants', () => {
  const heat = fc.double({ min: 1, max: 1e6, noNaN: true });
  const rise = fc.double({ min: 1, max: 40, noNaN: true });
  const altitude = fc.double({ min: 0, max: 3500, noNaN: true });

  it('flow, rise and heat invert each other', () => {
    fc.assert(
      fc.property(heat, rise, altitude, (heatW, deltaTK, altitudeM) => {
        const densityKgPerM3 = airDensityKgPerM3({ tempC: 22, relativeHumidity: 0.4, altitudeM });
        const airflowM3PerH = requiredAirflowM3PerH({ heatW, deltaTK, densityKgPerM3 });
        expect(airDeltaTK({ heatW, airflowM3PerH, densityKgPerM3 })).toBeCloseTo(deltaTK, 9);
        expect(airHeatW({ airflowM3PerH, deltaTK, densityKgPerM3 }) / heatW).toBeCloseTo(1, 12);
      }),
      { seed: SEED },
    );
  });

  it('more altitude needs more flow, more rise needs less', () => {
    fc.assert(
      fc.property(heat, rise, altitude, (heatW, deltaTK, altitudeM) => {
        const flow = (metres: number, riseK: number): number => {
          const densityKgPerM3 = airDensityKgPerM3({ tempC: 25, relativeHumidity: 0.3, altitudeM: metres });
          return requiredAirflowM3PerH({ heatW, deltaTK: riseK, densityKgPerM3 });
        };
        expect(flow(altitudeM + 50, deltaTK)).toBeGreaterThan(flow(altitudeM, deltaTK));
        expect(flow(altitudeM, deltaTK + 1)).toBeLessThan(flow(altitudeM, deltaTK));
      }),
      { seed: SEED },
    );
  });
});
