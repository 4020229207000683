import type { HallFacts } from '../../domain/capacity/hall-facts.js';
import { NOTHING_KNOWN } from '../../domain/capacity/hall-facts.js';
import type { DocumentPath } from '../../domain/defect.js';
import { checkRow } from '../../domain/site/check-row.js';
import type { Artifact } from '../../domain/site/kinds/artifact.js';
import type { AssumptionEntry } from '../../domain/site/kinds/assumption.js';
import type { Workload } from '../../domain/site/kinds/workload.js';
import { nearestName } from '../../domain/site/nearest-name.js';
import { decodeText } from '../document/encoding.js';
import { showText } from '../document/text-display.js';
import { zodDefects } from '../document/zod-defects.js';
import { markdownTables, type MarkdownRow, type MarkdownTable } from './markdown-tables.js';
import {
  BUCKET_COLUMNS,
  MEASUREMENT_COLUMNS,
  REGISTER_COLUMNS,
  TITLE,
  WORKSHEET_FIELDS,
  type WorksheetField,
  type WorksheetSection,
} from './worksheet-fields.js';

/** A filled-in dimensioning worksheet. */
export interface Worksheet {
  readonly name: string;
  readonly artifact: Artifact;
  readonly workload: Workload;
  readonly hall: HallFacts;
  readonly register: readonly AssumptionEntry[];
  /** Line on which the value of a path of a sizing's defect stands, or where it should stand. */
  readonly placeOf: (path: DocumentPath) => number;
}

export interface WorksheetDefect {
  readonly line: number;
  readonly text: string;
}

export type WorksheetReading =
  | { readonly ok: true; readonly worksheet: Worksheet }
  | { readonly ok: false; readonly defects: readonly WorksheetDefect[] };

/** Reads a dimensioning worksheet in Markdown, with every defect and its line. Empty cells are not known, and never 0. */
export function readWorksheet(bytes: Uint8Array): WorksheetReading {
  const decoded = decodeText(bytes);
  if (!decoded.ok)
    return { ok: false, defects: [{ line: 1, text: `encoding: found ${decoded.defect.defect.found}, allowed UTF-8` }] };
  const lines = decoded.text.split(/\r?\n/);
  const from = lines.findIndex((text) => text.startsWith(TITLE));
  if (from === -1)
    return {
      ok: false,
      defects: [
        {
          line: 1,
          text: `missing: found no heading "${TITLE}", allowed a worksheet made from templates/dimensioning_inputs_template.md`,
        },
      ],
    };
  const end = lines.findIndex((text, i) => i > from && text.startsWith('# '));
  const tables = markdownTables(lines.slice(0, end === -1 ? lines.length : end), from);
  const defects: WorksheetDefect[] = [];
  const places = new Map<string, number>();
  const facts = {
    Workload: fieldsOf(tables, 'Workload', places, defects),
    Artifact: fieldsOf(tables, 'Artifact', places, defects),
    Hall: fieldsOf(tables, 'Hall', places, defects),
  };
  const list = (section: string, columns: readonly string[], texts: readonly string[]) =>
    rowsOf(tables, section, columns, texts, places, defects);
  const buckets = list('Buckets', BUCKET_COLUMNS, ['name']);
  const measurements = list('Measurements', MEASUREMENT_COLUMNS, []);
  const register = list('Assumptions to validate', REGISTER_COLUMNS, REGISTER_COLUMNS);
  const workload = { name: 'workload', ...facts.Workload };
  const artifact = {
    name: 'artifact',
    ...facts.Artifact,
    ...(buckets.length > 0 ? { buckets } : {}),
    ...(measurements.length > 0 ? { measurements } : {}),
  };
  const placeOf = (path: DocumentPath) => lineOf(places, path);
  // Whole rows are checked by the definitions of their kinds, so that ranges are those of the site document.
  const check = (
    kind: 'workload' | 'artifact' | 'assumption',
    row: Readonly<Record<string, unknown>>,
    at: (path: DocumentPath) => number,
  ) => {
    for (const { code, path, found, allowed, nearest } of checkRow(kind, row, zodDefects)) {
      const suggestion = nearest === undefined ? '' : `; did you mean ${showText(nearest)}?`;
      defects.push({
        line: at(path),
        text: `${code} at ${path.join('.')}: found ${found}, allowed ${allowed}${suggestion}`,
      });
    }
  };
  check('workload', workload, (path) => placeOf(['workloads', 0, ...path]));
  check('artifact', artifact, (path) => placeOf(['artifacts', 0, ...path]));
  register.forEach((row, i) => {
    check('assumption', row, (path) => places.get(`Assumptions to validate.${String(i)}.${String(path[0])}`) ?? 1);
  });
  const hall = { ...NOTHING_KNOWN, ...facts.Hall };
  for (const [field, value] of Object.entries(facts.Hall)) {
    const isCount = !field.endsWith('W');
    const isRight =
      typeof value === 'number' &&
      value >= (field === 'spareNodesPerRack' || !isCount ? 0 : 1) &&
      value <= 1e9 &&
      (!isCount || Number.isInteger(value));
    if (!isRight)
      defects.push({
        line: placeOf(['hall', field]),
        text: `range at ${field}: found ${String(value)}, allowed a ${isCount ? 'whole ' : ''}number of at least ${field === 'spareNodesPerRack' || !isCount ? '0' : '1'}`,
      });
  }
  if (defects.length > 0) return { ok: false, defects: defects.sort((a, b) => a.line - b.line) };
  const title = (lines[from] ?? '')
    .slice(TITLE.length)
    .replace(/^[:\s]+/, '')
    .trim();
  return {
    ok: true,
    worksheet: {
      name: title === '' ? workload.name : title,
      artifact: artifact as Artifact,
      workload: { ...(workload as Workload), artifact: artifact.name },
      hall,
      register: register as unknown as readonly AssumptionEntry[],
      placeOf,
    },
  };
}

