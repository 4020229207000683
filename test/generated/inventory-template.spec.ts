import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { entryBytes, zipEntries } from '../../src/exchange/xlsx/zip.js';
import { inventoryBytes } from '../../src/reports/xlsx/inventory-workbook.js';

/** What stands in a workbook, by file: another version of zlib may pack the same content into other bytes. */
async function contentOf(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const entry of zipEntries(bytes)) {
    const pieces: Buffer[] = [];
    for await (const piece of entryBytes(bytes, entry, { bytes: 1e9 })) pieces.push(piece);
    files.set(entry.name, Buffer.concat(pieces).toString('utf8'));
  }
  return files;
}

describe('templates/inventory.xlsx', () => {
  it('is what the code generates', async () => {
    const committed = await contentOf(await readFile(new URL('../../templates/inventory.xlsx', import.meta.url)));
    const generated = await contentOf(await inventoryBytes(null));
    expect([...committed.keys()]).toEqual([...generated.keys()]);
    const other = [...generated].flatMap(([name, text]) => (committed.get(name) === text ? [] : [name]));
    expect(other.length === 0 ? 'as generated' : `${other.join(', ')}: run "npm run generate"`).toBe('as generated');
  });

  it('has the same bytes whenever it is written', async () => {
    expect((await inventoryBytes(null)).equals(await inventoryBytes(null))).toBe(true);
  });
});
