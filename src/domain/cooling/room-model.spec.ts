import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { expectConserved } from '../../../test/support/conserved-air.js';
import { sitePolicy } from '../site/policy.js';
import { airHall, solveAir, type AirHall } from './air-solver.js';
import type { OtherHeat } from './air-plan.js';
import { solveRoom, type RoomState } from './room-model.js';

/** 20 °C dry at sea level: 1.2041 kg/m³ · 1005 / 3600 = 0.33614 W/K for each m³/h. */
const W_PER_K_PER_M3_PER_H = (1.2041 * 1005) / 3600;
const SITE = { name: 'hall', supplyC: 20, relativeHumidity: 0, altitudeM: 0, ashraeClass: 'A2' as const };

interface RowOfRacks {
  /** W and m³/h of each rack; a rack of which one is null does not say it. */
  readonly racks: readonly { readonly heatW: number | null; readonly airM3PerH: number | null }[];
  readonly unitsM3PerH: readonly (number | null)[];
  readonly zone?: Partial<NonNullable<HallParts['coolingZones']>[number]>;
  readonly containment?: 'none' | 'cold' | 'hot';
  readonly unitType?: Partial<NonNullable<HallParts['coolingUnitTypes']>[number]>;
  readonly more?: HallParts;
  readonly otherHeat?: readonly OtherHeat[];
}

/** A row of racks with one device each, and units for it. */
function hallOf({ racks, unitsM3PerH, zone, containment, unitType, more, otherHeat }: RowOfRacks): AirHall {
  const index = hallIndex({
    site: SITE,
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    rows: [
      {
        name: 'A',
        room: 'R1',
        origin: [2, 6],
        bearingDeg: 90,
        coldAisleSide: 'right',
        pitchM: 0.6,
        slots: 40,
        ...(containment === undefined ? {} : { containment }),
      },
    ],
    racks: racks.map((_, i) => ({ name: `r${String(i)}`, type: 'rack-42u', room: 'R1', row: 'A', slot: i + 1 })),
    deviceTypes: racks.map(({ airM3PerH }, i) => ({
      ...catalogued(`t${String(i)}`),
      heightU: 42,
      ...(airM3PerH === null ? {} : { maximumAirflowM3PerH: airM3PerH }),
    })),
    devices: racks.map((_, i) => ({ name: `d${String(i)}`, type: `t${String(i)}`, rack: `r${String(i)}`, unit: 1 })),
    coolingZones: [{ name: 'Z', room: 'R1', rows: ['A'], ...zone }],
    coolingUnitTypes: unitsM3PerH.map((airflowM3PerH, i) => ({
      ...catalogued(`u${String(i)}`),
      kind: 'crah' as const,
      ...(airflowM3PerH === null ? {} : { airflowM3PerH }),
      ...unitType,
    })),
    coolingUnits: unitsM3PerH.map((_, i) => ({
      name: `unit${String(i)}`,
      type: `u${String(i)}`,
      room: 'R1',
      zones: ['Z'],
      loop: 'CHW',
    })),
    waterLoops: [{ name: 'CHW', supplyC: 10 }],
    ...more,
  });
  const places = racks.map((_, i) => ({
    rack: `r${String(i)}`,
    room: 'R1',
    centre: [2.3 + 0.6 * i, 6.6] as const,
    widthM: 0.6,
    depthM: 1.2,
    frontBearingDeg: 180,
    frontM: 5,
    rearM: 4,
    frontEndsAt: 'wall',
    rearEndsAt: 'wall',
  }));
  const draws = new Map(racks.map(({ heatW }, i) => [`d${String(i)}`, { value: heatW }]));
  const { policy } = sitePolicy(index.snapshot.site);
  return airHall(index, { policy, loadCase: 'maximum', draws, places, otherHeat: otherHeat ?? [] });
}

