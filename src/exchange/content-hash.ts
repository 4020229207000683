import { createHash, type Hash } from 'node:crypto';
import type { SiteSnapshot } from '../domain/site/document.js';
import { collectionNames } from '../domain/site/kinds.js';

/**
 * SHA-256 of a canonical snapshot, in hex. Documents that say the same hash alike, whatever the order of their rows and
 * keys; database ids and revisions are not part of a snapshot and so not of the hash.
 */
export function contentHash(snapshot: SiteSnapshot): string {
  const hash = createHash('sha256');
  hash.update(`plenum ${String(snapshot.plenum)}\nsite ${canonicalJson(snapshot.site)}\n`);
  for (const name of collectionNames) hashRows(hash, name, snapshot[name]);
  return hash.digest('hex');
}

const ROWS_PER_UPDATE = 500;

function hashRows(hash: Hash, name: string, rows: readonly unknown[]): void {
  for (let from = 0; from < rows.length; from += ROWS_PER_UPDATE) {
    const lines = rows.slice(from, from + ROWS_PER_UPDATE).map((row) => `${name} ${canonicalJson(row)}\n`);
    hash.update(lines.join(''));
  }
}

/** JSON with the keys of every object in order and without those that are undefined. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const parts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(field)}`);
  }
  return `{${parts.join(',')}}`;
}
