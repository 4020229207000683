import { tableNames } from '../exchange/netbox/csv/tables.js';
import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'NetBox tables';

export const netboxImportParameters: readonly Parameter[] = [
  { name: 'dryRun', description: 'Say what would be made and write nothing', type: { kind: 'boolean' } },
  {
    name: 'site',
    description: 'Which site of sites.csv; needed where it has several',
    type: { kind: 'text', maxLength: 200 },
  },
];

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };

export function netboxSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    NetboxTables: object("A site as files for NetBox's CSV import", {
      files: {
        type: 'array',
        description: 'In the order in which NetBox wants them; tables without rows are left out',
        items: object('', { name: TEXT, table: { enum: tableNames }, rows: COUNT, text: TEXT }),
      },
      notCarried: {
        type: 'array',
        description: 'What the tables have no place for, by collection or field, and how many things have it',
        items: object('', { what: TEXT, count: COUNT }),
      },
      unheldCables: {
        type: 'array',
        items: TEXT,
        description: 'Cables on a port that is not listed or has one already',
      },
    }),
    NetboxImport: object('The site that the tables made or would make', {
      changes: reference('DocumentChanges'),
      groups: {
        type: 'array',
        description: 'Each sort of note once, with how often it is there and the first place',
        items: object('', {
          class: TEXT,
          code: TEXT,
          field: TEXT,
          times: COUNT,
          files: COUNT,
          example: reference('CatalogImportNote'),
        }),
      },
    }),
  };
}

const exampleFiles = {
  files: [{ path: 'sites.csv', text: 'name,slug,status\nHall from NetBox,hall-from-netbox,active\n' }],
};

export function netboxOperations(): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/v1/sites/{site}/netbox',
      operationId: 'getSiteNetbox',
      tag: TAG,
      summary: "A site as the CSV tables of NetBox's import",
      description: "Columns of NetBox v4.7's import forms; pods are written out. Says what the tables cannot hold.",
      pathParameters: [siteParameter],
      answers: { 200: { description: 'The tables', content: json(reference('NetboxTables')) } },
      problems: [400, 404],
    },
    {
      method: 'post',
      path: '/api/v1/netbox/imports',
      operationId: 'importNetbox',
      tag: TAG,
      summary: 'Make a site of CSV tables that NetBox would import',
      description:
        'Files are named for their tables (racks.csv); an unknown column is refused with the nearest name. A device with power ' +
        'outlets becomes a rack PDU, a power feed the breaker of its panel. Rooms get placeholder outlines, which stand in ' +
        'the register of assumptions. A site that is there is not replaced, and types that the catalog has are taken from there. Up to 256 MB.',
      query: netboxImportParameters,
      body: { description: 'The files', content: json(reference('CatalogImportFiles'), exampleFiles) },
      answers: { 200: { description: 'Made, or what would be made', content: json(reference('NetboxImport')) } },
      problems: [400, 409, 413, 415, 422],
    },
  ];
}

function object(description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    type: 'object',
    ...(description === '' ? {} : { description }),
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
