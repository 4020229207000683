import { describe, expect, it } from '@jest/globals';
import {
  ASHRAE_CLASSES,
  moistureBreaches,
  RECOMMENDED_MOISTURE,
  thermalEnvelope,
  type AshraeClassName,
} from './ashrae.js';

function maxC(ashraeClass: AshraeClassName, altitudeM: number): number | undefined {
  return thermalEnvelope({ ashraeClass, altitudeM })?.allowableC.max;
}

describe('the highest allowable dry bulb', () => {
  it.each<[AshraeClassName, number, number]>([
    // 32 − 1100/300; 35 − 1100/300; 40 − 1100/175; 45 − 1100/125; 25 − 1100/500
    ['A1', 2000, 28.333],
    ['A2', 2000, 31.333],
    ['A3', 2000, 33.714],
    ['A4', 2000, 36.2],
    ['H1', 2000, 22.8],
    // 600 m above the start
    ['A1', 1500, 30],
    ['A2', 1500, 33],
    ['A3', 1500, 36.571],
    ['A4', 1500, 40.2],
    ['H1', 1500, 23.8],
    ['A1', 3000, 25],
    ['A4', 3000, 28.2],
  ])('of %s at %p m is %p °C', (ashraeClass, altitudeM, expectedC) => {
    expect(maxC(ashraeClass, altitudeM)).toBeCloseTo(expectedC, 3);
  });

  it('is not derated up to 900 m', () => {
    expect(maxC('A2', 900)).toBe(35);
    expect(maxC('A2', -100)).toBe(35);
    expect(maxC('A2', 901)).toBeLessThan(35);
  });

  it('of A1 is 32 °C (89.6 °F) at sea level: 27 °C (80.6 °F) is only recommended', () => {
    expect(thermalEnvelope({ ashraeClass: 'A1', altitudeM: 0 })).toEqual({
      allowableC: { min: 15, max: 32 },
      recommendedC: { min: 18, max: 27 },
    });
  });

  it('takes precedence over recommended where it falls below it', () => {
    // A1 at 3000 m: allowable 25 °C, so recommended ends at 25, not 27
    expect(thermalEnvelope({ ashraeClass: 'A1', altitudeM: 3000 })?.recommendedC.max).toBeCloseTo(25, 10);
  });

  it('is undefined above 3050 m and refused for NaN', () => {
    expect(maxC('A1', 3050)).toBeCloseTo(24.83, 2);
    expect(maxC('A1', 3051)).toBeUndefined();
    expect(() => maxC('A1', NaN)).toThrow('altitudeM');
  });
});

describe('moisture', () => {
  const breachesOf = (ashraeClass: 'A1' | 'A2' | 'A3', tempC: number, relativeHumidity: number, warmestC = tempC) => {
    const limits = ASHRAE_CLASSES[ashraeClass].allowableMoisture;
    if (limits === undefined) throw new Error('no limits');
    return moistureBreaches({ limits, tempC, relativeHumidity, warmestC });
  };

  it('of 22 °C at 25 % is allowed, though the superseded 40–60 % of 2008 would refuse it', () => {
    expect(breachesOf('A1', 22, 0.25)).toEqual([]);
    expect(moistureBreaches({ limits: RECOMMENDED_MOISTURE, tempC: 22, relativeHumidity: 0.25 })).toEqual([]);
  });

  it('of 24 °C at 70 % breaks the 17 °C dew point of A1 although 70 % is below its 80 %', () => {
    // dew point of 24 °C at 70 %: 18.2 °C
    expect(breachesOf('A1', 24, 0.7)).toEqual([
      { limitName: 'maxDewPointC', measured: expect.closeTo(18.2, 1), limit: 17 },
    ]);
    expect(breachesOf('A2', 24, 0.7)).toEqual([]);
  });

  it('of 24 °C at 60 % is allowed in A1 and not recommended: dew point 15.75 °C above 15', () => {
    expect(breachesOf('A1', 24, 0.6)).toEqual([]);
    expect(moistureBreaches({ limits: RECOMMENDED_MOISTURE, tempC: 24, relativeHumidity: 0.6 })).toEqual([
      { limitName: 'maxDewPointC', measured: expect.closeTo(15.75, 1), limit: 15 },
    ]);
  });

  it('of dry air breaks both lower limits', () => {
    // 15 °C at 5 %: dew point −24.5 °C
    expect(breachesOf('A3', 15, 0.05).map((breach) => breach.limitName)).toEqual([
      'minDewPointC',
      'minRelativeHumidity',
    ]);
  });

  it('of air that recirculation warms falls in share but not in dew point', () => {
    // 18 °C at 12 %: 247.8 Pa; at 32 °C saturation is 4756 Pa, 5.2 % < 8 %; dew point −11.5 °C > −12 °C
    expect(breachesOf('A1', 18, 0.12)).toEqual([]);
    expect(breachesOf('A1', 18, 0.12, 32)).toEqual([
      { limitName: 'minRelativeHumidity', measured: expect.closeTo(0.052, 3), limit: 0.08 },
    ]);
  });

  it('of NaN, or percent in place of a fraction, is refused', () => {
    expect(() => breachesOf('A1', 20, NaN)).toThrow('relativeHumidity');
    expect(() => breachesOf('A1', 20, 50)).toThrow('relativeHumidity');
  });
});
