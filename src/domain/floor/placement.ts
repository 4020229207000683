import type { Rack } from '../site/kinds/rack.js';
import type { RackType } from '../site/kinds/rack-type.js';
import type { Row } from '../site/kinds/row.js';
import { rowKey, type SiteIndex } from '../site/site-index.js';
import type { PlanPoint, RackPlacement } from './floor-figures.js';
import { bearingVector, orientedRectangle } from './geometry.js';

export { bearingVector };

const FULL_TURN_DEG = 360;
const M_PER_MM = 0.001;
/** Where the racks of a site stand, and the names of those of which neither a slot of a row nor a position is given. */
export interface Placements {
  readonly placements: ReadonlyMap<string, RackPlacement>;
  readonly unplaced: readonly string[];
}

/** Where an oriented rectangle stands on the plan. */
export interface Footprint {
  readonly centre: PlanPoint;
  /** m along the front. */
  readonly widthM: number;
  /** m across the front. */
  readonly depthM: number;
  /** ° clockwise from the y axis. */
  readonly frontBearingDeg: number;
}

/** A bearing as a number from 0 up to but not including 360. */
export function bearingWithin(bearingDeg: number): number {
  const rest = bearingDeg % FULL_TURN_DEG;
  return rest < 0 ? rest + FULL_TURN_DEG : rest + 0;
}

/**
 * Where each rack stands. A rack with a row and a slot has its front on the front line of the row, from
 * origin + (slot − 1)·pitch on, and stands behind that line, away from the cold aisle; so a slot beyond the end of its row
 * has a place too. Another rack stands at its position; its front faces bearing 0 where none is given.
 */
export function placeRacks(index: SiteIndex): Placements {
  const placements = new Map<string, RackPlacement>();
  const unplaced: string[] = [];
  for (const rack of index.snapshot.racks) {
    const type = index.rackTypes.get(rack.type);
    const footprint = type === undefined ? undefined : footprintOf(index, rack, type);
    if (footprint === undefined) unplaced.push(rack.name);
    else {
      placements.set(rack.name, {
        rack: rack.name,
        room: rack.room,
        ...footprint,
        corners: orientedRectangle(footprint),
      });
    }
  }
  return { placements, unplaced };
}

function footprintOf(index: SiteIndex, rack: Rack, type: RackType): Footprint | undefined {
  const size = { widthM: type.outerWidthMm * M_PER_MM, depthM: type.outerDepthMm * M_PER_MM };
  const row = rack.row === undefined ? undefined : index.rows.get(rowKey({ room: rack.room, row: rack.row }));
  if (row !== undefined && rack.slot !== undefined) return footprintInRow(row, { slot: rack.slot, ...size });
  if (rack.position === undefined) return undefined;
  return { centre: rack.position, ...size, frontBearingDeg: bearingWithin(rack.frontBearingDeg ?? 0) };
}

/**
 * The footprint of a thing in a slot of a row.
 *
 * @param slot - from 1; may lie beyond the slots of the row
 * @param widthM - m along the row, above 0
 * @param depthM - m, above 0
 */
export function footprintInRow(
  row: Row,
  { slot, widthM, depthM }: { readonly slot: number; readonly widthM: number; readonly depthM: number },
): Footprint {
  const frontBearingDeg = bearingWithin(row.bearingDeg + (row.coldAisleSide === 'left' ? -90 : 90));
  const [ux, uy] = bearingVector(row.bearingDeg);
  const [fx, fy] = bearingVector(frontBearingDeg);
  const alongM = (slot - 1) * row.pitchM + widthM / 2;
  const behindM = depthM / 2;
  return {
    centre: [row.origin[0] + ux * alongM - fx * behindM, row.origin[1] + uy * alongM - fy * behindM],
    widthM,
    depthM,
    frontBearingDeg,
  };
}
