/** What a cell holds that is neither text, number, boolean nor nothing. */
export type OddCell =
  /** A day, or a moment, of the spreadsheet. */
  | { readonly odd: 'date'; readonly day: string; readonly time: string | null }
  /** A number that is shown otherwise than it is. */
  | { readonly odd: 'formatted'; readonly number: number; readonly format: string }
  /** `#REF!` and the like. */
  | { readonly odd: 'error'; readonly text: string }
  /** A formula without a stored result. */
  | { readonly odd: 'formula'; readonly text: string };

/** What a cell of a workbook or of a CSV file holds; null where it is empty. */
export type Cell = string | number | boolean | null | OddCell;

/** One row of a table, its cells under the header. */
export interface TableRow {
  /** Row of the sheet or line of the file, counted from 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A sheet or a CSV file as it was read. */
export interface Table {
  readonly name: string;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A cell in which a defect stands. */
export interface CellPlace {
  /** Sheet of the workbook or CSV file, without its ending. */
  readonly sheet: string;
  readonly row: number;
  /** Counted from 1; null where the row as a whole is meant. */
  readonly column: number | null;
}

/** Letters of a column counted from 1: 1 is A, 27 is AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

/** As spreadsheets write it: `racks!B7`. */
export function cellAddress({ sheet, row, column }: CellPlace): string {
  return column === null ? `${sheet}!${String(row)}:${String(row)}` : `${sheet}!${columnLetters(column)}${String(row)}`;
}
