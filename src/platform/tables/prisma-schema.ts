import { snakeCase } from './column-name.js';
import { uniqueKeysOf } from './foreign-key.js';
import { allTables, type ColumnType, type FieldColumn, type KindTable, type ListTable } from './kind-table.js';
import { RECORD_MODELS_PRISMA } from './record-tables.js';

const HEAD = `// Generated from the definitions of the kinds: npm run generate

generator client {
  provider               = "prisma-client"
  output                 = "../src/platform/prisma/generated"
  runtime                = "nodejs"
  moduleFormat           = "esm"
  importFileExtension    = "js"
  generatedFileExtension = "ts"
}

datasource db {
  provider = "postgresql"
}`;

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'String',
  integer: 'Int',
  bigint: 'BigInt',
  'double precision': 'Float',
  boolean: 'Boolean',
  jsonb: 'Json',
  uuid: 'String',
};

/** The whole `schema.prisma`: a model for every kind, for every list of references, and for the records. */
export function prismaSchema(): string {
  const models = allTables().flatMap((table) => [
    kindModel(table),
    ...table.lists.map((list) => listModel(table, list)),
  ]);
  return `${[HEAD, ...models, RECORD_MODELS_PRISMA].join('\n\n')}\n`;
}

interface ModelField {
  readonly name: string;
  readonly type: string;
  readonly attributes: readonly string[];
}

function kindModel(table: KindTable): string {
  const fields: ModelField[] = [
    { name: 'id', type: 'String', attributes: ['@id', '@db.Uuid'] },
    ...(table.hasSite ? [siteId] : []),
    { name: 'revision', type: 'Int', attributes: ['@default(1)'] },
    ...(table.kind === 'site'
      ? [{ name: 'documentRevision', type: 'Int', attributes: ['@default(1)', '@map("document_revision")'] }]
      : []),
    instant('createdAt'),
    instant('updatedAt'),
    ...table.columns.map(fieldOf),
    ...table.lists.flatMap(({ field, givenColumn }) =>
      givenColumn === null
        ? []
        : [{ name: `${field.name}Given`, type: 'Boolean', attributes: ['@default(false)', `@map("${givenColumn}")`] }],
    ),
  ];
  const uniques = uniqueKeysOf(table).map(
    (key) => `@@unique([${key.map((column) => modelNameOf(table, column)).join(', ')}])`,
  );
  return modelText(pascalCase(table.kind), { fields, attributes: [...uniques, `@@map("${table.name}")`] });
}

function listModel(table: KindTable, list: ListTable): string {
  const fields: ModelField[] = [
    { name: 'ownerId', type: 'String', attributes: ['@map("owner_id")', '@db.Uuid'] },
    { name: 'position', type: 'Int', attributes: [] },
    ...(list.hasSite ? [siteId] : []),
    ...list.ownerColumns.map(({ field, name }) => ({ name: field, type: 'String', attributes: mapped(field, name) })),
    ...list.columns.map(fieldOf),
  ];
  const name = `${pascalCase(table.kind)}${pascalCase(list.field.name)}`;
  return modelText(name, { fields, attributes: ['@@id([ownerId, position])', `@@map("${list.name}")`] });
}

const siteId: ModelField = { name: 'siteId', type: 'String', attributes: ['@map("site_id")', '@db.Uuid'] };

function instant(name: string): ModelField {
  return { name, type: 'DateTime', attributes: ['@default(now())', `@map("${snakeCase(name)}")`, '@db.Timestamptz'] };
}

function fieldOf(column: FieldColumn): ModelField {
  const { field, type } = column;
  return {
    name: field.name,
    type: `${TYPES[type]}${field.required ? '' : '?'}`,
    attributes: mapped(field.name, column.name),
  };
}

function mapped(field: string, column: string): readonly string[] {
  return field === column ? [] : [`@map("${column}")`];
}

function modelNameOf(table: KindTable, column: string): string {
  if (column === 'id') return 'id';
  if (column === 'site_id') return 'siteId';
  return table.columns.find(({ name }) => name === column)?.field.name ?? column;
}

function modelText(
  name: string,
  { fields, attributes }: { readonly fields: readonly ModelField[]; readonly attributes: readonly string[] },
): string {
  const nameWidth = Math.max(...fields.map((field) => field.name.length));
  const typeWidth = Math.max(...fields.map((field) => field.type.length));
  const lines = fields.map((field) =>
    `  ${field.name.padEnd(nameWidth)} ${field.type.padEnd(typeWidth)} ${field.attributes.join(' ')}`.trimEnd(),
  );
  return `model ${name} {\n${lines.join('\n')}\n\n${attributes.map((attribute) => `  ${attribute}`).join('\n')}\n}`;
}

function pascalCase(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
