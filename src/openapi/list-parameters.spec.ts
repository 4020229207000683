import { describe, expect, it } from '@jest/globals';
import { listParameters, listShapeOf, readListQuery } from './list-parameters.js';
import { kinds } from '../domain/site/kinds.js';

const racks = listShapeOf('rack');

function read(query: Readonly<Record<string, unknown>>) {
  const reading = readListQuery(racks, query);
  if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
  return reading.query;
}

function defectsOf(query: Readonly<Record<string, unknown>>) {
  const reading = readListQuery(racks, query);
  return reading.ok ? [] : reading.defects;
}

describe('the query of a list', () => {
  it('pages by 50 from the start where nothing is asked', () => {
    expect(read({})).toEqual({
      where: [],
      orderBy: [
        { field: 'site', descending: false },
        { field: 'name', descending: false },
      ],
      limit: 50,
      offset: 0,
      fields: null,
    });
  });

  it('orders by what is asked and always ends with the natural key', () => {
    expect(read({ ordering: '-serial,name' }).orderBy).toEqual([
      { field: 'serial', descending: true },
      { field: 'name', descending: false },
      { field: 'site', descending: false },
    ]);
  });

  it('reads filters with their operators, and a repeated one as any of its values', () => {
    expect(read({ status: ['planned', 'active'], slot__gte: '4', name__ic: 'r1', row__empty: 'true' }).where).toEqual(
      expect.arrayContaining([
        { field: 'status', op: 'eq', values: ['planned', 'active'] },
        { field: 'slot', op: 'gte', values: [4] },
        { field: 'name', op: 'ic', values: ['r1'] },
        { field: 'row', op: 'empty', values: [true] },
      ]),
    );
  });

  it('takes 1,000 rows at most', () => {
    expect(read({ limit: '1000' }).limit).toBe(1000);
    expect(defectsOf({ limit: '1001' })).toMatchObject([{ code: 'range', path: ['limit'] }]);
    expect(defectsOf({ limit: '0' })).toHaveLength(1);
  });

  it('names the nearest parameter of an unknown one', () => {
    expect(defectsOf({ nmae: 'x' })).toMatchObject([{ code: 'unknown-key', path: ['nmae'], nearest: 'name' }]);
    expect(defectsOf({ status__lt: 'planned' })).toMatchObject([{ nearest: 'status' }]);
  });

  it('names the nearest field of an unknown one in ordering and fields', () => {
    expect(defectsOf({ ordering: '-nam' })).toMatchObject([{ path: ['ordering'], nearest: 'name' }]);
    expect(defectsOf({ fields: 'name,serail' })).toMatchObject([{ path: ['fields'], nearest: 'serial' }]);
  });

  it('lists every defect at once', () => {
    expect(defectsOf({ limit: 'x', offset: '-1', slot: '1.5', id: '7', status: 'broken', nope: '1' })).toHaveLength(6);
  });

  it.each([
    ['name', 'a\u0000b'],
    ['availableFrom__gt', '2026-02-30'],
    ['availableFrom', '0000-01-01'],
    ['slot', '99999999999'],
    ['powerLimitW', '1e999'],
    ['powerLimitW', 'NaN'],
    ['descendingUnits', 'yes'],
  ])('refuses %s=%j', (name, value) => {
    expect(defectsOf({ [name]: value })).toHaveLength(1);
  });

  it('refuses a parameter given twice that has one value', () => {
    expect(defectsOf({ limit: ['1', '2'] })).toMatchObject([{ path: ['limit'], allowed: 'one value' }]);
  });

  it.each(kinds.map(({ name }) => name))('gives every parameter of %s a name of its own', (kind) => {
    const names = listParameters(listShapeOf(kind)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
