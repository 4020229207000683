import type { Assumption, Coverage, Subject, Total } from '../finding.js';

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
  /** Name of what ends the free depth, `wall` for the outline of the room; null where there is no depth. */
  readonly frontEndsAt: string | null;
  readonly rearEndsAt: string | null;
}

export interface RackWeight {
  readonly rack: string;
  /** Rack and devices. */
  readonly weightKg: Total;
  /** Devices alone, which the rack must carry. */
  readonly loadKg: Total;
  /** Footprint and half of the aisles in front and behind, of which at most 1.2 m each count; null without a place. */
  readonly tributaryAreaM2: number | null;
  /** Weight over footprint and half of the aisles in front and behind. */
  readonly distributedLoadKPa: number | null;
  readonly casterCount: number;
  readonly pointLoadKN: number | null;
}

/** Two things with a footprint that stand in one another. */
export interface Overlap {
  readonly a: Subject;
  readonly b: Subject;
  /** Shortest move that parts them. */
  readonly depthM: number;
}

/** A thing that stands in an obstacle, or closer to it than the obstacle allows. */
export interface Obstruction {
  readonly thing: Subject;
  readonly obstacle: Subject;
  readonly obstacleKind: string;
  /** 0 where they only come too close. */
  readonly overlapM2: number;
  readonly distanceM: number;
  readonly clearanceM: number;
}

/** A thing that stands, in part, outside the outline of its room. */
export interface OutsideWall {
  readonly thing: Subject;
  readonly room: string;
  readonly outsideM2: number;
}

/** A cooling unit or a power element of a room that has no place or no size. */
export interface UnplacedEquipment {
  readonly room: string;
  readonly thing: Subject;
}

/** The clear width beside both ends of an unbroken run of racks, left and right as seen looking out of its fronts; at most 6 m. */
export interface RowEnds {
  readonly room: string;
  /** From left to right. */
  readonly racks: readonly string[];
  readonly leftM: number;
  readonly leftEndsAt: string;
  readonly rightM: number;
  readonly rightEndsAt: string;
}

/** Clear space in front of one power element. */
export interface WorkingSpace {
  readonly element: string;
  readonly room: string;
  /** Null where its voltage is not stated. */
  readonly voltageToGroundV: number | null;
  readonly condition: 1 | 2 | 3;
  readonly widthM: number;
  readonly clearM: number;
  readonly endsAt: string;
  /** Null where the code's table does not hold. */
  readonly neededM: number | null;
}

/** A corner of a way by which racks come, and what is rolled around it. */
export interface RouteTurn {
  readonly at: PlanPoint;
  readonly turnDeg: number;
  /** Longest thing as wide as the narrow side of the crate that gets around, m; Infinity is never written: null then. */
  readonly longestM: number | null;
}

/** The largest rack that comes along a way, as it is delivered. */
export interface LargestDelivery {
  /** The rack with the longest side. */
  readonly rack: string;
  /** Long side of its footprint, m. */
  readonly longM: number;
  /** The rack whose narrow side is the widest. */
  readonly widestRack: string;
  /** Narrow side of its footprint, m. */
  readonly narrowM: number;
  /** Whether the types of all racks state the size as delivered; else the sizes of racks count, too. */
  readonly isStated: boolean;
}

/** How wide a stated way is clear, and what it carries. */
export interface RouteClearance {
  readonly route: string;
  readonly room: string;
  readonly purpose: 'delivery' | 'egress';
  /** Rooms whose racks come this way, its own first; none of an egress. */
  readonly servedRooms: readonly string[];
  /** Null where no rack comes this way. */
  readonly largest: LargestDelivery | null;
  readonly turns: readonly RouteTurn[];
  readonly lengthM: number;
  /** Null where nothing bounds it. */
  readonly clearM: number | null;
  readonly neededM: number;
  readonly narrowestAt: string | null;
  readonly leavesRoom: boolean;
  readonly floorLoadLimitKPa: number | null;
  readonly pointLoadLimitKN: number | null;
  readonly heightM: number | null;
}

/** The heaviest rack of a room as it is rolled in. */
export interface HeaviestRack {
  readonly rack: string;
  readonly massKg: number;
  readonly footprintKPa: number;
  readonly casterKN: number;
  /** Racks of the room whose weight is known in full. */
  readonly coverage: Coverage;
}

/** What a staging area holds. */
export interface StagingFit {
  readonly area: string;
  readonly room: string;
  readonly areaM2: number;
  readonly statedRacks: number | null;
  /** Null where the room holds no rack whose footprint could be taken. */
  readonly fittingRacks: number | null;
  readonly blockedBy: readonly string[];
  readonly fullLoadKPa: number | null;
  readonly limitKPa: number | null;
}

/** Something that stands where a door swings. */
export interface DoorSwing {
  readonly door: string;
  readonly thing: Subject;
  readonly overlapM2: number;
}

/** The highest thing of a room under its ceiling and sprinklers. */
export interface Headroom {
  readonly room: string;
  readonly ceilingM: number | null;
  readonly sprinklerM: number | null;
  readonly highestM: number | null;
  readonly highest: string | null;
  readonly racksOfUnknownHeight: number;
}

/** A tray that runs through a rack. */
export interface TrayOverRack {
  readonly tray: string;
  readonly rack: string;
  readonly bottomM: number;
  readonly topM: number;
}

export interface FloorFigures {
  readonly placements: ReadonlyMap<string, RackPlacement>;
  /** Racks of which neither a slot of a row nor a position is given. */
  readonly unplaced: readonly string[];
  readonly unplacedEquipment: readonly UnplacedEquipment[];
  readonly clearances: readonly RackClearance[];
  readonly weights: readonly RackWeight[];
  /** At most 10,000 of a room. */
  readonly overlaps: readonly Overlap[];
  readonly obstructions: readonly Obstruction[];
  readonly outsideWalls: readonly OutsideWall[];
  readonly rowEnds: readonly RowEnds[];
  readonly workingSpaces: readonly WorkingSpace[];
  readonly routes: readonly RouteClearance[];
  readonly heaviest: readonly { readonly room: string; readonly rack: HeaviestRack | null }[];
  readonly staging: readonly StagingFit[];
  readonly doorSwings: readonly DoorSwing[];
  readonly headrooms: readonly Headroom[];
  readonly traysInRacks: readonly TrayOverRack[];
  /** Rooms and obstacles whose outline crosses or touches itself; nothing is judged against these. */
  readonly crossedOutlines: readonly Subject[];
  readonly assumptions: readonly Assumption[];
}
