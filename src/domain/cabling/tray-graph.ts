import { compareText } from '../site/key.js';
import type { TraySegment } from '../site/kinds/tray-segment.js';

/** A point of the hall in m: x and y of the plan, z above the finished floor. */
export type SpacePoint = readonly [xM: number, yM: number, zM: number];

/** Where cables leave a rack or a panel towards the trays. */
export interface TrayExit {
  readonly key: string;
  readonly at: SpacePoint;
  readonly room: string | null;
}

/**
 * Trays as a graph. Vertices are points on segments, then the exits; each edge lies on a segment, joins two segments
 * where an end of one meets the other, or drops from an exit into a segment.
 */
export interface TrayGraph {
  /** In order of their names. */
  readonly segments: readonly TraySegment[];
  readonly vertexCount: number;
  /** Vertex of each exit by its key. */
  readonly exits: ReadonlyMap<string, number>;
  /** From this vertex on, vertices are exits. */
  readonly firstExit: number;
  /** Edges of vertex v are those from `firstEdge[v]` up to `firstEdge[v + 1]`, each once in each direction. */
  readonly firstEdge: Int32Array;
  readonly edgeTo: Int32Array;
  readonly edgeLengthM: Float64Array;
  /** Segment on which an edge lies or into which it drops; {@link JOINT} where two segments meet. */
  readonly edgeSegment: Int32Array;
}

/** Edge between two segments that meet. */
export const JOINT = -1;

/** m. Trays whose ends come this near to another are joined; drawings round their coordinates. */
const JOINT_REACH_M = 0.1;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly lengthM: number;
  readonly segment: number;
}

/**
 * Builds the graph of a hall's trays. Two segments meet where an end of one comes within 10 cm of the other; segments that
 * only cross do not. An exit drops into the nearest point of every segment of its room that is at most `dropReachM` away
 * on the plan, straight down or up and then along the axes of the plan: |Δx| + |Δy| + |Δz|.
 */
export function trayGraphOf(
  trays: readonly TraySegment[],
  exits: readonly TrayExit[],
  { dropReachM }: { readonly dropReachM: number },
): TrayGraph {
  const segments = [...trays].sort((a, b) => compareText(a.name, b.name));
  const stops: { at: number; vertex: number }[][] = segments.map(() => []);
  const edges: Edge[] = [];
  let vertexCount = 0;
  const stopAt = (segment: number, at: number): number => {
    const known = stops[segment]?.find((stop) => Math.abs(stop.at - at) < 1e-9);
    if (known !== undefined) return known.vertex;
    const vertex = vertexCount;
    vertexCount += 1;
    stops[segment]?.push({ at, vertex });
    return vertex;
  };
  segments.forEach((segment, i) => {
    for (const [at, end] of [
      [0, segment.from],
      [1, segment.to],
    ] as const) {
      const vertex = stopAt(i, at);
      segments.forEach((other, j) => {
        if (i === j) return;
        const nearest = nearestOn(other, end);
        const apartM = distanceM(nearest.point, end);
        if (apartM > JOINT_REACH_M) return;
        edges.push({ from: vertex, to: stopAt(j, nearest.at), lengthM: apartM, segment: JOINT });
      });
    }
  });
  const drops: { exit: number; vertex: number; lengthM: number; segment: number }[] = [];
  exits.forEach(({ at, room }, exit) => {
    segments.forEach((segment, i) => {
      if (room !== null && segment.room !== undefined && segment.room !== room) return;
      const { point, at: along } = nearestOnPlan(segment, at);
      const [dxM, dyM, dzM] = [point[0] - at[0], point[1] - at[1], point[2] - at[2]];
      if (Math.hypot(dxM, dyM) > dropReachM + 1e-9) return;
      drops.push({
        exit,
        vertex: stopAt(i, along),
        lengthM: Math.abs(dxM) + Math.abs(dyM) + Math.abs(dzM),
        segment: i,
      });
    });
  });
  segments.forEach((segment, i) => {
    const lengthM = distanceM(segment.from, segment.to);
    const along = (stops[i] ?? []).sort((a, b) => a.at - b.at);
    along.forEach((stop, k) => {
      const next = along[k + 1];
      if (next === undefined) return;
      edges.push({ from: stop.vertex, to: next.vertex, lengthM: (next.at - stop.at) * lengthM, segment: i });
    });
  });
  const firstExit = vertexCount;
  for (const { exit, vertex, lengthM, segment } of drops) {
    edges.push({ from: firstExit + exit, to: vertex, lengthM, segment });
  }
  return {
    segments,
    vertexCount: firstExit + exits.length,
    exits: new Map(exits.map(({ key }, i) => [key, firstExit + i])),
    firstExit,
    ...compressed(edges, firstExit + exits.length),
  };
}

function compressed(edges: readonly Edge[], vertexCount: number) {
  const firstEdge = new Int32Array(vertexCount + 1);
  for (const { from, to } of edges) {
    firstEdge[from + 1] = (firstEdge[from + 1] ?? 0) + 1;
    firstEdge[to + 1] = (firstEdge[to + 1] ?? 0) + 1;
  }
  for (let v = 0; v < vertexCount; v += 1) firstEdge[v + 1] = (firstEdge[v + 1] ?? 0) + (firstEdge[v] ?? 0);
  const next = firstEdge.slice();
  const edgeTo = new Int32Array(2 * edges.length);
  const edgeLengthM = new Float64Array(2 * edges.length);
  const edgeSegment = new Int32Array(2 * edges.length);
  const put = (from: number, to: number, { lengthM, segment }: Edge) => {
    const at = next[from] ?? 0;
    next[from] = at + 1;
    edgeTo[at] = to;
    edgeLengthM[at] = lengthM;
    edgeSegment[at] = segment;
  };
  for (const edge of edges) {
    put(edge.from, edge.to, edge);
    put(edge.to, edge.from, edge);
  }
  return { firstEdge, edgeTo, edgeLengthM, edgeSegment };
}

interface Nearest {
  readonly point: SpacePoint;
  /** Share of the segment from its `from` to its `to`. */
  readonly at: number;
}

function nearestOn({ from, to }: TraySegment, [x, y, z]: SpacePoint): Nearest {
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const squared = dx * dx + dy * dy + dz * dz;
  const along = squared === 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy + (z - from[2]) * dz) / squared;
  return pointAt({ from, to }, Math.min(1, Math.max(0, along)));
}

/** Nearest as the plan shows it; of a riser, which is a point there, the end at the height nearest to the point. */
function nearestOnPlan({ from, to }: TraySegment, at: SpacePoint): Nearest {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const squared = dx * dx + dy * dy;
  if (squared < 1e-9) return nearestOn({ from, to } as TraySegment, at);
  const along = ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / squared;
  return pointAt({ from, to }, Math.min(1, Math.max(0, along)));
}

function pointAt({ from, to }: Pick<TraySegment, 'from' | 'to'>, at: number): Nearest {
  return {
    at,
    point: [from[0] + at * (to[0] - from[0]), from[1] + at * (to[1] - from[1]), from[2] + at * (to[2] - from[2])],
  };
}

export function distanceM(a: SpacePoint, b: SpacePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
