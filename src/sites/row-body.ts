import { z } from 'zod';
import type { Defect } from '../domain/defect.js';
import type { Row } from '../domain/site/key.js';
import { kindNamed, type KindName } from '../domain/site/kinds.js';
import { showValue } from '../exchange/document/text-display.js';
import { zodDefects } from '../exchange/document/zod-defects.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { invalidBody } from '../openapi/refusal.js';
import type { StoredRow } from './stored-row.js';

/** Fields that rows are answered with and that a writer does not set. */
const READ_ONLY = ['id', 'site', 'revision', 'createdAt', 'updatedAt'];

const siteName = z.string().min(1).max(200).meta({ description: 'Site to which it belongs, by name' });
const version = { id: z.uuid(), revision: z.int().min(0) };
const versions = z.array(z.strictObject(version)).min(1);
const versionedPatches = z.array(z.looseObject(version)).min(1);

const createSchemas = new Map<KindName, z.ZodObject>();

/** What is to be created; for a site-scoped kind each with the name of its site. */
export interface NewRow {
  readonly site: string | null;
  readonly row: Row;
}

/** A row that the writer saw at a revision. */
export interface RowVersion {
  readonly id: string;
  readonly revision: number;
}

/** Reads the body of a creation. @throws Problem (422) with every defect */
export function readNewRows(kind: KindName, body: unknown): readonly NewRow[] {
  const schema = createSchema(kind);
  const items = Array.isArray(body) ? valid(z.array(schema).min(1), body) : [valid(schema, body)];
  const inSite = kindNamed(kind).scope === 'site';
  return items.map((item) =>
    inSite ? { site: String(item['site']), row: withoutFields(item, ['site']) } : { site: null, row: item },
  );
}

/** Reads ids with revisions. @throws Problem (422) with every defect */
export function readVersions(body: unknown): readonly RowVersion[] {
  const items = valid(versions, body);
  refuseRepeated(items);
  return items;
}

/** Reads merge patches, each with the id and the revision of its row. @throws Problem (422) with every defect */
export function readVersionedPatches(body: unknown): readonly (RowVersion & { readonly patch: Row })[] {
  const items = valid(versionedPatches, body);
  refuseRepeated(items);
  return items.map(({ id, revision, ...patch }) => ({ id, revision, patch }));
}

/** What a body says about fields that it cannot set must be what is stored. */
export function readOnlyDefects(stored: StoredRow, body: Row): readonly Defect[] {
  const known: Row = {
    id: stored.id,
    revision: stored.revision,
    ...(stored.siteName === null ? {} : { site: stored.siteName }),
  };
  return Object.entries(known).flatMap(([field, value]) => {
    const given = body[field];
    const same = field === 'id' && typeof given === 'string' ? given.toLowerCase() === value : given === value;
    if (given === undefined || same) return [];
    return [
      { code: 'conflict', path: [field], found: showValue(given), allowed: `${showValue(value)}, or nothing` } as const,
    ];
  });
}

/** The fields of a body that a writer sets. */
export function writable(kind: KindName, body: Row): Row {
  const fields = kindNamed(kind).scope === 'site' ? READ_ONLY : READ_ONLY.filter((field) => field !== 'site');
  return withoutFields(body, fields);
}

/** A body that is an object. @throws Problem (422) */
export function readObject(body: unknown): Row {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Row;
  throw invalidBody([{ code: 'type', path: [], found: showValue(body), allowed: 'an object' }]);
}

/** What is wrong with a row by itself; paths are steps inside it. */
export function rowDefects(kind: KindName, row: Row): readonly Defect[] {
  const { schema } = kindNamed(kind);
  const checked = schema.safeParse(row);
  return checked.success ? [] : zodDefects(checked.error.issues, row, schema);
}

/** Fields in which a row changes: the new value of each, null where it is removed. */
export function changedFields(before: Row, after: Row): Row {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((name) => canonical(before[name]) !== canonical(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

function valid<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const checked = schema.safeParse(body);
  if (checked.success) return checked.data;
  throw invalidBody(zodDefects(checked.error.issues.slice(0, LISTED_DEFECTS), body, schema));
}

function refuseRepeated(items: readonly RowVersion[]): void {
  const first = new Map<string, number>();
  const defects = items.flatMap(({ id }, i): readonly Defect[] => {
    const known = first.get(id.toLowerCase());
    if (known === undefined) first.set(id.toLowerCase(), i);
    if (known === undefined) return [];
    return [
      { code: 'duplicate-name', path: [i, 'id'], found: showValue(id), allowed: 'each id once', alsoAt: [known, 'id'] },
    ];
  });
  if (defects.length > 0) throw invalidBody(defects);
}

function createSchema(kind: KindName): z.ZodObject {
  const known = createSchemas.get(kind);
  if (known !== undefined) return known;
  const { schema, scope } = kindNamed(kind);
  const own = schema.omit({ id: true });
  const made = scope === 'site' ? own.extend({ site: siteName }) : own;
  createSchemas.set(kind, made);
  return made;
}

function withoutFields(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
