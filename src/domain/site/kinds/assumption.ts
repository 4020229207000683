import { z } from 'zod';
import { defineKind } from '../definition.js';
import { date, label, named, text } from '../fields.js';

/** A row of the register of assumptions; open until it was validated. */
export const assumption = defineKind({
  name: 'assumption',
  plural: 'assumptions',
  title: 'Assumption',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('assumption'),
    value: label('What is assumed, with its unit').optional(),
    usedIn: text('Where it is used', 1000).optional(),
    source: text('Why this value', 1000).optional(),
    owner: label('Who must validate it').optional(),
    evidence: text('What validated it', 1000).optional(),
    validatedOn: date('When it was validated').optional(),
  }),
});
export type AssumptionEntry = Readonly<z.infer<typeof assumption.schema>>;
