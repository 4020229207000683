import { z } from 'zod';
import { JOB_STATES } from '../platform/jobs/job.js';
import { replayBody } from '../replays/replay-schema.js';
import { without, type JsonSchema } from './json-schema.js';
import { json, reference, type Operation, type PathParameter } from './operation.js';

const TAG = 'Jobs';
const TEXT = { type: 'string' };
const INSTANT_OR_NULL = { type: ['string', 'null'], format: 'date-time' };

const jobId: PathParameter = { name: 'id', description: 'Id of the job', schema: TEXT };

const jobFields = {
  id: { type: 'string', format: 'uuid' },
  kind: { ...TEXT, description: 'What it does: replay, sizing' },
  state: { type: 'string', enum: JOB_STATES },
  progress: { type: 'number', minimum: 0, maximum: 1 },
  createdAt: { type: 'string', format: 'date-time' },
  startedAt: INSTANT_OR_NULL,
  endedAt: INSTANT_OR_NULL,
  failure: { type: ['string', 'null'], description: 'Why it failed' },
  errors: {
    type: 'array',
    items: { type: 'object' },
    description: 'Each thing that was wrong where it failed by its input, as in a problem; else empty',
  },
};

/** A small replay, for the description. */
const EXAMPLE_REPLAY = {
  traffic: {
    kind: 'synthetic',
    arrivals: { kind: 'poisson', ratePerS: 7.2 },
    classes: [{ serviceS: 1, share: 1 }],
    requests: 10_000,
  },
  servers: 9,
  replications: 10,
  seed: 1,
};

export function jobSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    Job: {
      type: 'object',
      properties: { ...jobFields, result: { description: 'What it found, once it is done; null before' } },
      required: [...Object.keys(jobFields), 'result'],
      additionalProperties: false,
    },
    JobSummary: {
      type: 'object',
      properties: jobFields,
      required: Object.keys(jobFields),
      additionalProperties: false,
    },
    ReplayInput: {
      title: 'Replay',
      ...without(z.toJSONSchema(replayBody, { target: 'draft-2020-12', reused: 'inline' }), ['$schema']),
    },
  };
}

/** One server-sent event. */
const EVENT = {
  type: 'object',
  properties: {
    event: { enum: ['progress', 'done', 'failed', 'cancelled'] },
    data: { ...TEXT, contentMediaType: 'application/json', description: 'The job' },
  },
  required: ['event', 'data'],
};

export function jobOperations(): readonly Operation[] {
  const job = { description: 'The job', content: json(reference('Job')) };
  return [
    {
      method: 'post',
      path: '/api/v1/jobs/replays',
      operationId: 'startReplay',
      tag: TAG,
      summary: 'Simulate requests through servers',
      description:
        'Seeded: the same body gives the same figures, each with its 95 % confidence interval. Synthetic traffic forgets a ' +
        'warm-up; a trace is replayed as it is, or resampled in blocks.',
      requestHeaders: ['Idempotency-Key'],
      body: {
        description: 'Requests, servers and what is refused',
        content: json(reference('ReplayInput'), EXAMPLE_REPLAY),
      },
      answers: {
        202: { description: 'It is accepted; follow Location', content: json(reference('Job')), headers: ['Location'] },
      },
      problems: [400, 413, 415, 422],
    },
    {
      method: 'get',
      path: '/api/v1/jobs',
      operationId: 'listJobs',
      tag: TAG,
      summary: 'Jobs that are remembered, the latest first, without their results',
      answers: {
        200: {
          description: 'The jobs',
          content: json({
            type: 'object',
            properties: {
              count: { type: 'integer', minimum: 0 },
              results: { type: 'array', items: reference('JobSummary') },
            },
            required: ['count', 'results'],
          }),
        },
      },
      problems: [400],
    },
    {
      method: 'get',
      path: '/api/v1/jobs/{id}',
      operationId: 'getJob',
      tag: TAG,
      summary: 'How far a job is, and what it found',
      pathParameters: [jobId],
      answers: { 200: job },
      problems: [400, 404],
    },
    {
      method: 'delete',
      path: '/api/v1/jobs/{id}',
      operationId: 'cancelJob',
      tag: TAG,
      summary: 'Stop a job; one that has ended stays as it is',
      pathParameters: [jobId],
      answers: { 200: job },
      problems: [400, 404],
    },
    {
      method: 'get',
      path: '/api/v1/jobs/{id}/events',
      operationId: 'watchJob',
      tag: TAG,
      summary: 'Progress as server-sent events',
      description: 'Events `progress`, then one of `done`, `failed` or `cancelled`, each with the job as its data.',
      pathParameters: [jobId],
      answers: { 200: { description: 'The events', content: { 'text/event-stream': { schema: EVENT } } } },
      problems: [400, 404],
    },
  ];
}
