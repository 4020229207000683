/**
 * Days of the proleptic Gregorian calendar as whole numbers, counted from 1970-01-01 = 0. Neither clock nor time zone: a
 * day is a day.
 *
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2021), `days_from_civil`, `civil_from_days` and
 * `weekday_from_days`.
 */

/** Days of 400 years, after which the calendar repeats. */
const DAYS_PER_ERA = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;
/** 9999-12-31. */
const LAST_DAY = 2_932_896;

/**
 * The number of a day.
 *
 * @param day `YYYY-MM-DD`
 * @throws RangeError for text of another form
 * @example dayNumberOf('1970-01-01') // 0
 * @example dayNumberOf('2000-03-01') // 11017
 */
export function dayNumberOf(day: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) throw new RangeError(`a day is written YYYY-MM-DD, not ${day}`);
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  // Years begin in March, so that the leap day is the last one.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
}

/**
 * The day of a number, `YYYY-MM-DD`. Days before 0000-03-01 and after 9999-12-31 are held
 * at these ends, which no plan reaches.
 *
 * @param number whole number of days since 1970-01-01
 */
export function dayText(number: number): string {
  const shifted = Math.min(Math.max(number, -DAYS_TO_EPOCH), LAST_DAY) + DAYS_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}`;
}

/** Whether text is a day of the calendar from year 1 on, written `YYYY-MM-DD`: `2027-02-29` is none. */
export function isCalendarDay(text: string): boolean {
  return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && dayText(dayNumberOf(text)) === text;
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Place of a day in its week, Monday 0 to Sunday 6; 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
