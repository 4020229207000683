import { compareText } from '../site/key.js';
import type { Cable } from '../site/kinds/cable.js';
import type { SiteIndex } from '../site/site-index.js';
import type { PlannedCable } from './cable-plan.js';

/** Where the ends of a cable stand towards each other. */
export type CableSpan = 'device' | 'rack' | 'hall';

/** Cables of one bundle, counted by how far apart their ends are. */
export interface BundleCount {
  /** Line of the pattern, or the bundle that the document names; null where it names none. */
  readonly bundle: string | null;
  /** Template or port map from which it follows; null where the document states it. */
  readonly origin: string | null;
  readonly cables: number;
  readonly withinDevices: number;
  readonly withinRacks: number;
  readonly betweenRacks: number;
}

export function spanOf(index: SiteIndex, { ends }: Pick<Cable, 'ends'>): CableSpan {
  const [first, ...others] = ends;
  if (first === undefined || others.every(({ device }) => device === first.device)) return 'device';
  const rack = index.devices.get(first.device)?.rack;
  if (rack === undefined) return 'hall';
  return others.every(({ device }) => index.devices.get(device)?.rack === rack) ? 'rack' : 'hall';
}

/** The cables of a site by bundle and origin, in order of their names. */
export function bundleCounts(index: SiteIndex): readonly BundleCount[] {
  const counts = new Map<string, { -readonly [Field in keyof BundleCount]: BundleCount[Field] }>();
  for (const cable of index.snapshot.cables) {
    const bundle = cable.bundle ?? null;
    const origin = index.origin.cables.get(cable.name) ?? null;
    const key = JSON.stringify([origin, bundle]);
    const count = counts.get(key) ?? { bundle, origin, cables: 0, withinDevices: 0, withinRacks: 0, betweenRacks: 0 };
    counts.set(key, count);
    count.cables += 1;
    const span = spanOf(index, cable);
    if (span === 'device') count.withinDevices += 1;
    else if (span === 'rack') count.withinRacks += 1;
    else count.betweenRacks += 1;
  }
  return [...counts.values()].sort(
    (a, b) => compareText(a.origin ?? '', b.origin ?? '') || compareText(a.bundle ?? '', b.bundle ?? ''),
  );
}

/** Cables of one type that are ordered as pieces of one length. */
export interface PieceCount {
  readonly type: string;
  /** m of the piece to the millimetre; null where none can be ordered. */
  readonly pieceM: number | null;
  readonly cables: number;
  /** m of all of them; null where the piece is. */
  readonly metresM: number | null;
}

/** Cables by type and piece, in order of both; those without a piece come last of their type. */
export function pieceCounts(cables: readonly PlannedCable[]): readonly PieceCount[] {
  const counts = new Map<string, { type: string; pieceM: number | null; cables: number }>();
  for (const { cable, orderLengthM } of cables) {
    const pieceM = orderLengthM === null ? null : Math.round(orderLengthM * 1000) / 1000;
    const key = JSON.stringify([cable.type, pieceM]);
    const count = counts.get(key) ?? { type: cable.type, pieceM, cables: 0 };
    counts.set(key, count);
    count.cables += 1;
  }
  return [...counts.values()]
    .sort((a, b) => compareText(a.type, b.type) || (a.pieceM ?? Infinity) - (b.pieceM ?? Infinity))
    .map((count) => ({
      ...count,
      metresM: count.pieceM === null ? null : Math.round(count.pieceM * count.cables * 1000) / 1000,
    }));
}
