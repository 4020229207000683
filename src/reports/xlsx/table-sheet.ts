import type ExcelJS from 'exceljs';
import { STYLES, type CellStyle } from './cell-style.js';
import { printedEdges, printSetup, type Paper, type PrintedPage } from './printed-page.js';
import { settle, type Workbook } from './reproducible-workbook.js';
import { textCell, type SheetCell } from './sheet-cell.js';
import { writeRow } from './sheet-row.js';

/** Rows of a sheet (Excel specifications and limits). */
export const SHEET_ROWS = 1_048_576;

export interface Column<Row> {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly alignRight?: boolean;
  /** The header reads upwards, for columns that are narrower than their header. */
  readonly isUpright?: boolean;
  /** The cell of a row; `place` says where in the workbook it comes to stand. */
  readonly cell: (row: Row, place: RowPlace) => SheetCell;
}

/** Where a row of a table comes to stand. */
export interface RowPlace {
  readonly sheet: string;
  /** Counted from 1, as spreadsheets do. */
  readonly row: number;
}

export interface Table<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: Iterable<Row>;
  /** Columns that stay in sight on the left. */
  readonly frozenColumns: number;
  readonly paper: Paper;
  /** Of the header; that of two lines where left out. */
  readonly headerHeightPt?: number;
}

/** Rows below the header that one sheet takes. */
export const TABLE_ROWS = SHEET_ROWS - 1;

/** Where the row of a table stands that comes `index` rows after its first; what one sheet cannot hold goes on on the next. */
export function placeInTable(name: string, index: number): RowPlace {
  return { sheet: sheetName(name, Math.floor(index / TABLE_ROWS)), row: (index % TABLE_ROWS) + 2 };
}

function sheetName(name: string, part: number): string {
  return part === 0 ? name : `${name} ${String(part + 1)}`;
}

/** Writes a table with a frozen header, a filter and pages that repeat the header; `none` where it has no rows. */
export async function writeTable<Row>(workbook: Workbook, table: Table<Row>, page: PrintedPage): Promise<void> {
  const widths = table.columns.map(({ width }) => width);
  let index = 0;
  let sheet = openSheet(workbook, table, page, 0);
  for (const row of table.rows) {
    if (index > 0 && index % TABLE_ROWS === 0) {
      closeSheet(sheet, table, TABLE_ROWS);
      sheet = openSheet(workbook, table, page, index / TABLE_ROWS);
    }
    const place = placeInTable(table.name, index);
    writeRow(
      sheet,
      table.columns.map(({ cell }) => cell(row, place)),
      widths,
    );
    await settle(sheet);
    index += 1;
  }
  if (index === 0) writeRow(sheet, [textCell('none', STYLES.unknown)], widths);
  closeSheet(sheet, table, index === 0 ? 0 : ((index - 1) % TABLE_ROWS) + 1);
  await settle(sheet);
}

function openSheet<Row>(
  workbook: Workbook,
  { name, columns, frozenColumns, paper, headerHeightPt = 30 }: Table<Row>,
  page: PrintedPage,
  part: number,
): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(sheetName(name, part), {
    views: [{ state: 'frozen', xSplit: frozenColumns, ySplit: 1, showGridLines: false }],
    pageSetup: { ...printSetup(paper), printTitlesRow: '1:1' },
    headerFooter: printedEdges(page, name),
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  const header = sheet.addRow([]);
  header.height = headerHeightPt;
  columns.forEach((column, i) => {
    const cell = header.getCell(i + 1);
    cell.value = column.header;
    cell.style = headerStyleOf(column);
  });
  header.commit();
  return sheet;
}

function headerStyleOf<Row>({ isUpright, alignRight }: Column<Row>): CellStyle {
  if (isUpright === true) return STYLES.headerUpright;
  return alignRight === true ? STYLES.headerRight : STYLES.header;
}

function closeSheet<Row>(sheet: ExcelJS.Worksheet, { columns }: Table<Row>, rows: number): void {
  if (rows > 0) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns.length } };
  sheet.commit();
}
