import { requireFinite, requirePositive } from '../range.js';

/** A point of the plan in m: x to the east, y to the north. */
export type Point = readonly [xM: number, yM: number];

/** A closed polygon by its corners, in either direction, the first not repeated at the end. */
export type Polygon = readonly Point[];

export interface Segment {
  readonly from: Point;
  readonly to: Point;
}

/** An upright box on the plan, m. */
export interface Box {
  readonly minXM: number;
  readonly minYM: number;
  readonly maxXM: number;
  readonly maxYM: number;
}

/** m. Shapes that meet by no more than this touch; they do not overlap, and one does not stick out of the other. */
export const TOUCH_TOLERANCE_M = 0.0005;

/**
 * Refuses what is no polygon: fewer than three corners, or a coordinate that is not finite.
 *
 * @throws RangeError naming the corner
 */
export function requirePolygon(polygon: Polygon): void {
  if (!(polygon.length >= 3)) throw new RangeError(`polygon must have at least 3 corners, but has ${polygon.length}`);
  for (const [xM, yM] of polygon) requireFinite({ xM, yM });
}

/** The sides of a polygon, in order. */
export function sidesOf(polygon: Polygon): Segment[] {
  return polygon.map((from, k) => ({ from, to: polygon[(k + 1) % polygon.length] ?? from }));
}

/** Twice the signed area of the triangle p, q, r, m²: above 0 when r lies to the left of p→q. */
function cross(p: Point, q: Point, r: Point): number {
  return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
}

/** Signed area, m²: above 0 when the corners run counterclockwise. Sums around the first corner, to keep precision. */
export function signedAreaM2(polygon: Polygon): number {
  const [origin] = polygon;
  if (!origin) return 0;
  return sidesOf(polygon).reduce((sumM2, { from, to }) => sumM2 + cross(origin, from, to) / 2, 0);
}

/**
 * The area of a simple polygon, m², by the shoelace formula.
 *
 * @throws RangeError when the polygon has fewer than three corners or one that is not finite
 */
export function polygonAreaM2(polygon: Polygon): number {
  requirePolygon(polygon);
  return Math.abs(signedAreaM2(polygon));
}

/** The same polygon with its corners counterclockwise. */
export function counterclockwise(polygon: Polygon): Polygon {
  return signedAreaM2(polygon) < 0 ? [...polygon].reverse() : polygon;
}

/** The smallest upright box around a polygon. */
export function boxOf(polygon: Polygon): Box {
  let [minXM, minYM, maxXM, maxYM] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [xM, yM] of polygon) {
    minXM = Math.min(minXM, xM);
    minYM = Math.min(minYM, yM);
    maxXM = Math.max(maxXM, xM);
    maxYM = Math.max(maxYM, yM);
  }
  return { minXM, minYM, maxXM, maxYM };
}

function liesWithin(point: Point, { from, to }: Segment): boolean {
  return (
    Math.min(from[0], to[0]) <= point[0] &&
    point[0] <= Math.max(from[0], to[0]) &&
    Math.min(from[1], to[1]) <= point[1] &&
    point[1] <= Math.max(from[1], to[1])
  );
}

/** Whether two closed segments have a point in common; touching counts. */
export function segmentsMeet(a: Segment, b: Segment): boolean {
  const a1 = cross(b.from, b.to, a.from);
  const a2 = cross(b.from, b.to, a.to);
  const b1 = cross(a.from, a.to, b.from);
  const b2 = cross(a.from, a.to, b.to);
  if (a1 > 0 !== a2 > 0 && b1 > 0 !== b2 > 0 && a1 !== 0 && a2 !== 0 && b1 !== 0 && b2 !== 0) return true;
  return (
    (a1 === 0 && liesWithin(a.from, b)) ||
    (a2 === 0 && liesWithin(a.to, b)) ||
    (b1 === 0 && liesWithin(b.from, a)) ||
    (b2 === 0 && liesWithin(b.to, a))
  );
}

/** Whether a polygon's corner between two consecutive sides turns back on itself. */
function isSpike(before: Segment, after: Segment): boolean {
  const forward =
    (before.to[0] - before.from[0]) * (after.to[0] - after.from[0]) +
    (before.to[1] - before.from[1]) * (after.to[1] - after.from[1]);
  return cross(before.from, before.to, after.to) === 0 && forward < 0;
}

/**
 * Whether a polygon is simple: no side crosses or touches another, none has length 0, none turns back on itself.
 *
 * Sides are swept from west to east, so that only those whose extents meet are compared.
 *
 * @throws RangeError when the polygon has fewer than three corners or one that is not finite
 */
export function isSimplePolygon(polygon: Polygon): boolean {
  requirePolygon(polygon);
  const sides = sidesOf(polygon);
  const count = sides.length;
  for (const [k, side] of sides.entries()) {
    if (side.from[0] === side.to[0] && side.from[1] === side.to[1]) return false;
    const next = sides[(k + 1) % count];
    if (next && isSpike(side, next)) return false;
  }
  const swept = sides
    .map((side, index) => ({
      side,
      index,
      westM: Math.min(side.from[0], side.to[0]),
      eastM: Math.max(side.from[0], side.to[0]),
    }))
    .sort((a, b) => a.westM - b.westM);
  for (const [k, a] of swept.entries()) {
    for (let j = k + 1; j < count; j += 1) {
      const b = swept[j];
      if (!b || b.westM > a.eastM) break;
      const apart = Math.abs(a.index - b.index);
      const adjacent = apart === 1 || apart === count - 1;
      if (!adjacent && segmentsMeet(a.side, b.side)) return false;
    }
  }
  return true;
}

