import type { LocatedDefect } from '../../domain/defect.js';
import { showText } from '../document/text-display.js';
import {
  chooseColumns,
  FIELD_WORDS,
  TIME_UNITS,
  TRACE_FIELDS,
  type ChosenColumns,
  type ColumnMapping,
  type TraceField,
} from './trace-columns.js';
import { MOST_TOKENS, type TraceBuilder } from './trace-builder.js';
import { looksLikeDate, readDate, readNumber, wholeNumber, type Instant } from './trace-instant.js';
import type { OnLine } from './line-splitter.js';

const QUOTE = 0x22;
const DELIMITERS = [0x2c, 0x3b, 0x09] as const;

/** Where the wanted cells stand. */
interface CsvShape {
  readonly chosen: ChosenColumns;
  readonly delimiter: number;
  readonly cells: number;
  readonly places: Readonly<Record<TraceField, number>>;
}

/**
 * Reads lines of CSV with a header into a builder. Cells are cut on the bytes themselves; a line with quotes takes a slower
 * way. Quoted cells may not hold line endings.
 */
export function csvLines(builder: TraceBuilder, mapping: ColumnMapping): OnLine {
  let shape: CsvShape | 'refused' | null = null;
  const starts: number[] = [];
  const ends: number[] = [];
  const instant: Instant = { second: 0, fraction: 0 };

  return (bytes, start, end, line) => {
    if (shape === 'refused' || isBlank(bytes, start, end)) return;
    if (shape === null) {
      shape = readHeader(bytes.subarray(start, end), line, builder, mapping);
      return;
    }
    const cut = cutCells(bytes, start, end, shape.delimiter, starts, ends);
    if (cut === null) {
      const text = cellsWithQuotes(bytes.subarray(start, end), shape.delimiter);
      if (text === null) {
        const allowed = 'quotes closed on the same line and doubled inside a cell';
        builder.refuse({ code: 'syntax', path: [], found: 'an open quote', allowed, line, column: 1 });
        return;
      }
      readRow(shape, text.bytes, text.starts, text.ends, text.starts.length, line, builder, instant);
      return;
    }
    readRow(shape, bytes, starts, ends, cut, line, builder, instant);
  };
}

function readRow(
  shape: CsvShape,
  bytes: Uint8Array,
  starts: readonly number[],
  ends: readonly number[],
  cells: number,
  line: number,
  builder: TraceBuilder,
  instant: Instant,
): void {
  if (cells !== shape.cells) {
    const allowed = `${String(shape.cells)} cells, as in the header`;
    const found = `${String(cells)} cells`;
    builder.refuse({ code: 'format', path: [], found, allowed, line, column: Math.min(cells, shape.cells) + 1 });
    return;
  }
  const { timestamp, prompt, output } = shape.places;
  const hasInstant = readInstant(bytes, starts[timestamp] ?? 0, ends[timestamp] ?? 0, shape.chosen, instant);
  if (hasInstant === 'unit-unknown') {
    const cell = textOf(bytes, starts[timestamp] ?? 0, ends[timestamp] ?? 0);
    builder.refuseUnit(unitDefect(shape.chosen, cell, line, timestamp + 1));
  }
  const promptTokens = tokensOf(bytes, starts[prompt] ?? 0, ends[prompt] ?? 0);
  const outputTokens = tokensOf(bytes, starts[output] ?? 0, ends[output] ?? 0);
  if (hasInstant && promptTokens >= 0 && outputTokens >= 0) {
    builder.add(instant, promptTokens, outputTokens, line);
    return;
  }
  const wrong = { timestamp: hasInstant === false, prompt: !(promptTokens >= 0), output: !(outputTokens >= 0) };
  for (const field of TRACE_FIELDS) {
    if (!wrong[field]) continue;
    const place = shape.places[field];
    const cell = textOf(bytes, starts[place] ?? 0, ends[place] ?? 0);
    builder.refuse({
      code: cell.trim() === '' ? 'missing' : 'range',
      path: [shape.chosen.columns[field]],
      found: cell.trim() === '' ? 'a blank cell' : showText(cell),
      allowed: allowedText(field, shape.chosen),
      line,
      column: place + 1,
    });
  }
}

/** What a field may hold, for a reader. */
export function allowedText(field: TraceField, { timeUnit }: ChosenColumns): string {
  if (field !== 'timestamp') return `${FIELD_WORDS[field]}: a whole number from 0 to ${String(MOST_TOKENS)}`;
  const date = 'a date and time such as 2023-11-16 18:17:03.97';
  return timeUnit === null ? date : `${date}, or a number of ${timeUnit} of at least 0`;
}

