import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Devices on rack units that are kept for something else. */
export const reservedUnits: Rule = {
  code: 'space.reserved-units',
  title: 'Device takes rack units that are reserved',
  discipline: 'space',
  basis: 'rack reservations of the site',
  sentence: '{subject} takes {measured} of {rack} that reservation {reservation} keeps{heldFor}: U{units}',
  guide: {
    method:
      'A device of height h at unit u takes what lies from u to u + h; unit n of a reservation is what lies from n to n + 1, on both faces. Measured is how many kept units the device takes a part of, where 0 is allowed. A device without a unit cannot be compared; `space.unit-missing` counts it. Planned devices count like those that stand.',
    example:
      'U10 and U11 are kept for a storage node. A 4U device at U8 takes U8 to U11, so it takes 2 of the kept units where 0 are allowed.',
    remedy:
      'Move the device, or shorten or delete the reservation; where the device is what the units were kept for, the reservation has done its work and is deleted.',
  },
  evaluate: ({ figures }) =>
    figures.space.reservedUses.map(({ rack, device, reservation, heldFor, units }) =>
      found(reservedUnits, {
        severity: 'warning',
        subject: { kind: 'device', name: device },
        measured: units.length,
        limit: 0,
        unit: 'U',
        inputs: {
          rack,
          reservation,
          heldFor: heldFor === null ? '' : ` for ${heldFor}`,
          units: units.map(String),
        },
      }),
    ),
};
