import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantSeconds, instantText } from './instant.js';

describe('an instant', () => {
  it('is read with the offset of its zone', () => {
    expect(instantSeconds('1970-01-02T00:00:00Z')).toBe(86_400);
    // 15:30 an hour east of Greenwich is 14:30 there.
    expect(instantText(instantSeconds('2026-11-10T15:30:00+01:00') ?? 0)).toBe('2026-11-10T14:30:00Z');
    expect(instantText(instantSeconds('2026-12-31 20:00-0700') ?? 0)).toBe('2027-01-01T03:00:00Z');
    expect(instantText(instantSeconds('2026-11-10T14:00:00.25Z') ?? 0)).toBe('2026-11-10T14:00:00.250Z');
  });

  it('is none without a zone, outside the calendar, or in another form', () => {
    const none = [
      '2026-11-10T14:00:00',
      '2026-02-29T00:00:00Z',
      '2026-11-10',
      '10.11.2026 14:00',
      '2026-11-10T24:00:00Z',
    ];
    expect(none.map(instantSeconds)).toEqual(none.map(() => null));
  });

  it('agrees with the calendar of JavaScript for every second', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_208_988_800, max: 253_402_300_799 }), (seconds) => {
        const text = new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
        expect(instantText(seconds)).toBe(text);
        expect(instantSeconds(text)).toBe(seconds);
      }),
      { seed: 5 },
    );
  });
});
