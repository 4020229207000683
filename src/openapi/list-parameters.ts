import type { Defect } from '../domain/defect.js';
import type { Row } from '../domain/site/key.js';
import { kindNamed, type KindName } from '../domain/site/kinds.js';
import { fieldsOf, type Field } from '../domain/site/shape.js';
import { readParameters, type Parameter, type ParameterType, type RawQuery } from './parameter.js';
import type { Filter, FilterOperator, Ordering, RowQuery } from '../sites/row-query.js';

export const DEFAULT_LIMIT = 50;
export const MAXIMUM_LIMIT = 1000;

/** Rows of a table beyond this are not reached by paging (a signed 32-bit count). */
const MAXIMUM_OFFSET = 2 ** 31 - 1;
const MAXIMUM_INT = 2 ** 31 - 1;

/** What a list request asks for. */
export interface ListQuery extends RowQuery {
  /** Fields of each row to answer with; null for all. */
  readonly fields: readonly string[] | null;
}

/** How a field of a list can be filtered. */
type Family = 'text' | 'choice' | 'ordered' | 'boolean' | 'list' | 'presence' | 'moment';

export interface ListField {
  readonly name: string;
  readonly description: string;
  readonly type: ParameterType;
  readonly family: Family;
  /** May be absent from a row. */
  readonly optional: boolean;
  /** Where a list of objects is looked for: a column that each of them has. */
  readonly soughtBy?: string;
}

/** What can be asked of one list. */
export interface ListShape {
  readonly fields: readonly ListField[];
  /** Fields that together are unique; they end every order, `-` before those that descend. */
  readonly key: readonly string[];
  /** Fields of an answer by which nothing can be found. */
  readonly furtherFields?: readonly string[];
}

const SUFFIXES: readonly { readonly suffix: string; readonly operator: FilterOperator; readonly meaning: string }[] = [
  { suffix: '', operator: 'eq', meaning: 'equal to' },
  { suffix: '__n', operator: 'n', meaning: 'not equal to' },
  { suffix: '__lt', operator: 'lt', meaning: 'less than' },
  { suffix: '__lte', operator: 'lte', meaning: 'at most' },
  { suffix: '__gt', operator: 'gt', meaning: 'greater than' },
  { suffix: '__gte', operator: 'gte', meaning: 'at least' },
  { suffix: '__ic', operator: 'ic', meaning: 'containing, without regard to case,' },
  { suffix: '__isw', operator: 'isw', meaning: 'starting with, without regard to case,' },
  { suffix: '__empty', operator: 'empty', meaning: 'absent (true) or given (false)' },
];

const OPERATORS: Readonly<Record<Family, readonly FilterOperator[]>> = {
  text: ['eq', 'n', 'ic', 'isw'],
  choice: ['eq', 'n'],
  ordered: ['eq', 'n', 'lt', 'lte', 'gt', 'gte'],
  boolean: ['eq'],
  list: ['eq', 'n'],
  presence: [],
  moment: [],
};

interface FilterParameter {
  readonly parameter: Parameter;
  readonly field: string;
  readonly op: FilterOperator;
}

/** Fields that every stored row has beside those of its kind. */
function rowFields(kind: KindName): readonly ListField[] {
  const site: ListField = {
    name: 'site',
    description: 'Site to which it belongs, by name or id',
    type: { kind: 'text' },
    family: 'choice',
    optional: false,
  };
  const moment = (name: string, description: string): ListField => ({
    name,
    description,
    type: { kind: 'instant' },
    family: 'moment',
    optional: false,
  });
  return [
    { name: 'id', description: 'Identity', type: { kind: 'uuid' }, family: 'choice', optional: false },
    ...(kindNamed(kind).scope === 'site' ? [site] : []),
    moment('createdAt', 'When it was made'),
    moment('updatedAt', 'When it was last changed'),
  ];
}

/** What can be asked of the list of a kind. */
export function listShapeOf(kind: KindName): ListShape {
  const definition = kindNamed(kind);
  const fields = [
    ...rowFields(kind),
    ...fieldsOf(kind)
      .filter(({ name }) => name !== 'id')
      .map(listFieldOf),
  ];
  const key = definition.scope === 'site' ? ['site', ...definition.key] : definition.key;
  return { fields, key, furtherFields: ['revision'] };
}

/** Every parameter of a list: paging, order, fields and filters. */
export function listParameters(shape: ListShape): readonly Parameter[] {
  return [...pagingParameters(shape), ...filtersOf(shape).map(({ parameter }) => parameter)];
}

/** Reads the query of a list request, every defect at once. */
export function readListQuery(
  shape: ListShape,
  query: RawQuery,
): { readonly ok: true; readonly query: ListQuery } | { readonly ok: false; readonly defects: readonly Defect[] } {
  const filters = filtersOf(shape);
  const reading = readParameters([...pagingParameters(shape), ...filters.map(({ parameter }) => parameter)], query);
  if (!reading.ok) return reading;
  const { values } = reading;
  return {
    ok: true,
    query: {
      where: filters.flatMap(({ parameter, field, op }): readonly Filter[] => {
        const given = values.get(parameter.name);
        return given === undefined ? [] : [{ field, op, values: given }];
      }),
      orderBy: totalOrder(shape, (values.get('ordering') ?? []).map(String)),
      limit: Number(values.get('limit')?.[0] ?? DEFAULT_LIMIT),
      offset: Number(values.get('offset')?.[0] ?? 0),
      fields: values.get('fields')?.map(String) ?? null,
    },
  };
}

