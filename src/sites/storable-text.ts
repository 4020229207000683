import type { Defect, DocumentPath } from '../domain/defect.js';
import type { Change } from '../domain/site/changes.js';

/** In JSON only a half of a surrogate pair is written so. */
const SUSPICION = /\\ud[89a-f]/;

/** Texts that no encoding can store: those with half a character. */
export function unstorableTexts(changes: readonly Change[]): readonly Defect[] {
  return changes.flatMap((change, i) => {
    if (change.op === 'delete') return [];
    const value = change.op === 'create' ? change.value : change.set;
    if (!SUSPICION.test(JSON.stringify(value))) return [];
    return brokenTexts(value, ['changes', i, change.op === 'create' ? 'value' : 'set']);
  });
}

function brokenTexts(value: unknown, path: DocumentPath): readonly Defect[] {
  if (typeof value === 'string') {
    if (!/\p{Surrogate}/u.test(value)) return [];
    return [{ code: 'encoding', path, found: JSON.stringify(value.slice(0, 60)), allowed: 'text of whole characters' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...brokenTexts(key, [...path, key]),
    ...brokenTexts(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  ]);
}
