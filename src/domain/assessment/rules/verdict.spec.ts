import { describe, expect, it } from '@jest/globals';
import { totalOf } from '../../finding.js';
import { atLeast, isAbove, verdictOf } from './verdict.js';

const exactly = (value: number) => totalOf([{ value }]);
const between = (lower: number, upper?: number) =>
  totalOf([{ value: null, lower, ...(upper === undefined ? {} : { upper }) }]);

describe('verdictOf', () => {
  it('compares sums that are known', () => {
    expect(verdictOf({ demand: exactly(5), supply: exactly(5) })).toBe('kept');
    expect(verdictOf({ demand: exactly(5.1), supply: exactly(5) })).toBe('broken');
  });

  it('takes rounding for no breach', () => {
    expect(verdictOf({ demand: exactly(0.1 + 0.2), supply: exactly(0.3) })).toBe('kept');
  });

  it('is broken when even the least demand is above the most supply', () => {
    expect(verdictOf({ demand: between(6), supply: exactly(5) })).toBe('broken');
    expect(verdictOf({ demand: between(6), supply: between(3) })).toBe('open');
  });

  it('is kept when even the most demand is within the least supply', () => {
    expect(verdictOf({ demand: between(1, 3), supply: between(3) })).toBe('kept');
    expect(verdictOf({ demand: between(1), supply: exactly(100) })).toBe('open');
  });
});

describe('atLeast', () => {
  it('is the sum, or its lower bound', () => {
    expect([atLeast(exactly(4)), atLeast(between(2, 9))]).toEqual([4, 2]);
  });
});

describe('isAbove', () => {
  it('does not hold for equal values', () => {
    expect([isAbove(1, 1), isAbove(1.001, 1), isAbove(0.999, 1)]).toEqual([false, true, false]);
  });
});
