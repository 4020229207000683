import { answerQueue } from '../domain/queueing/answer.js';
import { judgeGoal } from '../domain/queueing/promise.js';
import { lawOf } from '../domain/queueing/question-law.js';
import type { QueueQuestion } from '../domain/queueing/question.js';
import { waitQuantileS } from '../domain/queueing/wait-law.js';
import { EXIT_DONE, EXIT_FINDINGS } from './exit.js';
import { examples, type AddCommand } from './options.js';
import { writeText } from './output.js';
import { questionOf, withQueueOptions, type QueueFlags } from './queue-options.js';
import { addEnoughCommand } from './queue-enough-command.js';
import { addPriorityCommand } from './queue-priority-command.js';
import { addRoutingCommand } from './queue-routing-command.js';
import { queueText } from './queue-text.js';
import { queueView, refusing } from './queue-view.js';

export const addQueueCommand: AddCommand = (program, then) => {
  const queue = withQueueOptions(program.command('queue'))
    .description('say how long requests of known service times wait')
    .addHelpText(
      'after',
      `
Exact wherever an exact method is known; else simulated, and then with 95 % intervals. Either way it says which.
Exit code 1: the --slo is missed, or a simulation cannot tell.
${examples(
  'queue --rate 57.6 --service 1 --servers 72',
  'queue --rate 1.5 --service 0.2:0.8,0.9:0.15,3.5:0.05 --slo p99=20 --format json',
  'queue --rate 0.9 --service 1 --capacity 8',
  'queue --rate 1.2 --service 1 --max-wait 5',
  'queue --rate 7.2 --service 1 --servers 9 --batch 4',
  'queue --mmpp 0.9,0.1,0.01,0.01 --service 1',
  'queue routing --rate 7.2 --service 1 --servers 9',
  'queue priority --class 0.3@1 --class 0.5@1',
  'queue enough --domains 9 --needed 8 --availability 0.999',
)}`,
    )
    .action((flags: QueueFlags) => then(queueCommand(flags)));
  // Options after the name of an own command belong to it.
  queue.enablePositionalOptions();
  addRoutingCommand(queue, then);
  addPriorityCommand(queue, then);
  addEnoughCommand(queue, then);
};

/** `plenum queue`: waits, latencies and losses as text or JSON. */
async function queueCommand(flags: QueueFlags): Promise<number> {
  const question = questionOf(flags);
  const { answer, verdict, further } = refusing(() => {
    const answer = answerQueue(question);
    return {
      answer,
      verdict: flags.slo === undefined ? null : judgeGoal(question, answer, flags.slo),
      further: flags.quantiles === undefined ? {} : furtherQuantiles(question, flags.quantiles),
    };
  });
  const text =
    flags.format === 'json'
      ? `${JSON.stringify(queueView(answer, verdict, further), null, 2)}\n`
      : queueText(answer, verdict, further);
  await writeText('-', text);
  return verdict === null || verdict.isMet === true ? EXIT_DONE : EXIT_FINDINGS;
}

function furtherQuantiles(question: QueueQuestion, shares: readonly number[]): Readonly<Record<string, number>> {
  const law = question.capacity === undefined && question.maxWaitS === undefined ? lawOf(question) : null;
  if (law === null)
    throw new RangeError(
      '--quantiles: further quantiles are known only where the law of the wait is exact and unlimited',
    );
  return Object.fromEntries(shares.map((share) => [String(share), waitQuantileS(law, share)]));
}
