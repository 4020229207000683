import { describe, expect, it } from '@jest/globals';
import { polygonAreaM2 } from '../floor/geometry.js';
import { clippedToConvex, insideIntervals } from './clip.js';
import type { Point } from './scene.js';

const U_SHAPE: readonly Point[] = [
  [0, 0],
  [5, 0],
  [5, 4],
  [4, 4],
  [4, 1],
  [1, 1],
  [1, 4],
  [0, 4],
];

it('finds both arms of a U on a line across it', () => {
  expect(insideIntervals(U_SHAPE, { axis: 'y', value: 2 })).toEqual([
    [0, 1],
    [4, 5],
  ]);
  expect(insideIntervals(U_SHAPE, { axis: 'x', value: 2 })).toEqual([[0, 1]]);
});

describe('a polygon cut to a convex one', () => {
  const square: readonly Point[] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
  ];

  it('keeps what both share, whichever way the corners run', () => {
    // Of the 2 × 2 square the U takes 2 · 1 at the bottom and 1 · 1 of its left arm.
    expect(polygonAreaM2([...clippedToConvex(U_SHAPE, square)])).toBeCloseTo(3, 9);
    expect(polygonAreaM2([...clippedToConvex(U_SHAPE, [...square].reverse())])).toBeCloseTo(3, 9);
  });

  it('is nothing where they lie apart', () => {
    expect(
      clippedToConvex(
        U_SHAPE,
        square.map(([x, y]): Point => [x + 10, y]),
      ),
    ).toEqual([]);
  });
});
