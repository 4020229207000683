import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from './read-csv.js';
import { writeCsv } from './write-csv.js';

const columns = { known: ['time', 'value', 'unit'], required: ['time', 'value'] };
const read = (text: string) => readCsv(new TextEncoder().encode(text), columns);
const defectsOf = (text: string) => {
  const result = read(text);
  return result.ok ? [] : result.defects;
};

describe('CSV', () => {
  it.each([
    ['commas', 'time,value\n1,2\n'],
    ['semicolons', 'time;value\n1;2\n'],
    ['tabs and a byte order mark', '\ufefftime\tvalue\r\n1\t2'],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toEqual({
      ok: true,
      table: { header: ['time', 'value'], records: [{ line: 2, cells: ['1', '2'] }] },
    });
  });

  it('counts lines through cells of several lines and blank ones', () => {
    const result = read('time,value\n\n"a\nb",1\nc,2\n');
    expect(result.ok && result.table.records.map(({ line }) => line)).toEqual([3, 5]);
  });

  it('names every wrong column at once, with the nearest name', () => {
    expect(defectsOf('tme,unit,unit\n').map(({ code, column, nearest }) => [code, column, nearest])).toEqual([
      ['unknown-key', 1, 'time'],
      ['duplicate-key', 3, undefined],
      ['missing', 1, undefined],
      ['missing', 1, undefined],
    ]);
  });

  it('names the line of a record that is too short or too long', () => {
    expect(defectsOf('time,value\n1\n1,2\n1,2,3\n').map(({ line, column }) => [line, column])).toEqual([
      [2, 2],
      [4, 3],
    ]);
  });

  it.each([
    ['an empty file', '', 'missing'],
    ['a quote that is not closed', 'time,value\n"1,2\n', 'syntax'],
    ['a NUL byte', 'time,value\n\u0000,2\n', 'encoding'],
  ])('refuses %s', (_, text, code) => {
    expect(defectsOf(text)[0]?.code).toBe(code);
  });

  it('reads back whatever it writes', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => `x${text.replaceAll('\0', '')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const result = read(writeCsv(['time', 'value'], rows));
        expect(result.ok && result.table.records.map(({ cells }) => cells)).toEqual(rows);
      }),
      { seed: 1 },
    );
  });
});
