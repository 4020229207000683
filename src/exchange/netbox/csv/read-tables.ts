import type { LocatedDefect } from '../../../domain/defect.js';
import { nearestName } from '../../../domain/site/nearest-name.js';
import { readCsv } from '../../csv/read-csv.js';
import { decodeText } from '../../document/encoding.js';
import { showText } from '../../document/text-display.js';
import type { FileDefect } from '../import-report.js';
import { netboxTables, tableNames, type NetboxRow, type TableName } from './tables.js';

/** One CSV file as it came. */
export interface NetboxFile {
  /** Its name tells the table: `racks.csv`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ReadRow {
  readonly file: string;
  readonly line: number;
  readonly cells: NetboxRow;
}

export interface ReadTables {
  readonly rows: Readonly<Record<TableName, readonly ReadRow[]>>;
  readonly defects: readonly FileDefect[];
}

/**
 * The rows of every file: unknown files and columns refused with the nearest name, every required cell there. Columns of
 * custom fields (`cf_…`) are taken as they are.
 */
export function readTables(files: readonly NetboxFile[]): ReadTables {
  const rows = Object.fromEntries(tableNames.map((name) => [name, []])) as unknown as Record<TableName, ReadRow[]>;
  const defects: FileDefect[] = [];
  for (const { path, bytes } of files) {
    const table = tableOf(path);
    if (table === null) {
      defects.push({ file: path, defect: unknownFile(path) });
      continue;
    }
    const known = netboxTables[table];
    const read = readCsv(bytes, { known: [...known.columns, ...customColumns(bytes)], required: known.required });
    if (!read.ok) {
      defects.push(...read.defects.map((defect) => ({ file: path, defect })));
      continue;
    }
    const { header, records } = read.table;
    for (const { line, cells } of records) {
      const named = Object.fromEntries(header.map((name, i) => [name, (cells[i] ?? '').trim()]));
      for (const column of known.required) {
        if (named[column] === '')
          defects.push({ file: path, defect: emptyCell(column, line, header.indexOf(column) + 1) });
      }
      rows[table].push({ file: path, line, cells: named });
    }
  }
  return { rows, defects };
}

/** A table by the name of its file, blanks and hyphens as NetBox's own exports have them included. */
function tableOf(path: string): TableName | null {
  const name = nameOf(path);
  return tableNames.find((table) => table === name) ?? null;
}

function nameOf(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? '';
  return file
    .replace(/\.csv$/i, '')
    .replace(/^netbox[ _]/i, '')
    .toLowerCase()
    .replace(/[ -]/g, '_');
}

function unknownFile(path: string): LocatedDefect {
  const nearest = nearestName(nameOf(path), tableNames);
  return {
    code: 'unknown-key',
    path: [],
    found: showText(path),
    allowed: `a file named for its table: ${tableNames.map((name) => `${name}.csv`).join(', ')}`,
    ...(nearest === undefined ? {} : { nearest: `${nearest}.csv` }),
    line: 1,
    column: 1,
  };
}

function customColumns(bytes: Uint8Array): readonly string[] {
  const decoded = decodeText(bytes);
  const header = decoded.ok ? (/^[^\r\n]*/.exec(decoded.text)?.[0] ?? '') : '';
  return [...new Set(header.match(/\bcf_[A-Za-z0-9_]+/g) ?? [])];
}

function emptyCell(column: string, line: number, at: number): LocatedDefect {
  return { code: 'missing', path: [column], found: 'an empty cell', allowed: 'what NetBox demands', line, column: at };
}
