import { Injectable } from '@nestjs/common';
import type { Defect } from '../domain/defect.js';
import type { Change } from '../domain/site/changes.js';
import { keyLabel, keyOf, type Row } from '../domain/site/key.js';
import { kindNamed, type KindName } from '../domain/site/kinds.js';
import { fieldsParameter, listShapeOf, readListQuery, withFields, type ListShape } from '../openapi/list-parameters.js';
import { isUuid, readParameters } from '../openapi/parameter.js';
import { Problem } from '../platform/problem.js';
import { conflict, invalidBody, invalidPath, invalidQuery } from '../openapi/refusal.js';
import {
  allowsWrite,
  isKnown,
  readTagCondition,
  requireCondition,
  staleState,
  type TagCondition,
} from '../platform/http/entity-tag.js';
import { mergePatch } from './merge-patch.js';
import { pageOf, type Page } from '../openapi/page.js';
import { keyReused, requestHash, type RequestContext } from '../platform/http/request-context.js';
import {
  changedFields,
  readNewRows,
  readObject,
  readOnlyDefects,
  readVersionedPatches,
  readVersions,
  rowDefects,
  writable,
  type RowVersion,
} from './row-body.js';
import { SiteRepository } from './site.repository.js';
import type { StoredRow } from './stored-row.js';
import type { Precondition, Write, WriteResult, Written } from './write.js';

/** One row for an answer, with the revision for its ETag; null where the reader has it already. */
export interface AnsweredRow {
  readonly revision: number;
  readonly body: Row | null;
}

/** What a creation answers: one row, or the list of all. */
export type Created = { readonly one: AnsweredRow } | { readonly all: readonly Row[] };

/** How often a write that takes any state is tried against others who write at the same time. */
const ATTEMPTS = 5;

/** Rows of every kind: lists, single ones, and writes of one or several. */
@Injectable()
export class RowsService {
  constructor(private readonly sites: SiteRepository) {}

