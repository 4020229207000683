const NEEDS_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;

/**
 * PostgreSQL's text form of a one-dimensional array, several times faster than the driver's own, which serves nested ones.
 *
 * @param values texts, numbers, booleans, and null for NULL
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  const parts = new Array<string>(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (value === null || value === undefined) parts[i] = 'NULL';
    else if (typeof value === 'string')
      parts[i] = `"${NEEDS_ESCAPE.test(value) ? value.replace(ESCAPED, '\\$&') : value}"`;
    else parts[i] = String(value);
  }
  return `{${parts.join(',')}}`;
}
