import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, label, named, oneOf, outline, planPoint, positive, quantity, text } from '../fields.js';

export const room = defineKind({
  name: 'room',
  plural: 'rooms',
  title: 'Room',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('room'),
    outline: outline('Inner face of the walls'),
    floor: oneOf(['raised', 'slab'], 'What the racks stand on').optional(),
    ceilingHeightM: positive('m', 50, 'Clear height').optional(),
    plenumHeightM: positive('m', 10, 'Height under the raised floor').optional(),
    tileSizeM: positive('m', 5, 'Side of a floor tile').optional(),
    tileOrigin: planPoint().meta({ description: 'A corner of the tile grid: [x, y] in m', unit: 'm' }).optional(),
    northDeg: quantity({
      unit: 'deg',
      description: 'Bearing of true north, clockwise from the y axis of the plan; 0 where left out',
      min: 0,
      max: 360,
    }).optional(),
    sprinklerHeightM: positive('m', 50, 'Height of the sprinkler heads above the floor').optional(),
    lightingW: quantity({ unit: 'W', description: 'Heat of the lighting', min: 0, max: 10_000_000 }).optional(),
    occupants: count(0, 10_000, 'People who work in it at once').optional(),
    floorLoadLimitKPa: positive('kPa', 1000, 'Distributed load that the floor carries').optional(),
    pointLoadLimitKN: positive('kN', 1000, 'Load that one foot may put on a panel').optional(),
    sources: z
      .record(label('Field', 100), text('Source', 1000))
      .meta({ description: 'Source of each limit above, by the name of its field' })
      .optional(),
  }),
});
export type Room = Readonly<z.infer<typeof room.schema>>;
