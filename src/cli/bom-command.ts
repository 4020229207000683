import { bomOf } from '../analysis/site-analysis.js';
import { writeBomWorkbook } from '../reports/xlsx/bom-workbook.js';
import { EXIT_DONE } from './exit.js';
import { fileNameOf } from '../exchange/file-name.js';
import { readSnapshotFile } from './input.js';
import { writeText, writeWhole } from './output.js';
import { today } from '../analysis/today.js';
import { asOfOption, examples, FILE, formatOption, revisionOption, type AddCommand } from './options.js';

interface FileFlags {
  readonly output?: string;
  readonly asOf?: string;
  readonly revision?: string;
  readonly format: 'text' | 'json';
}

export const addBomCommand: AddCommand = (program, then) => {
  program
    .command('bom')
    .description('write the bill of materials as a workbook')
    .argument('<file>', FILE)
    .option('-o, --output <file>', 'workbook to write, - for standard output (default: <site>-bom.xlsx)')
    .addOption(formatOption())
    .addOption(asOfOption())
    .addOption(revisionOption())
    .addHelpText(
      'after',
      examples('bom hall.yaml -o bom.xlsx', 'bom hall.yaml --as-of 2027-03-01', 'bom hall.yaml --format json'),
    )
    .action((file: string, options: FileFlags) => then(bomCommand(file, options)));
};

/** `plenum bom`: the bill of materials as a workbook or as one JSON document. */
async function bomCommand(file: string, flags: FileFlags): Promise<number> {
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
