import { describe, expect, it } from '@jest/globals';
import { facingRows } from '../../../../test/factories/halls/facing-rows.js';
import {
  catalogued,
  hallIndex,
  RACK_42U,
  ROOM_20_BY_12,
  type HallParts,
} from '../../../../test/factories/halls/hall.js';
import { contextOf, judge } from '../../../../test/factories/halls/judge.js';
import { frontClearance, rearClearance } from './floor-aisles.js';
import { inObstacle, obstacleClearance, outsideWall, rackOverlap } from './floor-conflicts.js';
import { floorLoad, pointLoad, rackWeight } from './floor-loads.js';
import { slotBeyondRow, slotTaken, tileAlignment } from './floor-rows.js';
import { floorRules } from './floor-rules.js';
import { crossedOutline, unknownFloorLimit, unknownWeight, unplacedEquipment, unplacedRack } from './floor-unknowns.js';

type RackEntry = NonNullable<HallParts['racks']>[number];
type RoomEntry = NonNullable<HallParts['rooms']>[number];

const PLAIN: HallParts = { rackTypes: [RACK_42U], rooms: [ROOM_20_BY_12] };

function rackAt(name: string, x: number, y: number): RackEntry {
  return { name, type: 'rack-42u', room: 'R1', position: [x, y], frontBearingDeg: 180 };
}

function box(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

describe('weight on rack and floor', () => {
  /** Two rows of one rack with 1350 kg in 150 kg, aisles of 1.2 m and 1.0 m. */
  const heavy = (room: Partial<RoomEntry> = {}, rackType: object = {}): HallParts => ({
    rackTypes: [{ ...RACK_42U, ...rackType }],
    rooms: [{ ...ROOM_20_BY_12, ...room }],
    deviceTypes: [{ ...catalogued('node'), heightU: 8, weightKg: 1350 }],
    devices: ['A1', 'B1'].map((rack) => ({ name: `${rack}-n`, type: 'node', rack, unit: 1 })),
    ...facingRows({ coldAisleM: 1.2, hotAisleM: 1, racksPerRow: 1 }),
  });

  it('floor.load: 1500 kg over 0.6 m by 2.3 m are 10.66 kPa: less than 12, more than 7.2', () => {
    expect(judge(floorLoad, heavy({ floorLoadLimitKPa: 12 }))).toEqual([]);
    const findings = judge(floorLoad, heavy({ floorLoadLimitKPa: 7.2, sources: { floorLoadLimitKPa: 'drawing S-1' } }));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'row', name: 'R1 / A' },
        limit: 7.2,
        inputs: { limitSource: 'drawing S-1' },
      },
      { subject: { name: 'R1 / B' } },
    ]);
    // 1500 · 9.80665 / (0.6 · 2.3) / 1000
    expect(findings[0]?.measured).toBeCloseTo(10.66, 2);
  });

  it('floor.load: takes the limit of the site where the room states none', () => {
    expect(judge(floorLoad, { ...heavy(), site: { name: 'hall', floorLoadLimitKPa: 7.2 } })).toHaveLength(2);
  });

  it('floor.point-load: 1500 kg on four feet are 3.68 kN', () => {
    expect(judge(pointLoad, heavy({ pointLoadLimitKN: 3.7 }))).toEqual([]);
    const [finding] = judge(pointLoad, heavy({ pointLoadLimitKN: 3.6 }));
    expect(finding?.measured).toBeCloseTo(3.68, 2);
  });

  it('floor.rack-weight: a rack carries what its type allows and no more', () => {
    expect(judge(rackWeight, heavy())).toEqual([]);
    expect(judge(rackWeight, heavy({}, { maximumLoadKg: 1000 }))).toMatchObject([
      { severity: 'error', measured: 1350, limit: 1000, unit: 'kg', inputs: { rack: 'A1', isLowerBound: false } },
      { inputs: { rack: 'B1' } },
    ]);
  });

  it('floor.rack-weight: is found by what is known already', () => {
    const hall = heavy({}, { maximumLoadKg: 1000 });
    const more = { ...catalogued('bar'), heightU: 0 };
    const parts = {
      ...hall,
      deviceTypes: [...(hall.deviceTypes ?? []), more],
      devices: [...(hall.devices ?? []), { name: 'x', type: 'bar', rack: 'A1' }],
    };
    expect(judge(rackWeight, parts)).toMatchObject([
      { inputs: { isLowerBound: true } },
      { inputs: { isLowerBound: false } },
    ]);
  });

  it('floor.rack-weight: is exact where only the weight of the empty rack is not known', () => {
    const { emptyWeightKg: _unknown, ...unweighed } = RACK_42U;
    const parts = { ...heavy(), rackTypes: [{ ...unweighed, maximumLoadKg: 1000 }] };
    expect(judge(rackWeight, parts)).toMatchObject([
      { measured: 1350, inputs: { isLowerBound: false } },
      { measured: 1350, inputs: { isLowerBound: false } },
    ]);
  });

  it('floor.unknown-weight: gives one finding for a room, with what is not stated', () => {
    expect(judge(unknownWeight, heavy())).toEqual([]);
    const open = { ...catalogued('rack-42u'), heightU: 42, outerWidthMm: 600, outerDepthMm: 1200, emptyWeightKg: 150 };
    const hall: HallParts = {
      ...heavy(),
      rackTypes: [open],
      deviceTypes: [{ ...catalogued('node'), heightU: 8 }],
    };
    expect(judge(unknownWeight, hall)).toMatchObject([
      {
        severity: 'unknown',
        subject: { kind: 'room', name: 'R1' },
        inputs: { rackCount: 2, racks: ['A1', 'B1'], missing: ['device type node', 'rack type rack-42u'] },
        coverage: { known: 2, total: 4 },
      },
    ]);
  });

  it('floor.unknown-limit: says which limits a floor does not state', () => {
    expect(judge(unknownFloorLimit, heavy())).toMatchObject([
      { severity: 'unknown', inputs: { limits: ['distributed load', 'point load'], rackCount: 2 } },
    ]);
    expect(judge(unknownFloorLimit, heavy({ floor: 'slab', floorLoadLimitKPa: 12 }))).toEqual([]);
    expect(judge(unknownFloorLimit, PLAIN)).toEqual([]);
  });
});

