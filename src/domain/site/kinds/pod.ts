import { z } from 'zod';
import { defineKind } from '../definition.js';
import { named, oneOf, physical, reference, text } from '../fields.js';

export const pod = defineKind({
  name: 'pod',
  plural: 'pods',
  title: 'Pod',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('pod'),
    ...physical,
    template: reference('podTemplate', 'Template that it follows').optional(),
    purpose: oneOf(['compute', 'network', 'storage', 'spare'], 'What it is for').optional(),
    failureDomain: text('What its loss takes down, and what must go on', 1000).optional(),
    phase: reference('phase', 'Phase in which it is built').optional(),
    deviations: text('Deviations from the template that are allowed').optional(),
  }),
});
export type Pod = Readonly<z.infer<typeof pod.schema>>;
