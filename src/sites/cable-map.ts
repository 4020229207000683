import type { Expansion } from '../domain/site/expansion/expand-pods.js';
import { grouped } from '../domain/site/grouping.js';
import type { Row } from '../domain/site/key.js';
import type { Cable } from '../domain/site/kinds/cable.js';
import { expandNames } from '../domain/site/name-pattern.js';

interface Port {
  readonly device: string;
  readonly port: string;
  readonly kind: string;
}

/** For each pod of a site: its cables, those to other pods included, and the ports of its devices that are left. */
export function cableMaps(expansion: Expansion): readonly Row[] {
  const { snapshot, origin } = expansion;
  const racksByPod = grouped(snapshot.racks, ({ pod }) => pod);
  const devicesByRack = grouped(snapshot.devices, ({ rack }) => rack);
  const portsByType = new Map(
    snapshot.deviceTypes.map(({ slug, ports = [] }) => [
      slug,
      ports.flatMap(({ name, kind }) => expandNames(name).map((port) => ({ port, kind }))),
    ]),
  );
  const cablesByDevice = cablesOfDevices(snapshot.cables);
  return snapshot.pods.map((pod) => {
    const devices = (racksByPod.get(pod.name) ?? []).flatMap(({ name }) => devicesByRack.get(name) ?? []);
    const cables = [...new Set(devices.flatMap(({ name }) => cablesByDevice.get(name) ?? []))];
    const used = new Set(cables.flatMap(({ ends }) => ends.map(({ device, port }) => portKey(device, port))));
    const ports = devices.flatMap(({ name, type }) =>
      (portsByType.get(type) ?? []).map(({ port, kind }): Port => ({ device: name, port, kind })),
    );
    const free = ports.filter(({ device, port }) => !used.has(portKey(device, port)));
    return {
      site: snapshot.site.name,
      pod: pod.name,
      ...(pod.template === undefined ? {} : { template: pod.template }),
      counts: { cables: cables.length, portsUsed: ports.length - free.length, portsFree: free.length },
      cables: cables.map(({ name, type, lengthM, ends }) => ({
        name,
        type,
        ...(lengthM === undefined ? {} : { lengthM }),
        origin: origin.cables.has(name) ? 'template' : 'document',
        ends,
      })),
      freePorts: free,
    };
  });
}

function cablesOfDevices(cables: readonly Cable[]): ReadonlyMap<string, readonly Cable[]> {
  const byDevice = new Map<string, Cable[]>();
  for (const cable of cables) {
    for (const device of new Set(cable.ends.map((end) => end.device))) {
      const own = byDevice.get(device);
      if (own === undefined) byDevice.set(device, [cable]);
      else own.push(cable);
    }
  }
  return byDevice;
}

function portKey(device: string, port: string): string {
  return `${device}\u0000${port}`;
}
