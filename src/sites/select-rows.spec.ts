import { describe, expect, it } from '@jest/globals';
import type { Filter } from './row-query.js';
import { selectRows } from './select-rows.js';

const rows = [
  { name: 'A', slot: 3, tags: ['x', 'y'] },
  { name: 'b', slot: 1, serial: '' },
  { name: 'C', serial: 'S-1', tags: ['y'] },
];

function names(where: readonly Filter[], orderBy = [{ field: 'name', descending: false }]) {
  return selectRows(rows, { where, orderBy, limit: 10, offset: 0 }).rows.map(({ name }) => name);
}

describe('computed rows', () => {
  it.each<[Filter, readonly string[]]>([
    [{ field: 'slot', op: 'eq', values: [1, 3] }, ['A', 'b']],
    [{ field: 'slot', op: 'n', values: [1] }, ['A', 'C']],
    [{ field: 'slot', op: 'lt', values: [3] }, ['b']],
    [{ field: 'slot', op: 'lte', values: [3] }, ['A', 'b']],
    [{ field: 'slot', op: 'gt', values: [1] }, ['A']],
    [{ field: 'slot', op: 'gte', values: [1] }, ['A', 'b']],
    [{ field: 'name', op: 'ic', values: ['B'] }, ['b']],
    [{ field: 'name', op: 'isw', values: ['a', 'c'] }, ['A', 'C']],
    [{ field: 'serial', op: 'empty', values: [true] }, ['A', 'b']],
    [{ field: 'serial', op: 'empty', values: [false] }, ['C']],
    [{ field: 'tags', op: 'eq', values: ['y'] }, ['A', 'C']],
    [{ field: 'tags', op: 'n', values: ['x'] }, ['C', 'b']],
  ])('that meet %j are %j', (filter, met) => {
    expect(names([filter])).toEqual(met);
  });

  it('without a value come last in either direction', () => {
    expect(names([], [{ field: 'slot', descending: false }])).toEqual(['b', 'A', 'C']);
    expect(names([], [{ field: 'slot', descending: true }])).toEqual(['A', 'b', 'C']);
  });

  it('are paged after they are counted', () => {
    const page = selectRows(rows, { where: [], orderBy: [{ field: 'name', descending: false }], limit: 1, offset: 1 });
    expect(page).toEqual({ count: 3, rows: [rows[2]] });
  });
});
