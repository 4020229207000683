import type { Room } from '../site/kinds/room.js';
import { insideIntervals } from './clip.js';
import { extentOf, planM } from './paper.js';
import type { Shape, TextShape } from './scene.js';

/** mm on paper; closer lines would fill the drawing. */
const LEAST_LINE_MM = 2;
/** mm on paper from label to label. */
const LEAST_LABEL_MM = 6;
const LABEL_SIZE_MM = 1.6;
/** mm from the wall to the middle of the labels. */
const LABEL_DISTANCE_MM = 4.5;
const STRIDES = [1, 2, 5, 10];
const LETTERS = 26;

/** The letters of a column of tiles: AA, AB … AZ, BA … ZZ, then AAA …. */
export function columnLetters(index: number): string {
  let [rest, digits, block] = [index, 2, LETTERS ** 2];
  while (rest >= block) {
    rest -= block;
    digits += 1;
    block = LETTERS ** digits;
  }
  let letters = '';
  for (let k = 0; k < digits; k += 1) {
    letters = String.fromCharCode(65 + (rest % LETTERS)) + letters;
    rest = Math.floor(rest / LETTERS);
  }
  return letters;
}

/** The number of a row of tiles: 01, 02 …. */
export function rowNumber(index: number): string {
  return String(index + 1).padStart(2, '0');
}

/** Tiles of a room, cut at its walls, with letters above and numbers on the left; nothing where no tile is stated. */
export function tileGrid(
  room: Room,
  scale: number,
): { readonly lines: readonly Shape[]; readonly labels: readonly TextShape[] } {
  const { tileSizeM, tileOrigin, outline } = room;
  if (tileSizeM === undefined) return { lines: [], labels: [] };
  const { min, max } = extentOf(outline);
  const tileMm = (tileSizeM * 1000) / scale;
  const lines: Shape[] = [];
  const labels: TextShape[] = [];
  for (const axis of ['x', 'y'] as const) {
    const across = axis === 'x' ? 0 : 1;
    const origin = tileOrigin?.[across] ?? min[across];
    const first = Math.floor((min[across] - origin) / tileSizeM + 1e-6);
    const count = Math.ceil((max[across] - origin) / tileSizeM - 1e-6) - first;
    const lineStride = strideFor(LEAST_LINE_MM / tileMm);
    for (let k = lineStride; k < count; k += lineStride) {
      const value = origin + (first + k) * tileSizeM;
      for (const [from, to] of insideIntervals(outline, { axis, value })) {
        lines.push({
          shape: 'line',
          style: 'tile',
          points:
            axis === 'x'
              ? [
                  [value, from],
                  [value, to],
                ]
              : [
                  [from, value],
                  [to, value],
                ],
        });
      }
    }
    const labelStride = strideFor(LEAST_LABEL_MM / tileMm);
    for (let k = 0; k < count; k += labelStride) {
      const from = Math.max(min[across], origin + (first + k) * tileSizeM);
      const to = Math.min(max[across], origin + (first + k + 1) * tileSizeM);
      const centre = (from + to) / 2;
      const distance = planM(LABEL_DISTANCE_MM, scale);
      labels.push({
        shape: 'text',
        style: 'grid',
        at: axis === 'x' ? [centre, max[1] + distance] : [min[0] - distance, centre],
        text: axis === 'x' ? columnLetters(k) : rowNumber(k),
        size: planM(LABEL_SIZE_MM, scale),
        anchor: 'middle',
        rotationDeg: 0,
        maxWidth: planM(LEAST_LABEL_MM - 0.5, scale),
      });
    }
  }
  return { lines, labels };
}

/** The smallest round stride that is at least `least`: 1, 2, 5, 10, 20, 50 …. */
function strideFor(least: number): number {
  for (let magnitude = 1; ; magnitude *= 10) {
    const stride = STRIDES.find((step) => step * magnitude >= least);
    if (stride !== undefined) return stride * magnitude;
  }
}
