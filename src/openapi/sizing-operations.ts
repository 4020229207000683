import { TIME_UNITS, type TraceField } from '../exchange/traces/trace-columns.js';
import type { JsonSchema } from './json-schema.js';
import { json, reference, type Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { siteParameter } from './row-operations.js';

const TAG = 'Sizing';

const asOf: Parameter = {
  name: 'asOf',
  description: 'Day whose hall is sized for; that of the document, else today, where left out',
  type: { kind: 'date' },
  example: '2027-03-01',
};

const seed: Parameter = {
  name: 'seed',
  description: 'Seed of everything that is drawn at random; 1 where left out',
  type: { kind: 'integer', minimum: 0, maximum: 2_147_483_647 },
};

const sensitivity: Parameter = {
  name: 'sensitivity',
  description: 'Whether to say what changes of the demand would change, which takes several times as long',
  type: { kind: 'boolean' },
};

const replications: Parameter = {
  name: 'replications',
  description:
    'Histories of synthetic arrivals that the size is replayed with, from which it comes where it disagrees with the model; 10 where left out, 0 for no replay',
  type: { kind: 'integer', minimum: 0, maximum: 100 },
};

export const sizingParameters: readonly Parameter[] = [asOf, seed, replications, sensitivity];

/** Parameters that name the columns of another format. */
export const TRACE_COLUMNS = {
  timestamp: 'timestampColumn',
  prompt: 'promptColumn',
  output: 'outputColumn',
} as const satisfies Readonly<Record<TraceField, string>>;

const column = (name: string, what: string): Parameter => ({
  name,
  description: `Column or key of the ${what}, where it is that of no published format`,
  type: { kind: 'text', maxLength: 200 },
});

export const traceSizingParameters: readonly Parameter[] = [
  ...sizingParameters,
  {
    name: 'workload',
    description: 'Workload whose distributions the trace replaces; may be left out where there is one',
    type: { kind: 'text', maxLength: 200 },
  },
  {
    name: 'resamples',
    description: 'Histories that are drawn from the trace to say how far another day could differ; none where left out',
    type: { kind: 'integer', minimum: 0, maximum: 1000 },
  },
  column(TRACE_COLUMNS.timestamp, 'time of arrival'),
  column(TRACE_COLUMNS.prompt, 'prompt tokens'),
  column(TRACE_COLUMNS.output, 'output tokens'),
  {
    name: 'timeUnit',
    description: 'Unit of times that are numbers; must be given but for Mooncake JSON lines (ms) and BurstGPT (s)',
    type: { kind: 'choice', values: Object.keys(TIME_UNITS) },
  },
];

/** Media types of a trace. */
export const TRACE_MEDIA_TYPES = ['text/csv', 'application/x-ndjson', 'application/jsonl', 'application/gzip'] as const;

const TEXT = { type: 'string' };
const TRACE_EXAMPLE =
  'TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.0319600,180,8\n';
const TRACE_CONTENT = Object.fromEntries(
  TRACE_MEDIA_TYPES.map((type) => [type, { schema: TEXT, example: TRACE_EXAMPLE }]),
);
const OBJECTS = { type: 'array', items: { type: 'object' } };

export function sizingSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    Sizing: {
      type: 'object',
      properties: {
        name: TEXT,
        seed: { type: 'integer', minimum: 0 },
        hall: { type: 'object', description: 'What is known of the racks that replicas stand in' },
        pools: { ...OBJECTS, description: 'One for each artifact that serves a workload, first served first' },
        totals: { type: 'object', description: 'Replicas, nodes, racks, pods and W together; null where not known' },
        sensitivity: { ...OBJECTS, description: 'What changes of the demand would change' },
        assumptions: { ...OBJECTS, description: 'Values that nobody gave and that were used' },
        register: { ...OBJECTS, description: 'Assumptions to validate, and who confirmed them and how' },
      },
      required: ['name', 'seed', 'hall', 'pools', 'totals', 'sensitivity', 'assumptions', 'register'],
    },
  };
}

export function sizingOperations(): readonly Operation[] {
  return [
    {
      method: 'get',
      path: '/api/v1/sites/{site}/sizing',
      operationId: 'getSizing',
      tag: TAG,
      summary: 'Replicas, racks and kW that the workloads need, and the queueing that proves them',
      description:
        'One pool for each artifact. What a workload or an artifact does not say is answered with 422 and every missing field.',
      pathParameters: [siteParameter],
      query: sizingParameters,
      answers: { 200: { description: 'The sizing', content: json(reference('Sizing')) } },
      problems: [400, 404, 422],
    },
    {
      method: 'post',
      path: '/api/v1/sites/{site}/sizing',
      operationId: 'getSizingOfTrace',
      tag: TAG,
      summary: 'The same, with a trace of requests replayed in place of the distributions of a workload',
      description:
        'CSV with a header (Azure, Mooncake or BurstGPT columns) or JSON lines, packed with gzip or not, read while it arrives, up to 20 million requests. Nothing is stored. Every defect is answered with its line.',
      pathParameters: [siteParameter],
      query: traceSizingParameters,
      body: { description: 'The trace', content: TRACE_CONTENT },
      answers: { 200: { description: 'The sizing', content: json(reference('Sizing')) } },
      problems: [400, 404, 415, 422],
    },
    {
      method: 'post',
      path: '/api/v1/sites/{site}/sizing/jobs',
      operationId: 'startSizing',
      tag: TAG,
      summary: 'Start a sizing as a job, with progress, with or without a trace',
      description:
        'With a trace as its body that is replayed, without a body the distributions of the workloads. A defect of the trace is answered at once; what stands against a size ends the job as failed, with every reason in its errors.',
      pathParameters: [siteParameter],
      query: traceSizingParameters,
      requestHeaders: ['Idempotency-Key'],
      body: { description: 'The trace', content: TRACE_CONTENT },
      answers: {
        202: { description: 'It is accepted; follow Location', content: json(reference('Job')), headers: ['Location'] },
      },
      problems: [400, 404, 415, 422, 503],
    },
    ...[
      {
        name: 'worksheets.md',
        operationId: 'getWorksheets',
        summary: 'The filled worksheets of tier 02 as Markdown',
        type: 'text/markdown',
        schema: TEXT,
      },
      {
        name: 'admission-policy.yaml',
        operationId: 'getAdmissionPolicy',
        summary: 'The admission policy as YAML',
        type: 'application/yaml',
        schema: { type: 'object', description: 'The policy of every pool' },
      },
      {
        name: 'headroom.svg',
        operationId: 'getHeadroom',
        summary: 'Headroom curves and replicas through failures',
        type: 'image/svg+xml',
        schema: TEXT,
      },
    ].map(({ name, operationId, summary, type, schema }): Operation => ({
      method: 'get',
      path: `/api/v1/sites/{site}/sizing/${name}`,
      operationId,
      tag: TAG,
      summary,
      pathParameters: [siteParameter],
      query: sizingParameters,
      answers: {
        200: { description: 'The file', content: { [type]: { schema } }, headers: ['Content-Disposition'] },
      },
      problems: [400, 404, 422],
    })),
  ];
}
