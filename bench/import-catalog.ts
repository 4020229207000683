import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onceMs, type Measurement } from './measure.js';
import { startServiceProcess } from './service-process.js';

/** Real types of devices and modules, which are no part of the project. */
const DATA = join('..', 'shared', 'data');
const FOLDERS = ['device-types', 'module-types'];

/** Import of every real type over REST into a new database; null where the types are not there. */
export async function measureCatalogImport(dataDirectory: string): Promise<Measurement | null> {
  if (!FOLDERS.every((folder) => existsSync(join(DATA, folder)))) {
    process.stderr.write(`Skipped: import of types: ${DATA} has no ${FOLDERS.join(' and ')}.\n`);
    return null;
  }
  const files = (await Promise.all(FOLDERS.map(filesIn))).flat();
  const body = JSON.stringify({ files });
  const service = await startServiceProcess({ PLENUM_DATA_DIR: dataDirectory });
  try {
    const firstMs = await onceMs(() => post(service.url, body));
    const secondMs = await onceMs(() => post(service.url, body));
    return {
      claim: `import of ${String(files.length)} types over REST`,
      measured: firstMs / 1000,
      limit: 10,
      unit: 's',
      details: { firstMs, secondMs, files: files.length, bytes: body.length },
    };
  } finally {
    await service.stop();
  }
}

async function filesIn(folder: string): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const names = await readdir(join(DATA, folder), { recursive: true });
  const paths = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(DATA, path), 'utf8') })));
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/catalog/imports`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`the import answered ${String(answer.status)}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
