import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apparentPowerVa, busiestLine, imbalanceFraction, usableFeedVa } from './three-phase.js';

const published = { l1A: 45, l2A: 38, l3A: 52 };

describe('imbalance', () => {
  it('is the largest deviation from the mean: 45/38/52 A deviate by 7 of 45, 15.6 % (calcspec)', () => {
    expect(imbalanceFraction(published)).toBeCloseTo(7 / 45, 10);
  });

  it('is 0 when even and 2 when one line carries everything', () => {
    expect(imbalanceFraction({ l1A: 9, l2A: 9, l3A: 9 })).toBe(0);
    expect(imbalanceFraction({ l1A: 9, l2A: 0, l3A: 0 })).toBe(2);
  });

  it('is unknown, not 0, when nothing flows', () => {
    expect(imbalanceFraction({ l1A: 0, l2A: 0, l3A: 0 })).toBeUndefined();
  });

  it('stays within 0 and 2 and does not depend on scale', () => {
    const current = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(current, current, current, (l1A, l2A, l3A) => {
        const fraction = imbalanceFraction({ l1A, l2A, l3A }) ?? NaN;
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction).toBeLessThanOrEqual(2);
        expect(imbalanceFraction({ l1A: 2 * l1A, l2A: 2 * l2A, l3A: 2 * l3A })).toBeCloseTo(fraction, 9);
      }),
      { seed: 7 },
    );
  });

  it('refuses NaN and negative currents by name', () => {
    expect(() => imbalanceFraction({ ...published, l2A: NaN })).toThrow('l2A');
    expect(() => imbalanceFraction({ ...published, l3A: -1 })).toThrow('l3A');
  });
});

describe('the busiest line', () => {
  it('is what a breaker is tested on: 52 of 63 A is 82.5 %, while the mean would say 71 %', () => {
    const busiest = busiestLine(published);
    expect(busiest).toEqual({ line: 'l3', currentA: 52 });
    expect(busiest.currentA / 63).toBeCloseTo(0.825, 3);
  });

  it('is the first of equals', () => {
    expect(busiestLine({ l1A: 1, l2A: 4, l3A: 4 }).line).toBe('l2');
  });
});

describe('apparent power', () => {
  it('of 45/38/52 A at 415 V is 32.3 kVA: 415/√3 × 135 A (calcspec)', () => {
    expect(apparentPowerVa({ ...published, lineToLineV: 415 })).toBeCloseTo(32_346, -1);
  });

  it('refuses NaN and no voltage', () => {
    expect(() => apparentPowerVa({ ...published, lineToLineV: NaN })).toThrow('lineToLineV');
    expect(() => apparentPowerVa({ ...published, lineToLineV: 0 })).toThrow('lineToLineV');
  });
});

describe('usable VA of a feed', () => {
  it.each([
    [208, 30, 0.8, 8646], // datacentermd.com
    [208, 60, 0.8, 17_293],
    [415, 60, 0.8, 34_502],
    [480, 60, 0.8, 39_906],
    [400, 32, 1, 22_170],
    [400, 63, 1, 43_648],
  ])('%p V, %p A, three phases, at %p is %p VA', (voltageV, ratedA, continuousFraction, usableVa) => {
    expect(usableFeedVa({ phases: 3, voltageV, ratedA, continuousFraction })).toBeCloseTo(usableVa, 0);
  });

  it('has no √3 on one phase: 230 V × 32 A = 7360 VA', () => {
    expect(usableFeedVa({ phases: 1, voltageV: 230, ratedA: 32, continuousFraction: 1 })).toBe(7360);
  });

  it('is VA: 34.5 kVA carries 32.8 kW at pf 0.95, so 36 kW does not fit', () => {
    const usableVa = usableFeedVa({ phases: 3, voltageV: 415, ratedA: 60, continuousFraction: 0.8 });
    expect(usableVa * 0.95).toBeCloseTo(32_777, 0);
    expect(36_000 / 0.95).toBeGreaterThan(usableVa);
  });

  it.each([NaN, 0, 1.25])('refuses a continuous fraction of %p', (continuousFraction) => {
    expect(() => usableFeedVa({ phases: 3, voltageV: 415, ratedA: 60, continuousFraction })).toThrow(
      'continuousFraction',
    );
  });
});
