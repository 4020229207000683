import { z } from 'zod';
import { kindNamed, kinds, type KindName } from './kinds.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** How a field is held: one value, an object, a list of plain values or objects, or a list that holds references. */
export type FieldShape = 'text' | 'integer' | 'number' | 'boolean' | 'object' | 'list' | 'name-list' | 'row-list';

/** One field of a kind, read off its schema. */
export interface Field {
  readonly name: string;
  readonly shape: FieldShape;
  readonly required: boolean;
  readonly description: string;
  readonly unit: string | null;
  readonly money: boolean;
  readonly values: readonly (string | number)[] | null;
  readonly minimum: number | null;
  readonly exclusiveMinimum: number | null;
  readonly maximum: number | null;
  readonly multipleOf: number | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly pattern: string | null;
  readonly format: string | null;
  /** Bounds of the length of a list. */
  readonly minItems: number | null;
  readonly maxItems: number | null;
  /** Of a field or of the items of a `name-list`: the kind that it names. */
  readonly references: KindName | null;
  /** Further key fields of the target, each with the field of the referring thing that holds it. */
  readonly within: Readonly<Record<string, string>>;
  /** Fields of the objects of a `row-list`. */
  readonly columns: readonly Field[];
}

/** A reference from one kind to another. */
export interface ReferenceShape {
  readonly from: KindName;
  readonly field: string;
  /** Field inside the objects of a `row-list`; null where the field itself is the name, or a list of names. */
  readonly column: string | null;
  readonly to: KindName;
  readonly within: Readonly<Record<string, string>>;
}

const fieldsByKind = new Map<KindName, readonly Field[]>();
let allReferences: readonly ReferenceShape[] | null = null;

/** The fields of a kind in the order of their definition. */
export function fieldsOf(name: KindName): readonly Field[] {
  const known = fieldsByKind.get(name);
  if (known !== undefined) return known;
  const fields = fieldsOfObject(z.toJSONSchema(kindNamed(name).schema, { target: 'draft-7', reused: 'inline' }));
  fieldsByKind.set(name, fields);
  return fields;
}

/** Every reference of the model. */
export function references(): readonly ReferenceShape[] {
  allReferences ??= kinds.flatMap((kind) =>
    fieldsOf(kind.name).flatMap((field) => referencesOfField(kind.name, field)),
  );
  return allReferences;
}

function referencesOfField(from: KindName, field: Field): readonly ReferenceShape[] {
  const own =
    field.references === null
      ? []
      : [{ from, field: field.name, column: null, to: field.references, within: field.within }];
  const inner = field.columns.flatMap((column) =>
    column.references === null
      ? []
      : [{ from, field: field.name, column: column.name, to: column.references, within: column.within }],
  );
  return [...own, ...inner];
}

function fieldsOfObject(schema: JsonSchema): readonly Field[] {
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const properties = (schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined) ?? {};
  return Object.entries(properties).map(([name, property]) => fieldOf(name, property, required.has(name)));
}

function fieldOf(name: string, schema: JsonSchema, required: boolean): Field {
  const items = schema['items'];
  const item = isObject(items) ? items : null;
  const columns = item?.['type'] === 'object' ? fieldsOfObject(item) : [];
  const named = schema['references'] !== undefined ? schema : item?.['references'] !== undefined ? item : null;
  const hasReferences = columns.some((column) => column.references !== null);
  return {
    name,
    shape: shapeOf(schema, { nameList: named !== null && named === item, rowList: hasReferences }),
    required,
    description: text(schema['description']) ?? '',
    unit: text(schema['unit']),
    money: schema['money'] === true,
    values: valuesOf(schema),
    minimum: numeric(schema['minimum']),
    exclusiveMinimum: numeric(schema['exclusiveMinimum']),
    maximum: numeric(schema['maximum']),
    multipleOf: numeric(schema['multipleOf']),
    minLength: numeric(schema['minLength']),
    maxLength: numeric(schema['maxLength']),
    pattern: text(schema['pattern']),
    format: text(schema['format']),
    minItems: numeric(schema['minItems']),
    maxItems: numeric(schema['maxItems']),
    references: (text(named?.['references']) as KindName | null) ?? null,
    within: (named?.['within'] as Readonly<Record<string, string>> | undefined) ?? {},
    columns: hasReferences ? columns : [],
  };
}

function shapeOf(schema: JsonSchema, list: { readonly nameList: boolean; readonly rowList: boolean }): FieldShape {
  const literals = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [];
  const type = text(schema['type']) ?? text(literals[0]?.['type']) ?? 'object';
  if (type === 'array') return list.nameList ? 'name-list' : list.rowList ? 'row-list' : 'list';
  if (type === 'string') return 'text';
  if (type === 'integer') return 'integer';
  if (type === 'number') return literals.length > 0 ? 'integer' : 'number';
  if (type === 'boolean') return 'boolean';
  return 'object';
}

function valuesOf(schema: JsonSchema): readonly (string | number)[] | null {
  if (Array.isArray(schema['enum'])) return schema['enum'] as readonly (string | number)[];
  const literals = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [];
  if (literals.length > 0 && literals.every((literal) => literal['const'] !== undefined)) {
    return literals.map((literal) => literal['const'] as string | number);
  }
  return null;
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numeric(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
