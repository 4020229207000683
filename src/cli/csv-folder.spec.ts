import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsvFolder } from './csv-folder.js';
import { Refused } from './exit.js';

let folder: string;

/** Two CSV files of 4 bytes and one of another kind. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-csv-'));
  for (const name of ['racks.CSV', 'devices.csv', 'notes.txt']) await writeFile(join(folder, name), 'a,b\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a folder of CSV files', () => {
  it('is read in the order of names, up to the last byte that it may hold', async () => {
    expect((await readCsvFolder(folder, 8)).map(({ name }) => name)).toEqual(['devices.csv', 'racks.CSV']);
  });

  it('is refused where it holds more, holds none, or is not there', async () => {
    await expect(readCsvFolder(folder, 7)).rejects.toThrow('over 7 bytes of CSV; import it in parts');
    await expect(readCsvFolder('prisma')).rejects.toThrow('there is no CSV file in this folder');
    await expect(readCsvFolder(join(folder, 'nowhere'))).rejects.toThrow(Refused);
  });
});
