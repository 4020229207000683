import { sameValue } from './compare-values.js';
import type { SiteSnapshot } from './document.js';
import { keyLabel, keyOf, keyText, type Row } from './key.js';
import { collectionNames, collections, type KindName } from './kinds.js';

export interface ChangedField {
  readonly field: string;
  /** Null where it was not stated. */
  readonly before: unknown;
  /** Null where it is not stated. */
  readonly after: unknown;
}

/** A thing in which two snapshots differ. */
export interface ChangedThing {
  readonly op: 'create' | 'update' | 'delete';
  readonly kind: KindName;
  readonly key: string;
  /** Of a creation all that is stated, of a deletion all that was. */
  readonly fields: readonly ChangedField[];
}

/**
 * Every thing in which two snapshots differ, with its fields before and after, kind by kind. Things are the same when their
 * natural keys are: under another key, one is deleted and one created.
 */
export function changedThings(before: SiteSnapshot, after: SiteSnapshot): readonly ChangedThing[] {
  const site = changedFields(before.site, after.site);
  return [
    ...(site.length === 0
      ? []
      : [{ op: 'update' as const, kind: 'site' as const, key: after.site.name, fields: site }]),
    ...collectionNames.flatMap((name) => {
      const [old, now] = [before[name] as readonly Row[], after[name] as readonly Row[]];
      return old === now ? [] : changedRows(collections[name].name, old, now);
    }),
  ];
}

function changedRows(kind: KindName, before: readonly Row[], after: readonly Row[]): readonly ChangedThing[] {
  const old = new Map(before.map((row) => [keyText(keyOf(kind, row)), row]));
  const kept = new Set<string>();
  const things = after.flatMap((row): readonly ChangedThing[] => {
    const key = keyText(keyOf(kind, row));
    const was = old.get(key);
    kept.add(key);
    const fields = changedFields(was ?? {}, row);
    if (fields.length === 0) return [];
    return [{ op: was === undefined ? 'create' : 'update', kind, key: keyLabel(keyOf(kind, row)), fields }];
  });
  const gone = before.flatMap((row): readonly ChangedThing[] =>
    kept.has(keyText(keyOf(kind, row)))
      ? []
      : [{ op: 'delete', kind, key: keyLabel(keyOf(kind, row)), fields: changedFields(row, {}) }],
  );
  return [...gone, ...things];
}

function changedFields(before: Row, after: Row): readonly ChangedField[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  fields.delete('id');
  return [...fields].flatMap((field) =>
    sameValue(before[field], after[field])
      ? []
      : [{ field, before: before[field] ?? null, after: after[field] ?? null }],
  );
}