describe('things in the way', () => {
  it('floor.rack-overlap: names the other rack and how deep it stands in it', () => {
    const findings = judge(rackOverlap, {
      ...PLAIN,
      racks: [rackAt('a', 5, 6), rackAt('b', 5.5, 6), rackAt('c', 6.1, 6)],
    });
    expect(findings).toMatchObject([
      { severity: 'error', subject: { kind: 'rack', name: 'a' }, unit: 'm', inputs: { others: ['b'] } },
    ]);
    expect(findings[0]?.measured).toBeCloseTo(0.1, 9);
  });

  it('floor.obstacle and floor.obstacle-clearance: a column of 0.3 m, and 0.2 m around it', () => {
    const column = {
      name: 'c',
      room: 'R1',
      kind: 'column' as const,
      outline: box(5.2, 5.9, 5.5, 6.2),
      clearanceM: 0.2,
    };
    const hall = { ...PLAIN, racks: [rackAt('in', 5, 6), rackAt('near', 5.9, 6)], obstacles: [column] };
    expect(judge(inObstacle, hall)).toMatchObject([
      {
        severity: 'error',
        subject: { name: 'in' },
        unit: 'm2',
        inputs: { obstacle: 'R1 / c', obstacleKind: 'column' },
      },
    ]);
    expect(judge(obstacleClearance, hall)).toMatchObject([
      { severity: 'warning', subject: { name: 'near' }, limit: 0.2 },
    ]);
  });

  it('floor.wall: a rack that sticks out of the room', () => {
    const [finding] = judge(outsideWall, { ...PLAIN, racks: [rackAt('r', 0.1, 6), rackAt('s', 0.9, 6)] });
    expect(finding).toMatchObject({ severity: 'error', subject: { name: 'r' }, inputs: { room: 'R1' } });
    expect(finding?.measured).toBeCloseTo(0.24, 2);
  });

  it('floor.room-outline: an outline that crosses itself', () => {
    const bow: [number, number][] = [
      [0, 0],
      [20, 12],
      [20, 0],
      [0, 12],
    ];
    expect(judge(crossedOutline, { rooms: [{ name: 'R1', outline: bow }] })).toMatchObject([
      { severity: 'error', subject: { kind: 'room', name: 'R1' } },
    ]);
    expect(judge(crossedOutline, PLAIN)).toEqual([]);
  });

  it('floor.unplaced-rack and floor.unplaced-equipment: one finding for a room', () => {
    const hall: HallParts = {
      ...PLAIN,
      racks: [rackAt('a', 5, 6), { name: 'b', type: 'rack-42u', room: 'R1' }],
      coolingUnitTypes: [{ ...catalogued('crah'), kind: 'crah' }],
      coolingUnits: [{ name: 'u1', type: 'crah', room: 'R1' }],
    };
    expect(judge(unplacedRack, hall)).toMatchObject([
      { severity: 'unknown', inputs: { count: 1, racks: ['b'] }, coverage: { known: 1, total: 2 } },
    ]);
    expect(judge(unplacedEquipment, hall)).toMatchObject([
      { severity: 'unknown', inputs: { count: 1, names: ['u1'] } },
    ]);
  });
});

