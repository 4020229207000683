import type { SiteIndex } from '../site/site-index.js';

/** A slot of a row in which no rack stands. An obstacle may stand there, or a clearance forbid it: the floor says so. */
export interface RackPosition {
  readonly room: string;
  readonly row: string;
  readonly slot: number;
}

/** Share of a slot that a rack may be wider than it without taking the next. */
const NOISE = 1e-6;

/**
 * The slots of rows in which no rack stands, in order of rows and slots. A rack wider than the pitch takes the following slots
 * too. A rack of the row that states no slot may stand in any of them, so that the last of them are left out, one for each.
 *
 * @param isRow - which rows are asked for
 */
export function freePositions(
  { snapshot, rackTypes }: Pick<SiteIndex, 'snapshot' | 'rackTypes'>,
  isRow: (room: string, row: string) => boolean,
): readonly RackPosition[] {
  return snapshot.rows
    .filter(({ room, name }) => isRow(room, name))
    .flatMap(({ room, name: row, slots, pitchM }) => {
      const taken = new Set<number>();
      let unplaced = 0;
      for (const rack of snapshot.racks) {
        if (rack.room !== room || rack.row !== row) continue;
        if (rack.slot === undefined) unplaced += 1;
        else {
          const widthM = (rackTypes.get(rack.type)?.outerWidthMm ?? 0) / 1000;
          const count = Math.max(1, Math.ceil(widthM / pitchM - NOISE));
          for (let i = 0; i < count; i++) taken.add(rack.slot + i);
        }
      }
      const free = Array.from({ length: slots }, (_, i) => i + 1).filter((slot) => !taken.has(slot));
      return free.slice(0, Math.max(0, free.length - unplaced)).map((slot): RackPosition => ({ room, row, slot }));
    });
}
