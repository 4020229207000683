import { type AliasEvent, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { DefectCode } from '../../domain/defect.js';
import { coreScalar } from './core-scalar.js';
import { type DefectLedger, enter } from './placed-defect.js';
import { showRaw, showText } from './text-display.js';
import { showNonFinite, unstorableText } from './text-structure.js';
import { ABSENT, goesOn, passOver, scalarOffset, takeKey, type YamlCursor, type YamlKey } from './yaml-events.js';

export interface YamlBuild {
  readonly ledger: DefectLedger;
  readonly path: (string | number)[];
  /** The last key of the root. */
  topKey: string;
  values: number;
}

export type Mapping = Record<string, unknown>;

interface Refusal {
  readonly code: DefectCode;
  readonly found: string;
  readonly allowed: string;
}

function refuse(build: YamlBuild, offset: number, refusal: Refusal): void {
  enter(build.ledger, { defect: { ...refusal, path: [...build.path] }, offset });
}

export function refuseTag(
  cursor: YamlCursor,
  build: YamlBuild,
  event: { readonly tagStart: number; readonly tagEnd: number },
): void {
  if (event.tagStart === ABSENT) return;
  const found = `the tag ${showRaw(cursor.text.slice(event.tagStart, event.tagEnd))}`;
  refuse(build, cursor.base + event.tagStart, { code: 'syntax', found, allowed: 'values without tags' });
}

function refuseAlias(cursor: YamlCursor, build: YamlBuild, event: AliasEvent): void {
  const found = `the alias *${showRaw(cursor.text.slice(event.anchorStart, event.anchorEnd))}`;
  const offset = cursor.base + event.anchorStart - 1;
  refuse(build, offset, { code: 'alias-limit', found, allowed: 'values written out; aliases are refused' });
}

/** Builds the value of the node at the cursor. */
export function buildNode(cursor: YamlCursor, build: YamlBuild): unknown {
  const event = cursor.events[cursor.index];
  cursor.index += 1;
  build.values += 1;
  if (event === undefined) return null;
  if (event.type === EVENT_ID.SCALAR) return buildScalar(cursor, build, event);
  if (event.type === EVENT_ID.MAPPING) {
    refuseTag(cursor, build, event);
    cursor.lastOffset = cursor.base + event.start;
    const mapping: Mapping = {};
    fillMapping(cursor, build, mapping, undefined);
    return mapping;
  }
  if (event.type === EVENT_ID.SEQUENCE) {
    refuseTag(cursor, build, event);
    cursor.lastOffset = cursor.base + event.start;
    const list: unknown[] = [];
    fillList(cursor, build, list);
    return list;
  }
  if (event.type === EVENT_ID.ALIAS) refuseAlias(cursor, build, event);
  return null;
}

function buildScalar(cursor: YamlCursor, build: YamlBuild, event: ScalarEvent): unknown {
  refuseTag(cursor, build, event);
  const offset = scalarOffset(cursor, event);
  const source = getScalarValue(cursor.text, event);
  if (event.style === SCALAR_STYLE.PLAIN) {
    const value = coreScalar(source);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      refuse(build, offset, { code: 'range', found: showNonFinite(value, source), allowed: 'a finite number' });
    }
    return value;
  }
  const unstorable = event.style === SCALAR_STYLE.DOUBLE_QUOTED && !event.fast ? unstorableText(source) : undefined;
  if (unstorable !== undefined) refuse(build, offset, { code: 'format', ...unstorable });
  return source;
}

/** Reads entries up to the end of a list. */
export function fillList(cursor: YamlCursor, build: YamlBuild, list: unknown[]): void {
  const depth = build.path.length;
  while (goesOn(cursor)) {
    build.path[depth] = list.length;
    list.push(buildNode(cursor, build));
  }
  cursor.index += 1;
  build.path.length = depth;
}

/**
 * Reads pairs up to the end of a mapping.
 *
 * @param seen Where keys stood first; without it they are looked up again when the first duplicate is met.
 */
export function fillMapping(
  cursor: YamlCursor,
  build: YamlBuild,
  mapping: Mapping,
  seen: Map<string, number> | undefined,
): void {
  const depth = build.path.length;
  const firstIndex = cursor.index;
  let firstOffsets = seen;
  while (goesOn(cursor)) {
    build.path.length = depth;
    const key = takeKey(cursor);
    if (key === undefined) {
      refuseComplexKey(cursor, build);
      passOver(cursor);
      passOver(cursor);
      continue;
    }
    refuseTag(cursor, build, key.event);
    build.path[depth] = key.name;
    if (depth === 0) build.topKey = key.name;
    if (firstOffsets === undefined && Object.hasOwn(mapping, key.name)) {
      firstOffsets = keyOffsets(cursor, firstIndex, cursor.index - 1);
    }
    const firstOffset = firstOffsets?.get(key.name);
    if (firstOffset === undefined) firstOffsets?.set(key.name, key.offset);
    else {
      const path = [...build.path];
      const found = showText(key.name);
      const defect = { code: 'duplicate-key', path, found, allowed: 'each key once', alsoAt: path } as const;
      enter(build.ledger, { defect, offset: key.offset, alsoOffset: firstOffset });
    }
    refuseKey(build, key);
    const value = buildNode(cursor, build);
    if (key.name !== '__proto__') mapping[key.name] = value;
  }
  cursor.index += 1;
  build.path.length = depth;
}

function refuseComplexKey(cursor: YamlCursor, build: YamlBuild): void {
  const event = cursor.events[cursor.index];
  if (event?.type === EVENT_ID.ALIAS) refuseAlias(cursor, build, event);
  if (event?.type !== EVENT_ID.MAPPING && event?.type !== EVENT_ID.SEQUENCE) return;
  const found = event.type === EVENT_ID.MAPPING ? 'a mapping as a key' : 'a list as a key';
  refuse(build, cursor.base + event.start, { code: 'syntax', found, allowed: 'text as a key' });
}

function refuseKey(build: YamlBuild, key: YamlKey): void {
  const found = showText(key.name);
  if (key.isPlain && key.name === '<<') {
    const allowed = 'keys written out; merge keys are refused';
    refuse(build, key.offset, { code: 'unknown-key', found, allowed });
  } else if (key.name === '__proto__') {
    const allowed = 'a key of the schema; this name has a meaning of its own in JavaScript';
    refuse(build, key.offset, { code: 'unknown-key', found, allowed });
  } else if (!key.isPlain) {
    const unstorable = unstorableText(key.name);
    if (unstorable !== undefined) refuse(build, key.offset, { code: 'format', ...unstorable });
  }
}

/** Where each key of a mapping stood first, among the events from its first key up to `end`. */
function keyOffsets(cursor: YamlCursor, start: number, end: number): Map<string, number> {
  const offsets = new Map<string, number>();
  const reader: YamlCursor = { ...cursor, index: start };
  while (reader.index < end) {
    const key = takeKey(reader);
    if (key === undefined) passOver(reader);
    else if (!offsets.has(key.name)) offsets.set(key.name, key.offset);
    passOver(reader);
  }
  return offsets;
}
