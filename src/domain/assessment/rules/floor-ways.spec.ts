import { describe, expect, it } from '@jest/globals';
import {
  catalogued,
  RACK_42U,
  ROOM_20_BY_12,
  ROW_EAST,
  type HallParts,
} from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { headroom, trayInRack, unknownHeadroom, unknownWorkingSpace, workingSpace } from './floor-heights.js';
import { deadEnd, doorSwing, rowEnd, rowLength, staging } from './floor-ways.js';

const RACK = { ...RACK_42U, outerHeightMm: 2000 };
const box = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

/** Racks of 0.6 · 1.2 m in the first slots of row A, from x = 2 on. */
function hall(count: number, parts: HallParts = {}): HallParts {
  return {
    rackTypes: [RACK],
    rooms: [{ ...ROOM_20_BY_12, ceilingHeightM: 3 }],
    rows: [{ ...ROW_EAST, slots: 40 }],
    racks: Array.from({ length: count }, (_, k) => ({
      name: `A${String(k + 1).padStart(2, '0')}`,
      type: 'rack-42u',
      room: 'R1',
      row: 'A',
      slot: k + 1,
    })),
    ...parts,
  };
}

const column = (west: number) => ({
  obstacles: [{ name: 'C', room: 'R1', kind: 'column' as const, outline: box(west, 6.2, west + 0.4, 6.6) }],
});

describe('ends of rows', () => {
  it('floor.row-end: 1.0 m beside a column is less than 1.2 m: a warning, and an error where the site asks for it', () => {
    // Three racks end at 3.8 m
    expect(judge(rowEnd, hall(3, column(4.8)))).toMatchObject([
      { severity: 'warning', subject: { name: 'A03' }, measured: expect.closeTo(1, 9), limit: 1.2 },
    ]);
    expect(judge(rowEnd, hall(3, column(5)))).toEqual([]);
    const site = { name: 'hall', rowEndMinimumM: 1.5 };
    expect(judge(rowEnd, hall(3, { ...column(5), site }))).toMatchObject([{ severity: 'error', limit: 1.5 }]);
    // against the column it is no passage
    expect(judge(rowEnd, hall(3, column(3.8)))).toEqual([]);
  });

  it('floor.row-length: 21 racks side by side are one too many', () => {
    expect(judge(rowLength, hall(20))).toEqual([]);
    expect(judge(rowLength, hall(21))).toMatchObject([
      { severity: 'warning', subject: { name: 'A21' }, measured: 21, limit: 20, inputs: { last: 'A01' } },
    ]);
    const apart = hall(21);
    const racks = (apart.racks ?? []).map((rack, k) => (k < 11 ? rack : { ...rack, slot: k + 3 }));
    expect(judge(rowLength, { ...apart, racks })).toEqual([]);
  });

  it('floor.dead-end: 11 racks that end against a column can be left at one end only', () => {
    // 11 racks end at 2 + 6.6 = 8.6 m; ten at 8.0 m
    expect(judge(deadEnd, hall(11, column(8.6)))).toMatchObject([
      { severity: 'warning', measured: 11, limit: 10, inputs: { way: 'at one end only' } },
    ]);
    expect(judge(deadEnd, hall(10, column(8)))).toEqual([]);
    expect(judge(deadEnd, hall(11))).toEqual([]);
  });

  it('floor.dead-end: a row that is shut at both ends can be passed nowhere', () => {
    const obstacles = [
      { name: 'W', room: 'R1', kind: 'column' as const, outline: box(1, 6.2, 2, 6.6) },
      { name: 'E', room: 'R1', kind: 'column' as const, outline: box(3.8, 6.2, 5, 6.6) },
    ];
    expect(judge(deadEnd, hall(3, { obstacles }))).toMatchObject([
      { measured: 3, limit: 0, inputs: { way: 'at neither end' } },
    ]);
  });
});

describe('doors and staging', () => {
  it('floor.door-swing: 0.2 m² of a rack in the swing of a leaf', () => {
    const door = (x: number) => ({
      obstacles: [
        {
          name: 'D',
          room: 'R1',
          kind: 'door' as const,
          outline: box(0, 0, 0.1, 0.1),
          swingOutline: box(x, 6, x + 1, 7),
        },
      ],
    });
    // A01 from x = 2.0: [1.2, 2.2] covers 0.2 m of it
    expect(judge(doorSwing, hall(1, door(1.2)))).toMatchObject([
      { severity: 'error', subject: { kind: 'rack', name: 'A01' }, measured: expect.closeTo(0.2, 2), unit: 'm2' },
    ]);
    expect(judge(doorSwing, hall(1, door(1)))).toEqual([]);
  });

  it('floor.staging: says what does not fit, what stands in it, and what it weighs when full', () => {
    const weights: HallParts = {
      deviceTypes: [{ ...catalogued('node'), heightU: 8, weightKg: 1350 }],
      devices: [{ name: 'n', type: 'node', rack: 'A01', unit: 1 }],
    };
    const area = (outline: [number, number][], rackCapacity: number) =>
      judge(
        staging,
        hall(1, {
          ...weights,
          rooms: [{ ...ROOM_20_BY_12, floorLoadLimitKPa: 7.2 }],
          stagingAreas: [{ name: 'S', room: 'R1', outline, rackCapacity }],
        }),
      );
    // 1.8 · 1.8 m: two racks fit; three of 1500 kg on 3.24 m² are 13.6 kPa
    expect(area(box(10, 1, 11.8, 2.8), 3)).toMatchObject([
      { severity: 'warning', measured: 3, limit: 2 },
      { severity: 'error', measured: expect.closeTo(13.62, 2), limit: 7.2, unit: 'kPa' },
    ]);
    // One on 3.24 m² is 4.5 kPa
    expect(area(box(10, 1, 11.8, 2.8), 1)).toEqual([]);
    expect(area(box(2, 5, 3.8, 6.8), 1)).toMatchObject([{ severity: 'error', measured: 1, inputs: { by: ': A01' } }]);
  });
});

