import type { Row } from '../domain/site/key.js';
import { quoted } from '../platform/tables/column-name.js';
import type { KindTable, ListTable } from '../platform/tables/kind-table.js';
import type { Sql, SqlValue } from '../platform/transaction.repository.js';
import { itemAssembler, rowAssembler, selectedColumns, type SqlRow } from './stored-row-columns.js';

/** A row with its identity. */
export interface IdentifiedRow {
  readonly id: string;
  readonly revision: number;
  readonly row: Row;
}

/** Which rows of a table `t`: a condition, with its parameters. */
export interface RowCondition {
  readonly where: string;
  readonly values: readonly SqlValue[];
}

/** Reads rows of a kind with their lists: one query for the table and one for each list. */
export async function readRows(sql: Sql, table: KindTable, condition: RowCondition): Promise<readonly IdentifiedRow[]> {
  const found = await sql.query<SqlRow>(
    `SELECT ${selectedColumns(table)} FROM ${quoted(table.name)} t WHERE ${condition.where}`,
    condition.values,
  );
  return assemble(sql, table, { found, condition });
}

/** Completes rows that were selected with `selectedColumns` with the items of their lists. */
export async function assemble(
  sql: Sql,
  table: KindTable,
  { found, condition }: { readonly found: readonly SqlRow[]; readonly condition: RowCondition },
): Promise<readonly IdentifiedRow[]> {
  const items = new Map<ListTable, ReadonlyMap<string, readonly unknown[]>>();
  for (const list of found.length === 0 ? [] : table.lists)
    items.set(list, await readItems(sql, table, { list, condition }));
  const toRow = rowAssembler(table);
  return found.map((columns) => ({
    id: String(columns['id']),
    revision: Number(columns['revision']),
    row: toRow(columns, (list, owner) => items.get(list)?.get(owner)),
  }));
}

async function readItems(
  sql: Sql,
  table: KindTable,
  { list, condition }: { readonly list: ListTable; readonly condition: RowCondition },
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const columns = list.columns.map(({ name }) => `i.${quoted(name)}`).join(', ');
  const found = await sql.query<SqlRow>(
    `SELECT i."owner_id", i."position", ${columns} FROM ${quoted(list.name)} i ` +
      `JOIN ${quoted(table.name)} t ON t."id" = i."owner_id" WHERE ${condition.where}`,
    condition.values,
  );
  const toItem = itemAssembler(list);
  const items = new Map<string, unknown[]>();
  for (const row of found) {
    const owner = String(row['owner_id']);
    const own = items.get(owner);
    if (own === undefined) {
      const first: unknown[] = [];
      first[Number(row['position'])] = toItem(row);
      items.set(owner, first);
    } else own[Number(row['position'])] = toItem(row);
  }
  return items;
}

/** The rows of a table `t` whose columns have one of some combinations of values, all text. */
export function amongKeys(
  columns: readonly string[],
  keys: readonly (readonly string[])[],
  firstParameter: number,
): RowCondition {
  const parameters = columns.map((_, i) => `$${String(firstParameter + i)}::text[]`).join(', ');
  return {
    where: `(${columns.map((name) => `t.${quoted(name)}`).join(', ')}) IN (SELECT * FROM unnest(${parameters}))`,
    values: columns.map((_, i) => keys.map((key) => key[i] ?? '')),
  };
}
