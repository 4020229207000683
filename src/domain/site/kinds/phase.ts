import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, date, named } from '../fields.js';

export const phase = defineKind({
  name: 'phase',
  plural: 'phases',
  title: 'Phase',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('phase'),
    position: count(1, 10_000, 'Place in the order of phases').optional(),
    needBy: date('Day on which what it builds must serve').optional(),
  }),
});
export type Phase = Readonly<z.infer<typeof phase.schema>>;
