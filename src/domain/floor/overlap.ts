import {
  counterclockwise,
  requirePolygon,
  sidesOf,
  signedAreaM2,
  TOUCH_TOLERANCE_M,
  type Point,
  type Polygon,
} from './geometry.js';

/** m². What is left of rounding after clipping shapes a few hundred metres across. */
const AREA_NOISE_M2 = 1e-8;

function extentAlong(polygon: Polygon, axisX: number, axisY: number): readonly [number, number] {
  let [minM, maxM] = [Infinity, -Infinity];
  for (const [xM, yM] of polygon) {
    const alongM = xM * axisX + yM * axisY;
    minM = Math.min(minM, alongM);
    maxM = Math.max(maxM, alongM);
  }
  return [minM, maxM];
}

/**
 * How deep two convex polygons overlap, m: the shortest move that parts them. 0 when they are apart, and when they only
 * touch (0.5 mm).
 *
 * Source: separating axis theorem, over the normals of both polygons' sides.
 *
 * @param a - convex, in either direction
 * @param b - convex, in either direction
 * @throws RangeError when one has fewer than three corners or a corner that is not finite
 */
export function overlapDepthM({ a, b }: { readonly a: Polygon; readonly b: Polygon }): number {
  requirePolygon(a);
  requirePolygon(b);
  let depthM = Infinity;
  for (const { from, to } of [...sidesOf(a), ...sidesOf(b)]) {
    const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (lengthM === 0) continue;
    const [axisX, axisY] = [(to[1] - from[1]) / lengthM, (from[0] - to[0]) / lengthM];
    const [minA, maxA] = extentAlong(a, axisX, axisY);
    const [minB, maxB] = extentAlong(b, axisX, axisY);
    depthM = Math.min(depthM, maxA - minB, maxB - minA);
    if (depthM <= TOUCH_TOLERANCE_M) return 0;
  }
  return depthM;
}

/** Keeps what lies at least `insetM` to the left of the line from→to. */
function clipByLine(polygon: Polygon, { from, to, insetM }: { from: Point; to: Point; insetM: number }): Polygon {
  const [dxM, dyM] = [to[0] - from[0], to[1] - from[1]];
  const lengthM = Math.hypot(dxM, dyM);
  if (lengthM === 0) return polygon;
  const insideM = (p: Point): number => (dxM * (p[1] - from[1]) - dyM * (p[0] - from[0])) / lengthM - insetM;
  const kept: Point[] = [];
  for (const { from: p, to: q } of sidesOf(polygon)) {
    const [pM, qM] = [insideM(p), insideM(q)];
    if (pM >= 0) kept.push(p);
    if (pM >= 0 !== qM >= 0) {
      const t = pM / (pM - qM);
      kept.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
    }
  }
  return kept;
}

/** Area of a simple polygon inside a convex one that is made smaller by `insetM` on every side (Sutherland–Hodgman). */
function clippedAreaM2(polygon: Polygon, convex: Polygon, insetM: number): number {
  const clipped = sidesOf(counterclockwise(convex)).reduce<Polygon>(
    (rest, { from, to }) => clipByLine(rest, { from, to, insetM }),
    polygon,
  );
  return Math.abs(signedAreaM2(clipped));
}

/**
 * The area that a convex and any simple polygon have in common, m². Areas where they only touch (0.5 mm inside the
 * convex one's boundary) do not count.
 *
 * Source: Sutherland–Hodgman clipping; parts joined by coinciding edges add no area.
 *
 * @param convex - such as a rack
 * @param polygon - simple, convex or not, such as a column or a keep-out
 * @returns 0 when they are apart or touch
 * @throws RangeError when one has fewer than three corners or a corner that is not finite
 */
export function overlapAreaM2({ convex, polygon }: { readonly convex: Polygon; readonly polygon: Polygon }): number {
  requirePolygon(convex);
  requirePolygon(polygon);
  const areaM2 = clippedAreaM2(polygon, convex, TOUCH_TOLERANCE_M);
  return areaM2 > AREA_NOISE_M2 ? areaM2 : 0;
}

/**
 * How much of a convex polygon lies outside an outline, m². A side on the boundary (0.5 mm) is inside.
 *
 * It sees an outline that is not convex as it is: a corner of the room that cuts into a side of the rack counts, even
 * when every corner of the rack is inside.
 *
 * @param convex - such as a rack
 * @param outline - simple, convex or not, such as a room
 * @returns 0 when the outline contains it
 * @throws RangeError when one has fewer than three corners or a corner that is not finite
 */
export function areaOutsideM2({ convex, outline }: { readonly convex: Polygon; readonly outline: Polygon }): number {
  requirePolygon(convex);
  requirePolygon(outline);
  const insideM2 = clippedAreaM2(outline, convex, TOUCH_TOLERANCE_M);
  const outsideM2 = clippedAreaM2(convex, convex, TOUCH_TOLERANCE_M) - insideM2;
  return outsideM2 > AREA_NOISE_M2 ? outsideM2 : 0;
}
