import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';

export const catalogImportParameters: readonly Parameter[] = [
  { name: 'dryRun', description: 'Say what would change and write nothing', type: { kind: 'boolean' } },
  {
    name: 'notes',
    description: 'all: every note with file and line, not only each sort once',
    type: { kind: 'choice', values: ['all'] },
  },
];

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const COLLECTION = { enum: ['rackTypes', 'deviceTypes', 'moduleTypes', 'pduTypes'] };
const CLASS = {
  enum: ['left-out', 'unknown-field', 'reading', 'missing', 'unused-field'],
  description:
    'left-out: not taken over; unknown-field: not a field of the format; reading: read in one way of several; missing: a fact ' +
    'that engines need; unused-field: a field of the format that is not used',
};

export function catalogSchemas(): Readonly<Record<string, JsonSchema>> {
  const counts = object({ create: COUNT, update: COUNT, same: COUNT });
  const note = reference('CatalogImportNote');
  return {
    CatalogImportFiles: object(
      {
        files: {
          type: 'array',
          minItems: 1,
          maxItems: 100_000,
          items: object({
            path: { type: 'string', minLength: 1, maxLength: 1000, description: 'Folders in it tell what the file is' },
            text: { type: 'string', description: 'The YAML file' },
          }),
        },
      },
      { description: 'Files of the NetBox device-type library' },
    ),
    CatalogImportNote: object(
      {
        class: CLASS,
        code: TEXT,
        file: TEXT,
        line: { type: 'integer', minimum: 1 },
        field: TEXT,
        detail: TEXT,
        times: COUNT,
      },
      { description: 'What a reader should know of one place of one file' },
    ),
    CatalogImport: object(
      {
        files: COUNT,
        dryRun: { type: 'boolean', description: 'Nothing was written' },
        counts: object({ rackTypes: counts, deviceTypes: counts, moduleTypes: counts, pduTypes: counts }),
        changes: {
          type: 'array',
          description: 'The first 1,000 entries that change or are new, those that sites use first',
          items: object(
            {
              op: { enum: ['create', 'update'] },
              collection: COLLECTION,
              slug: TEXT,
              file: TEXT,
              fields: { type: 'array', items: TEXT, description: 'Fields that change' },
              sites: { type: 'array', items: TEXT, description: 'Sites that use an entry that changes' },
            },
            { optional: ['sites'] },
          ),
        },
        groups: {
          type: 'array',
          description: 'Each sort of note once, with how often it is there and the first place',
          items: object({ class: CLASS, code: TEXT, field: TEXT, times: COUNT, files: COUNT, example: note }),
        },
        notes: { type: 'array', description: 'Every note, with notes=all', items: note },
      },
      { optional: ['notes'], description: 'What an import did or would do' },
    ),
  };
}

const exampleFiles = {
  files: [
    {
      path: 'device-types/Generic/node.yaml',
      text: 'manufacturer: Generic\nmodel: Node 8\nslug: generic-node-8\nu_height: 8\nis_full_depth: true\n',
    },
  ],
};

export function catalogOperations(): readonly Operation[] {
  return [
    {
      method: 'post',
      path: '/api/v1/catalog/imports',
      operationId: 'importCatalog',
      tag: 'Catalog imports',
      summary: 'Read files of the NetBox device-type library into the catalog',
      description:
        'Device-type, module-type and rack-type files in YAML; rack PDUs become rack PDU types. Every file is read before ' +
        'anything is written; one defect and nothing is. Entries are known by their slugs, and what the files do not state stays ' +
        'as it is. Importing the same files again changes nothing. Up to 256 MB.',
      query: catalogImportParameters,
      body: { description: 'The files', content: json(reference('CatalogImportFiles'), exampleFiles) },
      answers: { 200: { description: 'Imported, or what would change', content: json(reference('CatalogImport')) } },
      problems: [400, 409, 413, 415, 422],
    },
  ];
}

function object(
  properties: Readonly<Record<string, JsonSchema>>,
  { optional = [], description }: { readonly optional?: readonly string[]; readonly description?: string } = {},
): JsonSchema {
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}
