import { z } from 'zod';
import { defineKind } from '../definition.js';
import { date, named, oneOf } from '../fields.js';

export const calendar = defineKind({
  name: 'calendar',
  plural: 'calendars',
  title: 'Calendar',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('calendar'),
    workingDays: z
      .array(oneOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'Day of the week'))
      .min(1)
      .max(7)
      .meta({ description: 'Days on which work goes on' }),
    holidays: z.array(date('Holiday')).max(5000).meta({ description: 'Days off' }).optional(),
  }),
});
export type Calendar = Readonly<z.infer<typeof calendar.schema>>;
