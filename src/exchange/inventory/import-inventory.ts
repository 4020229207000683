import type { Change } from '../../domain/site/changes.js';
import { compareSnapshots } from '../../domain/site/compare.js';
import { DOCUMENT_VERSION, type SiteDocument, type SiteSnapshot } from '../../domain/site/document.js';
import { keyOf, keyText, type Row } from '../../domain/site/key.js';
import { collectionNames, collections } from '../../domain/site/kinds.js';
import type { Rename } from '../../domain/site/renames.js';
import { siteDocumentDefects } from '../site-document.js';
import { cellAddress, type Table } from './cell.js';
import { followRenames } from './follow-renames.js';
import { mergeInventory, type Withheld } from './merge-inventory.js';
import { placedDefect } from './place-defects.js';
import { readTables, type InventoryDefect, type InventoryReading } from './read-tables.js';

export interface ImportRequest {
  /** What is there now; null for nothing. */
  readonly before: SiteDocument | null;
  readonly reading: InventoryReading;
  /** What has no row any more is deleted. */
  readonly deletes: boolean;
}

export interface ImportedInventory {
  /** What was there with the inventory laid over it. */
  readonly document: SiteDocument;
  readonly changes: readonly Change[];
  readonly renames: readonly Rename[];
  /** What the inventory no longer has and what stays, since deletions were not asked for. */
  readonly withheld: readonly Withheld[];
}

export type ImportResult = ({ readonly ok: true } & ImportedInventory) | RefusedInventory;

export interface RefusedInventory {
  readonly ok: false;
  readonly defects: readonly InventoryDefect[];
  /** Further defects of values that were counted and not listed; only where there are thousands. */
  readonly unlisted: number;
}

/**
 * Reads an inventory into a list of changes. Everything that is wrong comes at once, each defect with its cell; the
 * document that comes out has passed every check of a document.
 */
export function importInventory({ before, reading, deletes }: ImportRequest): ImportResult {
  const { tables } = reading;
  if (tables.length === 0 && reading.defects.length > 0) return { ok: false, defects: reading.defects, unlisted: 0 };
  const read = readTables(tables);
  const merged = mergeInventory(before, read.sheets, { deletes });
  const followed = followRenames(merged.document, merged.renames);
  const own = [...reading.defects, ...read.defects, ...merged.defects];
  const told = new Set(own.flatMap(({ at }) => (at === null ? [] : [cellAddress(at)])));
  let unlisted = 0;
  const further = siteDocumentDefects(followed.document, (_code, count) => (unlisted += count))
    .map((defect) => placedDefect(withoutSite(defect), merged.kinds))
    .filter(({ at }) => at === null || !told.has(cellAddress(at)));
  if (own.length + further.length > 0)
    return { ok: false, defects: inOrder(withoutConsequences([...own, ...further]), tables), unlisted };
  const changes = compareSnapshots(
    wholeOf(before ?? emptyOf(followed.document)),
    wholeOf(followed.document),
    followed.renames,
  );
  return { ok: true, document: followed.document, changes, renames: followed.renames, withheld: merged.withheld };
}

/** Without names that only stand for nothing because another cell of the row is wrong: a row of a room that is none. */
function withoutConsequences(defects: readonly InventoryDefect[]): readonly InventoryDefect[] {
  const rowOf = ({ at }: InventoryDefect) => (at === null ? '' : `${at.sheet}!${String(at.row)}`);
  const withColumn = new Set(defects.filter(({ at }) => at !== null && at.column !== null).map(rowOf));
  return defects.filter((defect) => {
    const isWithoutColumn = defect.at !== null && defect.at.column === null;
    return !(isWithoutColumn && defect.code === 'unresolved-reference' && withColumn.has(rowOf(defect)));
  });
}

/** Where nothing is there yet, the inventory must say what the site is. */
function withoutSite(defect: ReturnType<typeof siteDocumentDefects>[number]) {
  return defect.path.length === 1 && defect.path[0] === 'site' && defect.code === 'missing'
    ? { ...defect, found: 'no sheet site with a row', allowed: 'a sheet site with one row, since there is no hall yet' }
    : defect;
}

function inOrder(defects: readonly InventoryDefect[], tables: readonly Table[]): readonly InventoryDefect[] {
  const places = new Map(tables.map(({ name }, i) => [name, i]));
  const rank = ({ at }: InventoryDefect): readonly number[] =>
    at === null ? [Infinity, 0, 0] : [places.get(at.sheet) ?? Infinity, at.row, at.column ?? 0];
  return defects
    .map((defect) => ({ defect, rank: rank(defect) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ defect }) => defect);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** Every array of a document without ids, entries of the catalog that nothing uses included. */
function wholeOf(document: SiteDocument): SiteSnapshot {
  const rows = collectionNames.map(
    (name) => [name, ((document[name] ?? []) as readonly Row[]).map(withoutId)] as const,
  );
  return {
    plenum: DOCUMENT_VERSION,
    site: withoutId(document.site),
    ...Object.fromEntries(rows),
  } as unknown as SiteSnapshot;
}

function withoutId(row: Row): Row {
  if (!('id' in row)) return row;
  const { id: _id, ...rest } = row;
  return rest;
}

function emptyOf({ site }: SiteDocument): SiteDocument {
  return { plenum: DOCUMENT_VERSION, site };
}

/** Entries of the catalog that a document no longer has: a comparison of sites does not tell, for others may use them. */
export function catalogDeletions(
  before: SiteDocument,
  after: SiteDocument,
  renames: readonly Rename[],
): readonly Change[] {
  return collectionNames.flatMap((name) => {
    const { name: kind, scope } = collections[name];
    if (scope !== 'catalog') return [];
    const left = new Set(((after[name] ?? []) as readonly Row[]).map((row) => keyText(keyOf(kind, row))));
    for (const rename of renames) if (rename.kind === kind) left.add(keyText(rename.from));
    return ((before[name] ?? []) as readonly Row[])
      .map((row) => keyOf(kind, row))
      .filter((key) => !left.has(keyText(key)))
      .map((key): Change => ({ op: 'delete', kind, key }));
  });
}
