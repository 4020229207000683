import { kindNamed } from '../../domain/site/kinds.js';
import type { Field } from '../../domain/site/shape.js';
import { isSiteScoped, tableOf, type FieldColumn, type KindTable, type ListTable } from './kind-table.js';
import { snakeCase } from './column-name.js';

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly targets: readonly string[];
  readonly onDelete: 'CASCADE' | 'NO ACTION';
}

/** What the rows of a kind refer to: their site, and the natural keys that their references name. */
export function foreignKeysOf(table: KindTable): readonly ForeignKey[] {
  const site = table.hasSite ? [siteKey] : [];
  return [...site, ...table.columns.flatMap((column) => referenceKey(column))];
}

/** What the items of a list refer to: their owner, and the natural keys that their references name. */
export function foreignKeysOfList(owner: KindTable, list: ListTable): readonly ForeignKey[] {
  const shared = list.ownerColumns.map(({ name }) => name);
  const ownerKey: ForeignKey = {
    columns: ['owner_id', ...shared],
    table: owner.name,
    targets: ['id', ...shared],
    onDelete: 'CASCADE',
  };
  return [ownerKey, ...list.columns.flatMap((column) => referenceKey(column))];
}

/** Unique keys of a table, the natural one first: those that foreign keys name. */
export function uniqueKeysOf(table: KindTable): readonly (readonly string[])[] {
  const natural = [...(table.hasSite ? ['site_id'] : []), ...table.key.map(({ name }) => name)];
  const shared = table.lists
    .filter(({ ownerColumns }) => ownerColumns.length > 0)
    .map(({ ownerColumns }) => ['id', ...ownerColumns.map(({ name }) => name)]);
  return [natural, ...shared];
}

const siteKey: ForeignKey = { columns: ['site_id'], table: 'sites', targets: ['id'], onDelete: 'CASCADE' };

function referenceKey(column: FieldColumn): readonly ForeignKey[] {
  const { field } = column;
  if (field.references === null) return [];
  const target = tableOf(field.references);
  const site = isSiteScoped(field.references) ? ['site_id'] : [];
  const key = kindNamed(field.references).key;
  return [
    {
      columns: [...site, ...key.map((name) => holderOf(field, column, name))],
      table: target.name,
      targets: [...site, ...key.map(snakeCase)],
      onDelete: 'NO ACTION',
    },
  ];
}

/** The column that holds one key field of the target. */
function holderOf(field: Field, column: FieldColumn, keyField: string): string {
  const holder = field.within[keyField];
  return holder === undefined ? column.name : snakeCase(holder);
}
