import { nearestName } from '../../domain/site/nearest-name.js';
import type { DocumentPath, LocatedDefect } from '../../domain/defect.js';
import { formatPath } from '../document/defect-text.js';
import { decodeText } from '../document/encoding.js';
import { placeDefects } from '../document/path-places.js';
import { readDocument, type DefectCounts } from '../document/read-document.js';
import { schemaDefects } from '../document/schema-defects.js';
import { showText } from '../document/text-display.js';
import { placesOf } from '../document/text-place.js';
import { parseYamlDocument } from '../document/yaml-document.js';
import { withoutPositions, type ImportNote, type NoteClass } from './import-report.js';
import { componentFields, fileFields, type KnownFields, type LibraryKind } from './library-fields.js';
import { restoreTexts } from './texts-as-written.js';
import { librarySchemas, type DeviceTypeFile, type ModuleTypeFile, type RackTypeFile } from './library-schemas.js';

/** One file as it came. */
export interface LibraryFile {
  /** Name for the reader; folders in it tell what the file is. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type LibraryEntry =
  | { readonly kind: 'device-type'; readonly value: DeviceTypeFile }
  | { readonly kind: 'module-type'; readonly value: ModuleTypeFile }
  | { readonly kind: 'rack-type'; readonly value: RackTypeFile };

/** A note before its line is known. */
export interface FieldNote {
  readonly class: NoteClass;
  readonly code: string;
  readonly path: DocumentPath;
  readonly detail: string;
}

/** Files of the library have a few kilobytes, the largest some 150. */
export const LIBRARY_FILE_BYTES = 2 * 1024 * 1024;

export type LibraryReading =
  | { readonly ok: true; readonly entry: LibraryEntry; readonly notes: readonly FieldNote[] }
  | { readonly ok: false; readonly defects: readonly LocatedDefect[]; readonly counts: DefectCounts };

/** Reads one file of the library: every defect with its line, and every field that is not used. */
export function readLibraryFile({ path, bytes }: LibraryFile): LibraryReading {
  if (bytes.length > LIBRARY_FILE_BYTES) {
    const found = `${String(bytes.length)} bytes`;
    const allowed = `at most ${String(LIBRARY_FILE_BYTES)} bytes in a file of the library`;
    const defect: LocatedDefect = { code: 'size-limit', path: [], found, allowed, line: 1, column: 1 };
    return { ok: false, defects: [defect], counts: { 'size-limit': 1 } };
  }
  let kind: LibraryKind = 'device-type';
  const read = readDocument({
    bytes,
    format: 'yaml',
    check: (value, countFurther) => {
      const mapping = value as Record<string, unknown>;
      const decoded = decodeText(bytes);
      if (decoded.ok) restoreTexts(mapping, { text: decoded.text, bytes });
      kind = kindOf(path, mapping);
      return schemaDefects({ schema: librarySchemas[kind], value: mapping }, countFurther);
    },
  });
  if (!read.ok) return read;
  const value = read.value as Readonly<Record<string, unknown>>;
  return { ok: true, entry: { kind, value } as LibraryEntry, notes: unusedFields(kind, value) };
}

/** Notes with their lines; those that say the same of the same field are one. */
export function placeNotes({ path, bytes }: LibraryFile, all: readonly FieldNote[]): readonly ImportNote[] {
  if (all.length === 0) return [];
  const times = new Map<string, number>();
  const notes = all.filter((note) => {
    const key = sameness(note);
    const before = times.get(key) ?? 0;
    times.set(key, before + 1);
    return before === 0;
  });
  const decoded = decodeText(bytes);
  if (!decoded.ok) return [];
  const parsed = parseYamlDocument({ text: decoded.text, bytes });
  if (!parsed.parsed) return [];
  const placed = placeDefects(
    notes.map((note) => ({ code: 'unknown-key', path: note.path, found: '', allowed: '' })),
    parsed.place,
  );
  const places = placesOf(
    decoded.text,
    placed.map(({ offset }) => offset),
  );
  return notes.map((note, i) => ({
    class: note.class,
    code: note.code,
    file: path,
    line: places.get(placed[i]?.offset ?? 0)?.line ?? 1,
    field: formatPath(note.path),
    detail: note.detail,
    times: times.get(sameness(note)) ?? 1,
  }));
}

function sameness({ class: noteClass, code, path }: FieldNote): string {
  return `${noteClass} ${code} ${withoutPositions(formatPath(path))}`;
}

/** What a file is: told by the folder in which it lies, else by the fields that it has. */
function kindOf(path: string, value: Readonly<Record<string, unknown>>): LibraryKind {
  const folders = path.split(/[/\\]/).slice(0, -1);
  const told = folders.map((folder) => /^(device|module|rack)-types?$/.exec(folder)?.[1]).findLast(Boolean);
  if (told !== undefined) return `${told}-type` as LibraryKind;
  if ('form_factor' in value || 'outer_width' in value || 'starting_unit' in value) return 'rack-type';
  return 'slug' in value || 'u_height' in value ? 'device-type' : 'module-type';
}

function unusedFields(kind: LibraryKind, value: Readonly<Record<string, unknown>>): readonly FieldNote[] {
  return [
    ...notesOf(fileFields[kind], value, []),
    ...Object.entries(componentFields).flatMap(([list, known]) => {
      const items = fileFields[kind].used.includes(list) ? value[list] : undefined;
      if (!Array.isArray(items)) return [];
      return items.flatMap((item: unknown, i) => (isMapping(item) ? notesOf(known, item, [list, i]) : []));
    }),
  ];
}

function notesOf(
  known: KnownFields,
  mapping: Readonly<Record<string, unknown>>,
  path: DocumentPath,
): readonly FieldNote[] {
  return Object.keys(mapping).flatMap((name): readonly FieldNote[] => {
    if (known.used.includes(name)) return [];
    const reason = Object.hasOwn(known.unused, name) ? known.unused[name] : undefined;
    if (reason !== undefined)
      return [{ class: 'unused-field', code: 'unused-field', path: [...path, name], detail: reason }];
    const names = [...known.used, ...Object.keys(known.unused)];
    const nearest = nearestName(name, names);
    const meant = nearest === undefined ? '' : `; did you mean ${showText(nearest)}?`;
    const detail = `the format has no such field here${meant}`;
    return [{ class: 'unknown-field', code: 'unknown-field', path: [...path, name], detail }];
  });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
