import { SWEEPS } from '../domain/power/failure-scenarios.js';
import { UNPLACED_REASONS } from '../domain/power/assignment/unplaced.js';
import { LOAD_KINDS } from '../domain/power/capacity-at.js';
import { FLOW_CASES, LOAD_CASES } from '../domain/power/power-figures.js';
import type { JsonSchema } from './json-schema.js';
import { SVG_TYPE } from './analysis-operations.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Power';

const asOf: Parameter = {
  name: 'asOf',
  description: 'Day for which the chain is solved; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};

const loadCase: Parameter = {
  name: 'case',
  description: 'Which draw of each device is used; maximum where left out',
  type: { kind: 'choice', values: FLOW_CASES },
};

const out: Parameter = {
  name: 'out',
  description: 'Power element that is out for maintenance, by name',
  type: { kind: 'text', maxLength: 450 },
  repeatable: true,
};

const element: Parameter = {
  name: 'element',
  description: 'Power element to lose, by name; several are lost together',
  type: { kind: 'text', maxLength: 450 },
  repeatable: true,
};

const at: Parameter = {
  name: 'at',
  description: 'Instant up to which meters are read; their last reading where left out',
  type: { kind: 'instant' },
  example: '2026-11-10T14:00:00Z',
};

export const powerFlowParameters: readonly Parameter[] = [asOf, loadCase, at, out];

export const powerMeterParameters: readonly Parameter[] = [
  asOf,
  at,
  {
    name: 'from',
    description: 'First instant that counts; no limit where left out',
    type: { kind: 'instant' },
    example: '2026-11-01T00:00:00Z',
  },
  {
    name: 'within',
    description: 'Age up to which a reading still says what is drawn now, s; 3600 where left out',
    type: { kind: 'integer', minimum: 0, maximum: 1_000_000_000 },
  },
];

export const powerFailureParameters: readonly Parameter[] = [
  asOf,
  loadCase,
  at,
  out,
  element,
  {
    name: 'pairs',
    description: 'Whether every two of the named elements are lost, in place of all together',
    type: { kind: 'boolean' },
  },
  {
    name: 'sweep',
    description: 'What is lost in turn where no element is named; all where left out',
    type: { kind: 'choice', values: SWEEPS },
  },
];

export const isolationParameters: readonly Parameter[] = [
  asOf,
  loadCase,
  at,
  out,
  { ...element, description: 'Power element to work on, by name', repeatable: false },
];

const powerFactor: Parameter = {
  name: 'powerFactor',
  description: 'Power factor of what is added; that of the site where left out',
  type: { kind: 'number', minimum: 0.01, maximum: 1 },
};

export const headroomParameters: readonly Parameter[] = [
  asOf,
  loadCase,
  at,
  out,
  {
    name: 'load',
    description: 'Draw of one rack, W',
    type: { kind: 'integer', minimum: 1, maximum: 100_000_000 },
    example: '36000',
  },
  {
    name: 'count',
    description: 'Racks to place; one where left out',
    type: { kind: 'integer', minimum: 1, maximum: 100 },
  },
  powerFactor,
];

export const capacityParameters: readonly Parameter[] = [
  asOf,
  loadCase,
  at,
  out,
  { ...element, description: 'Element at which a load would hang, by name; several share it' },
  {
    name: 'kind',
    description: 'Kind of load; all where left out',
    type: { kind: 'choice', values: LOAD_KINDS },
    repeatable: true,
  },
  { name: 'outlet', description: 'Only this outlet of rack PDUs', type: { kind: 'text', maxLength: 450 } },
  powerFactor,
];

export const assignmentParameters: readonly Parameter[] = [
  asOf,
  { ...loadCase, type: { kind: 'choice', values: LOAD_CASES } },
  {
    name: 'moveInstalled',
    description: 'Whether what is there may change its outlet or its breaker, not only what is planned',
    type: { kind: 'boolean' },
  },
  {
    name: 'prove',
    description:
      'Whether the optimum is proved where a bounded number of steps does, the same on every machine; else bounded',
    type: { kind: 'boolean' },
  },
];

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const NUMBER_OR_NULL = { type: ['number', 'null'] };
const OBJECTS = { type: 'array', items: { type: 'object' } };
const NAMES = { type: 'array', items: TEXT };

const about = {
  site: TEXT,
  asOf: { type: 'string', format: 'date' },
  contentHash: TEXT,
};

function terminal(description: string): JsonSchema {
  return {
    type: ['object', 'null'],
    description: `${description}; null for one that is out or lies on a cycle`,
    properties: {
      voltageV: NUMBER_OR_NULL,
      lineCurrentsA: { type: 'array', items: NUMBER_OR_NULL, minItems: 3, maxItems: 3 },
      neutralCurrentA: NUMBER_OR_NULL,
      busiestLine: { type: ['string', 'null'] },
      busiestCurrentA: NUMBER_OR_NULL,
      upperCurrentA: { ...NUMBER_OR_NULL, description: 'With all that unknown draws may add' },
      powerW: { type: 'number' },
      reactiveVar: { type: 'number', description: 'Lagging positive' },
      apparentPowerVa: { type: 'number' },
      powerFactor: NUMBER_OR_NULL,
      imbalanceFraction: { ...NUMBER_OR_NULL, description: 'max |I − mean| / mean (Raritan, NEMA MG 1)' },
    },
  };
}

export function powerSchemas(): Readonly<Record<string, JsonSchema>> {
  const coverage = { type: 'object', properties: { known: COUNT, total: COUNT } };
  return {
    PowerFlow: {
      type: 'object',
      properties: {
        ...about,
        loadCase: { type: 'string', enum: [...FLOW_CASES] },
        out: NAMES,
        practice: { type: 'object', description: 'Electrical practice of the site' },
        elements: {
          type: 'array',
          description: 'What feeds before what is fed',
          items: {
            type: 'object',
            properties: {
              element: TEXT,
              kind: TEXT,
              state: { type: 'string', enum: ['live', 'out', 'in-cycle'] },
              fedBy: { ...OBJECTS, description: 'What carries it, with the share of each' },
              input: terminal('What it takes, at the voltage of what feeds it'),
              output: terminal('What it gives'),
              lossW: NUMBER_OR_NULL,
              nearestLimit: { type: ['object', 'null'], description: 'What comes nearest to a planning limit' },
              voltageDrop: { type: ['object', 'null'], description: 'Guidance, where conductors are stated' },
            },
          },
        },
        balance: {
          type: 'object',
          description: 'W of sources, loads and losses',
          additionalProperties: { type: 'number' },
        },
        coverage,
        fitted: { ...OBJECTS, description: 'Loads that are parts of what a meter reads: estimate, least and most, W' },
        assumptions: OBJECTS,
      },
      required: ['site', 'asOf', 'contentHash', 'loadCase', 'elements', 'balance', 'coverage', 'assumptions'],
    },
    PowerFailures: {
      type: 'object',
      properties: {
        ...about,
        loadCase: { type: 'string', enum: [...FLOW_CASES] },
        out: NAMES,
        devices: { type: 'object', description: 'Devices before any failure, by service', additionalProperties: COUNT },
        failures: { ...COUNT, description: 'How many were solved' },
        survived: { ...COUNT, description: 'After how many everything keeps its service within its limits' },
        outcomes: { ...OBJECTS, description: 'The others, worst first' },
        worst: { ...OBJECTS, description: 'The worst that any failure makes of each element, highest first' },
        outlets: { ...OBJECTS, description: 'Of each rack PDU the outlet nearest to its rating, highest first' },
        outletCoverage: { ...coverage, description: 'Cords on outlets whose rating and current are known' },
        coverage,
        assumptions: OBJECTS,
        findings: { type: 'array', items: reference('Finding') },
      },
      required: ['site', 'asOf', 'contentHash', 'failures', 'survived', 'outcomes', 'worst', 'coverage', 'findings'],
    },
    PowerMeters: {
      type: 'object',
      properties: {
        ...about,
        at: { type: ['string', 'null'], description: 'Instant of the measured load case' },
        from: { type: ['string', 'null'] },
        to: { type: ['string', 'null'] },
        withinS: { type: 'number' },
        readings: COUNT,
        meters: {
          ...OBJECTS,
          description:
            'By channel: number, latest, mean, 95th percentile and peak; load of the model, typical and maximum; its error ' +
            '(model less meter), absolute and as a share of what was read; planning limit',
        },
        summary: { type: ['object', 'null'], description: 'Bias, root mean square and worst of the typical errors' },
        imbalance: { ...OBJECTS, description: 'Measured against modelled, as a share of the mean of the lines' },
        coverage: { ...OBJECTS, description: 'Elements with a meter by kind, and those without' },
        balances: { ...OBJECTS, description: 'Every metered element against the meters and losses below it' },
        draws: {
          type: 'object',
          description: 'How the draws of the measured case are known',
          additionalProperties: COUNT,
        },
        stale: { type: 'object', description: 'Channels left out of the measured case as too old' },
        findings: { type: 'array', items: reference('Finding') },
      },
      required: [
        'site',
        'asOf',
        'contentHash',
        'at',
        'meters',
        'imbalance',
        'coverage',
        'balances',
        'draws',
        'findings',
      ],
    },
    PowerHeadroom: {
      type: 'object',
      properties: {
        ...about,
        loadW: { type: 'number' },
        powerFactor: { type: 'number' },
        asked: COUNT,
        places: {
          ...OBJECTS,
          description: 'Points from which racks draw, and what more they carry under every failure',
        },
        placed: { ...OBJECTS, description: 'Racks for which there is power, in order, each with its slot or null' },
        withSlot: { ...COUNT, description: 'Racks of these that have a free slot' },
        powerOnly: { ...COUNT, description: 'Racks of these for which no slot is free or stated' },
        stopped: { ...OBJECTS, description: 'What stops the next one, at every place' },
        stranded: { ...OBJECTS, description: 'What cannot be used because something else is full before' },
        isUpperBound: { type: 'boolean', description: 'Whether draws that nobody states may take some of it' },
        method: TEXT,
      },
      required: [
        'site',
        'asOf',
        'contentHash',
        'loadW',
        'asked',
        'places',
        'placed',
        'withSlot',
        'powerOnly',
        'stopped',
        'stranded',
      ],
    },
    PowerCapacity: {
      type: 'object',
      properties: {
        ...about,
        points: NAMES,
        powerFactor: { type: 'number' },
        failures: { ...COUNT, description: 'How many were solved' },
        options: {
          ...OBJECTS,
          description:
            'By kind of load and conductors: free outlets, W left, the element, line or outlet and the failure that bind, and ' +
            'how many elements on the way state a rating',
        },
        method: TEXT,
      },
      required: ['site', 'asOf', 'contentHash', 'points', 'powerFactor', 'options', 'method'],
    },
    PowerAssignment: {
      type: 'object',
      properties: {
        ...about,
        loadCase: { type: 'string', enum: [...LOAD_CASES] },
        objective: { ...TEXT, description: 'What is made least' },
        changes: {
          type: 'array',
          description:
            'To review. `create` has the whole row in `value`, `update` the natural key of a row in `key` and its new fields in `set`',
          items: {
            type: 'object',
            properties: {
              op: { type: 'string', enum: ['create', 'update'] },
              kind: { type: 'string', enum: ['cord', 'powerElement', 'rack'] },
              key: NAMES,
              value: { type: 'object' },
              set: { type: 'object' },
            },
            required: ['op', 'kind'],
          },
        },
        outlets: { ...OBJECTS, description: 'Rack PDUs with their busiest line, the bound, and the gap to it' },
        branches: { ...OBJECTS, description: 'The same of racks on breakers' },
        unplaced: {
          type: 'array',
          description: 'Supplies and rack PDUs without a place, and what stands in the way',
          items: {
            type: 'object',
            properties: {
              thing: TEXT,
              part: { type: ['string', 'null'] },
              reason: { type: 'string', enum: [...UNPLACED_REASONS] },
              asked: OBJECTS,
              binding: { type: ['object', 'null'] },
            },
            required: ['thing', 'part', 'reason', 'asked', 'binding'],
          },
        },
        above: { ...OBJECTS, description: 'Elements above a limit under some failure once the changes are made' },
        loads: { ...OBJECTS, description: 'Elements whose worst load the changes alter, before and after' },
        sweep: { type: 'object', description: 'Failures that are survived, before and after' },
        unknownRatings: NAMES,
        unknownDraws: NAMES,
        movedLengths: {
          type: 'array',
          items: NAMES,
          description: 'Device and supply of cords that state a length and change their outlet',
        },
      },
      required: [
        'site',
        'asOf',
        'contentHash',
        'loadCase',
        'objective',
        'changes',
        'outlets',
        'branches',
        'unplaced',
        'above',
      ],
    },
    Isolation: {
      type: 'object',
      properties: {
        ...about,
        element: TEXT,
        kind: TEXT,
        disconnects: { ...OBJECTS, description: 'What opens each way that feeds it, preferred or not' },
        backfeeds: { ...OBJECTS, description: 'Where another source joins below it' },
        dead: { type: 'object' },
        dark: { type: 'object' },
        reduced: { type: 'object' },
        basis: TEXT,
      },
      required: ['site', 'asOf', 'contentHash', 'element', 'disconnects', 'backfeeds', 'basis'],
    },
  };
}

export function powerOperations(): readonly Operation[] {
  return [
    operation({
      name: 'flow',
      operationId: 'getPowerFlow',
      summary: 'What every power element carries on every line',
      description: 'Phasor sums from the outlets up to the sources, at nominal voltage.',
      query: powerFlowParameters,
      schema: 'PowerFlow',
    }),
    operation({
      name: 'failures',
      operationId: 'getPowerFailures',
      summary: 'What failures do: dark, degraded, overloaded, opened',
      description: 'Every single element, redundancy group and feed in turn, or the elements named.',
      query: powerFailureParameters,
      schema: 'PowerFailures',
    }),
    operation({
      name: 'meters',
      operationId: 'getPowerMeters',
      summary: 'What meters read against the model, and loads fitted to them',
      description:
        'By channel and line, with the error of the model, imbalance, coverage and the balance of every meter.',
      query: powerMeterParameters,
      schema: 'PowerMeters',
    }),
    operation({
      name: 'headroom',
      operationId: 'getPowerHeadroom',
      summary: 'Where more racks can go, what stops the next, and what is stranded',
      description: 'Under every single failure; the binding element, line and failure are named.',
      query: headroomParameters,
      schema: 'PowerHeadroom',
    }),
    operation({
      name: 'capacity',
      operationId: 'getPowerCapacity',
      summary: 'How much more may hang on an element, by kind of load',
      description: 'On one line, on two, on three, under every single failure; what binds is named.',
      query: capacityParameters,
      schema: 'PowerCapacity',
    }),
    operation({
      name: 'isolation',
      operationId: 'getIsolation',
      summary: 'What to open and lock before somebody works on an element',
      description: 'Every source of supply, and every way back.',
      query: isolationParameters,
      schema: 'Isolation',
    }),
    {
      method: 'post',
      path: '/api/v1/sites/{site}/power/assignment',
      operationId: 'assignPower',
      tag: TAG,
      summary: 'Put cords on outlets and racks on breakers, as changes to review',
      description:
        'Nothing is written. The least current on the busiest line, within the limits of normal service and of every failure; ' +
        'what has no place is listed with the reason. New cords can be posted to the collection of cords as they are.',
      pathParameters: [siteParameter],
      query: assignmentParameters,
      answers: {
        200: { description: 'The changes, and what is known of them', content: json(reference('PowerAssignment')) },
      },
      problems: [400, 404, 503],
    },
    {
      method: 'get',
      path: '/api/v1/sites/{site}/power/single-line.svg',
      operationId: 'getSingleLineDiagram',
      tag: TAG,
      summary: 'The single-line diagram, from sources to racks',
      description:
        'Ratings, load with nothing failed, and the worst load under any failure with the failure that causes it. The same ' +
        'bytes for the same content, day, load case and elements out.',
      pathParameters: [siteParameter],
      query: powerFlowParameters,
      answers: {
        200: {
          description: 'The drawing',
          content: { [SVG_TYPE]: { schema: { type: 'string' } } },
          headers: ['Content-Disposition'],
        },
      },
      problems: [400, 404],
    },
  ];
}

function operation({
  name,
  operationId,
  summary,
  description,
  query,
  schema,
}: {
  readonly name: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly query: readonly Parameter[];
  readonly schema: string;
}): Operation {
  return {
    method: 'get',
    path: `/api/v1/sites/{site}/power/${name}`,
    operationId,
    tag: TAG,
    summary,
    description,
    pathParameters: [siteParameter],
    query,
    answers: { 200: { description: summary, content: json(reference(schema)) } },
    problems: [400, 404],
  };
}
