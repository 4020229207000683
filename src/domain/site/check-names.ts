import type { Defect, DocumentPath } from '../defect.js';
import type { SiteDocument } from './document.js';
import { keyLabel, keyOf, keyText, keyTextOf, type Row } from './key.js';
import { collectionNames, collections, kindNamed, type CollectionName, type KindName } from './kinds.js';
import { checkPatterns } from './check-patterns.js';
import { eachTarget, referencesFrom, stepsTo, type ReferencePlan } from './check-references.js';
import { nearestSearch, shown, type NearestSearch } from './check-words.js';

type Rows = ReadonlyMap<KindName, Collection>;

interface Collection {
  readonly name: CollectionName;
  readonly kind: KindName;
  readonly rows: readonly Row[];
  /** First place of each key. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * What no schema of one row can see: names and ids given twice (with both places), names of nothing (with the nearest
 * known one), and patterns of names that cannot be read. The document must have passed its schema.
 */
export function checkNames(document: SiteDocument): readonly Defect[] {
  const nearest = nearestSearch();
  const duplicates: Defect[] = [];
  const rows = new Map(
    collectionNames.map((name) => {
      const collection = collectionOf(name, document[name] ?? [], duplicates);
      return [collection.kind, collection];
    }),
  );
  return [
    ...duplicates,
    ...duplicateIds(document),
    ...[...rows.values()].flatMap((one) => unresolved(one, rows, nearest)),
    ...checkPatterns(document),
  ];
}

/** What may stand where a thing of a kind is named. */
export function allowedNames(kind: KindName, known: readonly string[]): string {
  const title = kindNamed(kind).title.toLowerCase();
  if (known.length === 0) return `the name of a ${title}; there is none`;
  return known.length <= LISTED_NAMES
    ? `the name of a ${title}: ${known.map(shown).join(', ')}`
    : `the name of a ${title}`;
}

const LISTED_NAMES = 8;

function collectionOf(name: CollectionName, rows: readonly Row[], duplicates: Defect[]): Collection {
  const kind = collections[name].name;
  const field = kindNamed(kind).key.at(-1) ?? '';
  const textOf = keyTextOf(kind);
  const places = new Map<string, number>();
  rows.forEach((row, i) => {
    const text = textOf(row);
    const first = places.get(text);
    if (first === undefined) places.set(text, i);
    else {
      duplicates.push({
        code: 'duplicate-name',
        path: [name, i, field],
        found: shown(keyLabel(keyOf(kind, row))),
        allowed: `a name that no other ${collections[name].title.toLowerCase()} has`,
        alsoAt: [name, first, field],
      });
    }
  });
  return { name, kind, rows, places };
}

function duplicateIds(document: SiteDocument): readonly Defect[] {
  const places = new Map<string, DocumentPath>();
  const defects: Defect[] = [];
  const note = (id: unknown, path: DocumentPath) => {
    if (typeof id !== 'string') return;
    const alsoAt = places.get(id.toLowerCase());
    if (alsoAt === undefined) places.set(id.toLowerCase(), path);
    else
      defects.push({ code: 'duplicate-name', path, found: shown(id), allowed: 'an id that nothing else has', alsoAt });
  };
  note(document.site.id, ['site', 'id']);
  for (const name of collectionNames) {
    (document[name] as readonly Row[] | undefined)?.forEach((row, i) => {
      if (row['id'] !== undefined) note(row['id'], [name, i, 'id']);
    });
  }
  return defects;
}

function unresolved(collection: Collection, rows: Rows, nearest: NearestSearch): readonly Defect[] {
  return referencesFrom(collection.kind).flatMap((plan) => {
    const target = rows.get(plan.reference.to);
    if (target === undefined) return [];
    const defects: Defect[] = [];
    const known = new Map<string, readonly string[]>();
    collection.rows.forEach((row, i) => {
      eachTarget(plan, row, (text, name, item) => {
        if (target.places.has(text)) return;
        const names = namesBeside(plan, { row, target, known });
        const closest = nearest(name, names);
        defects.push({
          code: 'unresolved-reference',
          path: [collection.name, i, ...stepsTo(plan, item)],
          found: shown(name),
          allowed: allowedNames(plan.reference.to, names),
          ...(closest === undefined ? {} : { nearest: closest }),
        });
      });
    });
    return defects;
  });
}

/** Names that the reference of a row could give: all of the kind, or those within what the row already says. */
function namesBeside(
  plan: ReferencePlan,
  {
    row,
    target,
    known,
  }: { readonly row: Row; readonly target: Collection; readonly known: Map<string, readonly string[]> },
): readonly string[] {
  const fields = kindNamed(plan.reference.to).key;
  const group = keyText(plan.holders.map((holder) => (holder === null ? '' : String(row[holder]))));
  const remembered = known.get(group);
  if (remembered !== undefined) return remembered;
  const isBeside = (candidate: Row) =>
    plan.holders.every((holder, i) => holder === null || String(candidate[fields[i] ?? '']) === String(row[holder]));
  const names = target.rows.filter(isBeside).map((candidate) => String(candidate[fields.at(-1) ?? '']));
  known.set(group, names);
  return names;
}
