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
  return (filledValue(before, columns, values) ?? {}) as Row;
}

/** The same for an entry of a list, which may also be a point or a single value; undefined where nothing is left. */
export function filledValue(
  before: unknown,
  columns: readonly (InventoryColumn | null)[],
  values: readonly unknown[],
): unknown {
  const parts = columns.flatMap((column, i): readonly Part[] => {
    if (column === null || values[i] === UNREADABLE) return [];
    return [{ steps: column.path, value: values[i], isMark: column.form === 'empty' }];
  });
  return valueOf(before, parts);
}

/** What a cell says of a part of a value. */
interface Part {
  readonly steps: readonly (string | number)[];
  readonly value: unknown;
  /** Says only whether an object is there although it has no parts. */
  readonly isMark: boolean;
}

function valueOf(before: unknown, parts: readonly Part[]): unknown {
  const whole = parts.filter(({ steps, isMark }) => steps.length === 0 && !isMark);
  if (whole.length > 0) return wholeOf(whole.map(({ value }) => value));
  const mark = parts.find(({ steps, isMark }) => steps.length === 0 && isMark);
  const inner = new Map<string | number, Part[]>();
  for (const part of parts) {
    const [step, ...steps] = part.steps;
    if (step === undefined) continue;
    const own = inner.get(step) ?? [];
    inner.set(step, own);
    own.push({ ...part, steps });
  }
  const isPoint = [...inner.keys()].some((step) => typeof step === 'number');
  return isPoint ? pointOf(before, inner) : objectOf(before, inner, mark);
}

/** A list too long for one cell goes on in further ones. */
function wholeOf(values: readonly unknown[]): unknown {
  const given = values.filter((value) => value !== undefined);
  return given.length > 1 ? given.flat() : given[0];
}

/** Of a half-filled point the schema says what is missing. */
function pointOf(before: unknown, inner: ReadonlyMap<string | number, readonly Part[]>): unknown {
  const point: unknown[] = Array.isArray(before) ? [...(before as readonly unknown[])] : [];
  for (const [step, parts] of inner) point[Number(step)] = valueOf(point[Number(step)], parts);
  return point.every((value) => value === undefined) ? undefined : Array.from(point);
}

function objectOf(
  before: unknown,
  inner: ReadonlyMap<string | number, readonly Part[]>,
  mark: Part | undefined,
): unknown {
  const fields = new Map<string, unknown>(isObject(before) ? Object.entries(before) : []);
  const hadNone = isObject(before) && fields.size === 0;
  for (const [step, parts] of inner) {
    const value = valueOf(fields.get(String(step)), parts);
    if (value === undefined) fields.delete(String(step));
    else fields.set(String(step), value);
  }
  if (fields.size > 0) return Object.fromEntries(fields);
  return (mark === undefined ? hadNone : mark.value !== undefined) ? {} : undefined;
}
