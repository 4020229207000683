import type { DevicePort, PowerSupply } from '../../../domain/site/kinds/device-type.js';
import type { OutletLegs, PduType } from '../../../domain/site/kinds/pdu-type.js';
import type { Row } from '../../../domain/site/key.js';
import { sameValue } from '../../../domain/site/compare-values.js';
import { compact, nameApart } from '../component-ports.js';
import { connectorOf, hasJack, interfaceFacts } from '../connectors.js';
import { stated } from '../entry-facts.js';
import { cell, flagIn, note, numberIn, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';
import type { TableName } from './tables.js';

type Outlet = NonNullable<PduType['outlets']>[number];

/** What hangs on one device by the tables of components. */
export interface DeviceComponents {
  readonly supplies: readonly PowerSupply[];
  readonly ports: readonly DevicePort[];
  readonly outlets: readonly Outlet[];
  /** Draw of the device, where it has a single inlet and passes nothing on. */
  readonly draw: Row;
  /** Name of a port in the document by its table and its name in NetBox. */
  readonly portNames: ReadonlyMap<string, string>;
}

export type ComponentTable = 'interfaces' | 'front_ports' | 'rear_ports' | 'console_ports';

export function portKey(table: ComponentTable, name: string): string {
  return `${table} ${name}`;
}

/** Names in which square brackets are no patterns. */
export function bracketless(name: string): string {
  return name.replaceAll('[', '(').replaceAll(']', ')');
}

/** Rows of a table by the device that they name. */
export function rowsByDevice(context: ImportContext, table: TableName): ReadonlyMap<string, readonly ReadRow[]> {
  const byDevice = new Map<string, ReadRow[]>();
  for (const row of context.rows[table]) {
    const device = cell(row, 'device') ?? '';
    const rows = byDevice.get(device);
    if (rows === undefined) byDevice.set(device, [row]);
    else rows.push(row);
  }
  return byDevice;
}

const PORT_TABLES = {
  interfaces: 'interfaces',
  front_ports: 'front-ports',
  rear_ports: 'rear-ports',
  console_ports: 'console-ports',
} as const;

/** Rows of each table of components by the device that they name. */
export type ComponentRows = Readonly<
  Record<ComponentTable | 'power_ports' | 'power_outlets', ReadonlyMap<string, readonly ReadRow[]>>
>;

export function componentTables(context: ImportContext): ComponentRows {
  return {
    interfaces: rowsByDevice(context, 'interfaces'),
    front_ports: rowsByDevice(context, 'front_ports'),
    rear_ports: rowsByDevice(context, 'rear_ports'),
    console_ports: rowsByDevice(context, 'console_ports'),
    power_ports: rowsByDevice(context, 'power_ports'),
    power_outlets: rowsByDevice(context, 'power_outlets'),
  };
}

/**
 * The components of a device.
 *
 * @param feedIsHigh - the PDU hangs on three lines with over 300 V between them: its outlets, made for 250 V at most, then
 * hang between a line and the neutral, so that a feed leg names a line
 */
export function componentsOf(
  context: ImportContext,
  rows: ComponentRows,
  { device, feedIsHigh }: { readonly device: string; readonly feedIsHigh: boolean },
): DeviceComponents {
  const portNames = new Map<string, string>();
  const taken = new Set<string>();
  const ports = (Object.keys(PORT_TABLES) as ComponentTable[]).flatMap((table) =>
    (rows[table].get(device) ?? []).flatMap((row): readonly DevicePort[] => {
      const written = cell(row, 'name') ?? '';
      const type = cell(row, 'type') ?? '';
      if (table === 'interfaces' && !hasJack(type)) {
        note(context, row, { is: 'left-out', code: 'interface-without-jack', detail: `${type} takes no cable` });
        return [];
      }
      const plain = bracketless(written);
      const name = taken.has(plain) ? nameApart(plain, PORT_TABLES[table]) : plain;
      if (taken.has(name)) return [];
      taken.add(name);
      portNames.set(portKey(table, written), name);
      return [{ name, ...portFacts(context, row, table) }];
    }),
  );
  const inlets = rows.power_ports.get(device) ?? [];
  const outletRows = rows.power_outlets.get(device) ?? [];
  const supplies = inlets.map((row): PowerSupply => {
    const connector = connectorOf(cell(row, 'type'));
    const maximumPowerW = numberIn(context, row, 'maximum_draw');
    const name = bracketless(cell(row, 'name') ?? '');
    return { name, ...stated({ connector, maximumPowerW }) };
  });
  const draw = drawOf(context, { inlets, passesOn: outletRows.length > 0 });
  return { supplies, ports, outlets: outletRows.map((row) => outletOf(context, row, feedIsHigh)), draw, portNames };
}

/** Of a single inlet that passes nothing on. What several inlets are stated with may be a share or the whole. */
function drawOf(
  context: ImportContext,
  { inlets, passesOn }: { readonly inlets: readonly ReadRow[]; readonly passesOn: boolean },
): Row {
  const [only, ...others] = inlets;
  if (only !== undefined && others.length === 0 && !passesOn) {
    return stated({
      maximumPowerW: numberIn(context, only, 'maximum_draw'),
      typicalPowerW: numberIn(context, only, 'allocated_draw'),
    });
  }
  for (const row of inlets) {
    if (numberIn(context, row, 'allocated_draw') === undefined) continue;
    const detail = 'of one of several inlets, or with outlets behind it: not to be told from a share; left unknown';
    note(context, row, { is: 'reading', code: 'allocated-draw-unused', field: 'allocated_draw', detail });
  }
  return {};
}

function portFacts(context: ImportContext, row: ReadRow, table: ComponentTable): Omit<DevicePort, 'name'> {
  const type = cell(row, 'type');
  if (table === 'interfaces') {
    const facts = interfaceFacts(type ?? '');
    return flagIn(context, row, 'mgmt_only') === true ? { ...facts, kind: 'management' } : facts;
  }
  const connector = connectorOf(type);
  const told = connector === undefined ? {} : { connector };
  if (table === 'console_ports') return { kind: 'console', ...told };
  return { kind: 'panel', ...told, side: table === 'front_ports' ? 'front' : 'rear' };
}

const LEGS: Readonly<Record<string, OutletLegs>> = { A: 'L1-N', B: 'L2-N', C: 'L3-N' };

function outletOf(context: ImportContext, row: ReadRow, feedIsHigh: boolean): Outlet {
  const leg = cell(row, 'feed_leg');
  if (leg !== undefined && !feedIsHigh) {
    const detail = 'no line: only of outlets on three lines of over 300 V is it clear that they hang on the neutral';
    note(context, row, { is: 'reading', code: 'feed-leg-is-no-line', field: 'feed_leg', detail });
  }
  return {
    name: bracketless(cell(row, 'name') ?? ''),
    ...stated({ connector: connectorOf(cell(row, 'type')), legs: feedIsHigh ? LEGS[leg ?? ''] : undefined }),
  };
}

/** What the devices of one type have together: a component that one of them has is one of the type. */
export function commonComponents(all: readonly DeviceComponents[]): Row {
  const supplies = together(all.map((one) => one.supplies));
  const ports = together(all.map((one) => one.ports));
  const draws = all.map(({ draw }) => draw).filter((draw) => Object.keys(draw).length > 0);
  const [draw] = draws;
  return {
    ...(draw !== undefined && draws.every((other) => sameValue(other, draw)) ? draw : {}),
    ...(supplies.length === 0 ? {} : { powerSupplies: compact(supplies) }),
    ...(ports.length === 0 ? {} : { ports: compact(ports) }),
  };
}

export function commonOutlets(all: readonly DeviceComponents[]): Row {
  const outlets = together(all.map((one) => one.outlets));
  return outlets.length === 0 ? {} : { outlets: compact(outlets) };
}

function together<T extends { readonly name: string }>(lists: readonly (readonly T[])[]): readonly T[] {
  return [...componentsNamed(lists).values()].flatMap(([first]) => first ?? []);
}

/** The components of several devices by their names, in the order in which they come first. */
export function componentsNamed<T extends { readonly name: string }>(
  lists: readonly (readonly T[])[],
): ReadonlyMap<string, readonly T[]> {
  const byName = new Map<string, T[]>();
  for (const item of lists.flat()) {
    const alike = byName.get(item.name);
    if (alike === undefined) byName.set(item.name, [item]);
    else alike.push(item);
  }
  return byName;
}
