import { v7 as uuidv7 } from 'uuid';
import { touchedSlots, type ChangeState, type Slot } from '../domain/site/changes-state.js';
import { referencesFrom } from '../domain/site/check-references.js';
import { keyOf, keyText, type Key } from '../domain/site/key.js';
import { kindNamed, kinds, type KindName } from '../domain/site/kinds.js';
import { tableOf } from '../platform/tables/kind-table.js';
import type { Sql } from '../platform/transaction.repository.js';
import type { LoadedRows } from './change-loader.repository.js';
import { fieldsToWrite, keysAfter, type KeyAfter } from './fields-to-write.js';
import {
  deleteRows,
  insertRows,
  rekeyRows,
  replaceItems,
  updateRows,
  type RowToWrite,
} from './row-writer.repository.js';

export interface StateToWrite {
  readonly state: ChangeState;
  readonly loaded: LoadedRows;
  readonly siteId: string | null;
  /** Identities that were given for new things, where they are free. */
  readonly givenIds: ReadonlyMap<Slot, string>;
}

/**
 * Stores what changed in a state: deletions, then keys, then new rows, then fields and lists. What names a renamed thing
 * follows in the database by itself.
 *
 * @returns the identity of everything that is stored afterwards
 */
export async function writeState(sql: Sql, write: StateToWrite): Promise<(slot: Slot) => string> {
  const { state, loaded, siteId, givenIds } = write;
  const ids = new Map<Slot, string>();
  const idOf = (slot: Slot): string => {
    const known =
      ids.get(slot) ?? (slot.before === null ? (givenIds.get(slot) ?? uuidv7()) : loaded.identify(slot.before).id);
    ids.set(slot, known);
    return known;
  };
  const touched = byKind(touchedSlots(state));
  for (const { name } of kinds.toReversed()) {
    const gone = (touched.get(name) ?? []).filter(({ before, now }) => before !== null && now === null);
    if (gone.length > 0) await deleteRows(sql, tableOf(name), gone.map(idOf));
  }
  const keyAfter = keysAfter(state);
  await rekeyAll(sql, { keyAfter, touched, idOf });
  for (const { name } of kinds) {
    const added = (touched.get(name) ?? []).filter(({ before, now }) => before === null && now !== null);
    if (added.length > 0) await insertRows(sql, tableOf(name), { rows: rowsToWrite(added, idOf), siteId });
  }
  for (const { name } of kinds) {
    const changed = (touched.get(name) ?? []).flatMap((slot) => {
      if (slot.before === null || slot.now === null) return [];
      const fields = fieldsToWrite(slot, keyAfter);
      return fields.size === 0 ? [] : [{ slot, fields }];
    });
    if (changed.length > 0) await writeFields(sql, name, { changed, idOf, siteId });
  }
  return idOf;
}

interface Rekeying {
  readonly keyAfter: KeyAfter;
  readonly touched: ReadonlyMap<KindName, readonly Slot[]>;
  readonly idOf: (slot: Slot) => string;
}

interface KeyMove {
  readonly id: string;
  readonly stored: Key;
  readonly key: Key;
}

/**
 * Gives everything its new key, kinds that others are named within first. What stands in the way of another one goes
 * through a temporary key: PostgreSQL checks unique keys row by row.
 */
async function rekeyAll(sql: Sql, { keyAfter, touched, idOf }: Rekeying): Promise<void> {
  const moves = new Map<KindName, readonly KeyMove[]>();
  for (const kind of kindsInOrder()) {
    const own = (touched.get(kind) ?? []).flatMap((slot) => keyMove(slot, { idOf, keyAfter }));
    if (own.length > 0) moves.set(kind, own);
  }
  const temporary = new Set<string>();
  for (const [kind, own] of moves) {
    if (!holdersOf(kind).some((holder) => moves.has(holder))) continue;
    await rekeyRows(
      sql,
      tableOf(kind),
      own.map(({ id, stored }) => ({ id, key: temporaryKey(stored, id) })),
    );
    for (const { id } of own) temporary.add(id);
  }
  for (const [kind, own] of moves) {
    const targets = new Set(own.map(({ key }) => keyText(key)));
    const inTheWay = own.filter(({ id, stored }) => !temporary.has(id) && targets.has(keyText(stored)));
    if (inTheWay.length > 0)
      await rekeyRows(
        sql,
        tableOf(kind),
        inTheWay.map(({ id, stored }) => ({ id, key: temporaryKey(stored, id) })),
      );
    await rekeyRows(sql, tableOf(kind), own);
  }
}

