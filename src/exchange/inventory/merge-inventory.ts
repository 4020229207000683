import { DOCUMENT_VERSION, type SiteDocument } from '../../domain/site/document.js';
import { keyLabel, keyOf, keyText, type Key, type Row } from '../../domain/site/key.js';
import {
  collectionNames,
  collections,
  kindNamed,
  type CollectionName,
  type KindName,
} from '../../domain/site/kinds.js';
import { nearestSearch, type NearestSearch } from '../../domain/site/check-words.js';
import type { Rename } from '../../domain/site/renames.js';
import { showText } from '../document/text-display.js';
import type { InventoryColumn } from './column-plan.js';
import { filledRow } from './filled-row.js';
import { mergeEntries } from './merge-entries.js';
import { UNREADABLE, type InventoryDefect, type ReadRow, type ReadSheet } from './read-tables.js';
import { KEY } from './sheet-plan.js';

/** Something that the inventory no longer has and that stays, because deletions were not asked for. */
export interface Withheld {
  readonly kind: KindName;
  readonly key: string;
  /** A list of the thing that would lose entries; null where the thing itself would go. */
  readonly list: string | null;
}

/** Where in the inventory a row of the document comes from. */
export interface RowOrigin {
  readonly sheet: ReadSheet;
  readonly row: ReadRow;
}

/** Things of one kind while an inventory is laid over them. */
export interface MergedKind {
  readonly kind: KindName;
  /** As they become; a deleted one is not among them. */
  readonly rows: readonly Row[];
  /** By place in `rows`; null where the inventory does not have it. */
  readonly origins: readonly (RowOrigin | null)[];
  /** By place in `rows`; null for what is new. */
  readonly before: readonly (Row | null)[];
  /** By field and place in `rows`: the rows that are its entries. */
  readonly entries: Map<string, ReadonlyMap<number, { readonly sheet: ReadSheet; readonly rows: readonly ReadRow[] }>>;
}

export interface Merged {
  readonly document: SiteDocument;
  readonly kinds: ReadonlyMap<KindName, MergedKind>;
  readonly renames: readonly Rename[];
  readonly withheld: readonly Withheld[];
  readonly defects: readonly InventoryDefect[];
}

interface Progress {
  readonly deletes: boolean;
  readonly isNew: boolean;
  readonly nearest: NearestSearch;
  readonly withheld: Withheld[];
  readonly defects: InventoryDefect[];
}

/**
 * Lays an inventory over what is there: a row finds its thing by its key, else by its name, and changes what its cells
 * say; a row without a thing is new. What has no row stays, or goes where deletions are asked for. References still stand
 * under the names that things had.
 *
 * @param before what is there; null for nothing
 * @param deletes what has no row any more is deleted; a sheet without rows deletes nothing
 */
export function mergeInventory(
  before: SiteDocument | null,
  sheets: readonly ReadSheet[],
  { deletes }: { readonly deletes: boolean },
): Merged {
  const progress: Progress = { deletes, isNew: before === null, nearest: nearestSearch(), withheld: [], defects: [] };
  const kinds = new Map<KindName, MergedKind>();
  const renames: Rename[] = [];
  for (const kind of ['site', ...collectionNames.map((name) => collections[name].name)] as const) {
    const own = sheets.find(({ sheet }) => sheet.kind === kind && sheet.list === null);
    const rows = kind === 'site' ? (before === null ? [] : [before.site]) : rowsOf(before, kind);
    const merged =
      own === undefined || own.rows.length === 0
        ? untouched(kind, rows, own, progress)
        : mergeKind(own, rows, progress);
    const lists = sheets.filter(({ sheet }) => sheet.kind === kind && sheet.list !== null);
    kinds.set(
      kind,
      lists.reduce((done, list) => mergeEntries(done, list, progress), merged),
    );
    if (kind !== 'site') for (const rename of renamesIn(merged)) renames.push(rename);
  }
  return {
    document: documentOf(before, kinds),
    kinds,
    renames,
    withheld: progress.withheld,
    defects: progress.defects,
  };
}

