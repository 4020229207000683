import { Command, CommanderError } from 'commander';
import { addAirCommand } from './air-command.js';
import { addBomCommand } from './bom-command.js';
import { addCableCommand } from './cable-command.js';
import { addCatalogCommand } from './catalog-command.js';
import { addCheckCommand } from './check-command.js';
import { addCompareCommand } from './compare-command.js';
import { addCompletionCommand } from './completion-command.js';
import { endOf, EXIT_DONE, EXIT_REFUSED } from './exit.js';
import { addInventoryCommand } from './inventory-command.js';
import { addNewCommand } from './new-command.js';
import { addNetboxCommand } from './netbox-command.js';
import type { AddCommand, Then } from './options.js';
import { addPowerCommand } from './power-command.js';
import { addQueueCommand } from './queue-command.js';
import { addDensityCommand } from './density-command.js';
import { addFloorCommand } from './floor-command.js';
import { addReadingsCommand } from './readings-command.js';
import { addReportCommand } from './report-command.js';
import { addRulesCommand } from './rules-command.js';
import { addSchemaCommand } from './schema-command.js';
import { addSequenceCommand } from './sequence-command.js';
import { addSizeCommand } from './size-command.js';
import { addSvgCommand } from './svg-command.js';
import { addTraceCommand } from './trace-command.js';

/** Every command, in the order in which help lists them. */
const commands: readonly AddCommand[] = [
  addNewCommand,
  addCheckCommand,
  addCableCommand,
  addBomCommand,
  addQueueCommand,
  addReportCommand,
  addSvgCommand,
  addAirCommand,
  addFloorCommand,
  addDensityCommand,
  addSequenceCommand,
  addCompareCommand,
  addRulesCommand,
  addPowerCommand,
  addReadingsCommand,
  addTraceCommand,
  addSizeCommand,
  addInventoryCommand,
  addCatalogCommand,
  addNetboxCommand,
  addSchemaCommand,
  addCompletionCommand,
];

/** Runs the command line and answers its exit code. */
export async function runCommandLine(argv: readonly string[], version: string): Promise<number> {
  let exitCode = EXIT_DONE;
  const then: Then = (command) => command.then((code) => void (exitCode = code));
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

/** The program with all its commands, each settled. */
export function programOf(version: string, then: Then): Command {
  const program = new Command('plenum')
    .description('Plans halls of deterministic inference racks, from tokens to tiles.')
    .version(version)
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError('(plenum <command> --help shows examples)')
    .addHelpText(
      'after',
      `
Works on files; needs no database and no network.
Exit codes: 0 done, no finding of severity error · 1 done, and there are some · 2 bad usage or bad input · 70 a fault of Plenum.

Start here:
  $ plenum new --racks 16 --power 36kW --output hall.yaml
  $ plenum check hall.yaml
  $ plenum bom hall.yaml --output bom.xlsx
  $ plenum check examples/gpu-hall.yaml
  $ plenum bom examples/gpu-hall.yaml --output gpu-hall-bom.xlsx
  $ plenum report examples/gpu-hall.yaml --output gpu-hall.pdf`,
    );
  for (const add of commands) add(program, then);
  for (const command of program.commands) settle(command, `plenum ${command.name()}`);
  return program;
}

/** Wrong usage of a command, or of one of its own commands, is an error with a pointer to its help. */
function settle(command: Command, path: string): void {
  command.exitOverride().showHelpAfterError(`(${path} --help shows examples)`);
  for (const own of command.commands) settle(own, `${path} ${own.name()}`);
}
