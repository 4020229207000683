import { Argument, type Command } from 'commander';
import { EXIT_DONE } from './exit.js';
import { examples, type AddCommand } from './options.js';
import { writeText } from './output.js';

const SHELLS = ['bash', 'zsh'] as const;
type Shell = (typeof SHELLS)[number];

export const addCompletionCommand: AddCommand = (program, then) => {
  program
    .command('completion')
    .description('print what makes a shell complete commands and options')
    .addArgument(new Argument('<shell>', 'shell that completes').choices(SHELLS))
    .addHelpText('after', examples('completion bash >> ~/.bashrc', 'completion zsh > ~/.zfunc/_plenum'))
    .action((shell: Shell) => then(completionCommand(shell, program)));
};

/** `plenum completion`: a function of the shell that knows every command and its options, and completes files elsewhere. */
async function completionCommand(shell: Shell, program: Command): Promise<number> {
  const words = wordsOf(program, '');
  await writeText(
    '-',
    shell === 'bash'
      ? bashText(words)
      : `#compdef plenum\nautoload -U bashcompinit && bashcompinit\n${bashText(words)}`,
  );
  return EXIT_DONE;
}

interface Words {
  /** Commands before it, such as `power flow`; empty for none. */
  readonly path: string;
  readonly words: readonly string[];
}

/** What may follow each command: its own commands and options. */
function wordsOf(command: Command, path: string): readonly Words[] {
  const options = command.options.flatMap(({ long, short }) => [long, short].flatMap((name) => name ?? []));
  const names = command.commands.map((own) => own.name());
  return [
    { path, words: [...names, ...options, '--help'] },
    ...command.commands.flatMap((own) => wordsOf(own, path === '' ? own.name() : `${path} ${own.name()}`)),
  ];
}

/** Words are names of commands and options of the program, so that none needs quoting. */
function bashText(all: readonly Words[]): string {
  const cases = all.map(({ path, words }) => `    "${path}") words="${words.join(' ')}" ;;`);
  const paths = all.map(({ path }) => `"${path}"`).join('|');
  return `_plenum() {
  local word="\${COMP_WORDS[COMP_CWORD]}" path="" next i words
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${path:+$path }\${COMP_WORDS[i]}"
    case "$next" in
      ${paths}) path="$next" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _plenum plenum
`;
}
