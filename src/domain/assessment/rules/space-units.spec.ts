import { describe, expect, it } from '@jest/globals';
import {
  catalogued,
  hallIndex,
  RACK_42U,
  ROOM_20_BY_12,
  type HallParts,
} from '../../../../test/factories/halls/hall.js';
import { contextOf, judge } from '../../../../test/factories/halls/judge.js';
import { spaceRules } from './space-rules.js';
import { beyondRack, unitMissing, unitOverlap } from './space-units.js';

type DeviceEntry = NonNullable<HallParts['devices']>[number];

function rackWith(...devices: readonly Omit<DeviceEntry, 'type' | 'rack'>[]): HallParts {
  return {
    rackTypes: [RACK_42U],
    deviceTypes: [{ ...catalogued('node'), heightU: 4 }],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'r1', type: 'rack-42u', room: 'R1' }],
    devices: devices.map((device) => ({ type: 'node', rack: 'r1', ...device })),
  };
}

describe('space.unit-overlap', () => {
  it('gives one finding for a rack, with its pairs', () => {
    const hall = rackWith({ name: 'a', unit: 1 }, { name: 'b', unit: 4 }, { name: 'c', unit: 6 });
    // a takes 1 to 4, b 4 to 7, c 6 to 9: one unit and two units
    expect(judge(unitOverlap, hall)).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'rack', name: 'r1' },
        measured: 2,
        limit: 0,
        unit: 'U',
        inputs: { pairCount: 2, pairs: ['a and b at U4 front/rear', 'b and c at U6 front/rear'] },
      },
    ]);
  });

  it('judges a rack in which a slip of the pen piles up 10,000 devices', () => {
    const pile = Array.from({ length: 10_000 }, (_, i) => ({ name: `n${String(i)}`, unit: 1 }));
    expect(judge(unitOverlap, rackWith(...pile))).toMatchObject([{ subject: { name: 'r1' }, measured: 4 }]);
  });

  it('lets devices stand on one another', () => {
    expect(judge(unitOverlap, rackWith({ name: 'a', unit: 1 }, { name: 'b', unit: 5 }))).toEqual([]);
  });
});

describe('space.beyond-top', () => {
  it('finds a device that sticks out of the rack', () => {
    // Units 40 to 43 of 42
    expect(judge(beyondRack, rackWith({ name: 'a', unit: 40 }))).toMatchObject([
      { severity: 'error', subject: { kind: 'device', name: 'a' }, measured: 43, limit: 42, inputs: { rack: 'r1' } },
    ]);
    expect(judge(beyondRack, rackWith({ name: 'a', unit: 39 }))).toEqual([]);
  });
});

describe('space.unit-missing', () => {
  it('names at most 20 of many devices in one finding', () => {
    const devices = Array.from({ length: 25 }, (_, i) => ({ name: `d${String(i).padStart(2, '0')}` }));
    const findings = judge(unitMissing, rackWith(...devices, { name: 'placed', unit: 1 }));
    expect(findings).toMatchObject([
      { severity: 'unknown', inputs: { count: 25, racks: ['r1'] }, coverage: { known: 1, total: 26 } },
    ]);
    expect(findings[0]?.inputs['devices']).toHaveLength(20);
  });
});

describe('spaceRules', () => {
  it('find the same whatever the order of the devices', () => {
    const devices = [{ name: 'a', unit: 1 }, { name: 'b', unit: 2 }, { name: 'c', unit: 41 }, { name: 'd' }];
    const all = (hall: HallParts) => spaceRules.flatMap(({ evaluate }) => evaluate(contextOf(hallIndex(hall))));
    expect(all(rackWith(...[...devices].reverse()))).toEqual(all(rackWith(...devices)));
  });
});
