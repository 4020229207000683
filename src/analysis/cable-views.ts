import { failureText } from '../domain/cabling/cable-route.js';
import type { PlannedCable } from '../domain/cabling/cable-plan.js';
import { extraLengthM } from '../domain/cabling/cabling-policy.js';
import { cordRoutes } from '../domain/cabling/cord-routes.js';
import { lengthErrors } from '../domain/cabling/length-errors.js';
import { sharedTrays } from '../domain/cabling/shared-trays.js';
import { whipRoutes } from '../domain/cabling/whip-routes.js';
import { endText } from '../domain/site/expansion/port-claims.js';
import { alternativesOfAnalysis, type CableAnalysis } from './cable-analysis.js';

/** One leg of a printed way, in words and m. */
export interface RouteLeg {
  readonly what: string;
  readonly lengthM: number;
}

/** The way of a cable as it can be added up by hand. */
export function routeLegs({ policy, index }: CableAnalysis, { cable, route }: PlannedCable): readonly RouteLeg[] {
  if (route.routeM === null) return [];
  const medium = index.cableTypes.get(cable.type)?.medium ?? 'copper';
  const extraM = extraLengthM(policy, medium);
  const [near, far] = [cable.ends[0], cable.ends[1]].map((end) => (end === undefined ? '' : endText(end)));
  const legs: RouteLeg[] =
    route.way === 'inside a rack'
      ? [{ what: `from ${near ?? ''} to ${far ?? ''} inside the rack, both laterals included`, lengthM: route.nearM }]
      : [
          {
            what: `from ${near ?? ''} along the cable manager out of the rack, lateral included`,
            lengthM: route.nearM,
          },
          ...route.stretches.map(({ kind, segment, lengthM }) => ({
            what:
              kind === 'drop'
                ? `between rack and tray ${segment ?? ''}`
                : kind === 'tray'
                  ? `along tray ${segment ?? ''}`
                  : 'from tray to tray',
            lengthM,
          })),
          { what: `into the rack and along the cable manager to ${far ?? ''}, lateral included`, lengthM: route.farM },
        ];
  return [...legs, { what: `slack and service loops of ${medium}`, lengthM: extraM }];
}

export type CableRoutesView = ReturnType<typeof cableRoutesView>;

/** Ways and lengths of a site's cables as JSON. */
export function cableRoutesView(analysis: CableAnalysis) {
  const { site, asOf, contentHash, plan, index, places, policy, assumptions } = analysis;
  return {
    site,
    asOf,
    contentHash,
    cables: plan.cables.map(({ cable, route, lengthM, orderLengthM, troubles }) => ({
      cable: cable.name,
      type: cable.type,
      ends: cable.ends.map(endText),
      way: route.way,
      ...(route.failure === null ? {} : { failure: failureText(route) }),
      segments: route.segments,
      routeM: route.routeM,
      neededM: route.neededM,
      lengthM,
      orderLengthM,
      troubles,
    })),
    trays: plan.trays,
    traysApart: plan.apart,
    sharedTrays: sharedTrays(plan.cables),
    alternatives: alternativesOfAnalysis(analysis),
    lengthErrors: lengthErrors(index, plan.cables),
    cords: cordRoutes(index, { places, policy }),
    whips: whipRoutes(index, { places, policy }),
    assumptions,
  };
}