/**
 * Reads an instant from a date, or from a number in the unit of the columns. `unit-unknown` where it is a number and nobody has
 * said of what: a wrong guess sizes a hall a thousand times too large or too small.
 */
export function readInstant(
  bytes: Uint8Array,
  start: number,
  end: number,
  { timeUnit }: ChosenColumns,
  into: Instant,
): boolean | 'unit-unknown' {
  if (looksLikeDate(bytes, start, end)) return readDate(bytes, start, end, into);
  const isNumber = readNumber(bytes, start, end, TIME_UNITS[timeUnit ?? 's'], into);
  return isNumber && timeUnit === null ? 'unit-unknown' : isNumber;
}

/** Tells that the unit of times must be stated. */
export function unitDefect({ columns }: ChosenColumns, found: string, line: number, column: number): LocatedDefect {
  return {
    code: 'missing',
    path: [columns.timestamp],
    found: `${showText(found)}, a time without its unit`,
    allowed: `dates, or the unit of these numbers stated as the time unit (--time-unit, or timeUnit over HTTP): ${Object.keys(TIME_UNITS).join(', ')}`,
    line,
    column,
  };
}

function tokensOf(bytes: Uint8Array, start: number, end: number): number {
  const tokens = wholeNumber(bytes, start, end);
  return tokens <= MOST_TOKENS ? tokens : NaN;
}

function readHeader(
  bytes: Uint8Array,
  line: number,
  builder: TraceBuilder,
  mapping: ColumnMapping,
): CsvShape | 'refused' {
  const text = textOf(bytes, 0, bytes.length);
  const counts = DELIMITERS.map((code) => text.split(String.fromCharCode(code)).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? DELIMITERS[0];
  const cells = cellsWithQuotes(bytes, delimiter);
  const names =
    cells === null ? [] : cells.starts.map((start, i) => textOf(cells.bytes, start, cells.ends[i] ?? start).trim());
  const choice = chooseColumns({ present: names, form: 'csv', line }, mapping);
  if (!choice.ok) {
    for (const defect of choice.defects) builder.refuse(defect);
    return 'refused';
  }
  const { columns } = choice.chosen;
  const places = {
    timestamp: names.indexOf(columns.timestamp),
    prompt: names.indexOf(columns.prompt),
    output: names.indexOf(columns.output),
  };
  for (const field of TRACE_FIELDS) {
    const again = names.lastIndexOf(columns[field]);
    if (again === places[field]) continue;
    const allowed = `once, as in column ${String(places[field] + 1)}`;
    builder.refuse({
      code: 'duplicate-key',
      path: [],
      found: showText(columns[field]),
      allowed,
      line,
      column: again + 1,
    });
  }
  return { chosen: choice.chosen, delimiter, cells: names.length, places };
}

/** Cuts a line without quotes; answers how many cells there are, or null where a quote was seen. */
function cutCells(
  bytes: Uint8Array,
  start: number,
  end: number,
  delimiter: number,
  starts: number[],
  ends: number[],
): number | null {
  let cells = 0;
  let from = start;
  for (let i = start; i <= end; i += 1) {
    const byte = i === end ? delimiter : bytes[i];
    if (byte === QUOTE) return null;
    if (byte !== delimiter) continue;
    starts[cells] = from;
    ends[cells] = i;
    cells += 1;
    from = i + 1;
  }
  return cells;
}

/** Cells of a line that has quotes, their quotes taken off; null where one stays open. */
function cellsWithQuotes(
  line: Uint8Array,
  delimiter: number,
): { readonly bytes: Uint8Array; readonly starts: readonly number[]; readonly ends: readonly number[] } | null {
  const bytes = new Uint8Array(line.length);
  const [starts, ends] = [[0], [] as number[]];
  let size = 0;
  let isQuoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const byte = line[i] ?? 0;
    if (byte === QUOTE && isQuoted && line[i + 1] === QUOTE) {
      bytes[size] = QUOTE;
      size += 1;
      i += 1;
    } else if (byte === QUOTE) {
      isQuoted = !isQuoted;
    } else if (byte === delimiter && !isQuoted) {
      ends.push(size);
      starts.push(size);
    } else {
      bytes[size] = byte;
      size += 1;
    }
  }
  ends.push(size);
  return isQuoted ? null : { bytes, starts, ends };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (bytes[i] !== 0x20 && bytes[i] !== 0x09) return false;
  return true;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: false });

export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, Math.min(end, start + 2000)));
}
