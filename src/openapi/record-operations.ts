import type { JsonSchema } from './json-schema.js';
import { fieldsParameter, listParameters, type ListField, type ListShape } from './list-parameters.js';
import { json, reference, type Operation } from './operation.js';
import type { ParameterType } from './parameter.js';
import { idParameter } from './row-operations.js';
import { pageOf } from './view-operations.js';

const TAG = 'Records';
const MAXIMUM_INT = 2 ** 31 - 1;

function field(name: string, description: string, type: ParameterType, optional = false): ListField {
  const families = { text: 'text', choice: 'choice', uuid: 'choice', instant: 'ordered', integer: 'ordered' } as const;
  const family = type.kind in families ? families[type.kind as keyof typeof families] : 'presence';
  return { name, description, type, family, optional };
}

const text: ParameterType = { kind: 'text', maxLength: 200 };
const uuid: ParameterType = { kind: 'uuid' };
const instant: ParameterType = { kind: 'instant' };
const integer: ParameterType = { kind: 'integer', minimum: 0, maximum: MAXIMUM_INT };

export const PLAN_STATUSES = ['draft', 'submitted', 'approved', 'rejected', 'applied', 'withdrawn'] as const;
export const DECISIONS = ['approved', 'rejected', 'withdrawn'] as const;

export const auditRecordShape: ListShape = {
  fields: [
    field('id', 'Identity', uuid),
    field('at', 'When it was written', instant),
    field('actor', 'Who did it', text),
    field('action', 'What was done', text),
    field('requestId', 'Id of the request', text),
    field('site', 'Site, by its name at that time; absent for the catalog', text, true),
    field('siteId', 'Site, by id; kept when the site is gone', uuid, true),
    field('documentRevision', 'Revision of the site after it', integer, true),
    field('planId', 'Plan that was applied', uuid, true),
    field('changeCount', 'How many things changed', integer),
  ],
  key: ['-at', '-id'],
};

export const auditChangeShape: ListShape = {
  fields: [
    field('position', 'Place in the record, from 0', integer),
    field('op', 'What happened', { kind: 'choice', values: ['create', 'update', 'delete'] }),
    field('kind', 'Kind of thing', text),
  ],
  key: ['position'],
  furtherFields: ['key', 'before', 'after'],
};

export const planShape: ListShape = {
  fields: [
    field('id', 'Identity', uuid),
    field('site', 'Site, by name', text),
    field('name', 'Name of the plan', text),
    field('status', 'Where it stands', { kind: 'choice', values: PLAN_STATUSES }),
    field('createdBy', 'Who made it', text),
    field('createdAt', 'When it was made', instant),
    field('updatedAt', 'When it was last changed', instant),
  ],
  key: ['site', 'name'],
  furtherFields: ['description', 'revision', 'baseDocumentRevision'],
};

export const approvalShape: ListShape = {
  fields: [
    field('id', 'Identity', uuid),
    field('at', 'When it was decided', instant),
    field('site', 'Site, by its name at that time', text),
    field('planId', 'Plan, by id; kept when the plan is gone', uuid),
    field('plan', 'Plan, by its name at that time', text),
    field('actor', 'Who decided', text),
    field('decision', 'What was decided', { kind: 'choice', values: DECISIONS }),
  ],
  key: ['-at', '-id'],
  furtherFields: ['planRevision', 'reason'],
};

const TEXT = { type: 'string' };
const TEXT_OR_NULL = { type: ['string', 'null'] };
const ID = { type: 'string', format: 'uuid' };
const ID_OR_NULL = { type: ['string', 'null'], format: 'uuid' };
const AT = { type: 'string', format: 'date-time' };
const COUNT = { type: 'integer', minimum: 0 };
const KEY = { type: 'array', items: TEXT, description: 'Natural key' };
const ANYTHING_OR_NULL = { type: ['object', 'null'] };

