import {
  referencesFrom,
  referencesTo,
  stepsTo,
  eachTarget,
  type ReferencePlan,
} from '../../domain/site/check-references.js';
import type { SiteDocument } from '../../domain/site/document.js';
import { grouped } from '../../domain/site/grouping.js';
import { keyOf, keyText, type Row } from '../../domain/site/key.js';
import { collectionOf, kindNamed, type CollectionName, type KindName } from '../../domain/site/kinds.js';
import type { Rename } from '../../domain/site/renames.js';

/**
 * A document in which names of things that get another one are the new ones. A name means what it meant before; only
 * what nothing was called before means the thing that gets it. So names may be exchanged.
 *
 * @param document in which references may stand under old and new names
 */
export function followRenames(
  document: SiteDocument,
  renames: readonly Rename[],
): { readonly document: SiteDocument; readonly renames: readonly Rename[] } {
  if (renames.length === 0) return { document, renames };
  const byKind = grouped(renames, ({ kind }) => kind);
  const followed: Record<string, unknown> = { ...document };
  const plans = [...new Set(renames.map(({ kind }) => kind))].flatMap((kind) => referencesTo(kind));
  for (const from of new Set(plans.map(({ reference }) => reference.from))) {
    if (from === 'site') continue;
    const name: CollectionName = collectionOf(from);
    const rows = document[name] as readonly Row[] | undefined;
    if (rows === undefined) continue;
    const own = plans
      .filter(({ reference }) => reference.from === from)
      .map((plan) => ({ plan, newNames: newNames(byKind, plan) }));
    // Every name is looked up in the row as it was, since the room of a row may get another name with it.
    followed[name] = rows.map((row) =>
      own.reduce((done, { plan, newNames: names }) => retarget(plan, { row, done, names }), row),
    );
  }
  const whole = followed as unknown as SiteDocument;
  return { document: whole, renames: withKeysOf(document, whole, renames) };
}

/**
 * New names by the keys that things had. What is named within another thing, as a row within its room, is also known by
 * its old name within the new name of that thing.
 */
function newNames(byKind: ReadonlyMap<string, readonly Rename[]>, plan: ReferencePlan): ReadonlyMap<string, string> {
  const kind = plan.reference.to;
  const renames = byKind.get(kind) ?? [];
  const names = new Map(renames.map(({ from, to }) => [keyText(from), to.at(-1) ?? '']));
  for (const { from, to } of renames) {
    const within = from.slice(0, -1).map((part, i) => newHolder(byKind, { kind, place: i, part }));
    const key = keyText([...within, from.at(-1) ?? '']);
    if (!names.has(key)) names.set(key, to.at(-1) ?? '');
  }
  return names;
}

function newHolder(
  byKind: ReadonlyMap<string, readonly Rename[]>,
  { kind, place, part }: { readonly kind: KindName; readonly place: number; readonly part: string },
): string {
  const field = kindNamed(kind).key[place];
  const holder = referencesFrom(kind).find(({ reference }) => reference.field === field)?.reference.to;
  const renamed = byKind.get(holder ?? '')?.find(({ from }) => from.length === 1 && from[0] === part);
  return renamed?.to[0] ?? part;
}

function retarget(
  plan: ReferencePlan,
  { row, done, names }: { readonly row: Row; readonly done: Row; readonly names: ReadonlyMap<string, string> },
): Row {
  let result = done;
  eachTarget(plan, row, (target, name, item) => {
    const renamed = names.get(target);
    if (renamed !== undefined && renamed !== name) result = withValueAt(result, stepsTo(plan, item), renamed) as Row;
  });
  return result;
}

function withValueAt(holder: unknown, [step, ...further]: readonly (string | number)[], value: string): unknown {
  if (step === undefined) return value;
  if (Array.isArray(holder))
    return holder.map((item: unknown, i) => (i === step ? withValueAt(item, further, value) : item));
  const fields = holder as Row;
  return { ...fields, [step]: withValueAt(fields[step], further, value) };
}

/** The renames with the keys that things have once names were followed: a row of a room that was renamed too. */
function withKeysOf(before: SiteDocument, after: SiteDocument, renames: readonly Rename[]): readonly Rename[] {
  const keys = new Map<KindName, ReadonlyMap<string, Row>>();
  return renames.map(({ kind, from, to }) => {
    if (kind === 'site' || kindNamed(kind).key.length === 1) return { kind, from, to };
    const name = collectionOf(kind);
    const rows = (after[name] ?? []) as readonly Row[];
    const places =
      keys.get(kind) ??
      new Map(((before[name] ?? []) as readonly Row[]).map((row, i) => [keyText(keyOf(kind, row)), rows[i] ?? row]));
    keys.set(kind, places);
    return { kind, from, to: keyOf(kind, places.get(keyText(to)) ?? {}) };
  });
}
