import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, ROOM_20_BY_12, ROW_EAST, type HallParts } from '../../../test/factories/halls/hall.js';
import { placeRacks } from '../floor/placement.js';
import { cablingPolicy } from './cabling-policy.js';
import { planCables } from './cable-plan.js';
import { computedLengths } from './computed-lengths.js';
import { cordRoutes } from './cord-routes.js';
import { routeCables } from './route-cables.js';
import { cableAlternatives } from './alternatives.js';
import { lengthErrors } from './length-errors.js';
import { sharedTrays } from './shared-trays.js';

type Tray = NonNullable<HallParts['traySegments']>[number];
type Cable = NonNullable<HallParts['cables']>[number];

const RACK = { ...catalogued('rack'), heightU: 42, outerWidthMm: 600, outerDepthMm: 1200, outerHeightMm: 2100 };
const NODE = {
  ...catalogued('node'),
  heightU: 1,
  ports: [
    { name: 'R[1-9]', kind: 'c2c' as const, side: 'rear' as const },
    { name: 'F[1-9]', kind: 'c2c' as const, side: 'front' as const },
  ],
};
const AOC = {
  ...catalogued('aoc'),
  medium: 'aoc' as const,
  outerDiameterMm: 10,
  reachM: 30,
  currency: 'USD',
  stockLengths: [5, 7, 10, 15].map((lengthM) => ({ lengthM, priceMinor: 1000 * lengthM })),
};
const DAC = {
  ...catalogued('dac'),
  medium: 'dac' as const,
  outerDiameterMm: 6,
  reachM: 3,
  currency: 'USD',
  stockLengths: [1, 2, 3].map((lengthM) => ({ lengthM, priceMinor: 500 * lengthM })),
};

/** Over the rear of the row: racks stand north of y = 6, their rear plane is at 6 + 1.2 − 0.1 = 7.1. */
const OVERHEAD: Tray = {
  name: 'T1',
  room: 'R1',
  kind: 'fibre',
  from: [1, 7.1, 2.5],
  to: [9, 7.1, 2.5],
  widthMm: 300,
  heightMm: 100,
};

function hall(
  parts: {
    trays?: readonly Tray[];
    cables: readonly Cable[];
    cabling?: NonNullable<HallParts['site']>['cabling'];
  } & HallParts,
) {
  const { trays = [OVERHEAD], cables, cabling = { lengthMarginFraction: 0 }, ...rest } = parts;
  const index = hallIndex({
    site: { name: 'hall', cabling },
    rooms: [ROOM_20_BY_12],
    rows: [ROW_EAST],
    rackTypes: [RACK],
    deviceTypes: [NODE],
    cableTypes: [AOC, DAC],
    racks: [1, 7].map((slot) => ({ name: `A${String(slot)}`, type: 'rack', room: 'R1', row: 'A', slot })),
    devices: [1, 7].map((slot) => ({ name: `n${String(slot)}`, type: 'node', rack: `A${String(slot)}`, unit: 18 })),
    traySegments: [...trays],
    cables: [...cables],
    ...rest,
  });
  return { index, places: placeRacks(index).placements, policy: cablingPolicy(index.snapshot.site).policy };
}

const cable = (name: string, near: string, far: string, rest: Partial<Cable> = {}): Cable => ({
  name,
  type: 'aoc',
  ends: [near, far].map((end) => ({ device: end.split(':')[0] ?? '', port: end.split(':')[1] ?? '' })),
  ...rest,
});

