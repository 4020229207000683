import { EVENT_ID } from 'js-yaml';
import { MAX_DEPTH, MAX_UNCUT_YAML_CHARACTERS, MAX_VALUES } from './document-limits.js';
import { parseJsonDocument } from './json-document.js';
import { type ParsedText, unparsed } from './parsed-text.js';
import type { SoughtNode } from './path-places.js';
import { emptyLedger, type PlacedDefect } from './placed-defect.js';
import { showText } from './text-display.js';
import { buildNode, fillList, fillMapping, type Mapping, refuseTag, type YamlBuild } from './yaml-build.js';
import { type YamlChunk, yamlChunks } from './yaml-chunks.js';
import { ABSENT, eventsOf, tooDeep, type YamlCursor } from './yaml-events.js';
import { placeEntries, placeNode, placePairs } from './yaml-places.js';

/** Size at which a part is closed at the next possible cut; its events then take some 50 MB. */
const CHUNK_CHARACTERS = 2 * 1024 * 1024;

/** Index of the event of the root node, behind that of the document. */
const ROOT_EVENT = 1;

/** The first fault of the shape of a part: nested too deep, or more than one document. */
function shapeFault(cursor: YamlCursor, chunk: YamlChunk, isLast: boolean): PlacedDefect | undefined {
  let depth = chunk.continuesList ? 1 : 0;
  let documents = 0;
  let offset = cursor.base;
  for (const event of cursor.events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += event.explicitEnd && !isLast ? 2 : 1;
      depth -= 1;
    } else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) offset = cursor.base + event.start;
    else if (event.type === EVENT_ID.SCALAR && event.valueStart !== ABSENT) offset = cursor.base + event.valueStart;
    if (documents > 1 && event.type !== EVENT_ID.DOCUMENT) {
      const found = 'a second document in the same file';
      return { defect: { code: 'syntax', path: [], found, allowed: 'one document' }, offset };
    }
    if (event.type === EVENT_ID.POP) depth -= 1;
    else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) depth += 1;
    if (depth > MAX_DEPTH) return tooDeep(offset);
  }
  return undefined;
}

type OpenedPart = { readonly cursor: YamlCursor } | { readonly fault: PlacedDefect };

function openPart(text: string, chunk: YamlChunk): OpenedPart {
  const characters = chunk.end - chunk.start;
  if (characters > MAX_UNCUT_YAML_CHARACTERS) {
    const found = `${characters} characters of YAML that cannot be read in parts`;
    const allowed = `at most ${MAX_UNCUT_YAML_CHARACTERS}; write top-level keys with a "- " line for each entry, or JSON`;
    return { fault: { defect: { code: 'size-limit', path: [], found, allowed }, offset: chunk.start } };
  }
  const part = text.slice(chunk.start, chunk.end);
  const parsed = eventsOf(part, chunk.start);
  if ('fault' in parsed) return parsed;
  return {
    cursor: { text: part, base: chunk.start, events: parsed.events, index: ROOT_EVENT, lastOffset: chunk.start },
  };
}

function brokenPart(text: string, chunk: YamlChunk): PlacedDefect {
  const found = showText(/^[^\r\n]*/.exec(text.slice(chunk.start, chunk.start + 100))?.[0] ?? '');
  const allowed = chunk.continuesList ? 'an entry of the list' : 'a key and ":"';
  return { defect: { code: 'syntax', path: [], found, allowed }, offset: chunk.start };
}

/** Where in the value a part continues: in the root mapping, or in the list at one of its keys. */
interface PartStart {
  readonly key: string;
  readonly index: number;
}

interface Assembly {
  readonly root: Mapping;
  /** Where the keys of the root stood first. */
  readonly seen: Map<string, number>;
  readonly build: YamlBuild;
  readonly starts: (PartStart | undefined)[];
}

