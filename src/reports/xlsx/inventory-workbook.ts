import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { SiteDocument } from '../../domain/site/document.js';
import { withContinuedLists } from '../../exchange/inventory/continued-lists.js';
import { filledSheets } from '../../exchange/inventory/tables-of-document.js';
import { writeGuide } from './inventory-guide-sheet.js';
import { writeInventorySheet } from './inventory-sheet.js';
import { writeWorkbook } from './reproducible-workbook.js';

/** Day in the properties of a workbook of a site that is calculated for no day. */
const NO_DAY = '2026-01-01';

/**
 * Writes the inventory of a site as a workbook that people edit and that is imported again: a guide, one sheet for each
 * kind and one for each of its lists. The same document gives the same bytes.
 *
 * @param document null for the blank inventory
 * @param target ended when the workbook is whole
 * @throws what the target reports
 */
export async function writeInventoryWorkbook(document: SiteDocument | null, target: Writable): Promise<void> {
  const sheets = filledSheets(document).map(withContinuedLists);
  const site = document?.site.name ?? 'Blank inventory';
  const page = {
    site,
    footer: document === null ? '' : `Inventory · ${document.site.revisionLabel ?? 'no revision label'}`,
  };
  const day = document?.site.asOf ?? NO_DAY;
  await writeWorkbook({ target, day, title: `Inventory of ${site}`, creator: 'Plenum' }, async (workbook) => {
    await writeGuide(workbook, sheets, page);
    for (const filled of sheets) await writeInventorySheet(workbook, filled, { page, sheets });
  });
}

/** The inventory as bytes; without a document the blank one, as it is published in `templates/`. */
export async function inventoryBytes(document: SiteDocument | null): Promise<Buffer> {
  const target = new PassThrough();
  const [bytes] = await Promise.all([buffer(target), writeInventoryWorkbook(document, target)]);
  return bytes;
}
