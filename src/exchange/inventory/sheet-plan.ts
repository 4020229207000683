import { z } from 'zod';
import type { KindDefinition } from '../../domain/site/definition.js';
import { kinds, type KindName } from '../../domain/site/kinds.js';
import { columnOf, isObject, type InventoryColumn, type JsonSchema, type RecordColumns } from './column-plan.js';

/**
 * The sheets of an inventory, derived from the definitions of the kinds: one for each kind and one for each of its lists
 * of several columns. A field is one column; a point or an object is one column for each of its parts (`position.x`); a
 * list of plain values is one cell; keys that a user chooses are columns of their own (`customFields.owner`).
 */
export interface InventorySheet {
  /** Name of the sheet and stem of the CSV file: `cables`, `cables.ends`. */
  readonly name: string;
  readonly kind: KindName;
  readonly title: string;
  /** Field of the kind that the rows of this sheet are the entries of; null on the sheet of the kind itself. */
  readonly list: string | null;
  readonly description: string;
  /** Columns of every row; first those by which a row is found: `key`, or the owner and `order`. */
  readonly columns: readonly InventoryColumn[];
  /** Fields whose keys are columns. */
  readonly records: readonly RecordColumns[];
  /** Objects of several columns; that one is there without any of them is said by `{}` in a column of its own. */
  readonly groups: readonly (readonly string[])[];
}

/** How the thing of a row is called in the hall now; what stands in the other columns is how it shall be. */
export const KEY = 'key';

/** Place of an entry in its list. */
export const ORDER = 'order';

/** Begins the columns that say of which thing a row is an entry. */
export const OWNER = 'of ';

let known: readonly InventorySheet[] | null = null;

/** Every sheet, in the order of the document, lists behind their kind. */
export function inventorySheets(): readonly InventorySheet[] {
  known ??= kinds.flatMap(sheetsOf);
  return known;
}

/** Columns of a child sheet that hold the key of the owner, in the order of the key. */
export function ownerHeaders({ name, key }: KindDefinition<KindName>): readonly string[] {
  return key.map((field, i) => `${OWNER}${i === key.length - 1 ? name : field}`);
}

function sheetsOf(kind: KindDefinition<KindName>): readonly InventorySheet[] {
  const name = kind.name === 'site' ? 'site' : kind.plural;
  const schema = z.toJSONSchema(kind.schema, { target: 'draft-7', reused: 'inline' }) as JsonSchema;
  const columns: InventoryColumn[] = [keyColumn(kind)];
  const records: RecordColumns[] = [];
  const groups: (readonly string[])[] = [];
  const children: InventorySheet[] = [];
  for (const { field, property, required } of propertiesOf(schema)) {
    const description = textOf(property['description']);
    if (isList(property) && !isPlainList(property)) children.push(childSheet(kind, { name, field, property }));
    else if (isTuple(property)) {
      columns.push(...tupleColumns(property, { path: [field], required, description }));
    } else if (isRecord(property)) {
      const value = property['additionalProperties'] as JsonSchema;
      records.push({ field, prefix: `${field}.`, form: value['type'] === 'string' ? 'text' : 'scalar', description });
      groups.push([field]);
    } else if (isFlatObject(property)) {
      columns.push(...objectColumns(property, [field]));
      groups.push(...objectPaths(property, [field]));
    } else columns.push(columnOf(property, { path: [field], required }));
  }
  const sheet = { name, kind: kind.name, title: kind.title, list: null, description: '', records, groups };
  return [{ ...sheet, columns: inReadingOrder(kind, columns) }, ...children];
}