/** The room solved, every balance checked. */
function solved(hall: AirHall, dead: readonly string[] = []): RoomState {
  const [plan] = hall.rooms;
  if (plan === undefined) throw new Error('no room');
  const state = solveRoom(plan, { dead: new Set(dead) });
  expectConserved(plan, state);
  return state;
}

const TEN_KW = { heatW: 10_000, airM3PerH: 2500 };

describe('a room of racks', () => {
  it('breathes the supply and r/(1 − r) of the rise that the zone states', () => {
    // 10 kW on 2500 m³/h: 10 000 / (2500 · 0.33614) = 11.90 K; r 0.2 adds 0.25 · 11.90 = 2.975 K
    const state = solved(
      hallOf({ racks: [TEN_KW, TEN_KW], unitsM3PerH: [8000], zone: { recirculationFraction: 0.2 } }),
    );
    expect(state.racks[0]?.inletC).toBeCloseTo(20 + 0.25 * (10_000 / (2500 * W_PER_K_PER_M3_PER_H)), 3);
    expect(state.state).toBe('steady');
  });

  it('warms at the open ends of a row more than in its middle, and in a contained row hardly', () => {
    const racks = Array.from({ length: 9 }, () => TEN_KW);
    const open = solved(hallOf({ racks, unitsM3PerH: [30_000] })).racks.map(({ inletC }) => inletC ?? NaN);
    expect(open[0]).toBeGreaterThan((open[4] ?? NaN) + 0.3);
    expect(open[0]).toBeCloseTo(open[8] ?? NaN, 9);
    const closed = solved(hallOf({ racks, unitsM3PerH: [30_000], containment: 'cold' })).racks;
    // 2 % of 11.9 K: 0.02/0.98 · 11.90 = 0.243 K
    for (const { inletC } of closed) expect(inletC).toBeCloseTo(20.243, 2);
  });

  it('breathes its exhaust through units that nothing closes', () => {
    const shortType = { ...catalogued('t0'), heightU: 21, maximumAirflowM3PerH: 2500 };
    const inletWith = (blankedFraction: number | undefined) => {
      const rack = {
        name: 'r0',
        type: 'rack-42u',
        room: 'R1',
        row: 'A',
        slot: 1,
        ...(blankedFraction === undefined ? {} : { blankedFraction }),
      };
      const hall = hallOf({
        racks: [TEN_KW],
        unitsM3PerH: [8000],
        containment: 'cold',
        more: { racks: [rack], deviceTypes: [shortType] },
      });
      return solved(hall).racks[0]?.inletC ?? NaN;
    };
    expect(inletWith(1)).toBe(inletWith(undefined));
    // Half of the units open: 1 − 0.98 · (1 − 0.3 · 0.5) = 0.167; 0.167/0.833 · 11.90 = 2.386 K
    expect(inletWith(0)).toBeCloseTo(22.386, 2);
    expect(inletWith(0.5)).toBeLessThan(inletWith(0));
  });

  it('recirculates what the supply lacks', () => {
    // 5000 m³/h wanted, 4000 · 0.95 = 3800 delivered: 76 % fresh at r 0, so r = 0.24
    const hall = hallOf({
      racks: [TEN_KW, TEN_KW],
      unitsM3PerH: [4000],
      zone: { recirculationFraction: 0, leakageFraction: 0.05 },
    });
    const state = solved(hall);
    expect(state.racks[0]?.recirculatedFraction).toBeCloseTo(0.24, 12);
    const [aisle] = solveAir(hall).rooms[0]?.aisles ?? [];
    expect(aisle).toMatchObject({ zone: 'Z', racks: 2, bypassM3PerH: 0 });
    expect(aisle?.marginM3PerH).toBeCloseTo(-1200, 6);
    expect(aisle?.leakageM3PerH).toBeCloseTo(200, 6);
  });

  it('lets what is too much bypass the racks, and the return cool by it', () => {
    const hall = hallOf({ racks: [TEN_KW, TEN_KW], unitsM3PerH: [10_000], zone: { recirculationFraction: 0 } });
    // 20 kW on 10 000 m³/h: 20 + 20 000 / (10 000 · 0.33614) = 25.95 °C; the racks take half of the air
    expect(solved(hall).returnC).toBeCloseTo(25.95, 2);
    const figures = solveAir(hall).rooms[0];
    expect(figures?.aisles[0]?.bypassM3PerH).toBeCloseTo(5000, 6);
    expect(figures?.indices.returnTemperatureIndex).toBeCloseTo(0.5, 6);
  });

  it('supplies warmer air where units cannot take the heat at their return', () => {
    // 20 kW; coil of 15 kW at 35 °C and 10 °C water: 600 W/K, so it takes 20 kW at 10 + 33.33 = 43.33 °C.
    // 8000 m³/h carry 2689 W/K: supply 43.33 − 7.44 = 35.90 °C
    const hall = hallOf({
      racks: [TEN_KW, TEN_KW],
      unitsM3PerH: [8000],
      zone: { recirculationFraction: 0 },
      unitType: { sensibleCapacityW: 15_000, ratedReturnC: 35 },
    });
    const state = solved(hall);
    expect(state.returnC).toBeCloseTo(43.333, 2);
    expect(state.racks[0]?.inletC).toBeCloseTo(35.896, 2);
  });

  it('has no steady state where a fixed capacity is less than the heat, or no unit runs', () => {
    const hall = hallOf({ racks: [TEN_KW, TEN_KW], unitsM3PerH: [8000], unitType: { sensibleCapacityW: 15_000 } });
    expect(solved(hall)).toMatchObject({ state: 'warms-without-limit', returnC: null });
    const good = hallOf({ racks: [TEN_KW], unitsM3PerH: [8000] });
    expect(solved(good).state).toBe('steady');
    expect(solved(good, ['unit0']).state).toBe('warms-without-limit');
  });

  it('does not know its balance where a unit states no air, and says so', () => {
    const state = solved(hallOf({ racks: [TEN_KW], unitsM3PerH: [null, 8000] }));
    expect(state.state).toBe('unknown');
    expect(state.zones[0]?.supplyWPerK).toBeNull();
  });

  it('says no inlet of a rack whose heat or air is not known, and counts what is known', () => {
    const figures = solveAir(hallOf({ racks: [TEN_KW, { heatW: null, airM3PerH: 2000 }], unitsM3PerH: [8000] }));
    expect(figures.rooms[0]?.coverage).toEqual({ known: 1, total: 2 });
    expect(figures.rooms[0]?.racks[1]?.inletC).toBeNull();
    expect(figures.rooms[0]?.racks[0]?.inletC).not.toBeNull();
  });

  it('returns heat of everything else to the units', () => {
    const otherHeat = [{ room: 'R1', source: 'UPS', heatW: { value: 5000 } }];
    const state = solved(
      hallOf({ racks: [TEN_KW], unitsM3PerH: [8000], zone: { recirculationFraction: 0 }, otherHeat }),
    );
    expect(state.heatW).toBe(15_000);
    // 20 + 15 000 / (8000 · 0.33614)
    expect(state.returnC).toBeCloseTo(25.578, 2);
  });

  it('follows fans that speed up with the inlet to where both agree', () => {
    const curve = [
      { inletC: 20, airflowFraction: 0.6 },
      { inletC: 30, airflowFraction: 1 },
    ];
    const hall = hallOf({
      racks: [TEN_KW],
      unitsM3PerH: [8000],
      zone: { recirculationFraction: 0.2 },
      more: { deviceTypes: [{ ...catalogued('t0'), heightU: 42, maximumAirflowM3PerH: 2500, fanCurve: curve }] },
    });
    const [rack] = solved(hall).racks;
    const fraction = (rack?.flowWPerK ?? NaN) / (2500 * W_PER_K_PER_M3_PER_H);
    expect(fraction).toBeCloseTo(0.6 + 0.04 * ((rack?.inletC ?? NaN) - 20), 4);
    // The inlet is that of the air that it then takes
    expect(rack?.inletC).toBeCloseTo(20 + 0.25 * (10_000 / (rack?.flowWPerK ?? NaN)), 6);
  });

  it('splits the air of one plenum by the open area of the tiles where zones state it', () => {
    const zones = [
      { name: 'Z', room: 'R1', rows: ['A'], perforatedTileCount: 10, tileOpenFraction: 0.25 },
      { name: 'Y', room: 'R1', rows: ['B'], perforatedTileCount: 30, tileOpenFraction: 0.25 },
    ];
    const rowB = {
      name: 'B',
      room: 'R1',
      origin: [2, 9] as [number, number],
      bearingDeg: 90,
      coldAisleSide: 'right' as const,
      pitchM: 0.6,
      slots: 9,
    };
    const rowA = { ...rowB, name: 'A', origin: [2, 6] as [number, number] };
    const hall = hallOf({
      racks: [TEN_KW, TEN_KW],
      unitsM3PerH: [8000],
      more: {
        rooms: [{ ...ROOM_20_BY_12, tileSizeM: 0.6 }],
        rows: [rowA, rowB],
        racks: [
          { name: 'r0', type: 'rack-42u', room: 'R1', row: 'A', slot: 1 },
          { name: 'r1', type: 'rack-42u', room: 'R1', row: 'B', slot: 1 },
        ],
        coolingZones: zones,
        coolingUnits: [{ name: 'unit0', type: 'u0', room: 'R1', zones: ['Z', 'Y'] }],
      },
    });
    solved(hall);
    const aisles = solveAir(hall).rooms[0]?.aisles ?? [];
    expect(aisles.map(({ supplyM3PerH }) => Math.round(supplyM3PerH ?? NaN))).toEqual([6000, 2000]);
    // 200 m³/h a tile: 0.0556 / (0.65 · 0.09) = 0.950 m/s; 1.2041/2 · 0.902 = 0.543 Pa
    expect(aisles[0]?.tilePressurePa).toBeCloseTo(0.543, 2);
  });
});

