import type { Defect } from '../../domain/defect.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { showText } from '../document/text-display.js';
import type { Cell, CellPlace, Table } from './cell.js';
import { emptyColumn, recordColumn, type InventoryColumn } from './column-plan.js';
import { readCell } from './read-cell.js';
import { inventorySheets, type InventorySheet } from './sheet-plan.js';

/** A defect with the cell in which it stands; null where it stands in what was there before. */
export interface InventoryDefect extends Defect {
  readonly at: CellPlace | null;
  /** Column that the sheet does not have and that would hold what is wrong, where a row as a whole is named. */
  readonly field?: string;
  /** The cell of the other place of a duplicate. */
  readonly alsoAtCell?: CellPlace;
}

/** Tables as they were read from files, with what is wrong with the files themselves. */
export interface InventoryReading {
  readonly tables: readonly Table[];
  readonly defects: readonly InventoryDefect[];
}

/** The value of a cell that could not be read: what was there before stays, and nothing more is said of it. */
export const UNREADABLE = Symbol('unreadable');

export interface ReadRow {
  readonly row: number;
  /** By column; undefined where the cell is empty. */
  readonly values: readonly unknown[];
}

/** A table whose columns are known and whose cells are values. */
export interface ReadSheet {
  readonly sheet: InventorySheet;
  /** By place in the header; null for a column that is passed over. */
  readonly columns: readonly (InventoryColumn | null)[];
  readonly headerRow: number;
  readonly rows: readonly ReadRow[];
}

/** Stands in the first column of the row that explains the columns; that row is passed over. */
export const NOTE_MARK = '▸ unit and meaning';

/** The sheet of a workbook that explains it. */
export const GUIDE_SHEET = 'read me';

/** Sheets and columns of a reader's own, which are passed over: their names stand in round brackets. */
function isOwn(name: string): boolean {
  return name.startsWith('(') && name.endsWith(')');
}

/** Reads tables by the plan of the sheets: every unknown sheet and column and every cell that has not its form. */
export function readTables(tables: readonly Table[]): {
  readonly sheets: readonly ReadSheet[];
  readonly defects: readonly InventoryDefect[];
} {
  const plans = new Map(inventorySheets().map((sheet) => [sheet.name, sheet]));
  const sheets: ReadSheet[] = [];
  const defects: InventoryDefect[] = [];
  const seen = new Set<string>();
  for (const table of tables) {
    if (isOwn(table.name) || table.name === GUIDE_SHEET) continue;
    const sheet = plans.get(table.name);
    const at = { sheet: table.name, row: 1, column: null };
    if (sheet === undefined) defects.push({ ...unknownSheet(table.name, [...plans.keys()]), at });
    else if (seen.has(table.name)) {
      defects.push({
        code: 'duplicate-key',
        path: [],
        found: showText(table.name),
        allowed: 'one sheet of this name',
        at,
      });
    } else {
      seen.add(table.name);
      sheets.push(readTable(table, sheet, defects));
    }
  }
  return { sheets, defects };
}

function unknownSheet(name: string, known: readonly string[]): Defect {
  const nearest = nearestName(name, known);
  return {
    code: 'unknown-key',
    path: [],
    found: `a sheet named ${showText(name)}`,
    allowed: 'the name of a sheet of the inventory, or a name in round brackets for a sheet of your own',
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function readTable(table: Table, sheet: InventorySheet, defects: InventoryDefect[]): ReadSheet {
  const columns = readHeader(table, sheet, defects);
  const rows: ReadRow[] = [];
  const unnamed = new Set<number>();
  for (const { row, cells } of table.rows) {
    if (cells.every(isBlank) || cells.includes(NOTE_MARK)) continue;
    const values: unknown[] = columns.map((column, i) => {
      if (column === null) return undefined;
      const read = readCell(column, cells[i] ?? null);
      if (!('fault' in read)) return read.value;
      defects.push({ ...read.fault, path: [], at: { sheet: table.name, row, column: i + 1 } });
      return UNREADABLE;
    });
    for (let i = 0; i < cells.length; i += 1) {
      if (i in columns && table.header[i] !== '') continue;
      if (isBlank(cells[i] ?? null) || unnamed.has(i)) continue;
      unnamed.add(i);
      const allowed = 'a column with a name in the header';
      defects.push({
        code: 'unknown-key',
        path: [],
        found: 'a cell under no header',
        allowed,
        at: { sheet: table.name, row, column: i + 1 },
      });
    }
    rows.push({ row, values });
  }
  return { sheet, columns, headerRow: table.headerRow, rows };
}

function readHeader(
  { name, header, headerRow }: Table,
  sheet: InventorySheet,
  defects: InventoryDefect[],
): readonly (InventoryColumn | null)[] {
  const known = new Map(
    [...sheet.columns, ...sheet.groups.map(emptyColumn)].map((column) => [column.header, column] as const),
  );
  return header.map((text, i) => {
    if (text === '' || isOwn(text)) return null;
    const at = { sheet: name, row: headerRow, column: i + 1 };
    const column = known.get(text) ?? recordOf(sheet, text) ?? continuationOf(known, text);
    const first = header.indexOf(text);
    if (column === undefined) {
      const nearest = nearestName(text, [...known.keys()]);
      const allowed = 'a column of the sheet, or a name in round brackets for a column of your own';
      defects.push({
        code: 'unknown-key',
        path: [],
        found: showText(text),
        allowed,
        ...(nearest === undefined ? {} : { nearest }),
        at,
      });
      return null;
    }
    if (first === i) return column;
    const alsoAtCell = { ...at, column: first + 1 };
    defects.push({
      code: 'duplicate-key',
      path: [],
      found: showText(text),
      allowed: 'each column once',
      at,
      alsoAtCell,
    });
    return null;
  });
}

function recordOf({ records }: InventorySheet, text: string): InventoryColumn | undefined {
  const record = records.find(({ prefix }) => text.startsWith(prefix) && text.length > prefix.length);
  return record === undefined ? undefined : recordColumn(record, text.slice(record.prefix.length).trim());
}

/** `route.2`: a list that one cell cannot hold goes on in further columns. */
function continuationOf(known: ReadonlyMap<string, InventoryColumn>, text: string): InventoryColumn | undefined {
  const [, field = ''] = /^(.+)\.\d+$/.exec(text) ?? [];
  const column = known.get(field);
  return column?.form === 'list' ? { ...column, header: text } : undefined;
}

function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '');
}
