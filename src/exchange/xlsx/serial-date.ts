const DAY_S = 86_400;
/** 1970-01-01 in the days of the 1900 system, which counts a 29 February 1900 that never was; of the 1904 system. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
/** 1900-03-01, the first day after the one that never was, and 9999-12-31. */
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_958_465;

/**
 * The day, and the time where it is not midnight, of a serial number of a spreadsheet (ECMA-376, 18.17.4.1). 46357 is
 * 2026-12-01 in the 1900 system.
 *
 * @returns null for a number that is no day after February 1900
 */
export function serialDate(
  serial: number,
  is1904: boolean,
): { readonly day: string; readonly time: string | null } | null {
  const in1900 = is1904 ? serial + EPOCH_1900 - EPOCH_1904 : serial;
  if (!(in1900 >= FIRST_SERIAL && in1900 < LAST_SERIAL + 1)) return null;
  const seconds = Math.round((in1900 - EPOCH_1900) * DAY_S);
  const text = new Date(seconds * 1000).toISOString();
  const time = text.slice(11, 19);
  return { day: text.slice(0, 10), time: time === '00:00:00' ? null : time };
}
