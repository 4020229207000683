import { expandNames } from '../name-pattern.js';
import type { PortMap } from '../kinds/port-map.js';
import { leafSpineLinks, meshLinks, pairedLinks, type LinkResult, type PortEnd } from './links.js';

/** One line of a port map, as pod templates and the port maps of a site have it. */
export type PatternLine = Omit<PortMap['lines'][number], 'devices' | 'toDevices'>;

/** Devices of each list of a line, by name, in the order in which their ports are used. */
export interface LineDevices {
  /** For each entry of the line, or all in one. */
  readonly near: readonly (readonly string[])[];
  readonly far: readonly (readonly string[])[];
  /** Where a device stands, for members that are racks or pods. */
  readonly placeOf: (device: string) => string;
}

/** The links of one line, whole or not at all. */
export function lineLinks(line: PatternLine, { near, far, placeOf }: LineDevices): LinkResult {
  const multiplicity = line.multiplicity ?? 1;
  const nearPorts = portNames(line.ports, line.subPorts);
  const farPorts = portNames(
    line.toPorts ?? line.ports,
    line.toSubPorts ?? (line.toPorts === undefined ? line.subPorts : undefined),
  );
  if (line.pattern === 'one-to-one') {
    return pairedLinks(endsOf(near.flat(), nearPorts), endsOf(far.flat(), farPorts), line.ways);
  }
  if (line.pattern === 'leaf-spine') {
    const sides =
      line.between === 'lists'
        ? near.map((list, i) => [list, far[i] ?? []] as const)
        : [[near.flat(), far.flat()] as const];
    return joined(
      sides.map(([from, to]) =>
        leafSpineLinks(
          from.map((device) => endsOf([device], nearPorts)),
          to.map((device) => endsOf([device], farPorts)),
          multiplicity,
        ),
      ),
    );
  }
  if (line.between === 'groups') {
    const groups = expandNames(line.groups ?? '');
    return joined(
      near.flat().map((device) =>
        meshLinks(
          groups.map((group) => nearPorts.map(({ port, ...rest }) => ({ device, port: group + port, ...rest }))),
          multiplicity,
        ),
      ),
    );
  }
  return meshLinks(
    membersOf(line, near, placeOf).map((devices) => pooled(devices, nearPorts)),
    multiplicity,
  );
}

/** Devices of each member of a mesh: racks and pods in the order in which their first device is named. */
function membersOf(
  { between }: PatternLine,
  near: LineDevices['near'],
  placeOf: LineDevices['placeOf'],
): readonly (readonly string[])[] {
  if (between === 'lists') return near;
  if (between !== 'racks' && between !== 'pods') return near.flat().map((device) => [device]);
  const members = new Map<string, string[]>();
  for (const device of near.flat()) {
    const place = placeOf(device);
    const member = members.get(place);
    if (member === undefined) members.set(place, [device]);
    else member.push(device);
  }
  return [...members.values()];
}

type PortName = Omit<PortEnd, 'device'>;

function portNames(ports: string, subPorts: string | undefined): readonly PortName[] {
  const names = expandNames(ports);
  if (subPorts === undefined) return names.map((port) => ({ port }));
  const parts = expandNames(subPorts);
  return names.flatMap((port) => parts.map((subPort) => ({ port, subPort })));
}

/** Device after device, each with its ports in order. */
function endsOf(devices: readonly string[], ports: readonly PortName[]): readonly PortEnd[] {
  return devices.flatMap((device) => ports.map((port) => ({ device, ...port })));
}

/** Port after port, each over all devices, so that neighbouring links of a member of several devices spread over them. */
function pooled(devices: readonly string[], ports: readonly PortName[]): readonly PortEnd[] {
  const [only] = devices;
  if (only !== undefined && devices.length === 1) return endsOf([only], ports);
  return ports.flatMap((port) => devices.map((device) => ({ device, ...port })));
}

function joined(results: readonly LinkResult[]): LinkResult {
  const failed = results.find((result) => 'shortage' in result);
  if (failed !== undefined) return failed;
  return { links: results.flatMap((result) => ('links' in result ? result.links : [])) };
}
