import { kinds } from '../domain/site/kinds.js';
import { airOperations, airSchemas } from './air-operations.js';
import { floorOperations, floorSchemas } from './floor-operations.js';
import { analysisOperations, analysisSchemas } from './analysis-operations.js';
import { cableOperations, cableSchemas } from './cable-operations.js';
import { powerOperations, powerSchemas } from './power-operations.js';
import { sizingOperations, sizingSchemas } from './sizing-operations.js';
import { catalogOperations, catalogSchemas } from './catalog-operations.js';
import { documentOperations, documentSchemas } from './document-operations.js';
import { inventoryOperations, inventorySchemas } from './inventory-operations.js';
import { readingOperations } from './reading-operations.js';
import { jobOperations, jobSchemas } from './job-operations.js';
import type { JsonSchema } from './json-schema.js';
import type { Answer, HeaderName, Operation, ProblemStatus, RequestHeader } from './operation.js';
import { netboxOperations, netboxSchemas } from './netbox-operations.js';
import type { Parameter, ParameterType } from './parameter.js';
import { recordOperations, recordSchemas } from './record-operations.js';
import { rowOperations, rowSchemas } from './row-operations.js';
import { systemOperations, systemSchemas } from './system-operations.js';
import { viewOperations, viewSchemas } from './view-operations.js';

const DESCRIPTION = [
  'Plans halls of deterministic inference racks from tokens to tiles.',
  '',
  'Every kind of thing has a collection with the same rules. Lists are paged by `limit` and `offset`, ordered by `ordering`, and ' +
    'filtered by field: `__n` not, `__lt` `__lte` `__gt` `__gte` compared, `__ic` contains, `__isw` starts with, `__empty` absent; ' +
    'a repeated parameter means any of its values.',
  '',
  'Every row has a `revision`, which is its ETag: a write on something that exists needs `If-Match`. Every refusal is an RFC 9457 ' +
    'problem with a stable `code` and everything that is wrong; every answer carries `X-Request-ID`. Before a request ' +
    'reaches a route it can also be refused with 408.',
].join('\n');

const PROBLEMS: Readonly<Record<ProblemStatus, string>> = {
  400: 'The request cannot be read: its query, its headers, or the syntax or encoding of its body',
  404: 'There is no such thing',
  405: 'Not this method here',
  406: 'No answer in a media type that is accepted',
  409: 'What is stored stands against it, such as something that names what would be deleted',
  412: 'It has changed since it was read',
  413: 'The body is too large',
  415: 'The media type or the content coding is not read here',
  422: 'The body can be read and is not valid: every defect is listed',
  428: 'If-Match is needed',
  431: 'The head of the request, its address included, is over 16 KiB',
  503: 'Not at the moment: the database does not answer, or the service stops',
};

const REQUEST_HEADERS: Readonly<
  Record<RequestHeader, { readonly description: string; readonly schema: JsonSchema; readonly example: string }>
> = {
  'If-Match': {
    description:
      'ETag of the state that is changed, or `*` for any; without it the answer is 428, with a stale one 412',
    schema: { type: 'string', minLength: 1 },
    example: '"3"',
  },
  'If-None-Match': {
    description: 'ETag that the reader has; where it is current the answer is 304',
    schema: { type: 'string', minLength: 1 },
    example: '"3"',
  },
  'Idempotency-Key': {
    description:
      'A key of the client: the same request again is answered with the same answer and writes nothing; another request ' +
      'under the same key is 422',
    schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
    example: '0f8fad5b-d9cb-469f-a165-70867728950e',
  },
};

const HEADERS: Readonly<Record<HeaderName | 'X-Request-ID', JsonSchema>> = {
  ETag: { description: 'State of the thing, for If-Match', schema: { type: 'string' }, example: '"3"' },
  Location: { description: 'Address of what was created', schema: { type: 'string', format: 'uri-reference' } },
  'Content-Disposition': { description: 'Name of the file', schema: { type: 'string' } },
  'X-Request-ID': { description: 'Id of the request, for the log', schema: { type: 'string' } },
};

/** Every route that is documented, which is every route that there is. */
export function allOperations(): readonly Operation[] {
  return [
    ...kinds.flatMap(({ name }) => rowOperations(name)),
    ...documentOperations(),
    ...catalogOperations(),
    ...inventoryOperations(),
    ...readingOperations(),
    ...netboxOperations(),
    ...viewOperations(),
    ...analysisOperations(),
    ...airOperations(),
    ...floorOperations(),
    ...powerOperations(),
    ...jobOperations(),
    ...sizingOperations(),
    ...cableOperations(),
    ...recordOperations(),
    ...systemOperations(),
  ];
}

