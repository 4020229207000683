import type { SiteDocument } from '../../domain/site/document.js';
import type { Row } from '../../domain/site/key.js';
import { kindNamed } from '../../domain/site/kinds.js';
import type { Cell } from './cell.js';
import { emptyColumn, isObject, recordColumn, type InventoryColumn } from './column-plan.js';
import { listText } from './list-cell.js';
import { inventorySheets, KEY, ORDER, ownerHeaders, type InventorySheet } from './sheet-plan.js';
import { cellOf } from './write-cell.js';

/** A sheet to write: the columns that it needs and its rows, made one by one. */
export interface FilledSheet {
  readonly sheet: InventorySheet;
  readonly columns: readonly InventoryColumn[];
  readonly count: number;
  readonly rows: Iterable<readonly Cell[]>;
}

/** Every sheet of the inventory of a document, also those without rows; without a document the blank inventory. */
export function filledSheets(document: SiteDocument | null): readonly FilledSheet[] {
  return inventorySheets().map((sheet) => filledSheet(sheet, rowsOf(document, sheet)));
}

function rowsOf(document: SiteDocument | null, { kind }: InventorySheet): readonly Row[] {
  if (document === null) return [];
  if (kind === 'site') return [document.site];
  return (document[kindNamed(kind).plural as keyof SiteDocument] ?? []) as readonly Row[];
}

function filledSheet(sheet: InventorySheet, rows: readonly Row[]): FilledSheet {
  if (sheet.list !== null) return entriesSheet(sheet, sheet.list, rows);
  const columns = [
    ...sheet.columns.filter(({ header }) => header !== 'id' || rows.some((row) => row['id'] !== undefined)),
    ...sheet.records.flatMap((record) => keysOf(rows, record.field).map((key) => recordColumn(record, key))),
    ...sheet.groups.map(emptyColumn).filter(({ path }) => rows.some((row) => isEmptyObject(valueAt(row, path)))),
  ];
  return {
    sheet,
    columns,
    count: rows.length,
    rows: mapped(rows, (row) => columns.map((column) => fieldCell(sheet, column, row))),
  };
}

function fieldCell({ kind }: InventorySheet, column: InventoryColumn, row: Row): Cell {
  const { header, path, form } = column;
  if (header === KEY) {
    const key = kindNamed(kind).key.map((field) => String(row[field]));
    return key.length === 1 ? (key[0] ?? null) : listText(key);
  }
  if (form === 'empty') return isEmptyObject(valueAt(row, path)) ? '{}' : null;
  return cellOf(column, valueAt(row, path));
}

/** Keys that occur in a field of the rows, in the order in which they occur. */
function keysOf(rows: readonly Row[], field: string): readonly string[] {
  return [...new Set(rows.flatMap((row) => (isObject(row[field]) ? Object.keys(row[field]) : [])))];
}

interface Entry {
  readonly owner: Row;
  readonly order: number;
  readonly item: unknown;
}

function entriesSheet(sheet: InventorySheet, field: string, rows: readonly Row[]): FilledSheet {
  const owners = ownerHeaders(kindNamed(sheet.kind));
  const { key } = kindNamed(sheet.kind);
  const entries = rows.flatMap((owner): readonly Entry[] => {
    const items = owner[field] as readonly unknown[] | undefined;
    if (items?.length === 0) return [{ owner, order: 0, item: undefined }];
    return (items ?? []).map((item, i) => ({ owner, order: i + 1, item }));
  });
  return {
    sheet,
    columns: sheet.columns,
    count: entries.length,
    rows: mapped(entries, ({ owner, order, item }) =>
      sheet.columns.map((column) => {
        const part = owners.indexOf(column.header);
        if (part !== -1) return String(owner[key[part] ?? '']);
        return column.header === ORDER ? order : cellOf(column, valueAt(item, column.path));
      }),
    ),
  };
}

/** Mapped anew whenever it is gone through, so that no sheet is held whole. */
function mapped<T, U>(items: readonly T[], map: (item: T) => U): Iterable<U> {
  return {
    *[Symbol.iterator]() {
      for (const item of items) yield map(item);
    },
  };
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = Reflect.get(current, step);
  }
  return current;
}

function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
