import type { LocatedDefect } from '../../../domain/defect.js';
import { nearestName } from '../../../domain/site/nearest-name.js';
import type { Row } from '../../../domain/site/key.js';
import { showText } from '../../document/text-display.js';
import type { FileDefect, ImportNote, NoteClass } from '../import-report.js';
import type { ReadRow, ReadTables } from './read-tables.js';
import type { TableName } from './tables.js';

/** What is gathered while tables become a site. */
export interface ImportContext {
  readonly rows: ReadTables['rows'];
  readonly defects: FileDefect[];
  readonly notes: ImportNote[];
  /** Rows for the register of assumptions. */
  readonly assumptions: Row[];
}

export function note(
  context: ImportContext,
  row: ReadRow,
  { is, code, field = '', detail }: { is: NoteClass; code: string; field?: string; detail: string },
): void {
  context.notes.push({ class: is, code, file: row.file, line: row.line, field, detail, times: 1 });
}

export function refuse(
  context: ImportContext,
  row: ReadRow,
  column: string,
  { code, allowed, nearest }: Pick<LocatedDefect, 'code' | 'allowed'> & { readonly nearest?: string | undefined },
): void {
  const found = showText(row.cells[column] ?? '');
  const defect = { code, path: [column], found, allowed, ...(nearest === undefined ? {} : { nearest }) };
  context.defects.push({ file: row.file, defect: { ...defect, line: row.line, column: 1 } });
}

/** A cell, or nothing where it is empty or its column is not there. */
export function cell(row: ReadRow, column: string): string | undefined {
  const value = row.cells[column];
  return value === undefined || value === '' ? undefined : value;
}

/** A number above 0 with a decimal point; 0 says that it is not known. */
export function numberIn(context: ImportContext, row: ReadRow, column: string): number | undefined {
  const written = cell(row, column);
  if (written === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(written)) {
    refuse(context, row, column, { code: 'type', allowed: 'a number such as 12 or 12.5' });
    return undefined;
  }
  return Number(written) === 0 ? undefined : Number(written);
}

export function flagIn(context: ImportContext, row: ReadRow, column: string): boolean | undefined {
  const written = cell(row, column)?.toLowerCase();
  if (written === undefined) return undefined;
  if (['true', '1', 'yes', 'on'].includes(written)) return true;
  if (['false', '0', 'no', 'off'].includes(written)) return false;
  refuse(context, row, column, { code: 'type', allowed: 'true or false' });
  return undefined;
}

export function wordIn<T>(
  context: ImportContext,
  row: ReadRow,
  { column, read, words }: { column: string; read: (word: string) => T | null; words: readonly string[] },
): T | undefined {
  const written = cell(row, column);
  if (written === undefined) return undefined;
  const found = read(written);
  if (found !== null) return found;
  const nearest = nearestName(written, words);
  refuse(context, row, column, { code: 'range', allowed: `one of ${words.join(', ')}`, nearest });
  return undefined;
}

export function tagsIn(row: ReadRow): Row {
  const tags = (cell(row, 'tags') ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return tags.length === 0 ? {} : { tags };
}

/** The row that a cell names, or a defect with the nearest name. */
export function namedIn<T>(
  context: ImportContext,
  row: ReadRow,
  { column, known, table }: { column: string; known: ReadonlyMap<string, T>; table: TableName },
): T | undefined {
  const name = cell(row, column);
  if (name === undefined) return undefined;
  const found = known.get(name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, [...known.keys()]);
  refuse(context, row, column, { code: 'unresolved-reference', allowed: `a name in ${table}.csv`, nearest });
  return undefined;
}
