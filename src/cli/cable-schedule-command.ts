import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { cableAnalysisOf, type CableAnalysis } from '../analysis/cable-analysis.js';
import { cableImportOf } from '../analysis/cable-import.js';
import { cableWorkbookOf, scheduleCsvPieces } from '../analysis/cable-schedule.js';
import { today } from '../analysis/today.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { toDocument } from '../domain/site/snapshot.js';
import { readCableSchedule } from '../exchange/cabling/read-schedule.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { writeCableWorkbook } from '../reports/xlsx/cable-workbook.js';
import { fileNameOf } from '../exchange/file-name.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readBytes, readSnapshotFile } from './input.js';
import { writePieces, writeText, writeWhole } from './output.js';

export interface ScheduleFlags {
  readonly output?: string;
  readonly import?: string;
  readonly deletes?: true;
  readonly asOf?: string;
  readonly revision?: string;
}

/** `plenum cable schedule`: the schedule as a workbook or CSV, or the changes of one that was edited. */
export async function scheduleCommand(file: string, flags: ScheduleFlags): Promise<number> {
  // Rows are garbage as soon as they are written; collecting it early keeps a schedule of 100,000 cables under 300 MB.
  setFlagsFromString('--heap-growing-percent=20');
  const snapshot = await readSnapshotFile(file);
  const analysis = cableAnalysisOf(snapshot, {
    asOf: flags.asOf ?? null,
    today: today(),
    revision: flags.revision ?? null,
  });
  if (flags.import !== undefined) {
    const { output, deletes = false } = flags;
    return importSchedule(flags.import, { snapshot, analysis, output, deletes });
  }
  const output = flags.output ?? fileNameOf(analysis.site, 'cables.xlsx');
  if (extname(output).toLowerCase() === '.csv') await writePieces(output, scheduleCsvPieces(analysis));
  else await writeWhole(output, (target) => writeCableWorkbook(cableWorkbookOf(analysis), target));
  if (output !== '-') process.stderr.write(`${output}: ${String(analysis.plan.cables.length)} cables\n`);
  return EXIT_DONE;
}

/** Prints the changes of an edited schedule; with an output, writes the document with them. */
async function importSchedule(
  edited: string,
  {
    snapshot,
    analysis,
    output,
    deletes,
  }: { snapshot: SiteSnapshot; analysis: CableAnalysis; output: string | undefined; deletes: boolean },
): Promise<number> {
  const read = await readCableSchedule(await readBytes(edited));
  if (!read.ok) throw new Refused(read.defects.map((defect) => formatDefect(edited, defect)));
  const result = cableImportOf(snapshot, { analysis, read: read.schedule, deletes });
  if (!result.ok)
    throw new Refused(
      result.defects.map((defect) =>
        formatDefect(edited, 'line' in defect ? defect : { ...defect, line: 1, column: 1 }),
      ),
    );
  const { withheld } = result;
  if (withheld.length > 0)
    process.stderr.write(
      `${edited}: no row of ${String(withheld.length)} cables, which stay: ${withheld.slice(0, 5).join(', ')}${withheld.length > 5 ? ', …' : ''}\n`,
    );
  if (output === undefined) {
    await writeText('-', `${JSON.stringify(result.changes, null, 2)}\n`);
    return EXIT_DONE;
  }
  const format = extname(output).toLowerCase() === '.json' ? 'json' : 'yaml';
  await writeText(output, writeDocument(toDocument(result.after), format));
  process.stderr.write(`${output}: ${String(result.changes.length)} changes\n`);
  return EXIT_DONE;
}
