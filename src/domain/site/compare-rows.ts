import type { UpdateChange } from './changes.js';
import { sameValue } from './compare-values.js';
import { keyOf, type Row } from './key.js';
import type { KindName } from './kinds.js';

/** The update that turns one state of a thing into another, or null where they say the same. */
export function rowChange(kind: KindName, before: Row, after: Row): UpdateChange | null {
  if (sameValue(before, after)) return null;
  const set: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(after)) {
    if (field !== 'id' && value !== undefined && !sameValue(before[field], value)) set[field] = value;
  }
  for (const [field, value] of Object.entries(before)) {
    if (field !== 'id' && value !== undefined && after[field] === undefined) set[field] = null;
  }
  return Object.keys(set).length === 0 ? null : { op: 'update', kind, key: keyOf(kind, before), set };
}
