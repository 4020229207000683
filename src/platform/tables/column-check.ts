import type { Field } from '../../domain/site/shape.js';
import { literal, quoted } from './column-name.js';
import type { FieldColumn } from './kind-table.js';

const DATE = String.raw`^\d{4}-\d{2}-\d{2}$`;
const INSTANT = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$`;

/** What PostgreSQL holds the values of a column to, besides its type; null where nothing is stated. */
export function checkOf({ field, name, type }: FieldColumn): string | null {
  const column = quoted(name);
  const conditions =
    type === 'jsonb'
      ? jsonConditions(field, column)
      : type === 'text'
        ? textConditions(field, column)
        : numberConditions(field, column);
  return conditions.length === 0 ? null : conditions.join(' AND ');
}

function textConditions(field: Field, column: string): readonly string[] {
  if (field.values !== null) return [oneOf(field, column)];
  if (field.format === 'date') return [`${column} ~ ${literal(DATE)}`];
  if (field.format === 'date-time') return [`${column} ~ ${literal(INSTANT)}`];
  return [
    ...bound(`char_length(${column})`, '>=', field.minLength),
    ...bound(`char_length(${column})`, '<=', field.maxLength),
    // PostgreSQL's text never holds U+0000, and its regular expressions do not know it.
    ...(field.pattern === null ? [] : [`${column} ~ ${literal(field.pattern.replaceAll('\\u0000', '\\u0001'))}`]),
  ];
}

function numberConditions(field: Field, column: string): readonly string[] {
  if (field.values !== null) return [oneOf(field, column)];
  const step = field.multipleOf;
  return [
    ...bound(column, '>=', field.minimum),
    ...bound(column, '>', field.exclusiveMinimum),
    ...bound(column, '<=', field.maximum),
    ...(step === null || step === 1 ? [] : [`${column} / ${String(step)} = floor(${column} / ${String(step)})`]),
  ];
}

function jsonConditions(field: Field, column: string): readonly string[] {
  if (field.shape !== 'list') return [`jsonb_typeof(${column}) = 'object'`];
  return [
    `jsonb_typeof(${column}) = 'array'`,
    ...bound(`jsonb_array_length(${column})`, '>=', field.minItems),
    ...bound(`jsonb_array_length(${column})`, '<=', field.maxItems),
  ];
}

function oneOf(field: Field, column: string): string {
  return `${column} IN (${(field.values ?? []).map(literal).join(', ')})`;
}

function bound(term: string, operator: string, limit: number | null): readonly string[] {
  return limit === null ? [] : [`${term} ${operator} ${String(limit)}`];
}
