import type { Sql } from '../platform/transaction.repository.js';
import type { KeptAnswer } from './write.js';

const KEPT_FOR = '24 hours';

export type Repeated = { readonly status: 'repeated'; readonly answer: KeptAnswer } | { readonly status: 'key-reused' };

interface StoredAnswer {
  readonly requestHash: string;
  readonly status: number;
  readonly body: unknown;
}

/** What was answered to an idempotency key; whoever asks at the same time waits until this transaction ends. */
export async function recallAnswer(
  sql: Sql,
  { key, requestHash }: { readonly key: string; readonly requestHash: string },
): Promise<Repeated | null> {
  await sql.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 5040))', [key]);
  await sql.execute(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '${KEPT_FOR}'`);
  const [found] = await sql.query<StoredAnswer>(
    'SELECT request_hash AS "requestHash", status, body FROM idempotency_keys WHERE key = $1',
    [key],
  );
  if (found === undefined) return null;
  if (found.requestHash !== requestHash) return { status: 'key-reused' };
  return { status: 'repeated', answer: { status: found.status, body: found.body } };
}

export async function keepAnswer(
  sql: Sql,
  { key, requestHash, answer }: { readonly key: string; readonly requestHash: string; readonly answer: KeptAnswer },
): Promise<void> {
  await sql.execute('INSERT INTO idempotency_keys (key, request_hash, status, body) VALUES ($1, $2, $3, $4::jsonb)', [
    key,
    requestHash,
    answer.status,
    JSON.stringify(answer.body ?? null),
  ]);
}
