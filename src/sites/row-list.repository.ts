import type { KindName } from '../domain/site/kinds.js';
import { quoted } from '../platform/tables/column-name.js';
import { tableOf } from '../platform/tables/kind-table.js';
import type { Sql, SqlValue } from '../platform/transaction.repository.js';
import { orderSql, whereSql, type SqlText } from './row-filter.js';
import type { RowQuery } from './row-query.js';
import { assemble } from './row-reader.repository.js';
import { selectedColumns, type SqlRow } from './stored-row-columns.js';
import type { StoredRow } from './stored-row.js';

/** Things of a kind with what is stored beside them: a count, a page, and one query for each list. */
export async function listRows(
  sql: Sql,
  kind: KindName,
  query: RowQuery,
): Promise<{ readonly count: number; readonly rows: readonly StoredRow[] }> {
  const table = tableOf(kind);
  const where = whereSql(kind, query.where);
  const [counted] = await sql.query<{ readonly count: string }>(
    `SELECT count(*) AS count FROM ${quoted(table.name)} t WHERE ${where.text}`,
    where.values,
  );
  const rows = await readPage(sql, kind, where, query);
  return { count: Number(counted?.count ?? 0), rows };
}

async function readPage(sql: Sql, kind: KindName, where: SqlText, query: RowQuery): Promise<readonly StoredRow[]> {
  const table = tableOf(kind);
  const site = table.hasSite ? ', t."site_id", s."name" AS "site_name"' : '';
  const join = table.hasSite ? ' JOIN "sites" s ON s."id" = t."site_id"' : '';
  const values: readonly SqlValue[] = [...where.values, query.limit, query.offset];
  const found = await sql.query<SqlRow>(
    `SELECT ${selectedColumns(table)}, t."created_at", t."updated_at"${site} FROM ${quoted(table.name)} t${join} ` +
      `WHERE ${where.text} ORDER BY ${orderSql(kind, query.orderBy)} ` +
      `LIMIT $${String(values.length - 1)} OFFSET $${String(values.length)}`,
    values,
  );
  const condition = { where: 't."id" = ANY ($1::uuid[])', values: [found.map((row) => String(row['id']))] };
  const rows = await assemble(sql, table, { found, condition });
  return rows.map(({ id, revision, row }, i) => {
    const columns = found[i] ?? {};
    return {
      id,
      revision,
      siteId: textOf(columns['site_id']),
      siteName: textOf(columns['site_name']),
      createdAt: instantOf(columns['created_at']),
      updatedAt: instantOf(columns['updated_at']),
      row,
    };
  });
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function instantOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
