import type { SiteIndex } from '../site/site-index.js';
import type { DoorSwing } from './floor-figures.js';
import { isSimplePolygon } from './geometry.js';
import { overlapAreaM2 } from './overlap.js';
import type { RoomThings } from './room-things.js';

/** Things that stand where doors of a room swing. What only touches (0.5 mm) is free. */
export function roomDoorSwings(index: SiteIndex, { room, things }: RoomThings): readonly DoorSwing[] {
  return index.snapshot.obstacles.flatMap(({ name, room: inRoom, swingOutline }) => {
    if (inRoom !== room.name || swingOutline === undefined || !isSimplePolygon(swingOutline)) return [];
    return things.flatMap(({ subject, rectangle }): DoorSwing[] => {
      const overlapM2 = overlapAreaM2({ convex: rectangle, polygon: swingOutline });
      return overlapM2 > 0 ? [{ door: name, thing: subject, overlapM2 }] : [];
    });
  });
}
