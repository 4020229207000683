/** Text in a cell of a table: pipes escaped, one line. */
export function cell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? figure(value) : String(value);
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}

/** A table of pipes. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** Six significant digits, as a reader recalculates with them. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

export function percent(share: number): string {
  return `${figure(share * 100)} %`;
}

/** What stands where a number is not there: a gap to fill in, or the word for what is not known. */
export const GAP = '____';
