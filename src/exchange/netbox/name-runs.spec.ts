import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expandNames } from '../../domain/site/name-pattern.js';
import { nameRuns } from './name-runs.js';

describe('runs of names', () => {
  it.each([
    [['Ethernet1', 'Ethernet2', 'Ethernet3'], ['Ethernet[1-3]']],
    [['01', '02'], ['[01-02]']],
    [['9', '10', '11'], ['[9-11]']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['P1', 'P3', 'P4'],
      ['P1', 'P[3-4]'],
    ],
    [['P099', 'P100'], ['P[099-100]']],
    [[], []],
  ])('are one pattern: %j', (names, patterns) => {
    expect(nameRuns(names)).toEqual(patterns);
  });

  it('stand for the names that they were made of, in their order', () => {
    const name = fc
      .tuple(fc.constantFrom('', 'P', 'x1-'), fc.constantFrom('', '0', '00'), fc.nat({ max: 1_200 }))
      .map(([stem, zeros, number]) => `${stem}${zeros}${String(number)}`);
    const counted = fc
      .tuple(fc.constantFrom('P', 'et-0/0/'), fc.nat({ max: 120 }), fc.nat({ max: 30 }))
      .map(([stem, from, count]) => Array.from({ length: count }, (_, i) => `${stem}${String(from + i)}`));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            name.map((one) => [one]),
            counted,
          ),
        ),
        (lists) => {
          const names = lists.flat();
          expect(nameRuns(names).flatMap(expandNames)).toEqual(names);
        },
      ),
      { seed: 3 },
    );
  });
});
