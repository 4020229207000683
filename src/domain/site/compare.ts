import type { Change } from './changes.js';
import { kindState, openState, slotAt, type ChangeState } from './changes-state.js';
import { rowChange } from './compare-rows.js';
import { applyRenames } from './compare-renames.js';
import type { SiteSnapshot } from './document.js';
import { keyOf, keyText, type Row } from './key.js';
import { collectionNames, collectionOf, collections, type CollectionName } from './kinds.js';
import type { Rename } from './renames.js';

/**
 * The changes that turn one snapshot into another: renames first (through temporary names where they would collide),
 * then for each kind what is deleted, changed and created. Entries of the catalog that the second snapshot does not have
 * are not deleted: other sites may use them, and a snapshot forgets what it does not use.
 *
 * @param renames which things of the two snapshots are the same under another key
 */
export function compareSnapshots(
  before: SiteSnapshot,
  after: SiteSnapshot,
  renames: readonly Rename[] = [],
): readonly Change[] {
  const state = openState((kind) => (kind === 'site' ? [before.site] : (before[collectionOf(kind)] as readonly Row[])));
  const first = applyRenames(state, after, renames);
  const site = rowChange('site', before.site, after.site);
  return [
    ...first,
    ...(site === null ? [] : [site]),
    ...collectionNames.flatMap((name) => compareRows(state, name, { before, after })),
  ];
}

function compareRows(
  state: ChangeState,
  name: CollectionName,
  { before, after }: { readonly before: SiteSnapshot; readonly after: SiteSnapshot },
): readonly Change[] {
  const { name: kind, scope } = collections[name];
  const wanted = after[name] as readonly Row[];
  const touched = state.kinds.get(kind)?.touched.size ?? 0;
  if (wanted === before[name] && touched === 0) return [];
  const seen = new Set<string>();
  const changes = wanted.flatMap((row): readonly Change[] => {
    const key = keyText(keyOf(kind, row));
    seen.add(key);
    const now = slotAt(state, kind, key)?.now;
    if (!now) return [{ op: 'create', kind, value: row }];
    const change = rowChange(kind, now, row);
    return change === null ? [] : [change];
  });
  if (scope === 'catalog') return changes;
  const gone = kindState(state, kind).slots.flatMap(({ now }): readonly Change[] => {
    if (now === null) return [];
    const key = keyOf(kind, now);
    return seen.has(keyText(key)) ? [] : [{ op: 'delete', kind, key }];
  });
  return [...gone, ...changes];
}
