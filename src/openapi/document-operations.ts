import { collectionNames, collections, type KindName } from '../domain/site/kinds.js';
import { examples } from './examples.js';
import { documentShape, isSchema, kindSchema, schemaName, type JsonSchema } from './json-schema.js';
import { json, reference, type Content, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Site document';
const PATH = '/api/v1/sites/{site}/document';

export const DOCUMENT_ANSWER_TYPES = [
  'application/json',
  'application/yaml',
  'text/yaml',
  'application/x-yaml',
] as const;
export const DOCUMENT_BODY_TYPES = DOCUMENT_ANSWER_TYPES;

export const documentReadParameters: readonly Parameter[] = [
  {
    name: 'ids',
    description: 'With the id of everything, so that a change of name is a rename',
    type: { kind: 'boolean' },
  },
  {
    name: 'revision',
    description: 'The site as it was at this revision of its document; audit records name them',
    type: { kind: 'integer', minimum: 1, maximum: 2_147_483_647 },
    example: '1',
  },
];

export const documentWriteParameters: readonly Parameter[] = [
  {
    name: 'dryRun',
    description: 'Say what would change and write nothing; needs no If-Match',
    type: { kind: 'boolean' },
  },
  {
    name: 'allowDeletes',
    description: 'Needed when more than a tenth of the things of the site would be deleted',
    type: { kind: 'boolean' },
  },
  {
    name: 'catalog',
    description:
      'update: catalog entries that other sites use too are changed for all of them; else the document is refused',
    type: { kind: 'choice', values: ['update'] },
  },
];

/** An example document: the examples of all kinds together. */
export const exampleDocument = {
  plenum: 1,
  site: examples.site,
  ...Object.fromEntries(collectionNames.map((name) => [name, [examples[collections[name].name]]])),
};

/** Schemas of documents and of what writing one answers. */
export function documentSchemas(): Readonly<Record<string, JsonSchema>> {
  const kindSchemas = (['site', ...collectionNames.map((name) => collections[name].name)] as const).map(
    (kind: KindName) => [`${schemaName(kind)}Entry`, entrySchema(kind)] as const,
  );
  const count = { type: 'integer', minimum: 0 };
  const counts = {
    type: 'object',
    properties: { create: count, update: count, delete: count },
    required: ['create', 'update', 'delete'],
    additionalProperties: false,
  };
  const label = { type: 'string', description: 'Natural key, its parts joined by " / "' };
  const kind = { type: 'string', description: 'Kind, as in changes and findings' };
  return {
    ...Object.fromEntries(kindSchemas),
    SiteDocument: { title: 'Site document', ...documentShape('#/components/schemas/', 'Entry') },
    DocumentChanges: {
      type: 'object',
      description: 'What a document changes',
      properties: {
        site: { type: 'string' },
        created: { type: 'boolean', description: 'The site is new' },
        dryRun: { type: 'boolean', description: 'Nothing was written' },
        contentHash: { type: 'string', description: 'Hash of the site as the document says it; its ETag' },
        counts,
        countsByKind: { type: 'object', additionalProperties: counts },
        renames: {
          type: 'array',
          items: {
            type: 'object',
            properties: { kind, from: label, to: label },
            required: ['kind', 'from', 'to'],
            additionalProperties: false,
          },
        },
        deletions: {
          type: 'array',
          description: 'The first 1,000 things that are deleted',
          items: {
            type: 'object',
            properties: { kind, key: label },
            required: ['kind', 'key'],
            additionalProperties: false,
          },
        },
        needsAllowDeletes: {
          type: 'boolean',
          description: 'More than a tenth of the things of the site would be deleted',
        },
        changes: {
          type: 'array',
          description: 'The first 1,000 changes; only of a dry run',
          items: {
            type: 'object',
            properties: {
              op: { type: 'string', enum: ['create', 'update', 'delete'] },
              kind,
              key: label,
              fields: { type: 'array', items: { type: 'string' }, description: 'Fields that change' },
            },
            required: ['op', 'kind', 'key', 'fields'],
            additionalProperties: false,
          },
        },
      },
      required: [
        'site',
        'created',
        'dryRun',
        'contentHash',
        'counts',
        'countsByKind',
        'renames',
        'deletions',
        'needsAllowDeletes',
      ],
      additionalProperties: false,
    },
  };
}

/** A thing as it stands in a document: the fields of its row without what only the database knows. */
function entrySchema(kind: KindName): JsonSchema {
  const own = kindSchema(kind, 'draft-2020-12');
  const fields = Object.keys(isSchema(own['properties']) ? own['properties'] : {});
  const there = fields.map((field) => [
    field,
    { $ref: `#/components/schemas/${schemaName(kind)}/properties/${field}` },
  ]);
  return { ...own, properties: Object.fromEntries(there) };
}

const exampleChanges = {
  site: 'Hall North',
  created: false,
  dryRun: true,
  contentHash: '7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730',
  counts: { create: 1, update: 0, delete: 0 },
  countsByKind: { rack: { create: 1, update: 0, delete: 0 } },
  renames: [],
  deletions: [],
  needsAllowDeletes: false,
  changes: [{ op: 'create', kind: 'rack', key: 'A02', fields: [] }],
};

export function documentOperations(): readonly Operation[] {
  const document: Content = Object.fromEntries(
    DOCUMENT_ANSWER_TYPES.map((type) => [
      type,
      { schema: reference('SiteDocument'), ...(type === 'application/json' ? { example: exampleDocument } : {}) },
    ]),
  );
  const changes = json(reference('DocumentChanges'), exampleChanges);
  return [
    {
      method: 'get',
      path: PATH,
      operationId: 'getSiteDocument',
      tag: TAG,
      summary: 'The whole site as one document',
      description: 'YAML or JSON by Accept; the ETag is the hash of what the site says.',
      pathParameters: [siteParameter],
      query: documentReadParameters,
      requestHeaders: ['If-None-Match'],
      answers: {
        200: { description: 'The document', content: document, headers: ['ETag'] },
        304: { description: 'The reader has it already' },
      },
      problems: [400, 404, 406],
    },
    {
      method: 'put',
      path: PATH,
      operationId: 'putSiteDocument',
      tag: TAG,
      summary: 'Create or replace a whole site',
      description:
        'Things are matched by id where the document has ids, else by their natural keys. What the document leaves out is deleted. ' +
        'Where the path names an existing site and the document another name, the site is renamed. A document that ' +
        'changes nothing writes nothing. Up to 256 MB.',
      pathParameters: [siteParameter],
      query: documentWriteParameters,
      requestHeaders: ['If-Match'],
      body: { description: 'The document', content: document },
      answers: {
        200: { description: 'Replaced, or what would change', content: changes, headers: ['ETag'] },
        201: { description: 'Created', content: changes, headers: ['ETag', 'Location'] },
      },
      problems: [400, 409, 412, 413, 415, 422, 428],
    },
  ];
}
