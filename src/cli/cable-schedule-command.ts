import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { cableAnalysisOf, type CableAnalysis } from '../analysis/cable-analysis.js';
import { cableWorkbookOf, scheduleCsv, scheduleOfAnalysis } from '../analysis/cable-schedule.js';
import { today } from '../analysis/today.js';
import { applyChanges } from '../domain/site/changes.js';
import type { SiteSnapshot } from '../domain/site/document.js';
import { toDocument } from '../domain/site/snapshot.js';
import { readCableSchedule } from '../exchange/cabling/read-schedule.js';
import { scheduleChanges } from '../exchange/cabling/schedule-changes.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { writeCableWorkbook } from '../reports/xlsx/cable-workbook.js';
import { fileNameOf } from '../exchange/file-name.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readBytes, readSnapshotFile } from './input.js';
import { writeText, writeWhole } from './output.js';

export interface ScheduleFlags {
  readonly output?: string;
  readonly import?: string;
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
  if (flags.import !== undefined) return importSchedule(flags.import, { snapshot, analysis, output: flags.output });
  const output = flags.output ?? fileNameOf(analysis.site, 'cables.xlsx');
  if (extname(output).toLowerCase() === '.csv') await writeText(output, scheduleCsv(analysis));
  else await writeWhole(output, (target) => writeCableWorkbook(cableWorkbookOf(analysis), target));
  if (output !== '-') process.stderr.write(`${output}: ${String(analysis.plan.cables.length)} cables\n`);
  return EXIT_DONE;
}

/** Prints the changes of an edited schedule; with an output, writes the document with them. */
async function importSchedule(
  edited: string,
  { snapshot, analysis, output }: { snapshot: SiteSnapshot; analysis: CableAnalysis; output: string | undefined },
): Promise<number> {
  const read = await readCableSchedule(await readBytes(edited));
  if (!read.ok) throw new Refused(read.defects.map((defect) => formatDefect(edited, defect)));
  const result = scheduleChanges(read.schedule, {
    index: analysis.index,
    schedule: scheduleOfAnalysis(analysis),
    stated: new Set(snapshot.cables.map(({ name }) => name)),
  });
  if (!result.ok) throw new Refused(result.defects.map((defect) => formatDefect(edited, defect)));
  const applied = applyChanges(snapshot, result.changes);
  if (!applied.ok)
    throw new Refused(applied.defects.map((defect) => formatDefect(edited, { ...defect, line: 1, column: 1 })));
  if (output === undefined) {
    await writeText('-', `${JSON.stringify(result.changes, null, 2)}\n`);
    return EXIT_DONE;
  }
  const format = extname(output).toLowerCase() === '.json' ? 'json' : 'yaml';
  await writeText(output, writeDocument(toDocument(applied.snapshot), format));
  process.stderr.write(`${output}: ${String(result.changes.length)} changes\n`);
  return EXIT_DONE;
}
