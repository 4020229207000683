import { v7 as uuidv7 } from 'uuid';
import type { Defect } from '../domain/defect.js';
import type { Change, RecordedChange } from '../domain/site/changes.js';
import { applyInOrder } from '../domain/site/changes-apply.js';
import { danglingReferences, unknownTargets, type Surroundings } from '../domain/site/changes-references.js';
import { openState, type ChangeState, type Slot } from '../domain/site/changes-state.js';
import { nearestSearch } from '../domain/site/check-words.js';
import { keyLabel, keyOf, type Row } from '../domain/site/key.js';
import { collectionNames, collections, kindNamed, type KindName } from '../domain/site/kinds.js';
import { zodDefects } from '../exchange/document/zod-defects.js';
import { tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { writeAudit } from './audit-writer.repository.js';
import { catalogUsers } from './catalog-users.repository.js';
import { existingKeys, knownKeys, loadRows } from './change-loader.repository.js';
import { keepAnswer, recallAnswer } from './idempotency.repository.js';
import { readRows } from './row-reader.repository.js';
import { deleteRows } from './row-writer.repository.js';
import { readSite, type SiteHead } from './site-reader.repository.js';
import { staleRows } from './precondition.repository.js';
import { writeState } from './state-writer.repository.js';
import { unstorableTexts } from './storable-text.js';
import type { Write, WriteResult, Written, WrittenRow } from './write.js';

/** One writer of the catalog at a time: what it renames is used by every site. */
const CATALOG_LOCK = 5_040_031_870_522;

/** Stores a list of changes within a transaction; what is refused has written nothing. */
export async function writeChanges(sql: Sql, write: Write): Promise<WriteResult> {
  if (write.idempotency !== undefined) {
    const repeated = await recallAnswer(sql, write.idempotency);
    if (repeated !== null) return repeated;
  }
  if (write.changes.some(({ kind }) => isCatalog(kind)))
    await sql.execute('SELECT pg_advisory_xact_lock($1)', [CATALOG_LOCK]);
  const site = await lockSite(sql, write);
  if (site === 'gone') return { status: 'no-site' };
  const stale = await staleRows(sql, write, site);
  if (stale.length > 0) return { status: 'stale', stale };
  const result =
    deletesSite(write) && site !== null ? await deleteSite(sql, write, site) : await applyAndStore(sql, write, site);
  if (write.idempotency !== undefined && 'rows' in result) {
    await keepAnswer(sql, { ...write.idempotency, answer: write.idempotency.answer(result) });
  }
  return result;
}

/** The site of a write, which no other writer has until the transaction ends; null where there is none (yet). */
async function lockSite(sql: Sql, { site }: Write): Promise<SiteHead | null | 'gone'> {
  if (site === null || 'create' in site) return null;
  const [head] = await sql.query<SiteHead>(
    'SELECT id, name, revision, document_revision AS "documentRevision" FROM sites WHERE id = $1 FOR UPDATE',
    [site.id],
  );
  return head ?? 'gone';
}

interface Outcome {
  readonly state: ChangeState;
  readonly recorded: readonly RecordedChange[];
  readonly slots: ReadonlyMap<number, Slot>;
}

async function applyAndStore(sql: Sql, write: Write, site: SiteHead | null): Promise<WriteResult> {
  const { changes } = write;
  const siteId = write.site === null ? null : site?.id;
  const loaded = await loadRows(sql, changes, siteId);
  if (site !== null)
    loaded.add('site', await readRows(sql, tableOf('site'), { where: 't."id" = $1', values: [site.id] }));
  const state = openState((kind) => loaded.rowsOf(kind));
  const { defects, recorded, slots } = applyInOrder(state, changes, {
    explain: zodDefects,
    createdIsChecked: write.createdIsChecked ?? false,
  });
  const all = [
    ...strangers(write),
    ...(await withNearest(sql, defects, { changes, siteId })),
    ...unstorableTexts(changes),
    ...danglingReferences(state, await surroundings(sql, state, siteId)),
    ...(await stillUsed(sql, state, siteId)),
    ...(await takenSiteName(sql, state, site)),
  ];
  if (all.length > 0) return { status: 'refused', defects: all };
  const outcome: Outcome = { state, recorded, slots };
  const others = await usersOfChanged(sql, outcome);
  const siteSlot = state.kinds.get('site')?.slots[0];
  const givenIds = await freeIds(sql, changes, slots);
  if (siteSlot?.before === null && !givenIds.has(siteSlot)) givenIds.set(siteSlot, uuidv7());
  const storedSiteId = site?.id ?? (siteSlot === undefined ? null : (givenIds.get(siteSlot) ?? null));
  const idOf = await writeState(sql, { state, loaded, siteId: storedSiteId, givenIds });
  const siteName = siteSlot?.now ? String(siteSlot.now['name']) : (site?.name ?? null);
  const documentRevision = await raiseRevisions(sql, { site, recorded, others });
  const auditRecordId =
    recorded.length === 0
      ? null
      : await writeAudit(sql, { ...write, siteId: storedSiteId, siteName, documentRevision, recorded });
  return {
    status: recorded.length === 0 ? 'unchanged' : 'written',
    siteId: storedSiteId,
    documentRevision,
    auditRecordId,
    rows: await writtenRows(sql, outcome, idOf),
  };
}

/** Changes that do not belong where they are written. */
function strangers({ site, changes }: Write): readonly Defect[] {
  const makesSite = changes.some(({ op, kind }) => op === 'create' && kind === 'site');
  if (site !== null && 'create' in site && !makesSite) {
    return [{ code: 'missing', path: ['changes'], found: 'nothing', allowed: 'the creation of the site' }];
  }
  return changes.flatMap((change, i): readonly Defect[] => {
    const path = ['changes', i, 'kind'];
    if (site === null && !isCatalog(change.kind)) {
      return [{ code: 'conflict', path, found: change.kind, allowed: 'a kind of the catalog, as no site is given' }];
    }
    if (change.kind === 'site' && change.op === 'delete') {
      return [{ code: 'conflict', path, found: 'site', allowed: 'the deletion of a site as the only change' }];
    }
    return [];
  });
}

/** Proposes stored names where a change is of nothing: only what changes name was loaded. */
async function withNearest(
  sql: Sql,
  defects: readonly Defect[],
  { changes, siteId }: { readonly changes: readonly Change[]; readonly siteId: string | null | undefined },
): Promise<readonly Defect[]> {
  const nearest = nearestSearch();
  const labels = new Map<KindName, readonly string[]>();
  const labelOf = (key: string) => keyLabel(key.split('\u0000'));
  const proposed: Defect[] = [];
  for (const defect of defects) {
    const [, index, step] = defect.path;
    const change = typeof index === 'number' ? changes[index] : undefined;
    if (defect.code !== 'unresolved-reference' || step !== 'key' || change === undefined || change.op === 'create') {
      proposed.push(defect);
      continue;
    }
    const known = labels.get(change.kind) ?? (await knownKeys(sql, change.kind, siteId)).map(labelOf);
    labels.set(change.kind, known);
    const closest = nearest(keyLabel(change.key), known);
    proposed.push(closest === undefined ? defect : { ...defect, nearest: closest });
  }
  return proposed;
}

async function surroundings(sql: Sql, state: ChangeState, siteId: string | null | undefined): Promise<Surroundings> {
  const existing = new Map<KindName, ReadonlySet<string>>();
  const known = new Map<KindName, readonly string[]>();
  for (const [kind, keys] of unknownTargets(state)) {
    const found = await existingKeys(sql, { kind, keys, siteId });
    existing.set(kind, found);
    if (found.size < keys.size) known.set(kind, await knownKeys(sql, kind, siteId));
  }
  return {
    has: (kind, key) => existing.get(kind)?.has(key) ?? false,
    keys: (kind) => known.get(kind) ?? [],
  };
}

/** Entries of the catalog that a change takes away while another site uses them. */
async function stillUsed(sql: Sql, state: ChangeState, siteId: string | null | undefined): Promise<readonly Defect[]> {
  const defects: Defect[] = [];
  for (const [kind, { slots, vacated, byKey }] of state.kinds) {
    if (!isCatalog(kind)) continue;
    const deleted = slots.flatMap(({ before, now }) =>
      before !== null && now === null ? [String(before['slug'])] : [],
    );
    const gone = deleted.filter((slug) => !byKey.has(slug));
    for (const { slug, siteName, siteId: user } of await catalogUsers(sql, kind, gone)) {
      const change = vacated.get(slug);
      if (change === undefined || user === siteId) continue;
      const allowed = `a ${kindNamed(kind).title.toLowerCase()} that no site uses; site ${JSON.stringify(siteName)} does`;
      defects.push({ code: 'conflict', path: ['changes', change, 'key'], found: JSON.stringify(slug), allowed });
    }
  }
  return defects;
}

async function takenSiteName(sql: Sql, state: ChangeState, site: SiteHead | null): Promise<readonly Defect[]> {
  const slot = state.kinds.get('site')?.slots[0];
  const name = slot?.now?.['name'];
  if (typeof name !== 'string' || name === site?.name || name.includes('\u0000')) return [];
  const taken = await sql.query('SELECT 1 FROM sites WHERE name = $1', [name]);
  if (taken.length === 0) return [];
  const set = slot?.setBy?.get('name');
  const path = set === undefined ? ['changes', slot?.createdBy ?? 0, 'value', 'name'] : ['changes', set, 'set', 'name'];
  return [{ code: 'duplicate-name', path, found: JSON.stringify(name), allowed: 'a name that no other site has' }];
}

/** Sites that use entries of the catalog that changed: their documents change with them. */
async function usersOfChanged(sql: Sql, { state }: Outcome): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const [kind, { touched }] of state.kinds) {
    if (!isCatalog(kind)) continue;
    const slugs = [...touched].flatMap(({ before }) => (before === null ? [] : [String(before['slug'])]));
    for (const { siteId } of await catalogUsers(sql, kind, slugs)) ids.add(siteId);
  }
  return [...ids].sort();
}

