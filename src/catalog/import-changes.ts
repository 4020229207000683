import type { Change } from '../domain/site/changes.js';
import { rowChange } from '../domain/site/compare-rows.js';
import type { Row } from '../domain/site/key.js';
import { collections } from '../domain/site/kinds.js';
import type { LibraryCollection, LibraryRow } from '../exchange/netbox/read-library.js';

/** What an import does to one entry of the catalog. */
export interface EntryChange {
  readonly op: 'create' | 'update' | 'same';
  readonly collection: LibraryCollection;
  readonly slug: string;
  readonly file: string;
  /** Fields that get another value. */
  readonly fields: readonly string[];
  /** Sites that use an entry that changes; where the catalog is stored. */
  readonly sites?: readonly string[];
}

export interface ImportChanges {
  readonly entries: readonly EntryChange[];
  /** To be written in this order. */
  readonly changes: readonly Change[];
}

/** The entry of the catalog that has a slug, if there is one. */
export type KnownEntry = (collection: LibraryCollection, slug: string) => Row | undefined;

/**
 * What must change so that the catalog says what the files say. An entry is known by its slug. What the files do not
 * state stays as it is: a price, a lead time or a draw that somebody has filled in is not lost.
 */
export function importChanges(rows: readonly LibraryRow[], known: KnownEntry): ImportChanges {
  const changes: Change[] = [];
  const entries = rows.map(({ collection, row, file }): EntryChange => {
    const kind = collections[collection].name;
    const slug = String(row['slug']);
    const before = known(collection, slug);
    if (before === undefined) {
      changes.push({ op: 'create', kind, value: row });
      return { op: 'create', collection, slug, file, fields: [] };
    }
    const change = rowChange(kind, before, { ...before, ...row });
    if (change === null) return { op: 'same', collection, slug, file, fields: [] };
    changes.push(change);
    return { op: 'update', collection, slug, file, fields: Object.keys(change.set) };
  });
  return { entries, changes };
}
