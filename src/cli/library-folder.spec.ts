import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIBRARY_FILE_BYTES } from '../exchange/netbox/read-library-file.js';
import { Refused } from './exit.js';
import { readLibraryFolder } from './library-folder.js';

let folder: string;

/** Four YAML files of 10 bytes in two folders, and a text file. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-library-'));
  await mkdir(join(folder, 'deep'));
  const names = ['a.yaml', 'b.yml', 'deep/c.yaml', 'deep/d.yaml', 'notes.txt'];
  for (const name of names) await writeFile(join(folder, name), 'model: abc');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(limits: { readonly files: number; readonly bytes: number }): Promise<string> {
  const error: unknown = await readLibraryFolder(folder, limits).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Refused ? error.message : String(error);
}

describe('a folder of types', () => {
  it('is read whole up to the last file and byte that one import takes', async () => {
    const { files, passedOver } = await readLibraryFolder(folder, { files: 4, bytes: 40 });
    expect(files.map(({ path }) => path.split('/').at(-1))).toEqual(['a.yaml', 'b.yml', 'c.yaml', 'd.yaml']);
    expect(passedOver).toEqual([expect.stringMatching(/notes\.txt: no YAML file$/)]);
  });

  it('is refused with the limit and a way on where it has one file or one byte more', async () => {
    expect(await refusal({ files: 3, bytes: 40 })).toContain('more than 3 YAML files; import it in parts');
    expect(await refusal({ files: 4, bytes: 39 })).toContain('over 39 bytes of YAML; import it in parts');
  });

  it('counts no more of one huge file than its reader looks at, which then refuses that file alone', async () => {
    const huge = join(folder, 'deep', 'huge.yaml');
    await writeFile(huge, Buffer.alloc(LIBRARY_FILE_BYTES + 1000, 0x23));
    const limits = { files: 5, bytes: 40 + LIBRARY_FILE_BYTES + 1 };
    expect((await readLibraryFolder(folder, limits)).files).toHaveLength(5);
    await rm(huge);
  });
});
