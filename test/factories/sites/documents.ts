import fc from 'fast-check';
import { checkNames } from '../../../src/domain/site/check-names.js';
import type { SiteDocument, SiteSnapshot } from '../../../src/domain/site/document.js';
import { keyOf, keyText, type Row } from '../../../src/domain/site/key.js';
import {
  collectionNames,
  collections,
  kindNamed,
  type CollectionName,
  type KindName,
} from '../../../src/domain/site/kinds.js';
import { fieldsOf, type Field } from '../../../src/domain/site/shape.js';
import { toSnapshot } from '../../../src/domain/site/snapshot.js';
import { fieldValue } from './field-values.js';

/** Draws one value, so that a whole document is drawn in the order in which it is put together. */
export type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

export type Rows = Map<KindName, Row[]>;

const NAMES = ['A', 'B', 'C', 'ä 4', "O'5", 'x"6', 'back\\7'] as const;
const SLUGS = ['a', 'b-2', 'C.3', 'd_4'] as const;

/** Documents in which every kind may occur, every field may be given, and every name is the name of something. */
export function siteDocuments(): fc.Arbitrary<SiteDocument> {
  // A document of hundreds of draws is not shrunk in any useful time.
  return fc.noShrink(fc.gen().map((g) => drawDocument((arbitrary) => g(() => arbitrary))));
}

export function siteSnapshots(): fc.Arbitrary<SiteSnapshot> {
  return siteDocuments().map(toSnapshot);
}

export function drawDocument(draw: Draw): SiteDocument {
  const rows: Rows = new Map();
  for (const name of collectionNames) rows.set(collections[name].name, []);
  // Names first, so that a thing can name what comes later.
  for (const name of collectionNames) drawKeys(draw, rows, collections[name].name);
  const document: Record<string, unknown> = {
    plenum: 1,
    site: completed(draw, { kind: 'site', key: { name: 'Site' }, rows }),
  };
  for (const name of collectionNames) document[name] = completeRows(draw, rows, name);
  return withoutOrphans(document as unknown as SiteDocument);
}

/** A name that a new thing of the kind could have. */
export function drawName(draw: Draw, kind: KindName): string {
  const { key, scope } = kindNamed(kind);
  if (kind === 'reading') return draw(fc.constantFrom(...NAMES));
  return draw(fc.constantFrom(...(scope === 'catalog' && key[0] === 'slug' ? SLUGS : NAMES)));
}

function drawKeys(draw: Draw, rows: Rows, kind: KindName): void {
  const taken = new Set<string>();
  const own = rows.get(kind) ?? [];
  const wanted = draw(fc.integer({ min: 0, max: 4 }));
  for (let n = 0; n < wanted; n += 1) {
    const key = drawKey(draw, rows, kind);
    if (key === null) continue;
    const text = keyText(keyOf(kind, key));
    if (taken.has(text)) continue;
    taken.add(text);
    own.push(key);
  }
}

/** The key fields of a new thing, or null where what they name does not exist. */
export function drawKey(draw: Draw, rows: Rows, kind: KindName): Row | null {
  const fields = kindNamed(kind).key;
  const key: Record<string, string> = {};
  for (const name of fields) {
    const field = fieldsOf(kind).find((candidate) => candidate.name === name);
    if (field?.references) {
      const target = drawTarget(draw, rows, field, key);
      if (target === null) return null;
      key[name] = target;
    } else if (field?.format === 'date-time')
      key[name] = draw(fc.constantFrom('2026-03-31T08:00:00Z', '2026-04-01T08:00:00Z'));
    else key[name] = drawName(draw, kind);
  }
  return key;
}

function drawTarget(draw: Draw, rows: Rows, field: Field, row: Row): string | null {
  const target = field.references;
  if (target === null) return null;
  const fields = kindNamed(target).key;
  const candidates = (rows.get(target) ?? []).filter((candidate) =>
    Object.entries(field.within).every(([keyField, holder]) => candidate[keyField] === row[holder]),
  );
  if (candidates.length === 0) return null;
  return String(draw(fc.constantFrom(...candidates))[fields.at(-1) ?? '']);
}

export interface RowToComplete {
  readonly kind: KindName;
  readonly key: Row;
  readonly rows: Rows;
}

/** A thing with the fields of its key and random others; what names it needs and there is none of is left out. */
export function completed(draw: Draw, { kind, key, rows }: RowToComplete): Row {
  const row: Record<string, unknown> = { ...key };
  const fields = fieldsOf(kind).filter(({ name }) => name !== 'id' && !(name in key));
  // What others are looked up within comes first.
  const ordered = [...fields].sort((a, b) => Object.keys(a.within).length - Object.keys(b.within).length);
  for (const field of ordered) {
    if (!field.required && draw(fc.integer({ min: 0, max: 2 })) === 0) continue;
    const value = drawField(draw, { field, kind, row, rows });
    if (value !== undefined) row[field.name] = value;
  }
  return row;
}

export function drawField(
  draw: Draw,
  {
    field,
    kind,
    row,
    rows,
  }: { readonly field: Field; readonly kind: KindName; readonly row: Row; readonly rows: Rows },
): unknown {
  if (field.shape === 'name-list') {
    const names = Array.from({ length: draw(fc.integer({ min: 0, max: 3 })) }, () =>
      drawTarget(draw, rows, field, row),
    );
    return names.filter((name) => name !== null);
  }
  if (field.shape === 'row-list') {
    const length = draw(fc.integer({ min: field.minItems ?? 0, max: (field.minItems ?? 0) + 2 }));
    const drawn = draw(fieldValue(kind, field.name)) as readonly Row[];
    const items = Array.from({ length }, (_, i) => drawItem(draw, { field, item: drawn[i] ?? drawn[0] ?? null, rows }));
    return items.some((item) => item === null) ? undefined : items;
  }
  if (field.references !== null) return drawTarget(draw, rows, field, row) ?? undefined;
  return draw(fieldValue(kind, field.name));
}

function drawItem(
  draw: Draw,
  { field, item, rows }: { readonly field: Field; readonly item: Row | null; readonly rows: Rows },
): Row | null {
  if (item === null) return null;
  const drawn: Record<string, unknown> = {};
  for (const column of field.columns) {
    if (!(column.name in item)) continue;
    const value = column.references === null ? item[column.name] : drawTarget(draw, rows, column, item);
    if (value === null && column.required) return null;
    if (value !== null) drawn[column.name] = value;
  }
  return drawn;
}

function completeRows(draw: Draw, rows: Rows, name: CollectionName): readonly Row[] {
  const kind = collections[name].name;
  return (rows.get(kind) ?? []).map((key) => completed(draw, { kind, key, rows }));
}

/** Leaves out what misses a required field or names something that is left out, until nothing does. */
function withoutOrphans(document: SiteDocument): SiteDocument {
  let current = document;
  for (;;) {
    const orphans = new Set(checkNames(current).map(({ path }) => `${String(path[0])} ${String(path[1])}`));
    const next: Record<string, unknown> = { ...current };
    let isWhole = true;
    for (const name of collectionNames) {
      const rows = (current[name] ?? []) as readonly Row[];
      const kept = rows.filter(
        (row, i) => isComplete(collections[name].name, row) && !orphans.has(`${name} ${String(i)}`),
      );
      if (kept.length < rows.length) isWhole = false;
      next[name] = kept;
    }
    if (isWhole) return current;
    current = next as unknown as SiteDocument;
  }
}

function isComplete(kind: KindName, row: Row): boolean {
  return fieldsOf(kind).every(({ name, required }) => !required || row[name] !== undefined);
}
