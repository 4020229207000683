import type { Total } from '../finding.js';

export interface RackAir {
  readonly rack: string;
  /** Heat into the air at maximum draw. */
  readonly heatW: Total;
  /** Air that the devices take, as their types state it, else what their heat needs at their design temperature rise. */
  readonly airflowM3PerH: Total;
  /** Mean temperature rise of that air, at the density of the site; null where heat or air is not known in full. */
  readonly deltaTK: number | null;
}

export interface RoomAir {
  readonly room: string;
  readonly heatW: Total;
  readonly airflowM3PerH: Total;
  /** Sensible capacity of the units of the room. */
  readonly capacityW: Total;
  readonly unitAirflowM3PerH: Total;
}

export interface CoolingFigures {
  readonly airDensityKgPerM3: number;
  readonly racks: readonly RackAir[];
  readonly rooms: readonly RoomAir[];
}