  async list(kind: KindName, context: RequestContext): Promise<Page> {
    const reading = readListQuery(shapeOf(kind), context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const { fields, ...query } = reading.query;
    const { count, rows } = await this.sites.list(kind, query);
    return pageOf({ ...context, ...query }, { count, results: rows.map((row) => withFields(bodyOf(row), fields)) });
  }

  async read(kind: KindName, id: string, context: RequestContext): Promise<AnsweredRow> {
    const reading = readParameters([fieldsParameter(shapeOf(kind))], context.query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const condition = readTagCondition('If-None-Match', context.ifNoneMatch);
    const stored = await this.stored(kind, id);
    if (isKnown(condition, stored.revision)) return { revision: stored.revision, body: null };
    const fields = reading.values.get('fields')?.map(String) ?? null;
    return { revision: stored.revision, body: withFields(bodyOf(stored), fields) };
  }

  async create(kind: KindName, body: unknown, context: RequestContext): Promise<Created> {
    refuseQuery(context);
    const news = readNewRows(kind, body);
    const isList = Array.isArray(body);
    const changes = news.map(({ row }): Change => ({ op: 'create', kind, value: row }));
    const site = await this.#siteOfNew(kind, news, isList);
    const { idempotencyKey } = context;
    const result = await this.sites.write({
      ...writeOf(kind, context, 'create'),
      site,
      changes,
      preconditions: [],
      ...(idempotencyKey === undefined
        ? {}
        : {
            idempotency: {
              key: idempotencyKey,
              requestHash: requestHash(context, body),
              answer: ({ rows }: Written) => ({ status: 201, body: rows.map(({ id }) => id) }),
            },
          }),
    });
    if (result.status === 'repeated') return this.#created(kind, result.answer.body as readonly string[], isList);
    const { rows } = writtenOr(result, { items: isList ? changes.map((_, i) => [i]) : [[]] });
    return this.#created(
      kind,
      rows.map(({ id }) => id),
      isList,
    );
  }

  async replace(kind: KindName, id: string, body: unknown, context: RequestContext): Promise<AnsweredRow> {
    const given = readObject(body);
    return this.#change(kind, id, { context, given, next: () => writable(kind, given) });
  }

  async patch(kind: KindName, id: string, body: unknown, context: RequestContext): Promise<AnsweredRow> {
    const given = readObject(body);
    const patch = writable(kind, given);
    return this.#change(kind, id, { context, given, next: (stored) => mergePatch(stored.row, patch) as Row });
  }

  async delete(kind: KindName, id: string, context: RequestContext): Promise<void> {
    refuseQuery(context);
    const condition = requireCondition(context.ifMatch);
    await this.#onCurrent(kind, id, condition, async (stored) => {
      const change: Change = { op: 'delete', kind, key: keyOf(kind, stored.row) };
      return this.sites.write({
        ...writeOf(kind, context, 'delete'),
        site: siteOf(kind, stored),
        changes: [change],
        preconditions: [{ kind, id: stored.id, revision: stored.revision }],
      });
    });
  }

  async patchMany(kind: KindName, body: unknown, context: RequestContext): Promise<readonly Row[]> {
    refuseQuery(context);
    const items = readVersionedPatches(body);
    const stored = await this.#storedOf(kind, items);
    const next = items.map(({ patch }, i) => mergePatch(stored[i]?.row, writable(kind, patch)) as Row);
    const defects = items.flatMap(({ patch }, i) => {
      const row = stored[i];
      const readOnly = row === undefined ? [] : readOnlyDefects(row, patch);
      return [...readOnly, ...rowDefects(kind, next[i] ?? {})].map((defect) => under([i], defect));
    });
    if (defects.length > 0) throw invalidBody(defects);
    const edits = stored.flatMap((row, i) => {
      const set = changedFields(row.row, next[i] ?? {});
      const change: Change = { op: 'update', kind, key: keyOf(kind, row.row), set };
      return Object.keys(set).length === 0 ? [] : [{ change, path: [i] }];
    });
    await this.#writeMany(kind, { context, items, stored, edits, action: 'update' });
    return this.#bodies(
      kind,
      items.map(({ id }) => id),
    );
  }

  async deleteMany(kind: KindName, body: unknown, context: RequestContext): Promise<void> {
    refuseQuery(context);
    const items = readVersions(body);
    const stored = await this.#storedOf(kind, items);
    const edits = stored.map((row, i) => {
      const change: Change = { op: 'delete', kind, key: keyOf(kind, row.row) };
      return { change, path: [i] };
    });
    await this.#writeMany(kind, { context, items, stored, edits, action: 'delete' });
  }

  /** The stored site of a name or an id, or null. */
  async siteNamed(nameOrId: string): Promise<StoredRow | null> {
    const byId = isUuid(nameOrId) ? await this.sites.find('site', nameOrId.toLowerCase()) : null;
    if (byId !== null) return byId;
    const { rows } = await this.sites.list('site', {
      where: [{ field: 'name', op: 'eq', values: [nameOrId] }],
      orderBy: [],
      limit: 1,
      offset: 0,
    });
    return rows[0] ?? null;
  }

  /** @throws Problem (404), (400) where the id is none */
  async stored(kind: KindName, id: string): Promise<StoredRow> {
    const stored = kind === 'site' ? await this.siteNamed(id) : await this.#byId(kind, id);
    if (stored !== null) return stored;
    throw new Problem({
      status: 404,
      code: 'not-found',
      detail: `There is no ${kindNamed(kind).title.toLowerCase()} ${kind === 'site' ? 'of this name or id' : 'with this id'}.`,
    });
  }

  async #change(
    kind: KindName,
    id: string,
    request: { readonly context: RequestContext; readonly given: Row; readonly next: (stored: StoredRow) => Row },
  ): Promise<AnsweredRow> {
    const { context, given, next } = request;
    refuseQuery(context);
    const condition = requireCondition(context.ifMatch);
    const written = await this.#onCurrent(kind, id, condition, async (stored) => {
      const after = next(stored);
      const defects = [...readOnlyDefects(stored, given), ...rowDefects(kind, after)];
      if (defects.length > 0) throw invalidBody(defects);
      const set = changedFields(stored.row, after);
      if (Object.keys(set).length === 0) return null;
      return this.sites.write({
        ...writeOf(kind, context, 'update'),
        site: siteOf(kind, stored),
        changes: [{ op: 'update', kind, key: keyOf(kind, stored.row), set }],
        preconditions: [{ kind, id: stored.id, revision: stored.revision }],
      });
    });
    const now = await this.stored(kind, written.id);
    return { revision: now.revision, body: bodyOf(now) };
  }

  /** Writes on the state that the condition allows; where any state is allowed, again on the state of whoever was faster. */
  async #onCurrent(
    kind: KindName,
    id: string,
    condition: TagCondition,
    write: (stored: StoredRow) => Promise<WriteResult | null>,
  ): Promise<StoredRow> {
    for (let attempt = 1; ; attempt += 1) {
      const stored = await this.stored(kind, id);
      if (!allowsWrite(condition, stored.revision)) throw staleState(subjectOf(kind, stored), stored.revision);
      const result = await write(stored);
      if (result === null) return stored;
      if (result.status === 'stale') {
        if (condition.any && attempt < ATTEMPTS) continue;
        const { revision } = await this.stored(kind, id);
        throw staleState(subjectOf(kind, stored), revision);
      }
      writtenOr(result, { items: [[]] });
      return stored;
    }
  }

  async #writeMany(
    kind: KindName,
    request: {
      readonly context: RequestContext;
      readonly items: readonly RowVersion[];
      readonly stored: readonly StoredRow[];
      readonly edits: readonly { readonly change: Change; readonly path: readonly number[] }[];
      readonly action: string;
    },
  ): Promise<void> {
    const { context, items, stored, edits, action } = request;
    const [first] = stored;
    if (first === undefined) return;
    const foreign = stored.flatMap((row, i) =>
      row.siteId === first.siteId ? [] : [foreignSite(i, first.siteName ?? '')],
    );
    if (foreign.length > 0) throw invalidBody(foreign);
    const preconditions = items.map(({ id, revision }): Precondition => ({ kind, id, revision }));
    if (edits.length === 0) return;
    const result = await this.sites.write({
      ...writeOf(kind, context, action),
      site: siteOf(kind, first),
      changes: edits.map(({ change }) => change),
      preconditions,
    });
    if (result.status === 'stale') throw staleRows(result.stale.map(({ precondition }) => precondition ?? 0));
    writtenOr(result, { items: edits.map(({ path }) => path) });
  }

  /** The stored rows in the order of the items; every missing and every stale one refused. */
  async #storedOf(kind: KindName, items: readonly RowVersion[]): Promise<readonly StoredRow[]> {
    const found = await this.#rowsOf(
      kind,
      items.map(({ id }) => id.toLowerCase()),
    );
    const missing = items.flatMap(({ id }, i) => {
      if (found.has(id.toLowerCase())) return [];
      const allowed = `the id of a ${kindNamed(kind).title.toLowerCase()}`;
      return [{ code: 'unresolved-reference', path: [i, 'id'], found: id, allowed } as const];
    });
    if (missing.length > 0) throw invalidBody(missing);
    const stored = items.flatMap(({ id }) => found.get(id.toLowerCase()) ?? []);
    const stale = items.flatMap(({ revision }, i) => (stored[i]?.revision === revision ? [] : [i]));
    if (stale.length > 0) throw staleRows(stale);
    return stored;
  }

  async #created(kind: KindName, ids: readonly string[], isList: boolean): Promise<Created> {
    const found = await this.#rowsOf(kind, ids);
    const rows = ids.flatMap((id) => found.get(id) ?? []);
    const [only] = rows;
    if (isList || only === undefined) return { all: rows.map(bodyOf) };
    return { one: { revision: only.revision, body: bodyOf(only) } };
  }

  async #bodies(kind: KindName, ids: readonly string[]): Promise<readonly Row[]> {
    const found = await this.#rowsOf(
      kind,
      ids.map((id) => id.toLowerCase()),
    );
    return ids.flatMap((id) => {
      const row = found.get(id.toLowerCase());
      return row === undefined ? [] : [bodyOf(row)];
    });
  }

  async #rowsOf(kind: KindName, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
    if (ids.length === 0) return new Map();
    const { rows } = await this.sites.list(kind, {
      where: [{ field: 'id', op: 'eq', values: ids }],
      orderBy: [],
      limit: ids.length,
      offset: 0,
    });
    return new Map(rows.map((row) => [row.id, row]));
  }

  #byId(kind: KindName, id: string): Promise<StoredRow | null> {
    if (isUuid(id)) return this.sites.find(kind, id.toLowerCase());
    throw invalidPath('id', 'a UUID');
  }

  async #siteOfNew(
    kind: KindName,
    news: readonly { readonly site: string | null }[],
    isList: boolean,
  ): Promise<Write['site']> {
    if (kind === 'site') return { create: true };
    const name = news[0]?.site ?? null;
    if (name === null) return null;
    const at = (i: number) => (isList ? [i, 'site'] : ['site']);
    const foreign = news.flatMap(({ site }, i) => (site === name ? [] : [{ ...foreignSite(i, name), path: at(i) }]));
    if (foreign.length > 0) throw invalidBody(foreign);
    const site = await this.siteNamed(name);
    if (site !== null) return { id: site.id };
    throw invalidBody([
      { code: 'unresolved-reference', path: at(0), found: JSON.stringify(name), allowed: 'the name or id of a site' },
    ]);
  }
}

