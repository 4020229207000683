import { sampleOf, type NameSample } from '../name-sample.js';
import { compareText } from '../site/key.js';
import type { PlannedCable } from './cable-plan.js';

/** What one tray segment takes down with it. */
export interface SharedTray {
  readonly segment: string;
  readonly cables: number;
  readonly bundles: readonly string[];
  /** Devices that have two or more cables of a bundle over trays, all of them in this segment: `device (bundle)`. */
  readonly cutOff: NameSample;
}

/** The failure domain of each tray segment that holds cables. */
export function sharedTrays(cables: readonly PlannedCable[]): readonly SharedTray[] {
  const links = new Map<string, number>();
  const inSegment = new Map<
    string,
    { cables: number; readonly bundles: Set<string>; readonly links: Map<string, number> }
  >();
  for (const { cable, route } of cables) {
    if (route.segments.length === 0) continue;
    const bundle = cable.bundle ?? cable.type;
    const keys = [...new Set(cable.ends.map(({ device }) => `${device} (${bundle})`))];
    for (const key of keys) links.set(key, (links.get(key) ?? 0) + 1);
    for (const segment of route.segments) {
      const held = inSegment.get(segment) ?? { cables: 0, bundles: new Set(), links: new Map<string, number>() };
      inSegment.set(segment, held);
      held.cables += 1;
      held.bundles.add(bundle);
      for (const key of keys) held.links.set(key, (held.links.get(key) ?? 0) + 1);
    }
  }
  return [...inSegment]
    .sort(([a], [b]) => compareText(a, b))
    .map(([segment, held]) => ({
      segment,
      cables: held.cables,
      bundles: [...held.bundles].sort(compareText),
      cutOff: sampleOf(
        [...held.links].filter(([key, count]) => count >= 2 && count === links.get(key)).map(([key]) => key),
      ),
    }));
}
