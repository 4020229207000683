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
