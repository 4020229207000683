import type { RackClearance, RackPlacement } from '../floor/floor-figures.js';
import { bearingVector } from '../floor/placement.js';
import type { Point } from './scene.js';

/** m. Racks farther apart along their line stand in two lines. */
const GAP_M = 3;
/** m. Fronts within this stand on one line. */
const LINE_TOLERANCE_M = 0.05;
/** m. Space before a wall or another thing is an aisle no deeper than this. */
const DEEPEST_OPEN_AISLE_M = 1.8;
/** m. Farther apart, two rows stand on two floors of their own; and such a depth limits nobody. */
const DEEPEST_AISLE_M = 3.6;
/** m. Less is no aisle. */
const LEAST_DEPTH_M = 0.05;

/** Racks side by side that face the same way. */
interface RackLine {
  readonly racks: readonly RackPlacement[];
  readonly bearingDeg: number;
}

/** The space before a line of fronts (cold) or behind a line of rears (hot). */
export interface Aisle {
  readonly kind: 'cold' | 'hot';
  /** First two corners along the racks, the others away from them. */
  readonly polygon: readonly [Point, Point, Point, Point];
  /** Racks that it serves. */
  readonly racks: readonly string[];
  /** Bearing of the line of racks. */
  readonly alongDeg: number;
  readonly lengthM: number;
  readonly shownDepthM: number;
  /** Least clear depth, and the line on the plan where it is measured; null where it is too deep to matter. */
  readonly clear: { readonly depthM: number; readonly from: Point; readonly to: Point } | null;
}

/** Aisles of a room. Of two lines that face each other the second gives no aisle of its own where the first covers it. */
export function aislesOf(placements: readonly RackPlacement[], clearances: readonly RackClearance[]): readonly Aisle[] {
  const lines = rackLines(placements);
  const byRack = new Map(placements.map((placement) => [placement.rack, placement]));
  const clearanceOf = new Map(clearances.map((clearance) => [clearance.rack, clearance]));
  const aisles: Aisle[] = [];
  for (const kind of ['cold', 'hot'] as const) {
    const ofKind: Aisle[] = [];
    for (const line of lines) {
      const aisle = aisleOf(line, { kind, byRack, clearanceOf });
      if (aisle !== undefined && !ofKind.some((other) => covers(other, aisle))) ofKind.push(aisle);
    }
    aisles.push(...ofKind);
  }
  return aisles;
}

function rackLines(placements: readonly RackPlacement[]): readonly RackLine[] {
  const lines = new Map<string, RackPlacement[]>();
  for (const placement of placements) {
    const [fx, fy] = bearingVector(placement.frontBearingDeg);
    const frontM = placement.centre[0] * fx + placement.centre[1] * fy + placement.depthM / 2;
    const key = `${placement.frontBearingDeg.toFixed(1)}|${String(Math.round(frontM / LINE_TOLERANCE_M))}`;
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [placement]);
    else line.push(placement);
  }
  return [...lines.values()].flatMap(brokenAtGaps);
}

function brokenAtGaps(racks: readonly RackPlacement[]): readonly RackLine[] {
  const bearingDeg = racks[0]?.frontBearingDeg ?? 0;
  const [ux, uy] = bearingVector(bearingDeg + 90);
  const along = ({ centre: [x, y] }: RackPlacement) => x * ux + y * uy;
  const sorted = [...racks].sort((a, b) => along(a) - along(b));
  const parts: RackPlacement[][] = [];
  let endM = -Infinity;
  for (const rack of sorted) {
    const part = parts.at(-1);
    if (part === undefined || along(rack) - rack.widthM / 2 > endM + GAP_M) parts.push([rack]);
    else part.push(rack);
    endM = Math.max(endM, along(rack) + rack.widthM / 2);
  }
  return parts.map((part) => ({ racks: part, bearingDeg }));
}

interface Surroundings {
  readonly kind: Aisle['kind'];
  readonly byRack: ReadonlyMap<string, RackPlacement>;
  readonly clearanceOf: ReadonlyMap<string, RackClearance>;
}

