import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { bayTwice, baysNotStated, unknownBay } from './space-bays.js';

function hallWith(moduleBays: readonly string[] | undefined, ...bays: readonly string[]): HallParts {
  return {
    rackTypes: [RACK_42U],
    deviceTypes: [
      { ...catalogued('switch'), heightU: 1, ...(moduleBays === undefined ? {} : { moduleBays: [...moduleBays] }) },
    ],
    moduleTypes: [{ ...catalogued('psu-650'), kind: 'power-supply', suppliedPowerW: 650 }],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'r1', type: 'rack-42u', room: 'R1' }],
    devices: [
      {
        name: 'sw1',
        type: 'switch',
        rack: 'r1',
        unit: 1,
        ...(bays.length === 0 ? {} : { modules: bays.map((bay) => ({ bay, type: 'psu-650' })) }),
      },
    ],
  };
}

describe('space.unknown-bay', () => {
  it('finds a module in bay PSU 2 of a switch that has PSU 0 and PSU 1', () => {
    expect(judge(unknownBay, hallWith(['PSU [0-1]'], 'PSU 1', 'PSU 2'))).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'device', name: 'sw1' },
        measured: 1,
        limit: 0,
        unit: '1',
        inputs: { bays: ['PSU 2'], deviceType: 'switch' },
      },
    ]);
  });

  it('finds any module in a device whose type says that it has no bays', () => {
    expect(judge(unknownBay, hallWith([], 'PSU 0'))).toMatchObject([{ measured: 1, inputs: { bays: ['PSU 0'] } }]);
  });

  it('finds nothing where every bay is known, none is used, or none is stated', () => {
    expect(judge(unknownBay, hallWith(['PSU [0-1]'], 'PSU 0', 'PSU 1'))).toEqual([]);
    expect(judge(unknownBay, hallWith(['PSU [0-1]']))).toEqual([]);
    expect(judge(unknownBay, hallWith(undefined, 'PSU 7'))).toEqual([]);
  });
});

describe('space.bay-twice', () => {
  it('finds two modules in one bay, and names it once for three', () => {
    expect(judge(bayTwice, hallWith(['PSU [0-1]'], 'PSU 0', 'PSU 0'))).toMatchObject([
      { severity: 'error', subject: { kind: 'device', name: 'sw1' }, measured: 1, inputs: { bays: ['PSU 0'] } },
    ]);
    expect(judge(bayTwice, hallWith(undefined, 'A', 'A', 'A', 'B'))).toMatchObject([{ measured: 1 }]);
    expect(judge(bayTwice, hallWith(['PSU [0-1]'], 'PSU 0', 'PSU 1'))).toEqual([]);
  });
});

describe('space.bays-not-stated', () => {
  it('says of a type without a list of bays that its modules cannot be judged', () => {
    expect(judge(baysNotStated, hallWith(undefined, 'PSU 0'))).toMatchObject([
      {
        severity: 'unknown',
        subject: { kind: 'site' },
        inputs: { deviceCount: 1, deviceTypes: ['switch'] },
        coverage: { known: 0, total: 1 },
      },
    ]);
    expect(judge(baysNotStated, hallWith([], 'PSU 0'))).toEqual([]);
    expect(judge(baysNotStated, hallWith(undefined))).toEqual([]);
  });
});
