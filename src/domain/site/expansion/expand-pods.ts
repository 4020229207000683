import type { SiteSnapshot } from '../document.js';
import { grouped } from '../grouping.js';
import type { Cord } from '../kinds/cord.js';
import type { Device } from '../kinds/device.js';
import type { DeviceType } from '../kinds/device-type.js';
import type { Pod } from '../kinds/pod.js';
import type { PodTemplate } from '../kinds/pod-template.js';
import type { PowerElement } from '../kinds/power-element.js';
import type { Rack } from '../kinds/rack.js';
import { countNames, expandNames } from '../name-pattern.js';
import type { Expansion, ExpansionProblem } from './expansion.js';
import { expandPortMaps } from './expand-port-maps.js';
import type { Link, LinkResult } from './links.js';
import { lineLinks, type PatternLine } from './port-pattern.js';
import { lifeOf, type Life } from './thing-life.js';
import { openCableBook } from './write-cables.js';

export type { Expansion, ExpansionProblem } from './expansion.js';

/**
 * What the templates of one site may stand for, far above any hall: a pattern of some letters, such as N[1-99999] in
 * R[1-999], would otherwise fill the memory. Things are racks, devices, rack PDUs and cords; ports are ends of cables.
 */
const MOST = { things: 300_000, ports: 3_000_000 };

/** What may still be written out. */
type Allowance = { -readonly [Of in keyof typeof MOST]: number };

type PortMapEntry = NonNullable<PodTemplate['portMap']>[number];

/**
 * Writes out what pod templates stand for: devices, rack PDUs, cords and cables, named `<rack>-<name>`, a cable by its
 * first end (`<device>:<port>`). A thing that the document states under the same key takes the place of the one from
 * the template. Patterns that the pod cannot satisfy are left out whole and reported.
 */
