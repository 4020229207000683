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
