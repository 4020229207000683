import { sampleOf } from '../../name-sample.js';
import { grouped } from '../../site/grouping.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const BASIS = 'EIA-310: units of 44.45 mm; a device of full depth takes both faces of its units';

/** Devices of a rack on the same units of the same face. */
export const unitOverlap: Rule = {
  code: 'space.unit-overlap',
  title: 'Devices take the same rack units',
  discipline: 'space',
  basis: BASIS,
  sentence: 'Devices in {subject} share up to {measured}: {pairs}',
  guide: {
    method:
      'A device of height h at unit u takes the units u to u + h, on both faces where it is of full depth (which is assumed where the type says nothing), else on the face on which it is mounted. Two devices of one rack that take a common part of a unit on a common face overlap; measured is the largest common height in U. Half units count.',
    example:
      'A 4U device at U10 takes U10 to U13; a 2U device at U13 takes U13 and U14. Both are of full depth: they share U13, so measured is 1 U where 0 U is allowed.',
    remedy:
      'Move one of the devices to free units, or state that it is not of full depth and on which face it is mounted.',
  },
  evaluate: ({ figures }) =>
    [...grouped(figures.space.overlaps, ({ rack }) => rack)].map(([rack, overlaps]) => {
      const pairs = sampleOf(
        overlaps.map(
          ({ devices, fromUnit, faces }) => `${devices.join(' and ')} at U${String(fromUnit)} ${faces.join('/')}`,
        ),
      );
      return found(unitOverlap, {
        severity: 'error',
        subject: { kind: 'rack', name: rack },
        measured: overlaps.reduce((most, { overlapU }) => Math.max(most, overlapU), 0),
        limit: 0,
        unit: 'U',
        inputs: { pairCount: pairs.count, pairs: pairs.names },
      });
    }),
};

/** Devices on units that their rack does not have. */
export const beyondRack: Rule = {
  code: 'space.beyond-top',
  title: 'Device takes units that the rack does not have',
  discipline: 'space',
  basis: BASIS,
  sentence: '{subject} takes {measured} in {rack}, {side} unit, {limit}',
  guide: {
    method:
      'The lowest and highest unit that a device takes are compared with the units that the rack type has: from its starting unit upwards, as many as it is high.',
    example:
      'A 2U device at U42 of a rack of 42 units takes U42 and U43; the highest unit of the rack is 42, so measured is 43 U against a limit of 42 U.',
    remedy: 'Correct the unit of the device or the height and starting unit of the rack type.',
  },
  evaluate: ({ figures }) =>
    figures.space.beyond.map(({ rack, device, side, unit, limitUnit }) =>
      found(beyondRack, {
        severity: 'error',
        subject: { kind: 'device', name: device },
        measured: unit,
        limit: limitUnit,
        unit: 'U',
        inputs: { rack, side: side === 'above-highest' ? 'above its highest' : 'below its lowest' },
      }),
    ),
};

/** Devices that are in a rack and nobody knows where. */
export const unitMissing: Rule = {
  code: 'space.unit-missing',
  title: 'Devices have no rack unit',
  discipline: 'space',
  basis: BASIS,
  sentence: 'Devices in racks without a unit, so that their space cannot be judged: {count} ({devices})',
  guide: {
    method:
      'A device that names a rack and no unit takes space that nobody can place, so overlaps of it cannot be found. The rule counts such devices; it is never a pass.',
    example: 'Three of 36 devices in racks name no unit: coverage 33 of 36.',
    remedy: 'State the unit, or leave the rack out where the device only lies there.',
  },
  evaluate: ({ index, figures }) => {
    const { withoutUnit } = figures.space;
    if (withoutUnit.length === 0) return [];
    const devices = sampleOf(withoutUnit.map(({ device }) => device));
    const total = figures.space.racks.reduce((sum, { deviceCount }) => sum + deviceCount, 0);
    return [
      found(unitMissing, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: {
          count: devices.count,
          devices: devices.names,
          racks: sampleOf(new Set(withoutUnit.map(({ rack }) => rack))).names,
        },
        coverage: { known: total - devices.count, total },
      }),
    ];
  },
};
