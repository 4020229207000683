import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { MAX_DEPTH } from './document-limits.js';
import type { PlacedDefect } from './placed-defect.js';
import { showRaw, showText } from './text-display.js';

/** Offset by which js-yaml says that something is not there. */
export const ABSENT = -1;

/** What the parser says, in the words of one who mends a file. */
const EXPECTATIONS: ReadonlyMap<string, string> = new Map([
  ['tab characters must not be used in indentation', 'spaces for indentation'],
  ['bad indentation of a mapping entry', 'the indentation of the entries around it, and no ":" within unquoted text'],
  ['bad indentation of a sequence entry', 'the indentation of the entries around it'],
  ['deficient indentation', 'deeper indentation than the line that it continues'],
  ['missed comma between flow collection entries', '"," between the entries'],
  ["expected ':' after a mapping key", '":" after a key'],
  [
    'the stream contains non-printable characters',
    'printable characters, or an escape such as "\\u0007" in double quotes',
  ],
  ['expected valid JSON character', 'printable characters, or an escape such as "\\u0007" in double quotes'],
]);

function syntaxFault(text: string, base: number, error: YAMLException): PlacedDefect {
  const position = error.mark?.position ?? 0;
  const depth = error.reason.startsWith('nesting exceeded');
  if (depth) return tooDeep(base + position);
  const rest = /^[^\r\n]*/.exec(text.slice(position, position + 100))?.[0] ?? '';
  const found =
    position >= text.length ? 'the end of the document' : rest === '' ? 'the end of the line' : showText(rest);
  const allowed = EXPECTATIONS.get(error.reason) ?? `YAML; the parser says: ${showRaw(error.reason)}`;
  return { defect: { code: 'syntax', path: [], found, allowed }, offset: base + position };
}

export function tooDeep(offset: number): PlacedDefect {
  const found = `more than ${MAX_DEPTH} lists or mappings inside one another`;
  return { defect: { code: 'depth-limit', path: [], found, allowed: `at most ${MAX_DEPTH}` }, offset };
}

/** The events of one part, or why it has none. */
export function eventsOf(
  text: string,
  base: number,
): { readonly events: readonly Event[] } | { readonly fault: PlacedDefect } {
  try {
    return { events: parseEvents(text, { maxDepth: 2 * MAX_DEPTH }) };
  } catch (error) {
    if (error instanceof YAMLException) return { fault: syntaxFault(text, base, error) };
    throw error;
  }
}

/** A reader of the events of one part. */
export interface YamlCursor {
  readonly text: string;
  /** Offset of the part in the whole text. */
  readonly base: number;
  readonly events: readonly Event[];
  index: number;
  /** Where the last thing with a place of its own stood; an empty value is reported there. */
  lastOffset: number;
}

export function scalarOffset(cursor: YamlCursor, event: ScalarEvent): number {
  if (event.valueStart === ABSENT) return event.tagStart === ABSENT ? cursor.lastOffset : cursor.base + event.tagStart;
  const isQuoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  cursor.lastOffset = cursor.base + event.valueStart - (isQuoted ? 1 : 0);
  return cursor.lastOffset;
}

/** A key of a mapping that is text. */
export interface YamlKey {
  readonly name: string;
  readonly offset: number;
  readonly isPlain: boolean;
  readonly event: ScalarEvent;
}

/** Reads the key at the cursor; one that is no text is left there. */
export function takeKey(cursor: YamlCursor): YamlKey | undefined {
  const event = cursor.events[cursor.index];
  if (event?.type !== EVENT_ID.SCALAR) return undefined;
  cursor.index += 1;
  const offset = scalarOffset(cursor, event);
  return { name: getScalarValue(cursor.text, event), offset, isPlain: event.style === SCALAR_STYLE.PLAIN, event };
}

/** Whether a container goes on, or nothing is left of it. */
export function goesOn(cursor: YamlCursor): boolean {
  const event = cursor.events[cursor.index];
  return event !== undefined && event.type !== EVENT_ID.POP;
}

/** Moves behind the next node. */
export function passOver(cursor: YamlCursor): void {
  let depth = 0;
  do {
    const event = cursor.events[cursor.index];
    if (event === undefined) return;
    if (event.type === EVENT_ID.POP) depth -= 1;
    else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth += 1;
    cursor.index += 1;
  } while (depth > 0);
}
