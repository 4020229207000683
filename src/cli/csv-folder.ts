import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused } from './exit.js';
import { readBytes, reasonOf } from './input.js';

/** What the CSV files of one folder may hold together. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * The CSV files of a folder by their names, in order; folders in it are not read.
 *
 * @throws Refused where there is no such folder, no CSV file in it, or more than `mostBytes`
 */
export async function readCsvFolder(
  folder: string,
  mostBytes = MOST_BYTES,
): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  const found = await readdir(folder).catch((error: unknown) => {
    throw new Refused([`${folder}: ${reasonOf(error)}`]);
  });
  const names = found.filter((name) => /\.csv$/i.test(name)).sort();
  if (names.length === 0) throw new Refused([`${folder}: there is no CSV file in this folder`]);
  let left = mostBytes;
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    left -= (await stat(path).catch(() => null))?.size ?? 0;
    if (left < 0) throw new Refused([`${folder}: over ${String(mostBytes)} bytes of CSV; import it in parts`]);
    files.push({ name, bytes: await readBytes(path) });
  }
  return files;
}
