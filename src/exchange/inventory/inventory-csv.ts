import { readCsvTable } from '../csv/read-csv.js';
import { writeCsv, type CsvCell } from '../csv/write-csv.js';
import type { InventoryDefect, InventoryReading } from './read-tables.js';
import type { FilledSheet } from './tables-of-document.js';

/** A sheet as a CSV file: a header, and each row as in the workbook. */
export function sheetCsv({ columns, rows }: FilledSheet): string {
  return writeCsv(
    columns.map(({ header }) => header),
    // No column of an inventory is written as a date or a formula; those only occur in workbooks that people made.
    rows as Iterable<readonly CsvCell[]>,
  );
}

/**
 * A CSV file as a table of an inventory. Records that are longer or shorter than the header are defects, and are read
 * as far as they go.
 *
 * @param name of the sheet that it holds
 */
export function readSheetCsv(name: string, bytes: Uint8Array): InventoryReading {
  const read = readCsvTable(bytes, 'a header with the names of columns');
  const defects = (read.ok ? read.uneven : read.defects).map(({ line, column, ...defect }): InventoryDefect => ({
    ...defect,
    at: { sheet: name, row: line, column },
  }));
  if (!read.ok) return { tables: [], defects };
  const { header, records } = read.table;
  const rows = records.map(({ line, cells }) => ({
    row: line,
    cells: cells.slice(0, header.length).map((cell) => (cell === '' ? null : cell)),
  }));
  return { tables: [{ name, headerRow: read.headerLine, header, rows }], defects };
}
