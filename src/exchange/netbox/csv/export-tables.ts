import type { SiteSnapshot } from '../../../domain/site/document.js';
import { writeCsv } from '../../csv/write-csv.js';
import { notCarried, type NotCarried } from './carried.js';
import { cableRows } from './export-cables.js';
import { componentRows } from './export-components.js';
import { exportContext } from './export-context.js';
import {
  deviceRows,
  deviceTypeRows,
  locationRows,
  namedRows,
  rackRows,
  rackTypeRows,
  reservationRows,
  siteRows,
} from './export-places.js';
import { feedRows, panelRows } from './export-power.js';
import { netboxTables, tableNames, type NetboxRow, type NetboxRows, type TableName } from './tables.js';

export interface NetboxExport {
  /** Files by their names, `racks.csv`; tables without rows are left out. */
  readonly files: readonly {
    readonly name: string;
    readonly table: TableName;
    readonly rows: number;
    readonly text: string;
  }[];
  /** What the tables have no place for. */
  readonly notCarried: readonly NotCarried[];
  /** Cables that NetBox cannot hold, by their names. */
  readonly unheldCables: readonly string[];
}

/** The tables of a site for NetBox's CSV import, pods written out. */
export function exportNetbox(snapshot: SiteSnapshot): NetboxExport {
  const context = exportContext(snapshot);
  const cables = cableRows(context);
  const rows: NetboxRows = {
    ...namedRows(context),
    sites: siteRows(context),
    locations: locationRows(context),
    rack_types: rackTypeRows(context),
    racks: rackRows(context),
    device_types: deviceTypeRows(context),
    devices: deviceRows(context),
    rack_reservations: reservationRows(context),
    power_panels: panelRows(context),
    power_feeds: feedRows(context),
    ...componentRows(context),
    cables: cables.rows,
  };
  const files = tableNames.flatMap((table) =>
    rows[table].length === 0
      ? []
      : [{ name: `${table}.csv`, table, rows: rows[table].length, text: csvOf(table, rows[table]) }],
  );
  return { files, notCarried: notCarried(context.snapshot), unheldCables: cables.unheld };
}

/** Required columns and those that some row fills, in NetBox's order; columns of custom fields last. */
function csvOf(table: TableName, rows: readonly NetboxRow[]): string {
  const filled = new Set<string>(netboxTables[table].required);
  for (const row of rows) for (const [column, cell] of Object.entries(row)) if (cell !== '') filled.add(column);
  const known: readonly string[] = netboxTables[table].columns;
  const custom = [...filled].filter((column) => !known.includes(column)).sort();
  const header = [...known.filter((column) => filled.has(column)), ...custom];
  return writeCsv(
    header,
    rows.map((row) => header.map((column) => row[column] ?? '')),
  );
}
