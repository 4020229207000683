import type { RowOf } from '../../../domain/site/document.js';
import { cellsKept } from './custom-cells.js';
import { INLET, netboxPortName, tableOfPort } from './export-components.js';
import { listed, text, type Device, type ExportContext } from './export-context.js';
import { statusWord } from './export-places.js';
import type { NetboxRow } from './tables.js';
import { cableTypeWord } from './words.js';

type Cable = RowOf<'cables'>;

/** Terminations of NetBox by the table of the port. */
const TERMINATIONS = {
  interfaces: 'dcim.interface',
  console_ports: 'dcim.consoleport',
  front_ports: 'dcim.frontport',
  rear_ports: 'dcim.rearport',
} as const;

export interface CableExport {
  readonly rows: readonly NetboxRow[];
  /** Cables that NetBox cannot hold: on ports that the site does not list, or on a port that has one already. */
  readonly unheld: readonly string[];
}

/** Cables, cords and what feeds the rack PDUs. NetBox takes one cable on a port, and one sort of port on a side. */
export function cableRows(context: ExportContext): CableExport {
  const devices = new Map(context.snapshot.devices.map((device) => [device.name, device]));
  const cableTypes = new Map(context.snapshot.cableTypes.map((type) => [type.slug, type]));
  const taken = new Set<string>();
  const unheld: string[] = [];
  const cables = context.snapshot.cables.flatMap((cable): readonly NetboxRow[] => {
    const type = cableTypes.get(cable.type);
    const [first, ...others] = cable.ends.map((end) => terminationOf(context, devices, end));
    const ends = first === undefined ? [] : [first, ...others];
    const keys = ends.map((end) => (end === null ? '' : `${end.type} ${end.device} ${end.name}`));
    const isHeld =
      !keys.includes('') &&
      keys.every((key) => !taken.has(key)) &&
      new Set(keys).size === keys.length &&
      new Set(others.map((end) => end?.type)).size === 1;
    if (!isHeld || first === undefined) {
      unheld.push(cable.name);
      return [];
    }
    for (const key of keys) taken.add(key);
    const row = {
      ...sideCells('a', [first]),
      ...sideCells('b', others),
      type: type === undefined ? '' : cableTypeWord(type),
      bundle: text(cable.bundle),
      label: cable.label ?? cable.name,
      ...lengthCells(cable.asBuiltLengthM ?? cable.lengthM),
      description: text(cable.description),
      tags: listed(cable.tags),
      ...cellsKept('cables', cable.customFields),
      status: statusWord('cable', { status: cable.status, kept: cable.customFields }),
    };
    return [row];
  });
  return { rows: [...inOrder(cables), ...inOrder(cordRows(context)), ...inOrder(feedCableRows(context))], unheld };
}

interface Termination {
  readonly type: string;
  readonly device: string;
  readonly name: string;
}

function terminationOf(
  context: ExportContext,
  devices: ReadonlyMap<string, Device>,
  { device: name, port: portName }: Cable['ends'][number],
): Termination | null {
  const device = devices.get(name);
  if (device === undefined) return null;
  const { ports } = context.partsOf(device);
  const port = ports.get(portName);
  if (port === undefined) return null;
  return { type: TERMINATIONS[tableOfPort(port, ports)], device: name, name: netboxPortName(port) };
}

function sideCells(side: 'a' | 'b', ends: readonly (Termination | null)[]): NetboxRow {
  const devices = ends.map((end) => end?.device ?? '');
  return {
    [`side_${side}_device`]: new Set(devices).size === 1 ? (devices[0] ?? '') : devices.join(','),
    [`side_${side}_type`]: ends[0]?.type ?? '',
    [`side_${side}_name`]: ends.map((end) => end?.name ?? '').join(','),
  };
}

function cordRows({ snapshot, pdus, pduTypes, partsOf }: ExportContext): readonly NetboxRow[] {
  const devices = new Map(snapshot.devices.map((device) => [device.name, device]));
  const known = new Set(pdus.map(({ name }) => name));
  return snapshot.cords.flatMap((cord) => {
    const device = devices.get(cord.device);
    if (device === undefined || !known.has(cord.pdu) || pduTypes.size === 0) return [];
    if (!partsOf(device).supplies.some(({ name }) => name === cord.supply)) return [];
    return [
      {
        side_a_device: cord.pdu,
        side_a_type: 'dcim.poweroutlet',
        side_a_name: cord.outlet,
        side_b_device: cord.device,
        side_b_type: 'dcim.powerport',
        side_b_name: cord.supply,
        type: 'power',
        ...lengthCells(cord.lengthM),
        description: text(cord.description),
        tags: listed(cord.tags),
        ...cellsKept('cables', cord.customFields),
        status: statusWord('cable', { status: cord.status, kept: cord.customFields }),
      },
    ];
  });
}

/** A rack PDU hangs on the first feed among what feeds it: its inlet takes one cable. */
function feedCableRows({ pdus, feeds }: ExportContext): readonly NetboxRow[] {
  const byName = new Map(feeds.map((feed) => [feed.name, feed]));
  const taken = new Set<string>();
  return pdus.flatMap(({ name, parents = [], status }) => {
    const feed = parents.map((parent) => byName.get(parent)).find((found) => found !== undefined);
    if (feed === undefined || taken.has(feed.name)) return [];
    taken.add(feed.name);
    return [
      {
        side_a_power_panel: feed.parents?.[0] ?? '',
        side_a_type: 'dcim.powerfeed',
        side_a_name: feed.name,
        side_b_device: name,
        side_b_type: 'dcim.powerport',
        side_b_name: INLET,
        type: 'power',
        status: statusWord('cable', { status, kept: undefined }),
      },
    ];
  });
}

function lengthCells(lengthM: number | undefined): NetboxRow {
  return lengthM === undefined ? {} : { length: String(lengthM), length_unit: 'm' };
}

/** By what they say, so that the order does not hang on names that NetBox does not have. */
function inOrder(rows: readonly NetboxRow[]): readonly NetboxRow[] {
  const keyed = rows.map((row) => ({ row, key: JSON.stringify(row) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}
