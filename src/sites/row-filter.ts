import { isKindName, type KindName } from '../domain/site/kinds.js';
import { isUuid } from '../openapi/parameter.js';
import { quoted } from '../platform/tables/column-name.js';
import { tableOf, type ColumnType, type FieldColumn } from '../platform/tables/kind-table.js';
import type { Filter, Ordering } from './row-query.js';

type Scalar = string | number | boolean;

/** SQL with its parameters, numbered from 1. */
export interface SqlText {
  readonly text: string;
  readonly values: readonly (Scalar | readonly Scalar[])[];
}

/** A filter or an ordering that the kind does not have. */
export class RowQueryError extends RangeError {}

/** The condition on the rows `t` of a kind that all filters make. */
export function whereSql(kind: KindName, filters: readonly Filter[]): SqlText {
  const values: (Scalar | readonly Scalar[])[] = [];
  const parameter: Parameter = (value) => `$${String(values.push(value))}`;
  const conditions = filters.map((filter) => conditionOf(kind, filter, parameter));
  return {
    text: conditions.length === 0 ? 'true' : conditions.map((condition) => `(${condition})`).join(' AND '),
    values,
  };
}

/** A total order of the rows `t` of a kind; `s` is their site where they have one. */
export function orderSql(kind: KindName, orderings: readonly Ordering[]): string {
  const table = tableOf(kind);
  const terms = orderings.map(
    ({ field, descending }) => `${orderedBy(kind, field)}${descending ? ' DESC NULLS LAST' : ' NULLS LAST'}`,
  );
  const key = table.key.map(({ name }) => `t.${quoted(name)}`);
  return [...terms, ...(table.hasSite ? ['s."name"'] : []), ...key].join(', ');
}

type Parameter = (value: Scalar | readonly Scalar[]) => string;

interface Operand {
  readonly sql: string;
  readonly type: ColumnType;
}

function conditionOf(kind: KindName, filter: Filter, parameter: Parameter): string {
  const { field } = filter;
  const table = tableOf(kind);
  if (field === 'id') return compare({ sql: 't."id"', type: 'uuid' }, filter, parameter);
  if (field === 'site' && (table.hasSite || kind === 'site')) return siteCondition(kind, filter, parameter);
  const column = table.columns.find((candidate) => candidate.field.name === field);
  if (column !== undefined) return columnCondition(column, filter, parameter);
  const [head = '', ...rest] = field.split('.');
  const list = table.lists.find((candidate) => candidate.field.name === head);
  if (list !== undefined) {
    const items = `SELECT 1 FROM ${quoted(list.name)} i WHERE i."owner_id" = t."id"`;
    if (filter.op === 'empty' && rest.length === 0) return emptiness(`NOT EXISTS (${items})`, filter);
    const wanted = rest[0] ?? 'name';
    const item = list.columns.find((candidate) => candidate.field.name === wanted);
    if (item === undefined || rest.length > 1) throw unknownField(kind, field);
    return someOf(items, { sql: `i.${quoted(item.name)}`, type: item.type }, filter, parameter);
  }
  const reference = table.columns.find((candidate) => candidate.field.name === head);
  const target = reference?.field.references ?? null;
  if (reference === undefined || target === null || !isKindName(target) || rest.length !== 1)
    throw unknownField(kind, field);
  return throughReference(kind, { reference, target, wanted: rest[0] ?? '' }, filter, parameter);
}

function columnCondition(column: FieldColumn, filter: Filter, parameter: Parameter): string {
  const sql = `t.${quoted(column.name)}`;
  if (column.type !== 'jsonb') return compare({ sql, type: column.type }, filter, parameter);
  if (filter.op === 'empty') return emptiness(`${sql} IS NULL OR ${sql} IN ('[]', '{}')`, filter);
  if (column.field.shape !== 'list')
    throw new RowQueryError(`${column.field.name} can only be asked whether it is empty`);
  return someOf(
    `SELECT 1 FROM jsonb_array_elements_text(${sql}) AS i (value) WHERE true`,
    { sql: 'i.value', type: 'text' },
    filter,
    parameter,
  );
}