describe('the route of a cable', () => {
  it('is 7.9 m in the worked example: 2 · (1.2 + 0.4 + 0.3) + 3.6 + 0.5', () => {
    const [planned] = planCables(hall({ cables: [cable('c', 'n1:R1', 'n7:R1')] })).cables;
    // Unit 18 of 42 in 2.1 m: (2.1 − 42 · 0.04445) / 2 + 17.5 · 0.04445 = 0.1166 + 0.7779 = 0.894 m, 1.206 m to the top.
    const inRackM = 2.1 - (2.1 - 42 * 0.04445) / 2 - 17.5 * 0.04445;
    expect(planned?.route.routeM).toBeCloseTo(2 * (inRackM + 0.3 + 0.4) + 3.6, 9);
    expect(planned?.route.neededM).toBeCloseTo(7.9, 1);
    expect(planned?.orderLengthM).toBe(10);
    expect(planned?.route.stretches).toEqual([
      { kind: 'drop', segment: 'T1', lengthM: expect.closeTo(0.4, 9) },
      { kind: 'tray', segment: 'T1', lengthM: expect.closeTo(3.6, 9) },
      { kind: 'drop', segment: 'T1', lengthM: expect.closeTo(0.4, 9) },
    ]);
  });

  it('grows by the margin: (7.411 + 0.5) · 1.05 = 8.307 m', () => {
    const { routes } = routeCables(
      hall({ cables: [cable('c', 'n1:R1', 'n7:R1')], cabling: { lengthMarginFraction: 0.05 } }),
    );
    expect(routes[0]?.neededM).toBeCloseTo(8.307, 3);
  });

  it('inside a rack is the height between the ports and both laterals, and the depth where they are on two sides', () => {
    const devices = [
      { name: 'n1', type: 'node', rack: 'A1', unit: 18 },
      { name: 'n2', type: 'node', rack: 'A1', unit: 28 },
    ];
    const { routes } = routeCables(
      hall({
        devices,
        cables: [
          cable('a same', 'n1:R1', 'n2:R1', { type: 'dac' }),
          cable('b across', 'n1:R2', 'n2:F1', { type: 'dac' }),
        ],
      }),
    );
    expect(routes[0]).toMatchObject({ way: 'inside a rack', routeM: expect.closeTo(10 * 0.04445 + 0.6, 9) });
    expect(routes[1]?.routeM).toBeCloseTo(10 * 0.04445 + 0.6 + 1.2, 9);
  });

  it('inside a device is unknown, since nothing says where its ports are', () => {
    const { routes } = routeCables(hall({ cables: [cable('c', 'n1:R1', 'n1:R2')] }));
    expect(routes[0]).toMatchObject({ way: 'inside a device', routeM: null, neededM: null, failure: null });
  });

  it('turns with the device: a port on the front of a device that is mounted on the rear is on the rear', () => {
    const devices = [1, 7].map((slot) => ({
      name: `n${String(slot)}`,
      type: 'node',
      rack: `A${String(slot)}`,
      unit: 18,
      face: 'rear' as const,
    }));
    const { routes } = routeCables(hall({ devices, cables: [cable('c', 'n1:F1', 'n7:F1')] }));
    expect(routes[0]?.neededM).toBeCloseTo(7.9, 1);
  });

  it('leaves a rack only where the rack lets cables in: from the bottom it is 0.894 m down and 2.5 m up to the tray', () => {
    const racks = [1, 7].map((slot) => ({
      name: `A${String(slot)}`,
      type: 'rack',
      room: 'R1',
      row: 'A',
      slot,
      cableEntry: 'bottom' as const,
    }));
    const { routes } = routeCables(hall({ racks, cables: [cable('c', 'n1:R1', 'n7:R1')] }));
    expect(routes[0]?.routeM).toBeCloseTo(2 * (0.894425 + 0.3 + 2.5) + 3.6, 5);
  });

  it.each([
    [
      'copper in a hall with fibre trays only',
      { cables: [cable('c', 'n1:R1', 'n7:R1', { type: 'dac' })] },
      'no tray of its kind near',
      'A1',
    ],
    [
      'trays in two pieces',
      {
        trays: [
          { ...OVERHEAD, to: [3, 7.1, 2.5] as [number, number, number] },
          { ...OVERHEAD, name: 'T2', from: [5, 7.1, 2.5] as [number, number, number] },
        ],
        cables: [cable('c', 'n1:R1', 'n7:R1')],
      },
      'trays not connected',
      'A1 to A7',
    ],
    [
      'a device without a unit',
      {
        devices: [
          { name: 'n1', type: 'node', rack: 'A1' },
          { name: 'n7', type: 'node', rack: 'A7', unit: 1 },
        ],
        cables: [cable('c', 'n1:R1', 'n7:R1')],
      },
      'unit not stated',
      'n1',
    ],
    [
      'a stated route that does not lead there',
      {
        trays: [
          OVERHEAD,
          {
            ...OVERHEAD,
            name: 'far',
            from: [1, 11, 2.5] as [number, number, number],
            to: [9, 11, 2.5] as [number, number, number],
          },
        ],
        cables: [cable('c', 'n1:R1', 'n7:R1', { route: ['far'] })],
      },
      'stated route broken',
      'A1',
    ],
  ])('is none, and says why, with %s', (_, parts, failure, failedAt) => {
    const { routes } = routeCables(hall(parts));
    expect(routes[0]).toMatchObject({ way: 'none', failure, failedAt, routeM: null, neededM: null });
  });

  it('lets copper and fibre share trays only where the site says so', () => {
    const cables = [cable('c', 'n1:R1', 'n7:R1', { type: 'dac' })];
    expect(routeCables(hall({ cables, cabling: { sharedTrays: true } })).routes[0]?.failure).toBeNull();
  });
});