function rowsOf(document: SiteDocument | null, kind: KindName): readonly Row[] {
  return document?.[kindNamed(kind).plural as CollectionName] ?? [];
}

/** A kind whose sheet is not there, or was not filled in. */
function untouched(kind: KindName, rows: readonly Row[], own: ReadSheet | undefined, progress: Progress): MergedKind {
  if (own !== undefined && kind !== 'site') {
    for (const row of rows) progress.withheld.push({ kind, key: keyLabel(keyOf(kind, row)), list: null });
  }
  return { kind, rows, origins: rows.map(() => null), before: rows, entries: new Map() };
}

function mergeKind(own: ReadSheet, before: readonly Row[], progress: Progress): MergedKind {
  const { kind } = own.sheet;
  const claims = claimsOf(own, before, progress);
  const byPlace = new Map<number, ReadRow>();
  own.rows.forEach((row, i) => {
    const place = claims[i] ?? null;
    if (place !== null) byPlace.set(place, row);
  });
  const made: { row: Row; origin: RowOrigin | null; before: Row | null }[] = [];
  before.forEach((old, place) => {
    const row = byPlace.get(place);
    if (row !== undefined) {
      made.push({ row: filledRow(old, fieldColumns(own), row.values), origin: { sheet: own, row }, before: old });
      return;
    }
    if (progress.deletes) return;
    progress.withheld.push({ kind, key: keyLabel(keyOf(kind, old)), list: null });
    made.push({ row: old, origin: null, before: old });
  });
  own.rows.forEach((row, i) => {
    if (claims[i] !== null) return;
    made.push({ row: filledRow({}, fieldColumns(own), row.values), origin: { sheet: own, row }, before: null });
  });
  return {
    kind,
    rows: made.map(({ row }) => row),
    origins: made.map(({ origin }) => origin),
    before: made.map(({ before: old }) => old),
    entries: new Map(),
  };
}

/** For each row the place of the thing that it is, or null where it is new. */
function claimsOf(own: ReadSheet, before: readonly Row[], progress: Progress): readonly (number | null)[] {
  const { kind } = own.sheet;
  if (kind === 'site') return own.rows.map((row, i) => siteClaim(own, { row, i, before }, progress));
  const places = new Map(before.map((row, place) => [keyText(keyOf(kind, row)), place]));
  const keys = own.rows.map((row) => ({ given: givenKey(own, row), own: ownKey(own, row) }));
  const holders = keyHolders(keys);
  const names = [...places.keys()].map((key) => keyLabel(key.split('\u0000')));
  const claimed = new Set<number>();
  const claim = (key: string): number | null => {
    const place = places.get(key);
    if (place === undefined || claimed.has(place)) return null;
    claimed.add(place);
    return place;
  };
  // Keys first: a thing that has one must not be taken for another that has got its name.
  const byKey = keys.map(({ given }, i) => (given !== null && holders.get(given) === i ? claim(given) : null));
  return keys.map(({ given, own: name }, i) => {
    const found = byKey[i] ?? null;
    if (found !== null) return found;
    const isCopy = given !== null && holders.get(given) !== i;
    if (given !== null && !isCopy && given !== name && !progress.isNew) refuseKey(own, i, { given, names }, progress);
    if (isCopy && holders.get(given) === null) refuseCopy(own, i, given, progress);
    return name === null ? null : claim(name);
  });
}

function siteClaim(
  own: ReadSheet,
  { row, i, before }: { readonly row: ReadRow; readonly i: number; readonly before: readonly Row[] },
  { defects }: Progress,
): number | null {
  if (i > 0) {
    const at = { sheet: own.sheet.name, row: row.row, column: null };
    defects.push({
      code: 'conflict',
      path: [],
      found: 'a further row',
      allowed: 'one row: an inventory is of one site',
      at,
    });
  }
  return i === 0 && before.length > 0 ? 0 : null;
}

