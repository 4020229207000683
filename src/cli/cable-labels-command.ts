import { extname } from 'node:path';
import { cableAnalysisOf } from '../analysis/cable-analysis.js';
import { cableLabelsOf, labelsCsv, printedLabels } from '../analysis/cable-labels.js';
import { fileNameOf } from '../exchange/file-name.js';
import { today } from '../analysis/today.js';
import { writeLabelSheet } from '../reports/pdf/label-sheet.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeText, writeWhole } from './output.js';

export interface LabelFlags {
  readonly output?: string;
  readonly asOf?: string;
  readonly pattern?: string;
}

/** `plenum cable labels`: labels of both ends as PDF or CSV; exit 1 where two ends would bear the same. */
export async function labelsCommand(file: string, flags: LabelFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const analysis = cableAnalysisOf(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const result = cableLabelsOf(analysis, flags.pattern ?? null);
  if (!result.ok) throw new Refused([`${file}: ${result.reason}`]);
  const output = flags.output ?? fileNameOf(analysis.site, 'labels.pdf');
  if (extname(output).toLowerCase() === '.csv' || output === '-')
    await writeText(output, labelsCsv(analysis, result.labels));
  else {
    await writeWhole(output, (target) =>
      writeLabelSheet({ ...analysis, labels: printedLabels(result.labels) }, target),
    );
  }
  const { repeated } = result;
  const told = repeated
    .slice(0, 20)
    .map(({ label, cables }) => `label "${label}" would be borne by ends of ${cables.join(', ')}`);
  process.stderr.write(
    [...told, ...(output === '-' ? [] : [`${output}: ${String(result.labels.length)} cables`]), ''].join('\n'),
  );
  return repeated.length > 0 ? EXIT_FINDINGS : EXIT_DONE;
}
