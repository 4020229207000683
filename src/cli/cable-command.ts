import { cableAnalysisOf, cableExpansionOf } from '../analysis/cable-analysis.js';
import { cablePictureOf, portMatrixOf } from '../analysis/cable-drawing.js';
import { cableRoutesView } from '../analysis/cable-views.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { today } from '../analysis/today.js';
import { checkCablesCommand, type CheckFlags } from './cable-check-command.js';
import { labelsCommand, type LabelFlags } from './cable-labels-command.js';
import { scheduleCommand, type ScheduleFlags } from './cable-schedule-command.js';
import { expansionText, printedRoute, routesText } from './cable-text.js';
import { traceCableCommand, type TraceFlags } from './cable-trace-command.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { Option } from 'commander';
import { asOfOption, examples, FILE, formatOption, revisionOption, type AddCommand } from './options.js';
import { writeText } from './output.js';

interface CommonFlags {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
}

interface RouteFlags extends CommonFlags {
  readonly cable?: string;
  readonly without?: readonly string[];
  readonly svg?: string;
  readonly room?: string;
}

interface MatrixFlags {
  readonly by: 'rack' | 'device';
  readonly bundle?: string;
  readonly output: string;
  readonly asOf?: string;
}

export const addCableCommand: AddCommand = (program, then) => {
  const cable = program
    .command('cable')
    .description('plan cables: port maps, ways over the trays, lengths, labels, schedules')
    .addHelpText(
      'after',
      examples('cable expand hall.yaml', 'cable route hall.yaml --cable "UP-1"', 'cable check hall.yaml'),
    );
  cable
    .command('expand')
    .description('write out the port maps: cables by bundle, and every port as used, reserved or free')
    .argument('<file>', FILE)
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText('after', examples('cable expand hall.yaml', 'cable expand hall.yaml --format json'))
    .action((file: string, flags: CommonFlags) => then(expandCommand(file, flags)));
  cable
    .command('route')
    .description('find the way and the length of every cable, and how full the trays are')
    .argument('<file>', FILE)
    .option('--cable <name>', 'print the way of one cable, leg by leg')
    .option('--without <segments...>', 'tray segments that are out of use')
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'cable route hall.yaml',
        'cable route hall.yaml --cable S1-N1:C1P10',
        'cable route hall.yaml --without TF-X',
      ),
    )
    .option('--svg <file>', 'draw the trays of a room, by how full they are, and the way of the cable')
    .option('--room <name>', 'room to draw; may be left out where one has trays')
    .action((file: string, flags: RouteFlags) => then(routeCommand(file, flags)));
  cable
    .command('check')
    .description('say what is wrong with the cables, and how those that were built differ from the plan')
    .argument('<file>', FILE)
    .option('--as-built <schedule>', 'cables as they were found, as a schedule (CSV or workbook) with type and ends')
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText('after', examples('cable check hall.yaml', 'cable check hall.yaml --as-built found.csv'))
    .action((file: string, flags: CheckFlags) => then(checkCablesCommand(file, flags)));
  cable
    .command('schedule')
    .description('write the cable schedule, pull list, test sheet and port map; or read an edited schedule as changes')
    .argument('<file>', FILE)
    .option('-o, --output <file>', 'workbook, or schedule as .csv; with --import the document to write')
    .option(
      '--import <schedule>',
      'edited schedule (CSV or workbook): print its changes, or write the document with them',
    )
    .option('--deletes', 'with --import: delete cables that have no row any more; those of patterns stay')
    .addOption(asOfOption())
    .addOption(revisionOption())
    .addHelpText(
      'after',
      examples(
        'cable schedule hall.yaml -o cables.xlsx',
        'cable schedule hall.yaml -o cables.csv',
        'cable schedule hall.yaml --import cables.csv',
        'cable schedule hall.yaml --import cables.xlsx -o new-hall.yaml',
      ),
    )
    .action((file: string, flags: ScheduleFlags) => then(scheduleCommand(file, flags)));
  cable
    .command('trace')
    .description('follow a port through panels to its far end, or say what a loss takes down')
    .argument('<file>', FILE)
    .argument('[port]', 'port as device:port or device:port/sub-port')
    .option('--lose-cable <name>', 'cable that is lost')
    .option('--lose-device <name>', 'device that is lost, such as a panel')
    .option('--lose-tray <name>', 'tray segment that is lost')
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText('after', examples('cable trace hall.yaml LEAF-1:1/2', 'cable trace hall.yaml --lose-tray TF-X'))
    .action((file: string, port: string | undefined, flags: TraceFlags) => then(traceCableCommand(file, port, flags)));
  cable
    .command('labels')
    .description('write the labels of both ends of every cable')
    .argument('<file>', FILE)
    .option('-o, --output <file>', 'PDF to print, or table as .csv (default: <site>-labels.pdf)')
    .option('--pattern <pattern>', 'pattern of a label, in place of that of the site')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'cable labels hall.yaml',
        'cable labels hall.yaml -o labels.csv --pattern "{device}:{port} > {farDevice}:{farPort}"',
      ),
    )
    .action((file: string, flags: LabelFlags) => then(labelsCommand(file, flags)));
  cable
    .command('matrix')
    .description('draw who is cabled to whom as a matrix')
    .argument('<file>', FILE)
    .addOption(new Option('--by <member>', 'rows and columns').choices(['rack', 'device']).default('rack'))
    .option('--bundle <name>', 'bundle, which is the line of a port map')
    .option('-o, --output <file>', 'SVG to write', '-')
    .addOption(asOfOption())
    .addHelpText('after', examples('cable matrix hall.yaml --by device --bundle "rails south" -o rails.svg'))
    .action((file: string, flags: MatrixFlags) => then(matrixCommand(file, flags)));
};

