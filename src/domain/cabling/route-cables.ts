import type { Assumption } from '../finding.js';
import { sampleOf } from '../name-sample.js';
import type { Cable } from '../site/kinds/cable.js';
import type { CableMedium } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CableRoute, RouteFailure } from './cable-route.js';
import { extraLengthM, trayKindsFor, type CablingPolicy } from './cabling-policy.js';
import {
  exitKey,
  portPositions,
  rackOfExit,
  type PortPosition,
  type PortPositions,
  type RackEnd,
  type RackPlace,
} from './port-position.js';
import { openTrays, wayFinder, type Branch, type FoundWay, type OpenTrays } from './find-way.js';
import type { PathStretch } from './shortest-path.js';
import { trayGraphOf, type TrayExit, type TrayGraph } from './tray-graph.js';
import { trayPieces, type TraysApart } from './tray-pieces.js';

export interface RoutingGiven {
  readonly index: SiteIndex;
  readonly places: ReadonlyMap<string, RackPlace>;
  readonly policy: CablingPolicy;
  /** Cables to route; all where left out. */
  readonly cables?: readonly Cable[];
  /** Names of segments that are out of use. */
  readonly closed?: ReadonlySet<string>;
}

export interface Routing {
  /** In the order of the cables. */
  readonly routes: readonly CableRoute[];
  /** Pieces of the trays, by the kinds that cables without a way may take. */
  readonly apart: readonly TraysApart[];
  readonly assumptions: readonly Assumption[];
}

/**
 * Routes cables over the trays, each the shortest way over segments that take its medium and have room for it; rack by
 * rack in the order of the cables, so that of cables that compete for room the earlier ones have it. A cable for which no
 * way has room takes the shortest one and is marked. The way is d_A + h_A + T + h_B + d_B: from the port to the cable
 * manager and along it to the top or bottom, from there to the tray, along the trays, and the same at the other end.
 * Inside a rack it is |Δz| and both laterals, and the depth of the rack where the ports are on different sides.
 *
 * Source: planning practice; shortest ways by Dijkstra's algorithm.
 */
export function routeCables({ index, places, policy, cables = index.snapshot.cables, closed }: RoutingGiven): Routing {
  const positions = portPositions(index, places);
  const routes: CableRoute[] = [];
  const branches: Branch[] = [];
  for (let i = 0; i < cables.length; i += 1) {
    const cable = cables[i];
    if (cable === undefined) continue;
    const type = index.cableTypes.get(cable.type);
    const medium = type?.medium ?? 'copper';
    const direct = directRoute(cable, { positions, policy, medium });
    routes.push(direct.route);
    if (direct.near === null || direct.far.length === 0) continue;
    const stated = cable.route === undefined ? null : new Set(cable.route);
    const sectionMm2 = (Math.PI / 4) * (type?.outerDiameterMm ?? 0) ** 2;
    for (const far of direct.far) branches.push({ cable: i, near: direct.near, far, medium, sectionMm2, stated });
  }
  const apart = branches.length === 0 ? [] : layOut({ index, positions, policy, closed, branches, routes });
  return { routes, apart, assumptions: positions.assumptions() };
}

/** What needs no tray, and for what does, where it begins and where it ends. */
function directRoute(
  cable: Cable,
  { positions, policy, medium }: { positions: PortPositions; policy: CablingPolicy; medium: CableMedium },
): { route: CableRoute; near: PortPosition | null; far: readonly PortPosition[] } {
  const [first, ...others] = cable.ends;
  const none = (failure: RouteFailure, failedAt: string) => ({
    route: { ...EMPTY, cable: cable.name, failure, failedAt },
    near: null,
    far: [],
  });
  if (first === undefined || others.every(({ device }) => device === first.device)) {
    return { route: { ...EMPTY, cable: cable.name, way: 'inside a device' as const }, near: null, far: [] };
  }
  const near = positions.portAt(first.device, first.port);
  if (typeof near === 'string') return none(near, first.device);
  let inRackM = 0;
  const far: PortPosition[] = [];
  for (const end of others) {
    const position = positions.portAt(end.device, end.port);
    if (typeof position === 'string') return none(position, end.device);
    if (position.rack !== near.rack) far.push(position);
    else {
      const acrossM = position.side === near.side ? 0 : positions.depthM(near.rack);
      inRackM = Math.max(inRackM, Math.abs(position.heightM - near.heightM) + 2 * policy.lateralM + acrossM);
    }
  }
  return {
    route: {
      ...EMPTY,
      cable: cable.name,
      way: far.length === 0 ? 'inside a rack' : 'none',
      nearM: inRackM,
      routeM: inRackM,
      neededM: orderedM(inRackM, policy, medium),
    },
    near,
    far,
  };
}

const EMPTY: CableRoute = {
  cable: '',
  way: 'none',
  failure: null,
  failedAt: null,
  nearM: 0,
  farM: 0,
  stretches: [],
  segments: [],
  routeM: null,
  neededM: null,
  overfull: false,
};