/** The parameter that chooses fields of an answer. */
export function fieldsParameter(shape: ListShape): Parameter {
  return {
    name: 'fields',
    description: 'Fields to answer with, joined by commas; all where left out. `id` is always among them.',
    type: { kind: 'choice', values: [...shape.fields.map(({ name }) => name), ...(shape.furtherFields ?? [])] },
    repeatable: true,
    list: true,
    example: shape.fields
      .slice(0, 2)
      .map(({ name }) => name)
      .join(','),
  };
}

/** A row with only the fields asked for, `id` among them. */
export function withFields(row: Row, fields: readonly string[] | null): Row {
  if (fields === null) return row;
  const wanted = new Set(['id', ...fields]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}

function pagingParameters(shape: ListShape): readonly Parameter[] {
  const sortable = shape.fields.filter(
    ({ family, name }) => family !== 'list' && family !== 'presence' && name !== 'id',
  );
  return [
    {
      name: 'limit',
      description: `Rows in one answer, ${String(DEFAULT_LIMIT)} where left out`,
      type: { kind: 'integer', minimum: 1, maximum: MAXIMUM_LIMIT },
      example: String(DEFAULT_LIMIT),
    },
    {
      name: 'offset',
      description: 'Rows to leave out before the first',
      type: { kind: 'integer', minimum: 0, maximum: MAXIMUM_OFFSET },
      example: '0',
    },
    {
      name: 'ordering',
      description:
        'Fields to order by, joined by commas, `-` before one to descend; the natural key follows. ' +
        'Absent values come last.',
      type: { kind: 'choice', values: sortable.flatMap(({ name }) => [name, `-${name}`]) },
      repeatable: true,
      list: true,
      example: shape.key.join(','),
    },
    fieldsParameter(shape),
  ];
}

function totalOrder(shape: ListShape, asked: readonly string[]): readonly Ordering[] {
  const orderings = [...asked, ...shape.key].map((name) =>
    name.startsWith('-') ? { field: name.slice(1), descending: true } : { field: name, descending: false },
  );
  const seen = new Set<string>();
  return orderings.filter(({ field }) => {
    const isFirst = !seen.has(field);
    seen.add(field);
    return isFirst;
  });
}

const filtersByShape = new WeakMap<ListShape, readonly FilterParameter[]>();

function filtersOf(shape: ListShape): readonly FilterParameter[] {
  const known = filtersByShape.get(shape);
  if (known !== undefined) return known;
  const filters = shape.fields.flatMap((field) => {
    const operators = new Set<FilterOperator>(OPERATORS[field.family]);
    if (field.optional) operators.add('empty');
    return SUFFIXES.filter(({ operator }) => operators.has(operator)).map(
      ({ suffix, operator, meaning }): FilterParameter => {
        const name = `${field.name}${suffix}`;
        if (operator === 'empty') {
          const description = `${field.name} is ${meaning}`;
          return {
            field: field.soughtBy ?? field.name,
            op: operator,
            parameter: { name, description, type: { kind: 'boolean' } },
          };
        }
        const description =
          operator === 'n'
            ? `${field.name} ${field.family === 'list' ? 'without' : meaning} the value; repeated, ${field.family === 'list' ? 'without' : 'different from'} all of them`
            : `${field.name} ${field.family === 'list' ? 'with' : meaning} the value; repeated, any of them`;
        const type: ParameterType =
          operator === 'ic' || operator === 'isw' ? { kind: 'text', maxLength: 200 } : field.type;
        return { field: field.name, op: operator, parameter: { name, description, type, repeatable: true } };
      },
    );
  });
  filtersByShape.set(shape, filters);
  return filters;
}

function listFieldOf(field: Field): ListField {
  const { type, family } = comparisonOf(field);
  const column = field.shape === 'row-list' ? field.columns.find(({ required }) => required) : undefined;
  return {
    name: field.name,
    description: field.description,
    type,
    family,
    optional: !field.required,
    ...(column === undefined ? {} : { soughtBy: `${field.name}.${column.name}` }),
  };
}

function comparisonOf(field: Field): { readonly type: ParameterType; readonly family: Family } {
  const text: ParameterType = { kind: 'text' };
  if (field.values !== null && field.shape !== 'list') {
    return { type: { kind: 'choice', values: field.values }, family: 'choice' };
  }
  switch (field.shape) {
    case 'text':
      if (field.format === 'date') return { type: { kind: 'date' }, family: 'ordered' };
      if (field.format === 'date-time') return { type: { kind: 'instant' }, family: 'ordered' };
      return { type: text, family: 'text' };
    case 'integer': {
      const most = Math.max(MAXIMUM_INT, field.maximum ?? 0);
      return { type: { kind: 'integer', minimum: -MAXIMUM_INT, maximum: most }, family: 'ordered' };
    }
    case 'number':
      return { type: { kind: 'number' }, family: 'ordered' };
    case 'boolean':
      return { type: { kind: 'boolean' }, family: 'boolean' };
    case 'name-list':
      return { type: text, family: 'list' };
    case 'list':
      return { type: text, family: field.name === 'tags' ? 'list' : 'presence' };
    case 'object':
    case 'row-list':
      return { type: text, family: 'presence' };
  }
}
