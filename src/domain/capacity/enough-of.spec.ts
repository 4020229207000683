import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { probabilityOfEnough, probabilityOfTooFew } from './enough-of.js';

describe('enough of several domains', () => {
  it('are up as the binomial law says by hand', () => {
    // 2 of 3, each up 90 %: 3 · 0.81 · 0.1 + 0.729 = 0.972.
    expect(probabilityOfEnough({ total: 3, needed: 2, availability: 0.9 })).toBeCloseTo(0.972, 14);
    // 0.1³ = 0.001 that none is up.
    expect(probabilityOfTooFew({ total: 3, needed: 1, availability: 0.9 })).toBeCloseTo(0.001, 15);
  });

  it('are always up where none is needed or none fails, never where more are needed than there are', () => {
    for (const availability of [0, 0.5, 1]) {
      expect(probabilityOfEnough({ total: 4, needed: 0, availability })).toBe(1);
      expect(probabilityOfEnough({ total: 4, needed: 5, availability })).toBe(0);
    }
    expect(probabilityOfEnough({ total: 4, needed: 4, availability: 1 })).toBe(1);
    expect(probabilityOfEnough({ total: 4, needed: 1, availability: 0 })).toBe(0);
  });

  it('are what counting every state of a few domains gives, and never above 1', () => {
    const few = fc.record({
      total: fc.integer({ min: 0, max: 10 }),
      needed: fc.integer({ min: 0, max: 10 }),
      availability: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(few, ({ total, needed, availability }) => {
        let sum = 0;
        for (let state = 0; state < 2 ** total; state++) {
          const up = state.toString(2).replaceAll('0', '').length;
          if (up < needed) sum += availability ** up * (1 - availability) ** (total - up);
        }
        expect(probabilityOfTooFew({ total, needed, availability })).toBeCloseTo(Math.min(1, sum), 12);
      }),
      { seed: 21 },
    );
  });

  it('keep their digits for thousands of domains', () => {
    const tooFew = probabilityOfTooFew({ total: 10_000, needed: 9_900, availability: 0.999 });
    // 10 are down on average; more than 100 down is about e^{−100 ln 10 + 90} = 1e-63 or below.
    expect(tooFew).toBeGreaterThan(1e-75);
    expect(tooFew).toBeLessThan(1e-60);
  });

  it('are refused by name for what is no probability', () => {
    expect(() => probabilityOfEnough({ total: 3, needed: 2, availability: NaN })).toThrow(
      'availability must be from 0 to 1',
    );
    expect(() => probabilityOfEnough({ total: 2.5, needed: 2, availability: 0.9 })).toThrow(
      'total must be a whole number',
    );
  });
});
