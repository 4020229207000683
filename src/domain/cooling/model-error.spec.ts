import { describe, expect, it } from '@jest/globals';
import { errorSummary, largestChanges, inletErrors } from './model-error.js';

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

describe('the largest change of a sensor', () => {
  const change = (...readings: readonly (readonly [string, number])[]) =>
    largestChanges(readings.map(([at, inletC]) => reading('a', 's', `2026-11-10T${at}:00Z`, inletC)))[0];

  it('is 6 K in a quarter of an hour, of which 5 are allowed, over midnight and the end of February as well', () => {
    const of = (from: string, to: string) =>
      largestChanges([reading('a', 's', from, 24), reading('a', 's', to, 30)])[0];
    for (const found of [
      of('2026-11-10T14:00:00Z', '2026-11-10T14:15:00Z'),
      of('2028-02-28T23:50:00Z', '2028-02-29T00:05:00Z'),
      of('2027-02-28T23:50:00Z', '2027-03-01T00:05:00Z'),
    ])
      expect(found).toMatchObject({ changeK: 6, withinS: 900, mostK: 5 });
  });

  it('adds up over readings that lie close together, and is no rate of a moment', () => {
    // 2 K each 5 minutes are 6 K in a quarter of an hour; 2 K in a minute alone are 2 K
    expect(change(['14:00', 24], ['14:05', 26], ['14:10', 28], ['14:15', 30])).toMatchObject({ changeK: 6, mostK: 5 });
    expect(change(['14:00', 24], ['14:01', 26], ['14:30', 26])).toMatchObject({ changeK: 2 });
  });

  it('finds 22 K in an hour of which no quarter has more than 5', () => {
    // 4.4 K every 12 minutes: 4.4 in a quarter is 0.88 of its limit, 22 in the hour 1.1 of its
    const steps = [0, 12, 24, 36, 48].map((m, k) => [`14:${String(m).padStart(2, '0')}`, 20 + 4.4 * k] as const);
    const found = change(...steps, ['15:00', 42]);
    expect(found).toMatchObject({ withinS: 3600, mostK: 20 });
    expect(found?.changeK).toBeCloseTo(22, 9);
  });

  it('is at least the share that readings far apart leave: 12 K in an hour are 3 K in one of four quarters', () => {
    expect(change(['14:00', 20], ['15:00', 32])).toMatchObject({ changeK: 3, mostK: 5 });
  });

  it('is not said of one reading, or of two at one instant', () => {
    expect(largestChanges([reading('a', 's', '2026-11-10T14:00:00Z', 24)])).toEqual([]);
    expect(largestChanges([reading('a', 's', '', 24), reading('a', 's', '', 30)])).toEqual([]);
  });
});
