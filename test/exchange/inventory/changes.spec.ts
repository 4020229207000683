import { describe, expect, it } from '@jest/globals';
import type { Row } from '../../../src/domain/site/key.js';
import { catalogDeletions } from '../../../src/exchange/inventory/import-inventory.js';
import { HALL, laid, table } from './hall.js';

function accepted(...request: Parameters<typeof laid>) {
  const result = laid(...request);
  if (!result.ok) throw new Error(JSON.stringify(result.defects));
  return result;
}

function rowsOf(result: ReturnType<typeof accepted>, collection: keyof typeof HALL): readonly Row[] {
  return (result.document[collection] ?? []) as readonly Row[];
}

describe('an inventory laid over a hall', () => {
  it('changes what its cells say, removes what is empty, and leaves what has no column', () => {
    const { changes, document } = accepted([
      table('racks', ['key', 'serial', 'slot'], ['A01', 'S-1', 5], ['A02', null, null]),
    ]);
    expect(changes).toEqual([
      { op: 'update', kind: 'rack', key: ['A01'], set: { serial: 'S-1', slot: 5 } },
      { op: 'update', kind: 'rack', key: ['A02'], set: { slot: null } },
    ]);
    expect(document.racks?.[1]).toEqual({ name: 'A02', type: 'r', room: 'North', row: 'A', tags: ['old', 'blue'] });
  });

  it('changes parts of points, objects and further facts that have a column', () => {
    const result = accepted([
      table(
        'racks',
        ['key', 'position.x', 'customFields.owner', 'customFields.rented'],
        ['A01', null, null, 'yes'],
        ['B01', 7, null, null],
      ),
      table('devices', ['key', 'overrides.weightKg'], ['D1', null]),
    ]);
    const [a01, , b01] = rowsOf(result, 'racks');
    expect([a01?.['customFields'], b01?.['position']]).toEqual([{ asset: 17, rented: 'yes' }, [7, 3]]);
    expect(rowsOf(result, 'devices')[0]?.['overrides']).toEqual({ typicalPowerW: 400 });
  });

  it('renames a thing whose key stays and whose name is another, with everything that names it', () => {
    const result = accepted([table('racks', ['key', 'name'], ['A01', 'Z01'])]);
    expect(result.changes).toEqual([{ op: 'update', kind: 'rack', key: ['A01'], set: { name: 'Z01' } }]);
    expect(result.renames).toEqual([{ kind: 'rack', from: ['A01'], to: ['Z01'] }]);
    expect(rowsOf(result, 'devices')[0]).toMatchObject({ name: 'D1', rack: 'Z01' });
  });

  it('exchanges names, and takes every name for what it meant before', () => {
    const result = accepted([
      table('racks', ['key', 'name'], ['A01', 'A02'], ['A02', 'A01']),
      table('devices', ['key', 'rack'], ['D1', 'A01'], ['D2', 'A02']),
    ]);
    expect(rowsOf(result, 'devices').map(({ rack }) => rack)).toEqual(['A02', 'A01']);
    expect(rowsOf(result, 'racks').map(({ name, slot }) => [name, slot])).toEqual([
      ['A02', 1],
      ['A01', 2],
      ['B01', undefined],
    ]);
  });

  it('follows a room that gets another name into its rows and racks, whichever name they give', () => {
    const result = accepted([
      table('rooms', ['key', 'name'], ['North', 'Nord']),
      table('rows', ['key', 'name', 'room'], ['North; A', 'A1', 'North']),
      table('racks', ['key', 'room', 'row'], ['A01', 'Nord', 'A'], ['A02', 'North', 'A']),
    ]);
    expect(rowsOf(result, 'rows')).toMatchObject([{ name: 'A1', room: 'Nord' }]);
    expect(rowsOf(result, 'racks').slice(0, 2)).toMatchObject([
      { room: 'Nord', row: 'A1' },
      { room: 'Nord', row: 'A1' },
    ]);
  });

  it('takes a copied row with another name for a new thing', () => {
    const result = accepted([
      table('racks', ['key', 'name', 'type', 'room'], ['A01', 'A01', 'r', 'North'], ['A01', 'A03', 'r', 'South']),
    ]);
    expect(result.changes).toEqual([{ op: 'create', kind: 'rack', value: { name: 'A03', type: 'r', room: 'South' } }]);
  });

  it('finds a thing by its name where there is no key', () => {
    const { changes } = accepted([table('racks', ['name', 'serial'], ['A02', 'S-2'])]);
    expect(changes).toEqual([{ op: 'update', kind: 'rack', key: ['A02'], set: { serial: 'S-2' } }]);
  });

  it('deletes what has no row only when asked to, and tells what stays', () => {
    const tables = [
      table('devices', ['key'], ['D1']),
      table('cables', ['key', 'name', 'type']),
      table('cables.ends', ['of cable', 'order', 'device', 'port'], ['C1', 1, 'D1', 'P1'], ['C1', 2, 'D1', 'P2']),
    ];
    const kept = accepted(tables);
    expect([kept.withheld, kept.changes.length]).toEqual([
      [
        { kind: 'device', key: 'D2', list: null },
        { kind: 'cable', key: 'C1', list: null },
      ],
      1,
    ]);
    const { changes, withheld } = accepted(tables, { deletes: true });
    expect(changes.filter(({ op }) => op === 'delete')).toEqual([{ op: 'delete', kind: 'device', key: ['D2'] }]);
    expect(withheld).toEqual([{ kind: 'cable', key: 'C1', list: null }]);
  });

  it('deletes an entry of the catalog from a document and leaves it to the catalog of a database', () => {
    const result = accepted([table('rackTypes', ['key'], ['r'])], { deletes: true });
    expect([result.changes, rowsOf(result, 'rackTypes').length]).toEqual([[], 1]);
    expect(catalogDeletions(HALL, result.document, result.renames)).toEqual([
      { op: 'delete', kind: 'rackType', key: ['unused'] },
    ]);
  });

  it('takes the rows of a thing in a list sheet for its list, in their order', () => {
    const header = ['of deviceType', 'order', 'name', 'kind'];
    const longer = accepted([
      table(
        'deviceTypes.ports',
        header,
        ['d', 2, 'P2', 'ethernet'],
        ['d', 1, 'P1', 'console'],
        ['d', null, 'P3', 'ethernet'],
      ),
    ]);
    expect(rowsOf(longer, 'deviceTypes')[0]?.['ports']).toEqual([
      { name: 'P1', kind: 'console' },
      { name: 'P2', kind: 'ethernet', lanes: 4 },
      { name: 'P3', kind: 'ethernet' },
    ]);
    const shorter = [table('deviceTypes.ports', header, ['d', 1, 'P1', 'ethernet'])];
    expect(accepted(shorter)).toMatchObject({
      changes: [],
      withheld: [{ kind: 'deviceType', key: 'd', list: 'ports' }],
    });
    expect(rowsOf(accepted(shorter, { deletes: true }), 'deviceTypes')[0]?.['ports']).toHaveLength(1);
    const none = accepted([table('deviceTypes.ports', header, ['d', 0, null, null])], { deletes: true });
    expect(rowsOf(none, 'deviceTypes')[0]?.['ports']).toEqual([]);
  });

  it('passes over empty rows, the row that explains the columns, and sheets and columns in round brackets', () => {
    const result = accepted([
      table(
        'racks',
        ['key', '(note)', 'serial'],
        ['▸ unit and meaning', 'x', 'Serial number'],
        [null, null, null],
        ['A01', 'mine', 'S-1'],
      ),
      table('(sketch)', ['anything'], ['at all']),
    ]);
    expect(result.changes).toEqual([{ op: 'update', kind: 'rack', key: ['A01'], set: { serial: 'S-1' } }]);
  });

  it('makes a new hall where there is none', () => {
    const { document, changes } = accepted(
      [
        table('site', ['name', 'currency'], ['New', 'EUR']),
        table('rooms', ['name', 'floor'], ['Hall', 'slab']),
        table('rooms.outline', ['of room', 'x', 'y'], ['Hall', 0, 0], ['Hall', 4, 0], ['Hall', 4, 4]),
      ],
      { before: null },
    );
    expect(document).toEqual({
      plenum: 1,
      site: { name: 'New', currency: 'EUR' },
      rooms: [
        {
          name: 'Hall',
          floor: 'slab',
          outline: [
            [0, 0],
            [4, 0],
            [4, 4],
          ],
        },
      ],
    });
    expect(changes).toHaveLength(1);
  });
});