function distanceToPointM({ from, to }: Segment, [xM, yM]: Point): number {
  const [dxM, dyM] = [to[0] - from[0], to[1] - from[1]];
  const lengthM2 = dxM * dxM + dyM * dyM;
  const along = lengthM2 === 0 ? 0 : ((xM - from[0]) * dxM + (yM - from[1]) * dyM) / lengthM2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(xM - from[0] - t * dxM, yM - from[1] - t * dyM);
}

/** The distance between two closed segments, m; 0 when they meet. */
export function segmentDistanceM(a: Segment, b: Segment): number {
  if (segmentsMeet(a, b)) return 0;
  return Math.min(
    distanceToPointM(a, b.from),
    distanceToPointM(a, b.to),
    distanceToPointM(b, a.from),
    distanceToPointM(b, a.to),
  );
}

/**
 * Whether a point is in a simple polygon, convex or not. A point within 0.5 mm of the boundary is in.
 *
 * Source: even-odd rule.
 *
 * @throws RangeError when the point or a corner is not finite, or the polygon has fewer than three corners
 */
export function pointInPolygon({ point, polygon }: { readonly point: Point; readonly polygon: Polygon }): boolean {
  requirePolygon(polygon);
  const [xM, yM] = point;
  requireFinite({ xM, yM });
  let inside = false;
  for (const side of sidesOf(polygon)) {
    if (distanceToPointM(side, point) <= TOUCH_TOLERANCE_M) return true;
    const { from, to } = side;
    if (from[1] > yM === to[1] > yM) continue;
    const crossingXM = from[0] + ((yM - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
    if (xM < crossingXM) inside = !inside;
  }
  return inside;
}

/**
 * The distance from a simple polygon, its inside included, to a segment, m; 0 when they meet.
 *
 * @throws RangeError when a coordinate is not finite, or the polygon has fewer than three corners
 */
export function distanceToSegmentM({
  polygon,
  segment,
}: {
  readonly polygon: Polygon;
  readonly segment: Segment;
}): number {
  const [xM, yM] = segment.to;
  requireFinite({ xM, yM });
  if (pointInPolygon({ point: segment.from, polygon })) return 0;
  return Math.min(...sidesOf(polygon).map((side) => segmentDistanceM(side, segment)));
}

/** Four corners: front left, front right, rear right, rear left, left and right as seen looking out of the front. */
export type Rectangle = readonly [Point, Point, Point, Point];

/**
 * A rectangle on the plan, such as a rack.
 *
 * @param centre - m
 * @param widthM - along the front, m, above 0
 * @param depthM - front to rear, m, above 0
 * @param frontBearingDeg - the way the front looks, ° clockwise from north (+y): 90 looks east
 * @throws RangeError naming the parameter out of range
 */
export function orientedRectangle({
  centre: [xM, yM],
  widthM,
  depthM,
  frontBearingDeg,
}: {
  readonly centre: Point;
  readonly widthM: number;
  readonly depthM: number;
  readonly frontBearingDeg: number;
}): Rectangle {
  requireFinite({ xM, yM, frontBearingDeg });
  requirePositive({ widthM, depthM });
  const [eastOfFront, northOfFront] = bearingVector(frontBearingDeg);
  const corner = (aheadM: number, rightM: number): Point => [
    xM + eastOfFront * aheadM + northOfFront * rightM,
    yM + northOfFront * aheadM - eastOfFront * rightM,
  ];
  const [halfDepthM, halfWidthM] = [depthM / 2, widthM / 2];
  return [
    corner(halfDepthM, -halfWidthM),
    corner(halfDepthM, halfWidthM),
    corner(-halfDepthM, halfWidthM),
    corner(-halfDepthM, -halfWidthM),
  ];
}

/** Unit vectors of the main bearings without rounding, so that racks in line touch exactly. */
const MAIN_BEARINGS: ReadonlyMap<number, Point> = new Map([
  [0, [0, 1]],
  [90, [1, 0]],
  [180, [0, -1]],
  [270, [-1, 0]],
]);

/**
 * The unit vector of a bearing: (sin b, cos b), exact along the axes.
 *
 * @param bearingDeg - ° clockwise from the y axis of the plan; any turn
 */
export function bearingVector(bearingDeg: number): Point {
  const angleRad = (bearingDeg * Math.PI) / 180;
  return MAIN_BEARINGS.get(((bearingDeg % 360) + 360) % 360) ?? [Math.sin(angleRad), Math.cos(angleRad)];
}

export const RECTANGLE_SIDES = ['front', 'right', 'rear', 'left'] as const;
export type RectangleSide = (typeof RECTANGLE_SIDES)[number];

/** One side of a rectangle, directed so that the rectangle is on its left. */
export function sideOf(rectangle: Rectangle, side: RectangleSide): Segment {
  const [frontLeft, frontRight, rearRight, rearLeft] = rectangle;
  switch (side) {
    case 'front':
      return { from: frontRight, to: frontLeft };
    case 'right':
      return { from: rearRight, to: frontRight };
    case 'rear':
      return { from: rearLeft, to: rearRight };
    case 'left':
      return { from: frontLeft, to: rearLeft };
  }
}
