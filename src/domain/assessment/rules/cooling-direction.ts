import { sampleOf } from '../../name-sample.js';
import { keyText } from '../../site/key.js';
import type { Device } from '../../site/kinds/device.js';
import type { DeviceType } from '../../site/kinds/device-type.js';
import type { SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const BASIS =
  'air goes from the cold aisle in front of a rack to the hot aisle behind it (TIA-942-A: hot and cold aisles)';

/** Where a device sends its air: to the hot aisle, to the cold aisle, or across; null where its type does not say. */
type Sends = 'hot' | 'cold' | 'across' | null;

interface Group {
  readonly deviceType: string;
  readonly sends: Sends;
  readonly devices: string[];
  readonly racks: Set<string>;
  /** Devices whose rack has more devices that send their air the right way. */
  minority: number;
}

/** Devices that blow against the aisles. Racks face the cold aisle; a device on the rear face is turned round. */
export const airflowDirection: Rule = {
  code: 'cooling.airflow-direction',
  title: 'Device blows against the aisles',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    '{count} × {subject} ({airflowDirection}) {effect}; {minority} of them against most devices of their rack: {devices}',
  evaluate: ({ index }) =>
    groupsOf(index).flatMap((group) => {
      if (group.sends !== 'cold' && group.sends !== 'across') return [];
      const devices = sampleOf(group.devices);
      return [
        found(airflowDirection, {
          severity: group.sends === 'cold' ? 'warning' : 'info',
          subject: { kind: 'deviceType', name: group.deviceType },
          inputs: {
            effect: group.sends === 'cold' ? 'send hot air into the cold aisle' : 'draw or blow air sideways',
            airflowDirection: index.deviceTypes.get(group.deviceType)?.airflowDirection ?? null,
            count: devices.count,
            minority: group.minority,
            devices: devices.names,
            racks: sampleOf(group.racks).names,
          },
        }),
      ];
    }),
};

/** Devices with a draw of which nobody says how air passes through. */
export const unknownDirection: Rule = {
  code: 'cooling.unknown-direction',
  title: 'Airflow direction is not stated',
  discipline: 'cooling',
  basis: BASIS,
  sentence: 'How air passes through {count} devices is not stated ({coverage}): {deviceTypes}',
  evaluate: ({ index, figures }) => {
    const cold = new Set(
      figures.cooling.devices.filter(({ heatW }) => heatW.value === 0).map((group) => group.deviceType),
    );
    const groups = groupsOf(index).filter(({ deviceType }) => !cold.has(deviceType));
    const open = groups.filter(({ sends }) => sends === null);
    if (open.length === 0) return [];
    const count = sumOf(open);
    return [
      found(unknownDirection, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count, deviceTypes: sampleOf(new Set(open.map(({ deviceType }) => deviceType))).names },
        coverage: { known: sumOf(groups) - count, total: sumOf(groups) },
      }),
    ];
  },
};

function sumOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { devices }) => sum + devices.length, 0);
}

function groupsOf(index: SiteIndex): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [rack, devices] of index.devicesByRack) {
    const sent = devices.map((device) => sendsTo(device, index.deviceTypes.get(device.type)));
    const right = sent.filter((sends) => sends === 'hot').length;
    devices.forEach((device, i) => {
      const sends = sent[i] ?? null;
      if (index.deviceTypes.get(device.type)?.airflowDirection === 'passive') return;
      const key = keyText([device.type, sends ?? '']);
      const group = groups.get(key) ?? { deviceType: device.type, sends, devices: [], racks: new Set(), minority: 0 };
      groups.set(key, group);
      group.devices.push(device.name);
      group.racks.add(rack);
      if (right * 2 > devices.length) group.minority += 1;
    });
  }
  return [...groups.values()];
}

function sendsTo(device: Device, type: DeviceType | undefined): Sends {
  const isTurned = device.face === 'rear';
  switch (type?.airflowDirection) {
    case 'front-to-rear':
      return isTurned ? 'cold' : 'hot';
    case 'rear-to-front':
      return isTurned ? 'hot' : 'cold';
    case 'left-to-right':
    case 'right-to-left':
    case 'side-to-rear':
    case 'mixed':
      return 'across';
    case 'passive':
    case undefined:
      return null;
  }
}
