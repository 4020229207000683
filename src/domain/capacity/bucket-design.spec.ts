import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { designBuckets, lengthWeights, paddingOverhead } from './bucket-design.js';

/** Every choice of edges, tried one by one. */
function bestByTrying(lengths: readonly number[], weights: readonly number[], k: number): number {
  const last = lengths.at(-1) ?? 0;
  const choose = (from: number, left: number): readonly (readonly number[])[] =>
    left === 0
      ? [[]]
      : lengths.slice(from, -1).flatMap((edge, i) => choose(from + i + 1, left - 1).map((rest) => [edge, ...rest]));
  return Math.min(...choose(0, k - 1).map((edges) => paddingOverhead({ lengths, weights }, [...edges, last])));
}

describe('bucket design', () => {
  it('puts two edges where they save most: 90 prompts of 100 and 10 of 1000', () => {
    // One bucket: 100 · 1000 over 90 · 100 + 10 · 1000 = 100,000 / 19,000. Two: nothing is padded.
    const [one, two] = designBuckets({ lengths: [100, 1000], weights: [90, 10] }, 5);
    expect(one).toMatchObject({ edges: [1000], saving: 0 });
    expect(one?.overhead).toBeCloseTo(100_000 / 19_000, 12);
    expect(two).toMatchObject({ edges: [100, 1000], overhead: 1 });
    expect(two?.saving).toBeCloseTo(0.81, 12);
  });

  it('is as good as the best of all choices, whatever the lengths', () => {
    const length = fc.record({ length: fc.integer({ min: 1, max: 60 }), weight: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.uniqueArray(length, { minLength: 1, maxLength: 9, selector: (l) => l.length }), (drawn) => {
        const sorted = [...drawn].sort((a, b) => a.length - b.length);
        const lengths = sorted.map((l) => l.length);
        const weights = sorted.map((l) => l.weight);
        const designs = designBuckets({ lengths, weights }, 6);
        expect(designs).toHaveLength(Math.min(6, lengths.length));
        designs.forEach(({ edges, overhead, saving }, i) => {
          expect(edges).toHaveLength(i + 1);
          expect(overhead).toBeCloseTo(bestByTrying(lengths, weights, i + 1), 10);
          expect(paddingOverhead({ lengths, weights }, edges)).toBeCloseTo(overhead, 10);
          expect(saving).toBeGreaterThanOrEqual(-1e-12);
        });
      }),
      { seed: 43 },
    );
  });

  it('rounds lengths up to what shapes may be, and counts a request of length 0 as the smallest', () => {
    expect(lengthWeights(Uint32Array.from([0, 1, 64, 65, 300]), 64)).toEqual({
      lengths: [64, 128, 320],
      weights: [3, 1, 1],
    });
  });

  it('knows that a length beyond the last edge fits nowhere, and refuses a cost that falls', () => {
    expect(paddingOverhead({ lengths: [1, 5], weights: [1, 1] }, [4])).toBe(Infinity);
    expect(() => designBuckets({ lengths: [1, 2], weights: [1, 1] }, 2, (length) => 3 - length)).toThrow('never fall');
    expect(() => designBuckets({ lengths: [], weights: [] }, 2)).toThrow('at least one');
    expect(() => designBuckets({ lengths: [1], weights: [1] }, 0)).toThrow('most must be');
  });
});
