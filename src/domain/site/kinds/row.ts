import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, named, oneOf, planPoint, positive, quantity, reference } from '../fields.js';

/**
 * A row runs from its origin along its bearing. The origin is the front corner of slot 1, so the front line of the row
 * is the line of its origin; the racks stand behind it, away from the cold aisle.
 */
export const row = defineKind({
  name: 'row',
  plural: 'rows',
  title: 'Row',
  scope: 'site',
  key: ['room', 'name'],
  schema: z.strictObject({
    ...named('row'),
    room: reference('room', 'Room'),
    origin: planPoint().meta({ description: 'Front corner of slot 1: [x, y] in m', unit: 'm' }),
    bearingDeg: quantity({
      unit: 'deg',
      description: 'Direction of rising slots, clockwise from the y axis of the plan',
      min: 0,
      max: 360,
    }),
    coldAisleSide: oneOf(['left', 'right'], 'Side of the cold aisle when walking towards rising slots'),
    pitchM: positive('m', 10, 'From slot to slot'),
    slots: count(1, 1000, 'Positions in the row'),
    containment: oneOf(['none', 'cold', 'hot'], 'Which aisle is enclosed').optional(),
    powerElement: reference('powerElement', 'Power distribution that the row shares').optional(),
  }),
});
export type Row = Readonly<z.infer<typeof row.schema>>;
