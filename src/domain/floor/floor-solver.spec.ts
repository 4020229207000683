import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { facingRows } from '../../../test/factories/halls/facing-rows.js';
import { clearDepth } from './clear-depth.js';
import { solveFloor } from './floor-solver.js';
import { sideOf } from './geometry.js';
import { overlapDepthM } from './overlap.js';

type RackEntry = NonNullable<HallParts['racks']>[number];

function floorOf(parts: HallParts) {
  return solveFloor(hallIndex({ rackTypes: [RACK_42U], rooms: [ROOM_20_BY_12], ...parts }));
}

function rackAt(name: string, position: [number, number], frontBearingDeg = 180): RackEntry {
  return { name, type: 'rack-42u', room: 'R1', position, frontBearingDeg };
}

function box(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

describe('clear depth in front of and behind racks', () => {
  it('is the width of the aisle between facing rows, and the distance to the wall behind', () => {
    const { clearances } = floorOf(facingRows({ coldAisleM: 1.2 }));
    // Front lines at y 5.4 and 6.6, racks 1.2 m deep, walls at y 0 and 12.
    expect(clearances.find(({ rack }) => rack === 'A1')).toEqual({
      rack: 'A1',
      frontM: 1.2,
      rearM: 4.2,
      frontEndsAt: 'B1',
      rearEndsAt: 'wall',
    });
  });

  it('does not end at the neighbours of the row', () => {
    const { clearances } = floorOf(facingRows({ coldAisleM: 1.5 }));
    expect(new Set(clearances.map(({ frontM }) => frontM))).toEqual(new Set([1.5]));
  });

  it('ends at a column and at a cooling unit, but not at a door, a ramp or a keep-out', () => {
    const obstacle = (name: string, kind: 'column' | 'door' | 'ramp' | 'keep-out', south: number) => ({
      name,
      room: 'R1',
      kind,
      outline: box(4.9, south, 5.1, south + 0.2),
    });
    const racks = [rackAt('r', [5, 6])];
    const walkable = [obstacle('d', 'door', 5), obstacle('p', 'ramp', 4.5), obstacle('k', 'keep-out', 4.4)];
    // The front is at y 5.4, the column ends at y 4.
    expect(floorOf({ racks, obstacles: [...walkable, obstacle('c', 'column', 3.8)] }).clearances).toMatchObject([
      { frontM: 1.4, frontEndsAt: 'R1 / c' },
    ]);
    // The unit is 2 m wide and 1 m deep around y 2.5, so it ends at y 3.
    const unitType = { ...catalogued('crah'), kind: 'crah' as const, widthMm: 2000, depthMm: 1000 };
    const unit = { name: 'crah-1', type: 'crah', room: 'R1', position: [5, 2.5] as [number, number] };
    const cooled = floorOf({ racks, obstacles: walkable, coolingUnitTypes: [unitType], coolingUnits: [unit] });
    expect(cooled.clearances).toMatchObject([{ frontM: 2.4, frontEndsAt: 'crah-1' }]);
  });

  it('reaches the wall of a long room', () => {
    const long = { name: 'R1', outline: box(0, 0, 20, 200) };
    expect(floorOf({ rooms: [long], racks: [rackAt('r', [5, 150])] }).clearances).toMatchObject([
      { frontM: 149.4, frontEndsAt: 'wall', rearM: 49.4 },
    ]);
  });

  it('is unknown for a rack without a place and in a room whose outline crosses itself', () => {
    const bow: [number, number][] = [
      [0, 0],
      [20, 12],
      [20, 0],
      [0, 12],
    ];
    const floor = floorOf({ rooms: [{ name: 'R1', outline: bow }], racks: [rackAt('r', [5, 6])] });
    expect(floor.clearances).toMatchObject([{ rack: 'r', frontM: null, rearM: null }]);
    expect(floor.crossedOutlines).toEqual([{ kind: 'room', name: 'R1' }]);
    const nowhere = floorOf({ racks: [{ name: 'r', type: 'rack-42u', room: 'R1' }] });
    expect(nowhere).toMatchObject({ unplaced: ['r'], clearances: [{ frontM: null }], overlaps: [] });
  });
});

describe('things that stand in one another', () => {
  it('finds two racks by the move that parts them, once', () => {
    const { overlaps } = floorOf({ racks: [rackAt('b', [5, 6]), rackAt('a', [5.5, 6])] });
    expect(overlaps).toMatchObject([{ a: { name: 'a' }, b: { name: 'b' } }]);
    // 0.6 m wide, 0.5 m apart
    expect(overlaps[0]?.depthM).toBeCloseTo(0.1, 9);
  });

  it('finds a rack in a column, and one that comes too close to it', () => {
    const column = {
      name: 'c',
      room: 'R1',
      kind: 'column' as const,
      outline: box(5.2, 5.9, 5.5, 6.2),
      clearanceM: 0.2,
    };
    // Rack to x 5.3: 0.1 m · 0.3 m of it in the column.
    const { obstructions } = floorOf({ racks: [rackAt('in', [5, 6]), rackAt('near', [5.9, 6])], obstacles: [column] });
    expect(obstructions.map(({ thing }) => thing.name)).toEqual(['in', 'near']);
    expect(obstructions[0]?.overlapM2).toBeCloseTo(0.03, 2);
    // From x 5.5 to x 5.6
    expect(obstructions[1]?.distanceM).toBeCloseTo(0.1, 9);
    expect(floorOf({ racks: [rackAt('r', [6, 6])], obstacles: [column] }).obstructions).toEqual([]);
  });

  it('finds a rack that sticks out of the room', () => {
    const { outsideWalls } = floorOf({ racks: [rackAt('r', [0.1, 6])] });
    expect(outsideWalls).toMatchObject([{ thing: { kind: 'rack', name: 'r' }, room: 'R1' }]);
    // 0.2 m of 0.6 m, 1.2 m deep
    expect(outsideWalls[0]?.outsideM2).toBeCloseTo(0.24, 2);
  });

  it('finds what comparing all with all finds, whatever the order of the racks', () => {
    const place = fc.record({
      x: fc.integer({ min: 20, max: 60 }),
      y: fc.integer({ min: 20, max: 60 }),
      bearing: fc.constantFrom(0, 30, 45, 90, 180, 270),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 14 }), (places) => {
        const racks = places.map(({ x, y, bearing }, i) =>
          rackAt(`r${String(i).padStart(2, '0')}`, [x / 10, y / 10], bearing),
        );
        const floor = floorOf({ racks });
        const shapes = [...floor.placements.values()];
        const expected = shapes.flatMap((a, i) =>
          shapes.slice(i + 1).flatMap((b) => {
            const there = overlapDepthM({ a: a.corners, b: b.corners });
            expect(overlapDepthM({ a: b.corners, b: a.corners })).toBeCloseTo(there, 9);
            return there > 0 ? [`${a.rack} ${b.rack}`] : [];
          }),
        );
        expect(floor.overlaps.map(({ a, b }) => `${a.name} ${b.name}`).sort()).toEqual(expected.sort());
        const outline = ROOM_20_BY_12.outline;
        for (const { rack, corners } of shapes) {
          const obstacles = shapes.filter((other) => other.rack !== rack).map((other) => other.corners);
          const measured = floor.clearances.find((clearance) => clearance.rack === rack);
          const front = clearDepth({ side: sideOf(corners, 'front'), obstacles, outline });
          const rear = clearDepth({ side: sideOf(corners, 'rear'), obstacles, outline });
          expect(measured?.frontM).toBeCloseTo(front.depthM, 5);
          expect(measured?.rearM).toBeCloseTo(rear.depthM, 5);
        }
        const reversed = floorOf({ racks: [...racks].reverse() });
        expect(reversed.overlaps).toEqual(floor.overlaps);
        expect(reversed.clearances).toEqual(floor.clearances);
      }),
      { seed: 31, numRuns: 30 },
    );
  });
});

