import { keyLabel, keyOf, keyText, type Row } from '../../domain/site/key.js';
import { kindNamed } from '../../domain/site/kinds.js';
import type { NearestSearch } from '../../domain/site/check-words.js';
import { showText } from '../document/text-display.js';
import type { InventoryColumn } from './column-plan.js';
import { filledValue } from './filled-row.js';
import type { MergedKind, Withheld } from './merge-inventory.js';
import { UNREADABLE, type InventoryDefect, type ReadRow, type ReadSheet } from './read-tables.js';
import { ORDER, ownerHeaders } from './sheet-plan.js';

interface Progress {
  readonly deletes: boolean;
  readonly nearest: NearestSearch;
  readonly withheld: Withheld[];
  readonly defects: InventoryDefect[];
}

/**
 * Lays the rows of a list's sheet over the things that have the list: the rows of a thing together are its list. A list
 * that would lose entries stays as it is unless deletions are asked for.
 */
export function mergeEntries(merged: MergedKind, list: ReadSheet, progress: Progress): MergedKind {
  const field = list.sheet.list ?? '';
  if (list.rows.length === 0) return merged;
  const byOwner = entriesByOwner(merged, list, progress);
  const rows = merged.rows.map((row, place): Row => {
    const entries = byOwner.get(place);
    const old = row[field] as readonly unknown[] | undefined;
    const items = entries === undefined ? undefined : itemsOf(list, entries, old ?? []);
    if (items === undefined && old === undefined) return row;
    if ((items?.length ?? 0) < (old?.length ?? 0) || items === undefined) {
      if (!progress.deletes) {
        byOwner.delete(place);
        const key = keyLabel(keyOf(merged.kind, merged.before[place] ?? row));
        progress.withheld.push({ kind: merged.kind, key, list: field });
        return row;
      }
    }
    const { [field]: _old, ...rest } = row;
    return items === undefined ? rest : { ...rest, [field]: items };
  });
  merged.entries.set(field, new Map([...byOwner].map(([place, own]) => [place, { sheet: list, rows: own }])));
  return { ...merged, rows };
}

/** Rows of the sheet by the place of the thing that they belong to, in the order of the list. */
function entriesByOwner(merged: MergedKind, list: ReadSheet, progress: Progress): Map<number, readonly ReadRow[]> {
  const headers = ownerHeaders(kindNamed(merged.kind));
  const columns = headers.map((header) => list.columns.findIndex((column) => column?.header === header));
  const missing = headers.filter((_, i) => columns[i] === -1);
  for (const header of missing) {
    const at = { sheet: list.sheet.name, row: list.headerRow, column: null };
    progress.defects.push({ code: 'missing', path: [], found: 'no such column', allowed: showText(header), at });
  }
  if (missing.length > 0) return new Map();
  const places = placesByName(merged);
  const names = [...places.keys()].map((key) => keyLabel(key.split('\u0000')));
  const byOwner = new Map<number, ReadRow[]>();
  for (const row of list.rows) {
    const parts = columns.map((column) => row.values[column]);
    if (parts.includes(UNREADABLE)) continue;
    const place = places.get(keyText(parts.map((part) => (typeof part === 'string' ? part : ''))));
    if (place === undefined) {
      progress.defects.push(
        unknownOwner(merged, list, { row, parts, columns, nearestTo: (name) => progress.nearest(name, names) }),
      );
      continue;
    }
    const entries = byOwner.get(place) ?? [];
    byOwner.set(place, entries);
    entries.push(row);
  }
  const order = list.columns.findIndex((column) => column?.header === ORDER);
  const placeOf = (row: ReadRow) => (typeof row.values[order] === 'number' ? row.values[order] : Infinity);
  for (const [place, entries] of byOwner) {
    byOwner.set(
      place,
      entries.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0)),
    );
  }
  return byOwner;
}

/** Things by the key that they had and, where nothing had it, by the one that they get. */
function placesByName({ kind, rows, before }: MergedKind): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  rows.forEach((_, place) => {
    const old = before[place];
    if (old) places.set(keyText(keyOf(kind, old)), place);
  });
  rows.forEach((row, place) => {
    const key = keyText(keyOf(kind, row));
    if (!places.has(key)) places.set(key, place);
  });
  return places;
}

function unknownOwner(
  { kind }: MergedKind,
  list: ReadSheet,
  {
    row,
    parts,
    columns,
    nearestTo,
  }: {
    readonly row: ReadRow;
    readonly parts: readonly unknown[];
    readonly columns: readonly number[];
    readonly nearestTo: (name: string) => string | undefined;
  },
): InventoryDefect {
  const { title } = kindNamed(kind);
  const isEmpty = parts.some((part) => part === undefined);
  const name = keyLabel(parts.map((part) => (typeof part === 'string' ? part : '')));
  const nearest = isEmpty ? undefined : nearestTo(name);
  return {
    code: isEmpty ? 'missing' : 'unresolved-reference',
    path: [],
    found: isEmpty ? 'nothing' : showText(name),
    allowed: `the name of a ${title.toLowerCase()}`,
    ...(nearest === undefined ? {} : { nearest }),
    at: { sheet: list.sheet.name, row: row.row, column: (columns.at(-1) ?? 0) + 1 },
  };
}

/** The entries that rows say; nothing but an owner in the row of order 0 says that there are none. */
function itemsOf(list: ReadSheet, rows: readonly ReadRow[], old: readonly unknown[]): readonly unknown[] {
  const order = list.columns.findIndex((column) => column?.header === ORDER);
  const columns = list.columns.map((column) => (column !== null && isPart(column) ? column : null));
  const [first] = rows;
  const says = (row: ReadRow) => columns.some((column, i) => column !== null && row.values[i] !== undefined);
  if (rows.length === 1 && first?.values[order] === 0 && !says(first)) return [];
  return rows.map((row, i) => filledValue(old[placeIn(row, order) ?? i], columns, row.values) ?? {});
}

function placeIn(row: ReadRow, order: number): number | undefined {
  const value = row.values[order];
  return typeof value === 'number' ? value - 1 : undefined;
}

function isPart({ header }: InventoryColumn): boolean {
  return header !== ORDER && !header.startsWith('of ');
}
