import type { SingleFed } from './power-figures.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork } from './power-network.js';

/** Devices all of whose taps hang on one feed. A device of which some tap belongs to no stated feed is not judged. */
export function singleFedDevices({
  network,
  loads,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
}): readonly SingleFed[] {
  const feedsOfRack = new Map<string, Set<string>>();
  for (const { element, feed } of network.nodes) {
    if (element.kind !== 'rack-pdu' || element.rack === undefined || feed === null) continue;
    const feeds = feedsOfRack.get(element.rack);
    if (feeds === undefined) feedsOfRack.set(element.rack, new Set([feed]));
    else feeds.add(feed);
  }
  return loads.loads.flatMap((load): readonly SingleFed[] => {
    if (!load.isDevice) return [];
    const feedOf = (tap: number) => network.nodes[loads.taps.node[tap] ?? -1]?.feed ?? null;
    const feed = feedOf(load.firstTap);
    if (feed === null) return [];
    for (let i = 1; i < load.terms.tapCount; i++) if (feedOf(load.firstTap + i) !== feed) return [];
    const inRack = load.rack === null ? [] : [...(feedsOfRack.get(load.rack) ?? [])];
    const otherFeeds = inRack.filter((other) => other !== feed).sort();
    return [{ device: load.name, rack: load.rack, feed, supplies: load.terms.supplyCount, otherFeeds }];
  });
}
