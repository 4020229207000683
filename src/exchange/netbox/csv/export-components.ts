import type { DevicePort } from '../../../domain/site/kinds/device-type.js';
import { namedCopies } from '../../../domain/site/device-parts.js';
import { text, whole, type Device, type ExportContext } from './export-context.js';
import type { NetboxRow } from './tables.js';
import {
  CONSOLE_PORT_TYPES,
  interfaceType,
  netboxConnector,
  PANEL_PORT_TYPES,
  POWER_OUTLET_TYPES,
  POWER_PORT_TYPES,
} from './words.js';

/** Inlet of a rack PDU, which Plenum does not name. */
export const INLET = 'Inlet';
const LEGS: Readonly<Record<string, string>> = { 'L1-N': 'A', 'L2-N': 'B', 'L3-N': 'C' };

type PortTable = 'interfaces' | 'console_ports' | 'front_ports' | 'rear_ports';

/** The table in which a port stands. A panel port is a front port where the device has a rear port to which it leads. */
export function tableOfPort(port: DevicePort, ports: ReadonlyMap<string, DevicePort>): PortTable {
  if (port.kind === 'console') return 'console_ports';
  if (port.kind !== 'panel') return 'interfaces';
  return port.side === 'front' && rearOf(port, ports) !== null ? 'front_ports' : 'rear_ports';
}

/** A port by the name that NetBox has for it: in each table names are unique by themselves. */
export function netboxPortName({ name }: Pick<DevicePort, 'name'>): string {
  return name.replace(/ \((?:rear|console|front|interface)\)$/, '');
}

function rearOf(port: DevicePort, ports: ReadonlyMap<string, DevicePort>): DevicePort | null {
  for (const name of [`${port.name} (rear)`, port.name]) {
    const found = ports.get(name);
    if (found !== undefined && found !== port && found.kind === 'panel' && found.side !== 'front') return found;
  }
  return null;
}

export function componentRows(
  context: ExportContext,
): Readonly<Record<PortTable | 'power_ports' | 'power_outlets', readonly NetboxRow[]>> {
  const rows: Record<PortTable | 'power_ports' | 'power_outlets', NetboxRow[]> = {
    power_ports: [],
    power_outlets: [],
    interfaces: [],
    console_ports: [],
    front_ports: [],
    rear_ports: [],
  };
  for (const device of context.snapshot.devices) {
    rows.power_ports.push(...supplyRows(context, device));
    const { ports } = context.partsOf(device);
    for (const port of ports.values()) rows[tableOfPort(port, ports)].push(portRow(device.name, port, ports));
  }
  for (const pdu of context.pdus) {
    const type = context.pduTypes.get(pdu.pduType ?? '');
    rows.power_ports.push({ device: pdu.name, name: INLET, type: netboxConnector(type?.plug, POWER_PORT_TYPES) });
    for (const { name, connector, legs } of (type?.outlets ?? []).flatMap(namedCopies)) {
      rows.power_outlets.push({
        device: pdu.name,
        name,
        type: netboxConnector(connector, POWER_OUTLET_TYPES),
        power_port: INLET,
        feed_leg: LEGS[legs ?? ''] ?? '',
      });
    }
  }
  return rows;
}

/** On the only supply stands what the device draws, on each of several what the supply gives: so the library reads it. */
function supplyRows(context: ExportContext, device: Device): readonly NetboxRow[] {
  const { supplies } = context.partsOf(device);
  const type = context.deviceTypes.get(device.type);
  const isOnly = supplies.length === 1;
  return supplies.map(({ name, connector, maximumPowerW }) => ({
    device: device.name,
    name,
    type: netboxConnector(connector, POWER_PORT_TYPES),
    maximum_draw: whole((isOnly ? type?.maximumPowerW : undefined) ?? maximumPowerW),
    allocated_draw: isOnly ? whole(type?.typicalPowerW) : '',
  }));
}

function portRow(device: string, port: DevicePort, ports: ReadonlyMap<string, DevicePort>): NetboxRow {
  const name = netboxPortName(port);
  switch (tableOfPort(port, ports)) {
    case 'console_ports':
      return { device, name, type: netboxConnector(port.connector, CONSOLE_PORT_TYPES) };
    case 'interfaces':
      return { device, name, type: interfaceType(port), mgmt_only: port.kind === 'management' ? 'true' : '' };
    case 'rear_ports':
      return { device, name, type: panelType(port), positions: '1' };
    case 'front_ports':
      return {
        device,
        name,
        type: panelType(port),
        rear_port: text(netboxPortName(rearOf(port, ports) ?? port)),
        rear_port_position: '1',
      };
  }
}

function panelType({ connector }: DevicePort): string {
  const type = netboxConnector(connector, PANEL_PORT_TYPES);
  return type === '' ? 'other' : type;
}
