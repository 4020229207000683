import { CsvError, parse } from 'csv-parse/sync';
import type { Defect, LocatedDefect } from '../../domain/defect.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { decodeText } from '../document/encoding.js';
import { LISTED_DEFECTS } from '../document/placed-defect.js';
import { showText } from '../document/text-display.js';

/** One record of a CSV file; its cells stand under the header. */
export interface CsvRecord {
  /** Line of the file in which it starts, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: readonly string[];
  readonly records: readonly CsvRecord[];
}

export type CsvReading =
  { readonly ok: true; readonly table: CsvTable } | { readonly ok: false; readonly defects: readonly LocatedDefect[] };

/** Columns that a table may and must have. */
export interface ExpectedColumns {
  readonly known: readonly string[];
  readonly required: readonly string[];
}

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads a CSV file (RFC 4180) whole: UTF-8 with or without a byte order mark, separated by comma, semicolon or tab, whichever
 * the header has most of. Blank lines are passed over. Every unknown, repeated or missing column and every record of another
 * length than the header is a defect; `column` of a defect counts cells from 1.
 */
export function readCsv(bytes: Uint8Array, { known, required }: ExpectedColumns): CsvReading {
  const read = readCsvTable(bytes, `a header with ${required.join(', ')}`);
  if (!read.ok) return read;
  const { table, headerLine, uneven } = read;
  const defects = [...headerDefects({ line: headerLine, cells: table.header }, { known, required }), ...uneven];
  if (defects.length > 0) return { ok: false, defects: defects.slice(0, LISTED_DEFECTS) };
  return { ok: true, table };
}

/** A CSV file whose header is still to be judged. */
export interface CsvContent {
  readonly ok: true;
  readonly table: CsvTable;
  readonly headerLine: number;
  /** One defect for every record of another length than the header. */
  readonly uneven: readonly LocatedDefect[];
}

/**
 * Reads a CSV file as {@link readCsv} does, whatever its columns are.
 *
 * @param expected what a file without anything in it should hold
 */
export function readCsvTable(
  bytes: Uint8Array,
  expected: string,
): CsvContent | { readonly ok: false; readonly defects: readonly LocatedDefect[] } {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return { ok: false, defects: [{ ...decoded.defect.defect, line: 1, column: 1 }] };
  const parsed = parseText(decoded.text);
  if ('defect' in parsed) return { ok: false, defects: [parsed.defect] };
  const [first, ...records] = parsed.records;
  if (first === undefined) {
    const found = 'an empty file';
    return { ok: false, defects: [{ code: 'missing', path: [], found, allowed: expected, line: 1, column: 1 }] };
  }
  const header = first.cells.map((cell) => cell.trim());
  const uneven = records
    .filter(({ cells }) => cells.length !== header.length)
    .map(({ line, cells }): LocatedDefect => ({
      code: 'format',
      path: [],
      found: `${String(cells.length)} cells`,
      allowed: `${String(header.length)} cells, as in the header`,
      line,
      column: Math.min(cells.length, header.length) + 1,
    }));
  return { ok: true, table: { header, records }, headerLine: first.line, uneven };
}

function parseText(text: string): { readonly records: readonly CsvRecord[] } | { readonly defect: LocatedDefect } {
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: false,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    let line = 1;
    const records: CsvRecord[] = [];
    for (const { record, info } of rows) {
      if (record.some((cell) => cell.trim() !== '')) records.push({ line, cells: record });
      line = info.lines + 1;
    }
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    const column = typeof error['column'] === 'number' ? error['column'] + 1 : 1;
    const allowed = 'cells by RFC 4180: quotes around a cell closed, and doubled inside it';
    return { defect: { code: 'syntax', path: [], found: error.message, allowed, line, column } };
  }
}

/** The separator of which the first line has most, outside quotes. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = (end === -1 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Unknown, repeated and missing columns, each unknown one with the nearest known name. */
function headerDefects({ line, cells }: CsvRecord, { known, required }: ExpectedColumns): readonly LocatedDefect[] {
  const defects: LocatedDefect[] = [];
  const add = (column: number, defect: Omit<Defect, 'path'>) => defects.push({ ...defect, path: [], line, column });
  cells.forEach((name, i) => {
    const before = cells.indexOf(name);
    if (!known.includes(name)) {
      const nearest = nearestName(name, known);
      const found = name === '' ? 'a column without a name' : showText(name);
      const allowed = `one of ${known.join(', ')}`;
      add(i + 1, { code: 'unknown-key', found, allowed, ...(nearest === undefined ? {} : { nearest }) });
    } else if (before < i) {
      add(i + 1, { code: 'duplicate-key', found: showText(name), allowed: `once, as in column ${String(before + 1)}` });
    }
  });
  for (const name of required) {
    if (!cells.includes(name)) add(1, { code: 'missing', found: 'no such column', allowed: showText(name) });
  }
  return defects;
}
