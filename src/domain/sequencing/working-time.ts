import { weekdayOf } from './day-number.js';

/**
 * Instants are whole minutes since the beginning of 1970-01-01, so that halves and thirds of days add up without the noise
 * of binary fractions. A working day is 1440 of them: shifts are not modelled.
 */
export const MINUTES_PER_DAY = 1440;

/** A number of days in whole minutes, the nearest. */
export function minutesOf(days: number): number {
  return Math.round(days * MINUTES_PER_DAY);
}

/** The number of the day in which an instant lies; an instant at midnight belongs to the day that begins. */
export function dayOfInstant(instant: number): number {
  return Math.floor(instant / MINUTES_PER_DAY);
}

/**
 * The working time of a calendar: `before` counts it, `startAt` and `endAt` turn counts back into instants. Over a weekend
 * the count stands still, so that one count belongs to many instants: `startAt` gives the last of them, at which work can
 * begin, `endAt` the first, at which work has ended.
 */
export interface WorkingTime {
  /** Working minutes from the beginning of 1970-01-01 to an instant; negative before. */
  readonly before: (instant: number) => number;
  /** The last instant with a count. */
  readonly startAt: (count: number) => number;
  /** The first instant with a count. */
  readonly endAt: (count: number) => number;
}

/** Every minute counts: deliveries travel at weekends too. */
export const EVERY_DAY: WorkingTime = {
  before: (instant) => instant,
  startAt: (count) => count,
  endAt: (count) => count,
};

/**
 * The working time of a week without some days.
 *
 * @param worksOn whether work goes on, Monday first; at least one day
 * @param holidays numbers of days off
 * @throws RangeError where no day of the week is a working day
 */
export function workingTimeOf(worksOn: readonly boolean[], holidays: readonly number[]): WorkingTime {
  const perWeek = worksOn.filter(Boolean).length;
  if (perWeek === 0) throw new RangeError('a calendar needs a working day');
  const isWeekday = (day: number) => worksOn[weekdayOf(day)] === true;
  const off = [...new Set(holidays)].filter(isWeekday).sort((a, b) => a - b);
  const isOff = new Set(off);

  // Day 0 is a Thursday; weeks are counted from the Monday before it.
  const monday = -weekdayOf(0);
  const workedBefore = Array.from({ length: 7 }, (_, day) => worksOn.slice(0, day).filter(Boolean).length);
  const weekdaysBefore = (day: number): number => {
    const week = Math.floor((day - monday) / 7);
    return week * perWeek + (workedBefore[weekdayOf(day)] ?? 0);
  };
  const origin = weekdaysBefore(0) - below(off, 0);
  const daysBefore = (day: number): number => weekdaysBefore(day) - below(off, day) - origin;

  const weekdayNumbers = worksOn.flatMap((works, day) => (works ? [day] : []));
  /** The working weekday, holidays included, before which there are as many. */
  const weekdayAt = (count: number): number => {
    const week = Math.floor(count / perWeek);
    return monday + week * 7 + (weekdayNumbers[count - week * perWeek] ?? 0);
  };
  /** The working day before which there are as many. */
  const dayAt = (count: number): number => {
    let weekdays = count + origin;
    for (;;) {
      const day = weekdayAt(weekdays);
      const missing = count - daysBefore(day);
      if (missing === 0 && !isOff.has(day)) return day;
      weekdays += missing === 0 ? 1 : missing;
    }
  };
  return {
    before: (instant) => {
      const day = dayOfInstant(instant);
      const isWorking = isWeekday(day) && !isOff.has(day);
      return daysBefore(day) * MINUTES_PER_DAY + (isWorking ? instant - day * MINUTES_PER_DAY : 0);
    },
    startAt: (count) => {
      const days = Math.floor(count / MINUTES_PER_DAY);
      return dayAt(days) * MINUTES_PER_DAY + (count - days * MINUTES_PER_DAY);
    },
    endAt: (count) => {
      const days = Math.ceil(count / MINUTES_PER_DAY) - 1;
      return dayAt(days) * MINUTES_PER_DAY + (count - days * MINUTES_PER_DAY);
    },
  };
}

/** How many of sorted numbers are below one. */
function below(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
