import { kindNamed, type KindName } from './kinds.js';

/** The fields of a thing, without regard to its kind. */
export type Row = Readonly<Record<string, unknown>>;

/** The values of the natural key, in the order of the definition. */
export type Key = readonly string[];

const SEPARATOR = '\u0000';

export function keyOf(kind: KindName, row: Row): Key {
  const { key } = kindNamed(kind);
  return key.length === 1 ? [String(row[key[0]])] : key.map((field) => String(row[field]));
}

/** One string for a key, unique among keys and in their order. */
export function keyText(key: Key): string {
  return key.length === 1 ? (key[0] ?? '') : key.join(SEPARATOR);
}

/** `keyText(keyOf(kind, row))` for many rows of a kind. */
export function keyTextOf(kind: KindName): (row: Row) => string {
  const { key } = kindNamed(kind);
  const [only] = key;
  return key.length === 1 ? (row) => String(row[only]) : (row) => keyText(keyOf(kind, row));
}

/** A key as people read it. */
export function keyLabel(key: Key): string {
  return key.join(' / ');
}

/** Order of UTF-16 code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