function aisleOf({ racks, bearingDeg }: RackLine, { kind, byRack, clearanceOf }: Surroundings): Aisle | undefined {
  const outDeg = kind === 'cold' ? bearingDeg : bearingDeg + 180;
  const [ox, oy] = bearingVector(outDeg);
  const [ux, uy] = bearingVector(bearingDeg + 90);
  const spaces = racks.flatMap((rack) => {
    const clearance = clearanceOf.get(rack.rack);
    const depthM = kind === 'cold' ? clearance?.frontM : clearance?.rearM;
    if (depthM === null || depthM === undefined || depthM < LEAST_DEPTH_M) return [];
    const endsAt = kind === 'cold' ? clearance?.frontEndsAt : clearance?.rearEndsAt;
    return [{ rack, depthM, opposite: byRack.get(endsAt ?? '') }];
  });
  const shallowest = leastOf(spaces.map(({ depthM }) => depthM));
  if (shallowest === undefined) return undefined;
  const depths = spaces.map(({ depthM }) => depthM).sort((a, b) => a - b);
  const usualM = depths[Math.floor((depths.length - 1) / 2)] ?? shallowest;
  const faced = spaces.find(({ opposite, depthM }) => opposite !== undefined && Math.abs(depthM - usualM) < 0.01);
  const isShared = faced?.opposite !== undefined && turnedAlike(faced.opposite.frontBearingDeg, bearingDeg);
  const shownDepthM = isShared
    ? usualM / 2
    : Math.min(usualM, faced === undefined || usualM > DEEPEST_AISLE_M ? DEEPEST_OPEN_AISLE_M : usualM);

  const alongOf = ({ centre: [x, y] }: RackPlacement) => x * ux + y * uy;
  const fromM = Math.min(...racks.map((rack) => alongOf(rack) - rack.widthM / 2));
  const toM = Math.max(...racks.map((rack) => alongOf(rack) + rack.widthM / 2));
  const first = racks[0];
  if (first === undefined) return undefined;
  const baseM = first.centre[0] * ox + first.centre[1] * oy + first.depthM / 2;
  const point = (alongM: number, outM: number): Point => [
    ux * alongM + ox * (baseM + outM),
    uy * alongM + oy * (baseM + outM),
  ];
  const wantedM = fromM + (toM - fromM) * 0.22;
  const measured = spaces
    .filter(({ depthM }) => depthM <= shallowest + 0.001)
    .sort((a, b) => Math.abs(alongOf(a.rack) - wantedM) - Math.abs(alongOf(b.rack) - wantedM))[0];
  const atM = measured === undefined ? wantedM : alongOf(measured.rack);
  return {
    kind,
    polygon: [point(fromM, 0), point(toM, 0), point(toM, shownDepthM), point(fromM, shownDepthM)],
    racks: racks.map(({ rack }) => rack),
    alongDeg: bearingDeg + 90,
    lengthM: toM - fromM,
    shownDepthM,
    clear:
      shallowest > DEEPEST_AISLE_M ? null : { depthM: shallowest, from: point(atM, 0), to: point(atM, shallowest) },
  };
}

function leastOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((least, value) => Math.min(least, value), Infinity);
}

function turnedAlike(aDeg: number, bDeg: number): boolean {
  const turn = (((aDeg - bDeg) % 360) + 360) % 360;
  return turn < 1 || turn > 359;
}

/** Whether an aisle holds the middle of another. */
function covers({ polygon: [a, b, , d] }: Aisle, { polygon }: Aisle): boolean {
  const [p, , q] = polygon;
  const [x, y] = [(p[0] + q[0]) / 2 - a[0], (p[1] + q[1]) / 2 - a[1]];
  return within([x, y], [b[0] - a[0], b[1] - a[1]]) && within([x, y], [d[0] - a[0], d[1] - a[1]]);
}

function within([x, y]: Point, [sx, sy]: Point): boolean {
  const share = (x * sx + y * sy) / (sx * sx + sy * sy);
  return share > 0 && share < 1;
}
