import type { LocatedDefect } from '../../domain/defect.js';

/**
 * What a reader of an import is told beside defects:
 * - `left-out`: a thing of the files that is not taken over, such as a rack type without its size;
 * - `unknown-field`: a field that the format does not have;
 * - `unused-field`: a field of the format that Plenum does not use;
 * - `reading`: how something was read that can be read in several ways, or what stays unknown because of it;
 * - `missing`: a fact that engines need and that the files do not state.
 */
export const NOTE_CLASSES = ['left-out', 'unknown-field', 'reading', 'missing', 'unused-field'] as const;
export type NoteClass = (typeof NOTE_CLASSES)[number];

/** One thing that a reader is told of one place. */
export interface ImportNote {
  readonly class: NoteClass;
  /** Stable word: one meaning and one remedy for all notes that have it. */
  readonly code: string;
  readonly file: string;
  /** Line of the file, counted from 1. */
  readonly line: number;
  /** Field in the file, `power-ports[0].maximum_draw`; empty for the whole entry. */
  readonly field: string;
  readonly detail: string;
  /** How often the file has it; the place is the first one. */
  readonly times: number;
}

/** A defect of one file. */
export interface FileDefect {
  readonly file: string;
  readonly defect: LocatedDefect;
}

/** Notes with one code, and of fields with one name, together. */
export interface NoteGroup {
  readonly class: NoteClass;
  readonly code: string;
  /** Field without positions, `power-ports[].maximum_draw`. */
  readonly field: string;
  readonly times: number;
  readonly files: number;
  readonly example: ImportNote;
}

/** The notes by what they say and of which field, the most important class first, then what most files have. */
export function groupNotes(notes: readonly ImportNote[]): readonly NoteGroup[] {
  const groups = new Map<string, { readonly example: ImportNote; times: number; readonly files: Set<string> }>();
  for (const note of notes) {
    const field = withoutPositions(note.field);
    const key = `${note.class} ${note.code} ${field}`;
    const group = groups.get(key) ?? { example: note, times: 0, files: new Set<string>() };
    groups.set(key, group);
    group.times += note.times;
    group.files.add(note.file);
  }
  return [...groups.values()]
    .map(({ example, times, files }) => ({
      class: example.class,
      code: example.code,
      field: withoutPositions(example.field),
      times,
      files: files.size,
      example,
    }))
    .sort((a, b) => NOTE_CLASSES.indexOf(a.class) - NOTE_CLASSES.indexOf(b.class) || b.files - a.files);
}

/** The name of a field without positions: `interfaces[].label`. */
export function withoutPositions(field: string): string {
  return field.replace(/\[\d+\]/g, '[]');
}
