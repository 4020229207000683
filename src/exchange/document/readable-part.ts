import type { Defect } from '../../domain/defect.js';
import { collectionNames, collections, type CollectionName } from '../../domain/site/kinds.js';
import type { Row } from '../../domain/site/key.js';

export interface ReadablePart {
  /** Arrays of rows at their places; fields of the wrong shape are left out. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Something that others may name could not be read, so that a name of nothing proves nothing. */
  readonly namesMissing: boolean;
}

/**
 * What can still be checked by meaning in a document that has not its shape everywhere: every field but those with a
 * defect of shape, every row at its place. A row without a readable key gets one that no document can write.
 *
 * @param value a mapping
 * @param defects its defects of shape
 */
export function readablePart(value: Row, defects: readonly Defect[]): ReadablePart {
  const broken = new Map<string, Set<string>>();
  for (const { path } of defects) {
    const [collection, index, field] = path;
    const row = `${String(collection)}\u0000${index === undefined ? '' : String(index)}`;
    const fields = broken.get(row) ?? new Set();
    broken.set(row, fields.add(field === undefined ? '' : String(field)));
  }
  let namesMissing = false;
  const rowAt = (name: CollectionName, row: unknown, index: number): Row => {
    const bad = broken.get(`${name}\u0000${String(index)}`);
    if (bad === undefined) return row as Row;
    const fields = isMapping(row) && !bad.has('') ? row : {};
    const kept = Object.fromEntries(Object.entries(fields).filter(([field]) => !bad.has(field)));
    const lost = collections[name].key.filter((field) => typeof kept[field] !== 'string');
    if (lost.length > 0) namesMissing = true;
    return { ...kept, ...Object.fromEntries(lost.map((field) => [field, `\u0000${name}${String(index)}`])) };
  };
  const readable: Record<string, unknown> = {
    plenum: 1,
    site: isMapping(value['site']) ? value['site'] : { name: '' },
  };
  for (const name of collectionNames) {
    const rows = value[name];
    if (rows === undefined) continue;
    if (Array.isArray(rows)) readable[name] = rows.map((row, index) => rowAt(name, row, index));
    else namesMissing = true;
  }
  return { value: readable, namesMissing };
}

/** Whether a defect of meaning stands in what was written, and not in what stands in for it. */
export function isProven({ code, found }: Defect, { namesMissing }: ReadablePart): boolean {
  if (code === 'unresolved-reference' && namesMissing) return false;
  return !found.includes('\u0000') && !found.includes('\\u0000');
}

function isMapping(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
