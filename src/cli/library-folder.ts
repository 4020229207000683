import { lstat, readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { LibraryFile } from '../exchange/netbox/read-library-file.js';
import { LIBRARY_FILE_BYTES } from '../exchange/netbox/read-library-file.js';
import { Refused } from './exit.js';
import { reasonOf } from './input.js';

/** What one import reads at the most. The whole public library has some 10,000 files and 60 MB. */
export interface FolderLimits {
  readonly files: number;
  readonly bytes: number;
}

const LIMITS: FolderLimits = { files: 100_000, bytes: 512 * 1024 * 1024 };

export interface LibraryFolder {
  readonly files: readonly LibraryFile[];
  /** What lies there and is not read, each with the reason. */
  readonly passedOver: readonly string[];
}

/**
 * Every YAML file in a folder and the folders in it, or the one file that is named. Symbolic links are not followed: they
 * can lead in a circle or out of the folder.
 *
 * @throws Refused where there is no such file, or more than the limits allow; the folder is not read to its end then
 */
export async function readLibraryFolder(path: string, limits = LIMITS): Promise<LibraryFolder> {
  const found = await statOrRefuse(path);
  const passedOver: string[] = [];
  const paths: string[] = [];
  if (found.isDirectory()) await collect(path, { paths, passedOver }, limits.files);
  else paths.push(path);
  if (paths.length === 0) throw new Refused([`${path}: there is no YAML file (.yaml, .yml) in this folder`]);
  let bytes = 0;
  const files: LibraryFile[] = [];
  for (const file of paths) {
    const { size } = await statOrRefuse(file);
    // A file beyond the limit is refused by the reader; its first bytes are enough for that.
    bytes += Math.min(size, LIBRARY_FILE_BYTES + 1);
    if (bytes > limits.bytes)
      throw new Refused([`${path}: over ${String(limits.bytes)} bytes of YAML; import it in parts`]);
    files.push({ path: shown(file), bytes: await readOrRefuse(file) });
  }
  return { files, passedOver };
}

async function collect(
  folder: string,
  found: { readonly paths: string[]; readonly passedOver: string[] },
  mostFiles: number,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Refused([`${folder}: ${reasonOf(error)}`]);
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) found.passedOver.push(`${shown(path)}: a symbolic link, which is not followed`);
    else if (entry.isDirectory()) {
      if (!entry.name.startsWith('.')) await collect(path, found, mostFiles);
    } else if (!entry.isFile()) found.passedOver.push(`${shown(path)}: neither file nor folder`);
    else if (['.yaml', '.yml'].includes(extname(entry.name).toLowerCase())) found.paths.push(path);
    else found.passedOver.push(`${shown(path)}: no YAML file`);
    if (found.paths.length > mostFiles) {
      throw new Refused([`${folder}: more than ${String(mostFiles)} YAML files; import it in parts`]);
    }
  }
}

async function statOrRefuse(path: string) {
  return lstat(path).catch((error: unknown) => {
    throw new Refused([`${path}: ${reasonOf(error)}`]);
  });
}

async function readOrRefuse(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    throw new Refused([`${path}: ${reasonOf(error)}`]);
  });
}

/** A path as the reader typed it, from the folder that was named. */
function shown(path: string): string {
  return path.split(sep).join('/');
}
