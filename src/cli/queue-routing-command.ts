import type { Command } from 'commander';
import { compareRoutings, splittingCost, type RoutedWait, type SplittingCost } from '../domain/queueing/routing.js';
import { serviceMix } from '../domain/queueing/service-mix.js';
import { EXIT_DONE, Refused } from './exit.js';
import { examples, type Then } from './options.js';
import { writeText } from './output.js';
import { numberAbove0, servicesOf, withLoadOptions, type LoadFlags } from './queue-options.js';
import { secondsText } from './queue-text.js';
import { queueView, refusing } from './queue-view.js';
import { textTable } from './text-table.js';

interface RoutingFlags extends LoadFlags {
  readonly waitP99?: number;
}

export function addRoutingCommand(queue: Command, then: Then): void {
  withLoadOptions(queue.command('routing'))
    .description('compare ways to spread requests over servers')
    .option('--wait-p99 <seconds>', 'also say how many servers keep the p99 of the wait within this', numberAbove0)
    .addHelpText(
      'after',
      examples(
        'queue routing --rate 7.2 --service 1 --servers 9',
        'queue routing --rate 15.3 --service 0.2:0.8,0.9:0.15,3.5:0.05 --servers 9 --format json',
        'queue routing --rate 20 --service 1 --servers 23 --wait-p99 1',
      ),
    )
    .action((flags: RoutingFlags) => then(routingCommand(flags)));
}

/** `plenum queue routing`: waits under each routing, equal ones marked. */
async function routingCommand(flags: RoutingFlags): Promise<number> {
  const { rate: ratePerS, servers, requests, replications, seed, waitP99 } = flags;
  const services = servicesOf(flags);
  if (ratePerS === undefined) throw new Refused(['--rate: how many requests arrive per second is missing']);
  const simulation = { requests, replications, seed };
  const { rows, cost } = refusing(() => {
    const [only, another] = serviceMix(services).services;
    if (waitP99 !== undefined && (only === undefined || another !== undefined)) {
      throw new RangeError('--wait-p99: servers are counted exactly for one service time only; replay mixtures');
    }
    return {
      rows: compareRoutings({ ratePerS, services, servers, simulation }),
      cost:
        waitP99 === undefined || only === undefined
          ? null
          : splittingCost({ ratePerS, serviceS: only.serviceS }, { p: 0.99, waitS: waitP99 }),
    };
  });
  const view = {
    routings: rows.map(({ routing, equalTo, answer }) => ({ routing, equalTo, ...queueView(answer, null, {}) })),
    ...(waitP99 === undefined ? {} : { leastServers: cost }),
  };
  await writeText('-', flags.format === 'json' ? `${JSON.stringify(view, null, 2)}\n` : routingText(rows, cost));
  return EXIT_DONE;
}

function routingText(rows: readonly RoutedWait[], cost: SplittingCost | null): string {
  const table = rows.map(({ routing, equalTo, answer }) => [
    routing,
    secondsText(answer.meanWaitS, answer.intervals['meanWaitS']),
    secondsText(answer.waitQuantilesS.p99, answer.intervals['waitQuantilesS.p99']),
    secondsText(answer.latencyQuantilesS.p99, answer.intervals['latencyQuantilesS.p99']),
    equalTo === null ? answer.method.kind : `${answer.method.kind}; equal to ${equalTo}, request by request`,
  ]);
  return [
    ...textTable(['routing', 'mean wait', 'p99 wait', 'p99 latency', 'how'], table),
    ...(cost === null
      ? []
      : [
          '',
          `Servers needed: ${cost.central} behind one queue, ${cost.random ?? 'over a million'} when split at random`,
        ]),
    '',
  ].join('\n');
}