interface Raise {
  readonly site: SiteHead | null;
  readonly recorded: readonly RecordedChange[];
  readonly others: readonly string[];
}

/** @returns the revision of the written site's document */
async function raiseRevisions(sql: Sql, { site, recorded, others }: Raise): Promise<number | null> {
  const raised = new Set(others);
  if (site !== null && recorded.length > 0) raised.add(site.id);
  if (raised.size > 0) {
    await sql.execute(
      `UPDATE sites SET document_revision = document_revision + 1
       WHERE id IN (SELECT id FROM sites WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE)`,
      [[...raised]],
    );
  }
  if (site === null) return recorded.some(({ kind }) => kind === 'site') ? 1 : null;
  return site.documentRevision + (raised.has(site.id) ? 1 : 0);
}

/** Identities that were given for new things, where nothing has them. */
async function freeIds(
  sql: Sql,
  changes: readonly Change[],
  slots: ReadonlyMap<number, Slot>,
): Promise<Map<Slot, string>> {
  const wanted = new Map<KindName, Map<string, Slot>>();
  changes.forEach((change, i) => {
    const slot = slots.get(i);
    if (change.op !== 'create' || slot?.before !== null) return;
    const id = change.id ?? (typeof change.value['id'] === 'string' ? change.value['id'] : undefined);
    if (id === undefined) return;
    const own = wanted.get(change.kind) ?? new Map<string, Slot>();
    wanted.set(change.kind, own);
    own.set(id.toLowerCase(), slot);
  });
  const free = new Map<Slot, string>();
  for (const [kind, own] of wanted) {
    const taken = await sql.query<{ readonly id: string }>(
      `SELECT id FROM "${tableOf(kind).name}" WHERE id = ANY ($1::uuid[])`,
      [[...own.keys()]],
    );
    for (const { id } of taken) own.delete(id);
    for (const [id, slot] of own) free.set(slot, id);
  }
  return free;
}

