import type { Device } from '../kinds/device.js';
import type { PortMap } from '../kinds/port-map.js';
import type { Rack } from '../kinds/rack.js';
import { countNames, expandNames } from '../name-pattern.js';
import type { ExpansionProblem } from './expansion.js';
import { lineLinks } from './port-pattern.js';
import { lifeOf } from './thing-life.js';
import type { CableBook } from './write-cables.js';

type Line = PortMap['lines'][number];

/** Where the port maps of a site find what they name. */
export interface Hall {
  readonly devices: ReadonlyMap<string, Device>;
  readonly racks: readonly Rack[];
}

/**
 * Writes the cables of the port maps of a site into the book, line by line; a line that asks for what is not there is left
 * out whole and reported. Ports that a map keeps for growth are kept before any of its lines.
 *
 * @param fits takes from what may still be written out, or reports that it does not suffice
 */
export function expandPortMaps(
  portMaps: readonly PortMap[],
  { devices, racks }: Hall,
  { book, fits }: { readonly book: CableBook; readonly fits: (map: string, at: string, needed: number) => boolean },
): readonly ExpansionProblem[] {
  const problems: ExpansionProblem[] = [];
  const podOfRack = new Map(racks.map(({ name, pod }) => [name, pod]));
  const rackOf = (device: string) => devices.get(device)?.rack ?? device;
  const podOf = (device: string) => podOfRack.get(rackOf(device)) ?? device;

  for (const map of portMaps) {
    const report = (at: string, found: Pick<ExpansionProblem, 'problem'> & Partial<ExpansionProblem>) => {
      problems.push({ pod: null, template: null, portMap: map.name, at, needed: null, available: null, ...found });
    };
    for (const { name, devices: patterns, ports, subPorts } of map.reservedPorts ?? []) {
      const needed = countAll(patterns) * countNames(ports) * countNames(subPorts ?? '');
      if (!fits(map.name, name, needed)) continue;
      const ends = patterns
        .flatMap(expandNames)
        .flatMap((device) =>
          expandNames(ports).flatMap((port) =>
            subPorts === undefined
              ? [{ device, port }]
              : expandNames(subPorts).map((subPort) => ({ device, port, subPort })),
          ),
        );
      const missing = ends.find(({ device }) => !devices.has(device));
      if (missing !== undefined) report(name, { problem: 'device-missing', name: missing.device });
      else {
        const refusal = book.reserve({ name, ends });
        if (refusal !== null) report(name, refusal);
      }
    }
    for (const line of map.lines) {
      if (!fits(map.name, line.name, portsNeeded(line))) continue;
      const near = line.devices.map(expandNames);
      const far = (line.toDevices ?? line.devices).map(expandNames);
      const missing = [...near.flat(), ...far.flat()].find((device) => !devices.has(device));
      if (missing !== undefined) {
        report(line.name, { problem: 'device-missing', name: missing });
        continue;
      }
      if (line.pattern === 'leaf-spine' && line.between === 'lists' && near.length !== far.length) {
        report(line.name, { problem: 'lists-uneven', needed: near.length, available: far.length });
        continue;
      }
      const expanded = lineLinks(line, { near, far, placeOf: line.between === 'pods' ? podOf : rackOf });
      if ('shortage' in expanded) {
        report(line.name, { problem: 'ports-short', ...expanded.shortage });
        continue;
      }
      if (expanded.links.length === 0) {
        report(line.name, { problem: 'no-links' });
        continue;
      }
      const refusal = book.write({ line, links: expanded.links, facts: lifeOf(map), origin: map.name });
      if (refusal !== null) report(line.name, refusal);
    }
  }
  return problems;
}

function countAll(patterns: readonly string[]): number {
  return patterns.reduce((count, pattern) => count + countNames(pattern), 0);
}

/** Ports that are looked at to write out a line. */
function portsNeeded({
  devices,
  groups = '',
  ports,
  subPorts = '',
  toDevices,
  toPorts = ports,
  toSubPorts = '',
}: Line): number {
  const near = countAll(devices) * countNames(groups) * countNames(ports) * countNames(subPorts);
  return near + (toDevices === undefined ? 0 : countAll(toDevices) * countNames(toPorts) * countNames(toSubPorts));
}
