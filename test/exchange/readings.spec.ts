import { describe, expect, it } from '@jest/globals';
import { importReadings } from '../../src/exchange/csv/import-readings.js';
import { readReadings } from '../../src/exchange/csv/readings.js';
import type { SiteDocument } from '../../src/domain/site/document.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const places = { powerElements: ['RPP-A', 'RPP-B', 'PDU-A1'], racks: ['A01'], devices: ['node-1'] };

function read(text: string, atRequired = true) {
  return readReadings(bytes(text), places, { atRequired });
}

function readingsOf(text: string) {
  const result = read(text);
  return result.ok ? result.readings : result.defects;
}

function defectsOf(text: string) {
  const result = read(text);
  return result.ok ? [] : result.defects.map(({ code, line, column, nearest }) => [code, line, column, nearest]);
}

describe('readings as CSV', () => {
  it('are read one value a row, with unit, line and zone, and are named by their place where no channel is', () => {
    // 0.098 kA = 98 A; 15:00 an hour east of Greenwich is 14:00 there.
    expect(
      readingsOf('at,powerElement,line,quantity,value,unit\n2026-11-10T15:00:00+01:00,RPP-A,l1,current-a,0.098,kA\n'),
    ).toEqual([
      {
        channel: 'RPP-A L1 current-a',
        at: '2026-11-10T14:00:00Z',
        quantity: 'current-a',
        value: 98,
        line: 'L1',
        powerElement: 'RPP-A',
      },
    ]);
  });

  it('are read several values a row, an empty cell being no reading', () => {
    const text =
      'at;channel;powerElement;currentL1A;currentL2A;currentL3A;powerW\n2026-11-10T14:00:00Z;M1;RPP-A;98;101.5;;36.2 kW\n';
    const common = { at: '2026-11-10T14:00:00Z', powerElement: 'RPP-A' };
    expect(readingsOf(text)).toEqual([
      { ...common, channel: 'M1 power-w', quantity: 'power-w', value: 36_200 },
      { ...common, channel: 'M1 L1 current-a', quantity: 'current-a', line: 'L1', value: 98 },
      { ...common, channel: 'M1 L2 current-a', quantity: 'current-a', line: 'L2', value: 101.5 },
    ]);
  });

  it('are inlets where a rack and a temperature are given, 76.1 °F being 24.5 °C', () => {
    const result = read('rack,inletC,channel,at\nA01,24.5,,\nA01,76.1 F,top,2026-11-10T14:00:00Z\n', false);
    expect(result.ok ? result.readings.map(({ channel, at, value }) => [channel, at, value]) : result).toEqual([
      ['A01 inlet-c', '', 24.5],
      ['top', '2026-11-10T14:00:00Z', 24.5],
    ]);
  });

  it('are refused with every defect at once, each with line, column and the nearest valid name', () => {
    expect(
      defectsOf(
        [
          'at,channel,powerElement,line,quantity,value,unit',
          '2026-11-10T14:00:00,M1,RPPA,L1,current-a,98,',
          '2026-11-10T14:00:00Z,M2,RPP-A,L4,current-a,"12,5",',
          '2026-11-10T14:00:00Z,M3,RPP-A,,curent-a,12,',
          '2026-11-10T14:00:00Z,M4,RPP-A,L1,current-a,98000,',
          '2026-11-10T14:00:00Z,M5,RPP-A,L1,current-a,98,kW',
          '2026-11-10T14:00:00Z,M6,,L1,current-a,,',
          '2026-11-10T14:00:00Z,M7,RPP-B,L1,current-a,-1,A',
        ].join('\n'),
      ),
    ).toEqual([
      ['unresolved-reference', 2, 3, 'RPP-A'],
      ['format', 2, 1, '2026-11-10T14:00:00Z'],
      ['format', 3, 4, undefined],
      ['type', 3, 6, '12.5'],
      ['format', 4, 5, 'current-a'],
      ['range', 5, 6, undefined],
      ['format', 6, 6, 'kA'],
      ['missing', 7, 3, undefined],
      ['missing', 7, 6, undefined],
      ['range', 8, 6, undefined],
    ]);
  });

  it('are refused where a channel is read twice at one instant, whatever zones say so', () => {
    const result = read(
      'at,channel,powerElement,powerW\n2026-11-10T14:00:00Z,M1,RPP-A,1\n2026-11-10T15:00:00+01:00,M1,RPP-A,2\n',
    );
    expect(result.ok ? [] : result.defects.map(({ code, line, alsoAtLine }) => [code, line, alsoAtLine])).toEqual([
      ['duplicate-key', 3, 2],
    ]);
  });

  it('need a column for values and one for places', () => {
    expect(defectsOf('at,channel\n2026-11-10T14:00:00Z,M1\n')).toEqual([
      ['missing', 1, 1, undefined],
      ['missing', 1, 1, undefined],
    ]);
  });
});

describe('readings laid over a document', () => {
  const before: SiteDocument = {
    plenum: 1,
    site: { name: 'Hall' },
    powerElements: [{ name: 'RPP-A', kind: 'panel' }],
    readings: [
      {
        channel: 'M1',
        at: '2026-11-10T14:00:00Z',
        quantity: 'power-w',
        value: 1000,
        powerElement: 'RPP-A',
        tags: ['x'],
      },
    ],
  };
  const rows = (first: string) =>
    bytes(
      `at,channel,powerElement,powerW\n2026-11-10T14:00:00Z,M1,RPP-A,${first}\n2026-11-10T14:05:00Z,M1,RPP-A,1200\n`,
    );

  it('add what is new, change what differs and keep the rest; the same again changes nothing', () => {
    const result = importReadings(before, rows('1100'));
    if (!result.ok) throw new Error('refused');
    expect(result.changes).toEqual([
      { op: 'update', kind: 'reading', key: ['2026-11-10T14:00:00Z', 'M1'], set: { value: 1100 } },
      {
        op: 'create',
        kind: 'reading',
        value: { channel: 'M1', at: '2026-11-10T14:05:00Z', quantity: 'power-w', value: 1200, powerElement: 'RPP-A' },
      },
    ]);
    expect(result.document.readings?.[0]).toEqual({ ...before.readings?.[0], value: 1100 });
    expect(importReadings(result.document, rows('1100'))).toMatchObject({ ok: true, changes: [], unchanged: 2 });
    expect(importReadings(before, rows('1000'))).toMatchObject({ ok: true, unchanged: 1 });
  });
});
