import { z } from 'zod';
import type { Defect } from '../defect.js';
import { shown } from './check-words.js';
import type { SiteDocument } from './document.js';
import type { Row } from './key.js';
import { collectionNames, collections, kindNamed, type KindName } from './kinds.js';
import { expandNames, NamePatternError } from './name-pattern.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Steps to a pattern inside a row; null stands for every item of a list. */
type Place = readonly (string | null)[];

const placesByKind = new Map<KindName, readonly Place[]>();

/** Patterns of names that cannot be read, with the reason. */
export function checkPatterns(document: SiteDocument): readonly Defect[] {
  const good = new Set<string>();
  return collectionNames.flatMap((name) => {
    const kind = collections[name].name;
    if (placesOf(kind).length === 0) return [];
    const rows = (document[name] ?? []) as readonly Row[];
    return rows.flatMap((row, i) => rowPatterns(kind, row, [name, i], good));
  });
}

/** Patterns of one row that cannot be read. */
export function rowPatterns(
  kind: KindName,
  row: Row,
  path: readonly (string | number)[],
  good: Set<string> = new Set(),
): readonly Defect[] {
  return placesOf(kind).flatMap((place) => patternsAt(row, place, path, good));
}

function patternsAt(
  value: unknown,
  place: Place,
  path: readonly (string | number)[],
  good: Set<string>,
): readonly Defect[] {
  if (value === undefined || value === null) return [];
  const [step, ...rest] = place;
  if (step === undefined) return typeof value === 'string' ? patternDefects(value, path, good) : [];
  if (step === null) {
    return Array.isArray(value) ? value.flatMap((item: unknown, i) => patternsAt(item, rest, [...path, i], good)) : [];
  }
  return typeof value === 'object' ? patternsAt((value as Row)[step], rest, [...path, step], good) : [];
}

function patternDefects(pattern: string, path: readonly (string | number)[], good: Set<string>): readonly Defect[] {
  if (!pattern.includes('[') || good.has(pattern)) return [];
  try {
    expandNames(pattern);
    good.add(pattern);
    return [];
  } catch (error) {
    if (!(error instanceof NamePatternError)) throw error;
    const allowed = `a name, or a pattern such as P[1-8] or N[01-12]: ${error.message}`;
    return [{ code: 'format', path, found: shown(pattern), allowed }];
  }
}

function placesOf(kind: KindName): readonly Place[] {
  const known = placesByKind.get(kind);
  if (known !== undefined) return known;
  const places = placesIn(z.toJSONSchema(kindNamed(kind).schema, { target: 'draft-7', reused: 'inline' }));
  placesByKind.set(kind, places);
  return places;
}

function placesIn(schema: JsonSchema): readonly Place[] {
  if (schema['namePattern'] === true) return [[]];
  const properties = (schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined) ?? {};
  const inner = Object.entries(properties).flatMap(([name, property]) =>
    placesIn(property).map((place) => [name, ...place]),
  );
  const items = schema['items'];
  const each = isSchema(items) ? placesIn(items).map((place) => [null, ...place]) : [];
  return [...inner, ...each];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