/** Adds what a part holds to the root mapping; false where it holds something else. */
function addPart(assembly: Assembly, cursor: YamlCursor, continuesList: boolean): boolean {
  const { root, seen, build, starts } = assembly;
  const event = cursor.events[cursor.index];
  if (continuesList) {
    if (event?.type !== EVENT_ID.SEQUENCE) return false;
    const key = build.topKey;
    const held = root[key];
    const isDiscarded = key === '__proto__';
    if (!isDiscarded && !Array.isArray(held)) return false;
    const list: unknown[] = !isDiscarded && Array.isArray(held) ? held : [];
    starts.push({ key, index: list.length });
    cursor.index += 1;
    build.path.push(key);
    fillList(cursor, build, list);
    build.path.pop();
    return true;
  }
  if (event?.type !== EVENT_ID.MAPPING) return false;
  starts.push(undefined);
  refuseTag(cursor, build, event);
  cursor.index += 1;
  fillMapping(cursor, build, root, seen);
  return true;
}

interface Parts {
  readonly text: string;
  readonly chunks: readonly YamlChunk[];
  readonly starts: readonly (PartStart | undefined)[];
}

/** Notes where what is sought stands. Every part has been parsed before. */
function placeParts({ text, chunks, starts }: Parts, root: SoughtNode): void {
  for (const [position, chunk] of chunks.entries()) {
    const part = openPart(text, chunk);
    if ('fault' in part) continue;
    const { cursor } = part;
    const start = starts[position];
    if (position === 0) {
      placeNode(cursor, root);
      continue;
    }
    cursor.index += 1;
    if (!chunk.continuesList) placePairs(cursor, root);
    else if (start !== undefined) {
      const list = root.children.get(start.key);
      if (list !== undefined) placeEntries(cursor, list, start.index);
    }
  }
}

/**
 * Parses a YAML 1.2 document by the core schema, in parts that bound the memory of the parser.
 *
 * Refused with their places: aliases (a few bytes could stand for gigabytes), tags, merge keys, keys that are no text,
 * a second document. JSON is YAML: a text that begins with a brace is read by the JSON parser if it can be.
 *
 * @param text The document, without byte order mark.
 * @param bytes The same as UTF-8.
 * @param chunkCharacters Size at which a part is closed at the next possible cut.
 */
export function parseYamlDocument({
  text,
  bytes,
  chunkCharacters = CHUNK_CHARACTERS,
}: {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly chunkCharacters?: number;
}): ParsedText {
  if (/^\s*\{/.test(text)) {
    const json = parseJsonDocument({ text, bytes });
    if (json.parsed || json.fault.defect.code !== 'syntax') return json;
  }
  const chunks = yamlChunks(text, chunkCharacters);
  const build: YamlBuild = { ledger: emptyLedger(), path: [], topKey: '', values: 0 };
  const assembly: Assembly = { root: {}, seen: new Map(), build, starts: [] };
  let value: unknown = assembly.root;
  for (const [position, chunk] of chunks.entries()) {
    const part = openPart(text, chunk);
    if ('fault' in part) return unparsed(part.fault);
    const { cursor } = part;
    const fault = shapeFault(cursor, chunk, position === chunks.length - 1);
    if (fault !== undefined) return unparsed(fault);
    if (!addPart(assembly, cursor, chunk.continuesList)) {
      if (chunks.length > 1) return unparsed(brokenPart(text, chunk));
      value = cursor.events.length === 0 ? undefined : buildNode(cursor, build);
    }
    if (build.values > MAX_VALUES) {
      const found = `more than ${MAX_VALUES} values`;
      const defect = { code: 'size-limit', path: [], found, allowed: `at most ${MAX_VALUES}` } as const;
      return unparsed({ defect, offset: chunk.start });
    }
  }
  const parts: Parts = { text, chunks, starts: assembly.starts };
  return { parsed: true, value, ledger: build.ledger, place: (root) => placeParts(parts, root) };
}