/** `plenum cable expand`: what the patterns stand for; exit 1 where a line of one was refused. */
async function expandCommand(file: string, flags: CommonFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const expansion = cableExpansionOf(snapshot, { asOf: flags.asOf ?? null, today: today() });
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(expansion, null, 2)}\n` : expansionText(expansion));
  return expansion.problems.length > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/** `plenum cable route`: ways, lengths and loads of the trays; exit 1 where a cable has no way. */
async function routeCommand(file: string, flags: RouteFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const closed = flags.without ?? [];
  refuseUnknown(
    file,
    'tray segment',
    closed,
    snapshot.traySegments.map(({ name }) => name),
  );
  const analysis = cableAnalysisOf(snapshot, { asOf: flags.asOf ?? null, today: today(), closed });
  const { cables } = analysis.plan;
  if (flags.svg !== undefined) {
    const drawing = cablePictureOf(analysis, { room: flags.room ?? null, cable: flags.cable ?? null });
    if (!drawing.ok) throw new Refused([`${file}: ${drawing.reason}`]);
    await writeText(flags.svg, drawing.svg);
    return EXIT_DONE;
  }
  if (flags.cable !== undefined) {
    const planned = cables.find(({ cable: { name } }) => name === flags.cable);
    if (planned === undefined)
      refuseUnknown(
        file,
        'cable',
        [flags.cable],
        cables.map(({ cable: { name } }) => name),
      );
    else await writeText('-', printedRoute(analysis, planned));
    return EXIT_DONE;
  }
  const text =
    flags.format === 'json' ? `${JSON.stringify(cableRoutesView(analysis), null, 2)}\n` : routesText(analysis);
  await writeText('-', text);
  return cables.some(({ troubles }) => troubles.length > 0) ? EXIT_FINDINGS : EXIT_DONE;
}

/** `plenum cable matrix`: who is cabled to whom, as SVG. */
async function matrixCommand(file: string, flags: MatrixFlags): Promise<number> {
  const snapshot = await readSnapshotFile(file);
  const analysis = cableAnalysisOf(snapshot, { asOf: flags.asOf ?? null, today: today() });
  const drawing = portMatrixOf(analysis, { by: flags.by, bundle: flags.bundle ?? null });
  if (!drawing.ok) throw new Refused([`${file}: ${drawing.reason}`]);
  await writeText(flags.output, drawing.svg);
  return EXIT_DONE;
}

/** @throws Refused with every name that is none, and the nearest that is one */
export function refuseUnknown(file: string, what: string, names: readonly string[], known: readonly string[]): void {
  const all = new Set(known);
  const wrong = names.filter((name) => !all.has(name));
  if (wrong.length === 0) return;
  throw new Refused(
    wrong.map((name) => {
      const near = nearestName(name, known);
      return `${file}: there is no ${what} named "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`;
    }),
  );
}
