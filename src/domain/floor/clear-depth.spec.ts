import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clearDepth, stripInFront } from './clear-depth.js';
import {
  orientedRectangle,
  pointInPolygon,
  sidesOf,
  sideOf,
  type Point,
  type Polygon,
  type Segment,
} from './geometry.js';
import { overlapAreaM2 } from './overlap.js';

const SEED = 303;
const hall: Polygon = [
  [-10, -10],
  [10, -10],
  [10, 10],
  [-10, 10],
];

function box(xM: number, yM: number, widthM: number, depthM: number, frontBearingDeg = 0): Polygon {
  return orientedRectangle({ centre: [xM, yM], widthM, depthM, frontBearingDeg });
}

const rack = orientedRectangle({ centre: [0, 0], widthM: 0.6, depthM: 1.2, frontBearingDeg: 0 });
const front = sideOf(rack, 'front');

function clear(obstacles: readonly Polygon[], side: Segment = front, outline = hall): ReturnType<typeof clearDepth> {
  return clearDepth({ side, obstacles, outline });
}

describe('the clear depth in front of a rack', () => {
  it('ends at the wall when nothing stands before it', () => {
    // front at y = 0.6, wall at 10
    expect(clear([])).toEqual({ depthM: expect.closeTo(9.4, 12), blockedBy: 'outline' });
  });

  it('is the cold aisle to the rack opposite', () => {
    // the other rack begins at 0.6 + 1.2
    expect(clear([box(0, 2.4, 0.6, 1.2, 180)])).toEqual({ depthM: expect.closeTo(1.2, 12), blockedBy: 0 });
  });

  it('is not ended by the next rack of the row, nor by the rack itself, nor by what stands behind', () => {
    const depth = clear([rack, box(0.6, 0, 0.6, 1.2), box(-0.6, 0.3, 0.6, 1.2), box(0, -2, 3, 1)]);
    expect(depth.blockedBy).toBe('outline');
  });

  it('is ended by a column that reaches 2 mm into the strip, but not by one that touches it', () => {
    expect(clear([box(0.498, 2, 0.4, 0.4)]).depthM).toBeCloseTo(1.2, 12);
    expect(clear([box(0.5, 2, 0.4, 0.4)]).blockedBy).toBe('outline');
  });

  it('is ended by the nearest of several', () => {
    expect(clear([box(0, 5, 1, 1), box(0.2, 3, 0.2, 1), box(0, 8, 9, 1)])).toEqual({
      depthM: expect.closeTo(1.9, 12),
      blockedBy: 1,
    });
  });

  it('is ended by the corner of a turned obstacle', () => {
    // a square of 1 m turned by 45° at y = 3 reaches down by √½ = 0.7071
    expect(clear([box(0, 3, 1, 1, 45)]).depthM).toBeCloseTo(3 - Math.SQRT1_2 - 0.6, 9);
    // shifted by 0.5 m: the strip ends 0.2 m before the corner, where the side is 0.2 m higher
    expect(clear([box(0.5, 3, 1, 1, 45)]).depthM).toBeCloseTo(3 - Math.SQRT1_2 + 0.2 - 0.6, 2);
  });

  it('is 0 when something stands against the front, or over it', () => {
    expect(clear([box(0, 1.1, 0.6, 1)])).toEqual({ depthM: 0, blockedBy: 0 });
    expect(clear([box(0, 0.5, 0.3, 1)])).toEqual({ depthM: 0, blockedBy: 0 });
    expect(clear([box(0, 0, 5, 5)])).toEqual({ depthM: 0, blockedBy: 0 });
  });

  it('is 0 when the front is on the wall, or outside the room', () => {
    const low: Polygon = [
      [-10, -10],
      [10, -10],
      [10, 0.6],
      [-10, 0.6],
    ];
    expect(clear([], front, low)).toEqual({ depthM: 0, blockedBy: 'outline' });
    const elsewhere: Polygon = [
      [5, 5],
      [6, 5],
      [6, 6],
      [5, 6],
    ];
    expect(clear([], front, elsewhere)).toEqual({ depthM: 0, blockedBy: 'outline' });
  });

  it('sees a room that is not convex as it is', () => {
    // a pier of wall comes down to y = 2 over the strip, between x = 0.1 and 0.2
    const pier: Polygon = [
      [-10, -10],
      [10, -10],
      [10, 10],
      [0.2, 10],
      [0.2, 2],
      [0.1, 2],
      [0.1, 10],
      [-10, 10],
    ];
    expect(clear([], front, pier).depthM).toBeCloseTo(1.4, 12);
  });

  it('passes under an arch: a C around the strip ends it at its inner wall', () => {
    const c: Polygon = [
      [-2, -2],
      [-1, -2],
      [-1, 4],
      [1, 4],
      [1, -2],
      [2, -2],
      [2, 5],
      [-2, 5],
    ];
    expect(clear([c])).toEqual({ depthM: expect.closeTo(3.4, 12), blockedBy: 0 });
  });

  it('differs by side', () => {
    const obstacles = [box(2, 0, 1, 1), box(0, -2, 1, 1)];
    expect(clear(obstacles, sideOf(rack, 'right')).depthM).toBeCloseTo(1.2, 12);
    expect(clear(obstacles, sideOf(rack, 'rear')).depthM).toBeCloseTo(0.9, 12);
    expect(clear(obstacles, sideOf(rack, 'left')).depthM).toBeCloseTo(9.7, 12);
  });

  it('refuses a side of no length, and NaN', () => {
    expect(() => clear([], { from: [0, 0], to: [0, 0] })).toThrow('sideLengthM');
    expect(() => clear([], { from: [0, 0], to: [NaN, 0] })).toThrow('sideLengthM');
    expect(() =>
      clear([
        [
          [0, 0],
          [1, NaN],
          [1, 1],
        ],
      ]),
    ).toThrow('yM');
  });
});

