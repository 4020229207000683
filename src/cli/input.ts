import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SiteDocument, SiteSnapshot } from '../domain/site/document.js';
import { toSnapshot } from '../domain/site/snapshot.js';
import { formatDefect, formatUnlisted } from '../exchange/document/defect-text.js';
import type { DocumentFormat } from '../exchange/document/read-document.js';
import { readSiteDocument } from '../exchange/site-document.js';
import { Refused } from './exit.js';

/** The snapshot of a site document in a file, or from standard input for `-`. */
export async function readSnapshotFile(file: string): Promise<SiteSnapshot> {
  return toSnapshot(await readDocumentFile(file));
}

/** A site document in a file, as it was written. */
export async function readDocumentFile(file: string, read = readSiteDocument): Promise<SiteDocument> {
  const bytes = await readBytes(file);
  const result = read({ bytes, format: formatOf(file, bytes) });
  if (result.ok) return result.document;
  const unlisted = formatUnlisted(result.counts, result.defects);
  throw new Refused([
    ...result.defects.map((defect) => formatDefect(file, defect)),
    ...(unlisted === undefined ? [] : [unlisted]),
  ]);
}

/** The bytes of a file, or of standard input for `-`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await standardInput() : await readFile(file);
  } catch (error) {
    throw new Refused([`${file}: ${reasonOf(error)}`]);
  }
}

/** The text of a file that is read a second time; nothing for standard input, which is gone by then. */
export async function textIn(file: string): Promise<string> {
  return file === '-' ? '' : Buffer.from(await readBytes(file)).toString('utf8');
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** JSON by its ending or, where the name says nothing, by its first sign. */
function formatOf(file: string, bytes: Uint8Array): DocumentFormat {
  const ending = extname(file).toLowerCase();
  if (ending === '.json') return 'json';
  if (ending === '.yaml' || ending === '.yml') return 'yaml';
  const first = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  return first.startsWith('{') || first.startsWith('[') ? 'json' : 'yaml';
}

/** What an operating system error means to a reader. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EISDIR') return 'this is a folder, not a file';
  if (code === 'EACCES' || code === 'EPERM') return 'access is not permitted';
  if (code === 'ENOSPC') return 'there is no space left';
  return error instanceof Error ? error.message : String(error);
}
