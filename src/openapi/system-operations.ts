import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';

const TAG = 'Service';
const TEXT = { type: 'string' };

export function systemSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    RowVersion: {
      type: 'object',
      properties: {
        id: { type: 'string', format: 'uuid', description: 'Identity' },
        revision: { type: 'integer', minimum: 0, description: 'Revision that was read' },
      },
      required: ['id', 'revision'],
      additionalProperties: false,
    },
    Problem: {
      type: 'object',
      description: 'RFC 9457: why a request was refused',
      properties: {
        type: { ...TEXT, format: 'uri' },
        title: TEXT,
        status: { type: 'integer', minimum: 400, maximum: 599 },
        code: { ...TEXT, description: 'Stable word for programs' },
        detail: { ...TEXT, description: 'For a reader' },
        requestId: { ...TEXT, description: 'Id of the request, for the log' },
        errors: { type: 'array', description: 'Everything that is wrong', items: reference('ProblemEntry') },
      },
      required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
    },
    ProblemEntry: {
      type: 'object',
      properties: {
        code: TEXT,
        detail: TEXT,
        pointer: { ...TEXT, description: 'JSON Pointer into the body' },
        parameter: { ...TEXT, description: 'Parameter or header instead' },
        found: TEXT,
        allowed: TEXT,
        nearest: { ...TEXT, description: 'The valid name that is closest' },
        line: { type: 'integer', minimum: 1 },
        column: { type: 'integer', minimum: 1 },
        cell: { ...TEXT, description: 'Cell of a workbook or CSV file, such as racks!C12' },
        alsoAt: { ...TEXT, description: 'The other place of a duplicate' },
        alsoAtLine: { type: 'integer', minimum: 1 },
      },
      required: ['code', 'detail'],
    },
    Health: {
      type: 'object',
      properties: { status: { const: 'ok' } },
      required: ['status'],
      additionalProperties: false,
    },
  };
}

export function systemOperations(): readonly Operation[] {
  const health = { 200: { description: 'Yes', content: json(reference('Health'), { status: 'ok' }) } };
  return [
    {
      method: 'get',
      path: '/api/v1/schemas/site.json',
      operationId: 'getSiteSchema',
      tag: TAG,
      summary: 'JSON Schema (draft-07) of the site document, for editors',
      answers: {
        200: { description: 'The schema', content: { 'application/schema+json': { schema: { type: 'object' } } } },
      },
      problems: [],
    },
    {
      method: 'get',
      path: '/openapi.json',
      operationId: 'getOpenApi',
      tag: TAG,
      summary: 'This description',
      answers: { 200: { description: 'OpenAPI 3.1', content: json({ type: 'object' }) } },
      problems: [],
    },
    {
      method: 'get',
      path: '/docs',
      operationId: 'getDocs',
      tag: TAG,
      summary: 'Interactive documentation',
      answers: { 200: { description: 'A page', content: { 'text/html': { schema: TEXT } } } },
      problems: [],
    },
    {
      method: 'get',
      path: '/docs/{file}',
      operationId: 'getDocsFile',
      tag: TAG,
      summary: 'A part of the interactive documentation',
      pathParameters: [{ name: 'file', description: 'Name of the file', schema: TEXT }],
      answers: {
        200: {
          description: 'The file',
          content: { 'text/css': { schema: TEXT }, 'text/javascript': { schema: TEXT }, 'image/png': { schema: TEXT } },
        },
      },
      problems: [404],
    },
    {
      method: 'get',
      path: '/health/live',
      operationId: 'isLive',
      tag: TAG,
      summary: 'The process runs',
      answers: health,
      problems: [],
    },
    {
      method: 'get',
      path: '/health/ready',
      operationId: 'isReady',
      tag: TAG,
      summary: 'The service takes requests',
      answers: health,
      problems: [503],
    },
  ];
}
