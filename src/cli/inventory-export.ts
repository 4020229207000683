import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf } from '../exchange/file-name.js';
import type { SiteDocument } from '../domain/site/document.js';
import { sheetCsv } from '../exchange/inventory/inventory-csv.js';
import { filledSheets } from '../exchange/inventory/tables-of-document.js';
import { writeInventoryWorkbook } from '../reports/xlsx/inventory-workbook.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readDocumentFile, reasonOf } from './input.js';
import { writeText, writeWhole } from './output.js';

export interface ExportFlags {
  readonly output?: string;
  readonly blank?: boolean;
  readonly format: 'xlsx' | 'csv';
}

/** `plenum inventory export`: the inventory as a workbook or as a folder of CSV files. */
export async function exportInventory(file: string | undefined, flags: ExportFlags): Promise<number> {
  if ((file === undefined) !== (flags.blank === true)) {
    throw new Refused(['Give either a site document or --blank.']);
  }
  const document = file === undefined ? null : await readDocumentFile(file);
  const name = document === null ? 'inventory' : fileNameOf(document.site.name, 'inventory');
  if (flags.format === 'csv') return exportCsv(document, flags.output ?? name);
  const output = flags.output ?? `${name}.xlsx`;
  await writeWhole(output, (target) => writeInventoryWorkbook(document, target));
  if (output !== '-') process.stderr.write(`${output}: ${String(rowsOf(document))} rows\n`);
  return EXIT_DONE;
}

async function exportCsv(document: SiteDocument | null, folder: string): Promise<number> {
  if (folder === '-') throw new Refused(['CSV files need a folder: --output inventory']);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Refused([`${folder}: ${reasonOf(error)}`]);
  }
  const sheets = filledSheets(document);
  for (const filled of sheets) await writeText(join(folder, `${filled.sheet.name}.csv`), sheetCsv(filled));
  process.stderr.write(`${folder}: ${String(sheets.length)} files, ${String(rowsOf(document))} rows\n`);
  return EXIT_DONE;
}

function rowsOf(document: SiteDocument | null): number {
  return filledSheets(document).reduce((sum, { count }) => sum + count, 0);
}
