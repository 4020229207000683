import { sampleOf, sampleText, type NameSample } from '../name-sample.js';
import { compareText } from '../site/key.js';
import type { TrayKind } from './cabling-policy.js';
import { JOINT, type TrayGraph } from './tray-graph.js';

/** Segments that are joined with each other, and the racks that drop into them. */
export interface TrayPiece {
  readonly segments: NameSample;
  readonly racks: NameSample;
}

/** Trays of the kinds that a medium may take, in pieces that no segment joins, and the cables that have no way for it. */
export interface TraysApart {
  readonly kinds: readonly TrayKind[];
  /** The largest first. */
  readonly pieces: readonly TrayPiece[];
  readonly cables: NameSample;
}

/**
 * The pieces of a tray graph: segments that lead to each other over segments that may be used. Racks do not join pieces,
 * for no cable runs through a rack that is not its own.
 *
 * @param rackOf rack of an exit by its key
 */
export function trayPieces(
  graph: TrayGraph,
  { isOpen, rackOf }: { readonly isOpen: (segment: number) => boolean; readonly rackOf: (exit: string) => string },
): readonly TrayPiece[] {
  const { firstEdge, edgeTo, edgeSegment, firstExit, segments } = graph;
  const root = Int32Array.from({ length: firstExit }, (_, vertex) => vertex);
  const rootOf = (vertex: number): number => {
    let at = vertex;
    while (root[at] !== at) {
      root[at] = root[root[at] ?? at] ?? at;
      at = root[at] ?? at;
    }
    return at;
  };
  for (let vertex = 0; vertex < firstExit; vertex += 1) {
    for (let edge = firstEdge[vertex] ?? 0; edge < (firstEdge[vertex + 1] ?? 0); edge += 1) {
      const [to, segment] = [edgeTo[edge] ?? 0, edgeSegment[edge] ?? JOINT];
      if (to < firstExit && (segment === JOINT || isOpen(segment))) root[rootOf(vertex)] = rootOf(to);
    }
  }
  const add = (sets: Map<number, Set<string>>, vertex: number, name: string) => {
    const at = rootOf(vertex);
    const set = sets.get(at);
    if (set === undefined) sets.set(at, new Set([name]));
    else set.add(name);
  };
  const names = new Map<number, Set<string>>();
  const racks = new Map<number, Set<string>>();
  for (let vertex = 0; vertex < firstExit; vertex += 1) {
    for (let edge = firstEdge[vertex] ?? 0; edge < (firstEdge[vertex + 1] ?? 0); edge += 1) {
      const [to, segment] = [edgeTo[edge] ?? 0, edgeSegment[edge] ?? JOINT];
      if (segment !== JOINT && isOpen(segment) && to < firstExit) add(names, vertex, segments[segment]?.name ?? '');
    }
  }
  for (const [key, exit] of graph.exits) {
    for (let edge = firstEdge[exit] ?? 0; edge < (firstEdge[exit + 1] ?? 0); edge += 1) {
      if (isOpen(edgeSegment[edge] ?? JOINT)) add(racks, edgeTo[edge] ?? 0, rackOf(key));
    }
  }
  return [...names]
    .map(([at, own]): TrayPiece => ({ segments: sampleOf(own), racks: sampleOf(racks.get(at) ?? []) }))
    .sort((a, b) => b.segments.count - a.segments.count || compareText(firstOf(a), firstOf(b)));
}

function firstOf({ segments }: TrayPiece): string {
  return segments.names[0] ?? '';
}

/** Pieces of trays in words: `TF-1, TF-2 (racks A1, A2) | TF-3 (racks B1)`. */
export function piecesText(pieces: readonly TrayPiece[]): string {
  return pieces
    .map(
      ({ segments, racks }) =>
        `${sampleText(segments)} (${racks.count === 0 ? 'no rack' : `racks ${sampleText(racks)}`})`,
    )
    .join(' | ');
}
