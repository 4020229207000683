import { sampleOf } from '../name-sample.js';
import type { Cable } from '../site/kinds/cable.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { DevicePort } from '../site/kinds/device-type.js';
import { devicePartsOf, type SiteIndex } from '../site/site-index.js';
import { compareText } from '../site/key.js';
import type { ConnectorMismatch, PortClash, UnknownPorts } from './cabling-figures.js';
import { groupedProblems } from './link-problems.js';
import { openLaneBook } from './lane-shares.js';
import type { OpticsFinding } from './optics.js';
import { plugFits, plugsDirectly } from './connector-fit.js';

type CableEnd = Cable['ends'][number];

/** What is known of the use of ports, by device. */
export interface PortUse {
  readonly endCount: number;
  readonly clashes: readonly PortClash[];
  readonly unknownPorts: readonly UnknownPorts[];
  readonly connectorMismatches: readonly ConnectorMismatch[];
  /** Lanes and speeds of cables and ports that do not go together. */
  readonly links: readonly OpticsFinding[];
}

/** First cable on each port of a device. A port that is broken out holds its first cables by sub-port. */
type FirstUses = Map<string, number | Map<string, number>>;

/** A device with the ports of its type and what uses them. */
interface DevicePorts {
  readonly type: string;
  readonly ports: ReadonlyMap<string, DevicePort>;
  readonly uses: FirstUses;
}

interface ClashNames {
  readonly ports: Set<string>;
  readonly cables: Set<string>;
}

interface UnknownNames {
  readonly ports: Set<string>;
  readonly devices: Set<string>;
  readonly cables: string[];
}

/** On a port that is broken out, what claims it whole. */
const WHOLE = '';

/**
 * Which ports the cables of a site use: those used twice, those that no device has, and plugs that do not fit. One pass
 * over all cable ends. A port is used twice when two ends claim it, unless each claims a sub-port of its own.
 */
export function portUse(index: SiteIndex): PortUse {
  const { cables } = index.snapshot;
  const devices = new Map<string, DevicePorts>();
  const clashes = new Map<string, ClashNames>();
  const unknown = new Map<string, UnknownNames>();
  const mismatches = new Map<
    string,
    { readonly first: Omit<ConnectorMismatch, 'cables'>; readonly cables: string[] }
  >();
  let endCount = 0;

  const clash = (end: CableEnd, first: number, second: number): void => {
    const names = clashes.get(end.device) ?? { ports: new Set<string>(), cables: new Set<string>() };
    clashes.set(end.device, names);
    names.ports.add(end.subPort === undefined ? end.port : `${end.port}/${end.subPort}`);
    names.cables.add(cables[first]?.name ?? '').add(cables[second]?.name ?? '');
  };

  const portsAt = (name: string): DevicePorts | undefined => {
    const known = devices.get(name);
    if (known !== undefined) return known;
    const found = index.devices.get(name);
    if (found === undefined) return undefined;
    const device: DevicePorts = { type: found.type, ports: devicePartsOf(index, found).ports, uses: new Map() };
    devices.set(name, device);
    return device;
  };

  const links = groupedProblems();
  const lanes = openLaneBook(
    (device) => portsAt(device)?.type ?? '',
    (cable, problem, what) => {
      links.report(cable, { problem, what });
    },
  );
  // One list for all cables: a hall has hundreds of thousands of ends.
  const used: (DevicePort | undefined)[] = [];
  for (let i = 0; i < cables.length; i += 1) {
    const cable = cables[i];
    if (cable === undefined) continue;
    endCount += cable.ends.length;
    const type = index.cableTypes.get(cable.type);
    used.length = 0;
    for (const end of cable.ends) {
      const device = portsAt(end.device);
      const port = device?.ports.get(end.port);
      used.push(port);
      if (device === undefined) continue;
      claim(device.uses, end, i, clash);
      if (port !== undefined) continue;
      const names = unknown.get(device.type) ?? { ports: new Set(), devices: new Set(), cables: [] };
      unknown.set(device.type, names);
      names.ports.add(end.port);
      names.devices.add(end.device);
      names.cables.push(cable.name);
    }
    if (type !== undefined) lanes.take(cable, type, used);
    for (const first of mismatchesOf(type, cable, portsAt)) {
      const key = [first.cableType, first.deviceType, first.plug, first.cage].join('\u0000');
      const known = mismatches.get(key);
      if (known === undefined) mismatches.set(key, { first, cables: [cable.name] });
      else known.cables.push(cable.name);
    }
  }
  lanes.close();
  return {
    links: links.found(),
    endCount,
    clashes: inOrder(clashes).map(([device, names]) => ({
      device,
      ports: sampleOf(names.ports),
      cables: sampleOf(names.cables),
    })),
    unknownPorts: inOrder(unknown).map(([deviceType, names]) => ({
      deviceType,
      portsStated: (index.expandedDeviceTypes.get(deviceType)?.ports.size ?? 0) > 0,
      ports: sampleOf(names.ports),
      devices: sampleOf(names.devices),
      cables: sampleOf(new Set(names.cables)),
    })),
    connectorMismatches: inOrder(mismatches).map(([, { first, cables: names }]) => ({
      ...first,
      cables: sampleOf(names),
    })),
  };
}

function claim(
  uses: FirstUses,
  end: CableEnd,
  cable: number,
  clash: (end: CableEnd, first: number, second: number) => void,
): void {
  const held = uses.get(end.port);
  if (held === undefined) {
    uses.set(end.port, end.subPort === undefined ? cable : new Map([[end.subPort, cable]]));
    return;
  }
  const byPart = typeof held === 'number' ? new Map([[WHOLE, held]]) : held;
  const part = end.subPort ?? WHOLE;
  for (const [other, first] of byPart) {
    if (other === part || other === WHOLE || part === WHOLE) clash(end, first, cable);
  }
  if (!byPart.has(part)) byPart.set(part, cable);
  uses.set(end.port, byPart);
}

type Mismatch = Omit<ConnectorMismatch, 'cables'>;

/** Plugs of a cable that fit neither way round; a cable of more than two ends has its single end first. */
function mismatchesOf(
  type: CableType | undefined,
  { ends }: Cable,
  portsAt: (device: string) => DevicePorts | undefined,
): readonly Mismatch[] {
  if (type === undefined || (type.connectorA === undefined && type.connectorB === undefined)) return [];
  const { connectorA, connectorB } = type;
  const asWritten = ends.flatMap((end, k) => mismatchAt(k === 0 ? connectorA : connectorB, end));
  if (asWritten.length === 0 || ends.length > 2) return asWritten;
  const turned = ends.flatMap((end, k) => mismatchAt(k === 0 ? connectorB : connectorA, end));
  return turned.length === 0 ? [] : asWritten;

  function mismatchAt(plug: string | undefined, end: CableEnd): readonly Mismatch[] {
    const device = portsAt(end.device);
    const port = device?.ports.get(end.port);
    if (type === undefined || plug === undefined || device === undefined || port?.connector === undefined) return [];
    if (plug === port.connector || !plugsDirectly(type, port) || plugFits({ plug, cage: port.connector })) return [];
    return [{ cableType: type.slug, deviceType: device.type, plug, cage: port.connector }];
  }
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => compareText(a, b));
}
