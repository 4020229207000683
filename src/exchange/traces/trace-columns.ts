import type { LocatedDefect } from '../../domain/defect.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { showText } from '../document/text-display.js';

/** What a trace must say of each request. */
export type TraceField = 'timestamp' | 'prompt' | 'output';
export const TRACE_FIELDS: readonly TraceField[] = ['timestamp', 'prompt', 'output'];

/** Units in which a time may be counted, in s. Dates need none. */
export const TIME_UNITS = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;
export type TimeUnit = keyof typeof TIME_UNITS;

/** How the columns of a trace are named where they are not those of a published format. */
export interface ColumnMapping {
  readonly columns?: Readonly<Partial<Record<TraceField, string>>>;
  readonly timeUnit?: TimeUnit;
}

/** How a file holds a trace. */
export type TraceForm = 'csv' | 'json-lines';

interface PublishedFormat {
  readonly columns: Readonly<Record<TraceField, string>>;
  /** The unit of its times by the form in which it is published; dates need none, and any other form says nothing. */
  readonly timeUnits: Readonly<Partial<Record<TraceForm, TimeUnit>>>;
}

/**
 * Formats that are read without a mapping: Azure LLM inference traces 2023 and 2024 (CSV with dates), Mooncake (JSON lines, ms),
 * BurstGPT (CSV, s). Others use Mooncake's names in CSV with times in any unit, so that theirs must be stated.
 */
const PUBLISHED: readonly PublishedFormat[] = [
  { columns: { timestamp: 'TIMESTAMP', prompt: 'ContextTokens', output: 'GeneratedTokens' }, timeUnits: {} },
  {
    columns: { timestamp: 'timestamp', prompt: 'input_length', output: 'output_length' },
    timeUnits: { 'json-lines': 'ms' },
  },
  {
    columns: { timestamp: 'Timestamp', prompt: 'Request tokens', output: 'Response tokens' },
    timeUnits: { csv: 's' },
  },
];

/** Columns of which the fields are read, and the unit of their times; null where it cannot be known, so that only dates will do. */
export interface ChosenColumns {
  readonly columns: Readonly<Record<TraceField, string>>;
  readonly timeUnit: TimeUnit | null;
}

/**
 * The columns for a header or for the keys of a first line: those of the mapping, else those of the published format of
 * which most are there. A unit follows only from a published format as it is.
 */
export function chooseColumns(
  { present, form, line }: { readonly present: readonly string[]; readonly form: TraceForm; readonly line: number },
  mapping: ColumnMapping,
):
  | { readonly ok: true; readonly chosen: ChosenColumns }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[] } {
  const matches = ({ columns }: PublishedFormat) =>
    TRACE_FIELDS.filter((field) => present.includes(columns[field])).length;
  const format = PUBLISHED.reduce((best, next) => (matches(next) > matches(best) ? next : best));
  const columns = { ...format.columns, ...mapping.columns };
  const shared = sharedColumns(columns, line);
  if (shared.length > 0) return { ok: false, defects: shared };
  const missing = TRACE_FIELDS.filter((field) => !present.includes(columns[field]));
  if (missing.length === 0) {
    const isAsPublished = TRACE_FIELDS.every((field) => columns[field] === format.columns[field]);
    const published = isAsPublished ? (format.timeUnits[form] ?? null) : null;
    return { ok: true, chosen: { columns, timeUnit: mapping.timeUnit ?? published } };
  }
  const found =
    present.length === 0
      ? 'no columns'
      : `only ${present
          .slice(0, 12)
          .map((name) => showText(name))
          .join(', ')}`;
  const defects = missing.map((field): LocatedDefect => {
    const nearest = nearestName(columns[field], present);
    return {
      code: 'missing',
      path: [],
      found,
      allowed: `a column ${showText(columns[field])} for the ${FIELD_WORDS[field]}, or a mapping to another (${field}=<column>)`,
      ...(nearest === undefined ? {} : { nearest }),
      line,
      column: 1,
    };
  });
  return { ok: false, defects };
}

/** Fields that are to be read from the column of another. */
function sharedColumns(columns: ChosenColumns['columns'], line: number): readonly LocatedDefect[] {
  return TRACE_FIELDS.flatMap((field, i): readonly LocatedDefect[] => {
    const other = TRACE_FIELDS.slice(0, i).find((before) => columns[before] === columns[field]);
    if (other === undefined) return [];
    const found = `${showText(columns[field])} for the ${FIELD_WORDS[field]} as for the ${FIELD_WORDS[other]}`;
    return [{ code: 'conflict', path: [], found, allowed: 'a column of its own for each', line, column: 1 }];
  });
}

export const FIELD_WORDS: Readonly<Record<TraceField, string>> = {
  timestamp: 'time of arrival',
  prompt: 'prompt tokens',
  output: 'output tokens',
};
