import ExcelJS from 'exceljs';
import { readWorkbook } from '../../src/exchange/xlsx/read-workbook.js';

/**
 * A workbook after an edit. exceljs takes half a minute to load the drop-downs of an inventory, so the workbook is made
 * anew from its cells.
 */
export async function editedWorkbook(
  bytes: Buffer,
  edit: (sheetNamed: (name: string) => EditableSheet, workbook: ExcelJS.Workbook) => void,
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const { name, header, rows } of (await readWorkbook(bytes)).tables) {
    const sheet = workbook.addWorksheet(name);
    sheet.getRow(1).values = [...header];
    for (const { row, cells } of rows) {
      cells.forEach((cell, i) => {
        const place = sheet.getRow(row).getCell(i + 1);
        if (typeof cell !== 'object') place.value = cell;
        else if (cell?.odd === 'date') {
          place.value = new Date(`${cell.day}T00:00:00Z`);
          place.numFmt = 'yyyy-mm-dd';
        }
      });
    }
  }
  edit((name) => editable(workbook, name), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export interface EditableSheet {
  readonly sheet: ExcelJS.Worksheet;
  /** The cell under a header in the row whose first cell is `key`. */
  cell(key: string, header: string): ExcelJS.Cell;
  /** Removes the row whose first cell is `key`. */
  remove(key: string): void;
  /** Adds a row by the names of its columns. */
  add(values: Readonly<Record<string, ExcelJS.CellValue>>): void;
}

function editable(workbook: ExcelJS.Workbook, name: string): EditableSheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`there is no sheet ${name}`);
  const columnOf = (header: string) => {
    for (let column = 1; column <= sheet.columnCount; column += 1) {
      if (sheet.getRow(1).getCell(column).text === header) return column;
    }
    throw new Error(`${name} has no column ${header}`);
  };
  const rowOf = (key: string) => {
    for (let row = 3; row <= sheet.rowCount; row += 1) if (sheet.getRow(row).getCell(1).text === key) return row;
    throw new Error(`${name} has no row ${key}`);
  };
  return {
    sheet,
    cell: (key, header) => sheet.getRow(rowOf(key)).getCell(columnOf(header)),
    remove: (key) => {
      sheet.spliceRows(rowOf(key), 1);
    },
    add: (values) => {
      const row = sheet.getRow(Math.max(sheet.actualRowCount, 2) + 1);
      for (const [header, value] of Object.entries(values)) row.getCell(columnOf(header)).value = value;
    },
  };
}
