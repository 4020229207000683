import type { Change } from '../domain/site/changes.js';
import { referencesTo, type ReferencePlan } from '../domain/site/check-references.js';
import { keyOf, keyText, type Key, type Row } from '../domain/site/key.js';
import { kindNamed, kinds, type KindName } from '../domain/site/kinds.js';
import { quoted, snakeCase } from '../platform/tables/column-name.js';
import { isSiteScoped, tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import { amongKeys, readRows, type IdentifiedRow, type RowCondition } from './row-reader.repository.js';

type KeysByKind = Map<KindName, Set<string>>;

/** The stored rows that a list of changes is about: what it names, and what names whatever it renames or deletes. */
export class LoadedRows {
  readonly #byKind = new Map<KindName, Map<string, IdentifiedRow>>();
  readonly #byRow = new Map<Row, IdentifiedRow>();

  add(kind: KindName, rows: readonly IdentifiedRow[]): readonly IdentifiedRow[] {
    const own = this.#byKind.get(kind) ?? new Map<string, IdentifiedRow>();
    this.#byKind.set(kind, own);
    const added = rows.filter(({ id }) => !own.has(id));
    for (const row of added) {
      own.set(row.id, row);
      this.#byRow.set(row.row, row);
    }
    return added;
  }

  rowsOf(kind: KindName): readonly Row[] {
    return [...(this.#byKind.get(kind)?.values() ?? [])].map(({ row }) => row);
  }

  /** The identity of a row that was loaded. */
  identify(row: Row): IdentifiedRow {
    const found = this.#byRow.get(row);
    if (found === undefined) throw new RangeError('a row that was not loaded has no identity');
    return found;
  }
}

/** @param siteId null for changes of the catalog alone, undefined for a site that is not stored yet */
export async function loadRows(
  sql: Sql,
  changes: readonly Change[],
  siteId: string | null | undefined,
): Promise<LoadedRows> {
  const loaded = new LoadedRows();
  const mentioned = mentionedKeys(changes);
  for (const { name } of kinds) {
    const keys = mentioned.get(name);
    if (keys !== undefined && isStored(name, siteId))
      loaded.add(name, await readByKeys(sql, { kind: name, keys, siteId }));
  }
  let moving = movingKeys(changes);
  while (moving.size > 0) moving = await loadReferrers(sql, { loaded, moving, siteId });
  return loaded;
}

/** Which of some keys something has. */
export async function existingKeys(
  sql: Sql,
  {
    kind,
    keys,
    siteId,
  }: { readonly kind: KindName; readonly keys: ReadonlySet<string>; readonly siteId: string | null | undefined },
): Promise<ReadonlySet<string>> {
  if (!isStored(kind, siteId)) return new Set();
  const table = tableOf(kind);
  const columns = table.key.map(({ name }) => name);
  const condition = amongKeys(columns, sendable(keys, columns.length), 2);
  const found = await sql.query<{ readonly key: readonly string[] }>(
    `SELECT ARRAY[${columns.map((name) => `t.${quoted(name)}`).join(', ')}] AS key FROM ${quoted(table.name)} t ` +
      `WHERE ${ofSite(kind)} AND ${condition.where}`,
    [siteId ?? null, ...condition.values],
  );
  return new Set(found.map(({ key }) => keyText(key)));
}

/** Keys of a kind, as `keyText` writes them, to propose one where a name is of nothing. */
export async function knownKeys(
  sql: Sql,
  kind: KindName,
  siteId: string | null | undefined,
): Promise<readonly string[]> {
  if (!isStored(kind, siteId)) return [];
  const table = tableOf(kind);
  const columns = table.key.map(({ name }) => `t.${quoted(name)}`).join(', ');
  const found = await sql.query<{ readonly key: readonly string[] }>(
    `SELECT ARRAY[${columns}] AS key FROM ${quoted(table.name)} t WHERE ${ofSite(kind)} ORDER BY 1 LIMIT 20000`,
    [siteId ?? null],
  );
  return found.map(({ key }) => keyText(key));
}

function mentionedKeys(changes: readonly Change[]): KeysByKind {
  const keys: KeysByKind = new Map();
  for (const change of changes) {
    if (change.kind === 'site') continue;
    if (change.op === 'create') note(keys, change.kind, keyOf(change.kind, change.value));
    else note(keys, change.kind, change.key);
    if (change.op === 'update' && changesKey(change)) note(keys, change.kind, keyAfter(change));
  }
  return keys;
}

/** Keys that changes take away or move: what names them must be at hand. */
function movingKeys(changes: readonly Change[]): KeysByKind {
  const keys: KeysByKind = new Map();
  for (const change of changes) {
    if (change.kind === 'site' || change.op === 'create') continue;
    if (change.op === 'delete' || changesKey(change)) note(keys, change.kind, change.key);
  }
  return keys;
}

type Update = Extract<Change, { op: 'update' }>;

function changesKey({ kind, set }: Update): boolean {
  return kindNamed(kind).key.some((field) => field in set);
}

function keyAfter({ kind, key, set }: Update): Key {
  return kindNamed(kind).key.map((field, i) => (typeof set[field] === 'string' ? set[field] : (key[i] ?? '')));
}

function note(keys: KeysByKind, kind: KindName, key: Key): void {
  const own = keys.get(kind) ?? new Set();
  keys.set(kind, own);
  own.add(keyText(key));
}

interface Search {
  readonly loaded: LoadedRows;
  readonly moving: KeysByKind;
  readonly siteId: string | null | undefined;
}

/** @returns keys that move because they contain a key that does */
async function loadReferrers(sql: Sql, { loaded, moving, siteId }: Search): Promise<KeysByKind> {
  const next: KeysByKind = new Map();
  for (const [kind, keys] of moving) {
    for (const plan of referencesTo(kind)) {
      const { from, field } = plan.reference;
      if (!isStored(from, siteId)) continue;
      const rows = await readRows(sql, tableOf(from), namingOneOf(plan, keys, siteId ?? null));
      const added = loaded.add(from, rows);
      if (kindNamed(from).key.includes(field)) for (const { row } of added) note(next, from, keyOf(from, row));
    }
  }
  return next;
}

async function readByKeys(
  sql: Sql,
  {
    kind,
    keys,
    siteId,
  }: { readonly kind: KindName; readonly keys: ReadonlySet<string>; readonly siteId: string | null | undefined },
): Promise<readonly IdentifiedRow[]> {
  const table = tableOf(kind);
  const columns = table.key.map(({ name }) => name);
  const condition = amongKeys(columns, sendable(keys, columns.length), 2);
  return readRows(sql, table, {
    where: `${ofSite(kind)} AND ${condition.where}`,
    values: [siteId ?? null, ...condition.values],
  });
}

/** Rows `t` that name one of some keys by a reference. */
function namingOneOf(
  { reference, holders }: ReferencePlan,
  keys: ReadonlySet<string>,
  siteId: string | null,
): RowCondition {
  const table = tableOf(reference.from);
  const list = table.lists.find(({ field }) => field.name === reference.field);
  const nameColumn = snakeCase(list === undefined ? reference.field : (reference.column ?? 'name'));
  const columns = holders.map((holder) => (holder === null ? nameColumn : snakeCase(holder)));
  const condition = amongKeys(columns, sendable(keys, columns.length), 2);
  const values = [siteId, ...condition.values];
  if (list === undefined) return { where: `${ofSite(reference.from)} AND ${condition.where}`, values };
  const inList = `t."id" IN (SELECT t."owner_id" FROM ${quoted(list.name)} t WHERE ${list.hasSite ? 't."site_id" = $1 AND ' : ''}${condition.where})`;
  return { where: `${ofSite(reference.from)} AND ${inList}`, values };
}

/** Uses $1, the site, in any case, so that its parameter is known. */
function ofSite(kind: KindName): string {
  return isSiteScoped(kind) ? 't."site_id" = $1::uuid' : '($1::uuid IS NULL OR true)';
}

function isStored(kind: KindName, siteId: string | null | undefined): boolean {
  return !isSiteScoped(kind) || typeof siteId === 'string';
}

/** PostgreSQL's text cannot hold U+0000, so that no stored name does. */
function sendable(keys: ReadonlySet<string>, parts: number): readonly (readonly string[])[] {
  return [...keys].map((key) => key.split('\u0000')).filter((key) => key.length === parts);
}
