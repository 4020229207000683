import type { CableMedium } from '../site/kinds/cable-type.js';
import type { RouteFailure } from './cable-route.js';
import { trayKindsFor, type CablingPolicy } from './cabling-policy.js';
import { exitKey, type PortPosition, type PortPositions, type RackEnd } from './port-position.js';
import { pathTo, shortestPathsFrom, type PathStretch, type ShortestPaths } from './shortest-path.js';
import type { TrayGraph } from './tray-graph.js';
import { trayLimitMm2 } from './tray-limit.js';

/** One branch of a cable: its first end and one other, in different racks. */
export interface Branch {
  readonly cable: number;
  readonly near: PortPosition;
  readonly far: PortPosition;
  readonly medium: CableMedium;
  /** mm² of tray that it takes; 0 where its diameter is unknown. */
  readonly sectionMm2: number;
  /** Segments that the document states; null where the way is computed. */
  readonly stated: ReadonlySet<string> | null;
}

export interface Way {
  readonly nearM: number;
  readonly farM: number;
  readonly stretches: readonly PathStretch[];
  readonly lengthM: number;
}

/** Which segments may be used, and how much room they have left. */
export interface OpenTrays {
  readonly isOpen: (segment: number, medium: CableMedium) => boolean;
  /** Grows whenever a segment becomes full. */
  version: number;
  readonly full: Set<number>;
  readonly room: Float64Array;
  readonly numberOf: ReadonlyMap<string, number>;
}

export function openTrays(graph: TrayGraph, policy: CablingPolicy, closed: ReadonlySet<string> | undefined): OpenTrays {
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

/** A way, or why there is none. */
export type FoundWay =
  { readonly way: Way; readonly overfull: boolean } | { readonly failure: RouteFailure; readonly at: string };

/** Finds ways for the branches of one rack and side; remembers the shortest ways from there. */
export function wayFinder(
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
): (branch: Branch) => FoundWay {
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