export function expandPods(snapshot: SiteSnapshot): Expansion {
  const origin = {
    devices: new Map<string, string>(),
    powerElements: new Map<string, string>(),
  };
  const templates = new Map(snapshot.podTemplates.map((template) => [template.slug, template]));
  const pods = snapshot.pods.filter((pod) => pod.template !== undefined);
  if (pods.length === 0 && snapshot.portMaps.length === 0) {
    return { snapshot, origin: { ...origin, cables: new Map() }, problems: [], displaced: [], reserved: [] };
  }

  const deviceTypes = new Map(snapshot.deviceTypes.map((type) => [type.slug, type]));
  const devices = new Map(snapshot.devices.map((device) => [device.name, device]));
  const powerElements = new Map(snapshot.powerElements.map((element) => [element.name, element]));
  const cords = new Map(snapshot.cords.map((cord) => [cordKey(cord), cord]));
  const book = openCableBook({ stated: snapshot.cables, devices, deviceTypes });
  const racksByPod = grouped(snapshot.racks, (rack) => rack.pod);
  const problems: ExpansionProblem[] = [];
  const allowance: Allowance = { ...MOST };

  for (const pod of pods) {
    const template = templates.get(pod.template ?? '');
    if (template === undefined) continue;
    const fits = (of: keyof Allowance, at: string, needed: number) => {
      const available = allowance[of];
      if (needed > available) {
        problems.push(problemOf(pod, template, { problem: 'too-many', at, needed, available }));
        return false;
      }
      allowance[of] -= needed;
      return true;
    };
    if (!fits('things', template.racks[0] ?? '', countAll(template.racks))) continue;
    const found = racksOfPod({ pod, template, racks: racksByPod.get(pod.name) ?? [] });
    for (const problem of found.problems) problems.push(problem);
    const life = lifeOf(pod);
    for (const entry of template.devices ?? []) {
      if (!fits('things', entry.name, countAll([entry.name, entry.racks]))) continue;
      const racks = racksNamed(found.racks, entry.racks);
      if (!fits('things', entry.name, countNames(entry.name) * racks.length)) continue;
      for (const device of devicesOf({ entry, racks, deviceTypes, life })) {
        if (devices.has(device.name)) continue;
        devices.set(device.name, device);
        origin.devices.set(device.name, template.slug);
      }
    }
    const pdus = (template.pdus ?? []).filter(({ name, racks }) => fits('things', name, countNames(racks)));
    for (const { element, fed } of pdusOf({ pdus, racks: found.racks, life })) {
      if (!fed) {
        problems.push(problemOf(pod, template, { problem: 'feed-missing', at: element.name }));
      }
      if (powerElements.has(element.name)) continue;
      powerElements.set(element.name, element);
      origin.powerElements.set(element.name, template.slug);
    }
    for (const entry of template.cords ?? []) {
      const needed = countAll([entry.devices, entry.outlets]) + countNames(entry.devices) * found.racks.size;
      if (!fits('things', entry.devices, needed)) continue;
      const names = expandNames(entry.devices);
      const outlets = expandNames(entry.outlets);
      if (outlets.length < names.length) {
        const short = { needed: names.length, available: outlets.length };
        problems.push(problemOf(pod, template, { problem: 'outlets-short', at: entry.pdu, ...short }));
        continue;
      }
      for (const rack of found.racks.values()) {
        names.forEach((name, i) => {
          const cord: Cord = {
            device: `${rack.name}-${name}`,
            supply: entry.supply,
            pdu: `${rack.name}-${entry.pdu}`,
            outlet: outlets[i] ?? '',
            ...life,
            ...(entry.cableType === undefined ? {} : { cableType: entry.cableType }),
            ...(entry.lengthM === undefined ? {} : { lengthM: entry.lengthM }),
          };
          if (devices.has(cord.device) && powerElements.has(cord.pdu) && !cords.has(cordKey(cord))) {
            cords.set(cordKey(cord), cord);
          }
        });
      }
    }
    for (const entry of template.reservedPorts ?? []) {
      const needed = countNames(entry.devices) * countNames(entry.ports) * countNames(entry.subPorts ?? '');
      if (!fits('ports', entry.name, needed * found.racks.size)) continue;
      const ends = [...found.racks.values()].flatMap((rack) =>
        presentIn(rack, entry.devices, devices).flatMap((device) =>
          expandNames(entry.ports).flatMap((port) =>
            entry.subPorts === undefined
              ? [{ device, port }]
              : expandNames(entry.subPorts).map((subPort) => ({ device, port, subPort })),
          ),
        ),
      );
      const refusal = book.reserve({ name: entry.name, ends });
      if (refusal !== null) problems.push(problemOf(pod, template, { at: entry.name, ...refusal }));
    }
    for (const entry of template.portMap ?? []) {
      if (!fits('ports', entry.name, portsNeeded(entry, found.racks.size))) continue;
      const expanded = linksOf({ entry, racks: [...found.racks.values()], devices });
      if ('shortage' in expanded) {
        problems.push(problemOf(pod, template, { problem: 'ports-short', at: entry.name, ...expanded.shortage }));
        continue;
      }
      if (expanded.links.length === 0) {
        problems.push(problemOf(pod, template, { problem: 'no-links', at: entry.name }));
        continue;
      }
      const refusal = book.write({ line: lineOf(entry), links: expanded.links, facts: life, origin: template.slug });
      if (refusal !== null) problems.push(problemOf(pod, template, { at: entry.name, ...refusal }));
    }
  }
  const mapProblems = expandPortMaps(
    snapshot.portMaps,
    { devices, racks: snapshot.racks },
    {
      book,
      fits: (portMap, at, needed) => {
        const available = allowance.ports;
        if (needed <= available) {
          allowance.ports -= needed;
          return true;
        }
        problems.push({ pod: null, template: null, portMap, problem: 'too-many', at, needed, available });
        return false;
      },
    },
  );
  for (const problem of mapProblems) problems.push(problem);
  return {
    snapshot: {
      ...snapshot,
      devices: [...devices.values()],
      powerElements: [...powerElements.values()],
      cords: [...cords.values()],
      cables: book.cables(),
    },
    origin: { ...origin, cables: book.origin },
    problems,
    displaced: book.displaced,
    reserved: book.reserved,
  };
}

function countAll(patterns: readonly string[]): number {
  return patterns.reduce((count, pattern) => count + countNames(pattern), 0);
}

/** Ports that are looked at to write out one entry of a port map. */
function portsNeeded(entry: PortMapEntry, rackCount: number): number {
  const { devices, ports, groups = '', toDevices = devices, toPorts = ports, subPorts = '', toSubPorts = '' } = entry;
  const near = countNames(devices) * countNames(groups) * countNames(ports) * countNames(subPorts);
  const far = entry.pattern === 'mesh' ? 0 : countNames(toDevices) * countNames(toPorts) * countNames(toSubPorts);
  return (near + far) * rackCount + countAll([devices, ports, groups, toDevices, toPorts]);
}

function cordKey(cord: Pick<Cord, 'device' | 'supply'>): string {
  return `${cord.device}\u0000${cord.supply}`;
}

