import { describe, expect, it } from '@jest/globals';
import {
  catalogued,
  RACK_42U,
  ROOM_20_BY_12,
  ROW_EAST,
  type HallParts,
} from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { noRoute, routeHeight, routeLoad, routeTurn, routeWidth, unknownRoute } from './floor-routes.js';

type Path = [number, number][];

const RACK = { ...RACK_42U, outerHeightMm: 2300 };
const DELIVERY = { name: 'D', room: 'R1', purpose: 'delivery' as const, heightM: 2.4 };
/** Corridor C of 1.2 m that turns right: 6 m long westwards at y = 0 to 1.2, then 6 m north. */
const CORRIDOR = {
  name: 'C',
  outline: [
    [0, 0],
    [6, 0],
    [6, 1.2],
    [1.2, 1.2],
    [1.2, 6],
    [0, 6],
  ] as Path,
  floor: 'slab' as const,
  floorLoadLimitKPa: 12,
};
const THROUGH = {
  name: 'Corridor',
  room: 'C',
  purpose: 'delivery' as const,
  heightM: 2.4,
  path: [
    [6, 0.6],
    [0.6, 0.6],
    [0.6, 6],
  ] as Path,
};

/** One rack of 1500 kg in row A of R1, a corridor before it. */
function hall(parts: HallParts = {}): HallParts {
  return {
    rackTypes: [RACK],
    rooms: [{ ...ROOM_20_BY_12, floorLoadLimitKPa: 12, pointLoadLimitKN: 4.45 }, CORRIDOR],
    rows: [ROW_EAST],
    racks: [{ name: 'A1', type: 'rack-42u', room: 'R1', row: 'A', slot: 1 }],
    deviceTypes: [{ ...catalogued('node'), heightU: 8, weightKg: 1350 }],
    devices: [{ name: 'n', type: 'node', rack: 'A1', unit: 1 }],
    ...parts,
  };
}

const at = (x: number): Path => [
  [x, 3],
  [x, 9],
];

describe('floor.route-width', () => {
  const width = (x: number, more: object = {}) =>
    judge(routeWidth, hall({ floorRoutes: [{ ...DELIVERY, path: at(x), widthM: 1.2, ...more }] }));

  it('is twice the distance to what stands beside the way: 0.5 m beside a rack are 1.0 m', () => {
    // A1 ends at x = 2.6
    expect(width(3.1)).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'floorRoute', name: 'R1 / D' },
        measured: expect.closeTo(1, 9),
        limit: 1.2,
      },
    ]);
    expect(width(3.2)).toEqual([]);
  });

  it('is never less than the narrow side of the widest rack as it is delivered', () => {
    const crated = { ...RACK, shippingWidthMm: 1300, shippingDepthMm: 1500 };
    const found = judge(
      routeWidth,
      hall({ rackTypes: [crated], floorRoutes: [{ ...DELIVERY, path: at(3.2), widthM: 1 }] }),
    );
    expect(found).toMatchObject([{ measured: expect.closeTo(1.2, 9), limit: 1.3 }]);
  });
});

