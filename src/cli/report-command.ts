import { airReport } from '../domain/drawing/air-report.js';
import { fileNameOf } from '../exchange/file-name.js';
import { powerDiagramsOf } from '../analysis/power-analysis.js';
import { analyseSite, revisionLabelOf } from '../analysis/site-analysis.js';
import { capacitySheetsOf } from '../analysis/site-sizing.js';
import { writeReport } from '../reports/pdf/report.js';
import { EXIT_DONE } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeWhole } from './output.js';
import { today } from '../analysis/today.js';
import { asOfOption, examples, FILE, revisionOption, type AddCommand } from './options.js';

interface FileFlags {
  readonly output?: string;
  readonly asOf?: string;
  readonly revision?: string;
}

export const addReportCommand: AddCommand = (program, then) => {
  program
    .command('report')
    .description('write the floor-plan report as a PDF')
    .argument('<file>', FILE)
    .option('-o, --output <file>', 'PDF to write, - for standard output (default: <site>-floor-plan.pdf)')
    .addOption(asOfOption())
    .addOption(revisionOption())
    .addHelpText('after', examples('report hall.yaml -o hall.pdf --revision "Rev B"'))
    .action((file: string, options: FileFlags) => then(reportCommand(file, options)));
};

/** `plenum report`: the floor-plan report as a PDF. */
async function reportCommand(file: string, flags: FileFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const revisionLabel = revisionLabelOf(snapshot, flags.revision ?? null);
  const output = flags.output ?? fileNameOf(snapshot.site.name, 'floor-plan.pdf');
  const diagrams = powerDiagramsOf(assessed);
  const capacity = capacitySheetsOf(snapshot, assessed.assessment.asOf);
  await writeWhole(output, (target) =>
    writeReport(assessed, { revisionLabel, diagrams, capacity, air: airReport(assessed) }, target),
  );
  if (output !== '-') process.stderr.write(`${output}: written\n`);
  return EXIT_DONE;
}
