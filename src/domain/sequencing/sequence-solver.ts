import type { Assumption } from '../finding.js';
import type { SiteSnapshot } from '../site/document.js';
import { compareText } from '../site/key.js';
import type { Task } from '../site/kinds/task.js';
import { criticalPathOf, type CriticalPath, type NetworkTask, type TaskTimes } from './critical-path.js';
import { dayNumberOf, dayText, WEEKDAYS } from './day-number.js';
import { phaseDatesOf } from './phase-dates.js';
import type { DayFigure, SequenceFigures, TaskDates } from './sequence-figures.js';
import {
  dayOfInstant,
  EVERY_DAY,
  MINUTES_PER_DAY,
  minutesOf,
  workingTimeOf,
  type WorkingTime,
} from './working-time.js';

const NO_DAY: DayFigure = { day: null, bound: null };

/**
 * The dates of the tasks of a site. A task first waits its lead time, in calendar days, and then works its duration, in
 * working days of its calendar; where it names none, every day is one. Lags count in working days of the calendar of the
 * task that waits. What nothing holds back starts on the day of the calculation; what its phase needs by a day must have
 * ended before that day, and everything before the end of all.
 *
 * @param asOf day of the calculation, `YYYY-MM-DD`
 */
export function solveSequence(snapshot: SiteSnapshot, asOf: string): SequenceFigures {
  const { tasks } = snapshot;
  const network = networkOf(snapshot);
  const path = criticalPathOf(network, dayNumberOf(asOf) * MINUTES_PER_DAY);
  const dated = tasks
    .map((task, i) => ({ dates: datesOf(task, { network: network[i], times: path.times[i] ?? null, path }), i }))
    .sort((a, b) => inOrder({ path, tasks }, a.i, b.i));
  const inStartOrder = dated.map(({ dates }) => dates);
  const known = inStartOrder.filter(({ earliestFinish }) => earliestFinish.day !== null).length;
  const finishes = path.times.some((times) => times !== null) ? lastDay(path.end) : asOf;
  return {
    start: asOf,
    finish: { day: path.isCertain && tasks.length > 0 ? finishes : null, bound: tasks.length > 0 ? finishes : null },
    coverage: { known, total: tasks.length },
    tasks: inStartOrder,
    criticalPath: inStartOrder.flatMap(({ task, isCritical }) => (isCritical === true ? [task] : [])),
    circles: path.circles.map(({ walk }) => walk.map((i) => tasks[i]?.name ?? '')),
    phases: phaseDatesOf(snapshot, { dates: inStartOrder, finishOf: finishInstants(tasks, path) }),
    unknownDurations: inStartOrder.flatMap(({ task, isDurationKnown }) => (isDurationKnown ? [] : [task])),
    assumptions: assumptionsOf(tasks, asOf),
  };
}

function networkOf({ tasks, calendars, phases }: SiteSnapshot): readonly NetworkTask[] {
  const times = new Map(
    calendars.map(({ name, workingDays, holidays = [] }) => [
      name,
      workingTimeOf(
        WEEKDAYS.map((weekday) => workingDays.includes(weekday)),
        holidays.map(dayNumberOf),
      ),
    ]),
  );
  const places = new Map(tasks.map(({ name }, i) => [name, i]));
  const needBy = new Map(phases.map((phase) => [phase.name, phase.needBy]));
  return tasks.map((task): NetworkTask => {
    const { calendar, durationDays, leadTimeDays, earliestStart, phase } = task;
    const stated: WorkingTime = (calendar === undefined ? undefined : times.get(calendar)) ?? EVERY_DAY;
    const work = durationDays === undefined ? (leadTimeDays === undefined ? null : 0) : minutesOf(durationDays);
    const needed = phase === undefined ? undefined : needBy.get(phase);
    return {
      lead: (leadTimeDays ?? 0) * MINUTES_PER_DAY,
      work,
      time: work === 0 ? EVERY_DAY : stated,
      lagTime: stated,
      links: (task.predecessors ?? []).flatMap(({ task: name, lagDays = 0, relation = 'finish-start' }) => {
        const from = places.get(name);
        return from === undefined ? [] : [{ from, relation, lag: minutesOf(lagDays) }];
      }),
      notBefore: earliestStart === undefined ? null : dayNumberOf(earliestStart) * MINUTES_PER_DAY,
      deadline: needed === undefined ? null : dayNumberOf(needed) * MINUTES_PER_DAY,
    };
  });
}

