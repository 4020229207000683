import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exactly, totalOf } from '../finding.js';
import { behindDoors, doorHeat, type RearDoor } from './rear-door.js';

const door = (capacityW: number | null, captureFraction: number | null): RearDoor => ({
  unit: 'd',
  capacityW,
  captureFraction,
});
const heat = (value: number) => totalOf([{ value }]);

describe('rear doors', () => {
  it('take their share, and no more than their capacity', () => {
    // 0.8 · 36 kW = 28.8 kW leave 7.2 kW; a door of 20 kW leaves 16 kW
    expect(exactly(behindDoors(heat(36_000), [door(50_000, 0.8)]))).toBeCloseTo(7200, 9);
    expect(exactly(behindDoors(heat(36_000), [door(20_000, 0.8)]))).toBe(16_000);
    expect(doorHeat(heat(36_000), [door(50_000, 0.8)], 0).value).toBeCloseTo(28_800, 9);
  });

  it('leave a rack without heat and a door without a share as they are', () => {
    expect(exactly(behindDoors(heat(0), [door(50_000, 0.8)]))).toBe(0);
    expect(exactly(behindDoors(heat(36_000), [door(50_000, 0)]))).toBe(36_000);
    expect(exactly(behindDoors(heat(36_000), []))).toBe(36_000);
  });

  it('of which capacity or share is not stated leave the rest open, not all and not nothing', () => {
    expect(behindDoors(heat(36_000), [door(null, 0.8)])).toMatchObject({
      upper: 36_000,
      coverage: { known: 1, total: 2 },
    });
    expect(behindDoors(heat(36_000), [door(null, 0.8)]).lower).toBeCloseTo(7200, 9);
    expect(behindDoors(heat(36_000), [door(20_000, null)])).toMatchObject({ lower: 16_000, upper: 36_000 });
    expect(doorHeat(heat(36_000), [door(20_000, null)], 0)).toEqual({ value: null, lower: 0, upper: 20_000 });
  });

  it('on a rack of which the heat is not known keep its bounds', () => {
    const between = totalOf([{ value: null, lower: 10_000, upper: 40_000 }]);
    // at 10 kW 8 kW are taken, at 40 kW the capacity of 20 kW
    expect(behindDoors(between, [door(20_000, 0.8)])).toMatchObject({ lower: 2000, upper: 20_000 });
    expect(doorHeat(between, [door(20_000, 0.8)], 0)).toEqual({ value: null, lower: 8000, upper: 20_000 });
  });

  it('conserve heat, and their bounds hold whatever the unknown turns out to be', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    const watt = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        watt,
        fc.array(fc.record({ capacityW: watt, captureFraction: fraction }), { maxLength: 3 }),
        (q, parts) => {
          const doors = parts.map((part) => ({ unit: 'd', ...part }));
          const left = exactly(behindDoors(heat(q), doors)) ?? NaN;
          const taken = doors.reduce((sum, _, at) => sum + (doorHeat(heat(q), doors, at).value ?? NaN), 0);
          expect(left + taken).toBeCloseTo(q, 5);
          const hidden = behindDoors(
            heat(q),
            doors.map((one, at) => (at === 0 ? { ...one, capacityW: null } : one)),
          );
          expect(hidden.lower).toBeLessThanOrEqual(left + 1e-6);
          expect(hidden.upper ?? Infinity).toBeGreaterThanOrEqual(left - 1e-6);
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});