const shapes = new Map<KindName, ListShape>();

function shapeOf(kind: KindName): ListShape {
  const shape = shapes.get(kind) ?? listShapeOf(kind);
  shapes.set(kind, shape);
  return shape;
}

function bodyOf({ id, revision, siteName, createdAt, updatedAt, row }: StoredRow): Row {
  return { id, ...(siteName === null ? {} : { site: siteName }), revision, createdAt, updatedAt, ...row };
}

function siteOf(kind: KindName, stored: StoredRow): Write['site'] {
  if (kind === 'site') return { id: stored.id };
  return stored.siteId === null ? null : { id: stored.siteId };
}

function writeOf(kind: KindName, { actor, requestId }: RequestContext, what: string) {
  return { actor, requestId, action: `${kindNamed(kind).plural}.${what}` };
}

function subjectOf(kind: KindName, { row }: StoredRow): string {
  return `${kindNamed(kind).title} ${keyLabel(keyOf(kind, row))}`;
}

function foreignSite(index: number, site: string): Defect {
  return {
    code: 'conflict',
    path: [index],
    found: 'a thing of another site',
    allowed: `things of one site; the first is of ${JSON.stringify(site)}`,
  };
}

function staleRows(positions: readonly number[]): Problem {
  return new Problem({
    status: 412,
    code: 'precondition-failed',
    detail: `${String(positions.length)} of the rows changed since they were read; nothing was written.`,
    errors: positions.map((i) => ({
      code: 'stale',
      detail: 'The row has another revision now.',
      pointer: `/${String(i)}/revision`,
    })),
  });
}

