import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Floor and density';

const asOf: Parameter = {
  name: 'asOf',
  description: 'Day whose hall is judged; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};

const name = (parameter: string, description: string): Parameter => ({
  name: parameter,
  description,
  type: { kind: 'text', maxLength: 200 },
});

export const floorParameters: readonly Parameter[] = [asOf];
export const densityParameters: readonly Parameter[] = [
  asOf,
  name('deviceType', 'Device type of the nodes, by slug; must be given'),
  name('room', 'Room by name; may be left out where racks stand in one'),
  name('artifact', 'Artifact whose replicas are counted; may be left out where there is one'),
];

const TEXT = { type: 'string' };
const OBJECTS = { type: 'array', items: { type: 'object' } };

export function floorSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    FloorCheck: {
      type: 'object',
      properties: {
        site: TEXT,
        asOf: { type: 'string', format: 'date' },
        contentHash: TEXT,
        findings: { type: 'array', description: 'Worst first', items: reference('Finding') },
        figures: { type: 'object', description: 'Places, clearances, ways, staging, loads and heights' },
      },
      required: ['site', 'asOf', 'contentHash', 'findings', 'figures'],
    },
    DensityDecision: {
      type: 'object',
      properties: {
        room: TEXT,
        deviceType: TEXT,
        artifact: { type: ['string', 'null'] },
        options: { ...OBJECTS, description: 'Nodes per rack, racks, replicas and the limit that binds' },
        best: { type: ['object', 'null'], description: 'Most replicas, else most nodes; null where nothing fits' },
        unknown: { type: 'array', items: TEXT, description: 'Limits that are not known' },
        assumptions: { ...OBJECTS, description: 'Values that nobody gave and that were used' },
      },
      required: ['room', 'deviceType', 'artifact', 'options', 'best', 'unknown', 'assumptions'],
    },
  };
}

export function floorOperations(): readonly Operation[] {
  const common = { method: 'get', tag: TAG, pathParameters: [siteParameter], problems: [400, 404] } as const;
  return [
    {
      ...common,
      path: '/api/v1/sites/{site}/floor/check',
      operationId: 'checkFloor',
      summary: 'Overlaps, clearances, working space, ways, staging, loads and heights',
      query: floorParameters,
      answers: { 200: { description: 'What is found of the floor', content: json(reference('FloorCheck')) } },
    },
    {
      ...common,
      path: '/api/v1/sites/{site}/density',
      operationId: 'decideDensity',
      summary: 'How many nodes in a rack, how many racks in a room, and which limit binds where',
      query: densityParameters,
      answers: { 200: { description: 'The decision', content: json(reference('DensityDecision')) } },
    },
  ];
}
