import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, named, outline, positive, reference } from '../fields.js';

export const stagingArea = defineKind({
  name: 'stagingArea',
  plural: 'stagingAreas',
  title: 'Staging area',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('staging area'),
    room: reference('room', 'Room'),
    outline: outline('Area'),
    rackCapacity: count(0, 10_000, 'Racks that can wait here').optional(),
    floorLoadLimitKPa: positive('kPa', 1000, 'Distributed load that the floor carries').optional(),
  }),
});
export type StagingArea = Readonly<z.infer<typeof stagingArea.schema>>;
