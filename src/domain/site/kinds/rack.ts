import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, fraction, label, named, oneOf, physical, planPoint, positive, quantity, reference } from '../fields.js';

export const rack = defineKind({
  name: 'rack',
  plural: 'racks',
  title: 'Rack',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('rack'),
    ...physical,
    type: reference('rackType', 'Rack type'),
    room: reference('room', 'Room'),
    row: reference('row', 'Row of the room', { room: 'room' }).optional(),
    slot: count(1, 1000, 'Slot of the row').optional(),
    position: planPoint()
      .meta({ description: 'Centre of the footprint: [x, y] in m, for a rack that stands in no row', unit: 'm' })
      .optional(),
    frontBearingDeg: quantity({
      unit: 'deg',
      description: 'Direction that the front faces, for a rack that stands in no row',
      min: 0,
      max: 360,
    }).optional(),
    pod: reference('pod', 'Pod').optional(),
    podRack: label('Which rack of the pod template it is').optional(),
    fabricSegment: label(
      'Fabric segment: racks of one name share switches or a link group, without which their nodes do not serve',
    ).optional(),
    feeds: z
      .array(
        z.strictObject({
          feed: label('Feed, for example A', 30),
          element: reference('powerElement', 'What feeds the rack, usually a breaker'),
        }),
      )
      .max(12)
      .meta({ description: 'Feeds' })
      .optional(),
    cableEntry: oneOf(['top', 'bottom'], 'Where data cables enter; the shorter way where left out').optional(),
    powerEntry: oneOf(['top', 'bottom'], 'Where power cables enter; the shorter way where left out').optional(),
    blankedFraction: fraction('Share of the free units that panels close, all where left out').optional(),
    powerLimitW: positive('W', 1_000_000, 'Most that the rack is allowed to draw').optional(),
    serial: label('Serial number').optional(),
  }),
});
export type Rack = Readonly<z.infer<typeof rack.schema>>;
