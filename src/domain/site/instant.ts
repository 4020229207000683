/** Seconds of a day. */
const DAY_S = 86_400;

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Seconds from the beginning of 1970 in UTC to an instant: `2026-11-10T14:00:00Z`, or local time with its offset,
 * `2026-11-10 15:00+01:00`; decimals of a second are kept. A text without a zone is no instant.
 *
 * @returns null where the text is no instant of the calendar from the year 1900 on
 */
export function instantSeconds(text: string): number | null {
  const found = INSTANT.exec(text);
  if (found === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part || 0));
  const [offsetHour, offsetMinute] = [Number(found[9] ?? 0), Number(found[10] ?? 0)];
  const isOfCalendar = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
  if (!isOfCalendar || hour > 23 || minute > 59 || second > 59 || offsetHour > 14 || offsetMinute > 59) return null;
  const offsetS = (found[8] === '-' ? -1 : 1) * (offsetHour * 3600 + offsetMinute * 60);
  const fraction = found[7] === undefined ? 0 : Number(`0.${found[7]}`);
  return dayNumber({ year, month, day }) * DAY_S + hour * 3600 + minute * 60 + second - offsetS + fraction;
}

/** The same instant in UTC as documents write it, to the millisecond: `2026-11-10T14:00:00Z`. */
export function instantText(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const whole = Math.floor(milliseconds / 1000);
  const thousandths = milliseconds - whole * 1000;
  const days = Math.floor(whole / DAY_S);
  const ofDay = whole - days * DAY_S;
  const { year, month, day } = dateOf(days);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(two).join(':');
  const decimals = thousandths === 0 ? '' : `.${String(thousandths).padStart(3, '0')}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}${decimals}Z`;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days from 1970-01-01 in the Gregorian calendar, years taken to begin in March (H. Hinnant, days_from_civil). */
function dayNumber({ year, month, day }: CalendarDay): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** The inverse of {@link dayNumber} (H. Hinnant, civil_from_days). */
function dateOf(days: number): CalendarDay {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
