import { extname, resolve } from 'node:path';
import { Option } from 'commander';
import { assignedSnapshot, powerAssignmentOf, type AssignmentView } from '../analysis/power-assignment.js';
import { today } from '../analysis/today.js';
import { LOAD_CASES, type LoadCase } from '../domain/power/power-figures.js';
import { toDocument } from '../domain/site/snapshot.js';
import { writeDocument } from '../exchange/document/write-document.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readSnapshotFile, textIn } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { assignmentText } from './power-assign-text.js';
import { rewrittenText } from './rewritten-document.js';

interface AssignFlags {
  readonly case: LoadCase;
  readonly moveInstalled?: true;
  readonly prove?: true;
  readonly asOf?: string;
  readonly output?: string;
  readonly write?: string;
  readonly format: 'text' | 'json';
}

export const addAssignCommand: AddCommand = (power, then) => {
  power
    .command('assign')
    .description('put cords on outlets and racks on breakers, as a list of changes to review')
    .argument('<file>', FILE)
    .addOption(new Option('--case <case>', 'which draw of each device is used').choices(LOAD_CASES).default('maximum'))
    .option('--move-installed', 'let what is there change its outlet or its breaker, not only what is planned')
    .option(
      '--prove',
      'prove the optimum where a bounded number of steps does, the same on every machine; else bound it',
    )
    .option('-o, --output <file>', 'write the list of changes, YAML or JSON by its ending')
    .option('--write <file>', 'write the document with the changes made')
    .addOption(asOfOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      `${examples(
        'power assign hall.yaml',
        'power assign hall.yaml --prove --output changes.yaml',
        'power assign hall.yaml --move-installed --write hall-assigned.yaml',
        'power assign hall.yaml --format json',
      )}\n\nExits 1 where something has no place, or an element is above a limit afterwards.`,
    )
    .action((file: string, flags: AssignFlags) => then(assignCommand(file, flags)));
};

async function assignCommand(file: string, flags: AssignFlags): Promise<number> {
  const { case: loadCase, moveInstalled = false, prove = false, asOf = null, output, write, format } = flags;
  if (output !== undefined && write !== undefined && resolve(output) === resolve(write)) {
    throw new Refused([`--output and --write both name "${output}": the changes and the document need a file each`]);
  }
  const snapshot = await readSnapshotFile(file);
  const assignment = await powerAssignmentOf(snapshot, { asOf, today: today(), loadCase, moveInstalled, prove });
  if (output !== undefined) await writeText(output, listText(output, assignment));
  if (write !== undefined) {
    const document = toDocument(assignedSnapshot(snapshot, assignment));
    await writeText(write, rewrittenText(write, document, await textIn(file)));
  }
  if (output !== '-' && write !== '-') {
    const shown = format === 'json' ? `${JSON.stringify(assignment, null, 2)}\n` : assignmentText(assignment);
    await writeText('-', shown);
  }
  return assignment.unplaced.length + assignment.above.length > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

function listText(file: string, { changes }: AssignmentView): string {
  return writeDocument(changes, extname(file).toLowerCase() === '.json' ? 'json' : 'yaml');
}
