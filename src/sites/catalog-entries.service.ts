import { Injectable } from '@nestjs/common';
import type { Change } from '../domain/site/changes.js';
import { rowChange } from '../domain/site/compare-rows.js';
import type { SiteDocument } from '../domain/site/document.js';
import { keyText, type Row } from '../domain/site/key.js';
import { collectionOf, kindNamed, type KindName } from '../domain/site/kinds.js';
import { pointerOf, Problem, type ProblemEntry } from '../platform/problem.js';
import { ACTOR } from '../platform/http/request-context.js';
import { SiteRepository } from './site.repository.js';
import type { StoredRow } from './stored-row.js';
import type { Write, WriteResult } from './write.js';

interface Reconciliation {
  readonly document: SiteDocument;
  /** The site to which the document belongs; null for a new one. */
  readonly site: string | null;
  /** Entries that other sites use too may be changed. */
  readonly updateShared: boolean;
}

/** The catalog, which all sites share, against what one document says of it. */
@Injectable()
export class CatalogEntries {
  constructor(private readonly sites: SiteRepository) {}

  /**
   * The changes of a document with those of the catalog as they must be: what is there already and the same is left out,
   * what is there and different is an update.
   *
   * @throws Problem (409) with every entry that another site uses and that would change, unless that is allowed
   */
  async reconcile(changes: readonly Change[], request: Reconciliation): Promise<readonly Change[]> {
    const stored = await this.#storedEntries(changes);
    const reconciled = changes.flatMap((change): readonly Change[] => {
      if (change.op !== 'create' || kindNamed(change.kind).scope !== 'catalog') return [change];
      const existing = stored.get(change.kind)?.get(String(change.value['slug']));
      if (existing === undefined) return [change];
      const update = rowChange(change.kind, existing, change.value);
      return update === null ? [] : [update];
    });
    if (!request.updateShared) await this.#refuseShared(reconciled, request);
    return reconciled;
  }

  /** Entries of the catalog by their slugs, with identity and revision. */
  async stored(kind: KindName, slugs: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
    if (slugs.length === 0) return new Map();
    const where = [{ field: 'slug', op: 'eq', values: slugs } as const];
    const { rows } = await this.sites.list(kind, { where, orderBy: [], limit: slugs.length, offset: 0 });
    return new Map(rows.map((stored) => [String(stored.row['slug']), stored]));
  }

  /** The names of the sites that use entries, by the slug of each entry that is used. */
  async sitesUsing(kind: KindName, slugs: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const users = new Map<string, string[]>();
    for (const { slug, siteName } of await this.sites.catalogUsers(kind, slugs)) {
      users.set(slug, [...(users.get(slug) ?? []), siteName]);
    }
    return users;
  }

  /** Writes changes of the catalog alone, all or nothing, with one audit record. */
  write(request: Pick<Write, 'changes' | 'preconditions' | 'requestId' | 'action'>): Promise<WriteResult> {
    return this.sites.write({ ...request, actor: ACTOR, site: null, createdIsChecked: true });
  }

  /** Entries that a document would create and that are there, by kind and slug. */
  async #storedEntries(changes: readonly Change[]): Promise<ReadonlyMap<KindName, ReadonlyMap<string, Row>>> {
    const slugs = new Map<KindName, string[]>();
    for (const change of changes) {
      if (change.op !== 'create' || kindNamed(change.kind).scope !== 'catalog') continue;
      const known = slugs.get(change.kind) ?? [];
      slugs.set(change.kind, known);
      known.push(String(change.value['slug']));
    }
    const found = new Map<KindName, ReadonlyMap<string, Row>>();
    for (const [kind, values] of slugs) {
      const stored = await this.stored(kind, values);
      found.set(kind, new Map([...stored].map(([slug, { row }]) => [slug, row])));
    }
    return found;
  }

  async #refuseShared(changes: readonly Change[], { document, site }: Reconciliation): Promise<void> {
    const updates = changes.filter(
      (change): change is Update => change.op === 'update' && kindNamed(change.kind).scope === 'catalog',
    );
    const errors: ProblemEntry[] = [];
    for (const kind of new Set(updates.map((change) => change.kind))) {
      const ofKind = updates.filter((change) => change.kind === kind);
      const users = await this.#otherUsers(kind, ofKind.map(slugOf), site);
      for (const change of ofKind) {
        const user = users.get(slugOf(change));
        if (user !== undefined) errors.push(sharedEntry(document, change, user));
      }
    }
    if (errors.length === 0) return;
    throw new Problem({
      status: 409,
      code: 'catalog-shared',
      detail: `The document changes ${String(errors.length)} catalog ${errors.length === 1 ? 'entry' : 'entries'} that other sites use; catalog=update changes them for all.`,
      errors,
    });
  }

  /** By the slug of an entry, the name of another site that uses it, directly or through other entries. */
  async #otherUsers(
    kind: KindName,
    slugs: readonly string[],
    site: string | null,
  ): Promise<ReadonlyMap<string, string>> {
    const users = (await this.sites.catalogUsers(kind, slugs)).filter(({ siteName }) => siteName !== site);
    // Sites come by name, and the first one speaks for all.
    return new Map(users.toReversed().map(({ slug, siteName }) => [slug, siteName]));
  }
}

type Update = Extract<Change, { op: 'update' }>;

function slugOf({ key }: Update): string {
  return keyText(key);
}

function sharedEntry(document: SiteDocument, change: Update, user: string): ProblemEntry {
  if (change.kind === 'site') throw new RangeError('a site is no catalog entry');
  const slug = slugOf(change);
  const plural = collectionOf(change.kind);
  const index = ((document[plural] ?? []) as readonly Row[]).findIndex((row) => row['slug'] === slug);
  return {
    code: 'conflict',
    pointer: pointerOf([plural, index]),
    detail: `${kindNamed(change.kind).title} ${slug} differs in ${Object.keys(change.set).join(', ')}, and site ${user} uses it too.`,
    found: slug,
    allowed: 'the entry as it is stored, or catalog=update',
  };
}
