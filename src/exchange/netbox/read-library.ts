import type { LocatedDefect } from '../../domain/defect.js';
import { checkRow } from '../../domain/site/check-row.js';
import { sameValue } from '../../domain/site/compare-values.js';
import type { Row } from '../../domain/site/key.js';
import { collections } from '../../domain/site/kinds.js';
import { showText } from '../document/text-display.js';
import type { MappedEntry } from './entry-facts.js';
import type { FileDefect, ImportNote } from './import-report.js';
import { mapDeviceType } from './map-device-type.js';
import { mapModuleType } from './map-module-type.js';
import { rackPduSign, mapPduType } from './map-pdu-type.js';
import { mapRackType } from './map-rack-type.js';
import { placeNotes, readLibraryFile, type LibraryEntry, type LibraryFile } from './read-library-file.js';

/** Arrays of the document into which the library goes. */
export const LIBRARY_COLLECTIONS = ['rackTypes', 'deviceTypes', 'moduleTypes', 'pduTypes'] as const;
export type LibraryCollection = (typeof LIBRARY_COLLECTIONS)[number];

/** The entries of the catalog for which files of the library stand, or everything that is wrong with them. */
export interface LibraryCatalog {
  readonly files: number;
  /** Rows in the order of the files; without meaning while there are defects. */
  readonly entries: readonly LibraryRow[];
  readonly defects: readonly FileDefect[];
  readonly notes: readonly ImportNote[];
}

export interface LibraryRow {
  readonly collection: LibraryCollection;
  readonly row: Row;
  readonly file: string;
}

/** What one file gives. */
export interface ReadFile {
  readonly file: string;
  readonly entry: LibraryRow | null;
  readonly defects: readonly FileDefect[];
  readonly notes: readonly ImportNote[];
}

/** Reads files of the NetBox device-type library; the same files give the same catalog in any order. */
export function readLibrary(files: readonly LibraryFile[]): LibraryCatalog {
  return joinLibrary(files.map(readOne));
}

/** Reads one file by itself. */
export function readOne(file: LibraryFile): ReadFile {
  const read = readLibraryFile(file);
  const { path } = file;
  if (!read.ok) {
    return { file: path, entry: null, notes: [], defects: read.defects.map((defect) => ({ file: path, defect })) };
  }
  const mapped = mapEntry(read.entry);
  const { collection, row } = mapped;
  const defects = rowDefects(mapped).map((defect) => ({ file: path, defect }));
  const entry = row === null || defects.length > 0 ? null : { collection, row, file: path };
  return { file: path, entry, defects, notes: placeNotes(file, [...mapped.notes, ...read.notes]) };
}

/** The catalog of files that were read one by one: a slug may be given twice only with the same content. */
export function joinLibrary(read: readonly ReadFile[]): LibraryCatalog {
  const entries = new Map<string, LibraryRow>();
  const inOrder = [...read].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const duplicates = inOrder.flatMap(({ file, entry }): readonly FileDefect[] => {
    if (entry === null) return [];
    const key = `${entry.collection} ${String(entry.row['slug'])}`;
    const first = entries.get(key);
    if (first === undefined) entries.set(key, entry);
    const isSame = first === undefined || sameValue(first.row, entry.row);
    return isSame ? [] : [{ file, defect: duplicate(entry.row, first.file) }];
  });
  return {
    files: read.length,
    entries: [...entries.values()],
    defects: [...inOrder.flatMap(({ defects }) => defects), ...duplicates],
    notes: inOrder.flatMap(({ notes }) => notes),
  };
}

function mapEntry(entry: LibraryEntry): MappedEntry {
  switch (entry.kind) {
    case 'device-type':
      return rackPduSign(entry.value) !== null ? mapPduType(entry.value) : mapDeviceType(entry.value);
    case 'module-type':
      return mapModuleType(entry.value);
    case 'rack-type':
      return mapRackType(entry.value);
  }
}

/** What the catalog refuses in a row although the file holds to its format. */
function rowDefects({ collection, row }: MappedEntry): readonly LocatedDefect[] {
  if (row === null) return [];
  return checkRow(collections[collection].name, row).map((defect) => ({
    ...defect,
    allowed: `${defect.allowed} (as ${collections[collection].title.toLowerCase()} of the catalog)`,
    line: 1,
    column: 1,
  }));
}

function duplicate(row: Row, first: string): LocatedDefect {
  return {
    code: 'duplicate-name',
    path: ['slug'],
    found: showText(String(row['slug'])),
    allowed: `a slug that no other file has, or the same content; ${first} has it too and says something else`,
    line: 1,
    column: 1,
  };
}
