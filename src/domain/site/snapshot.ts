import { DOCUMENT_VERSION, type SiteDocument, type SiteSnapshot } from './document.js';
import { compareText, keyTextOf, type Row } from './key.js';
import { collectionNames, collections, type CollectionName, type KindName } from './kinds.js';
import { references, type ReferenceShape } from './shape.js';

type Collections = Readonly<Record<CollectionName, readonly Row[]>>;

/**
 * The canonical form of a document: every array present and sorted by natural key, database ids left out, and of the
 * catalog what the site uses. Two documents that say the same have equal snapshots.
 */
export function toSnapshot(document: SiteDocument): SiteSnapshot {
  const rows = {} as Record<CollectionName, readonly Row[]>;
  for (const name of collectionNames) {
    rows[name] = inKeyOrder(collections[name].name, ((document[name] ?? []) as readonly Row[]).map(withoutId));
  }
  const used = usedCatalog(rows);
  for (const name of collectionNames) {
    if (collections[name].scope !== 'catalog') continue;
    const slugs = used.get(collections[name].name) ?? new Set();
    if (rows[name].length !== slugs.size) rows[name] = rows[name].filter((row) => slugs.has(String(row['slug'])));
  }
  return { plenum: DOCUMENT_VERSION, site: withoutId(document.site), ...rows } as unknown as SiteSnapshot;
}

/** The document of a snapshot: empty arrays left out. */
export function toDocument(snapshot: SiteSnapshot): SiteDocument {
  const document: Record<string, unknown> = { plenum: DOCUMENT_VERSION, site: snapshot.site };
  for (const name of collectionNames) {
    if (snapshot[name].length > 0) document[name] = snapshot[name];
  }
  return document as unknown as SiteDocument;
}

/** Slugs of the catalog that the rows of a site use, directly or through other entries, by kind. */
export function usedCatalog(rows: Collections): ReadonlyMap<KindName, ReadonlySet<string>> {
  const used = new Map<KindName, Set<string>>();
  const catalog = references().filter((reference) => isCatalog(reference.to));
  const mark = (reference: ReferenceShape, row: Row) => {
    const slugs = used.get(reference.to) ?? new Set<string>();
    used.set(reference.to, slugs);
    forEachName(reference, row, (name) => slugs.add(name));
  };
  for (const reference of catalog.filter(({ from }) => !isCatalog(from))) {
    for (const row of rowsOf(rows, reference.from)) mark(reference, row);
  }
  const within = catalog.filter(({ from }) => isCatalog(from));
  for (let before = -1, count = countOf(used); count > before;) {
    before = count;
    for (const reference of within) {
      const slugs = used.get(reference.from);
      if (slugs === undefined) continue;
      for (const row of rowsOf(rows, reference.from)) if (slugs.has(String(row['slug']))) mark(reference, row);
    }
    count = countOf(used);
  }
  return used;
}

function countOf(used: ReadonlyMap<KindName, ReadonlySet<string>>): number {
  let count = 0;
  for (const slugs of used.values()) count += slugs.size;
  return count;
}

/** The names that a row gives by one of its references, in order. */
export function namesOf(reference: ReferenceShape, row: Row): readonly string[] {
  const names: string[] = [];
  forEachName(reference, row, (name) => names.push(name));
  return names;
}

function forEachName({ field, column }: ReferenceShape, row: Row, take: (name: string) => void): void {
  const value = row[field];
  if (typeof value === 'string') take(value);
  else if (Array.isArray(value)) {
    for (const item of value as readonly (string | Row)[]) {
      const name = typeof item === 'string' || column === null ? item : item[column];
      if (typeof name === 'string') take(name);
    }
  }
}

function rowsOf(rows: Collections, kind: KindName): readonly Row[] {
  const name = collectionNames.find((candidate) => collections[candidate].name === kind);
  return name === undefined ? [] : rows[name];
}

function isCatalog(kind: KindName): boolean {
  return collectionNames.some((name) => collections[name].name === kind && collections[name].scope === 'catalog');
}

/** Rows of a kind in the order of their natural keys; the same list where they are in order. */
export function inKeyOrder(kind: KindName, rows: readonly Row[]): readonly Row[] {
  const textOf = keyTextOf(kind);
  let before = '';
  const isInOrder = rows.every((row) => {
    const text = textOf(row);
    const follows = before <= text;
    before = text;
    return follows;
  });
  if (isInOrder) return rows;
  const keyed = rows.map((row) => ({ key: textOf(row), row }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ row }) => row);
}

function withoutId<T extends Row>(row: T): T {
  if (!('id' in row)) return row;
  const { id: _id, ...rest } = row;
  return rest as unknown as T;
}
