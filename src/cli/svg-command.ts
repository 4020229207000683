import { analyseSite } from '../analysis/site-analysis.js';
import { drawingOf, ganttOf } from '../analysis/drawing.js';
import { EXIT_DONE, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { writeText } from './output.js';
import { today } from '../analysis/today.js';
import { Option } from 'commander';
import { asOfOption, examples, FILE, type AddCommand } from './options.js';

interface SvgFlags {
  readonly room?: string;
  readonly rack?: string;
  readonly face: 'front' | 'rear';
  readonly gantt?: boolean;
  readonly output: string;
  readonly asOf?: string;
}

export const addSvgCommand: AddCommand = (program, then) => {
  program
    .command('svg')
    .description('draw a room, one face of a rack, or the tasks over time, as SVG')
    .argument('<file>', FILE)
    .option('--room <name>', 'room to draw; may be left out where there is one')
    .option('--rack <name>', 'rack to draw instead of a room')
    .addOption(new Option('--face <face>', 'face of the rack').choices(['front', 'rear']).default('front'))
    .addOption(new Option('--gantt', 'draw the tasks over time instead of a room').conflicts(['room', 'rack']))
    .option('-o, --output <file>', 'SVG to write', '-')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'svg hall.yaml --room "Hall 1" -o hall.svg',
        'svg hall.yaml --rack A01 --face rear -o a01.svg',
        'svg hall.yaml --gantt -o tasks.svg',
      ),
    )
    .action((file: string, options: SvgFlags) => then(svgCommand(file, options)));
};

/** `plenum svg`: the plan of a room, the elevation of a rack, or the tasks over time. */
async function svgCommand(file: string, flags: SvgFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const assessed = analyseSite(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const drawing =
    flags.gantt === true
      ? ganttOf(assessed)
      : drawingOf(assessed, { room: flags.room ?? null, rack: flags.rack ?? null, face: flags.face });
  if (!drawing.ok) throw new Refused([`${file}: ${drawing.reason}`]);
  await writeText(flags.output, drawing.svg);
  return EXIT_DONE;
}
