import type { Assumption, Total } from '../finding.js';

/** A figure of one thing: its value, else the bounds that are known of it. */
export interface Amount {
  readonly value: number | null;
  /** 0 where nothing is known. */
  readonly lower: number;
  /** Null where nothing bounds it from above. */
  readonly upper: number | null;
}

/** Devices of one type in one room that take the same heat and air. */
export interface DeviceAir {
  readonly deviceType: string;
  /** Null for devices that stand in no rack. */
  readonly room: string | null;
  readonly count: number;
  /** The first of their names, at most 20. */
  readonly devices: readonly string[];
  /** Every rack that holds some of them, with how many. */
  readonly racks: readonly { readonly rack: string; readonly count: number }[];
  /** Heat into the air of one, at maximum draw. */
  readonly heatW: Amount;
  readonly airflowM3PerH: Amount;
  /** Whether the air is stated, follows from the design temperature rise, or is not known. */
  readonly airflowFrom: 'stated' | 'design' | 'unknown';
  /** Temperature rise of the stated air at the density of the site; null where heat or stated air is not known. */
  readonly deltaTK: number | null;
}

export interface RackAir {
  readonly rack: string;
  /** Heat into the air at maximum draw, with the losses of the rack PDUs. */
  readonly heatW: Total;
  /**
   * Air that the devices take, as their types state it (at the inlet that they get, where a type states how its fans follow
   * it), else what their heat needs at their design temperature rise.
   */
  readonly airflowM3PerH: Total;
  /** Mean temperature rise of that air, at the density of the site; null where heat or air is not known in full. */
  readonly deltaTK: number | null;
}

/** What is left of a room's cooling when one unit fails. */
export interface UnitLoss {
  readonly unit: string;
  readonly redundancyGroup: string | null;
  readonly capacityW: Total;
  readonly unitAirflowM3PerH: Total;
}

export interface RoomAir {
  readonly room: string;
  readonly heatW: Total;
  readonly airflowM3PerH: Total;
  /** Sensible capacity of the units of the room. */
  readonly capacityW: Total;
  /** Air that reaches the room: what the units deliver, less the leakage of their zones. */
  readonly unitAirflowM3PerH: Total;
  /** One for each unit, in order of their names. */
  readonly unitLosses: readonly UnitLoss[];
}

/** Where a device sends its air. */
export type AirDestination = 'hot-aisle' | 'cold-aisle' | 'across';

/** Devices of one type that send their air one way. */
export interface DeviceDirection {
  readonly deviceType: string;
  /** Null where the type does not say. */
  readonly destination: AirDestination | null;
  readonly count: number;
  /** The first of their names, at most 20. */
  readonly devices: readonly string[];
  readonly racks: readonly string[];
  /** How many of them stand in racks of which most devices send their air to the hot aisle. */
  readonly againstMajority: number;
}

export interface CoolingFigures {
  readonly airDensityKgPerM3: number;
  readonly racks: readonly RackAir[];
  readonly rooms: readonly RoomAir[];
  readonly devices: readonly DeviceAir[];
  readonly directions: readonly DeviceDirection[];
  readonly assumptions: readonly Assumption[];
}
