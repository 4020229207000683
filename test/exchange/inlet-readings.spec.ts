import { describe, expect, it } from '@jest/globals';
import { readInletReadings } from '../../src/exchange/csv/inlet-readings.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('measured inlets as CSV', () => {
  it('are read with the rack as the sensor where none is named', () => {
    const result = readInletReadings(bytes('rack,inletC,channel,at\nA01,24.5,,\nA01,27,top,2026-11-10T14:00:00Z\n'), [
      'A01',
    ]);
    expect(result).toEqual({
      ok: true,
      readings: [
        { rack: 'A01', inletC: 24.5, channel: 'A01', at: '' },
        { rack: 'A01', inletC: 27, channel: 'top', at: '2026-11-10T14:00:00Z' },
      ],
    });
  });

  it('are refused with every defect at once, each with its line and column', () => {
    const result = readInletReadings(bytes('rack,inletC,at\nA02,76.1 F,2026-11-10\nA01,350,\nA01,,\n'), ['A01']);
    expect(
      result.ok ? [] : result.defects.map(({ code, line, column, nearest }) => [code, line, column, nearest]),
    ).toEqual([
      ['unresolved-reference', 2, 1, 'A01'],
      ['range', 2, 2, undefined],
      ['format', 2, 3, undefined],
      ['range', 3, 2, undefined],
      ['range', 4, 2, undefined],
    ]);
  });
});
