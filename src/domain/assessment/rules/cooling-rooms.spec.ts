import { describe, expect, it } from '@jest/globals';
import { cooledHall, type CooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { roomAirflow, roomCapacity, unitLoss, unknownCapacity } from './cooling-rooms.js';

/** 4 nodes: 36 kW and 9 000 m³/h. */
const NODES: CooledHall = {
  type: { maximumPowerW: 9_000, maximumAirflowM3PerH: 2_250 },
  deviceCount: 4,
  unitType: { sensibleCapacityW: 20_000, airflowM3PerH: 5_000 },
};

describe('cooling.room-capacity', () => {
  it('lets two units of 20 kW take 36 kW', () => {
    expect(judge(roomCapacity, cooledHall({ ...NODES, unitCount: 2 }))).toEqual([]);
  });

  it('finds one unit short', () => {
    expect(judge(roomCapacity, cooledHall({ ...NODES, unitCount: 1 }))).toMatchObject([
      { severity: 'error', subject: { kind: 'room', name: 'R1' }, measured: 36_000, limit: 20_000, unit: 'W' },
    ]);
  });

  it('finds a room short by what is known already', () => {
    // Nothing bounds the draw from above, but the typical one is 4 · 6 kW at least.
    const hall = cooledHall({ ...NODES, type: { typicalPowerW: 6_000 }, unitCount: 1 });
    expect(judge(roomCapacity, hall)).toMatchObject([
      { measured: 24_000, limit: 20_000, coverage: { known: 0, total: 4 } },
    ]);
  });
});

describe('cooling.room-airflow', () => {
  it('finds units that deliver less than devices take', () => {
    const weak = { ...NODES, unitType: { sensibleCapacityW: 40_000, airflowM3PerH: 4_000 } };
    expect(judge(roomAirflow, cooledHall({ ...weak, unitCount: 2 }))).toMatchObject([
      { severity: 'error', measured: 9_000, limit: 8_000, unit: 'm3/h' },
    ]);
    expect(judge(roomAirflow, cooledHall({ ...weak, unitCount: 3 }))).toEqual([]);
  });
});

describe('cooling.unit-loss', () => {
  const lost = (unitCount: number, redundancy?: 'n' | 'n+1') =>
    judge(unitLoss, cooledHall({ ...NODES, unitCount, ...(redundancy === undefined ? {} : { site: { redundancy } }) }));

  it('lets N+1 lose a unit: 3 · 20 kW for 36 kW', () => {
    expect(lost(3)).toEqual([]);
  });

  it('finds two units without a spare short of heat and of air', () => {
    expect(lost(2)).toMatchObject([
      {
        severity: 'warning',
        measured: 36_000,
        limit: 20_000,
        inputs: { lostUnit: 'u1', quantity: 'heat', unitsThatMatter: 2 },
      },
      { severity: 'warning', measured: 9_000, limit: 5_000, inputs: { lostUnit: 'u1', quantity: 'air' } },
    ]);
  });

  it('is as grave as the redundancy that the site asks for', () => {
    expect(lost(2, 'n+1').map(({ severity }) => severity)).toEqual(['error', 'error']);
    expect(lost(2, 'n').map(({ severity }) => severity)).toEqual(['info', 'info']);
  });

  it('does not repeat what the room is short of with all units', () => {
    expect(lost(1)).toEqual([]);
  });
});

describe('air that leaks on its way', () => {
  const lostWith = (coolingZones: { name: string; room: string; leakageFraction?: number }[], zones?: string[]) => {
    const hall = cooledHall({
      ...NODES,
      site: { redundancy: 'n+1' },
      unitType: { sensibleCapacityW: 100_000, airflowM3PerH: 4000 },
      unitCount: 3,
    });
    const units = (hall.coolingUnits ?? []).map((unit) => ({ ...unit, ...(zones && { zones }) }));
    return judge(unitLoss, { ...hall, coolingZones, coolingUnits: units });
  };
  it('is missing after the loss of a unit: 2 · 4000 · (1 − 0.05) = 7600 m³/h', () => {
    const leaky = cooledHall({
      type: { maximumPowerW: 4000, maximumAirflowM3PerH: 860, airflowDirection: 'front-to-rear' },
      deviceCount: 9,
      site: { redundancy: 'n+1' },
      unitType: { sensibleCapacityW: 100_000, airflowM3PerH: 4000 },
      unitCount: 3,
    });
    const judged = (leakageFraction?: number) =>
      judge(unitLoss, {
        ...leaky,
        coolingZones: [{ name: 'z', room: 'R1', ...(leakageFraction !== undefined && { leakageFraction }) }],
      });
    // 9 · 860 = 7740 m³/h: below 8000, above 7600
    expect(judged()).toEqual([]);
    expect(judged(0.05)).toMatchObject([{ measured: 7740, limit: 7600, unit: 'm3/h', inputs: { quantity: 'air' } }]);
  });

  it('counts by the zones that the unit serves where it names some', () => {
    const elsewhere = { name: 'other', room: 'R1', leakageFraction: 0.9 };
    expect(lostWith([{ name: 'z', room: 'R1', leakageFraction: 0 }, elsewhere], ['z'])).toEqual(
      lostWith([{ name: 'z', room: 'R1', leakageFraction: 0 }], ['z']),
    );
  });
});

describe('cooling.unknown-capacity', () => {
  it('says that a room with heat has no cooling unit, rather than that it has 0 W', () => {
    const hall = cooledHall(NODES);
    expect(judge(roomCapacity, hall)).toEqual([]);
    expect(judge(unknownCapacity, hall)).toMatchObject([
      { severity: 'unknown', inputs: { open: ['no cooling unit is recorded'], leastHeatW: 36_000, capacityW: null } },
    ]);
  });

  it('says what a unit that states nothing leaves open', () => {
    const hall = cooledHall({ ...NODES, unitType: { sensibleCapacityW: 40_000 }, unitCount: 2 });
    expect(judge(unknownCapacity, hall)).toMatchObject([
      { inputs: { open: ['air with all units'], unitCount: 2, capacityKnown: 2, airflowKnown: 0 } },
    ]);
  });

  it('is silent where everything is known, and in a room without heat', () => {
    expect(judge(unknownCapacity, cooledHall({ ...NODES, unitCount: 3 }))).toEqual([]);
    expect(judge(unknownCapacity, cooledHall({ type: { airflowDirection: 'passive' } }))).toEqual([]);
    expect(judge(unknownCapacity, cooledHall({ deviceCount: 0 }))).toEqual([]);
  });
});
