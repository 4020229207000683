import { checkOf } from './column-check.js';
import { quoted, quotedList } from './column-name.js';
import { foreignKeysOf, foreignKeysOfList, uniqueKeysOf, type ForeignKey } from './foreign-key.js';
import { allTables, type FieldColumn, type KindTable, type ListTable } from './kind-table.js';

const IDENTIFIER_LIMIT = 63;

/** The tables, foreign keys, indexes and triggers of all kinds. */
export function kindTablesSql(): string {
  const tables = allTables();
  const all = tables.flatMap((table) => [
    {
      table: createTable(table),
      keys: foreignKeysSql(table.name, foreignKeysOf(table), uniqueKeysOf(table)),
      triggers: rowTrigger(table),
    },
    ...table.lists.map((list) => ({
      table: createListTable(list),
      keys: foreignKeysSql(list.name, foreignKeysOfList(table, list), [['owner_id', 'position']]),
      triggers: listTriggers(table, list),
    })),
  ]);
  return [
    all.map(({ table }) => table).join('\n\n'),
    all.map(({ keys }) => keys).join('\n\n'),
    TRIGGER_FUNCTIONS,
    all.map(({ triggers }) => triggers).join('\n\n'),
  ].join('\n\n');
}

function createTable(table: KindTable): string {
  const lines = [
    '"id" uuid NOT NULL',
    ...(table.hasSite ? ['"site_id" uuid NOT NULL'] : []),
    '"revision" integer NOT NULL DEFAULT 1',
    ...(table.kind === 'site' ? ['"document_revision" integer NOT NULL DEFAULT 1'] : []),
    '"created_at" timestamptz NOT NULL DEFAULT now()',
    '"updated_at" timestamptz NOT NULL DEFAULT now()',
    ...table.columns.map(columnSql),
    ...table.lists.flatMap(({ givenColumn }) =>
      givenColumn === null ? [] : [`${quoted(givenColumn)} boolean NOT NULL DEFAULT false`],
    ),
    `CONSTRAINT ${named(table.name, 'pkey')} PRIMARY KEY ("id")`,
    ...uniqueKeysOf(table).map((key) => `CONSTRAINT ${named(table.name, ...key, 'key')} UNIQUE (${quotedList(key)})`),
    ...table.columns.flatMap((column) => checkSql(table.name, column)),
  ];
  return tableSql(table.name, lines);
}

function createListTable(list: ListTable): string {
  const lines = [
    '"owner_id" uuid NOT NULL',
    '"position" integer NOT NULL',
    ...(list.hasSite ? ['"site_id" uuid NOT NULL'] : []),
    ...list.ownerColumns.map(({ name }) => `${quoted(name)} text NOT NULL`),
    ...list.columns.map(columnSql),
    `CONSTRAINT ${named(list.name, 'pkey')} PRIMARY KEY ("owner_id", "position")`,
    `CONSTRAINT ${named(list.name, 'position', 'check')} CHECK (${positionCheck(list)})`,
    ...list.columns.flatMap((column) => checkSql(list.name, column)),
  ];
  return tableSql(list.name, lines);
}

function positionCheck({ field }: ListTable): string {
  return `"position" >= 0${field.maxItems === null ? '' : ` AND "position" < ${String(field.maxItems)}`}`;
}

function tableSql(name: string, lines: readonly string[]): string {
  return `CREATE TABLE ${quoted(name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`;
}

function columnSql({ field, name, type }: FieldColumn): string {
  return `${quoted(name)} ${type}${field.required ? ' NOT NULL' : ''}`;
}

function checkSql(table: string, column: FieldColumn): readonly string[] {
  const check = checkOf(column);
  return check === null ? [] : [`CONSTRAINT ${named(table, column.name, 'check')} CHECK (${check})`];
}

/** Foreign keys, and an index for each that no unique key begins with. */
function foreignKeysSql(table: string, keys: readonly ForeignKey[], uniques: readonly (readonly string[])[]): string {
  const statements = keys.map(
    (key) =>
      `ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${named(table, ...key.columns, 'fkey')} ` +
      `FOREIGN KEY (${quotedList(key.columns)})\n  REFERENCES ${quoted(key.table)} (${quotedList(key.targets)}) ` +
      `ON UPDATE CASCADE ON DELETE ${key.onDelete} DEFERRABLE INITIALLY DEFERRED;`,
  );
  const wanted = keys.map(({ columns }) => columns).filter((columns) => columns[0] !== 'owner_id');
  const indexed = wanted.filter(
    (columns) =>
      ![...uniques, ...wanted.filter((other) => other.length > columns.length)].some((other) =>
        startsWith(other, columns),
      ),
  );
  const indexes = indexed.map(
    (columns) => `CREATE INDEX ${named(table, ...columns, 'idx')} ON ${quoted(table)} (${quotedList(columns)});`,
  );
  return [...statements, ...indexes].join('\n');
}

function startsWith(columns: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((column, i) => columns[i] === column);
}

function named(...parts: readonly string[]): string {
  const name = parts.join('_');
  if (name.length > IDENTIFIER_LIMIT) throw new RangeError(`${name} is longer than PostgreSQL keeps`);
  return quoted(name);
}

/**
 * A row counts its revisions: one more in each transaction that changes it, by itself, by a change of what it names, or
 * by a change of its lists. What changes nothing is not written.
 */
const TRIGGER_FUNCTIONS = `CREATE FUNCTION "row_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  IF OLD.xmin = pg_current_xact_id()::xid THEN
    NEW.revision := OLD.revision;
  ELSE
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END
$$;

-- The revision of the whole site document is no change of the site itself.
CREATE FUNCTION "site_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  document integer := NEW.document_revision;
BEGIN
  NEW.document_revision := OLD.document_revision;
  IF NEW IS DISTINCT FROM OLD THEN
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
  END IF;
  NEW.document_revision := document;
  RETURN NEW;
END
$$;

CREATE FUNCTION "list_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'UPDATE %I SET revision = revision + 1 WHERE id IN (SELECT owner_id FROM changed) AND xmin <> pg_current_xact_id()::xid',
    TG_ARGV[0]
  );
  RETURN NULL;
END
$$;`;

function rowTrigger(table: KindTable): string {
  const procedure = table.kind === 'site' ? 'site_changes' : 'row_changes';
  return (
    `CREATE TRIGGER ${named(table.name, 'changes')} BEFORE UPDATE ON ${quoted(table.name)}\n` +
    `  FOR EACH ROW EXECUTE FUNCTION ${quoted(procedure)}();`
  );
}

function listTriggers(owner: KindTable, list: ListTable): string {
  const events = [
    { event: 'INSERT', rows: 'NEW' },
    { event: 'UPDATE', rows: 'NEW' },
    { event: 'DELETE', rows: 'OLD' },
  ];
  return events
    .map(
      ({ event, rows }) =>
        `CREATE TRIGGER ${named(list.name, event.toLowerCase())} AFTER ${event} ON ${quoted(list.name)}\n` +
        `  REFERENCING ${rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "list_changes"('${owner.name}');`,
    )
    .join('\n');
}