describe('weights', () => {
  const loaded = (weightKg: number | undefined): HallParts => ({
    deviceTypes: [{ ...catalogued('node'), heightU: 8, ...(weightKg === undefined ? {} : { weightKg }) }],
    devices: [{ name: 'n', type: 'node', rack: 'A1', unit: 1 }],
    ...facingRows({ coldAisleM: 1.2, hotAisleM: 1, racksPerRow: 1 }),
  });

  it('spreads 1500 kg over the rack and half of the aisles', () => {
    const weight = floorOf(loaded(1350)).weights.find(({ rack }) => rack === 'A1');
    expect(weight).toMatchObject({ weightKg: { knownSum: 1500 }, loadKg: { knownSum: 1350 }, casterCount: 4 });
    // 0.6 · (1.2 + 1.2 / 2 + 1.0 / 2) = 1.38 m²; 1500 · 9.80665 / 1.38 = 10 659 Pa; 14 710 N over 4 feet
    expect(weight?.tributaryAreaM2).toBeCloseTo(1.38, 9);
    expect(weight?.distributedLoadKPa).toBeCloseTo(10.66, 2);
    expect(weight?.pointLoadKN).toBeCloseTo(3.68, 2);
  });

  it('counts no more than 1.2 m of an open floor', () => {
    const weight = floorOf({ racks: [rackAt('r', [10, 6])] }).weights[0];
    // 0.6 · (1.2 + 0.6 + 0.6)
    expect(weight?.tributaryAreaM2).toBeCloseTo(1.44, 9);
  });

  it('takes a weight that nobody stated for unknown, with what is known as its lower bound', () => {
    const weight = floorOf(loaded(undefined)).weights.find(({ rack }) => rack === 'A1');
    expect(weight).toMatchObject({
      weightKg: { knownSum: 150, lower: 150, upper: null, coverage: { known: 1, total: 2 } },
      distributedLoadKPa: null,
      pointLoadKN: null,
    });
  });

  it('counts rack PDUs and what hangs on the rear door', () => {
    const floor = floorOf({
      racks: [rackAt('r', [10, 6])],
      pduTypes: [{ ...catalogued('pdu'), inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3, weightKg: 12 }],
      powerElements: [{ name: 'r-pdu', kind: 'rack-pdu', pduType: 'pdu', rack: 'r' }],
      coolingUnitTypes: [{ ...catalogued('door'), kind: 'rear-door-exchanger', weightKg: 90 }],
      coolingUnits: [{ name: 'r-door', type: 'door', room: 'R1', rack: 'r' }],
    });
    // 150 + 12 + 90
    expect(floor.weights[0]).toMatchObject({ weightKg: { knownSum: 252 }, loadKg: { knownSum: 102 } });
  });

  it('lists four feet as an assumption where the rack type states none', () => {
    expect(floorOf({ racks: [rackAt('r', [10, 6])] }).assumptions).toMatchObject([
      { parameter: 'rackType.casterCount', value: 4, count: 1 },
    ]);
  });

  it('lists the bearing of equipment that states none as an assumption', () => {
    const { assumptions } = floorOf({
      coolingUnitTypes: [{ ...catalogued('crah'), kind: 'crah' }],
      coolingUnits: [
        { name: 'turned', type: 'crah', room: 'R1', position: [2, 2], frontBearingDeg: 90 },
        { name: 'not turned', type: 'crah', room: 'R1', position: [4, 2] },
      ],
      powerElements: [{ name: 'panel', kind: 'panel', room: 'R1', position: [8, 2] }],
    });
    expect(assumptions).toMatchObject([
      { parameter: 'coolingUnit.frontBearingDeg', value: 0, unit: 'deg', count: 1 },
      { parameter: 'powerElement.frontBearingDeg', value: 0, unit: 'deg', count: 1 },
    ]);
  });
});
