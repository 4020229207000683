import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimateOf, studentQuantile } from './estimate.js';
import { randomStream } from './random.js';
import { quantilesOf } from './select.js';

describe('an estimate', () => {
  it('uses the quantiles of Student’s t as tables give them', () => {
    // Any table of the t distribution, two-sided 95 %.
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062, 4);
    expect(studentQuantile(0.975, 2)).toBeCloseTo(4.3027, 4);
    expect(studentQuantile(0.975, 9)).toBeCloseTo(2.2622, 4);
    expect(studentQuantile(0.975, 30)).toBeCloseTo(2.0423, 4);
    expect(studentQuantile(0.975, 1000)).toBeCloseTo(1.9623, 4);
  });

  it('is the mean with t s / √n', () => {
    // 1, 2, 3: s = 1, 4.3027 / √3 = 2.4841.
    const { value, halfWidth } = estimateOf([1, 2, 3]);
    expect(value).toBe(2);
    expect(halfWidth).toBeCloseTo(2.4841, 4);
  });
});

describe('empirical quantiles', () => {
  it('are those of the sorted list', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 1, maxLength: 200 }), (list) => {
        const sorted = [...list].sort((a, b) => a - b);
        const shares = [0.5, 0.9, 0.95, 0.99, 0.999];
        const expected = shares.map((p) => sorted[Math.max(0, Math.ceil(p * list.length - 1e-9) - 1)]);
        expect(quantilesOf(Float64Array.from(list), shares)).toEqual(expected);
      }),
      { seed: 21 },
    );
  });
});

describe('exponential numbers', () => {
  it('have the moments and the tails of their law', () => {
    const values = new Float64Array(2_000_000);
    randomStream(31, 0).fillExponential(values, 2);
    const count = values.length;
    // In units of the mean, E[X] = 1, E[X²] = 2, E[X³] = 6, each within five standard errors.
    for (const [power, moment, variance] of [
      [1, 1, 1],
      [2, 2, 20],
      [3, 6, 684],
    ] as const) {
      const found = values.reduce((sum, value) => sum + (value / 2) ** power, 0) / count;
      expect(Math.abs(found - moment)).toBeLessThan(5 * Math.sqrt(variance / count));
    }
    for (const at of [0.001, 0.1, 1, 3, 7, 8.5]) {
      const share = values.filter((value) => value / 2 > at).length / count;
      const exact = Math.exp(-at);
      expect(Math.abs(share - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / count) + 1e-12);
    }
  });
});
