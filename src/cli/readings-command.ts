import { LISTED_DEFECTS } from '../exchange/document/placed-defect.js';
import { importReadings } from '../exchange/csv/import-readings.js';
import { formatDefect } from '../exchange/document/defect-text.js';
import { changeLine, changesSum, changeView, countsOf } from './change-text.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readBytes, readDocumentFile, textIn } from './input.js';
import { examples, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { refuseLostComments, rewrittenText } from './rewritten-document.js';

interface ImportFlags {
  readonly into: string;
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly format: 'text' | 'json';
}

export const addReadingsCommand: AddCommand = (program, then) => {
  const readings = program.command('readings').description('take over what meters and sensors read');
  readings
    .command('import')
    .description('lay readings of meters and sensors, as CSV, over a site document')
    .argument('<csv>', 'CSV file, or - for standard input')
    .requiredOption('--into <file>', 'site document that the readings belong to')
    .option('-o, --output <file>', 'where to write the document; --into where left out; - is standard output')
    .option('--dry-run', 'say what would change and write nothing')
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Columns: at (an instant with its zone), channel, powerElement, rack, device, line (L1, L2, L3, N), and either
quantity, value and unit, or a column for each value: currentA, currentL1A, currentL2A, currentL3A, currentNA,
voltageV, powerW, apparentPowerVa, inletC, returnC, airflowM3PerH. A device beside a power element is what the
device takes from it, as the meter of an outlet says.
${examples(
  'readings import meters.csv --into hall.yaml --dry-run',
  'readings import meters.csv --into hall.yaml --output next.yaml',
)}`,
    )
    .action((file: string, flags: ImportFlags) => then(importCommand(file, flags)));
};

/** `plenum readings import`: the changes that readings make to a document, and the document with them. */
async function importCommand(source: string, flags: ImportFlags): Promise<number> {
  const { into, dryRun = false, format } = flags;
  const output = flags.output ?? into;
  const text = await textIn(into);
  if (!dryRun && flags.output === undefined) refuseLostComments(into, text);
  const result = importReadings(await readDocumentFile(into), await readBytes(source));
  if (!result.ok) {
    const listed = result.defects.slice(0, LISTED_DEFECTS).map((defect) => formatDefect(source, defect));
    throw new Refused([...listed, ...(result.unlisted > 0 ? [`and ${String(result.unlisted)} more`] : [])]);
  }
  const { changes, unchanged, document } = result;
  const sum = `${changesSum(changes)}${unchanged > 0 ? ` ${String(unchanged)} readings are there already.` : ''}`;
  const report =
    format === 'json'
      ? `${JSON.stringify({ counts: countsOf(changes), unchanged, changes: changes.map(changeView) }, null, 2)}\n`
      : [...changes.map(changeLine), ...(changes.length > 0 ? [''] : []), sum, ''].join('\n');
  if (!dryRun && output === '-') process.stderr.write(report);
  else await writeText('-', report);
  if (dryRun || (changes.length === 0 && output === into)) return EXIT_DONE;
  await writeText(output, rewrittenText(output, document, text));
  if (output !== '-') process.stderr.write(`${output}: written\n`);
  return EXIT_DONE;
}
