import { describe, expect, it } from '@jest/globals';
import { add, conjugate, divide, magnitude, multiply, polar, scale, subtract, ZERO } from './phasor.js';

describe('phasors', () => {
  const a = { re: 3, im: 4 };
  const b = { re: 1, im: -2 };

  it('add and subtract by components', () => {
    expect(add(a, b)).toEqual({ re: 4, im: 2 });
    expect(subtract(a, b)).toEqual({ re: 2, im: 6 });
    expect(add(a, scale(a, -1))).toEqual(ZERO);
  });

  it('multiply: (3 + 4j)(1 − 2j) = 3 − 6j + 4j + 8 = 11 − 2j', () => {
    expect(multiply(a, b)).toEqual({ re: 11, im: -2 });
    expect(divide(multiply(a, b), b).re).toBeCloseTo(3, 12);
    expect(divide(multiply(a, b), b).im).toBeCloseTo(4, 12);
  });

  it('have a magnitude and a conjugate', () => {
    expect(magnitude(a)).toBe(5);
    expect(conjugate(a)).toEqual({ re: 3, im: -4 });
  });

  it('cancel in a balanced three-phase set', () => {
    const sum = [0, -120, 120].map((angleDeg) => polar(240, angleDeg)).reduce(add, ZERO);
    expect(magnitude(sum)).toBeLessThan(1e-12 * 240);
  });
});