describe('invariants', () => {
  const obstacle = fc
    .record({
      xM: fc.double({ min: -4, max: 4, noNaN: true }),
      yM: fc.double({ min: -4, max: 4, noNaN: true }),
      widthM: fc.double({ min: 0.05, max: 3, noNaN: true }),
      depthM: fc.double({ min: 0.05, max: 3, noNaN: true }),
      bearing: fc.double({ min: 0, max: 360, noNaN: true }),
    })
    .map(({ xM, yM, widthM, depthM, bearing }) => box(xM, yM, widthM, depthM, bearing));
  const sideArbitrary = fc
    .tuple(fc.double({ min: 0, max: 360, noNaN: true }), fc.constantFrom('front' as const, 'rear' as const))
    .map(([frontBearingDeg, name]) =>
      sideOf(orientedRectangle({ centre: [0, 0], widthM: 0.6, depthM: 1.2, frontBearingDeg }), name),
    );

  /** The nearest hit of many rays, each from 0.5 mm before the side. */
  function nearestRayM(side: Segment, polygons: readonly Polygon[]): number {
    const [ax, ay] = [(side.to[0] - side.from[0]) / 0.6, (side.to[1] - side.from[1]) / 0.6];
    let nearestM = Infinity;
    for (let u = 0.001; u < 0.6; u += 0.006) {
      const start: Point = [side.from[0] + ax * u + ay * 0.0005, side.from[1] + ay * u - ax * 0.0005];
      for (const polygon of polygons) {
        if (polygon !== hall && pointInPolygon({ point: start, polygon })) return 0;
        for (const { from, to } of sidesOf(polygon)) {
          // start + d·(ay, −ax) = from + s·(to − from)
          const [ex, ey] = [to[0] - from[0], to[1] - from[1]];
          const determinant = ay * -ey - -ax * -ex;
          if (determinant === 0) continue;
          const [wx, wy] = [from[0] - start[0], from[1] - start[1]];
          const d = (wx * -ey - wy * -ex) / determinant;
          const s = (ay * wy - -ax * wx) / determinant;
          if (d >= 0 && s >= 0 && s <= 1) nearestM = Math.min(nearestM, d + 0.0005);
        }
      }
    }
    return nearestM;
  }

  it('the sweep agrees with the nearest of 100 rays', () => {
    fc.assert(
      fc.property(sideArbitrary, fc.array(obstacle, { maxLength: 4 }), (side, obstacles) => {
        const { depthM } = clear(obstacles, side);
        const rayM = nearestRayM(side, [...obstacles, hall]);
        // rays may miss the very corner, so they reach at least as far
        expect(depthM).toBeLessThanOrEqual(rayM + 1e-9);
        // and what they miss is narrower than their spacing: nothing is found beyond the sweep by clipping
        if (depthM > 0.002) {
          const short = stripInFront({ side, depthM: depthM - 0.001 });
          for (const polygon of obstacles) expect(overlapAreaM2({ convex: short, polygon })).toBe(0);
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('just beyond the clear depth the strip meets what blocks it', () => {
    fc.assert(
      fc.property(sideArbitrary, obstacle, (side, polygon) => {
        const { depthM, blockedBy } = clear([polygon], side);
        if (blockedBy !== 0) return;
        const long = stripInFront({ side, depthM: depthM + 0.05 });
        expect(overlapAreaM2({ convex: long, polygon })).toBeGreaterThan(0);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('one more obstacle never makes more room', () => {
    fc.assert(
      fc.property(sideArbitrary, fc.array(obstacle, { maxLength: 4 }), obstacle, (side, obstacles, more) => {
        expect(clear([...obstacles, more], side).depthM).toBeLessThanOrEqual(clear(obstacles, side).depthM);
      }),
      { seed: SEED },
    );
  });
});
