import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_SAMPLE, sampleOf } from './name-sample.js';

describe('sampleOf', () => {
  it('lists the first names in order and counts all', () => {
    expect(sampleOf(['b', 'a', 'b'])).toEqual({ count: 3, names: ['a', 'b'] });
  });

  it('lists the same names whatever their order, as a full sort would', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2 }), { maxLength: 200 }), (names) => {
        const sorted = [...new Set(names)].sort();
        expect(sampleOf(names)).toEqual({ count: names.length, names: sorted.slice(0, LONGEST_SAMPLE) });
      }),
      { seed: 11 },
    );
  });
});
