import type { Assumption } from '../finding.js';
import { endText } from '../site/expansion/port-claims.js';
import type { CableMedium } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import { cableLengths, knownLengthM, NO_COMPUTED_LENGTHS, type ComputedLengths } from './cable-lengths.js';
import { planCables, type CablePlan } from './cable-plan.js';
import { cablingPolicy } from './cabling-policy.js';
import type { CablingFigures } from './cabling-figures.js';
import { cordRoutes } from './cord-routes.js';
import { labelContradictions } from './labels.js';
import { solveOptics } from './optics.js';
import { portMapDeviations, type PortMapDeviation } from './port-map-deviations.js';
import type { RackPlace } from './port-position.js';
import { portUse } from './port-use.js';
import { routeFigures, shortCords } from './route-figures.js';

const NOWHERE: ReadonlyMap<string, RackPlace> = new Map();

/**
 * Use of ports, fit of connectors, ways and lengths of all cables of a site. Cables are routed where the site states trays.
 *
 * @param places where the racks stand
 */
export function solveCabling(
  index: SiteIndex,
  places: ReadonlyMap<string, RackPlace> = NOWHERE,
): CablingFigures & { readonly assumptions: readonly Assumption[] } {
  const { endCount, clashes, unknownPorts, connectorMismatches, links } = portUse(index);
  const { policy, assumptions } = cablingPolicy(index.snapshot.site, mediaOf(index));
  const plan = index.snapshot.traySegments.length === 0 ? null : planCables({ index, places, policy });
  const usesPolicy = plan !== null || index.snapshot.cords.length > 0;
  const computed = plan === null ? NO_COMPUTED_LENGTHS : plannedLengths(plan);
  return {
    cableCount: index.snapshot.cables.length,
    endCount,
    portClashes: clashes,
    unknownPorts,
    connectorMismatches,
    lengths: cableLengths(index, computed),
    deviations: statedDeviations(index),
    routes: plan === null ? null : routeFigures(index, plan),
    optics: [...links, ...solveOptics(index, (cable) => knownLengthM(cable, computed) ?? null)],
    shortCords: shortCords(cordRoutes(index, { places, policy })),
    labelContradictions: labelContradictions(index, policy.labelPattern),
    assumptions: usesPolicy ? [...assumptions, ...(plan?.assumptions ?? [])] : [],
  };
}

/** Media of the cables and cords of a site. */
export function mediaOf({ snapshot, cableTypes }: SiteIndex): ReadonlySet<CableMedium> {
  const slugs = new Set(snapshot.cables.map(({ type }) => type));
  const media = new Set<CableMedium>(snapshot.cords.length > 0 ? ['power-cord'] : []);
  for (const slug of slugs) {
    const medium = cableTypes.get(slug)?.medium;
    if (medium !== undefined) media.add(medium);
  }
  return media;
}

function plannedLengths({ cables }: CablePlan): ComputedLengths {
  return new Map(
    cables.flatMap(({ cable, route: { neededM } }) => (neededM === null ? [] : [[cable.name, neededM] as const])),
  );
}

/** Cables that a pattern had to give way to, against those that it wanted in their place. */
function statedDeviations(index: SiteIndex): readonly PortMapDeviation[] {
  const { displaced, origin, snapshot } = index;
  if (displaced.length === 0) return [];
  const ports = new Set(displaced.flatMap(({ ends }) => ends.map(endText)));
  const built = snapshot.cables.filter(
    ({ name, ends }) => !origin.cables.has(name) && ends.some((end) => ports.has(endText(end))),
  );
  return portMapDeviations({ expected: displaced, built });
}
