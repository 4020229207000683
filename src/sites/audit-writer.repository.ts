import { v7 as uuidv7 } from 'uuid';
import type { RecordedChange } from '../domain/site/changes.js';
import type { Sql } from '../platform/transaction.repository.js';

/** Names hold no control characters, so that this one can stand between the parts of a key. */
const KEY_SEPARATOR = '\u001f';
const CHANGES_PER_STATEMENT = 25_000;

export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly requestId: string;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly documentRevision: number | null;
  readonly recorded: readonly RecordedChange[];
}

/** Writes one audit record with its changes. @returns its id */
export async function writeAudit(sql: Sql, entry: AuditEntry): Promise<string> {
  const id = uuidv7();
  await sql.execute(
    `INSERT INTO audit_records (id, actor, action, request_id, site_id, site_name, document_revision, change_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, entry.actor, entry.action, entry.requestId, entry.siteId, entry.siteName, entry.documentRevision, entry.recorded.length],
  );
  for (let from = 0; from < entry.recorded.length; from += CHANGES_PER_STATEMENT) {
    const some = entry.recorded.slice(from, from + CHANGES_PER_STATEMENT);
    await sql.execute(
      `INSERT INTO audit_changes (record_id, position, op, kind, key, before, after)
       SELECT $1, $2 + v.n - 1, v.op, v.kind, string_to_array(v.key, $3), v.before::jsonb, v.after::jsonb
       FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) WITH ORDINALITY AS v (op, kind, key, before, after, n)`,
      [
        id,
        from,
        KEY_SEPARATOR,
        some.map(({ op }) => op),
        some.map(({ kind }) => kind),
        some.map(({ key }) => key.join(KEY_SEPARATOR)),
        some.map(({ before }) => (before === null ? null : JSON.stringify(before))),
        some.map(({ after }) => (after === null ? null : JSON.stringify(after))),
      ],
    );
  }
  return id;
}