describe('floor.route-turn', () => {
  const turned = (rackType: object, more: object = {}) =>
    judge(
      routeTurn,
      hall({ rackTypes: [{ ...RACK, ...rackType }], floorRoutes: [{ ...THROUGH, leadsTo: 'R1', ...more }] }),
    );

  it('is a crate of 0.8 · 1.9 m at a right angle of two ways of 1.2 m: 1.79 m get around', () => {
    // (2 · 1.2 · 0.70711 − 0.8)/0.5 = 1.794 m
    expect(turned({ shippingWidthMm: 800, shippingDepthMm: 1900 })).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'floorRoute', name: 'C / Corridor' },
        measured: expect.closeTo(1.794, 3),
        limit: 1.9,
        inputs: { crate: 'A1', narrowM: 0.8, size: 'as delivered', turnDeg: expect.closeTo(90, 9) },
      },
    ]);
  });

  it('names both racks where one is the longest and another the widest, and says which size is not stated', () => {
    const types = [
      { ...RACK, shippingWidthMm: 800, shippingDepthMm: 1900 },
      { ...RACK, slug: 'wide', outerWidthMm: 1000, outerDepthMm: 1000 },
    ];
    const place = { room: 'R1', row: 'A' };
    const racks = [
      { name: 'A1', type: 'rack-42u', ...place, slot: 1 },
      { name: 'A2', type: 'wide', ...place, slot: 2 },
    ];
    const found = judge(routeTurn, hall({ rackTypes: types, racks, floorRoutes: [{ ...THROUGH, leadsTo: 'R1' }] }));
    expect(found).toMatchObject([
      {
        limit: 1.9,
        inputs: {
          crate: 'Something as long as A1 and as wide as A2',
          narrowM: 1,
          size: 'unpacked where no crate is stated',
        },
      },
    ]);
  });

  it('is none for the rack in it, of 0.6 · 1.2 m', () => {
    expect(turned({})).toEqual([]);
  });

  it('is none where no rack comes this way, or people only', () => {
    const crate = { shippingWidthMm: 800, shippingDepthMm: 1900 };
    expect(turned(crate, { leadsTo: undefined })).toEqual([]);
    expect(turned(crate, { purpose: 'egress' })).toEqual([]);
  });

  it('lets be turned on the spot what fits the clear circle: a bend in the middle of a hall', () => {
    const path: Path = [
      [15, 2],
      [15, 6],
      [10, 6],
    ];
    const crate = { ...RACK, shippingWidthMm: 1000, shippingDepthMm: 3000 };
    expect(judge(routeTurn, hall({ rackTypes: [crate], floorRoutes: [{ ...DELIVERY, path }] }))).toEqual([]);
  });
});

describe('floor.route-load', () => {
  const loaded = (limit: number, route: object = { ...DELIVERY, path: at(5) }) =>
    judge(routeLoad, hall({ floorRoutes: [{ ...DELIVERY, path: at(5), ...route, floorLoadLimitKPa: limit }] }));

  it('is 1500 kg on 0.6 · 1.2 m: 20.4 kPa, without aisles that help', () => {
    expect(loaded(12)).toMatchObject([
      { severity: 'warning', measured: expect.closeTo(20.43, 2), limit: 12, unit: 'kPa', inputs: { rack: 'A1' } },
    ]);
    expect(loaded(20.5)).toEqual([]);
  });

  it('holds in every room on the way, also over several, and once where ways lead in a circle', () => {
    const rooms = [{ ...ROOM_20_BY_12, floorLoadLimitKPa: 25 }, CORRIDOR, { ...CORRIDOR, name: 'Dock' }];
    const floorRoutes = [
      { ...THROUGH, name: 'From the dock', room: 'Dock', leadsTo: 'C' },
      { ...THROUGH, leadsTo: 'R1' },
      { ...DELIVERY, path: at(5), leadsTo: 'Dock' },
    ];
    expect(judge(routeLoad, hall({ rooms, floorRoutes })).map(({ subject }) => subject.name)).toEqual([
      'C / Corridor',
      'Dock / From the dock',
    ]);
  });

  it('counts racks of unknown weight in its coverage, also those of a room of which no weight is known', () => {
    const site = { name: 'hall' };
    const other = { ...ROOM_20_BY_12, name: 'R2' };
    const racks = [
      { name: 'A1', type: 'rack-42u', room: 'R1', row: 'A', slot: 1 },
      { name: 'B1', type: 'unweighed', room: 'R2' },
    ];
    const { emptyWeightKg: _unknown, ...unweighed } = { ...RACK, slug: 'unweighed' };
    const found = judge(
      routeLoad,
      hall({
        site,
        rackTypes: [RACK, unweighed],
        racks,
        rooms: [{ ...ROOM_20_BY_12, floorLoadLimitKPa: 25 }, other, CORRIDOR],
        floorRoutes: [
          { ...THROUGH, leadsTo: 'R1' },
          { ...THROUGH, name: 'On', leadsTo: 'R2' },
          { ...DELIVERY, path: at(5), leadsTo: 'R2' },
        ],
      }),
    );
    expect(found.map(({ subject, coverage }) => [subject.name, coverage])).toEqual([
      ['C / Corridor', { known: 1, total: 2 }],
    ]);
  });

  it('is not the business of a way that leads elsewhere, or of people', () => {
    expect(judge(routeLoad, hall({ floorRoutes: [THROUGH] }))).toEqual([]);
    expect(loaded(12, { purpose: 'egress' })).toEqual([]);
  });

  it('counts a caster against the point load: 3.68 kN', () => {
    const point = (pointLoadLimitKN: number) =>
      judge(routeLoad, hall({ floorRoutes: [{ ...DELIVERY, path: at(5), floorLoadLimitKPa: 30, pointLoadLimitKN }] }));
    expect(point(3.6)).toMatchObject([{ measured: expect.closeTo(3.68, 2), unit: 'kN' }]);
    expect(point(3.7)).toEqual([]);
  });
});

