import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import type { RawQuery } from '../../openapi/parameter.js';

/** What a service needs to know of a request beside its body. */
export interface RequestContext {
  readonly requestId: string;
  /** Who asks; there are no accounts yet. */
  readonly actor: string;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: RawQuery;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** Who writes over HTTP; there are no accounts yet. */
export const ACTOR = 'api';

/** @throws Problem (400) where a header is given twice or cannot be read */
export function contextOf(request: FastifyRequest): RequestContext {
  return {
    requestId: request.id,
    actor: ACTOR,
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    query: request.query as RawQuery,
    ifMatch: request.headers['if-match'],
    ifNoneMatch: request.headers['if-none-match'],
    idempotencyKey: idempotencyKey(request.headers['idempotency-key']),
  };
}

/** Work for a request that is stopped when its client goes away. */
export async function whileConnected<Result>(
  { raw: { socket } }: FastifyRequest,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  socket.once('close', onClose);
  try {
    return await work(gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    throw new Problem({ status: 503, code: 'client-gone', detail: 'The client closed its connection.', cause: error });
  } finally {
    socket.off('close', onClose);
  }
}

/** Two requests are the same when their method, path and body are. */
export function requestHash({ method, path }: RequestContext, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${path}\n${JSON.stringify(body)}`)
    .digest('hex');
}

/** Refuses a request under a key that another one has used. */
export function keyReused(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotency-key-reused',
    detail: 'Another request has used this Idempotency-Key.',
    errors: [{ code: 'conflict', parameter: 'Idempotency-Key', detail: 'The key was used for another request.' }],
  });
}

function idempotencyKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new Problem({
    status: 400,
    code: 'header-invalid',
    detail: 'Idempotency-Key must be 1 to 200 printable ASCII characters without blanks.',
    errors: [{ code: 'format', parameter: 'Idempotency-Key', detail: 'The key cannot be read.' }],
  });
}