function problemOf(
  pod: Pod,
  template: PodTemplate,
  found: Pick<ExpansionProblem, 'problem' | 'at' | 'name' | 'heldBy'> & { needed?: number; available?: number },
): ExpansionProblem {
  return {
    pod: pod.name,
    template: template.slug,
    portMap: null,
    problem: found.problem,
    at: found.at,
    needed: found.needed ?? null,
    available: found.available ?? null,
    ...(found.name === undefined ? {} : { name: found.name }),
    ...(found.heldBy === undefined ? {} : { heldBy: found.heldBy }),
  };
}

/** The racks of a pod by their names in its template, in the order of the template. */
function racksOfPod(given: { pod: Pod; template: PodTemplate; racks: readonly Rack[] }): {
  racks: ReadonlyMap<string, Rack>;
  problems: readonly ExpansionProblem[];
} {
  const { pod, template } = given;
  const problems: ExpansionProblem[] = [];
  const byName = new Map<string, Rack>();
  for (const rack of given.racks) {
    if (rack.podRack === undefined) problems.push(problemOf(pod, template, { problem: 'rack-unnamed', at: rack.name }));
    else if (byName.has(rack.podRack))
      problems.push(problemOf(pod, template, { problem: 'rack-twice', at: rack.name }));
    else byName.set(rack.podRack, rack);
  }
  const racks = new Map<string, Rack>();
  for (const name of template.racks.flatMap(expandNames)) {
    const rack = byName.get(name);
    if (rack === undefined) problems.push(problemOf(pod, template, { problem: 'rack-missing', at: name }));
    else racks.set(name, rack);
  }
  return { racks, problems };
}

function racksNamed(racks: ReadonlyMap<string, Rack>, pattern: string): readonly Rack[] {
  return expandNames(pattern).flatMap((name) => racks.get(name) ?? []);
}

function* devicesOf(given: {
  entry: NonNullable<PodTemplate['devices']>[number];
  racks: readonly Rack[];
  deviceTypes: ReadonlyMap<string, DeviceType>;
  life: Life;
}): Generator<Device> {
  const { entry } = given;
  const step = entry.unitStep ?? given.deviceTypes.get(entry.type)?.heightU ?? 0;
  const names = expandNames(entry.name);
  for (const rack of given.racks) {
    for (const [i, name] of names.entries()) {
      yield {
        name: `${rack.name}-${name}`,
        type: entry.type,
        rack: rack.name,
        unit: entry.unit + i * step,
        ...(entry.face === undefined ? {} : { face: entry.face }),
        ...(entry.role === undefined ? {} : { role: entry.role }),
        ...given.life,
      };
    }
  }
}

function* pdusOf(given: {
  pdus: NonNullable<PodTemplate['pdus']>;
  racks: ReadonlyMap<string, Rack>;
  life: Life;
}): Generator<{ element: PowerElement; fed: boolean }> {
  for (const entry of given.pdus) {
    for (const rack of racksNamed(given.racks, entry.racks)) {
      const feed = rack.feeds?.find((candidate) => candidate.feed === entry.feed);
      yield {
        fed: feed !== undefined,
        element: {
          name: `${rack.name}-${entry.name}`,
          kind: 'rack-pdu',
          pduType: entry.type,
          rack: rack.name,
          feed: entry.feed,
          ...(feed === undefined ? {} : { parents: [feed.element] }),
          ...given.life,
        },
      };
    }
  }
}

/** A line without the devices, which it names inside each rack. */
function lineOf({ devices: _devices, toDevices: _toDevices, ...line }: PortMapEntry): PatternLine {
  return line;
}

/** Links of one entry of a port map, over all racks of the pod; whole or not at all. */
function linksOf({
  entry,
  racks,
  devices,
}: {
  entry: PortMapEntry;
  racks: readonly Rack[];
  devices: ReadonlyMap<string, Device>;
}): LinkResult {
  const line = lineOf(entry);
  const near = racks.map((rack) => presentIn(rack, entry.devices, devices));
  const far = racks.map((rack) => presentIn(rack, entry.toDevices ?? entry.devices, devices));
  const placeOf = (device: string) => device;
  if (entry.pattern === 'mesh' && entry.between === 'racks') {
    return lineLinks({ ...line, between: 'lists' }, { near, far, placeOf });
  }
  const links: Link[] = [];
  for (const [i, devicesOfRack] of near.entries()) {
    const result = lineLinks(line, { near: [devicesOfRack], far: [far[i] ?? []], placeOf });
    if ('shortage' in result) return result;
    for (const link of result.links) links.push(link);
  }
  return { links };
}

/** Names in the hall of the devices of a rack that a pattern of a template names and that are there. */
function presentIn(rack: Rack, pattern: string, devices: ReadonlyMap<string, Device>): readonly string[] {
  return expandNames(pattern)
    .map((name) => `${rack.name}-${name}`)
    .filter((name) => devices.has(name));
}
