import type { Row } from '../domain/site/key.js';
import { compareText } from '../domain/site/key.js';
import type { Filter, Ordering, RowQuery } from './row-query.js';

/** What a list of stored rows would answer, of rows that are computed: filtered, in order, one page. */
export function selectRows(
  rows: readonly Row[],
  { where, orderBy, limit, offset }: RowQuery,
): { readonly count: number; readonly rows: readonly Row[] } {
  const met = rows.filter((row) => where.every((filter) => meets(row[filter.field], filter)));
  const ordered = met.toSorted((a, b) => order(a, b, orderBy));
  return { count: met.length, rows: ordered.slice(offset, offset + limit) };
}

/** Whether a value meets a filter; of a list, whether one of its items does. */
export function meets(value: unknown, { op, values }: Filter): boolean {
  if (op === 'empty') return values.includes(isEmpty(value));
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (op === 'n') return !items.some((item) => values.some((wanted) => item === wanted));
  return items.some((item) => values.some((wanted) => compares(item, { op, wanted })));
}

function compares(
  item: unknown,
  { op, wanted }: { readonly op: Exclude<Filter['op'], 'n' | 'empty'>; readonly wanted: string | number | boolean },
): boolean {
  if (op === 'eq') return item === wanted;
  if (op === 'ic') return folded(item).includes(folded(wanted));
  if (op === 'isw') return folded(item).startsWith(folded(wanted));
  const sign = compare(item, wanted);
  if (op === 'lt') return sign < 0;
  if (op === 'lte') return sign <= 0;
  return op === 'gt' ? sign > 0 : sign >= 0;
}

function order(a: Row, b: Row, orderings: readonly Ordering[]): number {
  for (const { field, descending } of orderings) {
    const [left, right] = [a[field], b[field]];
    if (isAbsent(left) || isAbsent(right)) {
      if (isAbsent(left) && isAbsent(right)) continue;
      return isAbsent(left) ? 1 : -1;
    }
    const sign = compare(left, right);
    if (sign !== 0) return descending ? -sign : sign;
  }
  return 0;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

function folded(value: unknown): string {
  return String(value).toLowerCase();
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isEmpty(value: unknown): boolean {
  if (isAbsent(value) || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
