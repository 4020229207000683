import { analyseSite } from '../analysis/site-analysis.js';
import { today } from '../analysis/today.js';
import { densityOf } from '../analysis/density-analysis.js';
import type { DensityDecision, DensityOption } from '../domain/assessment/density.js';
import { assumptionLines } from './air-text.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';

interface DensityFlags {
  readonly type: string;
  readonly room?: string;
  readonly artifact?: string;
  readonly format: 'text' | 'json';
  readonly asOf?: string;
}

export const addDensityCommand: AddCommand = (program, then) => {
  program
    .command('density')
    .description('how many nodes in a rack, and how many racks in a room, and which limit binds where')
    .argument('<file>', FILE)
    .requiredOption('--type <slug>', 'device type of the nodes')
    .option('--room <name>', 'room; may be left out where racks stand in one')
    .option('--artifact <name>', 'artifact whose replicas are counted; may be left out where there is one')
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('density hall.yaml --type dgx-h100', 'density hall.yaml --type dgx-h100 --format json'),
    )
    .action((file: string, flags: DensityFlags) => then(densityCommand(file, flags)));
};

/** `plenum density`: nodes per rack against racks per room, in replicas. */
async function densityCommand(file: string, flags: DensityFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const answer = densityOf(assessed, {
    deviceType: flags.type,
    room: flags.room ?? null,
    artifact: flags.artifact ?? null,
  });
  if (!answer.ok) throw new Refused([`${file}: ${answer.reason}`]);
  await writeText(
    '-',
    flags.format === 'json' ? `${JSON.stringify(answer.decision, null, 2)}\n` : densityText(answer.decision),
  );
  return EXIT_DONE;
}

function densityText({ room, deviceType, artifact, options, best, unknown, assumptions }: DensityDecision): string {
  return [
    `Density of ${deviceType} in ${room}${artifact === null ? '' : `, counted in replicas of ${artifact}`}`,
    '',
    ...options.map(optionLine),
    '',
    best === null ? 'Nothing fits.' : `Best: ${sentence(best)}`,
    ...(unknown.length === 0 ? [] : ['', 'Not known, and so not counted:', ...unknown.map((line) => `  ${line}`)]),
    '',
    ...assumptionLines(assumptions),
  ].join('\n');
}

function optionLine(option: DensityOption): string {
  return `  ${sentence(option)}`;
}

function sentence({ nodesPerRack, racks, nodes, replicas, binding }: DensityOption): string {
  const counted = replicas === null ? '' : `, ${countOf(replicas, 'replica')}`;
  return `${countOf(nodesPerRack, 'node')} per rack: ${countOf(racks, 'rack')} (${countOf(nodes, 'node')}${counted}); ${binding.limit} binds: ${binding.by}`;
}

function countOf(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
