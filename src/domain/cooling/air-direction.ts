import { sampleOf } from '../name-sample.js';
import type { Device } from '../site/kinds/device.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { AirDestination, DeviceDirection } from './cooling-figures.js';

interface Group {
  readonly devices: string[];
  readonly racks: Set<string>;
  againstMajority: number;
}

/**
 * Where devices in racks send their air, grouped by type. A rack faces the cold aisle, so front to rear is from the cold
 * to the hot aisle; a device on the rear face is turned round. Passive devices move no air and are left out.
 */
export function airDirections(index: SiteIndex): readonly DeviceDirection[] {
  const byType = new Map<string, Map<AirDestination | null, Group>>();
  for (const [rack, inRack] of index.devicesByRack) {
    const destinations = inRack.map((device) => destinationOf(device, index.deviceTypes.get(device.type)));
    const right = destinations.filter((destination) => destination === 'hot-aisle').length;
    const isMajority = right * 2 > inRack.length;
    inRack.forEach((device, i) => {
      const destination = destinations[i];
      if (destination === undefined) return;
      const groups = byType.get(device.type) ?? new Map<AirDestination | null, Group>();
      if (groups.size === 0) byType.set(device.type, groups);
      const group = groups.get(destination) ?? { devices: [], racks: new Set<string>(), againstMajority: 0 };
      if (group.devices.length === 0) groups.set(destination, group);
      group.devices.push(device.name);
      group.racks.add(rack);
      if (isMajority && destination !== 'hot-aisle') group.againstMajority += 1;
    });
  }
  return [...byType].flatMap(([deviceType, groups]) =>
    [...groups].map(([destination, { devices, racks, againstMajority }]) => {
      const { count, names } = sampleOf(devices);
      return { deviceType, destination, count, devices: names, racks: sampleOf(racks).names, againstMajority };
    }),
  );
}

/** Null where the type does not say, undefined where no air moves. */
function destinationOf(device: Device, type: DeviceType | undefined): AirDestination | null | undefined {
  const isTurned = device.face === 'rear';
  switch (type?.airflowDirection) {
    case 'front-to-rear':
      return isTurned ? 'cold-aisle' : 'hot-aisle';
    case 'rear-to-front':
      return isTurned ? 'hot-aisle' : 'cold-aisle';
    case 'left-to-right':
    case 'right-to-left':
    case 'side-to-rear':
    case 'mixed':
      return 'across';
    case 'passive':
      return undefined;
    case undefined:
      return null;
  }
}
