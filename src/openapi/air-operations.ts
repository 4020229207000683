import { AIR_LOAD_CASES } from '../domain/cooling/air-loads.js';
import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Air and water';
export const CSV_TYPE = 'text/csv';

const asOf: Parameter = {
  name: 'asOf',
  description: 'Day for which the air is solved; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};

const loadCase: Parameter = {
  name: 'case',
  description: 'Which draw of each device is taken for heat; maximum where left out',
  type: { kind: 'choice', values: AIR_LOAD_CASES },
};

export const airParameters: readonly Parameter[] = [asOf, loadCase];
export const heatMapParameters: readonly Parameter[] = [
  asOf,
  loadCase,
  {
    name: 'room',
    description: 'Room by name; may be left out where racks stand in one',
    type: { kind: 'text', maxLength: 200 },
  },
  {
    name: 'without',
    description: 'Cooling unit that is out, by name',
    type: { kind: 'text', maxLength: 200 },
    repeatable: true,
  },
];

const TEXT = { type: 'string' };
const OBJECTS = { type: 'array', items: { type: 'object' } };
const about = {
  site: TEXT,
  asOf: { type: 'string', format: 'date' },
  contentHash: TEXT,
  findings: { type: 'array', description: 'Worst first', items: reference('Finding') },
  assumptions: { ...OBJECTS, description: 'Values that nobody gave and that were used' },
};

export function airSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    AirBalance: {
      type: 'object',
      properties: {
        ...about,
        figures: { type: 'object', description: 'Inlets of racks, air of aisles and duty of units, room by room' },
        liquid: {
          type: 'object',
          description: 'Rear doors and distribution units: heat, flow, dew point, circuits with each unit lost in turn',
        },
        heat: { ...OBJECTS, description: 'Heat of every room in three load cases' },
        zoneHeat: { ...OBJECTS, description: 'Heat of every zone in three load cases' },
        hotSpots: { ...OBJECTS, description: 'Racks, the hottest against their limits first' },
        envelope: { type: ['object', 'null'], description: 'Recommended and allowable inlets of the class here' },
        errors: { ...OBJECTS, description: 'Model against sensors' },
      },
      required: ['site', 'asOf', 'contentHash', 'figures', 'liquid', 'heat', 'hotSpots', 'findings', 'assumptions'],
    },
    CoolingLosses: {
      type: 'object',
      properties: {
        ...about,
        loadCase: { type: 'string', enum: [...AIR_LOAD_CASES] },
        normal: { type: 'object', description: 'Rooms and loops with everything running' },
        losses: { ...OBJECTS, description: 'Every loss with what it does, worst first' },
        unpowered: { type: 'array', items: TEXT, description: 'Units and plant of which nobody says what powers them' },
        circuitTimelines: {
          ...OBJECTS,
          description: 'What each circuit of coolant distribution units does when the mains are lost',
        },
        timelines: { ...OBJECTS, description: 'What follows in each room when the mains are lost' },
      },
      required: ['site', 'asOf', 'contentHash', 'losses', 'timelines', 'findings', 'assumptions'],
    },
  };
}

export function airOperations(): readonly Operation[] {
  const path = '/api/v1/sites/{site}/air';
  const common = { method: 'get', tag: TAG, pathParameters: [siteParameter], problems: [400, 404] } as const;
  return [
    {
      ...common,
      path: `${path}/balance`,
      operationId: 'getAirBalance',
      summary: 'Inlet temperature of every rack, air of every aisle, duty of every cooling unit',
      description: 'A zonal mixing model; what it finds wrong is in the findings.',
      query: airParameters,
      answers: { 200: { description: 'The air of the site', content: json(reference('AirBalance')) } },
    },
    {
      ...common,
      path: `${path}/losses`,
      operationId: 'getCoolingLosses',
      summary:
        'What every loss of a unit, group, power element, loop or plant does, and what follows when the mains are lost',
      query: airParameters,
      answers: { 200: { description: 'Every loss of cooling', content: json(reference('CoolingLosses')) } },
    },
    {
      ...common,
      path: `${path}/heat-map.svg`,
      operationId: 'getHeatMap',
      summary: 'Inlet temperatures on the plan of a room',
      query: heatMapParameters,
      answers: {
        200: {
          description: 'The file',
          content: { 'image/svg+xml': { schema: { type: 'string' } } },
          headers: ['Content-Disposition'],
        },
      },
    },
    {
      ...common,
      path: `${path}/cfd.csv`,
      operationId: 'getCfdExport',
      summary: 'Geometry, loads and boundary conditions for a CFD tool',
      query: airParameters,
      answers: {
        200: {
          description: 'The file',
          content: { [CSV_TYPE]: { schema: { type: 'string' } } },
          headers: ['Content-Disposition'],
        },
      },
    },
  ];
}
