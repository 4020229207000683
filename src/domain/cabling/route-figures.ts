import { sampleOf, type NameSample } from '../name-sample.js';
import { compareText } from '../site/key.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CablePlan, CableTrouble, PlannedCable } from './cable-plan.js';
import type { RouteFailure } from './cable-route.js';
import type { CordRoute } from './cord-routes.js';
import type { TrayLoad } from './tray-loads.js';
import type { TraysApart } from './tray-pieces.js';

/** Cables that have no way for one reason at one place. */
export interface UnroutedCables {
  readonly failure: RouteFailure;
  readonly at: string;
  readonly cables: NameSample;
}

/** Cables of one type with one trouble, and the worst of them. */
export interface TroubledCables {
  readonly trouble: Exclude<CableTrouble, 'no route'>;
  readonly cableType: string;
  readonly cables: NameSample;
  readonly worst: {
    readonly cable: string;
    readonly lengthM: number | null;
    readonly routeM: number | null;
    readonly leastM: number | null;
  };
  /** m: longest stock length or smallest bend radius of the type; null where the trouble has none. */
  readonly limitM: number | null;
}

/** Cords of one rack that are too short for their way. */
export interface ShortCords {
  readonly rack: string;
  readonly cords: NameSample;
  readonly worst: { readonly cord: string; readonly neededM: number; readonly lengthM: number };
}

/** What routing says of a site, in groups; null where the site states no trays. */
export interface RouteFigures {
  readonly routed: number;
  readonly unrouted: readonly UnroutedCables[];
  readonly troubled: readonly TroubledCables[];
  readonly trays: readonly TrayLoad[];
  readonly apart: readonly TraysApart[];
}

export function routeFigures(index: SiteIndex, { cables, trays, apart }: CablePlan): RouteFigures {
  const unrouted = new Map<string, PlannedCable[]>();
  const troubled = new Map<string, PlannedCable[]>();
  let routed = 0;
  for (const planned of cables) {
    const { route, cable, troubles } = planned;
    if (route.failure === null) routed += 1;
    else push(unrouted, `${route.failure}\u0000${route.failedAt ?? ''}`, planned);
    for (const trouble of troubles)
      if (trouble !== 'no route') push(troubled, `${trouble}\u0000${cable.type}`, planned);
  }
  return {
    routed,
    unrouted: inOrder(unrouted).map(([key, group]) => {
      const [failure = '', at = ''] = key.split('\u0000');
      return { failure: failure as RouteFailure, at, cables: sampleOf(group.map(({ cable }) => cable.name)) };
    }),
    troubled: inOrder(troubled).map(([key, group]) => {
      const [trouble = '', cableType = ''] = key.split('\u0000');
      const worst = group.reduce((a, b) => (lackM(b, trouble) > lackM(a, trouble) ? b : a));
      return {
        trouble: trouble as TroubledCables['trouble'],
        cableType,
        cables: sampleOf(group.map(({ cable }) => cable.name)),
        worst: { cable: worst.cable.name, lengthM: worst.lengthM, routeM: worst.route.routeM, leastM: worst.leastM },
        limitM: limitOf(index, trouble, cableType),
      };
    }),
    trays,
    apart,
  };
}

/** Cords that are shorter than their way, rack by rack. */
export function shortCords(routes: readonly CordRoute[]): readonly ShortCords[] {
  const byRack = new Map<string, { cord: string; neededM: number; lengthM: number }[]>();
  for (const { cord, rack, reaches, neededM, lengthM } of routes) {
    if (reaches === false && neededM !== null && lengthM !== null) push(byRack, rack ?? '', { cord, neededM, lengthM });
  }
  return inOrder(byRack).map(([rack, cords]) => ({
    rack,
    cords: sampleOf(cords.map(({ cord }) => cord)),
    worst: cords.reduce((a, b) => (b.neededM - b.lengthM > a.neededM - a.lengthM ? b : a)),
  }));
}

function limitOf(index: SiteIndex, trouble: string, cableType: string): number | null {
  const type = index.cableTypes.get(cableType);
  if (trouble === 'longer than its reach') return type?.reachM ?? null;
  if (trouble === 'bend tighter than allowed') {
    return type?.minimumBendRadiusMm === undefined ? null : type.minimumBendRadiusMm / 1000;
  }
  if (trouble !== 'longer than every stock length') return null;
  return Math.max(0, ...(type?.stockLengths ?? []).map(({ lengthM }) => lengthM));
}

/** m that a cable lacks for its way, or for its way and slack; of another trouble how long it is. */
function lackM({ route, lengthM, leastM }: PlannedCable, trouble: string): number {
  const isShort = trouble === 'stated length too short';
  if (!isShort && trouble !== 'stated length without slack') return lengthM ?? 0;
  return ((isShort ? route.routeM : leastM) ?? 0) - (lengthM ?? 0);
}

function push<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([a], [b]) => compareText(a, b));
}