/** An inlet without a steady state is warmer than any other. */
function warming(after: RoomState, before: RoomState): readonly number[] {
  return after.racks.map(({ inletC }, i) => {
    const was = before.racks[i]?.inletC ?? Infinity;
    const is = inletC ?? Infinity;
    return is === was ? 0 : is - was;
  });
}

describe('random rooms', () => {
  const rackLoad = fc.record({
    heatW: fc.double({ min: 0, max: 60_000, noNaN: true }),
    airM3PerH: fc.double({ min: 50, max: 9000, noNaN: true }),
  });
  const room = fc.record({
    racks: fc.array(rackLoad, { minLength: 1, maxLength: 10 }),
    unitsM3PerH: fc.array(fc.double({ min: 500, max: 30_000, noNaN: true }), { minLength: 1, maxLength: 4 }),
    containment: fc.constantFrom('none' as const, 'cold' as const, 'hot' as const),
    zone: fc.option(
      fc.record({
        recirculationFraction: fc.double({ min: 0, max: 0.8, noNaN: true }),
        leakageFraction: fc.double({ min: 0, max: 0.3, noNaN: true }),
      }),
      { nil: {} },
    ),
  });

  it('conserve mass and energy in every aisle, rack, return and unit, with coils that follow their return', () => {
    fc.assert(
      fc.property(room, fc.boolean(), (given, hasCoils) => {
        const unitType = hasCoils ? { sensibleCapacityW: 40_000, ratedReturnC: 35 } : {};
        solved(hallOf({ ...given, unitType }));
      }),
      { seed: 61, numRuns: 120 },
    );
  });

  it('never warm an inlet when a unit blows more, at fixed supply temperature', () => {
    fc.assert(
      fc.property(room, fc.nat(3), fc.double({ min: 1, max: 20_000, noNaN: true }), (given, pick, moreM3PerH) => {
        const at = pick % given.unitsM3PerH.length;
        const before = solved(hallOf(given));
        const after = solved(
          hallOf({ ...given, unitsM3PerH: given.unitsM3PerH.map((flow, i) => (i === at ? flow + moreM3PerH : flow)) }),
        );
        expect(Math.max(...warming(after, before))).toBeLessThan(1e-7);
      }),
      { seed: 62, numRuns: 120 },
    );
  });

  /** Every second rack in a row of its own with a zone of its own on the same units, the racks back to back. */
  const twoAisles = (given: RowOfRacks): HallParts => {
    const row = (name: string, y: number, coldAisleSide: 'right' | 'left') => ({
      name,
      room: 'R1',
      origin: [2, y] as [number, number],
      bearingDeg: 90,
      coldAisleSide,
      pitchM: 0.6,
      slots: 40,
    });
    const nameOf = (i: number) => (i % 2 === 0 ? 'A' : 'B');
    return {
      rows: [row('A', 6, 'right'), row('B', 9, 'left')],
      racks: given.racks.map((_, i) => ({
        name: `r${String(i)}`,
        type: 'rack-42u',
        room: 'R1',
        row: nameOf(i),
        slot: 1 + Math.floor(i / 2),
      })),
      coolingZones: ['A', 'B'].map((name) => ({ name: `Z${name}`, room: 'R1', rows: [name], ...given.zone })),
      coolingUnits: given.unitsM3PerH.map((_, i) => ({
        name: `unit${String(i)}`,
        type: `u${String(i)}`,
        room: 'R1',
        zones: ['ZA', 'ZB'],
        loop: 'CHW',
      })),
    };
  };

  it('never warm an inlet when one of the units of two aisles blows more', () => {
    fc.assert(
      fc.property(room, fc.nat(3), fc.double({ min: 1, max: 20_000, noNaN: true }), (given, pick, moreM3PerH) => {
        const at = pick % given.unitsM3PerH.length;
        const more = given.unitsM3PerH.map((flow, i) => (i === at ? flow + moreM3PerH : flow));
        const before = solved(hallOf({ ...given, more: twoAisles(given) }));
        const after = solved(hallOf({ ...given, unitsM3PerH: more, more: twoAisles(given) }));
        expect(Math.max(...warming(after, before))).toBeLessThan(1e-7);
      }),
      { seed: 65, numRuns: 80 },
    );
  });

  it('never cool an inlet when a rack gets more load, at fixed flows, also where coils then give up their set points', () => {
    const twisted = fc.tuple(room, fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(
        twisted,
        fc.nat(9),
        fc.double({ min: 1, max: 30_000, noNaN: true }),
        ([given, hasCoils, hasTwoAisles], pick, moreW) => {
          const at = pick % given.racks.length;
          const loaded = given.racks.map((one, i) => (i === at ? { ...one, heatW: one.heatW + moreW } : one));
          const built = (racks: typeof loaded) =>
            hallOf({
              ...given,
              racks,
              unitType: hasCoils ? { sensibleCapacityW: 60_000, ratedReturnC: 35 } : {},
              ...(hasTwoAisles ? { more: twoAisles(given) } : {}),
            });
          expect(Math.min(...warming(solved(built(loaded)), solved(built(given.racks))))).toBeGreaterThan(-1e-7);
        },
      ),
      { seed: 63, numRuns: 200 },
    );
  });

  it('give the same whatever the order of units', () => {
    fc.assert(
      fc.property(room, (given) => {
        const turned = solved(hallOf({ ...given, unitsM3PerH: [...given.unitsM3PerH].reverse() }));
        for (const change of warming(turned, solved(hallOf(given)))) expect(Math.abs(change)).toBeLessThan(1e-7);
      }),
      { seed: 64, numRuns: 30 },
    );
  });
});
