import type { Assumption } from '../finding.js';
import type { Cable } from '../site/kinds/cable.js';
import type { CableMedium } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CableRoute } from './cable-route.js';
import { extraLengthM, trayKindsFor, type CablingPolicy } from './cabling-policy.js';
import type { RackPlace } from './port-position.js';
import { routeCables } from './route-cables.js';
import { isSoldByMetre, stockLengthFor } from './stock-length.js';
import type { TraysApart } from './tray-pieces.js';
import { trayLoads, type TrayLoad } from './tray-loads.js';

/** What keeps a cable from being ordered and pulled as planned. */
export type CableTrouble =
  | 'no route'
  | 'overfull trays'
  | 'stated length too short'
  | 'stated length without slack'
  | 'longer than every stock length'
  | 'longer than its reach'
  | 'bend tighter than allowed'
  | 'stated route over trays of another kind';

/** A cable with its way and the piece that is ordered for it. */
export interface PlannedCable {
  readonly cable: Cable;
  readonly route: CableRoute;
  /** m: as built, else as stated, else what its route needs; null where none is known. */
  readonly lengthM: number | null;
  /** m that a stated length must have, slack and loops included; null where none is stated, and without a way. */
  readonly leastM: number | null;
  /** m of the piece, or of the drum; null where the length is unknown or no stock length is long enough. */
  readonly orderLengthM: number | null;
  readonly troubles: readonly CableTrouble[];
}

/** Cables, trays and what they hold. */
export interface CablePlan {
  readonly cables: readonly PlannedCable[];
  readonly trays: readonly TrayLoad[];
  /** Pieces of the trays, by the kinds that cables without a way may take. */
  readonly apart: readonly TraysApart[];
  readonly assumptions: readonly Assumption[];
}

export interface CablePlanGiven {
  readonly index: SiteIndex;
  readonly places: ReadonlyMap<string, RackPlace>;
  readonly policy: CablingPolicy;
  /** Names of tray segments that are out of use. */
  readonly closed?: ReadonlySet<string>;
}

/** m. A length that a document rounds reaches as far as a way that is longer by less. */
const TOLERANCE_M = 0.005;

/** Routes every cable of a site, chooses the piece to order and says what stands in the way. */
export function planCables({ index, places, policy, closed }: CablePlanGiven): CablePlan {
  const { cables } = index.snapshot;
  const { routes, apart, assumptions } = routeCables({
    index,
    places,
    policy,
    ...(closed === undefined ? {} : { closed }),
  });
  const trayOf = new Map(index.snapshot.traySegments.map((segment) => [segment.name, segment]));
  const planned = routes.map((route, i): PlannedCable => {
    const cable = cables[i] as Cable;
    const type = index.cableTypes.get(cable.type);
    const stated = cable.asBuiltLengthM ?? cable.lengthM;
    const lengthM = stated ?? route.neededM;
    const orderLengthM =
      lengthM === null || type === undefined
        ? null
        : isSoldByMetre(type) || (type.stockLengths ?? []).length === 0
          ? lengthM
          : (stockLengthFor(type, lengthM)?.lengthM ?? null);
    const troubles: CableTrouble[] = [];
    if (route.failure !== null) troubles.push('no route');
    if (route.overfull) troubles.push('overfull trays');
    const leastM = leastLengthM(cable, route, { policy, medium: type?.medium ?? 'copper' });
    if (stated !== undefined && leastM !== null && stated < leastM - TOLERANCE_M) {
      const reaches = stated >= (route.routeM ?? 0) - TOLERANCE_M;
      troubles.push(reaches ? 'stated length without slack' : 'stated length too short');
    }
    if (lengthM !== null && orderLengthM === null && type !== undefined)
      troubles.push('longer than every stock length');
    if (lengthM !== null && type?.reachM !== undefined && lengthM > type.reachM + 1e-6) {
      troubles.push('longer than its reach');
    }
    const bendM = (type?.minimumBendRadiusMm ?? 0) / 1000;
    if (bendM > 0 && route.routeM !== null && bendM > narrowestTurnM(route, { policy, trayOf })) {
      troubles.push('bend tighter than allowed');
    }
    if (cable.route !== undefined && type !== undefined) {
      const kinds = trayKindsFor(policy, type.medium);
      const isOther = (name: string) => kinds.every((kind) => kind !== trayOf.get(name)?.kind);
      if (route.segments.some(isOther)) troubles.push('stated route over trays of another kind');
    }
    return { cable, route, lengthM, leastM, orderLengthM, troubles: troubles.length === 0 ? NO_TROUBLES : troubles };
  });
  const trays = trayLoads(index, { cables, routes, trayFillLimit: policy.trayFillLimit });
  return { cables: planned, trays, apart, assumptions };
}

const NO_TROUBLES: readonly CableTrouble[] = [];

/**
 * m that the stated length of a cable must have at least: of a planned one what its way needs, margin included, since the
 * way is yet to be measured; of one as built the way with slack and service loops, which it has used up its margin for.
 */
function leastLengthM(
  { lengthM, asBuiltLengthM }: Cable,
  { routeM, neededM }: CableRoute,
  { policy, medium }: { policy: CablingPolicy; medium: CableMedium },
): number | null {
  if (routeM === null) return null;
  if (asBuiltLengthM !== undefined) return routeM + extraLengthM(policy, medium);
  return lengthM === undefined ? null : neededM;
}

/**
 * m of the tightest turn of a way: from a port into the cable manager within the lateral, and from tray to tray within
 * their width.
 */
function narrowestTurnM(
  route: CableRoute,
  {
    policy,
    trayOf,
  }: { policy: CablingPolicy; trayOf: ReadonlyMap<string, { readonly widthMm: number; readonly heightMm: number }> },
): number {
  return route.segments.reduce(
    (least, name) => Math.min(least, (trayOf.get(name)?.widthMm ?? Infinity) / 1000),
    policy.lateralM,
  );
}