describe('aisles', () => {
  const rows = (
    coldAisleM: number,
    site: Partial<NonNullable<HallParts['site']>> = {},
    rackType: object = {},
  ): HallParts => ({
    site: { name: 'hall', ...site },
    rackTypes: [{ ...RACK_42U, ...rackType }],
    rooms: [ROOM_20_BY_12],
    ...facingRows({ coldAisleM, hotAisleM: 0.8 }),
  });

  it('floor.front-clearance: lets 1.2 m pass and warns below, down to 1.0 m', () => {
    expect(judge(frontClearance, rows(1.2))).toEqual([]);
    expect(judge(frontClearance, rows(1.1))).toMatchObject([
      {
        severity: 'warning',
        subject: { kind: 'row', name: 'R1 / A' },
        measured: 1.1,
        limit: 1.2,
        unit: 'm',
        inputs: { rack: 'A1', endsAt: 'B1', rackCount: 4, racks: ['A1', 'A2', 'A3', 'A4'] },
      },
      { subject: { name: 'R1 / B' } },
    ]);
    expect(judge(frontClearance, rows(0.9))).toMatchObject([{ severity: 'error' }, { severity: 'error' }]);
  });

  it('floor.front-clearance: takes the limit of the site for binding', () => {
    expect(judge(frontClearance, rows(1.2, { coldAisleMinimumM: 1.5 }))).toMatchObject([
      { severity: 'error', limit: 1.5, inputs: { limitKind: 'the site asks for' } },
      {},
    ]);
    expect(judge(frontClearance, rows(1, { coldAisleMinimumM: 1 }))).toEqual([]);
  });

  it('floor.front-clearance: needs the depth of the door', () => {
    expect(judge(frontClearance, rows(1.25, {}, { frontDoorClearanceMm: 1300 }))).toMatchObject([
      { severity: 'error', measured: 1.25, limit: 1.3, inputs: { limitKind: 'its door needs' } },
      {},
    ]);
  });

  it('floor.rear-clearance: 0.6 m at least', () => {
    expect(judge(rearClearance, rows(1.2))).toEqual([]);
    expect(judge(rearClearance, rows(1.2, { hotAisleMinimumM: 1 }))).toMatchObject([
      { severity: 'error', measured: 0.8, limit: 1, inputs: { endsAt: 'R1 / north' } },
      { inputs: { endsAt: 'R1 / south' } },
    ]);
    const tight = { ...PLAIN, ...facingRows({ coldAisleM: 1.2, hotAisleM: 0.5 }) };
    expect(judge(rearClearance, tight)).toMatchObject([{ severity: 'error', measured: 0.5, limit: 0.6 }, {}]);
  });
});

describe('rows', () => {
  const row = {
    name: 'A',
    room: 'R1',
    origin: [2, 6] as [number, number],
    bearingDeg: 90,
    coldAisleSide: 'right' as const,
    pitchM: 0.6,
    slots: 3,
  };
  const inRow = (...slots: readonly number[]): HallParts => ({
    ...PLAIN,
    rows: [row],
    racks: slots.map((slot, i) => ({ name: `r${String(i)}`, type: 'rack-42u', room: 'R1', row: 'A', slot })),
  });

  it('floor.slot-taken: two racks in one slot, which are not also an overlap', () => {
    expect(judge(slotTaken, inRow(1, 2, 2))).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'row', name: 'R1 / A' },
        measured: 2,
        inputs: { slot: 2, racks: ['r1', 'r2'] },
      },
    ]);
    expect(judge(rackOverlap, inRow(1, 2, 2))).toEqual([]);
    expect(judge(slotTaken, inRow(1, 2, 3))).toEqual([]);
  });

  it('floor.slot-beyond-row: a rack in slot 5 of 3', () => {
    expect(judge(slotBeyondRow, inRow(3, 5))).toMatchObject([
      { severity: 'error', measured: 5, limit: 3, inputs: { rackCount: 1, racks: ['r1'] } },
    ]);
    expect(judge(slotBeyondRow, inRow(3))).toEqual([]);
  });

  it('floor.tile-alignment: a front line 0.15 m off the edge of a 0.6 m tile', () => {
    const tiled = (tileOrigin: [number, number]) =>
      judge(tileAlignment, { ...inRow(1), rooms: [{ ...ROOM_20_BY_12, tileSizeM: 0.6, tileOrigin }] });
    expect(tiled([0, 0])).toEqual([]);
    const [finding] = tiled([0, 0.15]);
    expect(finding).toMatchObject({ severity: 'info', subject: { name: 'R1 / A' } });
    expect(finding?.measured).toBeCloseTo(0.15, 9);
    expect(judge(tileAlignment, inRow(1))).toEqual([]);
  });
});

