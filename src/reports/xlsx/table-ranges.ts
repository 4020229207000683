import { placeInTable, TABLE_ROWS } from './table-sheet.js';

/** Rows of one sheet that belong together, both counted from 1 and included. */
export interface RowRange {
  readonly sheet: string;
  readonly from: number;
  readonly to: number;
}

/** Where `count` rows of a table from its row `first` on stand, sheet by sheet; the first row is 0. */
export function tableRanges(name: string, count: number, first = 0): readonly RowRange[] {
  const ranges: RowRange[] = [];
  for (let index = first; index < first + count;) {
    const { sheet, row } = placeInTable(name, index);
    const rows = Math.min(first + count - index, TABLE_ROWS - (index % TABLE_ROWS));
    ranges.push({ sheet, from: row, to: row + rows - 1 });
    index += rows;
  }
  return ranges;
}
