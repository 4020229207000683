import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | null;

/** A CSV file (RFC 4180, comma, CRLF) with a header; null is an empty cell, numbers stand with a point. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return stringify(cells, { record_delimiter: '\r\n' });
}
