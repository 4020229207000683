import type { Assumption, Coverage, Total } from '../finding.js';
import type { AirLoadCase } from './air-loads.js';

/** What one rack breathes. */
export interface RackInlet {
  readonly rack: string;
  /** Zone whose air it gets; null where no zone serves it. */
  readonly zone: string | null;
  /** Heat into the air, what liquid and a rear door take left out. */
  readonly heatW: Total;
  readonly airflowM3PerH: Total;
  readonly supplyC: number;
  /** °C; null where heat or air of the rack is not known in full, or where it warms without limit. */
  readonly inletC: number | null;
  /** Of the air that leaves it, °C. */
  readonly outletC: number | null;
  /** Of the air behind it, mixed with that behind its neighbours, °C. */
  readonly hotSideC: number | null;
  /** Share of its inlet air that comes from the hot side: by the zone or by its place, and what is missing of the supply. */
  readonly recirculatedFraction: number;
  /** Warmest inlet that its devices or, where they say nothing, its class allow here, °C; null above the classes. */
  readonly limitC: number | null;
  /** Inlet above its limit, K; negative below; null where one of them is not known. */
  readonly aboveLimitK: number | null;
  /** Device or class that sets the limit. */
  readonly limitOf: string;
  /** Supply heat index: (inlet − supply)/(hot side − supply). */
  readonly supplyHeatIndex: number | null;
  /** Units of its front that nothing closes. */
  readonly openUnitsU: number;
}

/** Supply against demand of one cooling zone, or of the racks of a room that no zone serves. */
export interface AisleAir {
  /** Name of the zone; null for the racks that no zone serves. */
  readonly zone: string | null;
  readonly racks: number;
  readonly demandM3PerH: Total;
  /** Its part of what the units blow, before leakage; null where a unit states no airflow, or none serves it. */
  readonly supplyM3PerH: number | null;
  readonly leakageM3PerH: number | null;
  readonly deliveredM3PerH: number | null;
  /** Delivered less demanded; negative where it starves. */
  readonly marginM3PerH: number | null;
  /** Delivered air that passes no rack. */
  readonly bypassM3PerH: number | null;
  /** Air of the hot side in the inlets. */
  readonly recirculatedM3PerH: number;
  readonly supplyC: number;
  /** Flow-weighted mean of the known inlets, °C. */
  readonly meanInletC: number | null;
  readonly units: readonly string[];
  /** Perforated tiles: the pressure under the floor that pushes the supply through them, Pa. */
  readonly tilePressurePa: number | null;
}

/** What one cooling unit does. */
export interface UnitDuty {
  readonly unit: string;
  readonly returnC: number | null;
  readonly supplyC: number | null;
  readonly setC: number;
  readonly airflowM3PerH: number | null;
  /** Heat that it takes, W. */
  readonly dutyW: number | null;
  /** Sensible capacity at this return, water and altitude, W. */
  readonly capacityW: number | null;
  readonly ratedW: number | null;
}

/** Steady state of a room: `steady`, no steady state, or not known. */
export type AirState = 'steady' | 'warms-without-limit' | 'unknown';

export interface RoomInlets {
  readonly room: string;
  readonly state: AirState;
  /** Heat of racks and everything else that dissipates into the room. */
  readonly heatW: Total;
  readonly otherHeatW: Total;
  readonly returnC: number | null;
  /** Racks whose heat or air is not known in full are left out of the inlets; this says how many are known. */
  readonly coverage: Coverage;
  readonly racks: readonly RackInlet[];
  readonly aisles: readonly AisleAir[];
  readonly units: readonly UnitDuty[];
  readonly indices: AirIndices;
}

/** Indices of a room, from one inlet for each rack. */
export interface AirIndices {
  readonly rciHigh: number | null;
  readonly rciLow: number | null;
  readonly returnTemperatureIndex: number | null;
  readonly supplyHeatIndex: number | null;
  /** Sensible capacity that runs over 1.1 of the heat. */
  readonly coolingCapacityFactor: number | null;
}

/** Air and inlets of a site in one load case. */
export interface AirFigures {
  readonly loadCase: AirLoadCase;
  readonly densityKgPerM3: number;
  readonly rooms: readonly RoomInlets[];
  readonly assumptions: readonly Assumption[];
}
