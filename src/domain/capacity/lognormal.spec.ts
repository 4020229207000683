import { describe, expect, it } from '@jest/globals';
import { lognormalCdf, lognormalOf, lognormalQuantile, normalCdf, normalQuantile } from './lognormal.js';

describe('the normal distribution', () => {
  it.each([
    // Abramowitz and Stegun, table 26.1
    [0, 0.5],
    [1, 0.841344746068543],
    [2, 0.977249868051821],
    [3, 0.99865010196837],
    [-1, 0.158655253931457],
    [-5, 2.866515718791939e-7],
  ])('is tabulated at %d', (z, p) => {
    expect(normalCdf(z) / p).toBeCloseTo(1, 12);
  });

  it('joins its two methods at 2.5 and is inverted by its quantile', () => {
    expect(normalCdf(2.5)).toBeCloseTo(normalCdf(2.5 - 1e-13), 12);
    for (const p of [1e-9, 0.01, 0.5, 0.95, 0.999]) expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe('a lognormal by its median and 95th percentile', () => {
  it('meets both: 1000 and 5180 tokens give sigma 1 and a mean of 1000·e^½', () => {
    const fit = lognormalOf({ p50: 1000, p95: 1000 * Math.exp(1.6448536269514722) });
    expect(fit.sigma).toBeCloseTo(1, 12);
    expect(lognormalCdf(fit, 1000)).toBeCloseTo(0.5, 12);
    expect(lognormalQuantile(fit, 0.95)).toBeCloseTo(1000 * Math.exp(1.6448536269514722), 6);
  });

  it('is a step where both are equal, and refuses a 95th percentile below the median', () => {
    const fixed = lognormalOf({ p50: 512, p95: 512 });
    expect([lognormalCdf(fixed, 511.9), lognormalCdf(fixed, 512), lognormalCdf(fixed, 0)]).toEqual([0, 1, 0]);
    expect(() => lognormalOf({ p50: 512, p95: 511 })).toThrow('p95 must be from 512');
    expect(() => lognormalOf({ p50: 0, p95: 511 })).toThrow('p50 must be');
  });
});
