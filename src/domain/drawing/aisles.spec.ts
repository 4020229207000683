import { describe, expect, it } from '@jest/globals';
import { facingRows } from '../../../test/factories/halls/facing-rows.js';
import { hallIndex, RACK_42U, ROOM_20_BY_12 } from '../../../test/factories/halls/hall.js';
import { solveFloor } from '../floor/floor-solver.js';
import { aislesOf } from './aisles.js';

function aislesIn(parts: Parameters<typeof facingRows>[0]) {
  const floor = solveFloor(hallIndex({ rackTypes: [RACK_42U], rooms: [ROOM_20_BY_12], ...facingRows(parts) }));
  return aislesOf([...floor.placements.values()], floor.clearances);
}

describe('aisles', () => {
  it('are cold between facing fronts, once for both rows, and hot behind each row', () => {
    const aisles = aislesIn({ coldAisleM: 1.2, hotAisleM: 0.9 });
    expect(aisles.map(({ kind }) => kind)).toEqual(['cold', 'hot', 'hot']);
    expect(aisles[0]).toMatchObject({ lengthM: expect.closeTo(2.4, 9), shownDepthM: expect.closeTo(1.2, 9) });
    expect(aisles.map(({ clear }) => clear?.depthM.toFixed(2))).toEqual(['1.20', '0.90', '0.90']);
  });

  it('before a far wall are shown 1.8 m deep and not measured where nobody is limited', () => {
    // 12 m: racks from 4.2 to 5.4 and 6.6 to 7.8; 4.2 m are left behind each.
    const [, hot] = aislesIn({ coldAisleM: 1.2 });
    expect(hot).toMatchObject({ kind: 'hot', shownDepthM: 1.8, clear: null });
  });

  it('that a front shares with a rear are half cold, half hot', () => {
    const hall = facingRows({ coldAisleM: 2, hotAisleM: 2 });
    const rows = (hall.rows ?? []).map((row) =>
      row.name === 'A' ? { ...row, coldAisleSide: 'left' as const, origin: [2, 8.2] as [number, number] } : row,
    );
    const floor = solveFloor(
      hallIndex({ rackTypes: [RACK_42U], rooms: [ROOM_20_BY_12], racks: hall.racks ?? [], rows }),
    );
    const between = aislesOf([...floor.placements.values()], floor.clearances).filter(
      ({ clear }) => clear?.depthM.toFixed(1) === '2.0',
    );
    // B faces north at y = 5, the rears of A stand at y = 7.
    expect(between.map(({ kind, shownDepthM }) => [kind, shownDepthM.toFixed(1)])).toEqual([
      ['cold', '1.0'],
      ['hot', '1.0'],
    ]);
  });
});
