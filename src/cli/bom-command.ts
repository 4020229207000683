import { bomOf } from '../analysis/site-analysis.js';
import { writeBomWorkbook } from '../reports/xlsx/bom-workbook.js';
import { EXIT_DONE } from './exit.js';
import { fileNameOf } from '../analysis/file-name.js';
import { readSnapshotFile } from './input.js';
import { writeText, writeWhole } from './output.js';
import type { FileFlags } from './program.js';
import { today } from '../analysis/today.js';

/** `plenum bom`: the bill of materials as a workbook or as one JSON document. */
export async function bomCommand(file: string, flags: FileFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const bom = bomOf(snapshot, { asOf: flags.asOf ?? null, revisionLabel: flags.revision ?? null, today: today() });
  if (flags.format === 'json') {
    await writeText(flags.output ?? '-', `${JSON.stringify(bom, null, 2)}\n`);
    return EXIT_DONE;
  }
  const output = flags.output ?? fileNameOf(bom.site, 'bom.xlsx');
  await writeWhole(output, (target) => writeBomWorkbook(bom, target));
  if (output !== '-') process.stderr.write(`${output}: ${String(bom.lines.length)} lines\n`);
  return EXIT_DONE;
}
