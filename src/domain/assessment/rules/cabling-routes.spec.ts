import { describe, expect, it } from '@jest/globals';
import { catalogued, ROOM_20_BY_12, ROW_EAST, type HallParts } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { noRoute, routeMedium, shortCable, shortSlack, traysApart } from './cabling-routes.js';

type CableEntry = NonNullable<HallParts['cables']>[number];
type Tray = NonNullable<HallParts['traySegments']>[number];

/** Over the rear of the row, whose rear plane is at y = 7.1; its first rack is at x = 2.3, its seventh at 5.9. */
const tray = (name: string, fromX: number, toX: number): Tray => ({
  name,
  room: 'R1',
  kind: 'fibre',
  from: [fromX, 7.1, 2.5],
  to: [toX, 7.1, 2.5],
  widthMm: 300,
  heightMm: 100,
});

/** Two nodes at unit 18 of racks of 2.1 m, 3.6 m apart: the way is 2 · (1.206 + 0.3 + 0.4) + 3.6 = 7.411 m. */
const hall = (cable: Partial<CableEntry>, trays = [tray('T1', 1, 12)]): HallParts => ({
  site: { name: 'hall', cabling: { lengthMarginFraction: 0.05 } },
  rooms: [ROOM_20_BY_12],
  rows: [ROW_EAST],
  rackTypes: [{ ...catalogued('rack'), heightU: 42, outerWidthMm: 600, outerDepthMm: 1200, outerHeightMm: 2100 }],
  deviceTypes: [{ ...catalogued('node'), heightU: 1, ports: [{ name: 'P1', kind: 'c2c', side: 'rear' }] }],
  cableTypes: [{ ...catalogued('aoc'), medium: 'aoc' }],
  racks: [1, 7].map((slot) => ({ name: `A${String(slot)}`, type: 'rack', room: 'R1', row: 'A', slot })),
  devices: [1, 7].map((slot) => ({ name: `n${String(slot)}`, type: 'node', rack: `A${String(slot)}`, unit: 18 })),
  traySegments: trays,
  cables: [
    {
      name: 'c',
      type: 'aoc',
      ends: [
        { device: 'n1', port: 'P1' },
        { device: 'n7', port: 'P1' },
      ],
      ...cable,
    },
  ],
});

describe('a stated length', () => {
  it('below the bare way of 7.41 m is an error', () => {
    expect(judge(shortCable, hall({ lengthM: 7 }))).toMatchObject([
      { severity: 'error', measured: 7, limit: expect.closeTo(7.411, 3), inputs: { cables: ['c'] } },
    ]);
    expect(judge(shortSlack, hall({ lengthM: 7 }))).toEqual([]);
  });

  it('below (7.411 + 0.5) · 1.05 = 8.307 m is a warning with both figures, and no error', () => {
    expect(judge(shortSlack, hall({ lengthM: 8 }))).toMatchObject([
      { severity: 'warning', measured: 8, limit: expect.closeTo(8.307, 3), inputs: { worst: 'c', wayM: 7.411 } },
    ]);
    expect(judge(shortCable, hall({ lengthM: 8 }))).toEqual([]);
  });

  it('as built has used its margin: below 7.911 m it is a warning, above it nothing', () => {
    expect(judge(shortSlack, hall({ lengthM: 9, asBuiltLengthM: 7.9 }))).toMatchObject([
      { measured: 7.9, limit: expect.closeTo(7.911, 3) },
    ]);
    expect(judge(shortSlack, hall({ lengthM: 7, asBuiltLengthM: 7.92 }))).toEqual([]);
  });
});

describe('a stated route', () => {
  const copper = { ...tray('C1', 1, 12), kind: 'copper' as const };
  const stated = (route: string, site = {}): HallParts => ({
    ...hall({ route: [route] }, [tray('T1', 1, 12), copper]),
    site: { name: 'hall', cabling: site },
  });

  it('over a tray for copper is wrong for a fibre, unless trays are shared', () => {
    expect(judge(routeMedium, stated('C1'))).toMatchObject([
      { severity: 'error', subject: { name: 'aoc' }, measured: 1, inputs: { cables: ['c'] } },
    ]);
    expect(judge(routeMedium, stated('T1'))).toEqual([]);
    expect(judge(routeMedium, stated('C1', { sharedTrays: true }))).toEqual([]);
  });
});

describe('trays in pieces', () => {
  const apart = hall({}, [tray('T1', 1, 3), tray('T2', 3.9, 4.3), tray('T3', 4.5, 12)]);

  it('are named once, each with its segments and racks', () => {
    expect(judge(traysApart, apart)).toMatchObject([
      {
        severity: 'error',
        measured: 3,
        inputs: { kinds: 'fibre', count: 1, cables: ['c'], pieces: 'T1 (racks A1) | T2 (no rack) | T3 (racks A7)' },
      },
    ]);
    expect(judge(noRoute, apart)).toEqual([]);
  });

  it('are nothing where no cable runs between them', () => {
    expect(judge(traysApart, { ...apart, cables: [] })).toEqual([]);
    expect(judge(traysApart, hall({}))).toEqual([]);
  });
});
