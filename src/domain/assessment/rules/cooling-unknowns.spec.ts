import { describe, expect, it } from '@jest/globals';
import { cooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { unknownAirflow, unknownHeat, unplacedHeat } from './cooling-unknowns.js';

describe('cooling.unknown-heat', () => {
  it('gives one finding for a room of many devices, with coverage and bounds', () => {
    const hall = cooledHall({
      type: { typicalPowerW: 500, nameplatePowerW: 900 },
      deviceCount: 30,
      device: { unit: 1 },
    });
    const findings = judge(unknownHeat, hall);
    expect(findings).toMatchObject([
      {
        severity: 'unknown',
        subject: { kind: 'room', name: 'R1' },
        // 30 · 500 W and 30 · 900 W
        inputs: { known: 0, atLeast: 15_000, atMost: 27_000, deviceTypes: ['node'] },
        coverage: { known: 0, total: 30 },
      },
    ]);
    expect(findings[0]?.inputs['devices']).toHaveLength(20);
  });

  it('is silent where all heat is known', () => {
    expect(judge(unknownHeat, cooledHall({ type: { maximumPowerW: 500 } }))).toEqual([]);
  });
});

describe('cooling.unknown-airflow', () => {
  it('names the types that state neither air nor a design rise', () => {
    expect(judge(unknownAirflow, cooledHall({ type: { maximumPowerW: 500 }, deviceCount: 2 }))).toMatchObject([
      { inputs: { atLeast: 0, atMost: null, deviceTypes: ['node'] }, coverage: { known: 0, total: 2 } },
    ]);
    expect(judge(unknownAirflow, cooledHall({ type: { maximumPowerW: 500, designDeltaTK: 12 } }))).toEqual([]);
  });
});

describe('cooling.unplaced-heat', () => {
  it('names devices that stand in no rack', () => {
    const hall = cooledHall({ type: { maximumPowerW: 500 } });
    expect(judge(unplacedHeat, { ...hall, devices: [{ name: 'n1', type: 'node' }] })).toMatchObject([
      { severity: 'unknown', inputs: { count: 1, devices: ['n1'] } },
    ]);
    expect(judge(unplacedHeat, hall)).toEqual([]);
  });
});
