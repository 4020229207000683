/** A part of a YAML text that parses alone. */
export interface YamlChunk {
  readonly start: number;
  readonly end: number;
  /** The part begins between two entries of the list at the last top-level key before it. */
  readonly continuesList: boolean;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const DASH = 45;

/** A top-level key whose value begins on a later line. */
const OPEN_KEY = /^[^:?][^\n]*:[ \t]*(?:#[^\n]*)?\r?$/;
/** Directives, and a beginning of the document without content. */
const BARE_MARKER = /^(?:%|---[ \t]*(?:#[^\n]*)?\r?$)/;
/** Flow collections, the value of an explicit key, other markers, tabs, and scalars that are no keys. */
const NO_KEY = /^(?:[[\]{},\t|>@`]|:(?:\s|$)|---|\.\.\.)/;

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === CARRIAGE_RETURN || code === LINE_FEED || Number.isNaN(code);
}

/**
 * Cuts a YAML text between the keys of its top-level block mapping and between the entries of the block lists at these
 * keys, so that each part parses alone and the parser's memory stays bounded.
 *
 * Why these cuts are safe: whatever belongs to the value of a key at column 0, or to an entry of a list whose dashes
 * stand at column n, is indented deeper than that column; so a line that begins at that column begins a new key or
 * entry. A text that is no such mapping has no cuts: it is one part.
 *
 * @param text The text, without byte order mark.
 * @param targetCharacters Size at which a part is closed at the next possible cut.
 */
export function yamlChunks(text: string, targetCharacters: number): readonly YamlChunk[] {
  const chunks: YamlChunk[] = [];
  let start = 0;
  let continuesList = false;
  let keyIsOpen = false;
  /** Column of the dashes of the list that the current lines belong to. */
  let listColumn: number | undefined;
  /** The list has an entry, so that a part may begin with the next one. */
  let listHasEntry = false;
  let rootIsMapping: boolean | undefined;
  for (let lineStart = 0; lineStart < text.length;) {
    const lineFeed = text.indexOf('\n', lineStart);
    const lineEnd = lineFeed === -1 ? text.length : lineFeed;
    const line = contentOf(text, lineStart, lineEnd);
    if (line !== undefined) {
      if (keyIsOpen && line.kind === 'entry') {
        listColumn = line.column;
        listHasEntry = false;
      }
      keyIsOpen = line.isOpenKey;
      if (line.kind !== 'entry' && line.column === 0) listColumn = undefined;
      const beginsEntry = line.kind === 'entry' && line.column === listColumn;
      const isFull = lineStart - start >= targetCharacters;
      const mayCut = beginsEntry ? isFull && listHasEntry : line.kind === 'key' && (isFull || continuesList);
      if (rootIsMapping === true && mayCut && lineStart > start) {
        chunks.push({ start, end: lineStart, continuesList });
        start = lineStart;
        continuesList = beginsEntry;
      }
      listHasEntry ||= beginsEntry;
      if (line.kind !== 'marker') rootIsMapping ??= line.kind === 'key';
    }
    lineStart = lineEnd + 1;
  }
  chunks.push({ start, end: text.length, continuesList });
  return chunks;
}

interface LineContent {
  readonly kind: 'key' | 'entry' | 'marker' | 'other';
  readonly column: number;
  readonly isOpenKey: boolean;
}

/** What a line begins with, or nothing where it is blank or a comment. */
function contentOf(text: string, lineStart: number, lineEnd: number): LineContent | undefined {
  let first = lineStart;
  while (text.charCodeAt(first) === SPACE) first += 1;
  const code = text.charCodeAt(first);
  if (code === HASH || code === CARRIAGE_RETURN || code === LINE_FEED || first >= lineEnd) return undefined;
  const column = first - lineStart;
  if (code === DASH && isBlank(text.charCodeAt(first + 1))) return { kind: 'entry', column, isOpenKey: false };
  if (column > 0) return { kind: 'other', column, isOpenKey: false };
  const line = text.slice(first, lineEnd);
  if (BARE_MARKER.test(line)) return { kind: 'marker', column, isOpenKey: false };
  if (NO_KEY.test(line)) return { kind: 'other', column, isOpenKey: false };
  return { kind: 'key', column, isOpenKey: OPEN_KEY.test(line) };
}
