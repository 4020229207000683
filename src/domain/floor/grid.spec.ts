import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Box } from './geometry.js';
import { boxesMeeting, buildGrid, candidatePairs } from './grid.js';

const SEED = 304;

function meet(a: Box, b: Box): boolean {
  return a.minXM <= b.maxXM && b.minXM <= a.maxXM && a.minYM <= b.maxYM && b.minYM <= a.maxYM;
}

function allPairs(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, i) => boxes.flatMap((b, j) => (i < j && meet(a, b) ? [`${i}-${j}`] : []))).sort();
}

function foundPairs(boxes: readonly Box[]): string[] {
  return [...candidatePairs(buildGrid(boxes))].map(([i, j]) => `${i}-${j}`).sort();
}

const boxArbitrary = fc
  .record({
    xM: fc.double({ min: -50, max: 50, noNaN: true }),
    yM: fc.double({ min: -50, max: 50, noNaN: true }),
    widthM: fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })),
    heightM: fc.double({ min: 0, max: 3, noNaN: true }),
  })
  .map(({ xM, yM, widthM, heightM }): Box => ({ minXM: xM, minYM: yM, maxXM: xM + widthM, maxYM: yM + heightM }));

describe('candidate pairs', () => {
  it('are all pairs of boxes that meet, each once', () => {
    fc.assert(
      fc.property(fc.array(boxArbitrary, { maxLength: 60 }), (boxes) => {
        expect(foundPairs(boxes)).toEqual(allPairs(boxes));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('include boxes that only touch: the exact test decides', () => {
    const a = { minXM: 0, minYM: 0, maxXM: 1, maxYM: 1 };
    expect(foundPairs([a, { minXM: 1, minYM: 1, maxXM: 2, maxYM: 2 }])).toEqual(['0-1']);
  });

  it('of one box over a whole hall of small ones are found without cells for every square', () => {
    const racks = Array.from({ length: 400 }, (_, k): Box => {
      const [xM, yM] = [(k % 20) * 1000, Math.floor(k / 20) * 1000];
      return { minXM: xM, minYM: yM, maxXM: xM + 0.6, maxYM: yM + 1.2 };
    });
    const hall = { minXM: -1, minYM: -1, maxXM: 20_000, maxYM: 20_000 };
    const grid = buildGrid([...racks, hall]);
    expect([...candidatePairs(grid)]).toHaveLength(400);
    expect(grid.cells.size).toBeLessThanOrEqual(1600);
    // a box around the first rack meets it and the hall, which is the last
    expect(boxesMeeting({ grid, box: { minXM: 0, minYM: 0, maxXM: 1, maxYM: 1 } })).toEqual([0, 400]);
  });

  it('of no boxes, of points, and of boxes in one place are right', () => {
    const point = { minXM: 5, minYM: 5, maxXM: 5, maxYM: 5 };
    expect(foundPairs([])).toEqual([]);
    expect(foundPairs([point, point, point])).toEqual(['0-1', '0-2', '1-2']);
  });

  it('for 10 000 racks in rows look at few more than the touching neighbours', () => {
    const racks = Array.from({ length: 10_000 }, (_, k): Box => {
      const [xM, yM] = [(k % 100) * 0.6, Math.floor(k / 100) * 2.4];
      return { minXM: xM, minYM: yM, maxXM: xM + 0.6, maxYM: yM + 1.2 };
    });
    // 99 touching neighbours in each of 100 rows; rounding may part some by less than a picometre
    const pairs = [...candidatePairs(buildGrid(racks))];
    expect(pairs.length).toBeLessThanOrEqual(9900);
    expect(pairs.length).toBeGreaterThan(5000);
  });

  it('refuse NaN', () => {
    expect(() => buildGrid([{ minXM: 0, minYM: NaN, maxXM: 1, maxYM: 1 }])).toThrow('minYM');
  });
});

describe('boxes that meet a given one', () => {
  it('are those that comparing with all gives', () => {
    fc.assert(
      fc.property(fc.array(boxArbitrary, { maxLength: 60 }), boxArbitrary, (boxes, box) => {
        const expected = [...boxes.keys()].filter((k) => {
          const other = boxes[k];
          return other !== undefined && meet(other, box);
        });
        expect(boxesMeeting({ grid: buildGrid(boxes), box })).toEqual(expected);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('are none far outside and in an empty grid, and NaN is refused', () => {
    const grid = buildGrid([{ minXM: 0, minYM: 0, maxXM: 1, maxYM: 1 }]);
    const far = { minXM: 1e9, minYM: 1e9, maxXM: 1e9, maxYM: 1e9 };
    expect(boxesMeeting({ grid, box: far })).toEqual([]);
    expect(boxesMeeting({ grid: buildGrid([]), box: far })).toEqual([]);
    expect(() => boxesMeeting({ grid, box: { ...far, maxXM: NaN } })).toThrow('maxXM');
  });
});
