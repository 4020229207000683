import { describe, expect, it } from '@jest/globals';
import { minimumOvercurrentRatingA, nextStandardRatingA } from './overcurrent.js';

describe('the least overcurrent rating', () => {
  it.each([
    [48, 0, 60, 60], // 1.25 × 48
    [15, 0, 18.75, 20], // electricalcode.net
    [12, 3, 18, 20], // 3 + 1.25 × 12
    [0, 15, 15, 15],
  ])('for %p A continuous and %p A not is %p A, so a %p A device', (continuousA, nonContinuousA, leastA, deviceA) => {
    const neededA = minimumOvercurrentRatingA({ continuousA, nonContinuousA });
    expect(neededA).toBe(leastA);
    expect(nextStandardRatingA(neededA)).toBe(deviceA);
  });

  it('is unknown above the largest standard rating', () => {
    expect(nextStandardRatingA(6000)).toBe(6000);
    expect(nextStandardRatingA(6000.1)).toBeUndefined();
  });

  it('refuses NaN and negative currents', () => {
    expect(() => minimumOvercurrentRatingA({ continuousA: NaN, nonContinuousA: 0 })).toThrow('continuousA');
    expect(() => minimumOvercurrentRatingA({ continuousA: 1, nonContinuousA: -1 })).toThrow('nonContinuousA');
    expect(() => nextStandardRatingA(NaN)).toThrow('neededA');
  });
});
