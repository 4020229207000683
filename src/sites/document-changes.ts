import type { Change } from '../domain/site/changes.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { keyLabel, keyOf, keyText, type Key, type Row } from '../domain/site/key.js';
import { collectionNames, collections, kindNamed, type KindName } from '../domain/site/kinds.js';
import type { Rename } from '../domain/site/renames.js';

export interface ChangeCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

/** What a document changes, in numbers and names. */
export interface DocumentSummary {
  readonly counts: ChangeCounts;
  readonly countsByKind: Readonly<Partial<Record<KindName, ChangeCounts>>>;
  readonly renames: readonly { readonly kind: KindName; readonly from: string; readonly to: string }[];
  readonly deletions: readonly { readonly kind: KindName; readonly key: string }[];
  /** More than a tenth of the things of the site would be deleted. */
  readonly needsAllowDeletes: boolean;
}

/** One change as a reader is told of it. */
export interface ToldChange {
  readonly op: Change['op'];
  readonly kind: KindName;
  readonly key: string;
  /** Fields that change; none of a creation or deletion. */
  readonly fields: readonly string[];
}

/** Share of the things of a site that may be deleted without being asked for. */
const FREE_DELETION_SHARE = 0.1;
const TOLD = 1000;

/** What changes do, a thing that is changed in several steps counted once. */
export function summaryOf(
  changes: readonly Change[],
  { before, renames }: { readonly before: SiteSnapshot | null; readonly renames: readonly Rename[] },
): DocumentSummary {
  const byKind = new Map<KindName, Record<Change['op'], number>>();
  const count = (kind: KindName, op: Change['op']) => {
    const counts = byKind.get(kind) ?? { create: 0, update: 0, delete: 0 };
    byKind.set(kind, counts);
    counts[op] += 1;
  };
  const updated = new Set<string>();
  for (const change of changes) {
    if (change.op !== 'update') {
      count(change.kind, change.op);
      continue;
    }
    const here = identity(change.kind, change.key);
    const fields = kindNamed(change.kind).key;
    const now = change.key.map((part, i) => textOr(change.set[fields[i] ?? ''], part));
    if (!updated.delete(here)) count(change.kind, 'update');
    updated.add(identity(change.kind, now));
  }
  const deletions = changes.flatMap((change) =>
    change.op === 'delete' ? [{ kind: change.kind, key: keyLabel(change.key) }] : [],
  );
  const totals = { create: 0, update: 0, delete: 0 };
  for (const counts of byKind.values()) {
    for (const op of ['create', 'update', 'delete'] as const) totals[op] += counts[op];
  }
  return {
    counts: totals,
    countsByKind: Object.fromEntries(byKind),
    renames: renames.map(({ kind, from, to }) => ({ kind, from: keyLabel(from), to: keyLabel(to) })),
    deletions: deletions.slice(0, TOLD),
    needsAllowDeletes: before !== null && deletions.length > FREE_DELETION_SHARE * thingsOf(before),
  };
}

/** The first changes, in words. */
export function toldChanges(changes: readonly Change[]): readonly ToldChange[] {
  return changes.slice(0, TOLD).map((change) => {
    const { op, kind } = change;
    const key = keyLabel(op === 'create' ? keyOf(kind, change.value) : change.key);
    return { op, kind, key, fields: op === 'update' ? Object.keys(change.set) : [] };
  });
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}

function identity(kind: KindName, key: Key): string {
  return `${kind}\u0000${keyText(key)}`;
}

/** How many things a site has, the catalog not counted. */
function thingsOf(snapshot: SiteSnapshot): number {
  let things = 0;
  for (const name of collectionNames) {
    if (collections[name].scope === 'site') things += (snapshot[name] as readonly Row[]).length;
  }
  return things;
}
