import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxOf, orientedRectangle, pointInPolygon, type Point, type Polygon, type Rectangle } from './geometry.js';
import { areaOutsideM2, overlapAreaM2, overlapDepthM } from './overlap.js';

const SEED = 302;

function rackAt(xM: number, yM: number, frontBearingDeg = 0): Rectangle {
  return orientedRectangle({ centre: [xM, yM], widthM: 0.6, depthM: 1.2, frontBearingDeg });
}

/** An L: 4 × 3 m less the 2 × 2 m of its north-east quarter. */
const L: Polygon = [
  [0, 0],
  [4, 0],
  [4, 1],
  [2, 1],
  [2, 3],
  [0, 3],
];

const rackArbitrary = fc
  .record({
    xM: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    yM: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    frontBearingDeg: fc.double({ min: 0, max: 360, noNaN: true }),
  })
  .map(({ xM, yM, frontBearingDeg }) => rackAt(xM, yM, frontBearingDeg));

/** Whether a point is left or right of all sides of a convex polygon alike. */
function isInConvex([xM, yM]: Point, convex: Polygon): boolean {
  const signs = convex.map(([fromX, fromY], k) => {
    const [toX, toY] = convex[(k + 1) % convex.length] ?? [0, 0];
    return Math.sign((toX - fromX) * (yM - fromY) - (toY - fromY) * (xM - fromX));
  });
  return new Set(signs).size === 1;
}

/** Area inside both of two convex polygons, by counting points of a fine lattice. */
function sampledAreaM2(a: Polygon, b: Polygon, stepM: number): number {
  const { minXM, minYM, maxXM, maxYM } = boxOf(a);
  let hits = 0;
  for (let xM = minXM + stepM / 2; xM < maxXM; xM += stepM) {
    for (let yM = minYM + stepM / 2; yM < maxYM; yM += stepM) {
      if (isInConvex([xM, yM], a) && isInConvex([xM, yM], b)) hits += 1;
    }
  }
  return hits * stepM * stepM;
}

describe('racks', () => {
  it('side by side at their own pitch touch, and do not overlap', () => {
    expect(overlapDepthM({ a: rackAt(0, 0), b: rackAt(0.6, 0) })).toBe(0);
    expect(overlapAreaM2({ convex: rackAt(0, 0), polygon: rackAt(0.6, 0) })).toBe(0);
  });

  it('a fraction of a millimetre into each other touch; two millimetres overlap', () => {
    expect(overlapDepthM({ a: rackAt(0, 0), b: rackAt(0.5996, 0) })).toBe(0);
    expect(overlapDepthM({ a: rackAt(0, 0), b: rackAt(0.598, 0) })).toBeCloseTo(0.002, 9);
    // (2 mm − 0.5 mm of touch) × (1.2 m − 1 mm)
    expect(overlapAreaM2({ convex: rackAt(0, 0), polygon: rackAt(0.598, 0) })).toBeCloseTo(0.0015 * 1.199, 9);
  });

  it('turned by 45° are apart although their boxes meet', () => {
    // corners of the turned rack reach 0.636 m towards the other, but not where it stands
    const turned = rackAt(0.75, 1.0, 45);
    expect(overlapDepthM({ a: rackAt(0, 0), b: turned })).toBe(0);
    const [box, other] = [boxOf(rackAt(0, 0)), boxOf(turned)];
    expect(other.minXM).toBeLessThan(box.maxXM);
    expect(other.minYM).toBeLessThan(box.maxYM);
  });

  it('one inside the other overlap by what it takes to push it out', () => {
    const small = orientedRectangle({ centre: [0.1, 0], widthM: 0.2, depthM: 0.2, frontBearingDeg: 0 });
    // from x = 0 … 0.2 to the right edge at 0.3 and beyond: 0.3 − 0 = 0.3
    expect(overlapDepthM({ a: rackAt(0, 0), b: small })).toBeCloseTo(0.3, 12);
  });

  it('refuse NaN', () => {
    expect(() =>
      overlapDepthM({
        a: rackAt(0, 0),
        b: [
          [0, 0],
          [1, NaN],
          [1, 1],
        ],
      }),
    ).toThrow('yM');
    expect(() => overlapAreaM2({ convex: [], polygon: L })).toThrow('corners');
  });
});

