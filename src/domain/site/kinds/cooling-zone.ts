import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, fraction, named, outline, reference } from '../fields.js';

export const coolingZone = defineKind({
  name: 'coolingZone',
  plural: 'coolingZones',
  title: 'Cooling zone',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('cooling zone'),
    room: reference('room', 'Room'),
    rows: z
      .array(reference('row', 'Row of the room', { room: 'room' }))
      .max(1000)
      .meta({ description: 'Rows that it serves' })
      .optional(),
    outline: outline('Area, where it is not rows').optional(),
    leakageFraction: fraction('Share of the supply that never reaches an inlet').optional(),
    perforatedTileCount: count(0, 100_000, 'Perforated tiles that let its air out of the raised floor').optional(),
    tileOpenFraction: fraction('Open share of a perforated tile').optional(),
    recirculationFraction: fraction('Share of the inlet air that comes from the hot side').optional(),
  }),
});
export type CoolingZone = Readonly<z.infer<typeof coolingZone.schema>>;
