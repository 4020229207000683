import type { Row } from '../../domain/site/key.js';
import { isObject, type InventoryColumn } from './column-plan.js';
import { UNREADABLE } from './read-tables.js';

/**
 * A row as its cells say it: what stands in a cell is set, what is empty is not there, and what has no column stays as
 * it was.
 *
 * @param columns of the fields; others are null
 */
export function filledRow(before: Row, columns: readonly (InventoryColumn | null)[], values: readonly unknown[]): Row {
  const row = new Map<string, unknown>(Object.entries(before));
  const grouped = new Map<string, { readonly step: string | number; readonly value: unknown }[]>();
  const emptied = new Map<string, boolean>();
  const begun = new Set<string>();
  columns.forEach((column, i) => {
    if (column === null || column.path.length === 0) return;
    const [field, step] = column.path as readonly [string, ...(string | number)[]];
    const value = values[i];
    if (value === UNREADABLE) return;
    if (step !== undefined) {
      const parts = grouped.get(field) ?? [];
      grouped.set(field, parts);
      parts.push({ step, value });
    } else if (column.form === 'empty') {
      emptied.set(field, value !== undefined);
      grouped.set(field, grouped.get(field) ?? []);
    } else if (column.form === 'list' && begun.has(field)) {
      if (value !== undefined)
        row.set(field, [
          ...((row.get(field) as readonly unknown[] | undefined) ?? []),
          ...(value as readonly unknown[]),
        ]);
    } else {
      begun.add(field);
      setOrRemove(row, field, value);
    }
  });
  for (const [field, parts] of grouped) {
    const first = parts[0]?.step;
    const whole =
      typeof first === 'number' || Array.isArray(before[field])
        ? tupleOf(before[field], parts)
        : objectOf(before[field], parts, emptied.get(field) ?? null);
    setOrRemove(row, field, whole);
  }
  return Object.fromEntries(row);
}

interface Part {
  readonly step: string | number;
  readonly value: unknown;
}

function setOrRemove(row: Map<string, unknown>, field: string, value: unknown): void {
  if (value === undefined) row.delete(field);
  else row.set(field, value);
}

/** A point; of a half-filled one the schema says what is missing. */
function tupleOf(before: unknown, parts: readonly Part[]): unknown {
  const tuple: unknown[] = Array.isArray(before) ? [...(before as readonly unknown[])] : [];
  for (const { step, value } of parts) tuple[Number(step)] = value;
  return tuple.every((value) => value === undefined) ? undefined : Array.from(tuple);
}

function objectOf(before: unknown, parts: readonly Part[], isEmptied: boolean | null): unknown {
  const object = new Map<string, unknown>(isObject(before) ? Object.entries(before) : []);
  const hadNone = isObject(before) && object.size === 0;
  for (const { step, value } of parts) setOrRemove(object, String(step), value);
  if (object.size > 0) return Object.fromEntries(object);
  return (isEmptied ?? hadNone) ? {} : undefined;
}
