import { describe, expect, it } from '@jest/globals';
import {
  catalogued,
  hallIndex,
  RACK_42U,
  ROOM_20_BY_12,
  ROW_EAST,
  type HallParts,
} from '../../../test/factories/halls/hall.js';
import { solveFloor } from './floor-solver.js';

/** Racks of 600 × 1200 mm and 2 m in slots of row A, from x = 2 on, their fronts at y = 6. */
function floorOf({ slots = [1, 2, 3], ...parts }: HallParts & { readonly slots?: readonly number[] }) {
  return solveFloor(
    hallIndex({
      rackTypes: [{ ...RACK_42U, outerHeightMm: 2000 }],
      rooms: [{ ...ROOM_20_BY_12, ceilingHeightM: 3, floorLoadLimitKPa: 12, pointLoadLimitKN: 4.45 }],
      rows: [ROW_EAST],
      racks: slots.map((slot) => ({ name: `A${String(slot)}`, type: 'rack-42u', room: 'R1', row: 'A', slot })),
      ...parts,
    }),
  );
}

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];

describe('ends of rows', () => {
  it('are clear up to the wall or the next thing, left and right as seen looking out of the fronts', () => {
    // Fronts look south: left is east. Racks from 2.0 to 3.8 m; the wall is at 0, so 2.0 m on the right; a column at 5.0: 1.2 m
    const [ends] = floorOf({
      obstacles: [{ name: 'C', room: 'R1', kind: 'column', outline: square(5, 6.2, 0.4) }],
    }).rowEnds;
    expect(ends).toMatchObject({ racks: ['A3', 'A2', 'A1'], leftEndsAt: 'R1 / C', rightEndsAt: 'wall' });
    expect(ends?.leftM).toBeCloseTo(1.2, 9);
    expect(ends?.rightM).toBeCloseTo(2, 9);
  });

  it('part at a free slot, but not at a gap that nobody passes', () => {
    expect(floorOf({ slots: [1, 2, 4, 5] }).rowEnds).toHaveLength(1);
    expect(floorOf({ slots: [1, 2, 5, 6] }).rowEnds).toHaveLength(2);
  });
});

describe('ways', () => {
  const route = { name: 'W', room: 'R1', purpose: 'delivery' as const };

  it('are as wide as twice the distance to what stands beside them', () => {
    // The way runs at y = 5.5, racks from y = 6 on: 0.5 m, so 1.0 m clear
    const [found] = floorOf({
      floorRoutes: [
        {
          ...route,
          path: [
            [1, 5.5],
            [6, 5.5],
          ],
          widthM: 1.2,
        },
      ],
    }).routes;
    expect(found?.clearM).toBeCloseTo(1, 9);
    expect(found).toMatchObject({ neededM: 1.2, narrowestAt: 'A1', leavesRoom: false });
  });

  it('may begin at the wall, in their door', () => {
    const [found] = floorOf({
      floorRoutes: [
        {
          ...route,
          path: [
            [10, 0],
            [10, 3],
          ],
        },
      ],
    }).routes;
    // From 0.6 m on, half of 1.2 m, the wall is 0.6 m away: 1.2 m
    expect(found?.clearM).toBeCloseTo(1.2, 9);
  });

  it('carry the heaviest rack on its own footprint', () => {
    const floor = floorOf({
      deviceTypes: [{ ...catalogued('d'), heightU: 4, weightKg: 1350 }],
      devices: [{ name: 'x', type: 'd', rack: 'A2', unit: 1 }],
    });
    // 1500 kg · 9.80665 / 0.72 m² = 20.43 kPa; on four casters 3.68 kN
    const heaviest = floor.heaviest[0]?.rack;
    expect(heaviest?.rack).toBe('A2');
    expect(heaviest?.footprintKPa).toBeCloseTo(20.43, 2);
    expect(heaviest?.casterKN).toBeCloseTo(3.677, 3);
  });
});