/** The key, what is required, the rest, and at the end what is long or seldom filled in. */
function inReadingOrder(
  { key }: KindDefinition<KindName>,
  columns: readonly InventoryColumn[],
): readonly InventoryColumn[] {
  const placeOf = ({ header, path, required }: InventoryColumn) => {
    if (header === KEY) return 0;
    if (key.includes(header)) return 1;
    if (header === 'id') return 5;
    if (path[0] === 'description' || path[0] === 'tags') return 4;
    return required ? 2 : 3;
  };
  return columns.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function keyColumn(kind: KindDefinition<KindName>): InventoryColumn {
  const parts = kind.key.length === 1 ? '' : `, its ${kind.key.join(' and ')} parted by ";"`;
  return {
    header: KEY,
    path: [],
    form: kind.key.length === 1 ? 'name' : 'list',
    required: false,
    description: `How the ${kind.title.toLowerCase()} is called in the hall now${parts}; leave it as it is to rename, empty for what is new`,
    unit: null,
    values: null,
    minimum: null,
    maximum: null,
    references: null,
    itemForm: 'name',
  };
}

/** The sheet of a list: its owner, the place of the entry and what the entry holds. */
function childSheet(
  kind: KindDefinition<KindName>,
  { name, field, property }: { readonly name: string; readonly field: string; readonly property: JsonSchema },
): InventorySheet {
  const items = isObject(property['items']) ? property['items'] : {};
  const owner = ownerHeaders(kind).map((header): InventoryColumn => ({
    ...keyColumn(kind),
    header,
    form: 'name',
    required: true,
    description: `${kind.title} to which the row belongs`,
    references: header === `${OWNER}${kind.name}` ? kind.name : null,
  }));
  const order: InventoryColumn = {
    ...keyColumn(kind),
    header: ORDER,
    form: 'number',
    description: 'Place in the list; 0 and nothing more: the list is empty',
    minimum: 0,
  };
  const parts = isTuple(items)
    ? tupleColumns(items, { path: [], required: true, description: '' })
    : items['type'] === 'object'
      ? propertiesOf(items).map((inner) => columnOf(inner.property, { path: [inner.field], required: inner.required }))
      : [columnOf(items, { path: [], required: true, header: 'value' })];
  return {
    name: `${name}.${field}`,
    kind: kind.name,
    title: kind.title,
    list: field,
    description: textOf(property['description']),
    columns: [...owner, order, ...parts],
    records: [],
    groups: [],
  };
}

const AXES = ['x', 'y', 'z'];

function tupleColumns(
  schema: JsonSchema,
  { path, required, description }: { path: readonly string[]; required: boolean; description: string },
): readonly InventoryColumn[] {
  return (schema['items'] as readonly JsonSchema[]).map((item, i) => {
    const axis = AXES[i] ?? String(i + 1);
    const column = columnOf(item, { path: [...path, i], required, header: [...path, axis].join('.') });
    return {
      ...column,
      unit: column.unit ?? 'm',
      description: description === '' ? `${axis} of the corner` : description,
    };
  });
}

function propertiesOf(schema: JsonSchema) {
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  const properties = (schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined) ?? {};
  return Object.entries(properties).map(([field, property]) => ({ field, property, required: required.has(field) }));
}

function isTuple(schema: JsonSchema): boolean {
  return schema['type'] === 'array' && Array.isArray(schema['items']);
}

function isList(schema: JsonSchema): boolean {
  return schema['type'] === 'array' && isObject(schema['items']);
}

/** A list of texts, numbers or names: one cell. */
function isPlainList(schema: JsonSchema): boolean {
  const items = isObject(schema['items']) ? schema['items'] : {};
  return items['type'] === 'string' || items['type'] === 'number' || items['type'] === 'integer';
}

function isRecord(schema: JsonSchema): boolean {
  return schema['type'] === 'object' && isObject(schema['additionalProperties']);
}

/** An object all of whose fields fit into cells, or are such objects. */
function isFlatObject(schema: JsonSchema): boolean {
  if (schema['type'] !== 'object' || schema['properties'] === undefined) return false;
  return propertiesOf(schema).every(({ property }) => {
    if (isTuple(property)) return false;
    return property['type'] === 'object' ? isFlatObject(property) : !isList(property) || isPlainList(property);
  });
}

function objectColumns(schema: JsonSchema, path: readonly string[]): readonly InventoryColumn[] {
  const unit = schema['unit'];
  return propertiesOf(schema).flatMap(({ field, property }) => {
    if (property['type'] === 'object') return objectColumns(property, [...path, field]);
    return [columnOf({ unit, ...property }, { path: [...path, field], required: false })];
  });
}

function objectPaths(schema: JsonSchema, path: readonly string[]): readonly (readonly string[])[] {
  const inner = propertiesOf(schema).filter(({ property }) => property['type'] === 'object');
  return [path, ...inner.flatMap(({ field, property }) => objectPaths(property, [...path, field]))];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
