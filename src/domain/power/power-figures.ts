import type { Assumption, Coverage, Total } from '../finding.js';
import type { NameSample } from '../name-sample.js';
import type { VoltageDropFigures } from './voltage-drop.js';

/** Which statement of a device's draw is used. Breakers are planned on maximum, energy on typical. */
export type LoadCase = 'typical' | 'maximum' | 'nameplate';

/** A load case that can be solved; in the measured one loads are fitted to meters, see `measuredPower`. */
export type FlowCase = LoadCase | 'measured';

export const FLOW_CASES: readonly FlowCase[] = ['typical', 'maximum', 'nameplate', 'measured'];

export const LOAD_CASES: readonly LoadCase[] = ['typical', 'maximum', 'nameplate'];

/**
 * Load of one power element on its lines: at the plug of a rack PDU (its losses included), at the output of everything
 * else. Where a draw is unknown this counts the least that is known of it; the `upper…` fields count the most.
 */
export interface LineLoad {
  /** Current on L1, L2 and L3, A; on a single-phase element its one line, then null; null where the voltage is unknown. */
  readonly lineCurrentsA: readonly [number | null, number | null, number | null];
  readonly neutralCurrentA: number | null;
  /** The line that carries most, the first of equals; null on a single-phase element. */
  readonly busiestLine: 'L1' | 'L2' | 'L3' | null;
  readonly busiestCurrentA: number | null;
  /** Most that the busiest line can carry; null where nothing bounds an unknown draw, or the voltage is unknown. */
  readonly upperCurrentA: number | null;
  readonly apparentPowerVa: number;
  readonly upperApparentPowerVa: number | null;
  readonly powerW: number;
  /** Largest deviation from the mean of the lines, as a share of the mean; null on one line, or without load. */
  readonly imbalanceFraction: number | null;
}

export interface RackPower {
  readonly rack: string;
  readonly drawW: Readonly<Record<LoadCase, Total>>;
  /**
   * Highest line current of its rack PDUs (of its feeds, where it has no PDU) against what they may carry for hours, at
   * maximum draw; null where it is unknown, unless what is known is already above 1.
   */
  readonly normalLoadFraction: number | null;
  /** The same after the worst loss of one feed; null where no loss leaves more on them. */
  readonly worstLoadFraction: number | null;
  readonly worstLostFeed: string | null;
}

/** What an element may carry. Null: not stated. */
export interface ElementLimits {
  readonly ratedCurrentA: number | null;
  readonly ratedApparentPowerVa: number | null;
  readonly ratedPowerW: number | null;
  /** Share of the rating that may be carried for hours: of the element, of its rating, or of the site. */
  readonly continuousLoadFraction: number;
  /** Share of the rating that altitude and ambient leave. */
  readonly deratingFactor: number;
  /** Rating times derating times the continuous fraction, per line. */
  readonly allowedCurrentA: number | null;
  /** From the rated VA, else from current and voltage. */
  readonly allowedApparentPowerVa: number | null;
  readonly allowedPowerW: number | null;
}

/** Normal load of one element, and the worst that the loss of one feed makes of it, both at maximum draw. */
export interface ElementLoad extends ElementLimits {
  readonly element: string;
  readonly kind: string;
  readonly rack: string | null;
  readonly feed: string | null;
  readonly phases: 1 | 3;
  /** V between lines; between the two conductors of a single-phase element. */
  readonly voltageV: number | null;
  /** Null for an element of a cyclic chain. */
  readonly normal: LineLoad | null;
  /** The loss that puts most on its busiest line; null where no loss that it survives changes its load. */
  readonly worst: LineLoad | null;
  readonly worstLostFeed: string | null;
  /** Busiest line after that loss if no device were limited by its supplies that are left, A. */
  readonly worstUnlimitedCurrentA: number | null;
  /** Things behind it (devices and plant) whose maximum draw is known. */
  readonly coverage: Coverage;
}