/** Routes that write take no parameters. */
function refuseQuery({ query }: RequestContext): void {
  const reading = readParameters([], query);
  if (!reading.ok) throw invalidQuery(reading.defects);
}

/**
 * What was written.
 *
 * @param items where each change stands in the body
 * @throws Problem for everything that is not written
 */
function writtenOr(result: WriteResult, { items }: { readonly items: readonly (readonly number[])[] }): Written {
  switch (result.status) {
    case 'written':
    case 'unchanged':
      return result;
    case 'refused': {
      const defects = result.defects.map((defect) => inBody(defect, items));
      throw defects.every(({ code }) => code === 'conflict') ? conflict(defects) : invalidBody(defects);
    }
    case 'no-site':
      throw invalidBody([{ code: 'unresolved-reference', path: [], found: 'a site that is gone', allowed: 'a site' }]);
    case 'stale':
      throw staleRows(result.stale.map(({ precondition }) => precondition ?? 0));
    case 'key-reused':
      throw keyReused();
    case 'repeated':
      throw new RangeError('only a creation can be repeated');
  }
}

/** A defect of a change, with its place in the body: `changes/3/set/slot` is `3/slot`. */
function inBody(defect: Defect, items: readonly (readonly number[])[]): Defect {
  const { alsoAt } = defect;
  return {
    ...defect,
    path: bodyPath(defect.path, items),
    ...(alsoAt === undefined ? {} : { alsoAt: bodyPath(alsoAt, items) }),
  };
}

function bodyPath(path: Defect['path'], items: readonly (readonly number[])[]): Defect['path'] {
  if (path[0] !== 'changes' || typeof path[1] !== 'number') return path;
  return [...(items[path[1]] ?? []), ...path.slice(3)];
}

function under(path: readonly number[], defect: Defect): Defect {
  return { ...defect, path: [...path, ...defect.path] };
}