/** The OpenAPI 3.1 description of the whole interface; the same bytes for the same code. */
export function openApiDocument(version: string): JsonSchema {
  const parameters = new Map<string, JsonSchema>();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  const operations = allOperations();
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = operationObject(operation, parameters);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Plenum', version, description: DESCRIPTION },
    servers: [{ url: '/', description: 'Where this document was read' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        ...systemSchemas(),
        ...rowSchemas(),
        ...documentSchemas(),
        ...catalogSchemas(),
        ...inventorySchemas(),
        ...netboxSchemas(),
        ...viewSchemas(),
        ...analysisSchemas(),
        ...airSchemas(),
        ...floorSchemas(),
        ...powerSchemas(),
        ...jobSchemas(),
        ...sizingSchemas(),
        ...cableSchemas(),
        ...recordSchemas(),
      },
      parameters: Object.fromEntries([...parameters].sort(([a], [b]) => (a < b ? -1 : 1))),
      headers: HEADERS,
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [`Problem${status}`, problem(description)]),
      ),
    },
  };
}

function operationObject(operation: Operation, shared: Map<string, JsonSchema>): JsonSchema {
  const { operationId, tag, summary, description, body, answers, problems } = operation;
  const parameters = [
    ...(operation.pathParameters ?? []).map((parameter) => ({ in: 'path', required: true, ...parameter })),
    ...[...(operation.query ?? [])].map((parameter) => sharedParameter(parameter, shared)),
    ...(operation.requestHeaders ?? []).map((name) => ({
      in: 'header',
      name,
      required: false,
      ...REQUEST_HEADERS[name],
    })),
  ];
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, ...body } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerObject(answer)])),
      ...Object.fromEntries(
        [...new Set<ProblemStatus>([...problems, 431, 503])].map((status) => [
          status,
          { $ref: `#/components/responses/Problem${String(status)}` },
        ]),
      ),
    },
  };
}

function answerObject({ description, content, headers = [] }: Answer): JsonSchema {
  const names = [...headers, 'X-Request-ID'];
  return {
    description,
    headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    ...(content === undefined ? {} : { content }),
  };
}

function problem(description: string): JsonSchema {
  return {
    description,
    headers: { 'X-Request-ID': { $ref: '#/components/headers/X-Request-ID' } },
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Filters that many kinds have stand once among the components. */
function sharedParameter(parameter: Parameter, shared: Map<string, JsonSchema>): JsonSchema {
  const own = parameterObject(parameter);
  for (let suffix = 1; ; suffix += 1) {
    const name = suffix === 1 ? parameter.name : `${parameter.name}.${String(suffix)}`;
    const known = shared.get(name);
    if (known === undefined) shared.set(name, own);
    if (known === undefined || JSON.stringify(known) === JSON.stringify(own))
      return { $ref: `#/components/parameters/${name}` };
  }
}

function parameterObject({ name, description, type, repeatable, list, example }: Parameter): JsonSchema {
  const value = valueSchema(type);
  const isList = repeatable === true || list === true;
  return {
    in: 'query',
    name,
    description,
    required: false,
    schema: isList ? { type: 'array', items: value } : value,
    ...(isList ? { style: 'form', explode: list !== true } : {}),
    ...(example === undefined ? {} : { example: exampleValue(example, { isList }) }),
  };
}

function exampleValue(example: string, { isList }: { readonly isList: boolean }): unknown {
  if (isList) return example.split(',');
  return /^\d+$/.test(example) ? Number(example) : example;
}

function valueSchema(type: ParameterType): JsonSchema {
  switch (type.kind) {
    case 'text':
      return { type: 'string', ...(type.maxLength === undefined ? {} : { maxLength: type.maxLength }) };
    case 'choice':
      return { enum: type.values };
    case 'integer':
      return { type: 'integer', minimum: type.minimum, maximum: type.maximum };
    case 'number':
      return {
        type: 'number',
        ...(type.minimum === undefined ? {} : { minimum: type.minimum }),
        ...(type.maximum === undefined ? {} : { maximum: type.maximum }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'uuid':
      return { type: 'string', format: 'uuid' };
  }
}
