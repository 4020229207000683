import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Defect } from '../domain/defect.js';
import type { SiteDocument, SiteSnapshot } from '../domain/site/document.js';
import { toSnapshot } from '../domain/site/snapshot.js';
import { formatDefect, formatUnlisted } from '../exchange/document/defect-text.js';
import { readDocument, type DocumentFormat } from '../exchange/document/read-document.js';
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

/**
 * Defects that only a calculation finds, at paths of the snapshot, told with their lines in the document; without lines for
 * standard input, which is gone by then.
 */
export async function locatedIn(
  file: string,
  snapshot: SiteSnapshot,
  defects: readonly Defect[],
): Promise<readonly string[]> {
  if (file === '-') return defects.map((defect) => formatDefect(file, { ...defect, line: 1, column: 1 }));
  const bytes = await readBytes(file);
  const check = (value: unknown) => defects.map((defect) => inDocument(defect, snapshot, value as SiteDocument));
  const again = readDocument({ bytes, format: formatOf(file, bytes), check });
  return again.ok ? [] : again.defects.map((defect) => formatDefect(file, defect));
}

/** A snapshot is in the order of its names, a document in that of its writer. */
function inDocument(defect: Defect, snapshot: SiteSnapshot, document: SiteDocument): Defect {
  const [list, at, ...rest] = defect.path;
  if ((list !== 'workloads' && list !== 'artifacts') || typeof at !== 'number') return defect;
  const name = snapshot[list][at]?.name;
  const place = (document[list] ?? []).findIndex((row) => row.name === name);
  return { ...defect, path: [list, place === -1 ? at : place, ...rest] };
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
