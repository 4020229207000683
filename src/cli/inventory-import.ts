import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Change } from '../domain/site/changes.js';
import { keyLabel } from '../domain/site/key.js';
import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { formatInventoryDefect } from '../exchange/inventory/defect-text.js';
import { catalogDeletions, importInventory, type ImportedInventory } from '../exchange/inventory/import-inventory.js';
import { readSheetCsv } from '../exchange/inventory/inventory-csv.js';
import type { InventoryReading } from '../exchange/inventory/read-tables.js';
import { readWorkbook } from '../exchange/xlsx/read-workbook.js';
import { changeLine, changesSum, changeView, countsOf } from './change-text.js';
import { readCsvFolder } from './csv-folder.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readBytes, readDocumentFile, textIn } from './input.js';
import { writeText } from './output.js';
import { refuseLostComments, rewrittenText } from './rewritten-document.js';

export interface ImportFlags {
  readonly into?: string;
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly allowDeletes?: boolean;
  readonly format: 'text' | 'json';
}

/** `plenum inventory import`: the changes of an edited inventory, and the document with them. */
export async function importIntoDocument(source: string, flags: ImportFlags): Promise<number> {
  const { into, dryRun = false, allowDeletes = false } = flags;
  const output = flags.output ?? into;
  if (output === undefined && !dryRun) throw new Refused(['Give --into, --output or --dry-run.']);
  const text = into === undefined ? '' : await textIn(into);
  if (!dryRun && flags.output === undefined && into !== undefined) refuseLostComments(into, text);
  const before = into === undefined ? null : await readDocumentFile(into);
  const { reading, isCsv } = await readInventory(source);
  const result = importInventory({ before, reading, deletes: allowDeletes });
  if (!result.ok) {
    const listed = result.defects
      .slice(0, LISTED_DEFECTS)
      .map((defect) => formatInventoryDefect(source, isCsv, defect));
    const further = result.defects.length - listed.length + result.unlisted;
    throw new Refused([...listed, ...(further > 0 ? [`and ${String(further)} more`] : [])]);
  }
  const changes = [
    ...result.changes,
    ...(before === null ? [] : catalogDeletions(before, result.document, result.renames)),
  ];
  const report = flags.format === 'json' ? reportJson(result, changes) : reportText(result, changes, allowDeletes);
  const isToOutput = !dryRun && output === '-';
  if (isToOutput) process.stderr.write(report);
  else await writeText('-', report);
  if (dryRun || output === undefined || (changes.length === 0 && output === into)) return EXIT_DONE;
  await writeText(output, rewrittenText(output, result.document, text));
  if (!isToOutput) process.stderr.write(`${output}: written\n`);
  return EXIT_DONE;
}

/** A workbook, one CSV file, or every CSV file of a folder. */
async function readInventory(source: string): Promise<{ readonly reading: InventoryReading; readonly isCsv: boolean }> {
  const found = source === '-' ? null : await stat(source).catch(() => null);
  if (found?.isDirectory() === true) return { reading: await readFolder(source), isCsv: true };
  const bytes = await readBytes(source);
  if (extname(source).toLowerCase() !== '.csv') return { reading: await readWorkbook(bytes), isCsv: false };
  return { reading: readSheetCsv(basename(source, extname(source)), bytes), isCsv: false };
}

async function readFolder(folder: string): Promise<InventoryReading> {
  const sheets = (await readCsvFolder(folder)).map(({ name, bytes }) => readSheetCsv(name.slice(0, -4), bytes));
  return {
    tables: sheets.flatMap(({ tables }) => tables),
    defects: sheets.flatMap(({ defects }) => defects),
  };
}

function reportJson({ renames, withheld }: ImportedInventory, changes: readonly Change[]): string {
  const report = {
    counts: countsOf(changes),
    changes: changes.map(changeView),
    renames: renames.map(({ kind, from, to }) => ({ kind, from: keyLabel(from), to: keyLabel(to) })),
    withheld,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function reportText({ withheld }: ImportedInventory, changes: readonly Change[], deletes: boolean): string {
  const lines = changes.map(changeLine);
  const kept = withheld.map(({ kind, key, list }) => `keep ${kind} ${key}${list === null ? '' : `: all its ${list}`}`);
  const why = deletes
    ? 'Kept, since a sheet without rows deletes nothing; take them out of the document to delete all of a kind:'
    : 'Not in the inventory any more; --allow-deletes deletes them:';
  const told = kept.length === 0 ? [] : ['', why, ...kept];
  const sum = changesSum(changes);
  return [...lines, ...told, ...(lines.length + told.length > 0 ? [''] : []), sum, ''].join('\n');
}
