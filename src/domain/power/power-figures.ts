import type { Total } from '../finding.js';

/** Which statement of a device's draw is used. Breakers are planned on maximum, energy on typical. */
export type LoadCase = 'typical' | 'maximum' | 'nameplate';

export const LOAD_CASES: readonly LoadCase[] = ['typical', 'maximum', 'nameplate'];

/** Load of one power element on its lines. */
export interface LineLoad {
  /** Current on L1, L2 and L3; an element without a line carries null there. */
  readonly lineCurrentsA: readonly [number | null, number | null, number | null];
  readonly neutralCurrentA: number | null;
  readonly apparentPowerVa: number;
  readonly powerW: number;
  /** Largest deviation from the mean of the lines, as a share of the mean. */
  readonly imbalanceFraction: number | null;
}

export interface RackPower {
  readonly rack: string;
  readonly drawW: Readonly<Record<LoadCase, Total>>;
  /** Highest line current of its rack PDUs against what they may carry for hours, at maximum draw; null where unknown. */
  readonly normalLoadFraction: number | null;
  /** The same after the worst loss of one feed. */
  readonly worstLoadFraction: number | null;
  readonly worstLostFeed: string | null;
}

/** Normal load of one element, and the worst that the loss of one feed makes of it, both at maximum draw. */
export interface ElementLoad {
  readonly element: string;
  readonly ratedCurrentA: number | null;
  /** Rating times the continuous fraction that applies to this element. */
  readonly allowedCurrentA: number | null;
  readonly allowedApparentPowerVa: number | null;
  readonly normal: LineLoad;
  readonly worst: LineLoad | null;
  readonly worstLostFeed: string | null;
  /** Devices behind it whose draw is known. */
  readonly coverage: { readonly known: number; readonly total: number };
}

/** What is left of a device's service when a feed of its rack is lost. */
export interface ServiceAfterLoss {
  readonly device: string;
  readonly rack: string;
  readonly lostFeed: string;
  readonly liveSupplies: number;
  readonly supplies: number;
  readonly state: 'full' | 'reduced' | 'dark' | 'unknown';
  readonly demandW: number | null;
  readonly servedW: number | null;
}

export interface PowerFigures {
  readonly racks: readonly RackPower[];
  readonly elements: readonly ElementLoad[];
  readonly afterLoss: readonly ServiceAfterLoss[];
  readonly site: Readonly<Record<LoadCase, Total>>;
}
