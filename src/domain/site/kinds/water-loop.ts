import { z } from 'zod';
import { defineKind } from '../definition.js';
import { fraction, label, named, physical, positive, quantity } from '../fields.js';

export const waterLoop = defineKind({
  name: 'waterLoop',
  plural: 'waterLoops',
  title: 'Water loop',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('water loop'),
    ...physical,
    supplyC: quantity({ unit: 'C', description: 'Supply temperature', min: -20, max: 80 }).optional(),
    returnC: quantity({ unit: 'C', description: 'Return temperature', min: -20, max: 95 }).optional(),
    flowLPerMin: positive('L/min', 10_000_000, 'Design flow').optional(),
    volumeL: positive('L', 1e9, 'Water in the loop and its buffer tanks').optional(),
    glycolFraction: fraction('Share of glycol').optional(),
    redundancyGroup: label('Loops of one group carry each other').optional(),
  }),
});
export type WaterLoop = Readonly<z.infer<typeof waterLoop.schema>>;
