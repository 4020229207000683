import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  boxOf,
  counterclockwise,
  distanceToSegmentM,
  isSimplePolygon,
  orientedRectangle,
  pointInPolygon,
  polygonAreaM2,
  RECTANGLE_SIDES,
  segmentDistanceM,
  signedAreaM2,
  sideOf,
  type Point,
  type Polygon,
} from './geometry.js';

const SEED = 301;

/** An L: 4 × 3 m less the 2 × 2 m of its north-east quarter. */
const L: Polygon = [
  [0, 0],
  [4, 0],
  [4, 1],
  [2, 1],
  [2, 3],
  [0, 3],
];
const bowTie: Polygon = [
  [0, 0],
  [2, 2],
  [2, 0],
  [0, 2],
];

describe('area', () => {
  it('of an L is 4 × 1 + 2 × 2 = 8 m², in either direction', () => {
    expect(polygonAreaM2(L)).toBeCloseTo(8, 12);
    expect(polygonAreaM2([...L].reverse())).toBeCloseTo(8, 12);
    expect(signedAreaM2(counterclockwise([...L].reverse()))).toBeCloseTo(8, 12);
  });

  it('keeps its precision far from the origin', () => {
    const far = L.map(([xM, yM]): Point => [xM + 1e6, yM - 1e6]);
    expect(polygonAreaM2(far)).toBeCloseTo(8, 9);
  });

  it('refuses two corners and NaN', () => {
    expect(() => polygonAreaM2(L.slice(0, 2))).toThrow('at least 3 corners');
    expect(() =>
      polygonAreaM2([
        [0, 0],
        [1, NaN],
        [1, 1],
      ]),
    ).toThrow('yM');
  });
});

