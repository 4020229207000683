import { clearDepth, stripInFront } from './clear-depth.js';
import { WALL } from './clearance-solver.js';
import type { RackPlacement, RowEnds } from './floor-figures.js';
import { widened } from './box.js';
import { boxOf, sideOf, TOUCH_TOLERANCE_M, type Polygon, type RectangleSide } from './geometry.js';
import { boxesMeeting, buildGrid } from './grid.js';
import { rackRuns } from './rack-runs.js';
import type { RoomThings } from './room-things.js';

/** m. Ends with more than this in the clear are open. */
const FARTHEST_M = 6;
/** Outlines over which people walk. */
const WALKABLE: ReadonlySet<string> = new Set(['door', 'ramp', 'keep-out']);

/**
 * Both ends of every unbroken run of racks of a room: how wide it is clear beside the first and the last rack, up to the next
 * thing or wall, and at most 6 m.
 */
export function roomRowEnds(
  { room, outline, things, obstacles }: RoomThings,
  placements: ReadonlyMap<string, RackPlacement>,
): readonly RowEnds[] {
  const blocking = obstacles.filter(({ kind }) => !WALKABLE.has(kind));
  const shapes: readonly Polygon[] = [
    ...things.map(({ rectangle }) => rectangle),
    ...blocking.map((one) => one.outline),
  ];
  const names = [...things, ...blocking].map(({ subject }) => subject.name);
  const grid = buildGrid(shapes.map(boxOf));
  const clear = (placement: RackPlacement, side: RectangleSide) => {
    const line = sideOf(placement.corners, side);
    const box = widened(boxOf(stripInFront({ side: line, depthM: FARTHEST_M })), -TOUCH_TOLERANCE_M);
    const near = boxesMeeting({ grid, box }).filter((at) => names[at] !== placement.rack);
    const found = clearDepth({
      side: line,
      obstacles: near.flatMap((at) => (shapes[at] === undefined ? [] : [shapes[at]])),
      outline,
    });
    const hit = found.blockedBy === 'outline' ? undefined : near[found.blockedBy];
    return { clearM: Math.min(FARTHEST_M, found.depthM), endsAt: hit === undefined ? WALL : (names[hit] ?? WALL) };
  };
  const inRoom = things.flatMap(({ subject }) => {
    const placement = subject.kind === 'rack' ? placements.get(subject.name) : undefined;
    return placement === undefined ? [] : [placement];
  });
  return rackRuns(inRoom).flatMap(({ racks }): RowEnds[] => {
    const [first, last] = [racks[0], racks.at(-1)];
    if (first === undefined || last === undefined) return [];
    const [left, right] = [clear(first, 'left'), clear(last, 'right')];
    return [
      {
        room: room.name,
        racks: racks.map(({ rack }) => rack),
        leftM: left.clearM,
        leftEndsAt: left.endsAt,
        rightM: right.clearM,
        rightEndsAt: right.endsAt,
      },
    ];
  });
}