export function recordSchemas(): Readonly<Record<string, JsonSchema>> {
  const records: Readonly<Record<string, JsonSchema>> = {
    AuditRecord: object('Who did what and when; its changes have a list of their own', {
      id: ID,
      at: AT,
      actor: TEXT,
      action: TEXT,
      requestId: TEXT,
      site: TEXT_OR_NULL,
      siteId: ID_OR_NULL,
      documentRevision: { type: ['integer', 'null'] },
      planId: ID_OR_NULL,
      changeCount: COUNT,
    }),
    AuditChange: object('One change, with what was before and what came after', {
      position: COUNT,
      op: { enum: ['create', 'update', 'delete'] },
      kind: TEXT,
      key: KEY,
      before: ANYTHING_OR_NULL,
      after: ANYTHING_OR_NULL,
    }),
    Plan: object('An ordered, dated list of changes', {
      id: ID,
      site: TEXT,
      name: TEXT,
      description: TEXT_OR_NULL,
      status: { enum: PLAN_STATUSES },
      revision: COUNT,
      baseDocumentRevision: COUNT,
      createdBy: TEXT,
      createdAt: AT,
      updatedAt: AT,
    }),
    Approval: object('Who decided what on a plan, and when', {
      id: ID,
      at: AT,
      site: TEXT,
      planId: ID,
      plan: TEXT,
      planRevision: COUNT,
      actor: TEXT,
      decision: { enum: DECISIONS },
      reason: TEXT_OR_NULL,
    }),
  };
  const pages = Object.keys(records).map((name) => [`${name}Page`, pageOf(name)] as const);
  return { ...records, ...Object.fromEntries(pages) };
}

/** Fields may be left out by `fields=`, so none is required. */
function object(description: string, properties: JsonSchema): JsonSchema {
  return { type: 'object', description, properties, additionalProperties: false };
}

export function recordOperations(): readonly Operation[] {
  const at = '2027-03-01T08:00:00.000Z';
  const id = '01990a3e-7c1b-7c52-9a51-0d4f5a3c2b1e';
  const siteId = '01990a3e-6a10-7d11-8c1e-3f2b9a7d5c44';
  const record = {
    id,
    at,
    actor: 'api',
    action: 'racks.update',
    requestId: '5f1d6a4e-6a07-4e0b-a9a3-0f5a1f1f2f33',
    site: 'Hall North',
    siteId,
    documentRevision: 4,
    planId: null,
    changeCount: 1,
  };
  const change = { position: 0, op: 'update', kind: 'rack', key: ['A01'], before: { slot: 1 }, after: { slot: 2 } };
  const plan = {
    id,
    site: 'Hall North',
    name: 'Move A01',
    description: null,
    status: 'draft',
    revision: 1,
    baseDocumentRevision: 4,
    createdBy: 'api',
    createdAt: at,
    updatedAt: at,
  };
  const approval = {
    id,
    at,
    site: 'Hall North',
    planId: siteId,
    plan: 'Move A01',
    planRevision: 1,
    actor: 'api',
    decision: 'approved',
    reason: null,
  };
  return [
    ...readOnly({
      path: 'audit-records',
      name: 'AuditRecord',
      summary: 'What was written, newest first',
      shape: auditRecordShape,
      example: record,
    }),
    {
      method: 'get',
      path: '/api/v1/audit-records/{id}/changes',
      operationId: 'listAuditChanges',
      tag: TAG,
      summary: 'The changes of one record',
      pathParameters: [idParameter],
      query: listParameters(auditChangeShape),
      answers: { 200: { description: 'One page', content: json(reference('AuditChangePage'), page(change)) } },
      problems: [400, 404],
    },
    ...readOnly({ path: 'plans', name: 'Plan', summary: 'Plans', shape: planShape, example: plan }),
    ...readOnly({
      path: 'approvals',
      name: 'Approval',
      summary: 'Decisions, newest first',
      shape: approvalShape,
      example: approval,
    }),
  ];
}

function page(result: unknown): unknown {
  return { count: 1, next: null, previous: null, results: [result] };
}

function readOnly({
  path,
  name,
  summary,
  shape,
  example,
}: {
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly shape: ListShape;
  readonly example: unknown;
}): readonly Operation[] {
  return [
    {
      method: 'get',
      path: `/api/v1/${path}`,
      operationId: `list${name}s`,
      tag: TAG,
      summary,
      query: listParameters(shape),
      answers: { 200: { description: 'One page', content: json(reference(`${name}Page`), page(example)) } },
      problems: [400],
    },
    {
      method: 'get',
      path: `/api/v1/${path}/{id}`,
      operationId: `get${name}`,
      tag: TAG,
      summary: `One of them: ${summary.toLowerCase()}`,
      pathParameters: [idParameter],
      query: [fieldsParameter(shape)],
      answers: { 200: { description: 'The record', content: json(reference(name), example) } },
      problems: [400, 404],
    },
  ];
}
