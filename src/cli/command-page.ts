import type { Command } from 'commander';
import { programOf } from './program.js';

/** Columns of a help text in the page, whatever the terminal of who writes it. */
const WIDTH = 120;

interface NamedCommand {
  /** As typed, such as `plenum power flow`. */
  readonly path: string;
  readonly command: Command;
}

/** `docs/commands.md`: every command of the command line in a table, then the help of each. */
export function commandPage(): Readonly<Record<string, string>> {
  const program = programOf('', () => Promise.resolve());
  const commands = commandsWithin(program, 'plenum');
  const table = commands.map(
    ({ path, command }) => `| [\`${path}\`](#${path.replaceAll(' ', '-')}) | ${command.description()} |`,
  );
  const sections = commands.map(({ path, command }) => `## ${path}\n\n\`\`\`text\n${helpOf(command).trim()}\n\`\`\`\n`);
  const text = [
    '# Commands\n',
    'What `plenum <command> --help` prints, of every command. From a clone, `plenum` is `npm run -s plenum --`.\n',
    `| command | what it does |\n|---|---|\n${table.join('\n')}\n`,
    ...sections,
  ];
  return { 'docs/commands.md': text.join('\n') };
}

/** Commands and the commands of each, in the order of the help. */
function commandsWithin(group: Command, path: string): readonly NamedCommand[] {
  return group.commands.flatMap((command) => {
    const own = { path: `${path} ${command.name()}`, command };
    return [own, ...commandsWithin(command, own.path)];
  });
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => WIDTH });
  command.outputHelp();
  return text;
}
