import type { SiteIndex } from '../site/site-index.js';
import type { ComputedLengths } from './cable-lengths.js';
import { cablingPolicy } from './cabling-policy.js';
import type { RackPlace } from './port-position.js';
import { routeCables } from './route-cables.js';

/**
 * Lengths of the cables of which the document states none, m by name: what their routes need, slack and margin included.
 * Those without a route are left out. Cables whose length is stated are not routed, so that this costs nothing where all
 * of them are.
 */
export function computedLengths(index: SiteIndex, places: ReadonlyMap<string, RackPlace>): ComputedLengths {
  const cables = index.snapshot.cables.filter(
    ({ lengthM, asBuiltLengthM }) => lengthM === undefined && asBuiltLengthM === undefined,
  );
  if (cables.length === 0) return new Map();
  const { policy } = cablingPolicy(index.snapshot.site);
  const { routes } = routeCables({ index, places, policy, cables });
  return new Map(routes.flatMap(({ cable, neededM }) => (neededM === null ? [] : [[cable, neededM] as const])));
}
