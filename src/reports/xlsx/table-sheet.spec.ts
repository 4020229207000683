import { describe, expect, it } from '@jest/globals';
import { columnLetter } from './column-letter.js';
import { tableRanges } from './table-ranges.js';
import { placeInTable, SHEET_ROWS } from './table-sheet.js';

describe('columns', () => {
  it('are lettered as spreadsheets do', () => {
    expect([1, 26, 27, 52, 53, 702, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('a table longer than a sheet', () => {
  const perSheet = SHEET_ROWS - 1; // the header takes a row of each sheet

  it('goes on on the next sheet', () => {
    expect(placeInTable('Lines', 0)).toEqual({ sheet: 'Lines', row: 2 });
    expect(placeInTable('Lines', perSheet - 1)).toEqual({ sheet: 'Lines', row: 1_048_576 });
    expect(placeInTable('Lines', perSheet)).toEqual({ sheet: 'Lines 2', row: 2 });
    expect(placeInTable('Lines', 2 * perSheet)).toEqual({ sheet: 'Lines 3', row: 2 });
  });

  it('is referred to sheet by sheet', () => {
    expect(tableRanges('Lines', 0)).toEqual([]);
    expect(tableRanges('Lines', 3)).toEqual([{ sheet: 'Lines', from: 2, to: 4 }]);
    expect(tableRanges('Lines', 4, perSheet - 2)).toEqual([
      { sheet: 'Lines', from: 1_048_575, to: 1_048_576 },
      { sheet: 'Lines 2', from: 2, to: 3 },
    ]);
  });
});
