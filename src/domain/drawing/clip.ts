import type { Point } from './scene.js';

/** Intervals along one axis that lie inside a polygon, on the line where the other axis has a value (even-odd rule). */
export function insideIntervals(
  polygon: readonly Point[],
  { axis, value }: { readonly axis: 'x' | 'y'; readonly value: number },
): readonly (readonly [number, number])[] {
  const [across, along] = axis === 'x' ? ([0, 1] as const) : ([1, 0] as const);
  const crossings: number[] = [];
  polygon.forEach((from, k) => {
    const to = polygon[(k + 1) % polygon.length] ?? from;
    if (from[across] > value === to[across] > value) return;
    const share = (value - from[across]) / (to[across] - from[across]);
    crossings.push(from[along] + share * (to[along] - from[along]));
  });
  crossings.sort((a, b) => a - b);
  const intervals: (readonly [number, number])[] = [];
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    const [from = 0, to = 0] = crossings.slice(k, k + 2);
    if (to > from) intervals.push([from, to]);
  }
  return intervals;
}

/**
 * The part of a polygon that lies in a convex one (Sutherland and Hodgman 1974). Parts that lie apart stay joined by
 * lines along the edge, which a fill does not show.
 *
 * @param convex corners in either direction
 */
export function clippedToConvex(polygon: readonly Point[], convex: readonly Point[]): readonly Point[] {
  const turn = Math.sign(
    convex.reduce((sum, [x, y], k) => {
      const [nextX, nextY] = convex[(k + 1) % convex.length] ?? [x, y];
      return sum + x * nextY - nextX * y;
    }, 0),
  );
  let clipped = polygon;
  convex.forEach((from, k) => {
    const to = convex[(k + 1) % convex.length] ?? from;
    const side = ([x, y]: Point) => turn * ((to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]));
    const kept: Point[] = [];
    clipped.forEach((point, m) => {
      const next = clipped[(m + 1) % clipped.length] ?? point;
      const [here, there] = [side(point), side(next)];
      if (here >= 0) kept.push(point);
      if (here >= 0 === there >= 0) return;
      const share = here / (here - there);
      kept.push([point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]);
    });
    clipped = kept;
  });
  return clipped;
}
