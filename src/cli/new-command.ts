import { Option } from 'commander';
import { EXIT_DONE, Refused } from './exit.js';
import { newHallDocument } from './new-hall-document.js';
import { defaultNodes, defaultRows, sizesOf, type NewHall } from './new-hall-size.js';
import { examples, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { integerIn, metresOf, voltsOf, wattsOf } from './quantity-option.js';

interface NewFlags {
  readonly racks: number;
  readonly power: number;
  readonly name: string;
  readonly rows?: number;
  readonly nodes?: number;
  readonly feeds: number;
  readonly voltage?: number;
  readonly altitude: number;
  readonly practice: 'nec' | 'iec';
  readonly currency: string;
  readonly output: string;
}

export const addNewCommand: AddCommand = (program, then) => {
  program
    .command('new')
    .description('write a commented document of a hall to start from')
    .requiredOption('--racks <count>', 'racks, 1 to 500', integerIn(1, 500))
    .requiredOption('--power <power>', 'most that a rack draws, with its unit: 36kW or 36000W', wattsOf(1000, 80_000))
    .option('--name <name>', 'name of the site', 'New hall')
    .option('--rows <count>', 'rows of racks (default: one up to 4 racks, else pairs of at most 20)', integerIn(1, 100))
    .option('--nodes <count>', 'nodes in a rack (default: as few as supplies of 3 kW carry)', integerIn(1, 40))
    .option('--feeds <count>', 'feeds of each rack, 1 or 2', integerIn(1, 2), 2)
    .option(
      '--voltage <voltage>',
      'at the racks, line to line: 208V, 380V, 400V or 415V (default: 415V, 400V with iec)',
      voltsOf([208, 380, 400, 415]),
    )
    .option('--altitude <altitude>', 'height above sea level, with its unit: 1609m', metresOf(-500, 5000), 0)
    .addOption(
      new Option('--practice <code>', 'code by which breakers are loaded').choices(['nec', 'iec']).default('nec'),
    )
    .option('--currency <code>', 'currency of prices (ISO 4217)', currencyCode, 'USD')
    .option('-o, --output <file>', 'document to write', '-')
    .addHelpText(
      'after',
      examples(
        'new --racks 16 --power 36kW -o hall.yaml',
        'new --racks 40 --power 12kW --rows 4 --practice iec --currency EUR -o hall.yaml',
        'new --racks 8 --power 17.5kW --voltage 208V --altitude 1609m --name "Denver 2" | plenum check -',
      ),
    )
    .action((flags: NewFlags) => then(newCommand(flags)));
};

/** `plenum new`: a document that `check` takes as it is, with every number that nobody gave marked. */
async function newCommand(flags: NewFlags): Promise<number> {
  const { name, racks, power, altitude, practice, currency, output } = flags;
  const rows = flags.rows ?? defaultRows(racks);
  if (rows > racks)
    throw new Refused([`--rows: ${String(rows)} rows of ${String(racks)} racks; give at most as many rows as racks`]);
  if (name.trim() !== name || name === '' || name.length > 200 || /\p{Cc}/u.test(name)) {
    throw new Refused(['--name: give a name of 1 to 200 characters on one line, without blanks at its ends']);
  }
  const hall: NewHall = {
    name,
    racks,
    rackPowerW: power,
    rows,
    nodesPerRack: flags.nodes ?? defaultNodes(power),
    feeds: flags.feeds === 1 ? 1 : 2,
    voltageV: flags.voltage ?? (practice === 'iec' ? 400 : 415),
    altitudeM: altitude,
    practice,
    currency,
  };
  const sizes = sizesOf(hall);
  if (typeof sizes === 'string') throw new Refused([`plenum new: ${sizes}`]);
  await writeText(output, newHallDocument(hall, sizes));
  if (output !== '-') process.stderr.write(`${output}: written; try  plenum check ${output}\n`);
  return EXIT_DONE;
}

function currencyCode(text: string): string {
  if (/^[A-Z]{3}$/.test(text)) return text;
  throw new Refused([`--currency: "${text}" is no currency; give three capitals such as EUR`]);
}
