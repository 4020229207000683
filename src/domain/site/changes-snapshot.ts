import { referencesFrom } from './check-references.js';
import type { ChangeState } from './changes-state.js';
import type { SiteSnapshot } from './document.js';
import type { Row } from './key.js';
import { collectionNames, collections, kindNamed, type CollectionName, type KindName } from './kinds.js';
import { inKeyOrder, usedCatalog } from './snapshot.js';

export type Collections = Readonly<Record<CollectionName, readonly Row[]>>;

/** The snapshot that a state holds, in canonical form; kinds that no change touched are the same arrays as before. */
export function snapshotAfter(before: SiteSnapshot, state: ChangeState): SiteSnapshot {
  const rows = rowsAfter(before, state);
  const site = [...(state.kinds.get('site')?.slots ?? [])][0]?.now ?? before.site;
  const kept = touchesCatalog(state) ? withoutUnused(rows) : rows;
  return { plenum: before.plenum, site, ...kept } as unknown as SiteSnapshot;
}

/** Every array in order, entries of the catalog that nothing uses included. */
export function rowsAfter(before: SiteSnapshot, state: ChangeState): Collections {
  const rows = {} as Record<CollectionName, readonly Row[]>;
  for (const name of collectionNames) {
    const kind = collections[name].name;
    const own = state.kinds.get(kind);
    rows[name] =
      own === undefined || own.touched.size === 0
        ? before[name]
        : inKeyOrder(
            kind,
            own.slots.flatMap(({ now }) => (now === null ? [] : [now])),
          );
  }
  return rows;
}

/** Leaves out the entries of the catalog that nothing uses. */
export function withoutUnused(rows: Collections): Collections {
  const used = usedCatalog(rows);
  const kept: Record<CollectionName, readonly Row[]> = { ...rows };
  for (const name of collectionNames) {
    if (collections[name].scope !== 'catalog') continue;
    const slugs = used.get(collections[name].name) ?? new Set();
    if (rows[name].length !== slugs.size) kept[name] = rows[name].filter((row) => slugs.has(String(row['slug'])));
  }
  return kept;
}

function touchesCatalog(state: ChangeState): boolean {
  return [...state.kinds].some(
    ([kind, { touched }]) =>
      touched.size > 0 && (isCatalog(kind) || referencesFrom(kind).some(({ reference }) => isCatalog(reference.to))),
  );
}

function isCatalog(kind: KindName): boolean {
  return kindNamed(kind).scope === 'catalog';
}
