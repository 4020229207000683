import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, date, named, oneOf, quantity, reference, text } from '../fields.js';

export const task = defineKind({
  name: 'task',
  plural: 'tasks',
  title: 'Task',
  scope: 'site',
  key: ['name'],
  schema: z.strictObject({
    ...named('task'),
    durationDays: quantity({ unit: 'd', description: 'Working days', min: 0, max: 10_000 }).optional(),
    leadTimeDays: count(0, 10_000, 'Calendar days, for a task that waits for a delivery', 'd').optional(),
    predecessors: z
      .array(
        z.strictObject({
          task: reference('task', 'Task that comes before'),
          lagDays: quantity({
            unit: 'd',
            description: 'Working days between the two',
            min: -1000,
            max: 10_000,
          }).optional(),
          relation: oneOf(['finish-start', 'start-start', 'finish-finish'], 'finish-start where left out').optional(),
        }),
      )
      .max(1000)
      .meta({ description: 'What must come before' })
      .optional(),
    resources: z
      .array(
        z.strictObject({
          resource: reference('resource', 'Crew or tool'),
          quantity: count(1, 100_000, 'How many of it'),
        }),
      )
      .max(100)
      .meta({ description: 'What it needs' })
      .optional(),
    calendar: reference('calendar', 'Calendar').optional(),
    phase: reference('phase', 'Phase').optional(),
    earliestStart: date('Not before this day').optional(),
    delivers: text('What becomes available when it ends', 1000).optional(),
  }),
});
export type Task = Readonly<z.infer<typeof task.schema>>;
