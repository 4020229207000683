import { describe, expect, it } from '@jest/globals';
import { checkNames } from './check-names.js';
import type { SiteDocument } from './document.js';

const ID = '0190a000-0000-7000-8000-000000000001';

function defectsOf(document: Readonly<Record<string, unknown>>) {
  return checkNames({ plenum: 1, site: { name: 'S' }, ...document } as unknown as SiteDocument);
}

const rows = [
  { room: 'A', name: '1' },
  { room: 'B', name: '2' },
];
const rooms = [{ name: 'A' }, { name: 'B' }];
const rackTypes = [{ slug: 'rt' }];

describe('the check of names', () => {
  it('finds nothing wrong with names that are unique among their siblings', () => {
    expect(defectsOf({ rooms, rackTypes, rows: [...rows, { room: 'B', name: '1' }] })).toEqual([]);
  });

  it('tells a name that is given twice, with both places', () => {
    expect(defectsOf({ rooms, rows: [...rows, { room: 'A', name: '1' }] })).toEqual([
      {
        code: 'duplicate-name',
        path: ['rows', 2, 'name'],
        found: '"A / 1"',
        allowed: 'a name that no other row has',
        alsoAt: ['rows', 0, 'name'],
      },
    ]);
  });

  it('tells an id that is given twice, also to things of two kinds', () => {
    expect(defectsOf({ site: { name: 'S', id: ID }, rooms: [{ name: 'A', id: ID.toUpperCase() }] })).toMatchObject([
      { code: 'duplicate-name', path: ['rooms', 0, 'id'], alsoAt: ['site', 'id'] },
    ]);
  });

  it('tells a name of nothing, with what may stand there and the nearest name', () => {
    expect(defectsOf({ rooms, rackTypes, racks: [{ name: 'R', type: 'r-tt', room: 'Attic' }] })).toEqual([
      {
        code: 'unresolved-reference',
        path: ['racks', 0, 'type'],
        found: '"r-tt"',
        allowed: 'the name of a rack type: "rt"',
        nearest: 'rt',
      },
      {
        code: 'unresolved-reference',
        path: ['racks', 0, 'room'],
        found: '"Attic"',
        allowed: 'the name of a room: "A", "B"',
      },
    ]);
  });

  it('looks for a row within the room of the rack, or of the cooling zone', () => {
    const racks = [{ name: 'R', type: 'rt', room: 'A', row: '2' }];
    const coolingZones = [{ name: 'Z', room: 'B', rows: ['2', '1'] }];
    expect(defectsOf({ rooms, rackTypes, rows, racks, coolingZones })).toMatchObject([
      { path: ['racks', 0, 'row'], allowed: 'the name of a row: "1"' },
      { path: ['coolingZones', 0, 'rows', 1], allowed: 'the name of a row: "2"' },
    ]);
  });

  it('names the item and the column of a list', () => {
    const racks = [{ name: 'R', type: 'rt', room: 'A', feeds: [{ feed: 'A', element: 'P' }] }];
    expect(defectsOf({ rooms, rackTypes, racks }).map(({ path, allowed }) => [path, allowed])).toEqual([
      [['racks', 0, 'feeds', 0, 'element'], 'the name of a power element; there is none'],
    ]);
  });

  it('tells patterns of names that cannot be read', () => {
    const deviceTypes = [{ slug: 'd', ports: [{ name: 'P[1-4]' }, { name: 'P[4-1]' }], moduleBays: ['B['] }];
    const podTemplates = [{ slug: 'p', version: '1', racks: ['R[1-99999999]'] }];
    expect(defectsOf({ deviceTypes, podTemplates }).map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['format', 'deviceTypes.0.ports.1.name'],
      ['format', 'deviceTypes.0.moduleBays.0'],
      ['format', 'podTemplates.0.racks.0'],
    ]);
  });

  it('of a hundred thousand names of nothing tells each, and proposes names for the first ones only', () => {
    const devices = Array.from({ length: 9000 }, (_, i) => ({ name: `rack-${String(i)}`, type: 'd' }));
    const ends = (i: number) => [{ device: `rakc-${String(i % 9000)}` }, { device: `rack-${String(i % 9000)}` }];
    const cables = Array.from({ length: 100_000 }, (_, i) => ({ name: `C${String(i)}`, type: 'c', ends: ends(i) }));
    const defects = defectsOf({ deviceTypes: [{ slug: 'd' }], cableTypes: [{ slug: 'c' }], devices, cables });
    expect(defects).toHaveLength(100_000);
    expect(defects[0]).toMatchObject({ path: ['cables', 0, 'ends', 0, 'device'], nearest: 'rack-0' });
    expect(defects.at(-1)?.nearest).toBeUndefined();
  });
});
