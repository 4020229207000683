import { describe, expect, it } from '@jest/globals';
import { distributedLoadKpa, pointLoadKn, tributaryAreaM2 } from './load.js';

describe('floor load', () => {
  it('of 1500 kg under a rack of 0.6 × 1.2 m is 20.4 kPa', () => {
    // 1500 × 9.80665/0.72 = 20 430 Pa
    expect(distributedLoadKpa({ massKg: 1500, areaM2: 0.72 })).toBeCloseTo(20.43, 2);
  });

  it('of the same rack on its tributary area is 10.66 kPa: within 12, beyond 7.2', () => {
    // 0.6 × (1.2 + half of a 1.2 m and a 1.0 m aisle) = 0.6 × 2.3 = 1.38 m²
    const areaM2 = tributaryAreaM2({ widthM: 0.6, depthM: 1.2, frontAisleM: 1.2, rearAisleM: 1.0 });
    expect(areaM2).toBeCloseTo(1.38, 12);
    expect(distributedLoadKpa({ massKg: 1500, areaM2 })).toBeCloseTo(10.66, 2);
  });

  it('on each of four casters is 3.68 kN', () => {
    expect(pointLoadKn({ massKg: 1500, supportCount: 4 })).toBeCloseTo(3.68, 2);
  });

  it('of nothing is 0, and of NaN refused', () => {
    expect(distributedLoadKpa({ massKg: 0, areaM2: 1 })).toBe(0);
    expect(() => distributedLoadKpa({ massKg: NaN, areaM2: 1 })).toThrow('massKg');
    expect(() => distributedLoadKpa({ massKg: 1, areaM2: 0 })).toThrow('areaM2');
    expect(() => pointLoadKn({ massKg: 1, supportCount: 0 })).toThrow('supportCount');
    expect(() => tributaryAreaM2({ widthM: 1, depthM: 1, frontAisleM: NaN, rearAisleM: 0 })).toThrow('frontAisleM');
  });
});
