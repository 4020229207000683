import { showRaw, showText } from './text-display.js';
import type { TextVisitor } from './text-visitor.js';

/** Where a text is no JSON. */
export interface JsonFault {
  readonly offset: number;
  readonly found: string;
  readonly allowed: string;
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
/** Everything but quotes, backslashes and what is below a blank. */
const STRING_RUN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /[^\s,:{}[\]"]+/y;
const LITERAL_VALUES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface Cursor {
  readonly text: string;
  position: number;
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.position;
  const match = pattern.exec(cursor.text);
  if (match === null) return '';
  cursor.position += match[0].length;
  return match[0];
}

function faultAt(cursor: Cursor, allowed: string): JsonFault {
  const { text, position } = cursor;
  if (position >= text.length) return { offset: text.length, found: 'the end of the document', allowed };
  WORD.lastIndex = position;
  const word = WORD.exec(text)?.[0];
  return { offset: position, found: showText(word ?? String.fromCodePoint(text.codePointAt(position) ?? 0)), allowed };
}

/** Reads the string at the cursor, quotes included; what comes back is its raw text, or why it is none. */
function takeString(cursor: Cursor): string | JsonFault {
  const start = cursor.position;
  cursor.position += 1;
  for (;;) {
    take(cursor, STRING_RUN);
    const next = cursor.text[cursor.position];
    if (next === '"') {
      cursor.position += 1;
      return cursor.text.slice(start, cursor.position);
    }
    if (next === undefined) return { offset: start, found: 'a text that does not end', allowed: 'a closing "' };
    if (next === '\\') {
      if (take(cursor, ESCAPE) !== '') continue;
      const found = showText(cursor.text.slice(cursor.position, cursor.position + 2));
      return { offset: cursor.position, found, allowed: 'an escape: \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX' };
    }
    const allowed = next === '\n' || next === '\r' ? 'a closing ", or \\n for a line break' : 'an escape such as \\t';
    return { offset: cursor.position, found: `the control character ${showRaw(next)}`, allowed };
  }
}

function stringValue(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
}

/** Reads a value that is no container and reports it; a container is left to the caller. */
function takeScalar(cursor: Cursor, visitor: TextVisitor): JsonFault | undefined {
  const offset = cursor.position;
  if (cursor.text[offset] === '"') {
    const raw = takeString(cursor);
    if (typeof raw !== 'string') return raw;
    visitor.scalar(stringValue(raw), offset, raw);
    return undefined;
  }
  const number = take(cursor, NUMBER);
  if (number !== '') {
    const rest = take(cursor, WORD);
    if (rest === '') {
      visitor.scalar(Number(number), offset, number);
      return undefined;
    }
    return { offset, found: showText(number + rest), allowed: 'a number such as 12, -0.5 or 1e3' };
  }
  const literal = take(cursor, LITERAL);
  if (literal !== '' && take(cursor, WORD) === '') {
    visitor.scalar(LITERAL_VALUES.get(literal), offset, literal);
    return undefined;
  }
  cursor.position = offset;
  return faultAt(cursor, 'a value: text in double quotes, a number, true, false, null, a list or a mapping');
}

/** Reads a key and its colon and reports it. */
function takeKey(cursor: Cursor, visitor: TextVisitor, allowed: string): JsonFault | undefined {
  const offset = cursor.position;
  if (cursor.text[offset] !== '"') return faultAt(cursor, allowed);
  const raw = takeString(cursor);
  if (typeof raw !== 'string') return raw;
  take(cursor, WHITESPACE);
  if (cursor.text[cursor.position] !== ':') return faultAt(cursor, '":" after a key');
  cursor.position += 1;
  take(cursor, WHITESPACE);
  visitor.key(stringValue(raw), offset);
  return undefined;
}

/**
 * Walks over a JSON text (RFC 8259), in time linear in its length and without recursion.
 *
 * @param text The text.
 * @param visitor Learns what stands where.
 * @returns The first place at which the text is no JSON, or nothing where it is.
 */
export function scanJson(text: string, visitor: TextVisitor): JsonFault | undefined {
  const cursor: Cursor = { text, position: 0 };
  const closers: ('}' | ']')[] = [];
  let phase: 'opened' | 'separated' | 'after a value' = 'separated';
  for (;;) {
    take(cursor, WHITESPACE);
    const closer = closers.at(-1);
    const character = text[cursor.position];
    if (phase === 'after a value') {
      if (closer === undefined) return character === undefined ? undefined : faultAt(cursor, 'the end of the document');
      if (character === ',') {
        cursor.position += 1;
        phase = 'separated';
        continue;
      }
      if (character !== closer) return faultAt(cursor, `"," or "${closer}"`);
    }
    if (phase !== 'separated' && character === closer) {
      cursor.position += 1;
      closers.pop();
      visitor.close();
      phase = 'after a value';
      continue;
    }
    if (phase === 'separated' && character === closer && closer !== undefined) {
      return faultAt(cursor, `another entry after ",", or no "," before "${closer}"`);
    }
    if (closer === '}') {
      const fault = takeKey(
        cursor,
        visitor,
        phase === 'opened' ? 'a key in double quotes, or "}"' : 'a key in double quotes',
      );
      if (fault !== undefined) return fault;
    }
    const opener = text[cursor.position];
    if (opener === '{') visitor.openMapping(cursor.position);
    else if (opener === '[') visitor.openList(cursor.position);
    else {
      const fault = takeScalar(cursor, visitor);
      if (fault !== undefined) return fault;
      phase = 'after a value';
      continue;
    }
    closers.push(opener === '{' ? '}' : ']');
    cursor.position += 1;
    phase = 'opened';
  }
}
