import { fileNameOf } from '../analysis/file-name.js';
import { analyseSite, revisionLabelOf } from '../analysis/site-analysis.js';
import { writeReport } from '../reports/pdf/report.js';
import { EXIT_DONE } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeWhole } from './output.js';
import type { FileFlags } from './program.js';
import { today } from '../analysis/today.js';

/** `plenum report`: the floor-plan report as a PDF. */
export async function reportCommand(file: string, flags: FileFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const revisionLabel = revisionLabelOf(snapshot, flags.revision ?? null);
  const output = flags.output ?? fileNameOf(snapshot.site.name, 'floor-plan.pdf');
  await writeWhole(output, (target) => writeReport(assessed, { revisionLabel }, target));
  if (output !== '-') process.stderr.write(`${output}: written\n`);
  return EXIT_DONE;
}
