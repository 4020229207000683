import { z } from 'zod';
import { defineKind } from '../definition.js';
import { named, oneOf, planPoint, positive, reference } from '../fields.js';

/** A way over the floor of a room: by which racks come in, or by which people get out. */
export const floorRoute = defineKind({
  name: 'floorRoute',
  plural: 'floorRoutes',
  title: 'Floor route',
  scope: 'site',
  key: ['room', 'name'],
  schema: z.strictObject({
    ...named('route'),
    room: reference('room', 'Room'),
    purpose: oneOf(['delivery', 'egress'], 'Whether racks come this way, or people leave by it'),
    path: z
      .array(planPoint())
      .min(2)
      .max(1000)
      .meta({ description: 'Middle of the way: points [x, y] in m, from the door on', unit: 'm' }),
    leadsTo: reference(
      'room',
      'Room into which a delivery route leads on, so that racks of that room and those beyond it come this way too',
    ).optional(),
    widthM: positive('m', 100, 'Clear width that it must have, that of the site where left out').optional(),
    heightM: positive('m', 50, 'Clear height at its lowest place, doors included').optional(),
    floorLoadLimitKPa: positive('kPa', 1000, 'Distributed load on the way, that of the room where left out').optional(),
    pointLoadLimitKN: positive('kN', 1000, 'Load of one caster on the way, that of the room where left out').optional(),
  }),
});
export type FloorRoute = Readonly<z.infer<typeof floorRoute.schema>>;
