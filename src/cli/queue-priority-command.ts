import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULT_SIMULATION } from '../domain/queueing/question.js';
import { priorityWait, type PriorityAnswer, type PriorityClass } from '../domain/queueing/priority.js';
import { EXIT_DONE, Refused } from './exit.js';
import { examples, type Then } from './options.js';
import { writeText } from './output.js';
import { numberAbove0, servicesFrom, withSimulationOptions, type SimulationFlags } from './queue-options.js';
import { secondsText, valueText } from './queue-text.js';
import { refusing } from './queue-view.js';
import { textTable } from './text-table.js';

interface PriorityFlags extends SimulationFlags {
  readonly class?: readonly PriorityClass[];
}

export function addPriorityCommand(queue: Command, then: Then): void {
  withSimulationOptions(
    queue
      .command('priority')
      .description('say how long requests of each class wait where the more important are served first')
      .option(
        '--class <rate@seconds[:share],…>',
        'requests per second of one class @ its service times; the most important class first',
        classOf,
      ),
    { ...DEFAULT_SIMULATION, requests: 100_000 },
  )
    .addHelpText(
      'after',
      `
Nobody is interrupted. With one server the mean waits are exact (Cobham); with several they are simulated, and only the mean
over all requests is exact, where all services are equal. Quantiles are simulated.
${examples(
  'queue priority --class 0.3@1 --class 0.5@1',
  'queue priority --class 4@0.2:0.8,0.9:0.2 --class 1@3.5 --servers 6 --format json',
)}`,
    )
    .action((flags: PriorityFlags) => then(priorityCommand(flags)));
}

function classOf(text: string, before: readonly PriorityClass[] = []): readonly PriorityClass[] {
  const [rate = '', services = '', ...more] = text.split('@');
  if (services === '' || more.length > 0) {
    throw new InvalidArgumentError(`"${text}" must be requests per second @ service times: 4@0.2:0.8,0.9:0.2.`);
  }
  return [...before, { ratePerS: numberAbove0(rate), services: servicesFrom(services) }];
}

/** `plenum queue priority`: waits of each class. */
async function priorityCommand(flags: PriorityFlags): Promise<number> {
  const { class: classes, servers, requests, replications, seed } = flags;
  if (classes === undefined) throw new Refused(['--class: at least one class, as rate@seconds, is missing']);
  const answer = refusing(() => priorityWait({ classes, servers, simulation: { requests, replications, seed } }));
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : priorityText(answer));
  return EXIT_DONE;
}

function priorityText(answer: PriorityAnswer): string {
  const rows = answer.classes.map((one, k) => [
    String(k + 1),
    `${valueText(one.ratePerS)}/s`,
    valueText(one.utilization),
    secondsText(one.meanWaitS, one.intervals['meanWaitS']),
    secondsText(one.waitQuantilesS.p99, one.intervals['waitQuantilesS.p99']),
    secondsText(one.latencyQuantilesS.p99, one.intervals['latencyQuantilesS.p99']),
  ]);
  const { method, overallMethod, quantileMethod } = answer;
  return [
    `Utilization           ${valueText(answer.utilization)}`,
    `Mean wait of all      ${secondsText(answer.meanWaitS)} (${overallMethod.kind})`,
    '',
    ...textTable(['class', 'rate', 'utilization', 'mean wait', 'p99 wait', 'p99 latency'], rows),
    '',
    `Means by class: ${method.name} (${method.kind})`,
    `  ${method.error}`,
    `Quantiles: ${quantileMethod.name} (${quantileMethod.kind})`,
    `  ${quantileMethod.error}`,
    '',
  ].join('\n');
}