interface RowKeys {
  readonly given: string | null;
  readonly own: string | null;
}

/**
 * Of rows that give one key, which has it: the only one, or the one that still has the name, since a row is often copied
 * to make a new one. Null where several have new names.
 */
function keyHolders(keys: readonly RowKeys[]): ReadonlyMap<string, number | null> {
  const holders = new Map<string, number | null>();
  keys.forEach(({ given, own }, i) => {
    if (given === null) return;
    const holder = holders.get(given);
    if (holder === undefined || (given === own && (holder === null || keys[holder]?.own !== given)))
      holders.set(given, i);
    else if (given !== own && holder !== null && keys[holder]?.own !== given) holders.set(given, null);
  });
  return holders;
}

function refuseKey(
  own: ReadSheet,
  i: number,
  { given, names }: { readonly given: string; readonly names: readonly string[] },
  { defects, nearest: search }: Progress,
): void {
  const { title } = kindNamed(own.sheet.kind);
  const name = keyLabel(given.split('\u0000'));
  const nearest = search(name, names);
  defects.push({
    code: 'unresolved-reference',
    path: [],
    found: showText(name),
    allowed: `how the ${title.toLowerCase()} is called in the hall now, or nothing for a new one`,
    ...(nearest === undefined ? {} : { nearest }),
    at: keyCell(own, i),
  });
}

function refuseCopy(own: ReadSheet, i: number, given: string, { defects }: Progress): void {
  const found = showText(keyLabel(given.split('\u0000')));
  const allowed = 'each key once, or on copies of a row that keeps its name';
  defects.push({ code: 'duplicate-key', path: [], found, allowed, at: keyCell(own, i) });
}

function keyCell(own: ReadSheet, i: number) {
  const column = own.columns.findIndex((one) => one?.header === KEY);
  return { sheet: own.sheet.name, row: own.rows[i]?.row ?? 0, column: column === -1 ? null : column + 1 };
}

function givenKey(own: ReadSheet, row: ReadRow): string | null {
  const value = row.values[own.columns.findIndex((column) => column?.header === KEY)];
  if (value === undefined || value === UNREADABLE) return null;
  return keyText(Array.isArray(value) ? value.map(String) : [value as string]);
}

/** The key that the fields of the row say; null where one is empty. */
function ownKey(own: ReadSheet, row: ReadRow): string | null {
  const parts = kindNamed(own.sheet.kind).key.map((field) => {
    const value = row.values[own.columns.findIndex((column) => column?.header === field)];
    return typeof value === 'string' ? value : null;
  });
  return parts.every((part) => part !== null) ? keyText(parts) : null;
}

function fieldColumns(own: ReadSheet): readonly (InventoryColumn | null)[] {
  return own.columns.map((column) => (column?.header === KEY ? null : column));
}

function renamesIn({ kind, rows, before }: MergedKind): readonly Rename[] {
  return rows.flatMap((row, i): readonly Rename[] => {
    const old = before[i] ?? null;
    if (old === null || old === row) return [];
    const from: Key = keyOf(kind, old);
    const to = keyOf(kind, row);
    return keyText(from) === keyText(to) ? [] : [{ kind, from, to }];
  });
}

function documentOf(before: SiteDocument | null, kinds: ReadonlyMap<KindName, MergedKind>): SiteDocument {
  const document = new Map<string, unknown>(Object.entries(before ?? { plenum: DOCUMENT_VERSION }));
  const [site] = kinds.get('site')?.rows ?? [];
  if (site !== undefined) document.set('site', site);
  for (const name of collectionNames) {
    const rows = kinds.get(collections[name].name)?.rows ?? [];
    if (rows.length > 0) document.set(name, rows);
    else if ((before?.[name]?.length ?? 0) > 0) document.delete(name);
  }
  return Object.fromEntries(document) as unknown as SiteDocument;
}
