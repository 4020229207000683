import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | null;

/** Rows that are written out at once. */
const ROWS_AT_ONCE = 1000;

/** A CSV file (RFC 4180, comma, CRLF) with a header; null is an empty cell, numbers stand with a point. */
export function writeCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  return [...csvPieces(header, rows)].join('');
}

/** The same piece by piece, so that a table of any length can be written without being held. */
export function* csvPieces(header: readonly string[], rows: Iterable<readonly CsvCell[]>): Iterable<string> {
  let batch: (readonly string[])[] = [header];
  for (const row of rows) {
    batch.push(row.map((cell) => (cell === null ? '' : String(cell))));
    if (batch.length < ROWS_AT_ONCE) continue;
    yield stringify(batch, { record_delimiter: '\r\n' });
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, { record_delimiter: '\r\n' });
}
