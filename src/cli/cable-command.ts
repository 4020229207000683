import { cableAnalysisOf, cableExpansionOf } from '../analysis/cable-analysis.js';
import { cableRoutesView } from '../analysis/cable-views.js';
import { nearestName } from '../domain/site/nearest-name.js';
import { today } from '../analysis/today.js';
import { expansionText, printedRoute, routesText } from './cable-text.js';
import { EXIT_DONE, EXIT_FINDINGS, Refused } from './exit.js';
import { readSnapshotFile } from './input.js';
import { asOfOption, examples, FILE, formatOption, type AddCommand } from './options.js';
import { writeText } from './output.js';

interface CommonFlags {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
}

interface RouteFlags extends CommonFlags {
  readonly cable?: string;
  readonly without?: readonly string[];
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
    .action((file: string, flags: RouteFlags) => then(routeCommand(file, flags)));
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
