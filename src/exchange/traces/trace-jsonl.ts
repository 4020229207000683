import { showRaw, showText } from '../document/text-display.js';
import {
  chooseColumns,
  TRACE_FIELDS,
  type ChosenColumns,
  type ColumnMapping,
  type TraceField,
} from './trace-columns.js';
import { MOST_TOKENS, type TraceBuilder } from './trace-builder.js';
import { allowedText, readInstant, unitDefect } from './trace-csv.js';
import type { Instant } from './trace-instant.js';
import type { OnLine } from './line-splitter.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads lines of JSON objects into a builder; keys that are not wanted are passed over. */
export function jsonLines(builder: TraceBuilder, mapping: ColumnMapping): OnLine {
  let chosen: ChosenColumns | 'refused' | null = null;
  const instant: Instant = { second: 0, fraction: 0 };
  return (bytes, start, end, line) => {
    if (chosen === 'refused') return;
    const row = objectOf(bytes.subarray(start, end));
    if (row === 'blank') return;
    if (row === null) {
      const found = showText(new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 200))));
      builder.refuse({ code: 'syntax', path: [], found, allowed: 'one JSON object on a line', line, column: 1 });
      return;
    }
    if (chosen === null) {
      const choice = chooseColumns({ present: Object.keys(row), form: 'json-lines', line }, mapping);
      if (!choice.ok) {
        for (const defect of choice.defects) builder.refuse(defect);
        chosen = 'refused';
        return;
      }
      chosen = choice.chosen;
    }
    readObject(row, chosen, line, builder, instant);
  };
}

function readObject(
  row: Readonly<Record<string, unknown>>,
  chosen: ChosenColumns,
  line: number,
  builder: TraceBuilder,
  instant: Instant,
): void {
  const { columns } = chosen;
  const time = row[columns.timestamp];
  const timeBytes = encoder.encode(typeof time === 'number' || typeof time === 'string' ? String(time) : '');
  const [prompt, output] = [row[columns.prompt], row[columns.output]];
  const hasInstant = readInstant(timeBytes, 0, timeBytes.length, chosen, instant);
  if (hasInstant === 'unit-unknown') builder.refuseUnit(unitDefect(chosen, String(time), line, 1));
  const isRight: Readonly<Record<TraceField, boolean>> = {
    timestamp: hasInstant !== false,
    prompt: isTokens(prompt),
    output: isTokens(output),
  };
  if (isRight.timestamp && isTokens(prompt) && isTokens(output)) {
    builder.add(instant, prompt, output, line);
    return;
  }
  for (const field of TRACE_FIELDS) {
    if (isRight[field]) continue;
    const value = row[columns[field]];
    const isAbsent = value === undefined || value === null || value === '';
    builder.refuse({
      code: isAbsent ? 'missing' : 'range',
      path: [columns[field]],
      found: isAbsent ? 'nothing' : typeof value === 'string' ? showText(value) : showRaw(JSON.stringify(value)),
      allowed: allowedText(field, chosen),
      line,
      column: 1,
    });
  }
}

function isTokens(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

function objectOf(bytes: Uint8Array): Readonly<Record<string, unknown>> | 'blank' | null {
  try {
    const text = decoder.decode(bytes).trim();
    if (text === '') return 'blank';
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
