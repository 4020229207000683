import { JOINT, type TrayGraph } from './tray-graph.js';

/** Shortest ways from one exit to every other vertex. */
export interface ShortestPaths {
  readonly source: number;
  /** m; infinite where there is no way. */
  readonly distanceM: Float64Array;
  /** Vertex before each on its way from the source; -1 at the source and where there is no way. */
  readonly previous: Int32Array;
  /** Edge by which it was reached. */
  readonly reachedBy: Int32Array;
}

/** m. Ways that differ by less are equally long; then the one found first in order of vertices is taken. */
const TIE_M = 1e-9;

/**
 * Shortest ways over the segments that are open, by Dijkstra's algorithm with a binary heap. A way never leads through the
 * exit of a third rack: exits are ends.
 *
 * @param open whether a segment may be used, by its place in the graph
 */
export function shortestPathsFrom(graph: TrayGraph, source: number, open: (segment: number) => boolean): ShortestPaths {
  const { vertexCount, firstEdge, edgeTo, edgeLengthM, edgeSegment, firstExit } = graph;
  const distanceM = new Float64Array(vertexCount).fill(Infinity);
  const previous = new Int32Array(vertexCount).fill(-1);
  const reachedBy = new Int32Array(vertexCount).fill(-1);
  const done = new Uint8Array(vertexCount);
  const heap = new VertexHeap();
  distanceM[source] = 0;
  heap.push(0, source);
  for (let vertex = heap.pop(); vertex !== undefined; vertex = heap.pop()) {
    if (done[vertex] === 1) continue;
    done[vertex] = 1;
    if (vertex >= firstExit && vertex !== source) continue;
    const here = distanceM[vertex] ?? Infinity;
    const end = firstEdge[vertex + 1] ?? 0;
    for (let edge = firstEdge[vertex] ?? 0; edge < end; edge += 1) {
      const segment = edgeSegment[edge] ?? JOINT;
      if (segment !== JOINT && !open(segment)) continue;
      const to = edgeTo[edge] ?? 0;
      const lengthM = here + (edgeLengthM[edge] ?? 0);
      if (!(lengthM < (distanceM[to] ?? Infinity) - TIE_M)) continue;
      distanceM[to] = lengthM;
      previous[to] = vertex;
      reachedBy[to] = edge;
      heap.push(lengthM, to);
    }
  }
  return { source, distanceM, previous, reachedBy };
}

/** A stretch of a way. */
export interface PathStretch {
  readonly kind: 'drop' | 'tray' | 'joint';
  /** Segment on which it lies, into which it drops, or null between two segments. */
  readonly segment: string | null;
  readonly lengthM: number;
}

/** The way to a vertex, stretch by stretch from the source; null where there is none. */
export function pathTo(graph: TrayGraph, paths: ShortestPaths, target: number): readonly PathStretch[] | null {
  if ((paths.distanceM[target] ?? Infinity) === Infinity) return null;
  const stretches: PathStretch[] = [];
  let tray = JOINT;
  let trayM = 0;
  const endTray = () => {
    if (tray !== JOINT) stretches.push({ kind: 'tray', segment: graph.segments[tray]?.name ?? null, lengthM: trayM });
    tray = JOINT;
    trayM = 0;
  };
  for (let vertex = target; vertex !== paths.source;) {
    const edge = paths.reachedBy[vertex] ?? 0;
    const before = paths.previous[vertex] ?? paths.source;
    const segment = graph.edgeSegment[edge] ?? JOINT;
    const lengthM = graph.edgeLengthM[edge] ?? 0;
    if (vertex >= graph.firstExit || before >= graph.firstExit) {
      endTray();
      stretches.push({ kind: 'drop', segment: graph.segments[segment]?.name ?? null, lengthM });
    } else if (segment === JOINT) {
      endTray();
      if (lengthM > 0) stretches.push({ kind: 'joint', segment: null, lengthM });
    } else {
      if (segment !== tray) endTray();
      tray = segment;
      trayM += lengthM;
    }
    vertex = before;
  }
  return stretches.reverse();
}

/** Vertices by distance, the nearest first; of equally near ones the lowest. */
class VertexHeap {
  readonly #keys: number[] = [];
  readonly #vertices: number[] = [];

  push(key: number, vertex: number): void {
    let at = this.#keys.length;
    this.#keys.push(key);
    this.#vertices.push(vertex);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#exchange(at, parent);
      at = parent;
    }
  }

  pop(): number | undefined {
    const top = this.#vertices[0];
    const last = this.#keys.length - 1;
    if (last < 0) return undefined;
    this.#exchange(0, last);
    this.#keys.pop();
    this.#vertices.pop();
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      let least = at;
      if (left < last && this.#isBefore(left, least)) least = left;
      if (left + 1 < last && this.#isBefore(left + 1, least)) least = left + 1;
      if (least === at) return top;
      this.#exchange(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#keys[a] ?? 0) - (this.#keys[b] ?? 0);
    return difference < 0 || (difference === 0 && (this.#vertices[a] ?? 0) < (this.#vertices[b] ?? 0));
  }

  #exchange(a: number, b: number): void {
    const [key, vertex] = [this.#keys[a] ?? 0, this.#vertices[a] ?? 0];
    this.#keys[a] = this.#keys[b] ?? 0;
    this.#vertices[a] = this.#vertices[b] ?? 0;
    this.#keys[b] = key;
    this.#vertices[b] = vertex;
  }
}
