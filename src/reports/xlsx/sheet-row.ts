import type ExcelJS from 'exceljs';
import { addRow } from './reproducible-workbook.js';
import type { SheetCell } from './sheet-cell.js';

/** Heights in points, for text of 9 points. */
const LINE_HEIGHT_PT = 11.5;
const ROW_EDGES_PT = 4;
const ROW_HEIGHT_LIMIT_PT = 409;

/**
 * Adds a row and hands it to the stream. Rows are as high as their wrapped text, which spreadsheets do not all work out
 * when they open a file.
 *
 * @param widths of the columns, in characters
 */
export function writeRow(
  sheet: ExcelJS.Worksheet,
  cells: readonly SheetCell[],
  widths: readonly number[],
  { leastHeightPt = 0 } = {},
): void {
  const row = addRow(sheet);
  cells.forEach(({ value, style }, i) => {
    const cell = row.getCell(i + 1);
    cell.value = value;
    cell.style = style;
  });
  const lines = cells.reduce((most, cell, i) => Math.max(most, linesOf(cell, widths[i] ?? 1)), 1);
  const wrappedHeightPt = lines === 1 ? 0 : lines * LINE_HEIGHT_PT + ROW_EDGES_PT;
  const height = Math.min(ROW_HEIGHT_LIMIT_PT, Math.max(leastHeightPt, wrappedHeightPt));
  if (height > 0) row.height = height;
  row.commit();
}

/** Letters of 9 points to the width of a column, which counts digits of 11 points. */
const LETTERS_PER_WIDTH = 1.25;

/** Lines that a text takes; two letters are lost to the indent and to breaking at words. */
function linesOf({ value, style }: SheetCell, width: number): number {
  if (typeof value !== 'string' || style.alignment?.wrapText !== true) return 1;
  const perLine = Math.max(1, Math.floor(width * LETTERS_PER_WIDTH) - 2);
  return value.split('\n').reduce((lines, part) => lines + Math.max(1, Math.ceil(part.length / perLine)), 0);
}