describe('trays with little room', () => {
  // 100 mm × 10 mm at 0.4 takes 400 mm²: five cables of 78.5 mm².
  const short: Tray = { ...OVERHEAD, name: 'short', widthMm: 100, heightMm: 10 };
  const detour: Tray[] = [
    { ...OVERHEAD, name: 'up', from: [1, 7.1, 2.5], to: [1, 9, 2.5] },
    { ...OVERHEAD, name: 'along', from: [1, 9, 2.5], to: [9, 9, 2.5] },
    { ...OVERHEAD, name: 'down', from: [9, 9, 2.5], to: [9, 7.1, 2.5] },
    { ...OVERHEAD, name: 'stub', from: [1, 7.1, 2.7], to: [9, 7.1, 2.7] },
  ];
  const seven = Array.from({ length: 7 }, (_, i) =>
    cable(`c${String(i)}`, `n1:R${String(i + 1)}`, `n7:R${String(i + 1)}`),
  );

  it('take five cables, and send the others over the next shortest way', () => {
    const { routes } = routeCables(hall({ cables: seven, trays: [short, ...detour] }));
    expect(routes.map(({ segments }) => segments)).toEqual([
      ...Array<string[]>(5).fill(['short']),
      ...Array<string[]>(2).fill(['stub']),
    ]);
    expect(routes.every(({ overfull }) => !overfull)).toBe(true);
  });

  it('give the bill the same lengths as the plan: cables of stated lengths take their room too', () => {
    const cables = seven.map((one, i) => (i < 5 ? { ...one, lengthM: 20 } : one));
    const given = hall({ cables, trays: [short, ...detour] });
    const planned = planCables(given).cables.slice(5);
    expect(planned.map(({ route: { segments } }) => segments)).toEqual([['stub'], ['stub']]);
    expect(computedLengths(given.index, given.places)).toEqual(
      new Map(planned.map(({ cable: { name }, route: { neededM } }) => [name, neededM])),
    );
  });

  it('are overfull, and say how wide they must be, where there is no other way', () => {
    const { cables, trays } = planCables(hall({ cables: seven, trays: [short] }));
    expect(cables.filter(({ troubles }) => troubles.includes('overfull trays'))).toHaveLength(2);
    // 7 · π/4 · 10² = 549.8 of 1000 mm²; at 0.4 that takes 1374.4 mm² = 137.4 mm of width, in steps of 50
    expect(trays[0]).toMatchObject({
      segment: 'short',
      final: { cables: 7, fill: expect.closeTo(0.5498, 4) },
      widenToMm: 150,
    });
  });

  it('that are closed are avoided, and their loss is told by the devices that it cuts off', () => {
    const given = hall({ cables: seven, trays: [short, ...detour] });
    const { routes } = routeCables({ ...given, closed: new Set(['stub', 'short']) });
    expect(new Set(routes.map(({ failure }) => failure))).toEqual(new Set(['no tray of its kind near']));
    const plan = planCables(hall({ cables: seven, trays: [OVERHEAD] }));
    expect(sharedTrays(plan.cables)).toMatchObject([
      { segment: 'T1', cables: 7, cutOff: { count: 2, names: ['n1 (aoc)', 'n7 (aoc)'] } },
    ]);
  });
});

