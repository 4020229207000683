import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';
import type { ComputedLengths } from './cable-lengths.js';
import { cablingPolicy } from './cabling-policy.js';
import type { RackPlace } from './port-position.js';
import { routeCables } from './route-cables.js';

/**
 * Lengths of the cables of which the document states none, m by name: what their routes need, slack and margin included.
 * Those without a route are left out. All cables are routed, since those whose length is stated take room in the trays too;
 * none is where all lengths are stated.
 */
export function computedLengths(index: SiteIndex, places: ReadonlyMap<string, RackPlace>): ComputedLengths {
  const { cables } = index.snapshot;
  const isOpen = ({ lengthM, asBuiltLengthM }: Cable) => lengthM === undefined && asBuiltLengthM === undefined;
  if (!cables.some(isOpen)) return new Map();
  const { policy } = cablingPolicy(index.snapshot.site);
  const { routes } = routeCables({ index, places, policy });
  return new Map(
    routes.flatMap(({ cable: name, neededM }, i) => {
      const cable = cables[i];
      return neededM === null || cable === undefined || !isOpen(cable) ? [] : [[name, neededM] as const];
    }),
  );
}
