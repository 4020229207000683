import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Trace } from '../domain/capacity/trace.js';
import { showText } from '../exchange/document/text-display.js';
import { fileNameOf } from '../exchange/file-name.js';
import { readTrace } from '../exchange/traces/read-trace.js';
import type { TimeUnit, TraceField } from '../exchange/traces/trace-columns.js';
import { readParameters, type Parameter, type ParameterValue, type RawQuery } from '../openapi/parameter.js';
import { invalidQuery, invalidTrace, notSizable } from '../openapi/refusal.js';
import { sizingParameters, TRACE_COLUMNS, traceSizingParameters } from '../openapi/sizing-operations.js';
import { requestHash, type RequestContext } from '../platform/http/request-context.js';
import type { Job } from '../platform/jobs/job.js';
import { Jobs, type Work } from '../platform/jobs/jobs.js';
import { DocumentService } from '../sites/document.service.js';
import type { AnsweredFile } from './analysis.service.js';
import type { SizingForm, SizingOrder, SizingOutcome } from './sizing-task.js';
import type { SizingView } from './sizing-view.js';
import { today } from './today.js';

/** Requests of a trace that are taken over HTTP at most; each takes 16 bytes. */
const MOST_UPLOADED = 20_000_000;

/** A trace as it is sent, and the signal that its sender has gone. */
export interface Upload {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly query: RawQuery;
}

/** The size of what a stored site's workloads need: the functions of the command line, in worker threads. */
@Injectable()
export class SizingService {
  constructor(
    private readonly documents: DocumentService,
    private readonly jobs: Jobs,
  ) {}

  async sizing(site: string, query: RawQuery, signal: AbortSignal): Promise<SizingView> {
    const order = await this.#order(site, { query, parameters: sizingParameters, trace: null, form: 'view' });
    return (await this.#answer(order, signal)).content as SizingView;
  }

  /** The sizing with a trace in place of the distributions of one workload. */
  async sizingOfTrace(site: string, { query, bytes }: Upload, signal: AbortSignal): Promise<SizingView> {
    const trace = await uploadedTrace(bytes, query);
    const order = await this.#order(site, { query, parameters: traceSizingParameters, trace, form: 'view' });
    return (await this.#answer(order, signal)).content as SizingView;
  }

  /** Starts a sizing as a job; without a body that of the distributions. */
  async start(site: string, bytes: AsyncIterable<Uint8Array>, context: RequestContext): Promise<Job> {
    const { query, idempotencyKey } = context;
    const hash = createHash('sha256');
    const trace = await uploadedTrace(hashed(bytes, hash), query, { isOptional: true });
    const order = await this.#order(site, { query, parameters: traceSizingParameters, trace, form: 'view' });
    return this.jobs.start({
      ...workOf(order),
      kind: 'sizing',
      answerOf: (found) => contentOf(found as SizingOutcome).content,
      repeatable:
        idempotencyKey === undefined
          ? undefined
          : { key: idempotencyKey, requestHash: requestHash(context, [query, hash.digest('hex')]) },
    });
  }

  worksheets(site: string, query: RawQuery, signal: AbortSignal): Promise<AnsweredFile> {
    const file = { what: 'worksheets.md', type: 'text/markdown; charset=utf-8' };
    return this.#file(site, query, { ...file, form: 'worksheets', signal });
  }

  admissionPolicy(site: string, query: RawQuery, signal: AbortSignal): Promise<AnsweredFile> {
    const file = { what: 'admission-policy.yaml', type: 'application/yaml; charset=utf-8' };
    return this.#file(site, query, { ...file, form: 'admission-policy', signal });
  }

  headroom(site: string, query: RawQuery, signal: AbortSignal): Promise<AnsweredFile> {
    return this.#file(site, query, { what: 'headroom.svg', type: 'image/svg+xml', form: 'headroom', signal });
  }

  async #file(
    site: string,
    query: RawQuery,
    {
      what,
      type,
      form,
      signal,
    }: { readonly what: string; readonly type: string; readonly form: SizingForm; readonly signal: AbortSignal },
  ): Promise<AnsweredFile> {
    const order = await this.#order(site, { query, parameters: sizingParameters, trace: null, form });
    const { name, content } = await this.#answer(order, signal);
    return { name: fileNameOf(name, what), type, bytes: Buffer.from(content as string) };
  }

  /** @throws Problem (422) with everything that is missing for a size */
  #answer(order: SizingOrder, signal: AbortSignal): Promise<Content> {
    const work = { ...workOf(order), answerOf: (found: unknown) => contentOf(found as SizingOutcome) };
    return this.jobs.answer(work, signal) as Promise<Content>;
  }

