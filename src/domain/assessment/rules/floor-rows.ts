import { TOUCH_TOLERANCE_M } from '../../floor/geometry.js';
import { bearingVector } from '../../floor/placement.js';
import { sampleOf } from '../../name-sample.js';
import { grouped } from '../../site/grouping.js';
import { keyLabel } from '../../site/key.js';
import type { Room } from '../../site/kinds/room.js';
import type { Row } from '../../site/kinds/row.js';
import { rowKey, type SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Slots of rows in which more than one rack stands. */
export const slotTaken: Rule = {
  code: 'floor.slot-taken',
  title: 'Slot is taken twice',
  discipline: 'floor',
  basis: 'one rack in a slot',
  sentence: '{measured} racks stand in slot {slot} of {subject}: {racks}',
  guide: {
    method: 'Racks of one row that state the same slot.',
    example: 'Two racks in slot 3 of row A.',
    remedy: 'Correct the slot of one of them.',
  },
  evaluate: ({ index }) =>
    racksByRow(index).flatMap(({ room, row, racks }) =>
      [...grouped(racks, ({ slot }) => (slot === undefined ? undefined : String(slot)))].flatMap(([slot, inSlot]) => {
        if (inSlot.length < 2) return [];
        return [
          found(slotTaken, {
            severity: 'error',
            subject: { kind: 'row', name: keyLabel([room, row.name]) },
            measured: inSlot.length,
            limit: 1,
            unit: '1',
            inputs: { slot: Number(slot), racks: sampleOf(inSlot.map(({ name }) => name)).names },
          }),
        ];
      }),
    ),
};

/** Racks in slots that their row does not have. */
export const slotBeyondRow: Rule = {
  code: 'floor.slot-beyond-row',
  title: 'Slot lies beyond the row',
  discipline: 'floor',
  basis: 'slots of the row, from 1',
  sentence: '{subject} ends at slot {limit}; racks beyond it, up to slot {measured}: {rackCount} ({racks})',
  guide: {
    method: 'Highest slot that a rack of the row states against `slots` of the row.',
    example: 'A rack in slot 5 of a row of 3.',
    remedy: 'Lengthen the row in the document, or correct the slot.',
  },
  evaluate: ({ index }) =>
    racksByRow(index).flatMap(({ room, row, racks }) => {
      const beyond = racks.filter(({ slot }) => slot !== undefined && slot > row.slots);
      if (beyond.length === 0) return [];
      const { count, names } = sampleOf(beyond.map(({ name }) => name));
      return [
        found(slotBeyondRow, {
          severity: 'error',
          subject: { kind: 'row', name: keyLabel([room, row.name]) },
          measured: beyond.reduce((last, { slot }) => Math.max(last, slot ?? 0), 0),
          limit: row.slots,
          unit: '1',
          inputs: { rackCount: count, racks: names },
        }),
      ];
    }),
};

/** Rows whose front line runs along the tiles but not on their edges, in rooms that state their tile grid. */
export const tileAlignment: Rule = {
  code: 'floor.tile-alignment',
  title: 'Front line of the row lies off the tile grid',
  discipline: 'floor',
  basis: 'practice: fronts of racks on tile edges, so that whole tiles of the cold aisle can be perforated',
  sentence: 'The front line of {subject} lies {measured} off the edge of a tile of {tileSizeM} m',
  guide: {
    method:
      'Distance of the front line of a row that runs along the tiles from the nearest tile edge, by `tileOrigin` and `tileSizeM` of its room, against 0.5 mm.',
    example: 'A front line at y = 6.15 m on tiles of 0.6 m from 0: 6.15 = 10 · 0.6 + 0.15, 0.15 m off.',
    remedy: 'Shift the row to the edge, so that whole tiles of the cold aisle can be perforated.',
  },
  evaluate: ({ index }) =>
    index.snapshot.rows.flatMap((row) => {
      const room = index.rooms.get(row.room);
      const offsetM = room === undefined ? null : tileOffsetM(room, row);
      if (room === undefined || offsetM === null || offsetM <= TOUCH_TOLERANCE_M) return [];
      return [
        found(tileAlignment, {
          severity: 'info',
          subject: { kind: 'row', name: keyLabel([row.room, row.name]) },
          measured: offsetM,
          limit: 0,
          unit: 'm',
          inputs: { tileSizeM: room.tileSizeM ?? null },
        }),
      ];
    }),
};

/** Distance of a front line from the nearest tile edge, m; null for rows that do not run along the tiles. */
function tileOffsetM({ tileSizeM, tileOrigin }: Room, row: Row): number | null {
  if (tileSizeM === undefined || tileOrigin === undefined || row.bearingDeg % 90 !== 0) return null;
  const [alongX, alongY] = bearingVector(row.bearingDeg);
  const acrossM = (row.origin[0] - tileOrigin[0]) * alongY - (row.origin[1] - tileOrigin[1]) * alongX;
  const rest = Math.abs(acrossM) % tileSizeM;
  return Math.min(rest, tileSizeM - rest);
}

function racksByRow(index: SiteIndex) {
  const groups = grouped(index.snapshot.racks, ({ room, row }) =>
    row === undefined ? undefined : rowKey({ room, row }),
  );
  return [...groups].flatMap(([key, racks]) => {
    const row = index.rows.get(key);
    return row === undefined ? [] : [{ room: row.room, row, racks }];
  });
}
