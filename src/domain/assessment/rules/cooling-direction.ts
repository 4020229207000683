import { sampleOf } from '../../name-sample.js';
import type { DeviceDirection } from '../../cooling/cooling-figures.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const BASIS =
  'air goes from the cold aisle in front of a rack to the hot aisle behind it (TIA-942-A: hot and cold aisles)';

/** Devices that blow against the aisles. */
export const airflowDirection: Rule = {
  code: 'cooling.airflow-direction',
  title: 'Device blows against the aisles',
  discipline: 'cooling',
  basis: BASIS,
  sentence:
    '{count} × {subject} ({airflowDirection}): {effect}; against most devices of their rack: {againstMajority} ({devices})',
  guide: {
    method:
      'Where a device sends its air: from the direction of its type and the face on which it is mounted. Exhaust into the cold aisle is a warning; air that passes sideways is told.',
    example:
      'A switch that breathes at its supplies, mounted with its ports to the rear: it blows into the cold aisle.',
    remedy: 'Order the reversed fans, turn the device, or fit ducts.',
  },
  evaluate: ({ index, figures }) =>
    figures.cooling.directions.flatMap(({ deviceType, destination, count, devices, racks, againstMajority }) => {
      if (destination !== 'cold-aisle' && destination !== 'across') return [];
      const isBackwards = destination === 'cold-aisle';
      return [
        found(airflowDirection, {
          severity: isBackwards ? 'warning' : 'info',
          subject: { kind: 'deviceType', name: deviceType },
          inputs: {
            effect: isBackwards ? 'hot air goes into the cold aisle' : 'air passes sideways',
            airflowDirection: index.deviceTypes.get(deviceType)?.airflowDirection ?? null,
            count,
            againstMajority,
            devices,
            racks,
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
  sentence: 'How air passes through devices: {coverage}; not stated for {deviceTypes}',
  guide: {
    method: 'Types of devices that give heat should state `airflowDirection`.',
    example: 'A patch panel gives no heat and is not asked.',
    remedy: 'State `airflowDirection` of the types that are named.',
  },
  evaluate: ({ index, figures }) => {
    const { devices, directions } = figures.cooling;
    const warm = new Set(devices.filter(({ heatW }) => heatW.value !== 0).map(({ deviceType }) => deviceType));
    const asked = directions.filter(({ deviceType }) => warm.has(deviceType));
    const open = asked.filter(({ destination }) => destination === null);
    if (open.length === 0) return [];
    const count = countOf(open);
    return [
      found(unknownDirection, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count, deviceTypes: sampleOf(open.map(({ deviceType }) => deviceType)).names },
        coverage: { known: countOf(asked) - count, total: countOf(asked) },
      }),
    ];
  },
};

function countOf(directions: readonly DeviceDirection[]): number {
  return directions.reduce((sum, { count }) => sum + count, 0);
}
