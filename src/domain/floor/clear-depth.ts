import { requirePositive } from '../range.js';
import { requirePolygon, sidesOf, TOUCH_TOLERANCE_M, type Point, type Polygon, type Segment } from './geometry.js';

/** A point in the frame of a side: u along it, v outward. */
interface Local {
  readonly uM: number;
  readonly vM: number;
}

interface Frame {
  readonly widthM: number;
  readonly toLocal: (point: Point) => Local;
}

function frameOf({ from, to }: Segment): Frame {
  const widthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  requirePositive({ sideLengthM: widthM - 2 * TOUCH_TOLERANCE_M });
  const [alongX, alongY] = [(to[0] - from[0]) / widthM, (to[1] - from[1]) / widthM];
  return {
    widthM,
    toLocal: ([xM, yM]) => ({
      uM: (xM - from[0]) * alongX + (yM - from[1]) * alongY,
      vM: (xM - from[0]) * alongY - (yM - from[1]) * alongX,
    }),
  };
}

/** How much of the line just in front of the side lies inside a polygon, m. */
function coveredAtSideM(edges: readonly (readonly [Local, Local])[], minUM: number, maxUM: number): number {
  const crossingsUM: number[] = [];
  for (const [p, q] of edges) {
    if (p.vM > TOUCH_TOLERANCE_M === q.vM > TOUCH_TOLERANCE_M) continue;
    crossingsUM.push(p.uM + ((TOUCH_TOLERANCE_M - p.vM) / (q.vM - p.vM)) * (q.uM - p.uM));
  }
  crossingsUM.sort((a, b) => a - b);
  let coveredM = 0;
  for (let k = 0; k + 1 < crossingsUM.length; k += 2) {
    const [enterUM = 0, leaveUM = 0] = crossingsUM.slice(k, k + 2);
    coveredM += Math.max(0, Math.min(leaveUM, maxUM) - Math.max(enterUM, minUM));
  }
  return coveredM;
}

/** The nearest that an edge comes inside the strip in front of the side, m; Infinity when it does not enter it. */
function nearestInStripM([p, q]: readonly [Local, Local], minUM: number, maxUM: number): number {
  let [start, end] = [0, 1];
  const keep = (at0: number, at1: number): void => {
    if (at0 < 0 && at1 < 0) [start, end] = [1, 0];
    else if (at0 < 0) start = Math.max(start, at0 / (at0 - at1));
    else if (at1 < 0) end = Math.min(end, at0 / (at0 - at1));
  };
  keep(p.uM - minUM, q.uM - minUM);
  keep(maxUM - p.uM, maxUM - q.uM);
  keep(p.vM - TOUCH_TOLERANCE_M, q.vM - TOUCH_TOLERANCE_M);
  if (start > end) return Infinity;
  return Math.min(p.vM + start * (q.vM - p.vM), p.vM + end * (q.vM - p.vM));
}

export interface ClearDepth {
  /** m from the side to what is hit first; 0 when something stands against it. */
  readonly depthM: number;
  /** What is hit: the position in `obstacles`, or the outline. */
  readonly blockedBy: number | 'outline';
}

/**
 * How far the strip in front of a side can be swept outward before it hits an obstacle or the outline. Exact for
 * polygons, convex or not.
 *
 * What only touches the strip's edge (0.5 mm), such as the next rack of the row, is not hit; nor is what lies behind
 * the side, such as the rack itself.
 *
 * @param side - directed so that its own shape is on the left, see `sideOf`; longer than 1 mm
 * @param obstacles - simple polygons
 * @param outline - simple polygon that encloses the free space, such as the room
 * @throws RangeError naming what is degenerate or not finite
 */
export function clearDepth({
  side,
  obstacles,
  outline,
}: {
  readonly side: Segment;
  readonly obstacles: readonly Polygon[];
  readonly outline: Polygon;
}): ClearDepth {
  const { widthM, toLocal } = frameOf(side);
  const [minUM, maxUM] = [TOUCH_TOLERANCE_M, widthM - TOUCH_TOLERANCE_M];
  const edgesOf = (polygon: Polygon): (readonly [Local, Local])[] => {
    requirePolygon(polygon);
    return sidesOf(polygon).map(({ from, to }) => [toLocal(from), toLocal(to)] as const);
  };
  const nearestM = (edges: readonly (readonly [Local, Local])[]): number =>
    edges.reduce((leastM, edge) => Math.min(leastM, nearestInStripM(edge, minUM, maxUM)), Infinity);

  const walls = edgesOf(outline);
  const startsInside = coveredAtSideM(walls, minUM, maxUM) >= maxUM - minUM - TOUCH_TOLERANCE_M;
  let nearest: ClearDepth = { depthM: startsInside ? nearestM(walls) : 0, blockedBy: 'outline' };
  for (const [index, obstacle] of obstacles.entries()) {
    const edges = edgesOf(obstacle);
    const depthM = coveredAtSideM(edges, minUM, maxUM) > TOUCH_TOLERANCE_M ? 0 : nearestM(edges);
    if (depthM < nearest.depthM) nearest = { depthM, blockedBy: index };
  }
  return nearest;
}

/**
 * The strip in front of a side, as a counterclockwise polygon: to look up what may stand in it, or to draw it.
 *
 * @param side - directed so that its own shape is on the left; longer than 1 mm
 * @param depthM - m, above 0
 * @throws RangeError naming the parameter out of range
 */
export function stripInFront({ side, depthM }: { readonly side: Segment; readonly depthM: number }): Polygon {
  const { widthM } = frameOf(side);
  requirePositive({ depthM });
  const { from, to } = side;
  const [outX, outY] = [((to[1] - from[1]) / widthM) * depthM, ((from[0] - to[0]) / widthM) * depthM];
  return [from, [from[0] + outX, from[1] + outY], [to[0] + outX, to[1] + outY], to];
}
