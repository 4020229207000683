import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { closedPath, cyclicGroups } from './cycles.js';

const sorted = (groups: readonly (readonly number[])[]) =>
  groups.map((group) => [...group].sort((a, b) => a - b)).sort();

describe('cyclic groups', () => {
  it('are none in a tree, nor where two ways lead to the same node', () => {
    expect(cyclicGroups([[1, 2], [3], [3], []])).toEqual([]);
  });

  it('are the nodes on closed paths, without what leads to or from them', () => {
    // 0 → 1 → 2 → 3 → 1, 3 → 4
    expect(sorted(cyclicGroups([[1], [2], [3], [1, 4], []]))).toEqual([[1, 2, 3]]);
  });

  it('include a node that leads to itself', () => {
    expect(cyclicGroups([[0], [0]])).toEqual([[0]]);
  });

  it('are found in a chain of 200,000 nodes without exhausting the stack', () => {
    const length = 200_000;
    const next = Array.from({ length }, (_, i) => [(i + 1) % length]);
    expect(cyclicGroups(next)[0]).toHaveLength(length);
  });

  it('hold exactly the pairs of nodes that reach each other', () => {
    const graphs = fc
      .integer({ min: 1, max: 8 })
      .chain((n) =>
        fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }),
      );
    fc.assert(
      fc.property(graphs, (next) => {
        const reaches = next.map((direct) => {
          const reached = new Set(direct);
          for (const node of reached) for (const to of next[node] ?? []) reached.add(to);
          return reached;
        });
        const groupOf = new Map(cyclicGroups(next).flatMap((group, i) => group.map((node) => [node, i] as const)));
        for (let a = 0; a < next.length; a++) {
          for (let b = 0; b < next.length; b++) {
            const together = (reaches[a]?.has(b) ?? false) && (reaches[b]?.has(a) ?? false);
            expect(groupOf.has(a) && groupOf.get(a) === groupOf.get(b)).toBe(together);
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('a closed path', () => {
  it('runs from each node to the next and back to the first', () => {
    const next = [[1], [2], [3], [1]];
    expect(closedPath(next, [3, 2, 1])).toEqual([3, 1, 2]);
  });
});