describe('doors and staging areas', () => {
  it('have nothing in their swing; what only touches is free', () => {
    const door = { room: 'R1', kind: 'door' as const, outline: square(0, 0, 0.1) };
    const { doorSwings } = floorOf({
      obstacles: [
        { ...door, name: 'in', swingOutline: square(1.2, 6, 1) },
        { ...door, name: 'beside', swingOutline: square(1, 6, 1) },
      ],
    });
    // Racks begin at x = 2.0: 0.2 · 1 m² of the swing to 2.2 m
    expect(doorSwings).toHaveLength(1);
    expect(doorSwings[0]?.door).toBe('in');
    expect(doorSwings[0]?.overlapM2).toBeCloseTo(0.2, 2);
  });

  it('hold racks with 0.6 m around each, and say what stands in them', () => {
    // 1.8 · 1.8 m: ⌊2.4 / 1.2⌋ · ⌊2.4 / 1.8⌋ = 2 · 1
    const areas = [
      { name: 'S', room: 'R1', outline: square(10, 1, 1.8), rackCapacity: 3 },
      { name: 'T', room: 'R1', outline: square(2, 6, 1), rackCapacity: 1 },
    ];
    const [s, t] = floorOf({ stagingAreas: areas }).staging;
    expect(s).toMatchObject({ statedRacks: 3, fittingRacks: 2, blockedBy: [] });
    expect(t?.blockedBy).toEqual(['A1', 'A2']);
  });
});

describe('heights', () => {
  it('are those of the highest rack or tray, and trays below the top of a rack run through it', () => {
    const tray = { room: 'R1', kind: 'fibre' as const, widthMm: 300, heightMm: 100 };
    const floor = floorOf({
      traySegments: [
        { ...tray, name: 'low', from: [2, 6.5, 1.9], to: [5, 6.5, 1.9] },
        { ...tray, name: 'high', from: [2, 6.5, 2.7], to: [5, 6.5, 2.7] },
        { ...tray, name: 'beside', from: [2, 5.8, 1.9], to: [5, 5.8, 1.9] },
      ],
    });
    expect(floor.headrooms[0]).toMatchObject({ highest: 'high', ceilingM: 3 });
    expect(floor.headrooms[0]?.highestM).toBeCloseTo(2.8, 9);
    expect(floor.traysInRacks.map(({ tray: name, rack }) => [name, rack])).toEqual([
      ['low', 'A1'],
      ['low', 'A2'],
      ['low', 'A3'],
    ]);
  });
});

describe('working space', () => {
  const panel = (name: string, y: number, frontBearingDeg: number, voltageLlV?: number) => ({
    name,
    kind: 'panel' as const,
    room: 'R1',
    position: [12, y] as [number, number],
    frontBearingDeg,
    widthMm: 600,
    depthMm: 600,
    ...(voltageLlV === undefined ? {} : { voltageLlV, wiring: 'wye' as const }),
  });

  it('is 1.22 m between two panels of 415Y/240 V that face each other: the trap takes 120 V or condition 1 and finds 0.914', () => {
    const { workingSpaces } = floorOf({
      site: { name: 'hall', country: 'US' },
      powerElements: [panel('P1', 4, 0, 415), panel('P2', 5.7, 180, 415)],
    });
    // Fronts at 4.3 and 5.4: 1.1 m between them
    expect(workingSpaces.map(({ element, condition, neededM }) => [element, condition, neededM?.toFixed(3)])).toEqual([
      ['P1', 3, '1.219'],
      ['P2', 3, '1.219'],
    ]);
    expect(workingSpaces[0]?.clearM).toBeCloseTo(1.1, 9);
    // 600 mm wide equipment needs 30 in
    expect(workingSpaces[0]?.widthM).toBeCloseTo(0.762, 9);
  });

  it('is not judged above 600 V to ground, without a voltage, or where the NEC does not hold', () => {
    const { workingSpaces } = floorOf({
      site: { name: 'hall', electricalPractice: 'nec' },
      powerElements: [panel('P1', 4, 0, 11_000), panel('P2', 9, 0)],
    });
    expect(workingSpaces.map(({ neededM }) => neededM)).toEqual([null, null]);
    expect(
      floorOf({ site: { name: 'hall', country: 'DE' }, powerElements: [panel('P1', 4, 0, 400)] }).workingSpaces,
    ).toEqual([]);
  });
});
