import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Tasks of which each waits for the other. */
export const taskCircle: Rule = {
  code: 'sequence.circle',
  title: 'Tasks wait for each other in a circle',
  discipline: 'sequence',
  basis: 'critical path method: what comes before must be a partial order (Kelley and Walker 1959)',
  sentence: '{tasks} in a circle: {circle}. None of them has dates, nor has what follows them',
  guide: {
    method:
      'Every predecessor of a task is an arrow. Tasks that can reach themselves along arrows form a circle (strongly connected component, Tarjan 1972); the sentence walks the shortest way around it, in the order of the work.',
    example: 'A before B, B before C, C before A: one circle of three tasks, A → B → C → A.',
    remedy: 'Remove one of the predecessors, or split the task that is meant to be both before and after.',
  },
  evaluate: ({ figures }) =>
    figures.sequence.circles.map((circle) =>
      found(taskCircle, {
        severity: 'error',
        subject: { kind: 'task', name: circle[0] ?? '' },
        inputs: { tasks: circle.length, circle: [...circle, circle[0] ?? ''].join(' → ') },
      }),
    ),
};

/** Tasks of which nobody has said how long they take. */
export const unknownDuration: Rule = {
  code: 'sequence.unknown-duration',
  title: 'Nobody has said how long a task takes',
  discipline: 'sequence',
  basis: 'critical path method: dates follow from durations and lead times',
  sentence:
    '{coverage}: {missing} say neither a duration nor a lead time ({tasks}), so that no latest date and no order-by date is certain',
  guide: {
    method:
      'A task needs `durationDays` (working days) or `leadTimeDays` (calendar days); 0 is a milestone. Without, its end is unknown: what follows has earliest dates only as "no earlier", and since the end of everything is unknown, no latest date is certain. A duration that is not known is never taken as 0.',
    example: 'Of three tasks one has no duration: 2 of 3 known.',
    remedy: 'State a duration, or a lead time, or 0 for a milestone.',
  },
  evaluate: ({ index, figures: { sequence } }) => {
    const missing = sequence.unknownDurations;
    if (missing.length === 0) return [];
    const total = sequence.tasks.length;
    return [
      found(unknownDuration, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { missing: missing.length, tasks: sampleOf(missing).names },
        coverage: { known: total - missing.length, total },
      }),
    ];
  },
};

/** Phases that are ready after the day on which they must serve. */
export const needBy: Rule = {
  code: 'sequence.need-by',
  title: 'A phase is ready after the day on which it must serve',
  discipline: 'sequence',
  basis: 'critical path method: earliest finish of the last task of the phase against its need-by day',
  sentence: '{subject} is ready {finish}, {measured} after it must serve on {needBy}{certainty}',
  guide: {
    method:
      'late days = first day after the last task of the phase − need-by day, in calendar days, with every task at its earliest. 0 or less is in time. Where a duration is not known, the bound decides: late already without it is late, else it is unknown.',
    example:
      'The last task works until Wednesday 2027-04-07 and the phase must serve on 2027-04-01: 2027-04-08 − 2027-04-01 = 7 days late.',
    remedy: 'Order or start earlier, shorten what is on the critical path, or move the need-by day.',
  },
  evaluate: ({ figures: { sequence } }) =>
    sequence.phases.flatMap(({ phase, needBy: day, finish, lateDays, lateDaysAtLeast, tasks }) => {
      if (phase === null || day === null) return [];
      const isLate = lateDaysAtLeast !== null && lateDaysAtLeast > 0;
      if (!isLate && lateDays !== null) return [];
      const certain = finish.day !== null;
      return [
        found(needBy, {
          severity: isLate ? 'warning' : 'unknown',
          subject: { kind: 'phase', name: phase },
          measured: isLate ? lateDaysAtLeast : null,
          limit: 0,
          unit: 'd',
          inputs: {
            finish:
              finish.bound === null
                ? 'on a day that is not known'
                : `${certain ? 'after' : 'no earlier than after'} ${finish.bound}`,
            needBy: day,
            tasks: tasks.length,
            certainty: certain ? '' : '; durations of its tasks, or of what comes before them, are not known',
          },
        }),
      ];
    }),
};
