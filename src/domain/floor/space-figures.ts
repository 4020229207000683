import type { ModuleBayFigures } from './module-bays.js';
import type { ReservedUse } from './reserved-units.js';

/** Units of one rack. */
export interface RackSpace {
  readonly rack: string;
  readonly heightU: number;
  /** Units that devices take on either face; devices without a unit count with their height. */
  readonly usedU: number;
  readonly deviceCount: number;
  readonly nodeCount: number;
  readonly acceleratorCount: number;
}

/** Two devices of a rack that take the same units of the same face. */
export interface UnitOverlap {
  readonly rack: string;
  readonly devices: readonly [string, string];
  readonly overlapU: number;
  /** Lowest number of the units that both take. */
  readonly fromUnit: number;
  readonly faces: readonly ('front' | 'rear')[];
}

/** A device that takes units which its rack does not have. */
export interface BeyondRack {
  readonly rack: string;
  readonly device: string;
  readonly side: 'above-highest' | 'below-lowest';
  /** Number of the outermost unit that it takes. */
  readonly unit: number;
  /** Number of the outermost unit that the rack has on that side. */
  readonly limitUnit: number;
}

export interface SpaceFigures {
  readonly racks: readonly RackSpace[];
  readonly overlaps: readonly UnitOverlap[];
  readonly beyond: readonly BeyondRack[];
  /** Devices of some height that are in a rack but have no unit. */
  readonly withoutUnit: readonly { readonly rack: string; readonly device: string }[];
  readonly reservedUses: readonly ReservedUse[];
  readonly moduleBays: ModuleBayFigures;
}