describe('a simple polygon', () => {
  it('is one whose sides do not cross', () => {
    expect(isSimplePolygon(L)).toBe(true);
    expect(isSimplePolygon([...L].reverse())).toBe(true);
    expect(isSimplePolygon(bowTie)).toBe(false);
  });

  it('is not one that touches itself, turns back, or repeats a corner', () => {
    const touching: Polygon = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 0],
      [0, 4],
    ];
    const spike: Polygon = [
      [0, 0],
      [4, 0],
      [2, 0],
      [2, 3],
    ];
    const repeated: Polygon = [
      [0, 0],
      [4, 0],
      [4, 0],
      [2, 3],
    ];
    const flat: Polygon = [
      [0, 0],
      [4, 0],
      [2, 0],
    ];
    expect([touching, spike, flat, repeated].map(isSimplePolygon)).toEqual([false, false, false, false]);
  });

  it('may have a corner in the middle of a straight wall', () => {
    expect(
      isSimplePolygon([
        [0, 0],
        [2, 0],
        [4, 0],
        [4, 3],
      ]),
    ).toBe(true);
  });

  it('agrees with comparing every pair of sides', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const cross = (p: Point, q: Point, r: Point): number =>
      Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
    fc.assert(
      fc.property(fc.array(corner, { minLength: 4, maxLength: 9 }), (polygon) => {
        // only proper crossings, which are enough to make a polygon not simple
        const at = (k: number): Point => polygon[k % polygon.length] ?? [0, 0];
        const crosses = polygon.some((_, i) =>
          polygon.some(
            (_unused, j) =>
              cross(at(i), at(i + 1), at(j)) * cross(at(i), at(i + 1), at(j + 1)) < 0 &&
              cross(at(j), at(j + 1), at(i)) * cross(at(j), at(j + 1), at(i + 1)) < 0,
          ),
        );
        if (crosses) expect(isSimplePolygon(polygon)).toBe(false);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('holds for any star around a point', () => {
    const radii = fc.array(fc.double({ min: 0.5, max: 9, noNaN: true }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(radii, (radiiM) => {
        const star = radiiM.map((radiusM, k): Point => {
          const angle = (2 * Math.PI * k) / radiiM.length;
          return [radiusM * Math.cos(angle), radiusM * Math.sin(angle)];
        });
        expect(isSimplePolygon(star)).toBe(true);
      }),
      { seed: SEED },
    );
  });
});

describe('a point', () => {
  it.each<[Point, boolean]>([
    [[1, 2], true],
    [[3, 0.5], true],
    [[3, 2], false], // in the notch
    [[-0.1, 1], false],
    [[2, 2], true], // on the wall of the notch
    [[0, 0], true], // on a corner
    [[4.0004, 0.5], true], // within 0.5 mm of the wall
    [[4.0006, 0.5], false],
  ])('at %p is in the L: %p', (point, expected) => {
    expect(pointInPolygon({ point, polygon: L })).toBe(expected);
    expect(pointInPolygon({ point, polygon: [...L].reverse() })).toBe(expected);
  });

  it('of NaN is refused', () => {
    expect(() => pointInPolygon({ point: [NaN, 0], polygon: L })).toThrow('xM');
  });
});

describe('distance', () => {
  it('between segments is that of their nearest points, and 0 where they cross', () => {
    const a = { from: [0, 0], to: [4, 0] } as const;
    // 3-4-5 from (4, 0) to (7, 4)
    expect(segmentDistanceM(a, { from: [7, 4], to: [9, 9] })).toBe(5);
    expect(segmentDistanceM(a, { from: [1, 2], to: [3, 1] })).toBe(1);
    expect(segmentDistanceM(a, { from: [1, -1], to: [2, 1] })).toBe(0);
  });

  it('from a polygon to a segment inside it is 0, and in its notch that to the nearest wall', () => {
    expect(distanceToSegmentM({ polygon: L, segment: { from: [0.5, 0.5], to: [1, 0.5] } })).toBe(0);
    expect(distanceToSegmentM({ polygon: L, segment: { from: [2.5, 2], to: [3.5, 2] } })).toBeCloseTo(0.5, 12);
    expect(distanceToSegmentM({ polygon: L, segment: { from: [-1, 2], to: [5, 2] } })).toBe(0);
  });
});

describe('an oriented rectangle', () => {
  const rack = { centre: [10, 5] as const, widthM: 0.6, depthM: 1.2 };

  it('looking north has its front at the top, left corner first', () => {
    expect(orientedRectangle({ ...rack, frontBearingDeg: 0 })).toEqual([
      [9.7, 5.6],
      [10.3, 5.6],
      [10.3, 4.4],
      [9.7, 4.4],
    ]);
  });

  it('looking east (90° clockwise) has its front on the right, the left corner in the north', () => {
    expect(orientedRectangle({ ...rack, frontBearingDeg: 90 })).toEqual([
      [10.6, 5.3],
      [10.6, 4.7],
      [9.4, 4.7],
      [9.4, 5.3],
    ]);
  });

  it('turned by whole turns stays where it is, exactly', () => {
    expect(orientedRectangle({ ...rack, frontBearingDeg: -270 })).toEqual(
      orientedRectangle({ ...rack, frontBearingDeg: 450 }),
    );
  });

  it('has sides in order, each with the rectangle on its left, and its area at any bearing', () => {
    fc.assert(
      fc.property(fc.double({ min: -720, max: 720, noNaN: true }), (frontBearingDeg) => {
        const rectangle = orientedRectangle({ ...rack, frontBearingDeg });
        expect(polygonAreaM2(rectangle)).toBeCloseTo(0.72, 9);
        for (const name of RECTANGLE_SIDES) {
          const { from, to } = sideOf(rectangle, name);
          expect(signedAreaM2([from, to, rack.centre])).toBeGreaterThan(0);
        }
        const front = sideOf(rectangle, 'front');
        const angle = (frontBearingDeg * Math.PI) / 180;
        expect((front.from[0] + front.to[0]) / 2).toBeCloseTo(10 + 0.6 * Math.sin(angle), 9);
        expect((front.from[1] + front.to[1]) / 2).toBeCloseTo(5 + 0.6 * Math.cos(angle), 9);
      }),
      { seed: SEED },
    );
  });

  it('has a box around it', () => {
    const box = boxOf(orientedRectangle({ ...rack, frontBearingDeg: 90 }));
    expect(box).toEqual({ minXM: 9.4, minYM: 4.7, maxXM: 10.6, maxYM: 5.3 });
  });

  it('is refused without size, or with NaN', () => {
    expect(() => orientedRectangle({ ...rack, widthM: 0, frontBearingDeg: 0 })).toThrow('widthM');
    expect(() => orientedRectangle({ ...rack, frontBearingDeg: NaN })).toThrow('frontBearingDeg');
    expect(() => orientedRectangle({ ...rack, centre: [NaN, 0], frontBearingDeg: 0 })).toThrow('xM');
  });
});
