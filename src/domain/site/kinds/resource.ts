import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, named, reference } from '../fields.js';

export const resource = defineKind({
  name: 'resource',
  plural: 'resources',
  title: 'Resource',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('crew or tool'),
    capacity: count(0, 100_000, 'How many can work at once'),
    calendar: reference('calendar', 'Calendar').optional(),
  }),
});
export type Resource = Readonly<z.infer<typeof resource.schema>>;
