import { sampleOf } from '../../name-sample.js';
import type { Severity } from '../../finding.js';
import type { ServiceAfterLoss, SingleFed } from '../../power/power-figures.js';
import type { Site } from '../../site/kinds/site.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Devices of one rack that fare alike. */
interface Group<Item> {
  readonly rack: string | null;
  readonly lostFeeds: string[];
  readonly items: Item[];
}

/** By rack, lost feed and state; losses that do the same to the same devices of a rack are one group. */
function alike(services: readonly ServiceAfterLoss[]): readonly Group<ServiceAfterLoss>[] {
  const byLoss = new Map<string, Group<ServiceAfterLoss>>();
  for (const service of services) {
    const key = `${service.rack ?? ''}\u0000${service.lostFeed ?? ''}\u0000${service.lostFeed === null ? 1 : 0}\u0000${service.state}`;
    const group = byLoss.get(key);
    if (group !== undefined) group.items.push(service);
    else {
      const lostFeeds = service.lostFeed === null ? [] : [service.lostFeed];
      byLoss.set(key, { rack: service.rack, lostFeeds, items: [service] });
    }
  }
  const groups = new Map<string, Group<ServiceAfterLoss>>();
  for (const group of byLoss.values()) {
    const key = group.items
      .map(({ device, state, servedW }) => `${device}\u0000${state}\u0000${String(servedW)}`)
      .join();
    const full = `${group.lostFeeds.length === 0 ? 'normal' : 'loss'}\u0000${key}`;
    const known = groups.get(full);
    if (known === undefined) groups.set(full, group);
    else known.lostFeeds.push(...group.lostFeeds);
  }
  return [...groups.values()];
}

/** What the site says that a loss may not take down decides how bad it is; silence is taken for less than 2n. */
function severityOf(state: ServiceAfterLoss['state'], isLoss: boolean, redundancy: Site['redundancy']): Severity {
  if (state === 'unknown') return 'unknown';
  if (!isLoss) return state === 'dark' ? 'error' : 'warning';
  if (redundancy === 'n') return 'info';
  if (state === 'reduced' || redundancy === undefined) return 'warning';
  return 'error';
}

const SERVICE_WORDS: Readonly<Record<ServiceAfterLoss['state'], string>> = {
  reduced: 'reduced service',
  dark: 'no service',
  unknown: 'a service that nobody states',
};

/** Devices that a loss leaves with less than full service. */
export const serviceAfterLoss: Rule = {
  code: 'power.service-after-loss',
  title: 'Service lost with a feed',
  discipline: 'power',
  basis:
    'k of n supplies: full service needs the stated number live, and ratings that cover the draw; a count of cords does not ' +
    'show it (NVIDIA DGX H100 user guide: 4 + 2 supplies keep full service on 4, reduced service on 3)',
  sentence:
    '{subject}, {when}: {service} for {measured} of its devices ({devices}). Live supplies {liveSupplies} of {supplies}, ' +
    'needed {neededForFull}; together they draw {servedW} W of {demandW} W',
  guide: {
    method:
      'For each lost feed the live supplies of each device are counted. Full service needs the stated number ' +
      '(`suppliesForFullService`; where it is not stated, the fewest whose ratings cover the draw, an ' +
      'assumption) and ratings that cover the draw; reduced service needs `suppliesForReducedService`. Devices ' +
      'of a rack that fare alike are one finding. How bad it is follows from `redundancy` of the site.',
    example:
      'Six supplies of 3.3 kW, four needed, three on each of two feeds: 3 < 4, and 3 · 3 300 = 9 900 W < 10 200 ' +
      'W: reduced service after the loss of either feed. On three feeds with two each, 4 stay live: full ' +
      'service.',
    remedy:
      'Put the supplies on three feeds, or accept reduced service by `redundancy: n`. State how many supplies ' +
      'full and reduced service need.',
  },
  evaluate: ({ index, figures }) =>
    alike(figures.power.afterLoss).flatMap(({ rack, lostFeeds, items }) => {
      const first = items[0];
      if (first === undefined) return [];
      const { count, names } = sampleOf(items.map(({ device }) => device));
      const isLoss = lostFeeds.length > 0;
      return [
        found(serviceAfterLoss, {
          severity: severityOf(first.state, isLoss, index.snapshot.site.redundancy),
          subject: rack === null ? { kind: 'site', name: index.snapshot.site.name } : { kind: 'rack', name: rack },
          measured: count,
          inputs: {
            when: isLoss ? `after the loss of feed ${lostFeeds.join(' or ')}` : 'with every feed, for lack of cords',
            lostFeeds,
            state: first.state,
            service: SERVICE_WORDS[first.state],
            devices: names,
            liveSupplies: sameOf(items.map(({ liveSupplies }) => liveSupplies)),
            supplies: sameOf(items.map(({ supplies }) => supplies)),
            neededForFull: sameOf(items.map(({ neededForFull }) => neededForFull)),
            demandW: sumOf(items.map(({ demandW }) => demandW)),
            servedW: sumOf(items.map(({ servedW }) => servedW)),
          },
        }),
      ];
    }),
};

/** The value that all have; where they differ, nothing. */
function sameOf(values: readonly (number | null)[]): number | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

/** Devices that one feed alone reaches, although they or the site are meant to have two. */
export const singleFed: Rule = {
  code: 'power.single-fed',
  title: 'Fed by one feed only',
  discipline: 'power',
  basis:
    'Several supplies protect against the loss of a feed only on several feeds; 2n needs two feeds at every device',
  sentence: 'Feed {feed} alone reaches {measured} of the devices of {subject}: {devices}',
  guide: {
    method:
      'A device is listed where all of its cords (or rack PDUs) belong to one feed, although it has several ' +
      'supplies and its rack has another feed, or although the site is `2n`.',
    example: 'A node with two supplies, both in rack PDU A of a rack that has A and B: feed A alone reaches it.',
    remedy: 'Plug its supplies into rack PDUs of different feeds; a device with one supply needs a transfer switch.',
  },
  evaluate: ({ index, figures }) => {
    const is2n = index.snapshot.site.redundancy === '2n';
    const judged = figures.power.singleFed.filter(
      ({ supplies, otherFeeds }) => is2n || (supplies > 1 && otherFeeds.length > 0),
    );
    const groups = new Map<string, SingleFed[]>();
    for (const device of judged) {
      const key = `${device.rack ?? ''}\u0000${device.feed}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [device]);
      else group.push(device);
    }
    return [...groups.values()].flatMap((group) => {
      const first = group[0];
      if (first === undefined) return [];
      const { count, names } = sampleOf(group.map(({ device }) => device));
      return [
        found(singleFed, {
          severity: 'warning',
          subject:
            first.rack === null ? { kind: 'site', name: index.snapshot.site.name } : { kind: 'rack', name: first.rack },
          measured: count,
          inputs: {
            feed: first.feed,
            otherFeeds: first.otherFeeds,
            devices: names,
            severalSupplies: group.filter(({ supplies }) => supplies > 1).length,
          },
        }),
      ];
    });
  },
};
