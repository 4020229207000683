import type { Row } from '../../../domain/site/key.js';
import { netboxTables, type NetboxRow, type TableName } from './tables.js';

/** Custom fields in which a document keeps what NetBox says and Plenum has no field for. */
const PREFIX = 'netbox.';
type CustomFields = Readonly<Record<string, string | number | boolean>>;

/** The cells that a row was read with and that Plenum has no field for. */
export function keptCells(row: NetboxRow, { read }: { readonly read: readonly string[] }): Row {
  const cells = Object.entries(row).filter(([column, cell]) => cell !== '' && !read.includes(column));
  if (cells.length === 0) return {};
  const fields = cells.map(
    ([column, cell]) => [column.startsWith('cf_') ? column : `${PREFIX}${column}`, cell] as const,
  );
  return { customFields: Object.fromEntries(fields) };
}

/** The cells that a thing keeps for a table, columns of custom fields included. */
export function cellsKept(name: TableName, customFields: CustomFields | undefined): NetboxRow {
  const { columns } = netboxTables[name] as { readonly columns: readonly string[] };
  const cells = Object.entries(customFields ?? {}).flatMap(([field, value]): readonly (readonly [string, string])[] => {
    if (field.startsWith('cf_')) return [[field, String(value)]];
    const column = field.startsWith(PREFIX) ? field.slice(PREFIX.length) : '';
    return columns.includes(column) ? [[column, String(value)]] : [];
  });
  return Object.fromEntries(cells);
}
