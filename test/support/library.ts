import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from '@jest/globals';

/** Files of a library as the body of an import. */
export interface SentFiles {
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Every YAML file of folders, each by its path from the folder above them. */
export async function libraryBody(root: string, folders: readonly string[]): Promise<SentFiles> {
  const lists = folders.map(async (folder) => {
    const names = await readdir(join(root, folder), { recursive: true });
    const paths = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
    return Promise.all(
      paths.map(async (path) => ({
        path: path.replaceAll('\\', '/'),
        text: await readFile(join(root, path), 'utf8'),
      })),
    );
  });
  return { files: (await Promise.all(lists)).flat() };
}

/** Real types beside the project, which are no part of it. */
export const SHARED_DATA = join('..', 'shared', 'data');

/** `it` for what needs the real types: skipped with a message where they are not there. */
export function itWithSharedTypes(name: string, test: () => Promise<void>, timeoutMs?: number): void {
  if (existsSync(join(SHARED_DATA, 'device-types')) && existsSync(join(SHARED_DATA, 'module-types'))) {
    it(name, test, timeoutMs);
    return;
  }
  process.stderr.write(`Skipped: ${name}: needs the types in ${SHARED_DATA}, which are not here.\n`);
  it.skip(name, test);
}
