import type { Command } from 'commander';
import { probabilityOfEnough, probabilityOfTooFew } from '../domain/capacity/enough-of.js';
import { EXIT_DONE } from './exit.js';
import { examples, formatOption, type Then } from './options.js';
import { writeText } from './output.js';
import { shareFrom0To1, wholeAbove0 } from './queue-options.js';
import { valueText } from './queue-text.js';
import { refusing } from './queue-view.js';

interface EnoughFlags {
  readonly domains: number;
  readonly needed: number;
  readonly availability: number;
  readonly format: 'text' | 'json';
}

/** Of a year of 365.25 days. */
const HOURS_PER_YEAR = 8766;

export function addEnoughCommand(queue: Command, then: Then): void {
  queue
    .command('enough')
    .description('say how often enough of several equal domains are up that fail independently')
    .requiredOption('--domains <count>', 'racks, pods or replicas that there are', wholeAbove0)
    .requiredOption('--needed <count>', 'those with which the load is carried', wholeAbove0)
    .requiredOption('--availability <share>', 'share of the time that one of them is up: 0.999', shareFrom0To1)
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Exact, by the binomial law. What fails together (racks of a pod, pods of a feed) is one domain, not several.
${examples(
  'queue enough --domains 9 --needed 8 --availability 0.999',
  'queue enough --domains 10 --needed 9 --availability 0.995 --format json',
)}`,
    )
    .action((flags: EnoughFlags) => then(enoughCommand(flags)));
}

/** `plenum queue enough`: availability of k out of n. */
async function enoughCommand({ domains: total, needed, availability, format }: EnoughFlags): Promise<number> {
  const { enough, tooFew } = refusing(() => ({
    enough: probabilityOfEnough({ total, needed, availability }),
    tooFew: probabilityOfTooFew({ total, needed, availability }),
  }));
  const view = { availability: enough, unavailability: tooFew, hoursShortPerYear: tooFew * HOURS_PER_YEAR };
  const text = [
    `At least ${needed} of ${total} up   ${Number(enough.toPrecision(12))} of the time`,
    `Too few up           ${valueText(tooFew)} of the time, ${valueText(tooFew * HOURS_PER_YEAR)} h a year`,
    '',
    'For domains that fail independently, each up so often; the load is shared by those that are up.',
    '',
  ].join('\n');
  await writeText('-', format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : text);
  return EXIT_DONE;
}
