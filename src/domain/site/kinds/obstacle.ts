import { z } from 'zod';
import { defineKind } from '../definition.js';
import { named, oneOf, outline, physical, quantity, reference } from '../fields.js';

export const obstacle = defineKind({
  name: 'obstacle',
  plural: 'obstacles',
  title: 'Obstacle',
  scope: 'site',
  key: ['room', 'name'],
  schema: z.strictObject({
    ...named('obstacle'),
    ...physical,
    room: reference('room', 'Room'),
    kind: oneOf(['column', 'wall', 'door', 'ramp', 'equipment', 'keep-out'], 'What it is'),
    outline: outline('Footprint'),
    swingOutline: outline('Area that its leaf sweeps, for a door that opens into the room').optional(),
    clearanceM: quantity({ unit: 'm', description: 'To be kept free on each side', min: 0, max: 100 }).optional(),
  }),
});
export type Obstacle = Readonly<z.infer<typeof obstacle.schema>>;
