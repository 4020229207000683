import type { Defect } from '../defect.js';
import { applyInOrder } from './changes-apply.js';
import { danglingReferences } from './changes-references.js';
import { rowsAfter, snapshotAfter, withoutUnused } from './changes-snapshot.js';
import { kindState, openState } from './changes-state.js';
import { inBrief, type Explain } from './check-row.js';
import type { SiteSnapshot } from './document.js';
import { keyOf, type Key, type Row } from './key.js';
import { collectionNames, collectionOf, collections, kindNamed, type KindName } from './kinds.js';

/** One thing comes to be. `id` is its identity in the database where the writer brings one. */
export interface CreateChange {
  readonly op: 'create';
  readonly kind: KindName;
  readonly value: Row;
  readonly id?: string;
}

/** Fields of one thing change: each to a new value as a whole, or to null, which removes it. */
export interface UpdateChange {
  readonly op: 'update';
  readonly kind: KindName;
  readonly key: Key;
  readonly set: Row;
}

/** One thing is no more. */
export interface DeleteChange {
  readonly op: 'delete';
  readonly kind: KindName;
  readonly key: Key;
}

/** One typed edit of one thing, the site itself included. */
export type Change = CreateChange | UpdateChange | DeleteChange;

/**
 * A change that had an effect, with what undoes it: of a deletion the whole thing before, of an update the former values
 * of its fields (null where there was none), of a creation nothing.
 */
export type RecordedChange =
  | { readonly op: 'create'; readonly kind: KindName; readonly key: Key; readonly before: null; readonly after: Row }
  | { readonly op: 'update'; readonly kind: KindName; readonly key: Key; readonly before: Row; readonly after: Row }
  | { readonly op: 'delete'; readonly kind: KindName; readonly key: Key; readonly before: Row; readonly after: null };

export type Applied =
  | { readonly ok: true; readonly snapshot: SiteSnapshot; readonly recorded: readonly RecordedChange[] }
  | { readonly ok: false; readonly defects: readonly Defect[] };

/**
 * A snapshot after a list of changes, applied one after the other. Whatever names a thing follows when its key changes;
 * only after the last change must every name be the name of something. The catalog holds afterwards what the site uses.
 * Creating a catalog entry that is there already, and the same, does nothing.
 *
 * @param explain says in full what is wrong with a value
 * @returns the new snapshot with what had an effect, or every defect, with its path from `changes`
 */
export function applyChanges(snapshot: SiteSnapshot, changes: readonly Change[], explain: Explain = inBrief): Applied {
  const { state, recorded, defects } = run(snapshot, changes, explain);
  if (defects.length > 0) return { ok: false, defects };
  return { ok: true, snapshot: snapshotAfter(snapshot, state), recorded };
}

/** The changes that undo recorded ones, in the order in which they do. */
export function undoOf(recorded: readonly RecordedChange[]): readonly Change[] {
  return recorded.toReversed().map((change): Change => {
    const { kind, key } = change;
    if (change.op === 'create') return { op: 'delete', kind, key };
    if (change.op === 'delete') return { op: 'create', kind, value: change.before };
    return { op: 'update', kind, key: keyOf(kind, { ...fieldsOfKey(kind, key), ...change.after }), set: change.before };
  });
}

function fieldsOfKey(kind: KindName, key: Key): Row {
  return Object.fromEntries(kindNamed(kind).key.map((field, i) => [field, key[i]]));
}

/**
 * The changes that lead back from the snapshot after some changes to the one before them, the catalog entries included
 * that the changes made useless.
 *
 * @throws RangeError where the changes cannot be applied
 */
export function invertChanges(snapshot: SiteSnapshot, changes: readonly Change[]): readonly Change[] {
  const { state, recorded, defects } = run(snapshot, changes, inBrief);
  if (defects.length > 0) throw new RangeError('changes that cannot be applied have no inverse');
  const all = rowsAfter(snapshot, state);
  const kept = withoutUnused(all);
  const forgotten = collectionNames.flatMap((name) => {
    const slugs = new Set(kept[name]);
    return all[name]
      .filter((row) => !slugs.has(row))
      .map((value): Change => ({ op: 'create', kind: collections[name].name, value }));
  });
  return [...forgotten, ...undoOf(recorded)];
}

function run(snapshot: SiteSnapshot, changes: readonly Change[], explain: Explain) {
  const state = openState((kind) =>
    kind === 'site' ? [snapshot.site] : (snapshot[collectionOf(kind)] as readonly Row[]),
  );
  const { defects, recorded } = applyInOrder(state, changes, { explain, createdIsChecked: false });
  const dangling = danglingReferences(state, {
    has: () => false,
    keys: (kind) => [...kindState(state, kind).byKey.keys()],
  });
  return { state, recorded, defects: [...defects, ...dangling] };
}
