import type { Row } from '../domain/site/key.js';
import { arrayLiteral } from '../platform/tables/array-literal.js';
import { quoted, quotedList } from '../platform/tables/column-name.js';
import type { ColumnType, FieldColumn, KindTable, ListTable } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { sqlValue } from './stored-row-columns.js';

/** A row to be stored under an identity. */
export interface RowToWrite {
  readonly id: string;
  readonly row: Row;
}

/** Rows of one statement: enough to make its cost that of the rows, few enough for the memory. */
const ROWS_PER_STATEMENT = 25_000;

interface SqlColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: readonly (string | number | boolean | null)[];
}

export async function insertRows(
  sql: Sql,
  table: KindTable,
  { rows, siteId }: { readonly rows: readonly RowToWrite[]; readonly siteId: string | null },
): Promise<void> {
  for (const some of batches(rows)) {
    await insert(sql, table.name, [
      { name: 'id', type: 'uuid', values: some.map(({ id }) => id) },
      ...(table.hasSite ? [{ name: 'site_id', type: 'uuid' as const, values: some.map(() => siteId) }] : []),
      ...table.columns.map((column) => columnOf(column, some)),
      ...table.lists.flatMap((list) => givenColumn(list, some)),
    ]);
  }
  for (const list of table.lists) await insertItems(sql, list, { rows, siteId });
}

/** Writes some fields of rows that are stored; all rows have these fields set, be it to nothing. */
export async function updateRows(
  sql: Sql,
  table: KindTable,
  { rows, fields }: { readonly rows: readonly RowToWrite[]; readonly fields: ReadonlySet<string> },
): Promise<void> {
  const given = table.lists.filter(({ field }) => fields.has(field.name));
  for (const some of batches(rows)) {
    const columns = [
      ...table.columns.filter(({ field }) => fields.has(field.name)).map((column) => columnOf(column, some)),
      ...given.flatMap((list) => givenColumn(list, some)),
    ];
    if (columns.length > 0) await update(sql, table, { ids: some.map(({ id }) => id), columns });
  }
}

/** Sets the key of rows, in one statement, in which no two rows may change places. */
export async function rekeyRows(
  sql: Sql,
  table: KindTable,
  rows: readonly { readonly id: string; readonly key: readonly string[] }[],
): Promise<void> {
  const columns = table.key.map(({ name }, i) => ({
    name,
    type: 'text' as const,
    values: rows.map(({ key }) => key[i] ?? ''),
  }));
  await update(sql, table, { ids: rows.map(({ id }) => id), columns });
}

/** Replaces the items of a list of some rows. */
export async function replaceItems(
  sql: Sql,
  list: ListTable,
  { rows, siteId }: { readonly rows: readonly RowToWrite[]; readonly siteId: string | null },
): Promise<void> {
  await sql.execute(`DELETE FROM ${quoted(list.name)} WHERE "owner_id" = ANY ($1::uuid[])`, [rows.map(({ id }) => id)]);
  await insertItems(sql, list, { rows, siteId });
}

export async function deleteRows(sql: Sql, table: KindTable, ids: readonly string[]): Promise<void> {
  await sql.execute(`DELETE FROM ${quoted(table.name)} WHERE "id" = ANY ($1::uuid[])`, [ids]);
}

async function insertItems(
  sql: Sql,
  list: ListTable,
  { rows, siteId }: { readonly rows: readonly RowToWrite[]; readonly siteId: string | null },
): Promise<void> {
  const items = rows.flatMap(({ id, row }) => {
    const given = row[list.field.name];
    if (!Array.isArray(given)) return [];
    return given.map((item: unknown, position) => ({ id, owner: row, position, row: itemRow(list, item) }));
  });
  for (const some of batches(items)) {
    await insert(sql, list.name, [
      { name: 'owner_id', type: 'uuid', values: some.map(({ id }) => id) },
      { name: 'position', type: 'integer', values: some.map(({ position }) => position) },
      ...(list.hasSite ? [{ name: 'site_id', type: 'uuid' as const, values: some.map(() => siteId) }] : []),
      ...list.ownerColumns.map(({ field, name }) => ({
        name,
        type: 'text' as const,
        values: some.map(({ owner }) => String(owner[field])),
      })),
      ...list.columns.map((column) => columnOf(column, some)),
    ]);
  }
}

function itemRow(list: ListTable, item: unknown): Row {
  return list.field.shape === 'name-list' ? { name: item } : (item as Row);
}

function columnOf(column: FieldColumn, rows: readonly { readonly row: Row }[]): SqlColumn {
  const field = column.field.name;
  return { name: column.name, type: column.type, values: rows.map(({ row }) => sqlValue(column, row[field])) };
}

function givenColumn(list: ListTable, rows: readonly RowToWrite[]): readonly SqlColumn[] {
  if (list.givenColumn === null) return [];
  const field = list.field.name;
  return [{ name: list.givenColumn, type: 'boolean', values: rows.map(({ row }) => row[field] !== undefined) }];
}

async function insert(sql: Sql, table: string, all: readonly SqlColumn[]): Promise<void> {
  const columns = all.filter(({ values }) => values.some((value) => value !== null));
  const names = quotedList(columns.map(({ name }) => name));
  await sql.execute(
    `INSERT INTO ${quoted(table)} (${names}) SELECT ${selected(columns)} FROM unnest(${parameters(columns, 1)}) AS v (${names})`,
    columns.map(({ values }) => arrayLiteral(values)),
  );
}

async function update(
  sql: Sql,
  table: KindTable,
  { ids, columns }: { readonly ids: readonly string[]; readonly columns: readonly SqlColumn[] },
): Promise<void> {
  const names = columns.map(({ name }) => name);
  const assignments = columns.map((column) => `${quoted(column.name)} = ${cast(column)}`).join(', ');
  await sql.execute(
    `UPDATE ${quoted(table.name)} t SET ${assignments} ` +
      `FROM unnest($1::uuid[], ${parameters(columns, 2)}) AS v (${quotedList(['id', ...names])}) WHERE t."id" = v."id"`,
    [ids, ...columns.map(({ values }) => arrayLiteral(values))],
  );
}

/** JSON travels as text: the driver would take its lists for PostgreSQL's. */
function parameters(columns: readonly SqlColumn[], first: number): string {
  return columns.map(({ type }, i) => `$${String(first + i)}::${type === 'jsonb' ? 'text' : type}[]`).join(', ');
}

function selected(columns: readonly SqlColumn[]): string {
  return columns.map(cast).join(', ');
}

function cast({ name, type }: SqlColumn): string {
  return type === 'jsonb' ? `v.${quoted(name)}::jsonb` : `v.${quoted(name)}`;
}

function batches<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const all: (readonly T[])[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
    all.push(rows.slice(from, from + ROWS_PER_STATEMENT));
  return all;
}
