import { cellsKept } from './custom-cells.js';
import { listed, locationOf, text, whole, type ExportContext } from './export-context.js';
import { distinct, statusWord } from './export-places.js';
import type { NetboxRow } from './tables.js';

/** What feeds the power feeds, as power panels whatever it is. */
export function panelRows({ site, snapshot, feeds }: ExportContext): readonly NetboxRow[] {
  const names = distinct(feeds.map(({ parents = [] }) => parents[0] ?? ''));
  const elements = new Map(snapshot.powerElements.map((element) => [element.name, element]));
  return names.map((name) => {
    const panel = elements.get(name);
    return {
      site,
      location: locationOf(panel?.room),
      name,
      description: text(panel?.description),
      tags: listed(panel?.tags),
      ...cellsKept('power_panels', panel?.customFields),
    };
  });
}

export function feedRows({ site, snapshot, feeds, racks }: ExportContext): readonly NetboxRow[] {
  const rackOf = new Map<string, string>();
  for (const rack of snapshot.racks) {
    for (const { element } of rack.feeds ?? []) if (!rackOf.has(element)) rackOf.set(element, rack.name);
  }
  return feeds.map((feed) => {
    const rack = rackOf.get(feed.name);
    const fraction = feed.continuousLoadFraction ?? snapshot.site.continuousLoadFraction;
    return {
      site,
      power_panel: feed.parents?.[0] ?? '',
      location: rack === undefined ? '' : locationOf(racks.get(rack)?.room),
      rack: text(rack),
      name: feed.name,
      type: feed.feed === undefined || feed.feed === 'A' ? 'primary' : 'redundant',
      supply: 'ac',
      phase: feed.phases === 1 ? 'single-phase' : 'three-phase',
      voltage: whole(feed.voltageLlV),
      amperage: whole(feed.ratedCurrentA),
      max_utilization: fraction === undefined ? '' : String(Math.round(fraction * 100)),
      description: text(feed.description),
      tags: listed(feed.tags),
      ...cellsKept('power_feeds', feed.customFields),
      status: statusWord('feed', { status: feed.status, kept: feed.customFields }),
    };
  });
}
