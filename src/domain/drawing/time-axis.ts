import { dayNumberOf, dayText, weekdayOf } from '../sequencing/day-number.js';
import type { TaskDates } from '../sequencing/sequence-figures.js';

/** A stretch of a time axis, both days included. */
export interface AxisStep {
  readonly from: string;
  readonly to: string;
  /** What stands above it. */
  readonly label: string;
}

/** Days of a plan, from the first to the last that something of it touches. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The days that the bars of tasks take, floats and bounds included; null where no task has a date. */
export function spanOf(tasks: readonly TaskDates[], asOf: string): Span | null {
  const days = tasks.flatMap(({ earliestStart, earliestFinish, latestFinish }) => [
    ...(earliestStart.bound === null ? [] : [earliestStart.bound]),
    ...(earliestFinish.bound === null ? [] : [earliestFinish.bound]),
    ...(latestFinish.day === null ? [] : [latestFinish.day]),
  ]);
  if (days.length === 0) return null;
  const sorted = [...days, asOf].sort();
  return { from: sorted[0] ?? asOf, to: sorted.at(-1) ?? asOf };
}

/** Weeks of a sheet at most; longer plans are shown by months, then by years. */
const MOST_WEEKS = 80;
const MOST_MONTHS = 120;

/** The steps of a sheet: weeks from Monday on while there are not too many, else months, else years. */
export function axisSteps({ from, to }: Span): readonly AxisStep[] {
  const [first, last] = [dayNumberOf(from), dayNumberOf(to)];
  if ((last - first) / 7 < MOST_WEEKS) {
    const steps: AxisStep[] = [];
    for (let monday = first - weekdayOf(first); monday <= last; monday += 7) {
      steps.push({ from: dayText(monday), to: dayText(monday + 6), label: dayText(monday) });
    }
    return steps;
  }
  const months = monthsOf({ from, to });
  return months.length <= MOST_MONTHS ? months : yearsOf({ from, to });
}

/** The months that a span touches, each whole. */
export function monthsOf({ from, to }: Span): readonly AxisStep[] {
  const steps: AxisStep[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (let begin = `${from.slice(0, 7)}-01`; begin <= to;) {
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    const next = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;
    steps.push({ from: begin, to: dayText(dayNumberOf(next) - 1), label: begin.slice(0, 7) });
    begin = next;
  }
  return steps;
}

function yearsOf({ from, to }: Span): readonly AxisStep[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const year = String(first + i).padStart(4, '0');
    return { from: `${year}-01-01`, to: `${year}-12-31`, label: year };
  });
}

/** Days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return dayNumberOf(to) - dayNumberOf(from);
}
