import { inventorySheets } from '../exchange/inventory/sheet-plan.js';
import { XLSX_TYPE } from './analysis-operations.js';
import { documentSchemas } from './document-operations.js';
import { isSchema, type JsonSchema } from './json-schema.js';
import { json, reference, type Content, type Operation, type PathParameter } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Inventory';
const PATH = '/api/v1/sites/{site}/inventory';

export const CSV_TYPE = 'text/csv';

export const inventoryWriteParameters: readonly Parameter[] = [
  {
    name: 'dryRun',
    description: 'Say what would change and write nothing; needs no If-Match',
    type: { kind: 'boolean' },
  },
  {
    name: 'deletes',
    description: 'Delete what has no row any more; else it stays, and the answer lists it',
    type: { kind: 'boolean' },
  },
  {
    name: 'catalog',
    description:
      'update: catalog entries that other sites use too are changed for all of them; else the inventory is refused',
    type: { kind: 'choice', values: ['update'] },
  },
];

const sheetParameter: PathParameter = {
  name: 'sheet',
  description: 'Sheet of the inventory, such as racks or cables.ends',
  schema: { type: 'string', enum: inventorySheets().map(({ name }) => name) },
};

/** What an inventory changes: the answer of a document, with what stays although it has no row any more. */
export function inventorySchemas(): Readonly<Record<string, JsonSchema>> {
  const changes = documentSchemas()['DocumentChanges'] ?? {};
  const properties = isSchema(changes['properties']) ? changes['properties'] : {};
  const text = { type: 'string' };
  return {
    InventoryChanges: {
      ...changes,
      description: 'What an inventory changes',
      properties: {
        ...properties,
        withheld: {
          type: 'array',
          description:
            'The first 1,000 things and lists that have no row any more and stay, since deletes is not given',
          items: {
            type: 'object',
            properties: {
              kind: text,
              key: text,
              list: {
                type: ['string', 'null'],
                description: 'List that would lose entries; null for the thing itself',
              },
            },
            required: ['kind', 'key', 'list'],
            additionalProperties: false,
          },
        },
      },
      required: [...((changes['required'] as readonly string[] | undefined) ?? []), 'withheld'],
    },
  };
}

const exampleChanges = {
  site: 'Hall North',
  created: false,
  dryRun: true,
  contentHash: '7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730',
  counts: { create: 0, update: 1, delete: 0 },
  countsByKind: { rack: { create: 0, update: 1, delete: 0 } },
  renames: [],
  deletions: [],
  needsAllowDeletes: false,
  changes: [{ op: 'update', kind: 'rack', key: 'A02', fields: ['serial'] }],
  withheld: [],
};

export function inventoryOperations(): readonly Operation[] {
  const changes = json(reference('InventoryChanges'), exampleChanges);
  const workbook: Content = { [XLSX_TYPE]: { schema: { type: 'string', format: 'binary' } } };
  const csv: Content = { [CSV_TYPE]: { schema: { type: 'string' }, example: 'key,name,serial\r\nA02,A02,S-1\r\n' } };
  const written = {
    200: { description: 'Changed, or what would change', content: changes, headers: ['ETag'] },
    201: { description: 'Created', content: changes, headers: ['ETag', 'Location'] },
  } as const;
  const write = {
    method: 'put',
    tag: TAG,
    query: inventoryWriteParameters,
    requestHeaders: ['If-Match'],
    answers: written,
    problems: [400, 404, 409, 412, 413, 415, 422, 428],
  } as const;
  const rules =
    'A row is found by its key, else by its name; what is empty is removed, and a sheet or column that is not there changes ' +
    'nothing. All changes are made or none; every defect is listed with its cell.';
  return [
    {
      method: 'get',
      path: `${PATH}.xlsx`,
      operationId: 'getInventory',
      tag: TAG,
      summary: 'The inventory as a workbook to edit',
      description: 'One sheet for each kind and for each of its lists. The same bytes for the same content.',
      pathParameters: [siteParameter],
      query: [],
      answers: { 200: { description: 'The workbook', content: workbook, headers: ['Content-Disposition', 'ETag'] } },
      problems: [400, 404],
    },
    {
      ...write,
      path: PATH,
      operationId: 'putInventory',
      summary: 'Lay an edited workbook over a site',
      description: rules,
      pathParameters: [siteParameter],
      body: { description: 'The workbook', content: workbook },
    },
    {
      method: 'get',
      path: `${PATH}/{sheet}`,
      operationId: 'getInventorySheet',
      tag: TAG,
      summary: 'One sheet of the inventory as CSV',
      description: 'The columns of the workbook, comma-separated, UTF-8.',
      pathParameters: [siteParameter, sheetParameter],
      query: [],
      answers: { 200: { description: 'The sheet', content: csv, headers: ['Content-Disposition', 'ETag'] } },
      problems: [400, 404],
    },
    {
      ...write,
      path: `${PATH}/{sheet}`,
      operationId: 'putInventorySheet',
      summary: 'Lay one sheet of an inventory over a site',
      description: rules,
      pathParameters: [siteParameter, sheetParameter],
      body: { description: 'The sheet as CSV', content: csv },
    },
  ];
}
