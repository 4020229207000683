import { kindNamed, kinds, type KindName } from '../domain/site/kinds.js';
import { examples } from './examples.js';
import { isSchema, kindSchema, patchSchema, schemaName, without, type JsonSchema } from './json-schema.js';
import { fieldsParameter, listParameters, listShapeOf } from './list-parameters.js';
import { json, reference, type Operation, type PathParameter } from './operation.js';

const ID: JsonSchema = { type: 'string', format: 'uuid', description: 'Identity' };
const REVISION: JsonSchema = { type: 'integer', minimum: 0, description: 'Rises with every change; it is the ETag' };
const SITE: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 200,
  description: 'Site to which it belongs, by name',
};
const INSTANT: JsonSchema = { type: 'string', format: 'date-time' };

const EXAMPLE_ROW = {
  id: '01990a3e-7c1b-7c52-9a51-0d4f5a3c2b1e',
  revision: 3,
  createdAt: '2027-02-01T08:00:00.000Z',
  updatedAt: '2027-02-03T09:30:00.000Z',
};

/** Plural of a kind in routes: `rack-types`. */
export function routeName(kind: KindName): string {
  return kindNamed(kind).plural.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Address of the collection of a kind. */
export function collectionPath(kind: KindName): string {
  return `/api/v1/${routeName(kind)}`;
}

/** Whether rows of a kind belong to a site, and name it in the field `site`. */
export function isSiteScoped(kind: KindName): boolean {
  return kindNamed(kind).scope === 'site';
}

/** Schemas of the rows of every kind: as answered, as sent, as patched. */
export function rowSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(kinds.flatMap(({ name }) => Object.entries(schemasOf(name))));
}

function schemasOf(kind: KindName): Readonly<Record<string, JsonSchema>> {
  const name = schemaName(kind);
  const own = kindSchema(kind, 'draft-2020-12');
  const fields = without(isSchema(own['properties']) ? own['properties'] : {}, ['id']);
  const required = (own['required'] as readonly string[] | undefined) ?? [];
  const siteName = isSiteScoped(kind) ? ['site'] : [];
  const stored = {
    id: ID,
    ...(isSiteScoped(kind) ? { site: SITE } : {}),
    revision: REVISION,
    createdAt: { ...INSTANT, description: 'When it was made' },
    updatedAt: { ...INSTANT, description: 'When it was last changed' },
  };
  const row: JsonSchema = {
    ...own,
    properties: { ...stored, ...fields },
    required: [...Object.keys(stored), ...required],
  };
  // Each field is described once, in the schema of the row as it is answered.
  const at = (field: string): JsonSchema => ({ $ref: `#/components/schemas/${name}/properties/${field}` });
  const fieldsThere = Object.fromEntries(Object.keys(fields).map((field) => [field, at(field)]));
  const storedThere = Object.fromEntries(Object.keys(stored).map((field) => [field, at(field)]));
  const siteThere = Object.fromEntries(siteName.map((field) => [field, at(field)]));
  const patched = Object.fromEntries(
    Object.entries(fields).map(([field, schema]) => {
      const patch = patchSchema(schema as JsonSchema);
      const there = patch === schema ? at(field) : patch;
      return [field, required.includes(field) ? there : { anyOf: [there, { type: 'null' }] }];
    }),
  );
  const title = String(own['title']);
  return {
    [name]: row,
    [`${name}Part`]: {
      ...objectOf(`${title}, only the fields asked for`, { ...storedThere, ...fieldsThere }),
      required: ['id'],
    },
    [`${name}Page`]: {
      type: 'object',
      properties: {
        count: { type: 'integer', minimum: 0, description: 'Rows that meet the filters' },
        next: { type: ['string', 'null'], description: 'Address of the next page' },
        previous: { type: ['string', 'null'], description: 'Address of the page before' },
        results: { type: 'array', items: { anyOf: [reference(name), reference(`${name}Part`)] } },
      },
      required: ['count', 'next', 'previous', 'results'],
      additionalProperties: false,
    },
    [`${name}Create`]: {
      ...objectOf(`${title}, to be created`, { ...siteThere, ...fieldsThere }),
      required: [...siteName, ...required],
    },
    [`${name}Replace`]: {
      ...objectOf(`${title}, to be replaced`, { ...storedThere, ...fieldsThere }),
      description: 'The whole thing; what is read-only may stand there as it was answered.',
      ...(required.length === 0 ? {} : { required }),
    },
    [`${name}Patch`]: {
      ...objectOf(`${title}, to be changed`, { ...storedThere, ...patched }),
      description: 'JSON Merge Patch (RFC 7396): null removes.',
    },
    [`${name}BulkPatch`]: {
      ...objectOf(`${title}, to be changed among others`, { ...storedThere, ...patched }),
      description: 'JSON Merge Patch (RFC 7396) of the row with this id, at this revision.',
      required: ['id', 'revision'],
    },
  };
}

function objectOf(title: string, properties: JsonSchema): JsonSchema {
  return { title, type: 'object', properties, additionalProperties: false };
}