  /** @throws Problem (400) for a query that is none, (404) */
  async #order(
    site: string,
    {
      query,
      parameters,
      trace,
      form,
    }: {
      readonly query: RawQuery;
      readonly parameters: readonly Parameter[];
      readonly trace: Trace | null;
      readonly form: SizingForm;
    },
  ): Promise<SizingOrder> {
    const reading = readParameters(parameters, query);
    if (!reading.ok) throw invalidQuery(reading.defects);
    const valueOf = (name: string) => reading.values.get(name)?.[0];
    const { snapshot } = await this.documents.snapshotOf(site);
    const names = snapshot.workloads.map(({ name }) => name);
    return {
      snapshot,
      asOf: String(valueOf('asOf') ?? snapshot.site.asOf ?? today()),
      seed: Number(valueOf('seed') ?? 1),
      resamples: trace === null ? 0 : Number(valueOf('resamples') ?? 0),
      replications: Number(valueOf('replications') ?? 10),
      withSensitivity: valueOf('sensitivity') === true,
      trace: trace === null ? null : { workload: workloadOf(names, valueOf('workload')), requests: trace },
      form,
    };
  }
}

type Content = Extract<SizingOutcome, { readonly ok: true }>;

function contentOf(outcome: SizingOutcome): Content {
  if (!outcome.ok) throw notSizable(outcome.defects);
  return outcome;
}

function workOf(order: SizingOrder): Work {
  const columns = order.trace === null ? [] : Object.values(order.trace.requests);
  return {
    task: new URL('./sizing-task.js', import.meta.url),
    input: order,
    handedOver: columns.map(({ buffer }) => buffer as ArrayBuffer),
  };
}

/** The workload that a trace belongs to. @throws Problem (400) for one that is not there */
function workloadOf(names: readonly string[], asked: ParameterValue | undefined): string {
  const name = asked === undefined && names.length === 1 ? (names[0] ?? '') : String(asked ?? '');
  if (names.includes(name)) return name;
  const allowed = names.length === 0 ? 'a workload; the site has none' : `one of ${names.slice(0, 12).join(', ')}`;
  const found = asked === undefined ? 'nothing' : showText(name);
  throw invalidQuery([{ code: 'unresolved-reference', path: ['workload'], found, allowed }]);
}

/**
 * Reads a trace while it arrives; null for no bytes at all where it is optional.
 *
 * @throws Problem (400) for a query that is none, (422) with every defect and its line
 */
async function uploadedTrace(
  bytes: AsyncIterable<Uint8Array>,
  query: RawQuery,
  { isOptional = false }: { readonly isOptional?: boolean } = {},
): Promise<Trace | null> {
  const parameters = readParameters(traceSizingParameters, query);
  if (!parameters.ok) throw invalidQuery(parameters.defects);
  const valueOf = (name: string) => parameters.values.get(name)?.[0];
  const columns: Partial<Record<TraceField, string>> = {};
  for (const [field, parameter] of Object.entries(TRACE_COLUMNS)) {
    const column = valueOf(parameter);
    if (column !== undefined) columns[field as TraceField] = String(column);
  }
  const timeUnit = valueOf('timeUnit') as TimeUnit | undefined;
  const seen = { bytes: 0 };
  const reading = await readTrace(counted(bytes, seen), {
    columns,
    ...(timeUnit === undefined ? {} : { timeUnit }),
    mostRequests: MOST_UPLOADED,
  });
  if (reading.ok) return reading.trace;
  if (isOptional && seen.bytes === 0) return null;
  throw invalidTrace(reading.defects);
}

async function* counted(bytes: AsyncIterable<Uint8Array>, seen: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    seen.bytes += piece.length;
    yield piece;
  }
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece);
    yield piece;
  }
}
