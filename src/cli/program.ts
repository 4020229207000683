import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { bomCommand } from './bom-command.js';
import { checkCommand } from './check-command.js';
import { endOf, EXIT_DONE, EXIT_REFUSED } from './exit.js';
import { reportCommand } from './report-command.js';
import { schemaCommand } from './schema-command.js';
import { svgCommand } from './svg-command.js';

const FILE = 'site document (YAML or JSON), - for standard input';

/** Runs the command line and answers its exit code. */
export async function runCommandLine(argv: readonly string[], version: string): Promise<number> {
  let exitCode = EXIT_DONE;
  const then = (command: Promise<number>) => command.then((code) => void (exitCode = code));
  try {
    await programOf(version, then).parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_REFUSED;
    const { code, lines } = endOf(error);
    process.stderr.write(`${lines.join('\n')}\n`);
    return code;
  }
}

function programOf(version: string, then: (command: Promise<number>) => Promise<void>): Command {
  const program = new Command('plenum')
    .description('Plans halls of deterministic inference racks, from tokens to tiles.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(plenum <command> --help shows examples)')
    .addHelpText(
      'after',
      `
Works on files; needs no database and no network.
Exit codes: 0 done, no finding of severity error · 1 done, and there are some · 2 bad usage or bad input · 70 a fault of Plenum.

Start here:
  $ plenum check examples/gpu-hall.yaml
  $ plenum bom examples/gpu-hall.yaml --output gpu-hall-bom.xlsx
  $ plenum report examples/gpu-hall.yaml --output gpu-hall.pdf`,
    );

  program
    .command('check')
    .description('say what is wrong with a hall')
    .argument('<file>', FILE)
    .addOption(formatOption())
    .option('--strict', 'exit 1 also when a rule could not be evaluated')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('check hall.yaml', 'check hall.yaml --format json > findings.json', 'check - < hall.json'),
    )
    .action((file: string, options: CheckFlags) => then(checkCommand(file, options)));

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

  program
    .command('report')
    .description('write the floor-plan report as a PDF')
    .argument('<file>', FILE)
    .option('-o, --output <file>', 'PDF to write, - for standard output (default: <site>-floor-plan.pdf)')
    .addOption(asOfOption())
    .addOption(revisionOption())
    .addHelpText('after', examples('report hall.yaml -o hall.pdf --revision "Rev B"'))
    .action((file: string, options: FileFlags) => then(reportCommand(file, options)));

  program
    .command('svg')
    .description('draw a room, or one face of a rack, as SVG')
    .argument('<file>', FILE)
    .option('--room <name>', 'room to draw; may be left out where there is one')
    .option('--rack <name>', 'rack to draw instead of a room')
    .addOption(new Option('--face <face>', 'face of the rack').choices(['front', 'rear']).default('front'))
    .option('-o, --output <file>', 'SVG to write', '-')
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples('svg hall.yaml --room "Hall 1" -o hall.svg', 'svg hall.yaml --rack A01 --face rear -o a01.svg'),
    )
    .action((file: string, options: SvgFlags) => then(svgCommand(file, options)));

  program
    .command('schema')
    .description('print the JSON Schema of the site document, for editors')
    .option('-o, --output <file>', 'file to write', '-')
    .addHelpText('after', examples('schema -o site.schema.json'))
    .action((options: { output: string }) => then(schemaCommand(options)));

  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(plenum ${command.name()} --help shows examples)`);
  return program;
}

export interface FileFlags {
  readonly output?: string;
  readonly format?: 'text' | 'json';
  readonly asOf?: string;
  readonly revision?: string;
}

export interface CheckFlags {
  readonly format: 'text' | 'json';
  readonly strict?: boolean;
  readonly asOf?: string;
}

export interface SvgFlags {
  readonly room?: string;
  readonly rack?: string;
  readonly face: 'front' | 'rear';
  readonly output: string;
  readonly asOf?: string;
}

function formatOption(): Option {
  return new Option('--format <format>', 'what goes to standard output').choices(['text', 'json']).default('text');
}

function asOfOption(): Option {
  return new Option(
    '--as-of <date>',
    'day for which the site is calculated (default: the document, else today)',
  ).argParser(calendarDate);
}

function revisionOption(): Option {
  return new Option('--revision <label>', 'revision label printed on the file (default: that of the document)');
}

function calendarDate(text: string): string {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (parsed === null || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError(`"${text}" is no day of the calendar; write it as 2027-03-01.`);
  }
  return text;
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ plenum ${line}`).join('\n')}`;
}