describe('floor.route-height', () => {
  const high = (heightM: number, rackType: object = {}) =>
    judge(
      routeHeight,
      hall({ rackTypes: [{ ...RACK, ...rackType }], floorRoutes: [{ ...THROUGH, heightM, leadsTo: 'R1' }] }),
    );

  it('is the height of the tallest rack that comes this way, on its pallet where that is stated', () => {
    expect(high(2.1)).toMatchObject([{ severity: 'error', measured: 2.3, limit: 2.1, inputs: { rack: 'A1' } }]);
    expect(high(2.4)).toEqual([]);
    expect(high(2.4, { shippingHeightMm: 2450 })).toMatchObject([{ measured: 2.45 }]);
  });
});

describe('ways that are not stated', () => {
  it('floor.no-route: a room with racks and no way for racks or people', () => {
    expect(judge(noRoute, hall())).toMatchObject([
      { severity: 'unknown', subject: { name: 'R1' }, inputs: { missing: 'delivery and no egress' } },
    ]);
    const floorRoutes = [
      { ...DELIVERY, path: at(5) },
      { ...DELIVERY, name: 'E', purpose: 'egress' as const, path: at(5) },
    ];
    expect(judge(noRoute, hall({ floorRoutes }))).toEqual([]);
  });

  it('floor.unknown-route: a way of which the height, or the floor of a corridor, is not stated', () => {
    const { floorLoadLimitKPa: _unknown, floor: _floor, ...silent } = CORRIDOR;
    const { heightM: _silent, ...low } = THROUGH;
    const rooms = [ROOM_20_BY_12, silent];
    expect(judge(unknownRoute, hall({ rooms, floorRoutes: [{ ...low, leadsTo: 'R1' }] }))).toMatchObject([
      {
        severity: 'unknown',
        inputs: {
          rackCount: 1,
          missing: ['its height', 'what its floor carries', 'what a panel of its floor carries at one point'],
        },
      },
    ]);
    const raised = [ROOM_20_BY_12, { ...silent, floor: 'raised' as const, floorLoadLimitKPa: 20 }];
    const way = { ...THROUGH, leadsTo: 'R1' };
    expect(judge(unknownRoute, hall({ rooms: raised, floorRoutes: [way] }))).toMatchObject([
      { inputs: { missing: ['what a panel of its floor carries at one point'] } },
    ]);
    expect(judge(unknownRoute, hall({ rooms: raised, floorRoutes: [{ ...way, pointLoadLimitKN: 4.45 }] }))).toEqual([]);
    expect(judge(unknownRoute, hall({ floorRoutes: [{ ...THROUGH, leadsTo: 'R1' }] }))).toEqual([]);
    expect(judge(unknownRoute, hall({ rooms, floorRoutes: [low] }))).toEqual([]);
    const nowhere: Path = [
      [5, 5],
      [5, 5],
    ];
    expect(judge(unknownRoute, hall({ floorRoutes: [{ ...DELIVERY, path: nowhere }] }))).toMatchObject([
      { inputs: { missing: ['where it leads: all of its points are one'] } },
    ]);
    const site = { name: 'hall', floorLoadLimitKPa: 7.2 };
    const onSlab = [ROOM_20_BY_12, { ...silent, floor: 'slab' as const }];
    expect(judge(unknownRoute, hall({ site, rooms: onSlab, floorRoutes: [{ ...THROUGH, leadsTo: 'R1' }] }))).toEqual(
      [],
    );
  });
});
