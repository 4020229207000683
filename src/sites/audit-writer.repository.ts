import { v7 as uuidv7 } from 'uuid';
import type { RecordedChange } from '../domain/site/changes.js';
import { arrayLiteral } from '../platform/tables/array-literal.js';
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
    [
      id,
      entry.actor,
      entry.action,
      entry.requestId,
      entry.siteId,
      entry.siteName,
      entry.documentRevision,
      entry.recorded.length,
    ],
  );
  for (let from = 0; from < entry.recorded.length; from += CHANGES_PER_STATEMENT) {
    const some = entry.recorded.slice(from, from + CHANGES_PER_STATEMENT);
    await sql.execute(
      `INSERT INTO audit_changes (record_id, position, op, kind, key, before, after)
       SELECT $1, $2 + v.n - 1, v.op, v.kind, string_to_array(v.key, $3), nullif(v.before, 'null'), nullif(v.after, 'null')
       FROM ROWS FROM (
         unnest($4::text[]), unnest($5::text[]), unnest($6::text[]), jsonb_array_elements($7::jsonb), jsonb_array_elements($8::jsonb)
       ) WITH ORDINALITY AS v (op, kind, key, before, after, n)`,
      [
        id,
        from,
        KEY_SEPARATOR,
        arrayLiteral(some.map(({ op }) => op)),
        arrayLiteral(some.map(({ kind }) => kind)),
        arrayLiteral(some.map(({ key }) => key.join(KEY_SEPARATOR))),
        // One JSON text for all: nothing in it needs another escape.
        JSON.stringify(some.map(({ before }) => before)),
        JSON.stringify(some.map(({ after }) => after)),
      ],
    );
  }
  return id;
}