describe('the plan of a cable', () => {
  it('names a stated length that is shorter than the way, a reach that is too short and a missing stock length', () => {
    const { cables } = planCables(
      hall({
        cables: [
          cable('a short', 'n1:R1', 'n7:R1', { lengthM: 7 }),
          cable('b copper', 'n1:R2', 'n7:R2', { type: 'dac' }),
        ],
        cabling: { sharedTrays: true },
      }),
    );
    expect(cables.map(({ troubles }) => troubles)).toEqual([
      ['stated length too short'],
      ['longer than every stock length', 'longer than its reach'],
    ]);
  });

  it('names a length without its slack: of a planned cable with the margin, of one as built without it', () => {
    // The way of 7.411 m and 0.5 m of slack are 7.911 m; with 5 % more 8.307 m.
    const cables = [
      cable('a bare', 'n1:R1', 'n7:R1', { lengthM: 7.5 }),
      cable('b without margin', 'n1:R2', 'n7:R2', { lengthM: 8.3 }),
      cable('c enough', 'n1:R3', 'n7:R3', { lengthM: 8.31 }),
      cable('d built longer than planned', 'n1:R4', 'n7:R4', { lengthM: 7, asBuiltLengthM: 7.92 }),
      cable('e built without slack', 'n1:R5', 'n7:R5', { lengthM: 20, asBuiltLengthM: 7.9 }),
      cable('f built too short', 'n1:R6', 'n7:R6', { lengthM: 20, asBuiltLengthM: 7.4 }),
    ];
    const plan = planCables(hall({ cables, cabling: { lengthMarginFraction: 0.05 } }));
    const planned = expect.closeTo(8.307, 3);
    const built = expect.closeTo(7.911, 3);
    expect(plan.cables.map(({ troubles, leastM }) => [troubles[0], leastM])).toEqual([
      ['stated length without slack', planned],
      ['stated length without slack', planned],
      [undefined, planned],
      [undefined, built],
      ['stated length without slack', built],
      ['stated length too short', built],
    ]);
  });

  it('names a bend that is tighter than the cable allows', () => {
    const stiff = { ...AOC, minimumBendRadiusMm: 350 };
    const { cables } = planCables(hall({ cables: [cable('c', 'n1:R1', 'n7:R1')], cableTypes: [stiff, DAC] }));
    expect(cables[0]?.troubles).toEqual(['bend tighter than allowed']);
  });

  it('prices alternatives where they reach: 2 m of copper at 1000 instead of 5 m of fibre at 5000', () => {
    const devices = [18, 28].map((unit, i) => ({ name: `n${String(i + 1)}`, type: 'node', rack: 'A1', unit }));
    const given = hall({
      devices: [...devices, { name: 'n7', type: 'node', rack: 'A7', unit: 18 }],
      cableTypes: [{ ...AOC, alternatives: ['dac'] }, DAC],
      cables: [cable('near', 'n1:R1', 'n2:R1'), cable('far', 'n1:R2', 'n7:R2')],
      cabling: { sharedTrays: true, lengthMarginFraction: 0 },
    });
    expect(cableAlternatives(given, planCables(given))).toEqual([
      {
        cableType: 'aoc',
        alternative: 'dac',
        cables: 2,
        fitting: 1,
        priced: 1,
        differenceMinor: 1000 - 5000,
        currency: 'USD',
      },
    ]);
  });

  it('compares lengths as built with those computed: errors of 0.3 and −0.1 m have a mean of 0.1 and deviate by 0.283', () => {
    const base = routeCables(hall({ cables: [cable('c', 'n1:R1', 'n7:R1')] })).routes[0]?.neededM ?? 0;
    const given = hall({
      cables: [
        cable('a', 'n1:R1', 'n7:R1', { asBuiltLengthM: base + 0.3 }),
        cable('b', 'n1:R2', 'n7:R2', { asBuiltLengthM: base - 0.1 }),
      ],
    });
    const [errors] = lengthErrors(given.index, planCables(given).cables);
    expect(errors).toMatchObject({ medium: 'aoc', cables: 2, longer: 1, worst: { cable: 'a' } });
    expect(errors?.meanM).toBeCloseTo(0.1, 9);
    expect(errors?.deviationM).toBeCloseTo(Math.sqrt(2 * 0.2 ** 2), 9);
  });
});

describe('a power cord', () => {
  it('of 1.2 m does not reach from the top of a rack to the lowest outlet', () => {
    const given = hall({
      cables: [],
      deviceTypes: [{ ...NODE, powerSupplies: [{ name: 'P1' }] }],
      pduTypes: [
        { ...catalogued('pdu'), inputVoltageLlV: 415, ratedCurrentA: 32, phases: 3, outlets: [{ name: '[1-21]' }] },
      ],
      powerElements: [{ name: 'pdu', kind: 'rack-pdu', pduType: 'pdu', rack: 'A1' }],
      devices: [40, 2].map((unit) => ({ name: `n${String(unit)}`, type: 'node', rack: 'A1', unit })),
      cords: [40, 2].map((unit) => ({
        device: `n${String(unit)}`,
        supply: 'P1',
        pdu: 'pdu',
        outlet: '1',
        lengthM: 1.2,
      })),
    });
    const routes = cordRoutes(given.index, given);
    // Supplies at 39.5 and 1.5 units, outlet 1 at half of 42/21 = 1 unit: 0.3 + 38.5 · 0.04445 + 0.1 = 2.11 m and 0.3 + 0.5 · 0.04445 + 0.1 = 0.42 m
    expect(routes.map(({ cord, neededM, reaches }) => [cord, neededM?.toFixed(2), reaches])).toEqual([
      ['n2 / P1', '0.42', true],
      ['n40 / P1', '2.11', false],
    ]);
  });
});