describe('heights', () => {
  const tray = (bottomM: number, name = 'T', y = 9) => ({
    name,
    room: 'R1',
    kind: 'fibre' as const,
    widthMm: 300,
    heightMm: 100,
    from: [2, y, bottomM] as [number, number, number],
    to: [5, y, bottomM] as [number, number, number],
  });
  const under = (room: object, bottomM: number) =>
    judge(headroom, hall(1, { rooms: [{ ...ROOM_20_BY_12, ...room }], traySegments: [tray(bottomM)] }));

  it('floor.headroom: a tray whose top is at 2.8 m under sprinklers at 3.1 m: 2.8 > 3.1 − 0.46', () => {
    const room = { ceilingHeightM: 3.5, sprinklerHeightM: 3.1 };
    expect(under(room, 2.7)).toMatchObject([
      { severity: 'error', measured: expect.closeTo(2.8, 9), limit: expect.closeTo(2.64, 9), inputs: { what: 'T' } },
    ]);
    expect(under(room, 2.5)).toEqual([]);
  });

  it('floor.headroom: a rack or tray above the ceiling, and a ceiling below 2.6 m', () => {
    expect(under({ ceilingHeightM: 2.7 }, 2.7)).toMatchObject([{ severity: 'error', limit: 2.7 }]);
    expect(under({ ceilingHeightM: 2.5 }, 2.2)).toMatchObject([{ severity: 'warning', measured: 2.5, limit: 2.6 }]);
  });

  it('floor.headroom: a rack too close under the sprinklers', () => {
    const room = { ...ROOM_20_BY_12, ceilingHeightM: 3, sprinklerHeightM: 2.4 };
    expect(judge(headroom, hall(1, { rooms: [room] }))).toMatchObject([
      { severity: 'error', measured: 2, limit: expect.closeTo(1.94, 9), inputs: { what: 'A01' } },
    ]);
  });

  it('floor.unknown-headroom: a ceiling or racks of which nobody states the height', () => {
    const { outerHeightMm: _unknown, ...flat } = RACK;
    expect(judge(unknownHeadroom, hall(2, { rackTypes: [flat], rooms: [ROOM_20_BY_12] }))).toMatchObject([
      { severity: 'unknown', inputs: { open: ['the ceiling is not stated', 'height not stated of 2 racks'] } },
    ]);
    expect(judge(unknownHeadroom, hall(2))).toEqual([]);
  });

  it('floor.tray-in-rack: a tray at 1.9 m through a rack of 2 m', () => {
    expect(judge(trayInRack, hall(3, { traySegments: [tray(1.9, 'low', 6.5)] }))).toMatchObject([
      { severity: 'error', subject: { name: 'R1' }, measured: 1.9, limit: 2, inputs: { tray: 'low', count: 3 } },
    ]);
    expect(judge(trayInRack, hall(3, { traySegments: [tray(2, 'above', 6.5), tray(1.9, 'beside', 9)] }))).toEqual([]);
  });
});

describe('working space', () => {
  const panel = (name: string, y: number, frontBearingDeg: number, more: object = {}) => ({
    name,
    kind: 'panel' as const,
    room: 'R1',
    position: [12, y] as [number, number],
    frontBearingDeg,
    widthMm: 600,
    depthMm: 600,
    voltageLlV: 415,
    wiring: 'wye' as const,
    ...more,
  });
  const facing = (apartM: number, site: object = { country: 'US' }, more: object = {}): HallParts => ({
    ...hall(1),
    site: { name: 'hall', ...site },
    powerElements: [panel('P1', 4, 0, more), panel('P2', 4.6 + apartM, 180, more)],
  });

  it('floor.working-space: two panels of 415Y/240 V face each other over 1.1 m; condition 3 needs 1.22 m', () => {
    expect(judge(workingSpace, facing(1.1))).toMatchObject([
      {
        severity: 'error',
        subject: { name: 'P1' },
        measured: expect.closeTo(1.1, 6),
        limit: expect.closeTo(1.219, 3),
        inputs: { condition: 3 },
      },
      { subject: { name: 'P2' } },
    ]);
    expect(judge(workingSpace, facing(1.25))).toEqual([]);
    // 208Y/120 has 120 V to ground: 0.914 m
    expect(judge(workingSpace, facing(1.1, { country: 'US' }, { voltageLlV: 208 }))).toEqual([]);
  });

  it('floor.unknown-working-space: says where no table is held, and why', () => {
    const reasonOf = (...of: Parameters<typeof facing>) =>
      judge(unknownWorkingSpace, facing(...of)).map(({ severity, inputs }) => [severity, inputs['reason']]);
    expect(reasonOf(1.1, { country: 'DE' })).toEqual([['unknown', 'the code of DE is not held here']]);
    expect(reasonOf(1.1, { country: 'US' }, { voltageLlV: undefined })).toEqual([
      ['unknown', 'their voltage is not stated'],
    ]);
    expect(reasonOf(1.1, { country: 'US' }, { voltageLlV: 11_000 })).toEqual([
      ['unknown', 'they have more than 600 V to ground, where this table ends'],
    ]);
    expect(reasonOf(1.1)).toEqual([]);
  });
});
