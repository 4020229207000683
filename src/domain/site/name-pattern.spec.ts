import { describe, expect, it } from '@jest/globals';
import { countNames, expandNames, NamePatternError } from './name-pattern.js';

describe('a name pattern', () => {
  it.each([
    ['PSU1', ['PSU1']],
    ['P[1-3]', ['P1', 'P2', 'P3']],
    ['N[08-11]', ['N08', 'N09', 'N10', 'N11']],
    ['X[1,4-5]y', ['X1y', 'X4y', 'X5y']],
    ['C[1-2]P[1-2]', ['C1P1', 'C1P2', 'C2P1', 'C2P2']],
    ['[7]', ['7']],
  ])('%s stands for %j', (pattern, names) => {
    expect(expandNames(pattern)).toEqual(names);
    expect(countNames(pattern)).toBe(names.length);
  });

  it('names the 88 link ports of an 8-card node with 11 ports per card', () => {
    const names = expandNames('C[1-8]P[1-11]');
    expect(names).toHaveLength(88);
    expect(new Set(names).size).toBe(88);
  });

  it.each(['P[1-', 'P[]', 'P[a-b]', 'P[3-1]', 'P[1-2000000]', 'A[1-1000]B[1-1000]', 'P[-1-2]'])(
    '%s is refused with a reason',
    (pattern) => {
      expect(() => expandNames(pattern)).toThrow(NamePatternError);
    },
  );
});
