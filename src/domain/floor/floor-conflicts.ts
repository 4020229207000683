import { compareText } from '../site/key.js';
import type { Obstruction, OutsideWall, Overlap } from './floor-figures.js';
import { boxesTouch, widened } from './box.js';
import {
  boxOf,
  pointInPolygon,
  segmentDistanceM,
  sidesOf,
  TOUCH_TOLERANCE_M,
  type Box,
  type Polygon,
  type Rectangle,
} from './geometry.js';
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
  // Shapes overlap by more than the tolerance only where boxes that are smaller by half of it still meet.
  const grid = buildGrid(things.map(({ rectangle }) => widened(boxOf(rectangle), -TOUCH_TOLERANCE_M / 2)));
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
  const walls = sidesOf(outline).map(({ from, to }) => boxOf([from, to]));
  const outsideWalls = things.flatMap(({ subject, rectangle }) => {
    if (isClearlyInside({ rectangle, outline, walls })) return [];
    const outsideM2 = areaOutsideM2({ convex: rectangle, outline });
    return outsideM2 > 0 ? [{ thing: subject, room: room.name, outsideM2 }] : [];
  });
  return { overlaps, obstructions, outsideWalls };
}

/** Whether no wall comes near a rectangle that has a corner inside the outline. */
function isClearlyInside({
  rectangle,
  outline,
  walls,
}: {
  readonly rectangle: Rectangle;
  readonly outline: Polygon;
  readonly walls: readonly Box[];
}): boolean {
  const box = boxOf(rectangle);
  if (walls.some((wall) => boxesTouch(wall, box))) return false;
  return pointInPolygon({ point: rectangle[0], polygon: outline });
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