describe('a rack and a shape that is not convex', () => {
  it('overlap where they really do, not where the hull does', () => {
    // in the notch: inside the hull of the L, outside the L
    expect(overlapAreaM2({ convex: rackAt(2.5, 2), polygon: L })).toBe(0);
    // across the wall of the notch at x = 2: 0.3 m × 1.2 m
    expect(overlapAreaM2({ convex: rackAt(2, 2.2), polygon: L })).toBeCloseTo(0.36, 2);
  });
});

describe('a rack in a room', () => {
  it('is inside with its side on the wall', () => {
    expect(areaOutsideM2({ convex: rackAt(0.3, 0.6), outline: L })).toBe(0);
    expect(areaOutsideM2({ convex: rackAt(0.3, 0.6), outline: [...L].reverse() })).toBe(0);
  });

  it('sticks out by what is beyond the wall', () => {
    // 0.1 m × 1.2 m less the 0.5 mm around
    expect(areaOutsideM2({ convex: rackAt(0.2, 1), outline: L })).toBeCloseTo(0.1 * 1.2, 2);
    expect(areaOutsideM2({ convex: rackAt(20, 1), outline: L })).toBeCloseTo(0.72, 2);
  });

  it('is not inside when a corner of the room cuts into its side, though all its own corners are inside', () => {
    // a wedge of wall from the north down to (2, 1)
    const wedged: Polygon = [
      [0, 0],
      [4, 0],
      [4, 3],
      [2.1, 3],
      [2, 1],
      [1.9, 3],
      [0, 3],
    ];
    const rack = orientedRectangle({ centre: [2, 1], widthM: 1.6, depthM: 0.8, frontBearingDeg: 0 });
    for (const point of rack) expect(pointInPolygon({ point, polygon: wedged })).toBe(true);
    // the wedge is 0.04 m wide where it leaves the rack, 0.4 m from its tip: 0.008 m²
    expect(areaOutsideM2({ convex: rack, outline: wedged })).toBeCloseTo(0.008, 3);
  });
});

describe('invariants', () => {
  it('overlap is symmetric, and depth and area agree whether there is one', () => {
    fc.assert(
      fc.property(rackArbitrary, rackArbitrary, (a, b) => {
        const depthM = overlapDepthM({ a, b });
        expect(overlapDepthM({ a: b, b: a })).toBeCloseTo(depthM, 12);
        const areaM2 = overlapAreaM2({ convex: a, polygon: b });
        // between 0.5 mm and 2 mm the two notions of touching may differ
        if (depthM === 0) expect(areaM2).toBe(0);
        if (depthM > 0.002) expect(areaM2).toBeGreaterThan(0);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('the overlap agrees with counting points', () => {
    const stepM = 0.02;
    fc.assert(
      fc.property(rackArbitrary, rackArbitrary, (a, b) => {
        // the error of counting is at most about perimeter × step: 3.6 m × 0.02 m
        const sampledM2 = sampledAreaM2(a, b, stepM);
        expect(Math.abs(overlapAreaM2({ convex: a, polygon: b }) - sampledM2)).toBeLessThan(3.6 * stepM);
        if (sampledM2 > 0.01) expect(overlapDepthM({ a, b })).toBeGreaterThan(0);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('moving a rack out by the overlap depth parts them', () => {
    fc.assert(
      fc.property(rackArbitrary, rackArbitrary, (a, b) => {
        const depthM = overlapDepthM({ a, b });
        if (depthM === 0) return;
        const moved = Array.from({ length: 180 }, (_, k) => {
          const angle = (k * Math.PI) / 90;
          const [dx, dy] = [Math.cos(angle) * depthM * 1.001, Math.sin(angle) * depthM * 1.001];
          return b.map(([xM, yM]): Point => [xM + dx, yM + dy]);
        });
        // directions are tried in steps of 2°, so the best is within 1° of the right one: cos 1° = 0.9998
        expect(Math.min(...moved.map((polygon) => overlapDepthM({ a, b: polygon })))).toBeLessThan(0.001);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('what is in the room and what is outside make up the rack', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 5, noNaN: true }),
        fc.double({ min: -1, max: 4, noNaN: true }),
        (xM, yM) => {
          const convex = rackAt(xM, yM, 30);
          const sumM2 = areaOutsideM2({ convex, outline: L }) + overlapAreaM2({ convex, polygon: L });
          // the rack less 0.5 mm on each side: 0.599 × 1.199
          expect(sumM2).toBeCloseTo(0.599 * 1.199, 6);
        },
      ),
      { seed: SEED },
    );
  });
});
