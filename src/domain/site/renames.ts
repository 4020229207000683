import type { SiteDocument } from './document.js';
import { keyOf, keyText, type Key, type Row } from './key.js';
import { collectionNames, collections, type KindName } from './kinds.js';

/** One thing that has another key afterwards. */
export interface Rename {
  readonly kind: KindName;
  readonly from: Key;
  readonly to: Key;
}

/**
 * The things of a document that are stored under another key, recognised by their ids. An id that is not stored, or is
 * the id of a thing of another kind, says nothing. Where a document gives one id twice, the first counts.
 *
 * @param ids identities of what is stored, by kind and `keyText`
 */
export function renamesOf(
  ids: ReadonlyMap<KindName, ReadonlyMap<string, string>>,
  document: SiteDocument,
): readonly Rename[] {
  return collectionNames.flatMap((name) => {
    const kind = collections[name].name;
    const rows = ((document[name] ?? []) as readonly Row[]).filter((row) => typeof row['id'] === 'string');
    if (rows.length === 0) return [];
    const stored = new Map([...(ids.get(kind) ?? [])].map(([key, id]) => [id, key]));
    return rows.flatMap((row): readonly Rename[] => {
      const id = String(row['id']).toLowerCase();
      const from = stored.get(id);
      if (from === undefined) return [];
      stored.delete(id);
      const to = keyOf(kind, row);
      return from === keyText(to) ? [] : [{ kind, from: from.split('\u0000'), to }];
    });
  });
}
