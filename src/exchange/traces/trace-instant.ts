/** An instant as whole seconds and a part of one, so that fractions of 100 ns survive beside the seconds of a date. */
export interface Instant {
  second: number;
  fraction: number;
}

const [ZERO, NINE, MINUS, PLUS, DOT, COLON, BLANK] = [0x30, 0x39, 0x2d, 0x2b, 0x2e, 0x3a, 0x20];
const [UPPER_T, UPPER_Z] = [0x54, 0x5a];
const DAY_S = 86_400;

/** Whether bytes could be a date rather than a number: `2023-…`. */
export function looksLikeDate(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 10 && bytes[start + 4] === MINUS && bytes[start + 7] === MINUS;
}

/**
 * Reads `2023-11-16 18:17:03.9799600`, with T or a blank, any number of decimals, and Z, an offset or nothing (then taken as
 * UTC) at its end, into `into`. Answers whether it is such an instant of the calendar.
 */
export function readDate(bytes: Uint8Array, start: number, end: number, into: Instant): boolean {
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  if (end - start < 19 || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return false;
  if (bytes[start + 10] !== BLANK && bytes[start + 10] !== UPPER_T) return false;
  if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return false;
  const hour = digits(bytes, start + 11, 2);
  const minute = digits(bytes, start + 14, 2);
  const second = digits(bytes, start + 17, 2);
  const isOfCalendar = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
  if (!isOfCalendar || !(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60))
    return false;
  let at = start + 19;
  let fraction = 0;
  if (bytes[at] === DOT && at < end) {
    at += 1;
    const from = at;
    let value = 0;
    while (at < end && isDigit(bytes[at])) {
      if (at - from < 15) value = value * 10 + (bytes[at] ?? 0) - ZERO;
      at += 1;
    }
    if (at === from) return false;
    fraction = value / 10 ** Math.min(15, at - from);
  }
  const offsetS = offsetOf(bytes, at, end);
  if (offsetS === null) return false;
  into.second = dayNumber(year, month, day) * DAY_S + hour * 3600 + minute * 60 + second - offsetS;
  into.fraction = fraction;
  return true;
}

/** Seconds east of UTC of what stands after the time; null where it is no offset. */
function offsetOf(bytes: Uint8Array, at: number, end: number): number | null {
  if (at === end || (at + 1 === end && bytes[at] === UPPER_Z)) return 0;
  const sign = bytes[at] === PLUS ? 1 : bytes[at] === MINUS ? -1 : 0;
  const minuteAt = bytes[at + 3] === COLON ? at + 4 : at + 3;
  if (sign === 0) return null;
  const hours = digits(bytes, at + 1, 2);
  const minutes = at + 3 === end ? 0 : digits(bytes, minuteAt, 2);
  const isWhole = at + 3 === end || minuteAt + 2 === end;
  return isWhole && hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60
    ? sign * (hours * 3600 + minutes * 60)
    : null;
}

/**
 * Reads a decimal number of units of `unitS` seconds into `into`. Whole numbers of up to 15 digits keep every digit.
 * Answers whether it is a number of at least 0.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number, unitS: number, into: Instant): boolean {
  const value = decimal(bytes, start, end);
  if (!(value >= 0 && value < 1e18)) return false;
  const perSecond = Math.round(1 / unitS);
  into.second = Math.floor(value / perSecond);
  into.fraction = (value - into.second * perSecond) / perSecond;
  return true;
}

/** A whole number of at least 0 of up to 15 digits; NaN for anything else. */
export function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > 15) return NaN;
  return digits(bytes, start, end - start);
}

function decimal(bytes: Uint8Array, start: number, end: number): number {
  const whole = wholeNumber(bytes, start, end);
  if (!Number.isNaN(whole)) return whole;
  if (end <= start || end - start > 40) return NaN;
  const text = String.fromCharCode(...bytes.subarray(start, end)).trim();
  return /^\d+(\.\d*)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
}

function digits(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i += 1) {
    const byte = bytes[i];
    if (!isDigit(byte)) return NaN;
    value = value * 10 + byte - ZERO;
  }
  return value;
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the Gregorian calendar, by H. Hinnant's days_from_civil. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
