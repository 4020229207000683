import { z } from 'zod';
import { defineKind } from '../definition.js';
import { count, date, named, oneOf, quantity, reference, text } from '../fields.js';

/** Chapters of the bill of materials, in their order. */
export const BILL_CHAPTERS = ['racks', 'compute', 'network', 'power', 'cooling', 'cabling', 'floor', 'other'] as const;

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
    installs: z
      .array(
        z.strictObject({
          rack: reference('rack', 'Rack, with what stands in it').optional(),
          pod: reference('pod', 'Pod, with what stands in its racks').optional(),
          phase: reference('phase', 'Phase, with what stands in the racks of its pods').optional(),
          room: reference('room', 'Room, with what stands in it').optional(),
          category: oneOf(BILL_CHAPTERS, 'Only this chapter of the bill; all of them where left out').optional(),
        }),
      )
      .max(1000)
      .meta({
        description:
          'What it puts in place, so that it must be there when it starts: what meets every field of an entry; the most narrow entry of all tasks counts. An entry without a place means the whole site',
      })
      .optional(),
    compiles: reference('artifact', 'Artifact that it compiles for its present shapes and validates').optional(),
    delivers: text('What becomes available when it ends', 1000).optional(),
  }),
});
export type Task = Readonly<z.infer<typeof task.schema>>;
