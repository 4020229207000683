import { describe, expect, it } from '@jest/globals';
import { parallelProblems, type FibrePath } from './parallel-fibre.js';

type Polarity = 'A' | 'B' | 'C';

/** Cables and adapters in turn, as in `B b B`: cables in capitals, `?` for what is not stated. */
function path(text: string, pins: readonly (readonly [boolean | undefined, boolean | undefined])[] = []): FibrePath {
  const parts = text.split(' ');
  const polarityOf = (part: string) => (part === '?' ? undefined : (part as Polarity));
  return {
    cables: parts
      .filter((_, i) => i % 2 === 0)
      .map((part, i) => {
        const polarity = polarityOf(part);
        const [pinnedIn, pinnedOut] = pins[i] ?? PLAIN;
        const type = {
          slug: 'mpo',
          manufacturer: 'M',
          model: 'M',
          medium: 'single-mode' as const,
          ...(polarity === undefined ? {} : { polarity }),
        };
        return { cable: { name: `c${String(i)}`, type: 'mpo', ends: [] }, type, pinnedIn, pinnedOut };
      }),
    adapters: parts
      .filter((_, i) => i % 2 === 1)
      .map((part) => (part === '?' ? undefined : (part.toUpperCase() as 'A' | 'B'))),
  };
}
const PLAIN = [false, false] as const;
const TRUNK = [true, true] as const;
const OPEN = [undefined, undefined] as const;
const problemsOf = (text: string, pins?: Parameters<typeof path>[1]) =>
  parallelProblems(path(text, pins)).map(({ problem }) => problem);

describe('the polarity of a parallel link', () => {
  /** Fibre on which light that enters at position 1 of 12 leaves: every B turns the row, 1 to 12 and 12 to 1. */
  const leavesAt = (text: string) =>
    text.split(' ').reduce((position, part) => (part.toUpperCase() === 'B' ? 13 - position : position), 1);
  const polarityOf = (text: string) =>
    problemsOf(text, [PLAIN, TRUNK, PLAIN]).filter((problem) => problem.startsWith('polarity'));

  it.each(['B', 'A', 'B b B', 'B a B', 'A a B', 'A b A', 'A a A', 'B b B b B', 'B a B a B', 'B a A a A', 'B b A a B'])(
    'of %s is right where position 1 arrives at 12, and wrong where it arrives at 1',
    (text) => {
      expect(polarityOf(text)).toEqual(leavesAt(text) === 12 ? [] : ['polarity']);
    },
  );

  it('by method B of TIA-568.3 is right with cables B and adapters B throughout, however many', () => {
    expect(['B', 'B b B', 'B b B b B'].map(polarityOf)).toEqual([[], [], []]);
  });

  it('by method A is right with one cord B, trunk A, one cord A and adapters A', () => {
    expect(polarityOf('B a A a A')).toEqual([]);
    expect(polarityOf('A a A a A')).toEqual(['polarity']);
  });

  it('is wrong with crossed pairs, and unknown where a cable or an adapter is not stated', () => {
    expect(polarityOf('B a C a A')).toEqual(['polarity']);
    expect(polarityOf('B ? B')).toEqual(['polarity unknown']);
    expect(polarityOf('B a ?')).toEqual(['polarity unknown']);
    expect(parallelProblems(path('B a ? ? B'))[0]?.what).toBe('cable B – adapter A – cable ? – adapter ? – cable B');
  });
});

describe('the pins of a parallel link', () => {
  it('are on one plug of each pair: cords without, the trunk between them with', () => {
    expect(problemsOf('B b B b B', [PLAIN, TRUNK, PLAIN])).toEqual([]);
    expect(problemsOf('B b B', [PLAIN, [true, false]])).toEqual([]);
  });

  it.each([
    ['two cords without pins that meet', 'B b B', [PLAIN, PLAIN], ['pins']],
    ['two plugs with pins that meet', 'B b B', [[false, true] as const, [true, false] as const], ['pins']],
    ['a plug with pins in a transceiver', 'B', [[true, false] as const], ['pins']],
    ['a trunk from transceiver to transceiver', 'B', [TRUNK], ['pins']],
    ['plugs of which nothing is stated, in a panel', 'B b B', [OPEN, OPEN], ['pins unknown']],
  ])('are wrong with %s', (_, text, pins, expected) => {
    expect(problemsOf(text, pins)).toEqual(expected);
  });

  it('are not asked for where nothing meets in a panel', () => {
    expect(problemsOf('B', [OPEN])).toEqual([]);
  });
});
