import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { reservedUnits } from './space-reserved.js';

type DeviceEntry = NonNullable<HallParts['devices']>[number];

/** U10 and U11 of rack r1 are kept for a storage node. */
function reservedHall(device: Partial<DeviceEntry>): HallParts {
  return {
    rackTypes: [RACK_42U],
    deviceTypes: [
      { ...catalogued('node'), heightU: 4 },
      { ...catalogued('shelf'), heightU: 0.5 },
      { ...catalogued('bar'), heightU: 0 },
    ],
    rooms: [ROOM_20_BY_12],
    racks: [
      { name: 'r1', type: 'rack-42u', room: 'R1' },
      { name: 'r2', type: 'rack-42u', room: 'R1' },
    ],
    rackReservations: [{ name: 'storage', rack: 'r1', units: [11, 10], heldFor: 'a storage node' }],
    devices: [{ name: 'd', type: 'node', rack: 'r1', ...device }],
  };
}

describe('space.reserved-units', () => {
  it('finds a 4U device at U8 on the kept units 10 and 11', () => {
    // It takes U8 to U11.
    expect(judge(reservedUnits, reservedHall({ unit: 8 }))).toMatchObject([
      {
        severity: 'warning',
        subject: { kind: 'device', name: 'd' },
        measured: 2,
        limit: 0,
        unit: 'U',
        inputs: { rack: 'r1', reservation: 'storage', heldFor: ' for a storage node', units: ['10', '11'] },
      },
    ]);
  });

  it('finds half a unit on a kept one', () => {
    expect(judge(reservedUnits, reservedHall({ type: 'shelf', unit: 11.5 }))).toMatchObject([{ measured: 1 }]);
  });

  it('lets devices stand on the units below and above', () => {
    // U6 to U9, and from U12 on
    expect(judge(reservedUnits, reservedHall({ unit: 6 }))).toEqual([]);
    expect(judge(reservedUnits, reservedHall({ unit: 12 }))).toEqual([]);
  });

  it('finds nothing of another rack, of a device without a unit and of one without a height', () => {
    expect(judge(reservedUnits, reservedHall({ unit: 8, rack: 'r2' }))).toEqual([]);
    expect(judge(reservedUnits, reservedHall({}))).toEqual([]);
    expect(judge(reservedUnits, reservedHall({ type: 'bar', unit: 10 }))).toEqual([]);
  });
});
