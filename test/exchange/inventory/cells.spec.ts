import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../../src/exchange/inventory/cell.js';
import { cellAddress, columnLetters } from '../../../src/exchange/inventory/cell.js';
import type { CellForm, InventoryColumn } from '../../../src/exchange/inventory/column-plan.js';
import { listEntries, listText } from '../../../src/exchange/inventory/list-cell.js';
import { readCell } from '../../../src/exchange/inventory/read-cell.js';
import { inventorySheets } from '../../../src/exchange/inventory/sheet-plan.js';
import { cellOf } from '../../../src/exchange/inventory/write-cell.js';

function column(form: CellForm, over: Partial<InventoryColumn> = {}): InventoryColumn {
  return {
    header: 'field',
    path: ['field'],
    form,
    required: false,
    description: '',
    unit: null,
    values: null,
    minimum: null,
    maximum: null,
    references: null,
    itemForm: 'name',
    ...over,
  };
}

function read(form: CellForm, cell: Cell, over: Partial<InventoryColumn> = {}): unknown {
  const reading = readCell(column(form, over), cell);
  return 'fault' in reading ? `refused: ${reading.fault.found}` : reading.value;
}

describe('a cell', () => {
  it.each<[CellForm, Cell, unknown]>([
    ['number', ' 12.5 ', 12.5],
    ['number', '-3e-2', -0.03],
    ['number', 0, 0],
    ['number', { odd: 'formatted', number: 0.05, format: '0%' }, 0.05],
    ['integer', '42', 42],
    ['boolean', 'Yes', true],
    ['boolean', 0, false],
    ['boolean', 'FALSE', false],
    ['name', ' R01\u00a0', 'R01'],
    ['name', 20260101, '20260101'],
    ['text', ' as it is ', ' as it is '],
    ['date', '2027-03-01', '2027-03-01'],
    ['date', { odd: 'date', day: '2027-03-01', time: null }, '2027-03-01'],
    ['list', 'A; B;"C;D"', ['A', 'B', 'C;D']],
    ['list', '[]', []],
    ['list', 7, ['7']],
    ['scalar', '7', 7],
    ['scalar', '"7"', '7'],
    ['scalar', 'true', true],
    ['scalar', 'seven', 'seven'],
    ['name', '   ', undefined],
    ['number', null, undefined],
  ])('of form %s holding %j means %j', (form, cell, value) => {
    expect(read(form, cell)).toEqual(value);
  });

  it.each<[CellForm, Cell, string]>([
    ['number', '12,5', 'refused: "12,5"'],
    ['number', '1,234', 'refused: "1,234"'],
    ['number', '12 kW', 'refused: "12 kW"'],
    ['number', 'Infinity', 'refused: "Infinity"'],
    ['number', true, 'refused: TRUE'],
    ['number', { odd: 'date', day: '2027-01-02', time: null }, 'refused: the date 2027-01-02'],
    ['number', { odd: 'error', text: '#REF!' }, 'refused: the error #REF!'],
    ['number', { odd: 'formula', text: 'A1*2' }, 'refused: a formula without a stored result, =A1*2'],
    ['boolean', 'perhaps', 'refused: "perhaps"'],
    ['boolean', 2, 'refused: 2'],
    ['date', '01.03.2027', 'refused: "01.03.2027"'],
    ['date', '3/1/2027', 'refused: "3/1/2027"'],
    ['date', 46357, 'refused: 46357'],
    ['date', { odd: 'date', day: '2027-03-01', time: '08:00:00' }, 'refused: the date 2027-03-01 08:00:00'],
    ['name', { odd: 'date', day: '2026-03-01', time: null }, 'refused: the date 2026-03-01'],
    ['name', { odd: 'formatted', number: 7, format: '000' }, 'refused: the number 7 shown as "000"'],
    ['name', false, 'refused: FALSE'],
    ['list', 'A; "B', 'refused: "A; "B"'],
    ['scalar', '"7', 'refused: ""7"'],
    ['empty', 'x', 'refused: "x"'],
  ])('of form %s holding %j is refused', (form, cell, refusal) => {
    expect(read(form, cell)).toBe(refusal);
  });

  it('says the unit, what is allowed and the number that was probably meant', () => {
    expect(readCell(column('number', { unit: 'kW' }), '12,5')).toEqual({
      fault: { code: 'type', found: '"12,5"', allowed: 'a number with a decimal point in kW', nearest: '12.5' },
    });
  });

  it('of free text or of a further fact reads back whatever was written', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.constantFrom('', '"', '""', ' ', '"a"', '7', 'TRUE', '-0', '1e5', '[]', '{}', ' " '),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom<CellForm>('text', 'scalar'), (text, form) => {
        expect(read(form, cellOf(column(form), text))).toBe(text);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('a list in a cell', () => {
  it('reads back whatever names it held', () => {
    const name = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('[]', 'a;b', '"', ' a', 'P[1-4,7]', 'x; y'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (entries) => {
        expect(listEntries(listText(entries))).toEqual(entries);
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  it('passes over a separator too many', () => {
    expect(listEntries('A;; B; ')).toEqual(['A', 'B']);
  });
});

describe('the sheets of an inventory', () => {
  it('have names that a workbook takes and columns that are told apart', () => {
    for (const { name, columns, records, groups } of inventorySheets()) {
      expect(name.length).toBeLessThanOrEqual(31);
      const headers = [
        ...columns.map(({ header }) => header),
        ...groups.map((path) => path.join('.')),
        ...records.map(({ prefix }) => prefix),
      ];
      expect(headers).toEqual([...new Set(headers)]);
    }
    const names = inventorySheets().map(({ name }) => name.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });
});

describe('the address of a cell', () => {
  it('is what spreadsheets write', () => {
    expect([1, 26, 27, 52, 53, 702, 703, 16384].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
    expect(cellAddress({ sheet: 'racks', row: 7, column: 2 })).toBe('racks!B7');
    expect(cellAddress({ sheet: 'racks', row: 7, column: null })).toBe('racks!7:7');
  });
});