function datesOf(
  task: Task,
  {
    network,
    times,
    path,
  }: { readonly network: NetworkTask | undefined; readonly times: TaskTimes | null; readonly path: CriticalPath },
): TaskDates {
  const { name, phase, calendar, durationDays, leadTimeDays, delivers } = task;
  const isWork = (network?.work ?? 0) > 0;
  const first = (instant: number) => dayText(dayOfInstant(instant));
  const last = (instant: number) => (isWork ? lastDay(instant) : first(instant));
  const figure = (instant: number, isCertain: boolean, text: (instant: number) => string): DayFigure => {
    if (!Number.isFinite(instant)) return NO_DAY;
    return { day: isCertain ? text(instant) : null, bound: text(instant) };
  };
  const inDays = (minutes: number | null) => (minutes === null ? null : minutes / MINUTES_PER_DAY);
  return {
    task: name,
    phase: phase ?? null,
    calendar: calendar ?? null,
    durationDays: durationDays ?? null,
    leadTimeDays: leadTimeDays ?? null,
    isDurationKnown: durationDays !== undefined || leadTimeDays !== undefined,
    isInCircle: times === null,
    earliestStart: times === null ? NO_DAY : figure(times.earliestStart, times.isStartCertain, first),
    earliestFinish: times === null ? NO_DAY : figure(times.earliestFinish, times.isFinishCertain, last),
    latestStart: times === null ? NO_DAY : figure(times.latestStart, path.isCertain, first),
    latestFinish: times === null ? NO_DAY : figure(times.latestFinish, path.isCertain, last),
    totalFloatDays: inDays(times?.totalFloat ?? null),
    freeFloatDays: inDays(times?.freeFloat ?? null),
    isCritical: times === null || times.totalFloat === null ? null : times.totalFloat <= 0,
    delivers: delivers ?? null,
  };
}

/** The last day on which something was done that ended at an instant. */
function lastDay(instant: number): string {
  return dayText(dayOfInstant(instant - 1));
}

function finishInstants(tasks: readonly Task[], { times }: CriticalPath): ReadonlyMap<string, number> {
  return new Map(
    tasks.flatMap(({ name }, i) => {
      const finish = times[i]?.earliestFinish;
      return finish === undefined ? [] : [[name, finish] as const];
    }),
  );
}

function inOrder({ path, tasks }: { path: CriticalPath; tasks: readonly Task[] }, a: number, b: number): number {
  const start = (i: number) => path.times[i]?.earliestStart ?? Number.MAX_SAFE_INTEGER;
  const finish = (i: number) => path.times[i]?.earliestFinish ?? Number.MAX_SAFE_INTEGER;
  return start(a) - start(b) || finish(a) - finish(b) || compareText(tasks[a]?.name ?? '', tasks[b]?.name ?? '');
}

function assumptionsOf(tasks: readonly Task[], asOf: string): readonly Assumption[] {
  const free = tasks.filter(
    ({ earliestStart, predecessors = [] }) => earliestStart === undefined && predecessors.length === 0,
  );
  const unscheduled = tasks.filter(({ calendar, durationDays = 0 }) => calendar === undefined && durationDays > 0);
  return [
    ...(free.length === 0
      ? []
      : [
          {
            parameter: 'task.earliestStart',
            value: asOf,
            unit: null,
            source: 'the day of the calculation; nothing holds these tasks back',
            count: free.length,
          },
        ]),
    ...(unscheduled.length === 0
      ? []
      : [
          {
            parameter: 'task.calendar',
            value: 'every day',
            unit: null,
            source: 'these tasks name no calendar, so that weekends and holidays count as working days',
            count: unscheduled.length,
          },
        ]),
  ];
}