/** Routes of one kind. */
export function rowOperations(kind: KindName): readonly Operation[] {
  const { title } = kindNamed(kind);
  const name = schemaName(kind);
  const plural = kindNamed(kind).plural;
  const Plural = plural.charAt(0).toUpperCase() + plural.slice(1);
  const shape = listShapeOf(kind);
  const collection = collectionPath(kind);
  const tag = title;
  const sent = { ...(isSiteScoped(kind) ? { site: examples.site['name'] } : {}), ...examples[kind] };
  const { id, revision, createdAt, updatedAt } = EXAMPLE_ROW;
  const answered = {
    id,
    ...(isSiteScoped(kind) ? { site: examples.site['name'] } : {}),
    revision,
    createdAt,
    updatedAt,
    ...examples[kind],
  };
  const one = { anyOf: [reference(name), reference(`${name}Part`)] };
  const patch = { description: 'Moved in March', tags: null };
  const path = kind === 'site' ? `${collection}/{site}` : `${collection}/{id}`;
  const pathParameters = [kind === 'site' ? siteParameter : idParameter];
  const isRoot = kind === 'site';
  return [
    {
      method: 'get',
      path: collection,
      operationId: `list${Plural}`,
      tag,
      summary: `List: ${title.toLowerCase()}`,
      query: listParameters(shape),
      answers: {
        200: {
          description: 'One page',
          content: json(reference(`${name}Page`), { count: 1, next: null, previous: null, results: [answered] }),
        },
      },
      problems: [400],
    },
    {
      method: 'post',
      path: collection,
      operationId: `create${Plural}`,
      tag,
      summary: isRoot ? 'Create a site' : `Create one, or several at once: ${title.toLowerCase()}`,
      description: isRoot ? 'A new site without anything in it.' : BULK,
      requestHeaders: ['Idempotency-Key'],
      body: {
        description: isRoot ? 'The site' : 'One, or a list of which all or none are created; all belong to one site',
        content: json(
          isRoot
            ? reference(`${name}Create`)
            : {
                oneOf: [reference(`${name}Create`), { type: 'array', minItems: 1, items: reference(`${name}Create`) }],
              },
          sent,
        ),
      },
      answers: {
        201: {
          description: 'Created; Location and ETag where it was one',
          content: json(
            isRoot ? reference(name) : { oneOf: [reference(name), { type: 'array', items: reference(name) }] },
            answered,
          ),
          headers: ['ETag', 'Location'],
        },
      },
      problems: [400, 409, 413, 415, 422],
    },
    ...(isRoot
      ? []
      : ([
          {
            method: 'patch',
            path: collection,
            operationId: `update${Plural}`,
            tag,
            summary: `Change several at once: ${title.toLowerCase()}`,
            description: BULK,
            body: {
              description: 'Merge patches, each with the id and the revision of its row',
              content: json({ type: 'array', minItems: 1, items: reference(`${name}BulkPatch`) }, [
                { id, revision, ...patch },
              ]),
            },
            answers: {
              200: {
                description: 'The rows as they are now',
                content: json({ type: 'array', items: reference(name) }, [answered]),
              },
            },
            problems: [400, 409, 412, 413, 415, 422],
          },
          {
            method: 'delete',
            path: collection,
            operationId: `delete${Plural}`,
            tag,
            summary: `Delete several at once: ${title.toLowerCase()}`,
            description: BULK,
            body: {
              description: 'Id and revision of each row',
              content: json({ type: 'array', minItems: 1, items: reference('RowVersion') }, [{ id, revision }]),
            },
            answers: { 204: { description: 'Deleted' } },
            problems: [400, 409, 412, 413, 415, 422],
          },
        ] satisfies readonly Operation[])),
    {
      method: 'get',
      path,
      operationId: `get${name}`,
      tag,
      summary: `Read one: ${title.toLowerCase()}`,
      pathParameters,
      query: [fieldsParameter(shape)],
      requestHeaders: ['If-None-Match'],
      answers: {
        200: { description: 'The row', content: json(one, answered), headers: ['ETag'] },
        304: { description: 'The reader has it already' },
      },
      problems: [400, 404],
    },
    {
      method: 'put',
      path,
      operationId: `replace${name}`,
      tag,
      summary: `Replace one: ${title.toLowerCase()}`,
      description: 'What is left out is removed. A new name renames it everywhere that it is named.',
      pathParameters,
      requestHeaders: ['If-Match'],
      body: { description: 'The whole thing', content: json(reference(`${name}Replace`), examples[kind]) },
      answers: {
        200: { description: 'The row as it is now', content: json(reference(name), answered), headers: ['ETag'] },
      },
      problems: [400, 404, 409, 412, 413, 415, 422, 428],
    },
    {
      method: 'patch',
      path,
      operationId: `update${name}`,
      tag,
      summary: `Change one: ${title.toLowerCase()}`,
      description: 'JSON Merge Patch (RFC 7396). A new name renames it everywhere that it is named.',
      pathParameters,
      requestHeaders: ['If-Match'],
      body: {
        description: 'What changes; null removes',
        content: {
          ...json(reference(`${name}Patch`), patch),
          'application/merge-patch+json': { schema: reference(`${name}Patch`), example: patch },
        },
      },
      answers: {
        200: { description: 'The row as it is now', content: json(reference(name), answered), headers: ['ETag'] },
      },
      problems: [400, 404, 409, 412, 413, 415, 422, 428],
    },
    {
      method: 'delete',
      path,
      operationId: `delete${name}`,
      tag,
      summary: isRoot ? 'Delete a site and everything in it' : `Delete one: ${title.toLowerCase()}`,
      ...(isRoot ? {} : { description: 'Refused (409) while something names it.' }),
      pathParameters,
      requestHeaders: ['If-Match'],
      answers: { 204: { description: 'Deleted' } },
      problems: [400, 404, 409, 412, 428],
    },
  ];
}

const BULK = 'All or nothing: one transaction and one audit record.';

export const idParameter: PathParameter = {
  name: 'id',
  description: 'Identity',
  schema: { type: 'string', format: 'uuid' },
};

export const siteParameter: PathParameter = {
  name: 'site',
  description: 'Name or id of the site',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