function throughReference(
  kind: KindName,
  {
    reference,
    target,
    wanted,
  }: { readonly reference: FieldColumn; readonly target: KindName; readonly wanted: string },
  filter: Filter,
  parameter: Parameter,
): string {
  const table = tableOf(target);
  const column = table.columns.find(({ field }) => field.name === wanted);
  if (column === undefined || column.type === 'jsonb') throw unknownField(kind, filter.field);
  const { within } = reference.field;
  const holders = table.key.map(({ field, name }) => {
    const holder = within[field.name];
    const own =
      holder === undefined ? reference : tableOf(kind).columns.find((candidate) => candidate.field.name === holder);
    return `r.${quoted(name)} = t.${quoted(own?.name ?? reference.name)}`;
  });
  const site = table.hasSite ? ['r."site_id" = t."site_id"'] : [];
  const select = `SELECT 1 FROM ${quoted(table.name)} r WHERE ${[...site, ...holders].join(' AND ')}`;
  return someOf(select, { sql: `r.${quoted(column.name)}`, type: column.type }, filter, parameter);
}

/** Whether one of several values meets a filter; of `n` and `empty`, whether none does. */
function someOf(select: string, operand: Operand, filter: Filter, parameter: Parameter): string {
  if (filter.op === 'empty') return emptiness(`NOT EXISTS (${select} AND ${operand.sql} IS NOT NULL)`, filter);
  if (filter.op !== 'n') return `EXISTS (${select} AND (${compare(operand, filter, parameter)}))`;
  return `NOT EXISTS (${select} AND (${compare(operand, { ...filter, op: 'eq' }, parameter)}))`;
}

function siteCondition(kind: KindName, filter: Filter, parameter: Parameter): string {
  if (filter.op !== 'eq' && filter.op !== 'n') throw new RowQueryError('site can only be asked for equality');
  const names = filter.values.map(String).filter(isText);
  const ids = names.filter(isUuid);
  const column = kind === 'site' ? 't."id"' : 't."site_id"';
  const wanted = `SELECT id FROM sites WHERE name = ANY (${parameter(names)}::text[]) OR id = ANY (${parameter(ids)}::uuid[])`;
  return `${column} ${filter.op === 'n' ? 'NOT IN' : 'IN'} (${wanted})`;
}

function compare(operand: Operand, filter: Filter, parameter: Parameter): string {
  const { sql, type } = operand;
  switch (filter.op) {
    case 'eq':
      return `${sql} = ANY (${parameter(valuesFor(type, filter))}::${type}[])`;
    case 'n':
      return `${sql} IS NULL OR ${sql} <> ALL (${parameter(valuesFor(type, filter))}::${type}[])`;
    case 'empty':
      return emptiness(`${sql} IS NULL${type === 'text' ? ` OR ${sql} = ''` : ''}`, filter);
    case 'ic':
    case 'isw': {
      if (type !== 'text') throw new RowQueryError(`${filter.field} is no text`);
      const start = filter.op === 'ic' ? '%' : '';
      const patterns = valuesFor(type, filter).map((value) => `${start}${String(value).replace(/[\\%_]/g, '\\$&')}%`);
      return `${sql} ILIKE ANY (${parameter(patterns)}::text[])`;
    }
    default:
      return `${sql} ${ORDER_OPERATORS[filter.op]} ANY (${parameter(valuesFor(type, filter))}::${type}[])`;
  }
}

const ORDER_OPERATORS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function emptiness(condition: string, { field, values }: Filter): string {
  const wanted = new Set(values);
  if ([...wanted].some((value) => typeof value !== 'boolean'))
    throw new RowQueryError(`${field}__empty is true or false`);
  if (wanted.size !== 1) return wanted.size === 0 ? 'false' : 'true';
  return wanted.has(true) ? `(${condition})` : `NOT (${condition})`;
}

/** Values of a column's type; a text that is no UUID, or that nothing stored can be, equals none. */
function valuesFor(type: ColumnType, { field, values }: Filter): readonly Scalar[] {
  if (type === 'uuid') return values.map(String).filter(isUuid);
  if (type === 'text') return values.map(String).filter(isText);
  const wanted = type === 'boolean' ? 'boolean' : 'number';
  return values.map((value) => {
    if (typeof value !== wanted) throw new RowQueryError(`${field} is compared with a ${wanted}`);
    return value;
  });
}

function isText(value: string): boolean {
  return !value.includes('\u0000');
}

function orderedBy(kind: KindName, field: string): string {
  const table = tableOf(kind);
  if (field === 'id') return 't."id"';
  if (field === 'createdAt') return 't."created_at"';
  if (field === 'updatedAt') return 't."updated_at"';
  if (field === 'site' && table.hasSite) return 's."name"';
  const column = table.columns.find((candidate) => candidate.field.name === field);
  if (column === undefined || column.type === 'jsonb') throw unknownField(kind, field);
  return `t.${quoted(column.name)}`;
}

function unknownField(kind: KindName, field: string): RowQueryError {
  return new RowQueryError(`${kind} has no field ${field} to ask for`);
}
