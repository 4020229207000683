import type { Cable } from '../kinds/cable.js';
import type { Device } from '../kinds/device.js';
import type { DeviceType } from '../kinds/device-type.js';
import { expandNames } from '../name-pattern.js';
import type { ExpansionProblem, ReservedPorts } from './expansion.js';
import type { Link, PortEnd } from './links.js';
import { claimPort, endText, holderOf, portText, releasePort, type PortClaims } from './port-claims.js';
import type { PatternLine } from './port-pattern.js';

/** What every cable of a line has, whichever its ends. */
export type CableFacts = Pick<Cable, 'status' | 'availableFrom' | 'retiredFrom'>;

export interface WrittenLine {
  readonly line: PatternLine;
  readonly links: readonly Link[];
  readonly facts: CableFacts;
  /** Slug of the template or name of the port map. */
  readonly origin: string;
}

/** Why a line is left out whole. */
export interface LineRefusal {
  readonly problem: ExpansionProblem['problem'];
  readonly name: string;
  /** Line or reservation that has the port, and whose it is. */
  readonly heldBy?: string;
}

/** Cables of a site: those that the document states, and those that follow from patterns, each port taken once. */
export interface CableBook {
  /** Writes the cables of a line, or says why none of them can be. */
  readonly write: (line: WrittenLine) => LineRefusal | null;
  /** Keeps ports for growth, or names the first that is taken or does not exist. */
  readonly reserve: (ports: ReservedPorts) => LineRefusal | null;
  readonly cables: () => readonly Cable[];
  readonly origin: ReadonlyMap<string, string>;
  readonly displaced: readonly Cable[];
  readonly reserved: readonly ReservedPorts[];
}

type Holder = { readonly by: 'document' | 'pattern' | 'growth'; readonly name?: string };

const BY_DOCUMENT: Holder = { by: 'document' };

/**
 * Opens the book of cables. A cable of the document takes the place of every cable of a pattern with which it shares a
 * port; two patterns may not share one.
 */
export function openCableBook({
  stated,
  devices,
  deviceTypes,
}: {
  readonly stated: readonly Cable[];
  readonly devices: ReadonlyMap<string, Device>;
  readonly deviceTypes: ReadonlyMap<string, DeviceType>;
}): CableBook {
  const claims: PortClaims<Holder> = new Map();
  const names = new Set<string>();
  for (const { name, ends } of stated) {
    names.add(name);
    for (const end of ends) claimPort(claims, end, BY_DOCUMENT);
  }
  const written: Cable[] = [];
  const origin = new Map<string, string>();
  const displaced: Cable[] = [];
  const reserved: ReservedPorts[] = [];
  const hasPort = portLookup(devices, deviceTypes);

  const refusalOf = (end: PortEnd, held: Holder | undefined): LineRefusal | null => {
    const name = endText(end);
    if (!hasPort(end)) return { problem: 'port-missing', name };
    const holder = held?.name === undefined ? {} : { heldBy: held.name };
    if (held?.by === 'pattern') return { problem: 'port-taken', name, ...holder };
    return held?.by === 'growth' ? { problem: 'port-reserved', name, ...holder } : null;
  };

  /** Takes every port of a line that the document leaves free, or none and says why. */
  const claimLine = (links: readonly Link[], own: Holder): LineRefusal | null => {
    const ofDocument: PortClaims<Holder> = new Map();
    const taken: PortEnd[] = [];
    const refuse = (refusal: LineRefusal) => {
      for (const end of taken) releasePort(claims, end);
      return refusal;
    };
    for (const ends of links) {
      for (const end of ends) {
        const held = holderOf(claims, end);
        const isOwn = held === own || (held === BY_DOCUMENT && holderOf(ofDocument, end) !== undefined);
        if (isOwn) return refuse({ problem: 'self-link', name: endText(end) });
        const refusal = refusalOf(end, held);
        if (refusal !== null) return refuse(refusal);
        if (held === BY_DOCUMENT) claimPort(ofDocument, end, BY_DOCUMENT);
        else {
          claimPort(claims, end, own);
          taken.push(end);
        }
      }
    }
    return null;
  };

  return {
    write: ({ line, links, facts, origin: source }) => {
      const own: Holder = { by: 'pattern', name: `${line.name} of ${source}` };
      const refusal = claimLine(links, own);
      if (refusal !== null) return refusal;
      for (const ends of links) {
        const cable = cableOf(line, ends, facts);
        if (names.has(cable.name) || ends.some((end) => holderOf(claims, end) !== own)) {
          for (const end of ends) if (holderOf(claims, end) === own) releasePort(claims, end);
          displaced.push(cable);
          continue;
        }
        names.add(cable.name);
        written.push(cable);
        origin.set(cable.name, source);
      }
      return null;
    },
    reserve: (ports) => {
      const own: Holder = { by: 'growth', name: ports.name };
      for (const end of ports.ends) {
        const refusal = refusalOf(end, holderOf(claims, end));
        if (refusal !== null) return refusal;
      }
      for (const end of ports.ends) {
        if (holderOf(claims, end) === undefined) claimPort(claims, end, own);
      }
      reserved.push(ports);
      return null;
    },
    cables: () => [...stated, ...written],
    origin,
    displaced,
    reserved,
  };
}

function cableOf(line: PatternLine, ends: Link, facts: CableFacts): Cable {
  const [first] = ends;
  const { transceiver, toTransceiver } = line;
  return {
    name: first === undefined ? line.name : `${first.device}:${portText(first)}`,
    type: line.cableType,
    ends:
      transceiver === undefined && toTransceiver === undefined
        ? [...ends]
        : ends.map((end, i) => {
            const plugged = i === 0 ? transceiver : (toTransceiver ?? transceiver);
            return plugged === undefined ? end : { ...end, transceiver: plugged };
          }),
    bundle: line.name,
    ...facts,
    ...(line.lengthM === undefined ? {} : { lengthM: line.lengthM }),
  };
}

/** Whether a device has a port, as far as its type states any. */
function portLookup(devices: ReadonlyMap<string, Device>, deviceTypes: ReadonlyMap<string, DeviceType>) {
  const byType = new Map<string, ReadonlySet<string> | null>();
  const portsOf = (type: string) => {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const stated = deviceTypes.get(type)?.ports;
    const ports = stated === undefined ? null : new Set(stated.flatMap(({ name }) => expandNames(name)));
    byType.set(type, ports);
    return ports;
  };
  const byDevice = new Map<string, ReadonlySet<string> | null>();
  return ({ device, port }: PortEnd): boolean => {
    let ports = byDevice.get(device);
    if (ports === undefined) {
      const type = devices.get(device)?.type;
      ports = type === undefined ? null : portsOf(type);
      byDevice.set(device, ports);
    }
    return ports === null || ports.has(port);
  };
}