/** Values of a table of fields; what is empty is left out. */
function fieldsOf(
  tables: readonly MarkdownTable[],
  section: WorksheetSection,
  places: Map<string, number>,
  defects: WorksheetDefect[],
): Readonly<Record<string, string | number | boolean>> {
  const table = tables.find(({ heading }) => heading === section);
  if (table === undefined) {
    defects.push({ line: 1, text: `missing: found no table under "## ${section}", allowed the one of the template` });
    return {};
  }
  places.set(section, table.line);
  const fieldAt = table.columns.indexOf('Field');
  const valueAt = table.columns.indexOf('Value');
  if (fieldAt === -1 || valueAt === -1) {
    defects.push({
      line: table.line,
      text: `missing: found columns ${table.columns.join(', ')}, allowed "Field" and "Value" among them`,
    });
    return {};
  }
  const known = WORKSHEET_FIELDS[section];
  const values: Record<string, string | number | boolean> = {};
  for (const { line, cells } of table.rows) {
    const name = (cells[fieldAt] ?? '').replaceAll('`', '');
    const field = known.find((one) => one.field === name);
    if (field === undefined) {
      const nearest = nearestName(
        name,
        known.map((one) => one.field),
      );
      defects.push({
        line,
        text: `unknown-key: found ${showText(name)}, allowed a field of the template${nearest === undefined ? '' : `; did you mean ${showText(nearest)}?`}`,
      });
      continue;
    }
    if (places.has(`${section}.${name}`)) {
      defects.push({
        line,
        text: `duplicate-key: found ${showText(name)} again, allowed once, as on line ${String(places.get(`${section}.${name}`))}`,
      });
      continue;
    }
    places.set(`${section}.${name}`, line);
    const text = cells[valueAt] ?? '';
    if (isEmpty(text)) continue;
    const value = valueOf(text, field.kind);
    if (value === null)
      defects.push({ line, text: `type at ${name}: found ${showText(text)}, allowed ${WORDS[field.kind]}` });
    else values[name] = value;
  }
  return values;
}

/** Rows of a list; a row of empty cells is passed over. */
function rowsOf(
  tables: readonly MarkdownTable[],
  section: string,
  columns: readonly string[],
  texts: readonly string[],
  places: Map<string, number>,
  defects: WorksheetDefect[],
): readonly Readonly<Record<string, string | number | boolean>>[] {
  const table = tables.find(({ heading }) => heading === section);
  if (table === undefined) return [];
  const rows: Record<string, string | number | boolean>[] = [];
  const filled = table.rows.filter(({ cells }: MarkdownRow) => !cells.every(isEmpty));
  for (const { line, cells } of filled) {
    if (cells.length !== columns.length) {
      defects.push({
        line,
        text: `format: found ${String(cells.length)} cells, allowed ${String(columns.length)}: ${columns.join(', ')}`,
      });
      continue;
    }
    const row: Record<string, string | number | boolean> = {};
    columns.forEach((column, k) => {
      places.set(`${section}.${String(rows.length)}.${column}`, line);
      const text = cells[k] ?? '';
      if (isEmpty(text)) return;
      const kind = texts.includes(column) ? 'text' : 'number';
      const value = valueOf(text, kind);
      if (value === null)
        defects.push({ line, text: `type at ${column}: found ${showText(text)}, allowed ${WORDS[kind]}` });
      else row[column] = value;
    });
    rows.push(row);
  }
  return rows;
}

const WORDS: Readonly<Record<WorksheetField['kind'], string>> = {
  number: 'a number such as 1500 or 0.02, without its unit',
  text: 'text',
  flag: 'true or false',
};

/** What people leave in a cell that they do not fill in. */
function isEmpty(text: string): boolean {
  return /^[_\-–—.?\s]*$/.test(text);
}

function valueOf(text: string, kind: WorksheetField['kind']): string | number | boolean | null {
  if (kind === 'text') return text;
  if (kind === 'flag') return text === 'true' ? true : text === 'false' ? false : null;
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Sections by the first step of a path of a site document. */
const SECTIONS: Readonly<Record<string, WorksheetSection>> = {
  workloads: 'Workload',
  artifacts: 'Artifact',
  hall: 'Hall',
};

function lineOf(places: ReadonlyMap<string, number>, path: DocumentPath): number {
  const section = SECTIONS[String(path[0])] ?? 'Workload';
  const rest = section === 'Hall' ? path.slice(1) : path.slice(2);
  if (rest[0] === 'buckets' || rest[0] === 'measurements') {
    const list = rest[0] === 'buckets' ? 'Buckets' : 'Measurements';
    const found =
      places.get(`${list}.${String(rest[1])}.${String(rest[2])}`) ??
      places.get(`${list}.${String(rest[1])}.promptTokens`);
    if (found !== undefined) return found;
  }
  return places.get(`${section}.${String(rest[0])}`) ?? places.get(section) ?? 1;
}