/** How the key of a thing must change by itself: not where it only follows what its key names. */
function keyMove(
  slot: Slot,
  { idOf, keyAfter }: { readonly idOf: (slot: Slot) => string; readonly keyAfter: KeyAfter },
): readonly KeyMove[] {
  const { kind, before, now } = slot;
  if (before === null || now === null || kind === 'site') return [];
  const [stored, key] = [keyOf(kind, before), keyOf(kind, now)];
  if (keyText(stored) === keyText(key)) return [];
  const follows = stored.map((part, i) =>
    nameAfter(keyAfter, { kind, field: kindNamed(kind).key[i] ?? '', name: part }),
  );
  return keyText(follows) === keyText(key) ? [] : [{ id: idOf(slot), stored, key }];
}

/** What a key field of a kind says once the thing that it names has its new name. */
function nameAfter(
  keyAfter: KeyAfter,
  { kind, field, name }: { readonly kind: KindName; readonly field: string; readonly name: string },
): string {
  const plan = referencesFrom(kind).find(({ reference }) => reference.field === field);
  return (plan === undefined ? undefined : keyAfter(plan.reference.to, name)) ?? name;
}

function holdersOf(kind: KindName): readonly KindName[] {
  const fields = kindNamed(kind).key;
  return referencesFrom(kind)
    .filter(({ reference }) => fields.includes(reference.field))
    .map(({ reference }) => reference.to);
}

function kindsInOrder(): readonly KindName[] {
  const names = kinds.map(({ name }) => name);
  return [
    ...names.filter((name) => holdersOf(name).length === 0),
    ...names.filter((name) => holdersOf(name).length > 0),
  ];
}

function temporaryKey(key: Key, id: string): Key {
  return [...key.slice(0, -1), `tmp-${id}`];
}

interface FieldsOfSlot {
  readonly slot: Slot;
  readonly fields: ReadonlySet<string>;
}

async function writeFields(
  sql: Sql,
  kind: KindName,
  {
    changed,
    idOf,
    siteId,
  }: {
    readonly changed: readonly FieldsOfSlot[];
    readonly idOf: (slot: Slot) => string;
    readonly siteId: string | null;
  },
): Promise<void> {
  const table = tableOf(kind);
  const keyFields: ReadonlySet<string> = kind === 'site' ? new Set() : new Set(kindNamed(kind).key);
  const groups = new Map<string, { readonly fields: ReadonlySet<string>; readonly slots: Slot[] }>();
  for (const { slot, fields } of changed) {
    const names = [...fields].filter((field) => !keyFields.has(field)).sort();
    const text = names.join(' ');
    const group = groups.get(text) ?? { fields: new Set(names), slots: [] };
    groups.set(text, group);
    group.slots.push(slot);
  }
  for (const { fields, slots } of groups.values()) {
    await updateRows(sql, table, { rows: rowsToWrite(slots, idOf), fields });
  }
  for (const list of table.lists) {
    const wanted = [list.field.name, ...list.ownerColumns.map(({ field }) => field)];
    const rewritten = changed.filter(({ fields }) => wanted.some((field) => fields.has(field))).map(({ slot }) => slot);
    if (rewritten.length > 0) await replaceItems(sql, list, { rows: rowsToWrite(rewritten, idOf), siteId });
  }
}

function rowsToWrite(slots: readonly Slot[], idOf: (slot: Slot) => string): readonly RowToWrite[] {
  return slots.map((slot) => ({ id: idOf(slot), row: slot.now ?? {} }));
}

function byKind(slots: readonly Slot[]): ReadonlyMap<KindName, readonly Slot[]> {
  const groups = new Map<KindName, Slot[]>();
  for (const slot of slots) {
    const group = groups.get(slot.kind);
    if (group === undefined) groups.set(slot.kind, [slot]);
    else group.push(slot);
  }
  return groups;
}
