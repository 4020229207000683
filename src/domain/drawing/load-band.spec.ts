import { describe, expect, it } from '@jest/globals';
import { loadBand } from './load-band.js';

describe('the band of a load', () => {
  it.each([
    [null, 'unknown'],
    [0, 'none'],
    [0.01, 'low'],
    [0.4, 'low'],
    [0.41, 'middle'],
    [0.8, 'high'],
    [1, 'full'],
    [1.001, 'over'],
  ] as const)('of %s is %s', (fraction, band) => {
    expect(loadBand(fraction)).toBe(band);
  });

  it('is full, not over, where rounding alone is above the limit', () => {
    expect(loadBand(0.1 + 0.2 + 0.7)).toBe('full');
  });
});
