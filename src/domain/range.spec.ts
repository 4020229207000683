import { describe, expect, it } from '@jest/globals';
import { requireCount, requireFinite, requireNotNegative, requirePositive, requireWithin } from './range.js';

describe('range guards', () => {
  it('pass a value on the inclusive bounds', () => {
    expect(() => requireWithin({ min: 0, max: 1 }, { low: 0, high: 1 })).not.toThrow();
    expect(() => requireNotNegative({ zero: 0 })).not.toThrow();
    expect(() => requireCount(1, { one: 1 })).not.toThrow();
  });

  it.each([NaN, Infinity, -Infinity])('refuse %p everywhere', (value) => {
    expect(() => requireFinite({ value })).toThrow(RangeError);
    expect(() => requirePositive({ value })).toThrow(RangeError);
    expect(() => requireNotNegative({ value })).toThrow(RangeError);
    expect(() => requireWithin({ min: 0, max: 1 }, { value })).toThrow(RangeError);
    expect(() => requireCount(0, { value })).toThrow(RangeError);
  });

  it('refuse zero where something positive is needed, and a fraction where a count is', () => {
    expect(() => requirePositive({ value: 0 })).toThrow(RangeError);
    expect(() => requireCount(0, { value: 1.5 })).toThrow(RangeError);
  });

  it('name the parameter, what is allowed and what was found', () => {
    expect(() => requireWithin({ min: 0, max: 1 }, { good: 1, powerFactor: 1.2 })).toThrow(
      'powerFactor must be from 0 to 1, but is 1.2',
    );
  });
});
