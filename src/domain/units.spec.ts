import { describe, expect, it } from '@jest/globals';
import {
  btuPerHFromWatt,
  celsiusFromFahrenheit,
  cfmFromM3PerH,
  deltaFFromDeltaK,
  deltaKFromDeltaF,
  fahrenheitFromCelsius,
  m3PerHFromCfm,
  TON_OF_REFRIGERATION_W,
  wattFromBtuPerH,
  wholeUnits,
} from './units.js';

describe('temperatures', () => {
  it('convert with the offset', () => {
    expect(celsiusFromFahrenheit(212)).toBeCloseTo(100, 10);
    // ASHRAE recommended upper limit, 80.6 °F
    expect(celsiusFromFahrenheit(80.6)).toBeCloseTo(27, 10);
    expect(fahrenheitFromCelsius(-40)).toBeCloseTo(-40, 10);
  });

  it('convert as differences without the offset', () => {
    // 20 °F rise = 20 × 5/9 = 11.111 K; as a temperature it would be −6.67 °C
    expect(deltaKFromDeltaF(20)).toBeCloseTo(11.111, 3);
    expect(celsiusFromFahrenheit(20)).toBeCloseTo(-6.667, 3);
    expect(deltaFFromDeltaK(deltaKFromDeltaF(37.9))).toBeCloseTo(37.9, 10);
  });

  it.each([NaN, Infinity])('refuse %p', (value) => {
    expect(() => celsiusFromFahrenheit(value)).toThrow('tempF');
    expect(() => deltaKFromDeltaF(value)).toThrow('deltaTF');
  });
});

describe('air and heat units', () => {
  it('convert airflow: 1 m³/s is 2118.88 CFM', () => {
    expect(cfmFromM3PerH(3600)).toBeCloseTo(2118.880003, 6);
    expect(m3PerHFromCfm(1105)).toBeCloseTo(1877.41, 2);
  });

  it('convert heat: 1 kW is 3412.142 BTU/h and a ton is 3516.853 W', () => {
    expect(btuPerHFromWatt(1000)).toBeCloseTo(3412.142, 3);
    expect(wattFromBtuPerH(btuPerHFromWatt(123))).toBeCloseTo(123, 10);
    expect(TON_OF_REFRIGERATION_W).toBeCloseTo(3516.853, 3);
  });

  it('do not reproduce the inconsistent data sheet of the DGX H100: 10.2 kW is 34 804 BTU/h, not 38 557', () => {
    expect(btuPerHFromWatt(10_200)).toBeCloseTo(34_804, 0);
    expect(wattFromBtuPerH(38_557)).toBeCloseTo(11_300, -1);
  });
});

describe('wholeUnits', () => {
  it('rounds up, and takes an exact multiple as it is', () => {
    expect(wholeUnits({ required: 600, perUnit: 100 })).toBe(6);
    expect(wholeUnits({ required: 601, perUnit: 100 })).toBe(7);
    // 0.9 / 0.3 is 3.0000000000000004 in binary
    expect(wholeUnits({ required: 0.9, perUnit: 0.3 })).toBe(3);
    expect(wholeUnits({ required: 0, perUnit: 100 })).toBe(0);
  });

  it('refuses a unit that supplies nothing, and NaN', () => {
    expect(() => wholeUnits({ required: 1, perUnit: 0 })).toThrow('perUnit');
    expect(() => wholeUnits({ required: NaN, perUnit: 1 })).toThrow('required');
  });
});
