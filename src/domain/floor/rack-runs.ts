import type { RackPlacement } from './floor-figures.js';
import { bearingVector } from './geometry.js';

/** m. Racks nearer than this along their line leave no passage between them. */
const LARGEST_GAP_M = 0.6;
/** m. Fronts within this stand on one line. */
const LINE_TOLERANCE_M = 0.1;

/** Racks side by side that face one way, from left to right as seen looking out of their fronts. */
export interface RackRun {
  readonly room: string;
  readonly racks: readonly RackPlacement[];
}

/** Unbroken runs of racks. Time grows as n log n. */
export function rackRuns(placements: Iterable<RackPlacement>): readonly RackRun[] {
  const lines = new Map<string, { readonly placement: RackPlacement; readonly alongM: number }[]>();
  for (const placement of placements) {
    const { centre, depthM, frontBearingDeg, room } = placement;
    const [fx, fy] = bearingVector(frontBearingDeg);
    const frontM = centre[0] * fx + centre[1] * fy + depthM / 2;
    const key = `${room}\u0000${frontBearingDeg.toFixed(1)}\u0000${String(Math.round(frontM / LINE_TOLERANCE_M))}`;
    const line = lines.get(key) ?? [];
    if (line.length === 0) lines.set(key, line);
    line.push({ placement, alongM: centre[0] * fy - centre[1] * fx });
  }
  return [...lines.values()].flatMap((line) => {
    line.sort((a, b) => a.alongM - b.alongM);
    const runs: RackPlacement[][] = [];
    let endM = -Infinity;
    for (const { placement, alongM } of line) {
      const run = runs.at(-1);
      if (run === undefined || alongM - placement.widthM / 2 > endM + LARGEST_GAP_M) runs.push([placement]);
      else run.push(placement);
      endM = Math.max(endM, alongM + placement.widthM / 2);
    }
    return runs.map((racks): RackRun => ({ room: racks[0]?.room ?? '', racks }));
  });
}