/** m to order at least, in whole millimetres. */
export function orderedM(routeM: number, policy: CablingPolicy, medium: CableMedium): number {
  const lengthM = (routeM + extraLengthM(policy, medium)) * (1 + policy.lengthMarginFraction);
  return Math.ceil(lengthM * 1000 - 1e-6) / 1000;
}

/** Lays the branches into the trays and writes their ways into the routes; says which trays are in pieces for it. */
function layOut({
  index,
  positions,
  policy,
  closed,
  branches,
  routes,
}: {
  index: SiteIndex;
  positions: PortPositions;
  policy: CablingPolicy;
  closed: ReadonlySet<string> | undefined;
  branches: readonly Branch[];
  routes: CableRoute[];
}): readonly TraysApart[] {
  const endsOf = (rack: string, medium: CableMedium): readonly RackEnd[] => {
    const { cableEntry, powerEntry } = index.racks.get(rack) ?? {};
    const stated = medium === 'power-cord' ? powerEntry : cableEntry;
    return stated === undefined ? BOTH_ENDS : [stated];
  };
  const graph = trayGraphOf(index.snapshot.traySegments, exitsOf(branches, positions, endsOf), policy);
  const trays = openTrays(graph, policy, closed);
  const bySource = new Map<string, Branch[]>();
  for (const branch of branches) {
    const key = `${branch.near.rack}\u0000${branch.near.side}`;
    const group = bySource.get(key);
    if (group === undefined) bySource.set(key, [branch]);
    else group.push(branch);
  }
  for (const group of bySource.values()) {
    const finder = wayFinder(graph, { trays, positions, policy, endsOf });
    for (const branch of group) {
      const route = routes[branch.cable];
      if (route === undefined || route.failure !== null) continue;
      routes[branch.cable] = withBranch(route, branch, finder(branch), policy);
    }
  }
  return traysApart(graph, { trays, policy, branches, routes });
}

/** Pieces of the trays for the media of cables that end in two of them. */
function traysApart(
  graph: TrayGraph,
  {
    trays,
    policy,
    branches,
    routes,
  }: { trays: OpenTrays; policy: CablingPolicy; branches: readonly Branch[]; routes: readonly CableRoute[] },
): readonly TraysApart[] {
  const lost = new Map<string, { medium: CableMedium; cables: Set<string> }>();
  for (const { cable, medium } of branches) {
    const route = routes[cable];
    if (route?.failure !== 'trays not connected') continue;
    const key = trayKindsFor(policy, medium).join();
    const group = lost.get(key) ?? { medium, cables: new Set() };
    lost.set(key, group);
    group.cables.add(route.cable);
  }
  return [...lost.values()].map(({ medium, cables }) => ({
    kinds: trayKindsFor(policy, medium),
    pieces: trayPieces(graph, { isOpen: (segment) => trays.isOpen(segment, medium), rackOf: rackOfExit }),
    cables: sampleOf(cables),
  }));
}

const BOTH_ENDS: readonly RackEnd[] = ['top', 'bottom'];

function exitsOf(
  branches: readonly Branch[],
  positions: PortPositions,
  endsOf: (rack: string, medium: CableMedium) => readonly RackEnd[],
): readonly TrayExit[] {
  const exits = new Map<string, TrayExit>();
  for (const { near, far, medium } of branches) {
    for (const { rack, side } of [near, far]) {
      for (const end of endsOf(rack, medium)) {
        const key = exitKey(rack, side, end);
        if (!exits.has(key)) exits.set(key, positions.exitOf(rack, side, end));
      }
    }
  }
  return [...exits.values()];
}

function withBranch(route: CableRoute, branch: Branch, found: FoundWay, policy: CablingPolicy): CableRoute {
  if ('failure' in found) {
    return { ...route, way: 'none', failure: found.failure, failedAt: found.at, routeM: null, neededM: null };
  }
  const { way, overfull } = found;
  const own = segmentsOf(way.stretches);
  const isFirst = route.way === 'none';
  const segments = isFirst ? own : [...new Set([...route.segments, ...own])];
  if (!isFirst && (route.routeM ?? 0) >= way.lengthM)
    return { ...route, segments, overfull: route.overfull || overfull };
  const longest = Math.max(way.lengthM, route.routeM ?? 0);
  return {
    ...route,
    way: 'over trays',
    nearM: way.nearM,
    farM: way.farM,
    stretches: way.stretches,
    segments,
    routeM: longest,
    neededM: orderedM(longest, policy, branch.medium),
    overfull: route.overfull || overfull,
  };
}

const segmentsMemory = new WeakMap<readonly PathStretch[], readonly string[]>();

/** Segments of a way in order; ways that share their stretches share the list. */
function segmentsOf(stretches: readonly PathStretch[]): readonly string[] {
  const known = segmentsMemory.get(stretches);
  if (known !== undefined) return known;
  const names: string[] = [];
  for (const { kind, segment } of stretches) {
    if (kind === 'tray' && segment !== null && names.at(-1) !== segment) names.push(segment);
  }
  segmentsMemory.set(stretches, names);
  return names;
}
