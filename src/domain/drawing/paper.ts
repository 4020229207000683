import type { Extent, Point, Scene } from './scene.js';

const MM_PER_M = 1000;

/** Room for a drawing on paper, mm. */
export interface PaperSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Denominators of drawing scales (ISO 5455, with 1:25 and 1:75, which plans of halls use). */
export const STANDARD_SCALES: readonly number[] = [
  1, 2, 5, 10, 15, 20, 25, 50, 75, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000,
];

/** Largest scale at which a room is still read as one drawing; beyond it, sheets. */
export const SMALLEST_PLAN_SCALE = 100;

/** Where a drawing needs more sheets than this, it is drawn smaller. */
const MOST_SHEETS = 40;

/** mm by which sheets overlap beyond their match line, so that a text lies whole on one of them. */
export const SHEET_OVERLAP_MM = 12;

/** The unit of the drawing in mm. */
export function mmOf(unit: Scene['unit']): number {
  return unit === 'm' ? MM_PER_M : 1;
}

/** Length on a plan in m for a length on paper in mm at 1:`scale`. */
export function planM(paperMm: number, scale: number): number {
  return (paperMm * scale) / MM_PER_M;
}

/** The largest standard scale, as its denominator, at which a thing of a size in mm fits on the paper. */
export function fittingScale(sizeMm: PaperSize, paper: PaperSize, from = 1): number {
  const fits = (scale: number) => sizeMm.widthMm / scale <= paper.widthMm && sizeMm.heightMm / scale <= paper.heightMm;
  return STANDARD_SCALES.find((scale) => scale >= from && fits(scale)) ?? STANDARD_SCALES.at(-1) ?? 1;
}

/** The smallest extent around points; a single point where there are none. */
export function extentOf(points: Iterable<Point>): Extent {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return minX > maxX ? { min: [0, 0], max: [0, 0] } : { min: [minX, minY], max: [maxX, maxY] };
}

export function grownBy({ min, max }: Extent, by: number): Extent {
  return { min: [min[0] - by, min[1] - by], max: [max[0] + by, max[1] + by] };
}

export function sizeOf({ min, max }: Extent): { readonly width: number; readonly height: number } {
  return { width: max[0] - min[0], height: max[1] - min[1] };
}

/** A part of a plan that goes on one sheet. */
export interface SheetWindow {
  /** From 1, row by row from the upper left. */
  readonly number: number;
  /** What the sheet is for; its edges are the match lines. */
  readonly window: Extent;
  /** Sheet on each side; null at the edge of the plan. */
  readonly left: number | null;
  readonly right: number | null;
  readonly above: number | null;
  readonly below: number | null;
}

/** How a plan is put on paper. */
export interface SheetPlan {
  readonly scale: number;
  /** One where it fits. */
  readonly sheets: readonly SheetWindow[];
}

/**
 * The largest standard scale at which a plan fits on one sheet; where that is smaller than 1:100, equal sheets at 1:100 –
 * or the largest scale that needs at most 40 of them.
 *
 * @param contentAt - what the plan takes at a scale, m, margins for labels included
 */
export function sheetPlan(contentAt: (scale: number) => Extent, paper: PaperSize, from = 10): SheetPlan {
  for (const scale of STANDARD_SCALES) {
    if (scale < from) continue;
    const extent = contentAt(scale);
    const { width, height } = sizeOf(extent);
    const fits = planM(paper.widthMm, scale) >= width && planM(paper.heightMm, scale) >= height;
    if (fits) return { scale, sheets: [onlySheet(extent)] };
    if (scale < SMALLEST_PLAN_SCALE) continue;
    const columns = sheetsFor(width, paper.widthMm, scale);
    const rows = sheetsFor(height, paper.heightMm, scale);
    if (columns * rows <= MOST_SHEETS) return { scale, sheets: windowsOf(extent, { columns, rows }) };
  }
  const scale = STANDARD_SCALES.at(-1) ?? 1;
  return { scale, sheets: [onlySheet(contentAt(scale))] };
}

function onlySheet(window: Extent): SheetWindow {
  return { number: 1, window, left: null, right: null, above: null, below: null };
}

function sheetsFor(lengthM: number, paperMm: number, scale: number): number {
  const usable = planM(paperMm - 2 * SHEET_OVERLAP_MM, scale);
  return Math.max(1, Math.ceil(lengthM / usable - 1e-9));
}

function windowsOf({ min, max }: Extent, { columns, rows }: { columns: number; rows: number }): readonly SheetWindow[] {
  const width = (max[0] - min[0]) / columns;
  const height = (max[1] - min[1]) / rows;
  const numberAt = (column: number, row: number) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? null : row * columns + column + 1;
  const sheets: SheetWindow[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const left = min[0] + column * width;
      const top = max[1] - row * height;
      sheets.push({
        number: row * columns + column + 1,
        window: { min: [left, top - height], max: [left + width, top] },
        left: numberAt(column - 1, row),
        right: numberAt(column + 1, row),
        above: numberAt(column, row - 1),
        below: numberAt(column, row + 1),
      });
    }
  }
  return sheets;
}

/** A scale bar: how long it is and in how many equal parts, in the unit of the drawing. */
export interface ScaleBar {
  readonly length: number;
  readonly parts: number;
}

/** The longest round length of at most `mostMm` on paper. */
export function scaleBarOf({ unit, scale }: Pick<Scene, 'unit' | 'scale'>, mostMm = 60): ScaleBar {
  const most = (mostMm * scale) / mmOf(unit);
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const lead = most / magnitude;
  if (lead >= 5) return { length: 5 * magnitude, parts: 5 };
  if (lead >= 2) return { length: 2 * magnitude, parts: 4 };
  return { length: magnitude, parts: 5 };
}
