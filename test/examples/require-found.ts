/** The value, or a failed test where there is none. */
export function requireFound<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value, found none');
  return value;
}
