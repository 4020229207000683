import { compareText } from '../site/key.js';
import type { Obstruction, OutsideWall, Overlap } from './floor-figures.js';
import { boxOf, segmentDistanceM, sidesOf, TOUCH_TOLERANCE_M, type Box, type Polygon } from './geometry.js';
import { boxesMeeting, buildGrid, candidatePairs } from './grid.js';
import { areaOutsideM2, overlapAreaM2, overlapDepthM } from './overlap.js';
import type { FloorObstacle, FloorThing, RoomThings } from './room-things.js';

/** Overlaps of one room that are told apart. A pile of racks on one spot has half a million of them per thousand. */
const MOST_OVERLAPS = 10_000;

/** Where things of a room stand in one another, in obstacles or outside the walls. */
export interface FloorConflicts {
  readonly overlaps: readonly Overlap[];
  readonly obstructions: readonly Obstruction[];
  readonly outsideWalls: readonly OutsideWall[];
}

/**
 * Everything in a room that cannot stand as it does. What only touches (0.5 mm) is no conflict. Each pair of things is
 * found once, the one whose name comes first as `a`.
 */
export function roomConflicts({ room, outline, things, obstacles }: RoomThings): FloorConflicts {
  const grid = buildGrid(things.map(({ rectangle }) => boxOf(rectangle)));
  const overlaps: Overlap[] = [];
  for (const [i, j] of candidatePairs(grid)) {
    const [one, other] = [things[i], things[j]];
    if (one === undefined || other === undefined) continue;
    const depthM = overlapDepthM({ a: one.rectangle, b: other.rectangle });
    if (depthM === 0) continue;
    const inOrder = compareText(one.subject.name, other.subject.name) <= 0;
    if (overlaps.length === MOST_OVERLAPS) break;
    overlaps.push({ a: (inOrder ? one : other).subject, b: (inOrder ? other : one).subject, depthM });
  }
  const obstructions = obstacles.flatMap((obstacle) =>
    boxesMeeting({ grid, box: widened(boxOf(obstacle.outline), obstacle.clearanceM) }).flatMap((position) => {
      const thing = things[position];
      return thing === undefined ? [] : obstructionOf(thing, obstacle);
    }),
  );
  const outsideWalls = things.flatMap(({ subject, rectangle }) => {
    const outsideM2 = areaOutsideM2({ convex: rectangle, outline });
    return outsideM2 > 0 ? [{ thing: subject, room: room.name, outsideM2 }] : [];
  });
  return { overlaps, obstructions, outsideWalls };
}

function obstructionOf({ subject, rectangle }: FloorThing, obstacle: FloorObstacle): readonly Obstruction[] {
  const overlapM2 = overlapAreaM2({ convex: rectangle, polygon: obstacle.outline });
  const distanceM = overlapM2 > 0 ? 0 : boundaryDistanceM(rectangle, obstacle.outline);
  if (overlapM2 === 0 && distanceM >= obstacle.clearanceM - TOUCH_TOLERANCE_M) return [];
  return [
    {
      thing: subject,
      obstacle: obstacle.subject,
      obstacleKind: obstacle.kind,
      overlapM2,
      distanceM,
      clearanceM: obstacle.clearanceM,
    },
  ];
}

/** Distance of two polygons that have no area in common, m. */
function boundaryDistanceM(a: Polygon, b: Polygon): number {
  let leastM = Infinity;
  for (const side of sidesOf(a)) {
    for (const other of sidesOf(b)) leastM = Math.min(leastM, segmentDistanceM(side, other));
  }
  return leastM;
}

function widened({ minXM, minYM, maxXM, maxYM }: Box, byM: number): Box {
  return { minXM: minXM - byM, minYM: minYM - byM, maxXM: maxXM + byM, maxYM: maxYM + byM };
}
