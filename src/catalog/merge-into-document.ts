import type { Change } from '../domain/site/changes.js';
import type { SiteDocument } from '../domain/site/document.js';
import { keyText, type Row } from '../domain/site/key.js';
import { collectionNames, collectionOf } from '../domain/site/kinds.js';

/**
 * A document after changes of its catalog; everything else stays as it is, unused entries included. Without a document the
 * new entries alone.
 */
export function mergeIntoDocument(document: SiteDocument | null, changes: readonly Change[]): Row {
  const lists = new Map<string, Row[]>();
  for (const change of changes) {
    if (change.kind === 'site' || change.op === 'delete') throw new RangeError('an import adds and changes entries');
    const collection = collectionOf(change.kind);
    const rows = lists.get(collection) ?? [...((document?.[collection] ?? []) as readonly Row[])];
    lists.set(collection, rows);
    if (change.op === 'create') rows.push(change.value);
    else {
      const index = rows.findIndex((row) => row['slug'] === keyText(change.key));
      rows[index] = { ...rows[index], ...change.set };
    }
  }
  const { plenum, site, ...rest } = document ?? {};
  const own: Record<string, unknown> = { ...rest };
  const head = Object.fromEntries(
    Object.entries(own).filter(([name]) => !(collectionNames as readonly string[]).includes(name)),
  );
  const arrays = collectionNames.flatMap((name) => {
    const rows = lists.get(name) ?? own[name];
    return rows === undefined ? [] : [[name, rows] as const];
  });
  return { ...(document === null ? {} : { ...head, plenum, site }), ...Object.fromEntries(arrays) };
}
