import { describe, expect, it } from '@jest/globals';
import { errorSummary, fastestChanges, inletErrors } from './model-error.js';

const reading = (rack: string, channel: string, at: string, inletC: number) => ({ rack, channel, at, inletC });

describe('the error of the model', () => {
  it('is that against the last reading of each sensor of a rack', () => {
    const errors = inletErrors(
      [
        { rack: 'a', inletC: 26 },
        { rack: 'b', inletC: 24.6 },
        { rack: 'c', inletC: null },
      ],
      [
        reading('a', 'low', '2026-11-10T14:00:00Z', 24),
        reading('a', 'low', '2026-11-10T13:00:00Z', 90),
        reading('a', 'top', '2026-11-10T14:00:00Z', 25.6),
        reading('b', 'low', '2026-11-10T14:00:00Z', 25),
        reading('c', 'low', '2026-11-10T14:00:00Z', 25),
      ],
    );
    // a: mean 24.8, error 1.2; b: −0.4; c is not known
    expect(errors.map(({ rack, sensors, warmestC }) => [rack, sensors, warmestC])).toEqual([
      ['a', 2, 25.6],
      ['b', 1, 25],
      ['c', 1, 25],
    ]);
    expect(errors[2]?.errorK).toBeNull();
    const summary = errorSummary(errors);
    expect(summary?.biasK).toBeCloseTo(0.4, 9);
    expect(summary?.rmsK).toBeCloseTo(Math.sqrt((1.44 + 0.16) / 2), 9);
    expect(summary).toMatchObject({ racks: 2, worstRack: 'a' });
  });

  it('is nothing where nothing was measured', () => {
    expect(errorSummary([])).toBeNull();
  });
});

describe('the fastest change of a sensor', () => {
  it('is 24 K/h for 6 K in a quarter of an hour, over midnight and the end of February as well', () => {
    const of = (from: string, to: string) =>
      fastestChanges([reading('a', 's', from, 24), reading('a', 's', to, 30)])[0]?.rateKPerH;
    expect(of('2026-11-10T14:00:00Z', '2026-11-10T14:15:00Z')).toBeCloseTo(24, 6);
    expect(of('2028-02-28T23:50:00Z', '2028-02-29T00:05:00Z')).toBeCloseTo(24, 6);
    expect(of('2027-02-28T23:50:00Z', '2027-03-01T00:05:00Z')).toBeCloseTo(24, 6);
  });

  it('is not said of one reading, or of two at one instant', () => {
    expect(fastestChanges([reading('a', 's', '2026-11-10T14:00:00Z', 24)])).toEqual([]);
    expect(fastestChanges([reading('a', 's', '', 24), reading('a', 's', '', 30)])).toEqual([]);
  });
});
