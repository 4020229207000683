import { keyOf, keyText } from '../domain/site/key.js';
import type { KindName } from '../domain/site/kinds.js';
import { quoted } from '../platform/tables/column-name.js';
import { tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { amongKeys, readRows, type RowCondition } from './row-reader.repository.js';
import type { SiteHead } from './site-reader.repository.js';
import type { Precondition, StaleRow, Write } from './write.js';

const NO_SITE = '00000000-0000-0000-0000-000000000000';

/** What is not as the writer saw it. */
export async function staleRows(sql: Sql, write: Write, site: SiteHead | null): Promise<readonly StaleRow[]> {
  const seen = write.site !== null && 'id' in write.site ? write.site.documentRevision : undefined;
  const revisions = await storedRevisions(sql, write.preconditions, site?.id ?? NO_SITE);
  const rows = write.preconditions.flatMap((wanted, precondition) => {
    const revision = revisions.get(nameOf(wanted)) ?? null;
    return revision === wanted.revision ? [] : [{ precondition, revision }];
  });
  if (site === null || seen === undefined || seen === site.documentRevision) return rows;
  return [{ precondition: null, revision: site.documentRevision }, ...rows];
}

async function storedRevisions(
  sql: Sql,
  preconditions: readonly Precondition[],
  siteId: string,
): Promise<ReadonlyMap<string, number>> {
  const revisions = new Map<string, number>();
  for (const kind of new Set(preconditions.map((wanted) => wanted.kind))) {
    const own = preconditions.filter((wanted) => wanted.kind === kind);
    const ids = own.flatMap((wanted) => ('id' in wanted ? [wanted.id] : []));
    const keys = own.flatMap((wanted) => ('key' in wanted ? [wanted.key] : []));
    const conditions: readonly RowCondition[] = [
      ...(ids.length === 0 ? [] : [{ where: 't."id" = ANY ($2::uuid[])', values: [ids] }]),
      ...(keys.length === 0
        ? []
        : [
            amongKeys(
              tableOf(kind).key.map(({ name }) => name),
              keys,
              2,
            ),
          ]),
    ];
    for (const condition of conditions) {
      for (const { id, revision, row } of await readRows(sql, tableOf(kind), within(kind, condition, siteId))) {
        revisions.set(nameOf({ kind, id, revision }), revision);
        revisions.set(nameOf({ kind, key: keyOf(kind, row), revision }), revision);
      }
    }
  }
  return revisions;
}

function within(kind: KindName, { where, values }: RowCondition, siteId: string): RowCondition {
  const column = kind === 'site' ? 'id' : 'site_id';
  const scope = tableOf(kind).hasSite || kind === 'site' ? `t.${quoted(column)} = $1::uuid` : '$1::uuid IS NOT NULL';
  return { where: `${scope} AND ${where}`, values: [siteId, ...values] };
}

function nameOf(wanted: Precondition): string {
  return 'id' in wanted ? `${wanted.kind} id ${wanted.id.toLowerCase()}` : `${wanted.kind} key ${keyText(wanted.key)}`;
}
