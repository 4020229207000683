import type { Cell } from './cell.js';
import type { InventoryColumn } from './column-plan.js';
import { listText } from './list-cell.js';

/** The cell of a value; the value is one of those that the column may hold. */
export function cellOf({ form }: InventoryColumn, value: unknown): Cell {
  if (value === undefined) return null;
  switch (form) {
    case 'list':
      return listText(value as readonly unknown[]);
    case 'scalar':
      return typeof value === 'string' ? scalarText(value) : (value as number | boolean);
    case 'empty':
    case 'json':
      return JSON.stringify(value);
    case 'integer':
    case 'number':
      return value as number;
    case 'boolean':
      return value as boolean;
    case 'text':
      return looksEmpty(value as string) ? `"${value as string}"` : (value as string);
    case 'name':
    case 'date':
      return value as string;
  }
}

/** Text of nothing but blanks and double quotes is given in double quotes, for an empty cell is no text. */
export function looksEmpty(text: string): boolean {
  return /^["\s]*$/.test(text);
}

/** Text that could be taken for a number, for true or false, or for quoted text stands in double quotes, as in JSON. */
function scalarText(text: string): string {
  return looksEmpty(text) || text.startsWith('"') || scalarValue(text) !== text ? JSON.stringify(text) : text;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** What a text stands for where numbers, booleans and texts may stand; undefined where its quotes are broken. */
export function scalarValue(text: string): string | number | boolean | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('"')) {
    try {
      const value: unknown = JSON.parse(trimmed);
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  }
  const word = trimmed.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}
