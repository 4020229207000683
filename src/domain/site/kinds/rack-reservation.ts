import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, label, named, reference } from '../fields.js';

/** Units of a rack that are kept for something to come. */
export const rackReservation = defineKind({
  name: 'rackReservation',
  plural: 'rackReservations',
  title: 'Rack reservation',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('reservation'),
    rack: reference('rack', 'Rack'),
    units: z
      .array(count(0, 100, 'Number of a unit', 'U'))
      .min(1)
      .max(101)
      .meta({ description: 'Units that are kept' }),
    heldFor: label('For whom or what they are kept').optional(),
  }),
});
export type RackReservation = Readonly<z.infer<typeof rackReservation.schema>>;
