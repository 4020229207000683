import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { programOf } from './program.js';

function allCommands(command: Command, path: string): readonly (readonly [string, Command])[] {
  return command.commands.flatMap((own) => {
    const name = `${path} ${own.name()}`;
    return [[name, own] as const, ...allCommands(own, name)];
  });
}

/** What `--help` prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

const program = programOf('1.2.3', () => Promise.resolve());
const commands = allCommands(program, 'plenum');

describe('help', () => {
  it('of the program lists every command with what it does, and where to begin', () => {
    const help = helpOf(program);
    for (const command of program.commands) {
      expect(command.description()).not.toBe('');
      expect(help).toContain(command.description().split(' ').slice(0, 3).join(' '));
    }
    expect(help).toContain('$ plenum new --racks');
  });

  it.each(commands)('of %s says what each option means and shows examples that begin with it', (path, command) => {
    const help = helpOf(command);
    for (const option of command.options) expect([option.flags, option.description]).not.toEqual([option.flags, '']);
    for (const argument of command.registeredArguments) expect(argument.description).not.toBe('');
    // A group shows its own commands, and these show the examples.
    for (const own of command.commands) expect(help).toContain(own.name());
    if (command.commands.length > 0) return;
    expect(help).toContain('Examples:');
    expect(help).toContain(`$ ${path}`);
  });

  it.each(commands)('of %s shows only options that there are', (_, command) => {
    const examples = helpOf(command).split('Examples:')[1] ?? '';
    const known = new Set(commands.flatMap(([, one]) => one.options.flatMap(({ long, short }) => [long, short])));
    for (const [flag] of examples.matchAll(/(?<= )--?[a-z][a-z0-9-]*/g))
      expect([flag, known.has(flag)]).toEqual([flag, true]);
  });
});
