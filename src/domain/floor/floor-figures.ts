import type { Total } from '../finding.js';

/** A point of the plan in m: x to the right, y upwards. */
export type PlanPoint = readonly [number, number];

/** Where a rack stands: an oriented rectangle on the plan. */
export interface RackPlacement {
  readonly rack: string;
  readonly room: string;
  readonly centre: PlanPoint;
  /** Along the front. */
  readonly widthM: number;
  readonly depthM: number;
  /** Direction that the front faces, clockwise from the y axis. */
  readonly frontBearingDeg: number;
  /** Front left, front right, rear right, rear left, as seen from above when looking at the front from inside the rack. */
  readonly corners: readonly [PlanPoint, PlanPoint, PlanPoint, PlanPoint];
}

export interface RackClearance {
  readonly rack: string;
  /** Free depth in front and behind, up to the next thing or wall; null where the rack has no place. */
  readonly frontM: number | null;
  readonly rearM: number | null;
}

export interface RackWeight {
  readonly rack: string;
  /** Rack and devices. */
  readonly weightKg: Total;
  /** Devices alone, which the rack must carry. */
  readonly loadKg: Total;
  /** Weight over footprint and half of the aisles in front and behind. */
  readonly distributedLoadKPa: number | null;
  readonly pointLoadKN: number | null;
}

export interface FloorFigures {
  readonly placements: ReadonlyMap<string, RackPlacement>;
  /** Racks of which neither a slot of a row nor a position is given. */
  readonly unplaced: readonly string[];
  readonly clearances: readonly RackClearance[];
  readonly weights: readonly RackWeight[];
}