/**
 * The bank, or the outlet, of one rack PDU that comes nearest to its rating, with every feed live or after the loss that
 * puts most on it.
 */
export interface PartLoad {
  readonly element: string;
  readonly part: string;
  readonly ratedCurrentA: number;
  readonly allowedCurrentA: number;
  /** Null where the conductors of its outlets are not stated. */
  readonly normalCurrentA: number | null;
  /** Null where no loss puts current on it. */
  readonly worstCurrentA: number | null;
  readonly worstLostFeed: string | null;
  /** Loaded banks (or outlets with a rating) of the PDU; those above what is allowed; those whose current is unknown. */
  readonly parts: number;
  readonly partsAbove: number;
  readonly partsUnknown: number;
  /** Cords on them whose device's maximum draw is known. */
  readonly coverage: Coverage;
}

/** What is left of a device's service when a feed is lost. A device that keeps full service is not listed. */
export interface ServiceAfterLoss {
  readonly device: string;
  readonly rack: string | null;
  /** Null: with every feed live, because supplies have no cord. */
  readonly lostFeed: string | null;
  /** Null where no cords are stated. */
  readonly liveSupplies: number | null;
  readonly supplies: number;
  /** Live supplies that full service needs; null where nobody states it. */
  readonly neededForFull: number | null;
  readonly state: 'reduced' | 'dark' | 'unknown';
  readonly demandW: number | null;
  readonly servedW: number | null;
}

/** What the loss of one feed does to the devices of the site. */
export interface FeedLossSummary {
  readonly lostFeed: string;
  /** Elements that are dead with it. */
  readonly deadElements: number;
  /** Devices that draw, by the service that is left. */
  readonly devices: Readonly<Record<'full' | 'reduced' | 'dark' | 'unknown', number>>;
}

/** A device that only one feed reaches. */
export interface SingleFed {
  readonly device: string;
  readonly rack: string | null;
  readonly feed: string;
  readonly supplies: number;
  /** Whether its rack has another feed. */
  readonly otherFeeds: readonly string[];
}

/** Power elements of which each feeds the next and the last the first. */
export interface ChainCycle {
  /** One closed path, from what is fed to what feeds it. */
  readonly path: readonly string[];
  /** Everything that lies on a closed path with them, by name. */
  readonly elements: readonly string[];
}

/** An element above which nothing is stated and that is not a source. */
export interface ChainGap {
  readonly element: string;
  /** Parents that it names and that are not there on the day. */
  readonly absentParents: readonly string[];
}

/** Devices of a rack that draw power, and that neither a cord, a rack PDU nor a feed of the rack reaches. */
export interface UnfedRack {
  /** Null: devices that stand in no rack. */
  readonly rack: string | null;
  readonly devices: readonly string[];
}

/** Devices of one type of which one load case is not stated. */
export interface UnknownDraw {
  readonly deviceType: string;
  readonly loadCase: 'typical' | 'maximum';
  readonly devices: NameSample;
  /** Bounds of all of them together, W; `upperW` null where nothing bounds them. */
  readonly lowerW: number;
  readonly upperW: number | null;
}

export interface PowerFigures {
  readonly racks: readonly RackPower[];
  readonly elements: readonly ElementLoad[];
  readonly banks: readonly PartLoad[];
  readonly outlets: readonly PartLoad[];
  readonly afterLoss: readonly ServiceAfterLoss[];
  readonly losses: readonly FeedLossSummary[];
  readonly singleFed: readonly SingleFed[];
  readonly voltageDrop: VoltageDropFigures;
  readonly cycles: readonly ChainCycle[];
  readonly gaps: readonly ChainGap[];
  readonly unfedRacks: readonly UnfedRack[];
  readonly unknownDraws: readonly UnknownDraw[];
  /** Draw of all devices; cooling and other plant is in the loads of the elements only. */
  readonly site: Readonly<Record<LoadCase, Total>>;
  readonly assumptions: readonly Assumption[];
}
