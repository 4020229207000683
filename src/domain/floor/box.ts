import type { Box } from './geometry.js';

/**
 * A box with all sides moved outward.
 *
 * @param byM - m; below 0 moves them inward, by less than half of the box
 */
export function widened({ minXM, minYM, maxXM, maxYM }: Box, byM: number): Box {
  return { minXM: minXM - byM, minYM: minYM - byM, maxXM: maxXM + byM, maxYM: maxYM + byM };
}

/** Whether two boxes meet or touch. */
export function boxesTouch(a: Box, b: Box): boolean {
  return a.minXM <= b.maxXM && b.minXM <= a.maxXM && a.minYM <= b.maxYM && b.minYM <= a.maxYM;
}
