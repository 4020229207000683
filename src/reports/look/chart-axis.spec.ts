import { describe, expect, it } from '@jest/globals';
import { axisMarks } from './chart-axis.js';

const texts = (scale: 'linear' | 'log', ...values: readonly number[]) =>
  axisMarks({ label: '', scale }, values).marks.map(({ text }) => text);

describe('marks of an axis', () => {
  it('are round and span the values', () => {
    expect(texts('linear', 0, 23.4)).toEqual(['0', '5', '10', '15', '20', '25']);
    expect(texts('linear', -0.02, 0.03)).toEqual(['−0.02', '−0.01', '0.00', '0.01', '0.02', '0.03']);
    expect(texts('log', 3, 4000)).toEqual(['1', '10', '100', '1,000', '10,000']);
  });

  it('show a single value, or none, without dividing by nothing', () => {
    for (const values of [[], [0], [7], [-3], [NaN, Infinity]]) {
      for (const scale of ['linear', 'log'] as const) {
        const { min, max, place } = axisMarks({ label: '', scale }, values);
        expect(max).toBeGreaterThan(min);
        expect(place(max)).toBeCloseTo(1, 9);
      }
    }
  });

  it('names things at 1, 2, 3 and counts in whole numbers', () => {
    const named = axisMarks({ label: '', scale: 'linear', min: 0.5, max: 2.5, names: ['short', 'long'] }, []);
    expect(named.marks).toEqual([
      { value: 1, text: 'short' },
      { value: 2, text: 'long' },
    ]);
    expect(named.place(1)).toBe(0.25);
    const counted = axisMarks({ label: '', scale: 'linear', min: 0, isCount: true }, [2]);
    expect(counted.marks.map(({ text }) => text)).toEqual(['0', '1', '2']);
  });
});
