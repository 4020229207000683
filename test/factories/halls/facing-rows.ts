import { ROOM_20_BY_12, type HallParts } from './hall.js';

/**
 * Two rows of racks face to face across a cold aisle in the middle of a room 20 m by 12 m, from x = 2 on: A north of the
 * aisle, B south of it, racks A1, A2 … and B1, B2 …, 0.6 m from slot to slot.
 *
 * @param coldAisleM - m between the fronts
 * @param hotAisleM - m behind each row up to a wall that stands along it; up to the wall of the room where left out
 * @param racksPerRow - 1 to 20
 */
export function facingRows({
  coldAisleM,
  hotAisleM,
  racksPerRow = 4,
}: {
  readonly coldAisleM: number;
  readonly hotAisleM?: number;
  readonly racksPerRow?: number;
}): HallParts {
  const middleM = 6;
  const rackDepthM = 1.2;
  const northM = middleM + coldAisleM / 2;
  const southM = middleM - coldAisleM / 2;
  const slots = Array.from({ length: racksPerRow }, (_, i) => i + 1);
  const wall = (name: string, fromM: number) => ({
    name,
    room: ROOM_20_BY_12.name,
    kind: 'wall' as const,
    outline: [
      [1, fromM],
      [15, fromM],
      [15, fromM + 0.1],
      [1, fromM + 0.1],
    ] as [number, number][],
  });
  return {
    rows: [
      { name: 'A', room: 'R1', origin: [2, northM], bearingDeg: 90, coldAisleSide: 'right', pitchM: 0.6, slots: 20 },
      { name: 'B', room: 'R1', origin: [2, southM], bearingDeg: 90, coldAisleSide: 'left', pitchM: 0.6, slots: 20 },
    ],
    racks: ['A', 'B'].flatMap((row) =>
      slots.map((slot) => ({ name: `${row}${String(slot)}`, type: 'rack-42u', room: 'R1', row, slot })),
    ),
    ...(hotAisleM === undefined
      ? {}
      : {
          obstacles: [
            wall('north', northM + rackDepthM + hotAisleM),
            wall('south', southM - rackDepthM - hotAisleM - 0.1),
          ],
        }),
  };
}
