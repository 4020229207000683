import { DOCUMENT_VERSION, type SiteDocument } from '../domain/site/document.js';
import { keyOf, keyText } from '../domain/site/key.js';
import { collectionNames, collections, type KindName } from '../domain/site/kinds.js';
import { references, type ReferenceShape } from '../domain/site/shape.js';
import { toSnapshot } from '../domain/site/snapshot.js';
import { quoted, snakeCase } from '../platform/tables/column-name.js';
import { isSiteScoped, tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { isUuid } from '../openapi/parameter.js';
import { readRows, type IdentifiedRow } from './row-reader.repository.js';
import type { StoredSite } from './stored-row.js';

/** The head of a site, found by its name, else by its id. */
export interface SiteHead {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly documentRevision: number;
}

export async function findSite(sql: Sql, site: string): Promise<SiteHead | null> {
  if (site.includes('\u0000')) return null;
  const [found] = await sql.query<SiteHead>(
    `SELECT id, name, revision, document_revision AS "documentRevision" FROM sites
     WHERE name = $1 OR id = $2::uuid ORDER BY name = $1 DESC LIMIT 1`,
    [site, isUuid(site) ? site : null],
  );
  return found ?? null;
}

/** Everything of one site; the transaction must see one moment. */
export async function readSite(sql: Sql, head: SiteHead): Promise<StoredSite> {
  const ids = new Map<KindName, ReadonlyMap<string, string>>();
  const document: Record<string, unknown> = { plenum: DOCUMENT_VERSION };
  const [site] = await readRows(sql, tableOf('site'), { where: 't."id" = $1', values: [head.id] });
  if (site === undefined) throw new RangeError(`site ${head.name} has a head and no row`);
  document['site'] = site.row;
  ids.set('site', new Map([[head.name, head.id]]));
  for (const name of collectionNames) {
    const kind = collections[name].name;
    const rows = await readRows(sql, tableOf(kind), { where: belongsTo(kind), values: [head.id] });
    document[name] = rows.map(({ row }) => row);
    ids.set(kind, idsByKey(kind, rows));
  }
  return {
    siteId: head.id,
    name: head.name,
    documentRevision: head.documentRevision,
    snapshot: toSnapshot(document as unknown as SiteDocument),
    ids,
  };
}

function idsByKey(kind: KindName, rows: readonly IdentifiedRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, row }) => [keyText(keyOf(kind, row)), id]));
}

/** The rows `t` of a kind that are of the site $1: its own, and the entries of the catalog that it uses. */
function belongsTo(kind: KindName): string {
  return isSiteScoped(kind) ? 't."site_id" = $1' : `t."slug" IN (${usedSlugs(kind)})`;
}

/** Slugs of a catalog kind that the site $1 uses, directly or through other entries of the catalog, its own kind's too. */
export function usedSlugs(kind: KindName): string {
  const uses = references().filter(({ to }) => to === kind);
  const fromOthers = uses
    .filter(({ from }) => from !== kind)
    .map((reference) => slugsNamed(reference, ofSite(reference)));
  const fromOwn = uses.filter(({ from }) => from === kind);
  if (fromOwn.length === 0) return fromOthers.join(' UNION ');
  const further = fromOwn.map((reference) => slugsNamed(reference, 'o."slug" IN (SELECT slug FROM known)'));
  return `WITH RECURSIVE used (slug) AS (${fromOthers.join(' UNION ')} UNION (WITH known AS (SELECT slug FROM used) ${further.join(' UNION ')})) SELECT slug FROM used WHERE slug IS NOT NULL`;
}

/** The rows `o` that refer and are of the site $1. */
function ofSite({ from }: ReferenceShape): string {
  return isSiteScoped(from) ? 'o."site_id" = $1' : `o."slug" IN (${usedSlugs(from)})`;
}

/** The slugs that those rows `o` name which meet the condition. */
function slugsNamed(reference: ReferenceShape, condition: string): string {
  const table = tableOf(reference.from);
  const list = table.lists.find(({ field }) => field.name === reference.field);
  if (list === undefined)
    return `SELECT o.${quoted(snakeCase(reference.field))} FROM ${quoted(table.name)} o WHERE ${condition}`;
  const column = quoted(snakeCase(reference.column ?? 'name'));
  return `SELECT i.${column} FROM ${quoted(list.name)} i JOIN ${quoted(table.name)} o ON o."id" = i."owner_id" WHERE ${condition}`;
}
