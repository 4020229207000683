import type { Row } from '../domain/site/key.js';
import { fieldsOf } from '../domain/site/shape.js';
import { quoted } from '../platform/tables/column-name.js';
import type { FieldColumn, KindTable, ListTable } from '../platform/tables/kind-table.js';

/** A row as the PostgreSQL driver gives it, by column. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** What is selected of a table `t` to make the rows of a kind: identity, revision, and every field's column. */
export function selectedColumns(table: KindTable): string {
  const given = table.lists.flatMap(({ givenColumn }) => (givenColumn === null ? [] : [givenColumn]));
  return ['id', 'revision', ...table.columns.map(({ name }) => name), ...given]
    .map((name) => `t.${quoted(name)}`)
    .join(', ');
}

/** Puts together the rows of a kind from its columns and the items of its lists. */
export function rowAssembler(table: KindTable): (columns: SqlRow, itemsOf: ItemsOf) => Row {
  const readers = fieldsOf(table.kind).flatMap(({ name }): readonly Reader[] => {
    const column = table.columns.find(({ field }) => field.name === name);
    if (column !== undefined) return [{ field: name, read: columnReader(column) }];
    const list = table.lists.find(({ field }) => field.name === name);
    return list === undefined ? [] : [{ field: name, read: listReader(list) }];
  });
  return (columns, itemsOf) => {
    const row: Record<string, unknown> = {};
    for (const { field, read } of readers) {
      const value = read(columns, itemsOf);
      if (value !== null && value !== undefined) row[field] = value;
    }
    return row;
  };
}

/** The items of a list of the row that has an id; undefined where it has none. */
export type ItemsOf = (list: ListTable, ownerId: string) => readonly unknown[] | undefined;

interface Reader {
  readonly field: string;
  readonly read: (columns: SqlRow, itemsOf: ItemsOf) => unknown;
}

function columnReader({ name, type }: FieldColumn): Reader['read'] {
  if (type === 'bigint') return (columns) => (columns[name] === null ? null : Number(columns[name]));
  return (columns) => columns[name];
}

function listReader(list: ListTable): Reader['read'] {
  const { givenColumn } = list;
  return (columns, itemsOf) =>
    itemsOf(list, String(columns['id'])) ?? (givenColumn === null || columns[givenColumn] === true ? [] : null);
}

/** Makes the items of a list from the columns of its table. */
export function itemAssembler(list: ListTable): (columns: SqlRow) => unknown {
  if (list.field.shape === 'name-list') return (columns) => columns['name'];
  const readers = list.columns.map((column) => ({ field: column.field.name, read: columnReader(column) }));
  return (columns) => {
    const item: Record<string, unknown> = {};
    for (const { field, read } of readers) {
      const value = read(columns, noItems);
      if (value !== null && value !== undefined) item[field] = value;
    }
    return item;
  };
}

const noItems: ItemsOf = () => undefined;

/** The value of a field as the driver takes it for an array parameter. */
export function sqlValue({ type }: FieldColumn, value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  return value as string | number | boolean;
}
