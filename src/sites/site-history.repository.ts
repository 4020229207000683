import { applyInOrder } from '../domain/site/changes-apply.js';
import { kindState, openState, type ChangeState } from '../domain/site/changes-state.js';
import { undoOf, type RecordedChange } from '../domain/site/changes.js';
import { inBrief } from '../domain/site/check-row.js';
import { DOCUMENT_VERSION, type SiteDocument, type SiteSnapshot } from '../domain/site/document.js';
import type { Row } from '../domain/site/key.js';
import { collectionNames, collections, kinds, type KindName } from '../domain/site/kinds.js';
import { toSnapshot, usedCatalog } from '../domain/site/snapshot.js';
import { tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { readRows } from './row-reader.repository.js';
import type { SiteHead } from './site-reader.repository.js';

const CATALOG_KINDS = kinds.filter(({ scope }) => scope === 'catalog').map(({ name }) => name);

/** One write, with what it changed of a site and of the catalog. */
interface Written {
  readonly seq: string;
  /** Revision of the site after it; null for a write of the catalog or of another site. */
  readonly documentRevision: number | null;
  readonly recorded: readonly RecordedChange[];
}

/** Why an earlier state cannot be had. */
export class HistoryGap extends Error {}

/**
 * A site as it was at an earlier revision of its document: what was written since is undone, the last first, the changes of
 * catalog entries by others among it. The transaction must see one moment.
 *
 * @param revision from 1, the creation of the site, to the current one
 * @throws HistoryGap where the records do not reach back so far
 */
export async function readSiteAt(sql: Sql, head: SiteHead, revision: number): Promise<SiteSnapshot> {
  const state = await currentState(sql, head);
  let current = head.documentRevision;
  let before: string | null = null;
  while (current > revision) {
    const written: Written | null = await writtenBefore(sql, head.id, before);
    if (written === null) throw new HistoryGap(`the records end at revision ${String(current)}`);
    before = written.seq;
    if (written.documentRevision !== null) {
      if (written.documentRevision <= revision) break;
      undo(state, written);
      current = written.documentRevision - 1;
    } else {
      undo(state, written);
      // A write of others counted where it changed an entry of the catalog that the site used.
      if (usesChanged(state, written)) current -= 1;
    }
  }
  return snapshotOf(state);
}

async function currentState(sql: Sql, head: SiteHead): Promise<ChangeState> {
  const rows = new Map<KindName, readonly Row[]>();
  for (const { name, scope } of kinds) {
    const where = name === 'site' ? 't."id" = $1' : scope === 'catalog' ? '$1::uuid IS NOT NULL' : 't."site_id" = $1';
    const read = await readRows(sql, tableOf(name), { where, values: [head.id] });
    rows.set(
      name,
      read.map(({ row }) => row),
    );
  }
  return openState((kind) => rows.get(kind) ?? []);
}

/** The last write before another one that changed the site or the catalog; of others only what they changed of the catalog. */
async function writtenBefore(sql: Sql, siteId: string, before: string | null): Promise<Written | null> {
  const [record] = await sql.query<{
    readonly id: string;
    readonly seq: string;
    readonly documentRevision: number | null;
    readonly isOwn: boolean;
  }>(
    `SELECT r.id, r.seq::text AS seq, r.document_revision AS "documentRevision", (r.site_id = $1) IS TRUE AS "isOwn"
     FROM audit_records r
     WHERE ($2::bigint IS NULL OR r.seq < $2::bigint)
       AND (r.site_id = $1 OR EXISTS (
         SELECT 1 FROM audit_changes c WHERE c.record_id = r.id AND c.kind = ANY ($3::text[])
       ))
     ORDER BY r.seq DESC LIMIT 1`,
    [siteId, before, CATALOG_KINDS],
  );
  if (record === undefined) return null;
  const recorded = await sql.query<RecordedChange>(
    `SELECT op, kind, key, before, after FROM audit_changes
     WHERE record_id = $1 AND ($2 OR kind = ANY ($3::text[])) ORDER BY position`,
    [record.id, record.isOwn, CATALOG_KINDS],
  );
  return { seq: record.seq, documentRevision: record.isOwn ? record.documentRevision : null, recorded };
}

function undo(state: ChangeState, { recorded, seq }: Written): void {
  const { defects } = applyInOrder(state, undoOf(recorded), { explain: inBrief, createdIsChecked: true });
  if (defects.length > 0) throw new HistoryGap(`record ${seq} cannot be undone: ${JSON.stringify(defects[0])}`);
}

/** Whether what a write changed of the catalog was used by the site, whose state is that before the write. */
function usesChanged(state: ChangeState, { recorded }: Written): boolean {
  const used = usedCatalog(rowsOf(state));
  return recorded.some(({ op, kind, key }) => op !== 'create' && used.get(kind)?.has(key[0] ?? '') === true);
}

function rowsOf(state: ChangeState): Readonly<Record<(typeof collectionNames)[number], readonly Row[]>> {
  const rows = {} as Record<(typeof collectionNames)[number], readonly Row[]>;
  for (const name of collectionNames) rows[name] = livingRows(state, collections[name].name);
  return rows;
}

function livingRows(state: ChangeState, kind: KindName): readonly Row[] {
  return kindState(state, kind).slots.flatMap(({ now }) => (now === null ? [] : [now]));
}

function snapshotOf(state: ChangeState): SiteSnapshot {
  const [site] = livingRows(state, 'site');
  if (site === undefined) throw new HistoryGap('the site was not there yet');
  return toSnapshot({ plenum: DOCUMENT_VERSION, site, ...rowsOf(state) } as unknown as SiteDocument);
}
