import type { ImportNote } from '../import-report.js';
import { connectorOf, hasJack, interfaceFacts } from '../connectors.js';
import { INLET } from './export-components.js';
import { ROLE_COLOUR } from './export-places.js';
import { cell, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';
import type { TableName } from './tables.js';
import {
  CONSOLE_PORT_TYPES,
  interfaceType,
  netboxConnector,
  netboxSlug,
  PANEL_PORT_TYPES,
  POWER_OUTLET_TYPES,
  POWER_PORT_TYPES,
} from './words.js';

/** What becomes of the cells of a row that no thing of the document keeps. */
interface Carried {
  /** Columns that the document holds. */
  readonly columns: readonly string[];
  /** What an export writes, or NetBox takes, where the document holds nothing: such a cell is not lost. */
  readonly derived: Readonly<Record<string, string>>;
}

/** What a reader is told of cells in one column of one file. */
type LostCell = Pick<ImportNote, 'class' | 'code' | 'detail'>;

const NO_FIELD: LostCell = {
  class: 'unused-field',
  code: 'column-not-carried',
  detail: 'the document has no place for it; an export to NetBox will not have it',
};
const OTHER_TYPE: LostCell = {
  class: 'reading',
  code: 'type-not-kept',
  detail: 'a port keeps connector, lanes and rate only; an export to NetBox will have another type, or none',
};

/**
 * Notes on cells that neither become a field nor are kept beside one, each column of each file once, with how often.
 * Rows of sites, locations, racks, types, devices, panels and feeds keep every cell; those of components share what the
 * document holds of their type, and names of makers, roles and bundles stand in other rows.
 *
 * @param pdus - names of the devices that become rack PDUs
 */
export function lostCells(context: ImportContext, pdus: ReadonlySet<string>): readonly ImportNote[] {
  const notes = new Map<string, ImportNote>();
  for (const table of LOSING) {
    for (const row of context.rows[table]) {
      for (const [column, lost] of lostIn(row, carriedBy(table, row, pdus))) {
        const key = `${row.file}\u0000${column}`;
        const { file, line } = row;
        const known = notes.get(key) ?? { ...lost, file, line, field: column, times: 0 };
        notes.set(key, { ...known, times: known.times + 1 });
      }
    }
  }
  return [...notes.values()];
}

function lostIn(row: ReadRow, carried: Carried | null): readonly (readonly [string, LostCell])[] {
  if (carried === null) return [];
  return Object.entries(row.cells).flatMap(([column, written]): readonly (readonly [string, LostCell])[] => {
    if (written === '' || carried.columns.includes(column)) return [];
    const derived = carried.derived[column];
    if (derived?.toLowerCase() === written.toLowerCase()) return [];
    return [[column, column === 'type' && derived !== undefined ? OTHER_TYPE : NO_FIELD]];
  });
}

const LOSING = [
  'manufacturers',
  'device_roles',
  'cable_bundles',
  'power_ports',
  'power_outlets',
  'interfaces',
  'console_ports',
  'front_ports',
  'rear_ports',
  'cables',
] as const satisfies readonly TableName[];

/** Null where the row keeps every cell, or is noted as left out. */
function carriedBy(table: (typeof LOSING)[number], row: ReadRow, pdus: ReadonlySet<string>): Carried | null {
  const name = cell(row, 'name') ?? '';
  const type = cell(row, 'type') ?? '';
  const isPdu = pdus.has(cell(row, 'device') ?? '');
  const own = ['device', 'name'];
  const free = { mark_connected: 'false' };
  switch (table) {
    case 'manufacturers':
      return { columns: ['name'], derived: { slug: netboxSlug(name) } };
    case 'device_roles': {
      const derived = { slug: netboxSlug(name), color: ROLE_COLOUR, vm_role: 'true' };
      return { columns: ['name'], derived };
    }
    case 'cable_bundles':
      return { columns: ['name'], derived: {} };
    case 'power_ports': {
      const typed = { ...free, type: netboxConnector(connectorOf(type), POWER_PORT_TYPES) };
      if (isPdu) return { columns: ['device'], derived: { ...typed, name: INLET } };
      return { columns: [...own, 'maximum_draw', 'allocated_draw'], derived: typed };
    }
    case 'power_outlets': {
      const derived = { ...free, type: netboxConnector(connectorOf(type), POWER_OUTLET_TYPES), power_port: INLET };
      return isPdu ? { columns: [...own, 'feed_leg'], derived } : null;
    }
    case 'interfaces': {
      if (isPdu || !hasJack(type)) return null;
      const derived = { ...free, enabled: 'true', type: interfaceType({ name, ...interfaceFacts(type) }) };
      return { columns: [...own, 'mgmt_only'], derived };
    }
    case 'console_ports':
      if (isPdu) return null;
      return { columns: own, derived: { ...free, type: netboxConnector(connectorOf(type), CONSOLE_PORT_TYPES) } };
    case 'front_ports':
    case 'rear_ports': {
      if (isPdu) return null;
      const one = { positions: '1', rear_port_position: '1', rear_port: name };
      const panel = netboxConnector(connectorOf(type), PANEL_PORT_TYPES);
      return { columns: own, derived: { ...free, ...one, type: panel === '' ? 'other' : panel } };
    }
    case 'cables':
      return carriedByCable(row);
  }
}

const ENDS = ['a', 'b'].flatMap((side) =>
  ['site', 'device', 'power_panel', 'type', 'name'].map((column) => `side_${side}_${column}`),
);

/**
 * A cable between ports keeps every cell, a cord all but its type. Of a cable from a feed the document holds only that it
 * feeds the rack PDU; an export writes it with the status of the PDU.
 */
function carriedByCable(row: ReadRow): Carried | null {
  const types = [cell(row, 'side_a_type'), cell(row, 'side_b_type')];
  if (types.includes('dcim.powerfeed')) {
    return { columns: [...ENDS, 'status'], derived: { type: 'power' } };
  }
  if (!types.includes('dcim.poweroutlet')) return null;
  const columns = Object.keys(row.cells).filter((column) => column !== 'type');
  return { columns, derived: { type: 'power' } };
}
