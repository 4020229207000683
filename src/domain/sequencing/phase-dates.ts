import type { SiteSnapshot } from '../site/document.js';
import { compareText } from '../site/key.js';
import { dayNumberOf } from './day-number.js';
import type { DayFigure, PhaseDates, TaskDates } from './sequence-figures.js';
import { MINUTES_PER_DAY } from './working-time.js';

/**
 * First and last day of each phase that has tasks, and how late it is.
 *
 * @param dates of the tasks, in the order of their start
 * @param finishOf instants at which tasks end, no earlier, by their names
 */
export function phaseDatesOf(
  { phases }: SiteSnapshot,
  { dates, finishOf }: { readonly dates: readonly TaskDates[]; readonly finishOf: ReadonlyMap<string, number> },
): readonly PhaseDates[] {
  const inOrder = [...phases].sort(
    (a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || compareText(a.name, b.name),
  );
  const named = inOrder.map(({ name, needBy }) => ({ phase: name, needBy: needBy ?? null }));
  return [...named, { phase: null, needBy: null }].flatMap(({ phase, needBy }): readonly PhaseDates[] => {
    const own = dates.filter((task) => task.phase === phase);
    if (own.length === 0) return [];
    const finish = lastOf(own.map(({ earliestFinish }) => earliestFinish));
    const end = Math.max(...own.flatMap(({ task }) => finishOf.get(task) ?? []));
    const late =
      needBy === null || !Number.isFinite(end) ? null : Math.ceil(end / MINUTES_PER_DAY) - dayNumberOf(needBy);
    return [
      {
        phase,
        needBy,
        start: firstOf(own.map(({ earliestStart }) => earliestStart)),
        finish,
        lateDays: finish.day === null ? null : late,
        lateDaysAtLeast: late,
        tasks: own.map(({ task }) => task),
      },
    ];
  });
}

/** The first of some days, none of which is earlier than its bound. */
function firstOf(figures: readonly DayFigure[]): DayFigure {
  const bounds = figures.flatMap(({ bound }) => bound ?? []).sort(compareText);
  const bound = bounds.length === figures.length ? (bounds[0] ?? null) : null;
  return { day: figures.every(({ day }) => day !== null) ? bound : null, bound };
}

/** The last of some days: no earlier than the last of the bounds that are known. */
function lastOf(figures: readonly DayFigure[]): DayFigure {
  const bound =
    figures
      .flatMap(({ bound: known }) => known ?? [])
      .sort(compareText)
      .at(-1) ?? null;
  return { day: figures.every(({ day }) => day !== null) ? bound : null, bound };
}
