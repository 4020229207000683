import { z } from 'zod';
import { showValue } from './text-display.js';

type AnySchema = z.core.$ZodType;
type KnownSchema = z.core.$ZodTypes;

const LISTED_OPTIONS = 40;

const FORMAT_WORDS: ReadonlyMap<string, string> = new Map([
  ['date', 'a date such as 2026-03-31'],
  ['datetime', 'an instant in UTC such as 2026-03-31T08:00:00Z'],
  ['time', 'a time such as 08:00:00'],
  ['uuid', 'a UUID'],
  ['guid', 'a UUID'],
  ['email', 'an e-mail address'],
  ['url', 'a URL'],
]);

function known(schema: AnySchema): KnownSchema {
  return schema as KnownSchema;
}

/** The schema inside wrappers that say only that a value may be left out or is read-only. */
function unwrap(schema: AnySchema): KnownSchema {
  const inner = known(schema);
  switch (inner._zod.def.type) {
    case 'optional':
    case 'nonoptional':
    case 'nullable':
    case 'readonly':
    case 'default':
    case 'prefault':
    case 'catch':
      return unwrap(inner._zod.def.innerType);
    case 'lazy':
      return unwrap(inner._zod.def.getter());
    case 'pipe':
      return unwrap(inner._zod.def.in);
    default:
      return inner;
  }
}

/** Branches of a union, its own unions included; of any other schema the schema itself. */
function branches(schema: AnySchema): readonly KnownSchema[] {
  const inner = unwrap(schema);
  return inner._zod.def.type === 'union' ? inner._zod.def.options.flatMap(branches) : [inner];
}

function child(schema: KnownSchema, step: string | number): readonly KnownSchema[] {
  const { def } = schema._zod;
  if (def.type === 'object' && typeof step === 'string') {
    const property = Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    return property === undefined ? [] : branches(property);
  }
  if (def.type === 'array' && typeof step === 'number') return branches(def.element);
  if (def.type === 'tuple' && typeof step === 'number') {
    const item = def.items[step] ?? def.rest;
    return item === null ? [] : branches(item);
  }
  if (def.type === 'record' && typeof step === 'string') return branches(def.valueType);
  if (def.type === 'intersection') return [def.left, def.right].flatMap(branches).flatMap((side) => child(side, step));
  return [];
}

/** Leaves out the mappings whose literal keys, such as a `kind`, say something else than the value does. */
function meant(options: readonly KnownSchema[], value: unknown): readonly KnownSchema[] {
  if (options.length < 2 || typeof value !== 'object' || value === null) return options;
  const fitting = options.filter(({ _zod: { def } }) => {
    if (def.type !== 'object') return true;
    return Object.entries(def.shape).every(([key, property]) => {
      const { def: literal } = unwrap(property)._zod;
      if (literal.type !== 'literal' || !Object.hasOwn(value, key)) return true;
      const held: unknown = Reflect.get(value, key);
      return literal.values.some((one) => one === held);
    });
  });
  return fitting.length === 0 ? options : fitting;
}

/**
 * The schemas that apply at a path: several where unions stand on the way and the value does not decide between them,
 * none where the path leaves the schema.
 *
 * @param at The whole value and a path into it.
 */
