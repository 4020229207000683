import type { KindName } from '../domain/site/kinds.js';
import { references, type ReferenceShape } from '../domain/site/shape.js';
import { quoted, snakeCase } from '../platform/tables/column-name.js';
import { isSiteScoped, tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';

/** A site that uses an entry of the catalog, directly or through a pod template. */
export interface CatalogUser {
  readonly slug: string;
  readonly siteId: string;
  readonly siteName: string;
}

export async function catalogUsers(
  sql: Sql,
  kind: KindName,
  slugs: readonly string[],
): Promise<readonly CatalogUser[]> {
  if (slugs.length === 0) return [];
  return sql.query<CatalogUser>(
    `SELECT u.slug, u.site_id AS "siteId", s.name AS "siteName" FROM (${usersSql(kind)}) u JOIN sites s ON s.id = u.site_id
     WHERE u.slug = ANY ($1::text[]) ORDER BY u.slug, s.name`,
    [slugs],
  );
}

/** Pairs of `slug` and `site_id`: named by what the site has, or by entries of the catalog that it uses. */
function usersSql(kind: KindName): string {
  const uses = references().filter(({ to }) => to === kind);
  const fromOthers = uses.filter(({ from }) => from !== kind).map((reference) => useSql(reference, userOf(reference)));
  const fromOwn = uses.filter(({ from }) => from === kind).map((reference) => useSql(reference, 'known'));
  if (fromOwn.length === 0) return fromOthers.join(' UNION ');
  return `WITH RECURSIVE used (slug, site_id) AS (${fromOthers.join(' UNION ')} UNION (WITH known AS (SELECT slug, site_id FROM used) ${fromOwn.join(' UNION ')})) SELECT slug, site_id FROM used`;
}

/** The pairs of what refers, where that is in the catalog itself. */
function userOf({ from }: ReferenceShape): string | null {
  return isSiteScoped(from) ? null : `(${usersSql(from)})`;
}

function useSql(reference: ReferenceShape, users: string | null): string {
  const table = tableOf(reference.from);
  const list = table.lists.find(({ field }) => field.name === reference.field);
  const slug =
    list === undefined
      ? `o.${quoted(snakeCase(reference.field))}`
      : `i.${quoted(snakeCase(reference.column ?? 'name'))}`;
  const owner = `${quoted(table.name)} o${list === undefined ? '' : ` JOIN ${quoted(list.name)} i ON i."owner_id" = o."id"`}`;
  if (users === null) return `SELECT ${slug} AS slug, o."site_id" FROM ${owner}`;
  return `SELECT ${slug} AS slug, p.site_id FROM ${owner} JOIN ${users} p ON p.slug = o."slug"`;
}
