import type { RowFamily } from './minimax.js';

/** A third of the factor that turns the currents of L1, L2, L3 back onto that of L1: e^j0°, e^j120° and e^−j120°. */
const TURN_RE = [1 / 3, -1 / 6, -1 / 6];
const TURN_IM = [0, Math.sqrt(3) / 6, -Math.sqrt(3) / 6];

/**
 * The lines of one element, or of several that are alike, as a family of rows: of three lines their positive-sequence
 * current, of a single phase its current.
 *
 * @param rows - the rows of each element, line by line: three, or one
 */
export function lineFamily(rows: readonly (readonly number[])[]): RowFamily {
  const turned = (turn: readonly number[], single: number) =>
    rows.flatMap((lines) => lines.map((_, line) => (lines.length === 1 ? single : (turn[line] ?? 0))));
  return { rows: rows.flat(), turnRe: turned(TURN_RE, 1), turnIm: turned(TURN_IM, 0) };
}
