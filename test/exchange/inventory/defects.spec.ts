import { describe, expect, it } from '@jest/globals';
import { cellAddress } from '../../../src/exchange/inventory/cell.js';
import { formatInventoryDefect } from '../../../src/exchange/inventory/defect-text.js';
import { HALL, laid, table } from './hall.js';

/** Each defect in short: where, what, and the nearest name. */
function refused(...request: Parameters<typeof laid>): readonly string[] {
  const result = laid(...request);
  if (result.ok) return ['accepted'];
  return result.defects.map(({ at, code, nearest }) =>
    [at === null ? 'in the hall' : cellAddress(at), code, ...(nearest === undefined ? [] : [nearest])].join(' '),
  );
}

describe('an inventory with defects', () => {
  it('is refused with all of them at once, in the order of its sheets, rows and columns', () => {
    const defects = refused([
      table(
        'racks',
        ['key', 'name', 'typ', 'room', 'slot'],
        ['A01', 'A01', 'r', 'Nort', '1,5'],
        ['A02', 'A02', 'r', 'North', 0],
      ),
      table('devices', ['name', 'type', 'rack'], ['D9', null, 'A09']),
    ]);
    expect(defects).toEqual([
      'racks!C1 unknown-key type',
      'racks!D2 unresolved-reference North',
      'racks!E2 type 1.5',
      'racks!E3 range',
      'devices!B2 missing',
      'devices!C2 unresolved-reference A01',
    ]);
  });

  it('names sheets and columns that are unknown, repeated or without a name', () => {
    expect(
      refused([
        table('rack', ['key']),
        table('devices', ['key', 'serial', 'serial', ''], ['D1', 'S', 'S', 'stray']),
        table('devices', ['key']),
      ]),
    ).toEqual([
      'rack!1:1 unknown-key racks',
      'devices!1:1 duplicate-key',
      'devices!C1 duplicate-key',
      'devices!D2 unknown-key',
    ]);
  });

  it('shows both rows of a name that is given twice', () => {
    const result = laid([table('racks', ['name', 'type', 'room'], ['N1', 'r', 'North'], ['N1', 'r', 'South'])]);
    expect(result).toMatchObject({
      defects: [
        { code: 'duplicate-name', at: { sheet: 'racks', row: 3, column: 1 }, alsoAtCell: { sheet: 'racks', row: 2 } },
      ],
    });
  });

  it('names a key that nothing has, and one that several rows give to new names', () => {
    expect(refused([table('racks', ['key', 'name'], ['A1', 'A05'])])).toContain('racks!A2 unresolved-reference A01');
    expect(refused([table('racks', ['key', 'name'], ['A01', 'X1'], ['A01', 'X2'])])).toContain(
      'racks!A3 duplicate-key',
    );
  });

  it('names what is missing of half-filled rows and points', () => {
    expect(
      refused([
        table(
          'racks',
          ['name', 'type', 'room', 'position.x', 'position.y'],
          ['N1', 'r', 'North', 3, null],
          [null, 'r', 'North', null, null],
        ),
        table('cables', ['name', 'type'], ['C9', 'c']),
        table(
          'cables.ends',
          ['of cable', 'order', 'device', 'port'],
          ['C9', 1, 'D1', null],
          ['C8', 1, 'D1', 'P1'],
          [null, 1, 'D1', 'P1'],
        ),
      ]),
    ).toEqual([
      'racks!E2 missing',
      'racks!A3 missing',
      'cables.ends!2:2 range',
      'cables.ends!D2 missing',
      'cables.ends!A3 unresolved-reference C1',
      'cables.ends!A4 missing',
    ]);
  });

  it('names the columns that a new row would need and that the sheet does not have', () => {
    const result = laid([
      table('racks', ['name'], ['N1']),
      table('cables', ['name', 'type'], ['C9', 'c']),
      table('cables.ends', ['of cable', 'order', 'device'], ['C9', 1, 'D1'], ['C9', 2, 'D1']),
    ]);
    const lines = result.ok ? [] : result.defects.map((defect) => formatInventoryDefect('in.xlsx', false, defect));
    expect(lines).toEqual([
      expect.stringMatching(/^in\.xlsx: racks!2:2: missing at type: found nothing/),
      expect.stringMatching(/^in\.xlsx: racks!2:2: missing at room: found nothing/),
      expect.stringMatching(/^in\.xlsx: cables\.ends!2:2: missing at port: found nothing/),
      expect.stringMatching(/^in\.xlsx: cables\.ends!3:3: missing at port: found nothing/),
    ]);
  });

  it('says where in the hall something still names what would be deleted', () => {
    const result = laid([table('racks', ['key'], ['A02'], ['B01'])], { deletes: true });
    expect(result).toMatchObject({ ok: false, defects: [{ at: null, path: ['devices', 0, 'rack'] }] });
    if (result.ok) return;
    const [defect] = result.defects;
    expect(defect && formatInventoryDefect('in.xlsx', false, defect)).toMatch(
      /^in\.xlsx: unresolved-reference in the hall at devices\[0\]\.rack: found "A01", allowed the name of a rack: "A02", "B01"/,
    );
  });

  it('tells of a site that is there more than once, or not at all', () => {
    expect(refused([table('site', ['name'], ['Hall'], ['Other'])])).toEqual(['site!3:3 conflict']);
    expect(refused([table('rooms', ['name'], [null])], { before: null })).toEqual(['in the hall missing']);
  });

  it('is written in one line for people, as cells of a workbook and as lines of CSV files', () => {
    const result = laid([table('racks', ['key', 'room'], ['A01', 'Nort'])]);
    if (result.ok) throw new Error('accepted');
    const [defect] = result.defects;
    if (defect === undefined) throw new Error('no defect');
    const reason =
      'unresolved-reference: found "Nort", allowed the name of a room: "North", "South"; did you mean "North"?';
    expect(formatInventoryDefect('in.xlsx', false, defect)).toBe(`in.xlsx: racks!B2: ${reason}`);
    expect(formatInventoryDefect('in', true, defect)).toBe(`in/racks.csv:2:2: ${reason}`);
  });

  it('counts what it does not list', () => {
    const rows = Array.from({ length: 1500 }, (_, i) => [`N${String(i)}`, 'r', 'North', -1]);
    const result = laid([table('racks', ['name', 'type', 'room', 'slot'], ...rows)]);
    expect(result.ok ? 0 : result.defects.length + result.unlisted).toBe(1500);
  });

  it('leaves the hall as it is', () => {
    const before = structuredClone(HALL);
    laid([table('racks', ['key', 'name', 'room'], ['A01', 'Z', 'Nort'])]);
    expect(HALL).toEqual(before);
  });
});
