import { trayLimitMm2 } from './tray-limit.js';
import type { Assumption } from '../finding.js';
import type { Cable } from '../site/kinds/cable.js';
import type { CableMedium } from '../site/kinds/cable-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { CableRoute, RouteFailure } from './cable-route.js';
import { extraLengthM, trayKindsFor, type CablingPolicy } from './cabling-policy.js';
import {
  exitKey,
  portPositions,
  type PortPosition,
  type PortPositions,
  type RackEnd,
  type RackPlace,
} from './port-position.js';
import { pathTo, shortestPathsFrom, type PathStretch, type ShortestPaths } from './shortest-path.js';
import { trayGraphOf, type TrayExit, type TrayGraph } from './tray-graph.js';

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
  readonly assumptions: readonly Assumption[];
}

/** One branch of a cable: its first end and one other, in different racks. */
interface Branch {
  readonly cable: number;
  readonly near: PortPosition;
  readonly far: PortPosition;
  readonly medium: CableMedium;
  /** mm² of tray that it takes; 0 where its diameter is unknown. */
  readonly sectionMm2: number;
  /** Segments that the document states; null where the way is computed. */
  readonly stated: ReadonlySet<string> | null;
}

interface Way {
  readonly nearM: number;
  readonly farM: number;
  readonly stretches: readonly PathStretch[];
  readonly lengthM: number;
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
  if (branches.length > 0) layOut({ index, positions, policy, closed, branches, routes });
  return { routes, assumptions: positions.assumptions() };
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

/** Lays the branches into the trays and writes their ways into the routes. */
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
}): void {
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

/** Which segments may be used, and how much room they have left. */
interface OpenTrays {
  readonly isOpen: (segment: number, medium: CableMedium) => boolean;
  /** Grows whenever a segment becomes full. */
  version: number;
  readonly full: Set<number>;
  readonly room: Float64Array;
  readonly numberOf: ReadonlyMap<string, number>;
}

function openTrays(graph: TrayGraph, policy: CablingPolicy, closed: ReadonlySet<string> | undefined): OpenTrays {
  return {
    isOpen: (segment, medium) => {
      const tray = graph.segments[segment];
      return tray !== undefined && trayKindsFor(policy, medium).includes(tray.kind) && closed?.has(tray.name) !== true;
    },
    version: 0,
    full: new Set(),
    room: Float64Array.from(graph.segments, (tray) => trayLimitMm2(tray, policy)),
    numberOf: new Map(graph.segments.map(({ name }, i) => [name, i])),
  };
}

type Finding =
  { readonly way: Way; readonly overfull: boolean } | { readonly failure: RouteFailure; readonly at: string };

/** Finds ways for the branches of one rack and side; remembers the shortest ways from there. */
function wayFinder(
  graph: TrayGraph,
  {
    trays,
    positions,
    policy,
    endsOf,
  }: {
    trays: OpenTrays;
    positions: PortPositions;
    policy: CablingPolicy;
    endsOf: (rack: string, medium: CableMedium) => readonly RackEnd[];
  },
): (branch: Branch) => Finding {
  const pathsMemory = new Map<string, ShortestPaths>();
  const stretchMemory = new Map<string, readonly PathStretch[]>();

  const pathsOf = (source: number, branch: Branch, withFull: boolean): ShortestPaths => {
    const { medium, stated } = branch;
    const isOpen = (segment: number) => trays.isOpen(segment, medium) && (withFull || !trays.full.has(segment));
    if (stated !== null) {
      return shortestPathsFrom(graph, source, (segment) => stated.has(graph.segments[segment]?.name ?? ''));
    }
    const key = `${String(source)} ${trayKindsFor(policy, medium).join()} ${withFull ? 'all' : String(trays.version)}`;
    const known = pathsMemory.get(key);
    if (known !== undefined) return known;
    const paths = shortestPathsFrom(graph, source, isOpen);
    pathsMemory.set(key, paths);
    return paths;
  };

  const shortest = (branch: Branch, withFull: boolean): Way | null => {
    const { near, far, medium } = branch;
    let best: {
      readonly lengthM: number;
      readonly nearM: number;
      readonly farM: number;
      paths: ShortestPaths;
      target: number;
    } | null = null;
    for (const nearEnd of endsOf(near.rack, medium)) {
      const source = graph.exits.get(exitKey(near.rack, near.side, nearEnd));
      if (source === undefined) continue;
      const paths = pathsOf(source, branch, withFull);
      const nearM = inRackM(near, nearEnd, positions) + policy.lateralM;
      for (const farEnd of endsOf(far.rack, medium)) {
        const target = graph.exits.get(exitKey(far.rack, far.side, farEnd));
        if (target === undefined) continue;
        const farM = inRackM(far, farEnd, positions) + policy.lateralM;
        const lengthM = nearM + (paths.distanceM[target] ?? Infinity) + farM;
        if (lengthM < (best?.lengthM ?? Infinity)) best = { lengthM, nearM, farM, paths, target };
      }
    }
    if (best === null) return null;
    const key =
      branch.stated === null
        ? `${String(best.paths.source)} ${String(best.target)} ${trayKindsFor(policy, medium).join()} ${withFull ? 'all' : String(trays.version)}`
        : null;
    const known = key === null ? undefined : stretchMemory.get(key);
    const stretches = known ?? pathTo(graph, best.paths, best.target) ?? [];
    if (key !== null && known === undefined) stretchMemory.set(key, stretches);
    return { nearM: best.nearM, farM: best.farM, stretches, lengthM: best.lengthM };
  };

  const lay = ({ stretches }: Way, sectionMm2: number): void => {
    for (const { kind, segment } of stretches) {
      if (kind !== 'tray' || segment === null) continue;
      const at = trays.numberOf.get(segment) ?? 0;
      trays.room[at] = (trays.room[at] ?? 0) - sectionMm2;
    }
  };

  return (branch) => {
    for (;;) {
      const way = shortest(branch, false);
      if (way === null) break;
      let fits = true;
      if (branch.stated === null) {
        for (const { kind, segment } of way.stretches) {
          if (kind !== 'tray' || segment === null) continue;
          const at = trays.numberOf.get(segment) ?? 0;
          if ((trays.room[at] ?? 0) >= branch.sectionMm2 - 1e-6) continue;
          trays.full.add(at);
          trays.version += 1;
          fits = false;
        }
      }
      if (!fits) continue;
      lay(way, branch.sectionMm2);
      return { way, overfull: false };
    }
    if (branch.stated !== null) return { failure: 'stated route broken', at: branch.near.rack };
    const way = trays.full.size === 0 ? null : shortest(branch, true);
    if (way !== null) {
      lay(way, branch.sectionMm2);
      return { way, overfull: true };
    }
    const lonely = [branch.near, branch.far].find(
      ({ rack, side }) =>
        !endsOf(rack, branch.medium).some((end) =>
          hasDrop(graph, exitKey(rack, side, end), (segment) => trays.isOpen(segment, branch.medium)),
        ),
    );
    return lonely === undefined
      ? { failure: 'trays not connected', at: `${branch.near.rack} to ${branch.far.rack}` }
      : { failure: 'no tray of its kind near', at: lonely.rack };
  };
}

function hasDrop(graph: TrayGraph, exit: string, isOpen: (segment: number) => boolean): boolean {
  const vertex = graph.exits.get(exit);
  if (vertex === undefined) return false;
  for (let edge = graph.firstEdge[vertex] ?? 0; edge < (graph.firstEdge[vertex + 1] ?? 0); edge += 1) {
    if (isOpen(graph.edgeSegment[edge] ?? 0)) return true;
  }
  return false;
}

/** m along the cable manager from a port to the top or bottom of its rack. */
function inRackM({ rack, heightM }: PortPosition, end: RackEnd, positions: PortPositions): number {
  return end === 'top' ? Math.max(0, positions.topM(rack) - heightM) : Math.max(0, heightM);
}

function withBranch(route: CableRoute, branch: Branch, found: Finding, policy: CablingPolicy): CableRoute {
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