export function schemasAt(
  schema: AnySchema,
  at: { readonly value: unknown; readonly path: readonly (string | number)[] },
): readonly AnySchema[] {
  let current: readonly KnownSchema[] = branches(schema);
  let value = at.value;
  for (const step of at.path) {
    current = meant(current, value).flatMap((option) => child(option, step));
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return meant(current, value);
}

/** Keys of all mappings among the schemas, in the order of the schema. */
export function knownKeys(schemas: readonly AnySchema[]): readonly string[] {
  const keys = new Set<string>();
  for (const schema of schemas) {
    const { def } = unwrap(schema)._zod;
    if (def.type === 'object') for (const key of Object.keys(def.shape)) keys.add(key);
    else if (def.type === 'intersection') for (const key of knownKeys([def.left, def.right])) keys.add(key);
  }
  return [...keys];
}

/** What a mapping holds at each of its keys, and whether that is a list. */
export function propertiesOf(
  schema: AnySchema,
): ReadonlyMap<string, { readonly schema: AnySchema; readonly isList: boolean }> {
  const { def } = unwrap(schema)._zod;
  if (def.type !== 'object') return new Map();
  return new Map(
    Object.entries(def.shape).map(([key, property]) => {
      const inner = unwrap(property);
      return [key, { schema: inner, isList: inner._zod.def.type === 'array' }];
    }),
  );
}

/** How many entries a list may have. */
export function lengthBounds(schema: AnySchema): { readonly min: number; readonly max: number } {
  const { min, max } = boundsOf(unwrap(schema));
  return {
    min: min === undefined ? 0 : Number(min.value),
    max: max === undefined ? Number.POSITIVE_INFINITY : Number(max.value),
  };
}

/** The texts that literals and enumerations among the schemas name. */
export function namedValues(schemas: readonly AnySchema[]): readonly string[] {
  return schemas.flatMap(branches).flatMap(({ _zod: { def } }) => {
    const values: readonly unknown[] =
      def.type === 'literal' ? def.values : def.type === 'enum' ? Object.values(def.entries) : [];
    return values.filter((value) => typeof value === 'string');
  });
}

/** Names in one phrase: `"a", "b" or "c"`. */
export function phraseOf(options: readonly string[]): string {
  const distinct = [...new Set(options)];
  if (distinct.length > LISTED_OPTIONS) {
    return `${distinct.slice(0, LISTED_OPTIONS).join(', ')} or one of ${distinct.length - LISTED_OPTIONS} more`;
  }
  const last = distinct.at(-1) ?? '';
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} or ${last}`;
}

interface Bounds {
  readonly min?: { readonly value: string; readonly inclusive: boolean };
  readonly max?: { readonly value: string; readonly inclusive: boolean };
}

function boundsOf(schema: KnownSchema): Bounds {
  let bounds: Bounds = {};
  for (const check of checksOf(schema)) {
    const { def } = check._zod;
    switch (def.check) {
      case 'greater_than':
        bounds = { ...bounds, min: { value: String(def.value), inclusive: def.inclusive } };
        break;
      case 'less_than':
        bounds = { ...bounds, max: { value: String(def.value), inclusive: def.inclusive } };
        break;
      case 'min_length':
        bounds = { ...bounds, min: { value: String(def.minimum), inclusive: true } };
        break;
      case 'max_length':
        bounds = { ...bounds, max: { value: String(def.maximum), inclusive: true } };
        break;
      case 'length_equals': {
        const value = { value: String(def.length), inclusive: true };
        bounds = { min: value, max: value };
        break;
      }
      default:
        break;
    }
  }
  return bounds;
}

function checksOf(schema: KnownSchema): readonly z.core.$ZodChecks[] {
  const checks: readonly z.core.$ZodCheck[] = schema._zod.def.checks ?? [];
  return checks.map((check) => check as z.core.$ZodChecks);
}

function rangeWords({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) {
    if (min.inclusive && max.inclusive) return min.value === max.value ? min.value : `${min.value} to ${max.value}`;
    return `${min.inclusive ? 'at least' : 'more than'} ${min.value} and ${max.inclusive ? 'at most' : 'less than'} ${max.value}`;
  }
  if (min !== undefined) return `${min.inclusive ? 'at least' : 'more than'} ${min.value}`;
  if (max !== undefined) return `${max.inclusive ? 'at most' : 'less than'} ${max.value}`;
  return '';
}

/** Unit of a number as its description states it; money has none of its own, and 1 is none. */
function unitOf(schema: AnySchema): string {
  const meta = z.globalRegistry.get(schema);
  if (meta === undefined) return '';
  if (meta['money'] === true) return ' minor units';
  const unit = meta['unit'];
  return typeof unit === 'string' && unit !== '1' ? ` ${unit}` : '';
}

function numberWords(schema: KnownSchema, isWhole: boolean): string {
  const range = rangeWords(boundsOf(schema));
  const divisor = checksOf(schema).flatMap(({ _zod: { def } }) => (def.check === 'multiple_of' ? [def.value] : []))[0];
  const step = divisor === undefined ? '' : ` in steps of ${divisor}`;
  const unit = range === '' ? unitOf(schema).replace(/^ (.*)$/, ' in $1') : unitOf(schema);
  return `${isWhole ? 'a whole number' : 'a number'}${range === '' ? '' : `, ${range}`}${unit}${step}`;
}

/** A text in words; `meta({ allowed: 'one line' })` says its pattern to people. */
function stringWords(schema: KnownSchema): string {
  const ownFormat = 'format' in schema._zod.def ? String(schema._zod.def.format) : undefined;
  const words = ownFormat === undefined ? undefined : FORMAT_WORDS.get(ownFormat);
  if (words !== undefined) return words;
  const range = rangeWords(boundsOf(schema));
  const patterns = checksOf(schema).flatMap(({ _zod: { def } }) =>
    def.check === 'string_format' && def.pattern !== undefined ? [def.pattern] : [],
  );
  const length = range === '' ? '' : ` of ${range} characters`;
  const said = z.globalRegistry.get(schema)?.['allowed'];
  if (typeof said === 'string') return `text${length}, ${said}`;
  return `text${length}${patterns.length === 0 ? '' : ` that matches ${patterns.map(String).join(' and ')}`}`;
}

function ownWords(schema: KnownSchema): string {
  const { def } = schema._zod;
  switch (def.type) {
    case 'string':
      return stringWords(schema);
    case 'number':
      return numberWords(schema, 'format' in def && /int/.test(String(def.format)));
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'enum':
      return phraseOf(Object.values(def.entries).map(showValue));
    case 'literal':
      return phraseOf(def.values.map(showValue));
    case 'array': {
      const range = rangeWords(boundsOf(schema));
      return range === '' ? 'a list' : `a list of ${range}`;
    }
    case 'tuple':
      return `a list of ${def.items.length}${def.rest === null ? '' : ' or more'}`;
    case 'object':
    case 'record':
    case 'intersection':
      return 'a mapping';
    default:
      return 'another value';
  }
}

/** What may stand where these schemas apply, in words: `a number, 0 to 60 U`. Empty where nothing is known. */
export function schemaWords(schemas: readonly AnySchema[]): string {
  return phraseOf(schemas.flatMap(branches).map(ownWords));
}