describe('floorRules', () => {
  /** A hall in which something of everything is wrong. */
  const bad: HallParts = {
    ...PLAIN,
    ...facingRows({ coldAisleM: 1.1, hotAisleM: 0.5 }),
    deviceTypes: [{ ...catalogued('node'), heightU: 8, weightKg: 1500 }],
    devices: [{ name: 'n', type: 'node', rack: 'A2', unit: 1 }],
    rooms: [{ ...ROOM_20_BY_12, floorLoadLimitKPa: 7.2, pointLoadLimitKN: 3, tileSizeM: 0.6, tileOrigin: [0, 0] }],
  };
  const withMore: HallParts = {
    ...bad,
    racks: [...(bad.racks ?? []), rackAt('lost', 0.2, 3), rackAt('x', 10, 2), rackAt('y', 10.4, 2.1)],
    obstacles: [
      ...(bad.obstacles ?? []),
      { name: 'col', room: 'R1', kind: 'column', outline: box(9.6, 1, 9.9, 1.5), clearanceM: 0.5 },
    ],
  };
  const findingsOf = (hall: HallParts) => {
    const context = contextOf(hallIndex(hall));
    return floorRules.flatMap(({ evaluate }) => evaluate(context));
  };

  it('find the same whatever the order of racks, devices and obstacles', () => {
    const turned = {
      ...withMore,
      racks: [...(withMore.racks ?? [])].reverse(),
      obstacles: [...(withMore.obstacles ?? [])].reverse(),
      rows: [...(withMore.rows ?? [])].reverse(),
    };
    expect(findingsOf(withMore).length).toBeGreaterThan(8);
    expect(findingsOf(turned)).toEqual(findingsOf(withMore));
  });

  it('find the same in a hall that was moved and turned by quarters', () => {
    const original = findingsOf(withMore);
    for (const quarters of [1, 2, 3]) {
      const found = findingsOf(movedHall(withMore, { quarters, byM: [103.7, -41.3] }));
      expect(found.map(({ code, subject }) => [code, subject])).toEqual(
        original.map(({ code, subject }) => [code, subject]),
      );
      found.forEach(({ measured }, i) => {
        const before = original[i]?.measured ?? null;
        if (measured === null || before === null) expect(measured).toBe(before);
        else expect(measured).toBeCloseTo(before, 6);
      });
    }
  });
});

/** The same hall, turned clockwise by quarters around the origin and then moved. */
function movedHall(
  hall: HallParts,
  { quarters, byM }: { readonly quarters: number; readonly byM: readonly [number, number] },
): HallParts {
  const point = ([x, y]: readonly [number, number]): [number, number] => {
    let [tx, ty] = [x, y];
    for (let i = 0; i < quarters; i += 1) [tx, ty] = [ty, -tx];
    return [tx + byM[0], ty + byM[1]];
  };
  const bearing = (deg: number) => (deg + 90 * quarters) % 360;
  return {
    ...hall,
    rooms: (hall.rooms ?? []).map((room) => ({
      ...room,
      outline: room.outline.map(point),
      ...(room.tileOrigin === undefined ? {} : { tileOrigin: point(room.tileOrigin) }),
    })),
    rows: (hall.rows ?? []).map((row) => ({ ...row, origin: point(row.origin), bearingDeg: bearing(row.bearingDeg) })),
    obstacles: (hall.obstacles ?? []).map((obstacle) => ({ ...obstacle, outline: obstacle.outline.map(point) })),
    racks: (hall.racks ?? []).map((rack) =>
      rack.position === undefined
        ? rack
        : { ...rack, position: point(rack.position), frontBearingDeg: bearing(rack.frontBearingDeg ?? 0) },
    ),
  };
}
