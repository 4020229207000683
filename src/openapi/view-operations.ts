import { examples } from './examples.js';
import { isSchema, kindSchema, without, type JsonSchema } from './json-schema.js';
import { listParameters, listShapeOf, type ListField, type ListShape } from './list-parameters.js';
import { json, reference, type Operation } from './operation.js';

const TAG = 'Written out';

const originField: ListField = {
  name: 'origin',
  description: 'Whether the document states it or a pod template stands for it',
  type: { kind: 'choice', values: ['document', 'template'] },
  family: 'choice',
  optional: false,
};

const templateField: ListField = {
  name: 'template',
  description: 'Pod template from which it follows',
  type: { kind: 'text' },
  family: 'text',
  optional: true,
};

const typeNameField: ListField = {
  name: 'acceleratorCount',
  description: 'Accelerators that it carries',
  type: { kind: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
  family: 'ordered',
  optional: false,
};

function viewShape(
  kind: 'device' | 'powerElement',
  further: readonly ListField[],
  leftOut: readonly string[],
): ListShape {
  const { fields, key } = listShapeOf(kind);
  const stored = ['createdAt', 'updatedAt', ...leftOut];
  return { fields: [...fields.filter(({ name }) => !stored.includes(name)), ...further], key };
}

export const nodeShape = viewShape('device', [typeNameField, originField, templateField], []);
export const pduShape = viewShape('powerElement', [originField, templateField], ['kind']);

const textField = (name: string, description: string): ListField => ({
  name,
  description,
  type: { kind: 'text' },
  family: 'text',
  optional: false,
});

export const cableMapShape: ListShape = {
  fields: [
    { ...textField('site', 'Site, by name or id'), family: 'choice' },
    textField('pod', 'Pod'),
    { ...textField('template', 'Pod template that it follows'), optional: true },
  ],
  key: ['site', 'pod'],
  furtherFields: ['counts', 'cables', 'freePorts'],
};

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };

export function viewSchemas(): Readonly<Record<string, JsonSchema>> {
  const portEnd = { device: TEXT, port: TEXT, subPort: TEXT };
  return {
    Node: viewSchema('device', { acceleratorCount: { ...COUNT, description: 'Accelerators that it carries' } }),
    Pdu: viewSchema('powerElement', {}),
    CableMap: {
      type: 'object',
      description: 'Every cable of a pod and the ports of its devices that are left',
      properties: {
        site: TEXT,
        pod: TEXT,
        template: { type: ['string', 'null'] },
        counts: {
          type: 'object',
          properties: { cables: COUNT, portsUsed: COUNT, portsFree: COUNT },
          required: ['cables', 'portsUsed', 'portsFree'],
          additionalProperties: false,
        },
        cables: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              name: TEXT,
              type: TEXT,
              lengthM: { type: 'number' },
              origin: { enum: originField.type.kind === 'choice' ? originField.type.values : [] },
              ends: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: portEnd,
                  required: ['device', 'port'],
                  additionalProperties: false,
                },
              },
            },
            required: ['name', 'type', 'origin', 'ends'],
            additionalProperties: false,
          },
        },
        freePorts: {
          type: 'array',
          items: {
            type: 'object',
            properties: { device: TEXT, port: TEXT, kind: TEXT },
            required: ['device', 'port', 'kind'],
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
    NodePage: pageOf('Node'),
    PduPage: pageOf('Pdu'),
    CableMapPage: pageOf('CableMap'),
  };
}

/** A page of things whose fields may have been chosen. */
export function pageOf(name: string): JsonSchema {
  return {
    type: 'object',
    properties: {
      count: { type: 'integer', minimum: 0, description: 'How many meet the filters' },
      next: { type: ['string', 'null'], description: 'Address of the next page' },
      previous: { type: ['string', 'null'], description: 'Address of the page before' },
      results: { type: 'array', items: reference(name) },
    },
    required: ['count', 'next', 'previous', 'results'],
    additionalProperties: false,
  };
}

function viewSchema(kind: 'device' | 'powerElement', further: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const own = kindSchema(kind, 'draft-2020-12');
  const fields = without(isSchema(own['properties']) ? own['properties'] : {}, ['id']);
  return {
    ...without(own, ['required', 'title']),
    properties: {
      id: { type: ['string', 'null'], format: 'uuid', description: 'Identity; null for what a template stands for' },
      site: { ...TEXT, description: 'Site to which it belongs, by name' },
      ...fields,
      ...further,
      origin: { enum: ['document', 'template'], description: originField.description },
      template: { ...TEXT, description: templateField.description },
    },
    required: ['id'],
  };
}

export function viewOperations(): readonly Operation[] {
  const paging = { count: 1, next: null, previous: null };
  const device = { id: null, site: 'Hall North', name: 'A01-N1', type: 'node-8c', rack: 'A01', unit: 1 };
  const { name: cable, type, ends } = examples.cable;
  return [
    {
      method: 'get',
      path: '/api/v1/nodes',
      operationId: 'listNodes',
      tag: TAG,
      summary: 'Devices that carry accelerators',
      description: 'Of all sites or some, with what pod templates stand for.',
      query: listParameters(nodeShape),
      answers: {
        200: {
          description: 'One page',
          content: json(reference('NodePage'), {
            ...paging,
            results: [{ ...device, acceleratorCount: 8, origin: 'template', template: 'pod-1r' }],
          }),
        },
      },
      problems: [400],
    },
    {
      method: 'get',
      path: '/api/v1/pdus',
      operationId: 'listPdus',
      tag: TAG,
      summary: 'Rack PDUs',
      description: 'Power elements of kind rack-pdu of all sites or some, with what pod templates stand for.',
      query: listParameters(pduShape),
      answers: {
        200: {
          description: 'One page',
          content: json(reference('PduPage'), {
            ...paging,
            results: [
              {
                id: null,
                site: 'Hall North',
                name: 'A01-A',
                kind: 'rack-pdu',
                rack: 'A01',
                origin: 'template',
                template: 'pod-1r',
              },
            ],
          }),
        },
      },
      problems: [400],
    },
    {
      method: 'get',
      path: '/api/v1/cable-maps',
      operationId: 'listCableMaps',
      tag: TAG,
      summary: 'Every cable of each pod, and the ports that are left',
      query: listParameters(cableMapShape),
      answers: {
        200: {
          description: 'One page',
          content: json(reference('CableMapPage'), {
            ...paging,
            results: [
              {
                site: 'Hall North',
                pod: 'Pod 1',
                template: 'pod-1r',
                counts: { cables: 1, portsUsed: 2, portsFree: 1 },
                cables: [{ name: cable, type, origin: 'document', ends }],
                freePorts: [{ device: 'node-2', port: 'eth0', kind: 'ethernet' }],
              },
            ],
          }),
        },
      },
      problems: [400],
    },
  ];
}
