import { kindNamed, kinds, type KindName } from '../../domain/site/kinds.js';
import { fieldsOf, type Field } from '../../domain/site/shape.js';
import { snakeCase } from './column-name.js';

export type ColumnType = 'text' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'jsonb' | 'uuid';

/** One column that holds one field. */
export interface FieldColumn {
  readonly field: Field;
  readonly name: string;
  readonly type: ColumnType;
}

/** A column of a list whose value stands in the row that owns the list. */
export interface OwnerColumn {
  readonly field: string;
  readonly name: string;
}

/**
 * The table of a list that holds references, one row for each item: `name` for a list of names, else a column for each
 * field of the items.
 */
export interface ListTable {
  readonly name: string;
  readonly field: Field;
  /** In the owner's table: the list is given, be it empty; null for a list that is always given. */
  readonly givenColumn: string | null;
  readonly hasSite: boolean;
  /** Fields of the owner that the keys of its references need. */
  readonly ownerColumns: readonly OwnerColumn[];
  readonly columns: readonly FieldColumn[];
}

/** How the things of a kind are stored. */
export interface KindTable {
  readonly kind: KindName;
  readonly name: string;
  /** The table belongs to sites and has `site_id`. */
  readonly hasSite: boolean;
  readonly key: readonly FieldColumn[];
  readonly columns: readonly FieldColumn[];
  readonly lists: readonly ListTable[];
}

const INT4_MAXIMUM = 2_147_483_647;
const tables = new Map<KindName, KindTable>();

/** The tables of a kind, from its definition. */
export function tableOf(kind: KindName): KindTable {
  const known = tables.get(kind);
  if (known !== undefined) return known;
  const table = deriveTable(kind);
  tables.set(kind, table);
  return table;
}

/** The tables of all kinds, the sites first. */
export function allTables(): readonly KindTable[] {
  return kinds.map(({ name }) => tableOf(name));
}

/** Whether things of a kind belong to one site. */
export function isSiteScoped(kind: KindName): boolean {
  return kindNamed(kind).scope === 'site';
}

function deriveTable(kind: KindName): KindTable {
  const definition = kindNamed(kind);
  const fields = fieldsOf(kind).filter(({ name }) => name !== 'id');
  const columns = fields.filter((field) => !isList(field)).map(columnOf);
  return {
    kind,
    name: snakeCase(definition.plural),
    hasSite: isSiteScoped(kind),
    key: definition.key.map((name) => {
      const column = columns.find(({ field }) => field.name === name);
      if (column === undefined) throw new RangeError(`${kind} has no field ${name} for its key`);
      return column;
    }),
    columns,
    lists: fields.filter(isList).map((field) => listTableOf(kind, field)),
  };
}

function isList(field: Field): boolean {
  return field.shape === 'name-list' || field.shape === 'row-list';
}

function listTableOf(kind: KindName, field: Field): ListTable {
  const items = field.shape === 'row-list' ? field.columns : [{ ...field, name: 'name', shape: 'text' as const }];
  const within = new Set(items.flatMap((item) => Object.values(item.within)));
  return {
    name: `${snakeCase(kind)}_${snakeCase(field.name)}`,
    field,
    givenColumn: field.required ? null : `${snakeCase(field.name)}_given`,
    hasSite: isSiteScoped(kind) && items.some(({ references }) => references !== null && isSiteScoped(references)),
    ownerColumns: [...within].map((name) => ({ field: name, name: snakeCase(name) })),
    columns: items.map((item) => columnOf(field.shape === 'name-list' ? { ...item, required: true } : item)),
  };
}

function columnOf(field: Field): FieldColumn {
  return { field, name: snakeCase(field.name), type: typeOf(field) };
}

function typeOf(field: Field): ColumnType {
  switch (field.shape) {
    case 'text':
      return 'text';
    case 'integer':
      return (field.maximum ?? 0) > INT4_MAXIMUM ? 'bigint' : 'integer';
    case 'number':
      return 'double precision';
    case 'boolean':
      return 'boolean';
    default:
      return 'jsonb';
  }
}