async function writtenRows(sql: Sql, { slots }: Outcome, idOf: (slot: Slot) => string): Promise<readonly WrittenRow[]> {
  const stored = new Map<KindName, string[]>();
  for (const slot of slots.values()) {
    if (slot.now === null || slot.before === null) continue;
    const ids = stored.get(slot.kind) ?? [];
    stored.set(slot.kind, ids);
    ids.push(idOf(slot));
  }
  const revisions = new Map<string, number>();
  for (const [kind, ids] of stored) {
    const rows = await sql.query<{ readonly id: string; readonly revision: number }>(
      `SELECT id, revision FROM "${tableOf(kind).name}" WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    for (const { id, revision } of rows) revisions.set(id, revision);
  }
  return [...slots].flatMap(([change, slot]) => {
    if (slot.now === null) return [];
    const id = idOf(slot);
    return [{ change, kind: slot.kind, key: keyOf(slot.kind, slot.now), id, revision: revisions.get(id) ?? 1 }];
  });
}

function deletesSite({ changes }: Write): boolean {
  const [change] = changes;
  return changes.length === 1 && change?.op === 'delete' && change.kind === 'site';
}

/** Deletes a site with everything in it; the record holds each thing, so that the site can be rebuilt. */
async function deleteSite(sql: Sql, write: Write, site: SiteHead): Promise<WriteResult> {
  const [change] = write.changes;
  if (change?.op !== 'delete' || change.key[0] !== site.name) {
    const found = JSON.stringify(change?.op === 'delete' ? keyLabel(change.key) : '');
    return {
      status: 'refused',
      defects: [{ code: 'unresolved-reference', path: ['changes', 0, 'key'], found, allowed: 'the name of the site' }],
    };
  }
  const { snapshot } = await readSite(sql, site);
  const recorded = [
    ...collectionNames
      .toReversed()
      .flatMap((name) =>
        isCatalog(collections[name].name)
          ? []
          : (snapshot[name] as readonly Row[]).map((row) => deletion(collections[name].name, row)),
      ),
    deletion('site', snapshot.site),
  ];
  await deleteRows(sql, tableOf('site'), [site.id]);
  const auditRecordId = await writeAudit(sql, {
    ...write,
    siteId: site.id,
    siteName: site.name,
    documentRevision: null,
    recorded,
  });
  return { status: 'written', siteId: site.id, documentRevision: null, auditRecordId, rows: [] } satisfies Written;
}

function deletion(kind: KindName, row: Row): RecordedChange {
  return { op: 'delete', kind, key: keyOf(kind, row), before: row, after: null };
}

function isCatalog(kind: KindName): boolean {
  return kindNamed(kind).scope === 'catalog';
}
