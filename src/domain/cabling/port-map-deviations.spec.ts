import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cable } from '../site/kinds/cable.js';
import { portMapDeviations } from './port-map-deviations.js';

const cable = (a: string, b: string, type = 'dac'): Cable => ({
  name: `${a}–${b}`,
  type,
  ends: [a, b].map((end) => ({ device: end, port: '1' })),
});

describe('the strict check of cables as built against their pattern', () => {
  const expected = [cable('a', 'b'), cable('c', 'd'), cable('e', 'f')];
  const kindsOf = (built: readonly Cable[]) => portMapDeviations({ expected, built }).map(({ kind }) => kind);

  it('finds nothing where all is built as it should be, whichever end comes first', () => {
    expect(kindsOf([cable('f', 'e'), cable('b', 'a'), cable('c', 'd')])).toEqual([]);
  });

  it('names two cables with exchanged far ends as one swap', () => {
    const [deviation, ...rest] = portMapDeviations({
      expected,
      built: [cable('a', 'd'), cable('c', 'b'), cable('e', 'f')],
    });
    expect(rest).toEqual([]);
    expect(deviation).toMatchObject({
      kind: 'swapped',
      expected: [{ name: 'a–b' }, { name: 'c–d' }],
      built: [{ name: 'a–d' }, { name: 'c–b' }],
    });
  });

  it('names what is missing, what is extra and what is of the wrong type', () => {
    expect(kindsOf([cable('a', 'b', 'aoc'), cable('c', 'd')])).toEqual(['wrong-type', 'missing']);
    expect(kindsOf([...expected, cable('g', 'h')])).toEqual(['extra']);
    expect(kindsOf([cable('a', 'x'), cable('c', 'd'), cable('e', 'f')])).toEqual(['missing', 'extra']);
  });

  it('accounts for every cable: swaps stand for two, and what is neither missing nor deviating was built', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const pairing = fc
      .shuffledSubarray(names, { minLength: 8 })
      .map((order) => [0, 2, 4, 6].map((i) => cable(order[i] ?? '', order[i + 1] ?? '')));
    fc.assert(
      fc.property(pairing, fc.shuffledSubarray(names, { minLength: 0, maxLength: 8 }), (pattern, order) => {
        const built = Array.from({ length: Math.floor(order.length / 2) }, (_, i) =>
          cable(order[2 * i] ?? '', order[2 * i + 1] ?? ''),
        );
        const count = (kind: string) =>
          portMapDeviations({ expected: pattern, built }).filter((one) => one.kind === kind).length;
        const same = pattern.filter((one) =>
          built.some((other) => one.name.split('–').sort().join('') === other.name.split('–').sort().join('')),
        ).length;
        expect(same + count('missing') + 2 * count('swapped')).toBe(pattern.length);
        expect(same + count('extra') + 2 * count('swapped')).toBe(built.length);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
