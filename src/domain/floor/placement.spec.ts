import { describe, expect, it } from '@jest/globals';
import { hallIndex, RACK_42U, ROOM_20_BY_12, ROW_EAST } from '../../../test/factories/halls/hall.js';
import type { SiteDocument } from '../site/document.js';
import { bearingVector, placeRacks } from './placement.js';

type RackEntry = NonNullable<SiteDocument['racks']>[number];

function placementOf(rack: Partial<RackEntry>, row: Partial<typeof ROW_EAST> | Record<string, unknown> = {}) {
  const index = hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    rows: [{ ...ROW_EAST, ...row }],
    racks: [{ name: 'r', type: 'rack-42u', room: 'R1', ...rack }],
  });
  const { placements, unplaced } = placeRacks(index);
  return { placed: placements.get('r'), unplaced };
}

function rounded(points: readonly (readonly [number, number])[] | undefined) {
  return points?.map(([x, y]) => [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6]);
}

describe('placeRacks', () => {
  it('stands a rack of a row behind the front line, away from the cold aisle', () => {
    const { placed } = placementOf({ row: 'A', slot: 1 });
    // Cold aisle on the right when walking east is south, so the rack lies north: x 2 to 2.6, y 6 to 7.2.
    expect(rounded([placed?.centre ?? [0, 0]])).toEqual([[2.3, 6.6]]);
    expect(placed?.frontBearingDeg).toBe(180);
  });

  it('names the corners as seen from inside looking out of the front', () => {
    const { placed } = placementOf({ row: 'A', slot: 1 });
    // Looking south, left is east.
    expect(rounded(placed?.corners)).toEqual([
      [2.6, 6],
      [2, 6],
      [2, 7.2],
      [2.6, 7.2],
    ]);
  });

  it('moves one pitch per slot', () => {
    const { placed } = placementOf({ row: 'A', slot: 4 });
    // 2 + 3 · 0.6 + 0.3
    expect(rounded([placed?.centre ?? [0, 0]])).toEqual([[4.1, 6.6]]);
  });

  it('turns the racks round when the cold aisle is on the other side', () => {
    const { placed } = placementOf({ row: 'A', slot: 1 }, { coldAisleSide: 'left' });
    expect(rounded([placed?.centre ?? [0, 0]])).toEqual([[2.3, 5.4]]);
    expect(placed?.frontBearingDeg).toBe(0);
  });

  it('keeps the first corner on the origin for every bearing and side', () => {
    for (const bearingDeg of [0, 30, 90, 135, 180, 270, 359]) {
      for (const coldAisleSide of ['left', 'right'] as const) {
        const { placed } = placementOf({ row: 'A', slot: 1 }, { bearingDeg, coldAisleSide });
        // Walking towards rising slots with the cold aisle on the left, slot 1 begins at its front left corner.
        const corner = placed?.corners[coldAisleSide === 'left' ? 0 : 1];
        expect(rounded([corner ?? [0, 0]])).toEqual([[2, 6]]);
      }
    }
  });

  it('gives a slot beyond the end of the row its place too', () => {
    const { placed, unplaced } = placementOf({ row: 'A', slot: 12 });
    expect(placed?.centre[0]).toBeCloseTo(2 + 11 * 0.6 + 0.3, 9);
    expect(unplaced).toEqual([]);
  });

  it('takes the position of a rack that stands in no row', () => {
    const { placed } = placementOf({ position: [5, 5], frontBearingDeg: 360 });
    expect(placed).toMatchObject({ centre: [5, 5], frontBearingDeg: 0, widthM: 0.6, depthM: 1.2 });
    expect(rounded(placed?.corners)).toEqual([
      [4.7, 5.6],
      [5.3, 5.6],
      [5.3, 4.4],
      [4.7, 4.4],
    ]);
  });

  it('names a rack that has neither slot nor position', () => {
    expect(placementOf({}).unplaced).toEqual(['r']);
    expect(placementOf({ row: 'A' }).unplaced).toEqual(['r']);
  });
});

describe('bearingVector', () => {
  it('is exact along the axes', () => {
    expect([0, 90, 180, 270, 360, -90].map(bearingVector)).toEqual([
      [0, 1],
      [1, 0],
      [0, -1],
      [-1, 0],
      [0, 1],
      [-1, 0],
    ]);
  });
});
