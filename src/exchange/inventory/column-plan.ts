import type { KindName } from '../../domain/site/kinds.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * How a value stands in a cell.
 *
 * - `name`: text of one line without blanks at its ends; `text`: text as it is
 * - `date`: a date of the spreadsheet or `YYYY-MM-DD`
 * - `list`: entries parted by `;`, in double quotes where they hold one; `[]` is a list without entries
 * - `scalar`: a number, true, false or text; text that looks like one of these in double quotes
 * - `empty`: `{}` where the field is there and has no parts
 * - `json`: whatever has no other form, as JSON
 */
export type CellForm =
  'name' | 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'list' | 'scalar' | 'empty' | 'json';

/** One column, with what a reader of the sheet needs to know. */
export interface InventoryColumn {
  readonly header: string;
  /** Steps from the row, or from the entry of a list, to the value. */
  readonly path: readonly (string | number)[];
  readonly form: CellForm;
  readonly required: boolean;
  readonly description: string;
  readonly unit: string | null;
  readonly values: readonly (string | number)[] | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The kind that the cell, or each entry of its list, names. */
  readonly references: KindName | null;
  /** Of the entries of a list. */
  readonly itemForm: CellForm;
}

/** A field whose keys are chosen by users: each key that occurs is a column `<field>.<key>`. */
export interface RecordColumns {
  readonly field: string;
  readonly prefix: string;
  readonly form: 'text' | 'scalar';
  readonly description: string;
}

/** The column of one key of a record. */
export function recordColumn({ field, prefix, form, description }: RecordColumns, key: string): InventoryColumn {
  return {
    ...PLAIN,
    header: `${prefix}${key}`,
    path: [field, key],
    form,
    description,
  };
}

/** The column in which an object of several columns is given without any of them, by `{}`. */
export function emptyColumn(path: readonly string[]): InventoryColumn {
  const header = path.join('.');
  return { ...PLAIN, header, path, form: 'empty', description: '{} where it is there and has no parts' };
}

const PLAIN = {
  required: false,
  unit: null,
  values: null,
  minimum: null,
  maximum: null,
  references: null,
  itemForm: 'text',
} as const;

/** The column of a value by its schema. */
export function columnOf(
  schema: JsonSchema,
  {
    path,
    required,
    header = path.join('.'),
  }: { readonly path: readonly (string | number)[]; readonly required: boolean; readonly header?: string },
): InventoryColumn {
  const items = isObject(schema['items']) ? schema['items'] : {};
  const named = schema['references'] ?? items['references'];
  return {
    header,
    path,
    form: formOf(schema),
    required,
    description: typeof schema['description'] === 'string' ? schema['description'] : '',
    unit: unitOf(schema['unit']),
    values: valuesOf(schema) ?? valuesOf(items),
    minimum: numeric(schema['minimum']),
    maximum: numeric(schema['maximum']),
    references: typeof named === 'string' ? (named as KindName) : null,
    itemForm: formOf(items),
  };
}

function formOf(schema: JsonSchema): CellForm {
  const literals = alternativesOf(schema);
  switch (schema['type'] ?? literals[0]?.['type']) {
    case 'string':
      return textFormOf(schema);
    case 'integer':
      return 'integer';
    case 'number':
      return literals.length > 0 ? 'integer' : 'number';
    case 'boolean':
      return 'boolean';
    case 'array': {
      const items = isObject(schema['items']) ? schema['items'] : {};
      return ['string', 'integer', 'number'].includes(String(items['type'])) ? 'list' : 'json';
    }
    default:
      return 'json';
  }
}

/** Text whose pattern lets blanks stand at its ends is taken as it is. */
function textFormOf(schema: JsonSchema): CellForm {
  if (schema['format'] === 'date') return 'date';
  if (typeof schema['pattern'] !== 'string' || schema['format'] !== undefined) return 'name';
  return new RegExp(schema['pattern']).test(' a ') ? 'text' : 'name';
}

function valuesOf(schema: JsonSchema): readonly (string | number)[] | null {
  if (Array.isArray(schema['enum'])) return schema['enum'] as readonly (string | number)[];
  const literals = alternativesOf(schema);
  return literals.length > 0 && literals.every((literal) => literal['const'] !== undefined)
    ? literals.map((literal) => literal['const'] as string | number)
    : null;
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  return Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [];
}

/** Shares have the unit 1, which says nothing; money stands in minor units. */
function unitOf(unit: unknown): string | null {
  if (typeof unit !== 'string' || unit === '1') return null;
  return unit === 'USD-like minor units' ? 'minor units' : unit;
}

function numeric(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
