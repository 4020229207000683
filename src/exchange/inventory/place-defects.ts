import type { Defect, DocumentPath } from '../../domain/defect.js';
import { collectionNames, collections, type KindName } from '../../domain/site/kinds.js';
import type { CellPlace } from './cell.js';
import type { InventoryColumn } from './column-plan.js';
import type { MergedKind } from './merge-inventory.js';
import type { InventoryDefect, ReadSheet } from './read-tables.js';
import { KEY, ORDER } from './sheet-plan.js';

/** A defect of the merged document with the cell from which what is wrong came. */
export function placedDefect(defect: Defect, kinds: ReadonlyMap<KindName, MergedKind>): InventoryDefect {
  const also = defect.alsoAt === undefined ? null : placeOf(defect.alsoAt, kinds);
  const at = placeOf(defect.path, kinds);
  const field = at === null || at.column !== null ? '' : fieldOf(defect.path);
  return { ...defect, at, ...(also === null ? {} : { alsoAtCell: also }), ...(field === '' ? {} : { field }) };
}

/** The field to which a path leads, as its column would be called: `position.x`, of an entry of a list `device`. */
function fieldOf(path: DocumentPath): string {
  const steps = path[0] === 'site' ? path.slice(1) : path.slice(2);
  const entry = steps.findIndex((step) => typeof step === 'number');
  return (entry === -1 || entry === steps.length - 1 ? steps : steps.slice(entry + 1)).join('.');
}

function placeOf(path: DocumentPath, kinds: ReadonlyMap<KindName, MergedKind>): CellPlace | null {
  const [collection, index] = path;
  const isSite = collection === 'site';
  const kind = isSite ? 'site' : kindOf(collection);
  const place = isSite ? 0 : index;
  if (kind === null || typeof place !== 'number') return null;
  const steps = path.slice(isSite ? 1 : 2);
  const merged = kinds.get(kind);
  const entries = merged?.entries.get(String(steps[0]))?.get(place);
  if (entries !== undefined) {
    const row = typeof steps[1] === 'number' ? entries.rows[steps[1]] : undefined;
    const at = (row ?? entries.rows[0])?.row ?? entries.sheet.headerRow;
    return { sheet: entries.sheet.sheet.name, row: at, column: columnAt(entries.sheet, steps.slice(2)) };
  }
  const origin = merged?.origins[place];
  if (!origin) return null;
  return { sheet: origin.sheet.sheet.name, row: origin.row.row, column: columnAt(origin.sheet, steps) };
}

function kindOf(collection: unknown): KindName | null {
  const name = collectionNames.find((one) => one === collection);
  return name === undefined ? null : collections[name].name;
}

/** The column, counted from 1, that holds the end of a path; the longest part of it counts. */
function columnAt({ columns }: ReadSheet, steps: DocumentPath): number | null {
  const leads = (column: InventoryColumn | null): boolean => {
    if (column === null || column.header === KEY || column.header === ORDER || column.header.startsWith('of '))
      return false;
    const common = Math.min(column.path.length, steps.length);
    return column.path.slice(0, common).every((step, i) => step === steps[i]);
  };
  const found = columns.findIndex(leads);
  return found === -1 || steps.length === 0 ? null : found + 1;
}
