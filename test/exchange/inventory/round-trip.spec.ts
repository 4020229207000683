import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SiteDocument } from '../../../src/domain/site/document.js';
import { importInventory } from '../../../src/exchange/inventory/import-inventory.js';
import { readSheetCsv, sheetCsv } from '../../../src/exchange/inventory/inventory-csv.js';
import type { InventoryReading } from '../../../src/exchange/inventory/read-tables.js';
import { filledSheets } from '../../../src/exchange/inventory/tables-of-document.js';
import { readWorkbook } from '../../../src/exchange/xlsx/read-workbook.js';
import { inventoryBytes } from '../../../src/reports/xlsx/inventory-workbook.js';
import { readSiteDocument } from '../../../src/exchange/site-document.js';
import { siteDocuments } from '../../factories/sites/documents.js';

const HALLS = ['lpu-hall.yaml', 'gpu-hall.yaml'] as const;

async function hall(file: string): Promise<SiteDocument> {
  const bytes = await readFile(new URL(`../../../examples/${file}`, import.meta.url));
  const read = readSiteDocument({ bytes, format: 'yaml' });
  if (!read.ok) throw new Error(`${file} is not valid`);
  return read.document;
}

function asCsv(document: SiteDocument): InventoryReading {
  const read = filledSheets(document).map((filled) => readSheetCsv(filled.sheet.name, Buffer.from(sheetCsv(filled))));
  return { tables: read.flatMap(({ tables }) => tables), defects: read.flatMap(({ defects }) => defects) };
}

async function asWorkbook(document: SiteDocument): Promise<InventoryReading> {
  return readWorkbook(await inventoryBytes(document));
}

const FORMS = [
  ['workbook', asWorkbook],
  ['CSV files', (document: SiteDocument) => Promise.resolve(asCsv(document))],
] as const;

describe.each(FORMS)('an inventory as %s', (_, written) => {
  it.each(HALLS)('%s goes into files and back with nothing lost', async (file) => {
    const document = await hall(file);
    const back = importInventory({ before: null, reading: await written(document), deletes: false });
    expect(back).toMatchObject({ ok: true });
    expect(back.ok && back.document).toEqual(document);
  });

  it.each(HALLS)('%s laid over itself changes nothing, with and without deletions', async (file) => {
    const document = await hall(file);
    for (const deletes of [false, true]) {
      const back = importInventory({ before: document, reading: await written(document), deletes });
      expect(back).toEqual({ ok: true, document, changes: [], renames: [], withheld: [] });
    }
  });

  it('carries whatever a document may hold', async () => {
    await fc.assert(
      fc.asyncProperty(siteDocuments(), async (document) => {
        const back = importInventory({ before: null, reading: await written(document), deletes: false });
        expect(back.ok ? [] : back.defects.slice(0, 3)).toEqual([]);
        expect(back.ok && withoutEmptyArrays(back.document)).toEqual(withoutEmptyArrays(document));
        const again = importInventory({ before: document, reading: await written(document), deletes: true });
        expect(again).toMatchObject({ ok: true, changes: [], renames: [], withheld: [] });
      }),
      { numRuns: 12, seed: 20261125 },
    );
  });
});

function withoutEmptyArrays(document: SiteDocument): unknown {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}
