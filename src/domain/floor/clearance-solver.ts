import { clearDepth, stripInFront } from './clear-depth.js';
import type { RackClearance } from './floor-figures.js';
import { boxOf, sideOf, TOUCH_TOLERANCE_M, type Polygon, type Rectangle, type RectangleSide } from './geometry.js';
import { boxesMeeting, buildGrid, type BoxGrid } from './grid.js';
import { widened } from './box.js';
import type { FloorObstacle, RoomThings } from './room-things.js';

/** m. Most aisles end within this; longer free depths are looked at again as far as the wall. */
const USUAL_DEPTH_M = 3;
/** 1/m. Free depths are given to the micrometre, so that a hall that was moved gives the same. */
const PER_MICROMETRE = 1e6;
/** Outlines over which people walk and doors swing: a rack may not stand in them, but they do not end an aisle. */
const WALKABLE: ReadonlySet<FloorObstacle['kind']> = new Set(['door', 'ramp', 'keep-out']);

/** What ends an aisle where it is the outline of the room. */
export const WALL = 'wall';

interface Blockers {
  readonly shapes: readonly Polygon[];
  readonly names: readonly string[];
  readonly grid: BoxGrid;
  readonly outline: Polygon;
}

/**
 * Free depth in front of and behind every rack of a room: up to the next rack, cooling unit, power element, column, wall
 * or other equipment, or to the outline of the room. Doors, ramps and keep-outs do not end it.
 */
export function roomClearances({ outline, things, obstacles }: RoomThings): readonly RackClearance[] {
  const blocking = obstacles.filter(({ kind }) => !WALKABLE.has(kind));
  const shapes = [...things.map(({ rectangle }) => rectangle), ...blocking.map((obstacle) => obstacle.outline)];
  const blockers: Blockers = {
    shapes,
    names: [...things, ...blocking].map(({ subject }) => subject.name),
    grid: buildGrid(shapes.map(boxOf)),
    outline,
  };
  return things.flatMap(({ subject, rectangle }, own) => {
    if (subject.kind !== 'rack') return [];
    const front = freeDepth({ rectangle, side: 'front', own, blockers });
    const rear = freeDepth({ rectangle, side: 'rear', own, blockers });
    return [
      {
        rack: subject.name,
        frontM: front.depthM,
        rearM: rear.depthM,
        frontEndsAt: front.endsAt,
        rearEndsAt: rear.endsAt,
      },
    ];
  });
}

function freeDepth(given: {
  readonly rectangle: Rectangle;
  readonly side: RectangleSide;
  readonly own: number;
  readonly blockers: Blockers;
}): { readonly depthM: number; readonly endsAt: string } {
  const { shapes, names, grid, outline } = given.blockers;
  const side = sideOf(given.rectangle, given.side);
  const within = (depthM: number) => {
    // Neighbours that only touch the strip need no closer look.
    const box = widened(boxOf(stripInFront({ side, depthM })), -TOUCH_TOLERANCE_M);
    const near = boxesMeeting({ grid, box }).filter((position) => position !== given.own);
    const found = clearDepth({ side, obstacles: near.flatMap((position) => shapeAt(shapes, position)), outline });
    const hit = found.blockedBy === 'outline' ? undefined : near[found.blockedBy];
    return { depthM: found.depthM, endsAt: hit === undefined ? WALL : (names[hit] ?? WALL) };
  };
  let found = within(USUAL_DEPTH_M);
  if (found.depthM > USUAL_DEPTH_M) found = within(found.depthM);
  return { ...found, depthM: Math.round(found.depthM * PER_MICROMETRE) / PER_MICROMETRE };
}

function shapeAt(shapes: readonly Polygon[], position: number): readonly Polygon[] {
  const shape = shapes[position];
  return shape === undefined ? [] : [shape];
}
