import { InvalidArgumentError, Option, type Command } from 'commander';
import { powerMetersOf } from '../analysis/meter-analysis.js';
import { today } from '../analysis/today.js';
import { DEFAULT_WITHIN_S } from '../domain/power/meter-values.js';
import { instantSeconds, instantText } from '../domain/site/instant.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { readSnapshotFile } from './input.js';
import { metersText } from './meters-text.js';
import { asOfOption, examples, FILE, formatOption, type Then } from './options.js';
import { writeText } from './output.js';

interface MeterFlags {
  readonly at?: string;
  readonly window?: readonly [string | null, string | null];
  readonly within: number;
  readonly asOf?: string;
  readonly format: 'text' | 'json';
}

/** `plenum power meters`. */
export function addMetersCommand(power: Command, then: Then): void {
  power
    .command('meters')
    .description('compare what meters read with the model, line by line, and fit loads to them')
    .argument('<file>', FILE)
    .addOption(atOption().conflicts('window'))
    .addOption(
      new Option(
        '--window <from/to>',
        'readings from one instant to another, either of which may be left out',
      ).argParser(windowOf),
    )
    .addOption(
      new Option('--within <seconds>', 'age up to which a reading still says what is drawn now')
        .argParser(secondsOf)
        .default(DEFAULT_WITHIN_S),
    )
    .addOption(formatOption())
    .addOption(asOfOption())
    .addHelpText(
      'after',
      examples(
        'power meters hall.yaml',
        'power meters hall.yaml --at 2026-11-10T15:00:00+01:00 --within 900',
        'power meters hall.yaml --window 2026-11-01T00:00Z/2026-12-01T00:00Z --format json',
        'power flow hall.yaml --case measured',
      ),
    )
    .action((file: string, flags: MeterFlags) => then(metersCommand(file, flags)));
}

/** Instant up to which meters are read. */
export function atOption(): Option {
  return new Option(
    '--at <instant>',
    'instant up to which meters are read, with its zone; their last reading where left out',
  ).argParser(instantOf);
}

function instantOf(text: string): string {
  const seconds = instantSeconds(text);
  if (seconds === null) {
    throw new InvalidArgumentError('Give an instant with its zone, 2026-11-10T14:00:00Z or 2026-11-10T15:00+01:00.');
  }
  return instantText(seconds);
}

function windowOf(text: string): readonly [string | null, string | null] {
  const parts = text.split('/');
  if (parts.length !== 2) throw new InvalidArgumentError('Give two instants with a "/" between them.');
  const [from = '', to = ''] = parts;
  const window = [from === '' ? null : instantOf(from), to === '' ? null : instantOf(to)] as const;
  if (from !== '' && to !== '' && (instantSeconds(from) ?? 0) > (instantSeconds(to) ?? 0)) {
    throw new InvalidArgumentError('The first instant is after the second.');
  }
  return window;
}

function secondsOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give whole seconds, such as 900.');
  return Number(text);
}

async function metersCommand(file: string, { at, window, within, asOf, format }: MeterFlags): Promise<number> {
  const [from, to] = window ?? [null, at ?? null];
  const view = powerMetersOf(await readSnapshotFile(file), {
    asOf: asOf ?? null,
    today: today(),
    window: { from, to, withinS: within },
  });
  await writeText('-', format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : metersText(view));
  return view.findings.some(({ severity }) => severity === 'error') ? EXIT_FINDINGS : EXIT_DONE;
}
