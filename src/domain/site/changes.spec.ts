import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeLists } from '../../../test/factories/sites/change-lists.js';
import { applyChanges, invertChanges, type Change } from './changes.js';
import type { SiteDocument, SiteSnapshot } from './document.js';
import { toSnapshot } from './snapshot.js';

const OUTLINE = [
  [0, 0],
  [9, 0],
  [9, 9],
];

const hall = toSnapshot({
  plenum: 1,
  site: { name: 'S' },
  rackTypes: [{ slug: 'rt', manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 }],
  rooms: [
    { name: 'A', outline: OUTLINE },
    { name: 'B', outline: OUTLINE },
  ],
  rows: [
    { room: 'A', name: '1', origin: [0, 0], bearingDeg: 0, coldAisleSide: 'left', pitchM: 0.6, slots: 9 },
    { room: 'B', name: '9', origin: [0, 0], bearingDeg: 0, coldAisleSide: 'left', pitchM: 0.6, slots: 9 },
  ],
  racks: [
    { name: 'R1', type: 'rt', room: 'A', row: '1', feeds: [{ feed: 'A', element: 'P1' }] },
    { name: 'R2', type: 'rt', room: 'A' },
  ],
  powerElements: [
    { name: 'P1', kind: 'breaker', rack: 'R2' },
    { name: 'P2', kind: 'breaker', parents: ['P1'] },
  ],
  coolingZones: [{ name: 'Z', room: 'A', rows: ['1'] }],
} as unknown as SiteDocument);

function after(...changes: readonly Change[]): SiteSnapshot {
  const applied = applyChanges(hall, changes);
  if (!applied.ok) throw new Error(JSON.stringify(applied.defects, null, 1));
  return applied.snapshot;
}

function defectsOf(...changes: readonly Change[]): readonly (readonly unknown[])[] {
  const applied = applyChanges(hall, changes);
  return applied.ok ? [] : applied.defects.map(({ code, path, nearest }) => [code, path.join('.'), nearest]);
}

describe('a change of a key', () => {
  it('is followed by every name of the thing', () => {
    const renamed = after({ op: 'update', kind: 'powerElement', key: ['P1'], set: { name: 'P0' } });
    expect(renamed.racks[0]?.feeds).toEqual([{ feed: 'A', element: 'P0' }]);
    expect(renamed.powerElements.map(({ name, parents }) => [name, parents])).toEqual([
      ['P0', undefined],
      ['P2', ['P0']],
    ]);
  });

  it('of a room is followed by what is named within the room', () => {
    const renamed = after({ op: 'update', kind: 'room', key: ['A'], set: { name: 'C' } });
    expect(renamed.rows.map(({ room, name }) => `${room}/${name}`)).toEqual(['B/9', 'C/1']);
    expect(renamed.racks.map(({ room, row }) => [room, row])).toEqual([
      ['C', '1'],
      ['C', undefined],
    ]);
    expect(renamed.coolingZones[0]).toMatchObject({ room: 'C', rows: ['1'] });
  });

  it('of a row takes the racks of the row to another room', () => {
    const moved = after(
      { op: 'update', kind: 'coolingZone', key: ['Z'], set: { room: 'B' } },
      { op: 'update', kind: 'row', key: ['A', '1'], set: { room: 'B' } },
    );
    expect(moved.racks.map(({ room, row }) => [room, row])).toEqual([
      ['B', '1'],
      ['A', undefined],
    ]);
  });

  it('does not take a row out of the room of a cooling zone that uses it', () => {
    expect(defectsOf({ op: 'update', kind: 'row', key: ['A', '1'], set: { room: 'B' } })).toEqual([
      ['conflict', 'changes.0.key', undefined],
    ]);
  });

  it('is refused where something still names what had the key, which would silently name another thing', () => {
    expect(
      defectsOf(
        { op: 'delete', kind: 'powerElement', key: ['P1'] },
        { op: 'update', kind: 'powerElement', key: ['P2'], set: { name: 'P1', parents: null } },
      )[0],
    ).toEqual(['conflict', 'changes.1.set.name', undefined]);
  });

  it('and changes after it speak of the new key', () => {
    const renamed = after(
      { op: 'update', kind: 'rack', key: ['R1'], set: { name: 'X' } },
      { op: 'update', kind: 'rack', key: ['X'], set: { serial: 's' } },
      { op: 'create', kind: 'rack', value: { name: 'R1', type: 'rt', room: 'B' } },
    );
    expect(renamed.racks.map(({ name, serial }) => [name, serial])).toEqual([
      ['R1', undefined],
      ['R2', undefined],
      ['X', 's'],
    ]);
  });
});

describe('a list of changes', () => {
  it('needs only at its end that every name is the name of something', () => {
    const changed = after(
      { op: 'delete', kind: 'powerElement', key: ['P1'] },
      { op: 'create', kind: 'powerElement', value: { name: 'P1', kind: 'busway' } },
    );
    expect(changed.powerElements[0]).toEqual({ name: 'P1', kind: 'busway' });
  });

  it('tells all its defects, each at the value that is wrong', () => {
    expect(
      defectsOf(
        { op: 'create', kind: 'rack', value: { name: 'R2', type: 'rt', room: 'A' } },
        { op: 'create', kind: 'rack', value: { name: 'R3', type: 'rtt', room: 'A', row: '9', slot: 0 } },
        { op: 'update', kind: 'rack', key: ['R1'], set: { tipe: 'rt' } },
        { op: 'update', kind: 'rack', key: ['R1'], set: { room: null } },
        { op: 'delete', kind: 'rack', key: ['R11'] },
        { op: 'delete', kind: 'room', key: ['B'] },
        { op: 'create', kind: 'site', value: { name: 'T' } },
      ),
    ).toEqual([
      ['duplicate-name', 'changes.0.value.name', undefined],
      ['range', 'changes.1.value.slot', undefined],
      ['unknown-key', 'changes.2.set', undefined],
      ['missing', 'changes.3.set.room', undefined],
      ['unresolved-reference', 'changes.4.key', 'R1'],
      ['conflict', 'changes.6.op', undefined],
      ['unresolved-reference', 'changes.1.value.type', 'rt'],
      ['unresolved-reference', 'changes.1.value.row', undefined],
      ['conflict', 'changes.5.key', undefined],
    ]);
  });

  it('records what had an effect, with what undoes it', () => {
    const applied = applyChanges(hall, [
      { op: 'update', kind: 'rack', key: ['R2'], set: { serial: 's', room: 'A', row: null } },
      { op: 'update', kind: 'rack', key: ['R2'], set: { serial: 's' } },
    ]);
    expect(applied.ok ? applied.recorded : applied.defects).toEqual([
      { op: 'update', kind: 'rack', key: ['R2'], before: { serial: null }, after: { serial: 's' } },
    ]);
  });

  it('leaves out of the catalog what the site no longer uses', () => {
    const without = after({ op: 'delete', kind: 'powerElement', key: ['P2'] }, ...removal());
    expect(without.rackTypes).toEqual([]);
    expect(hall.rackTypes).toHaveLength(1);
  });

  it('keeps arrays that it does not touch', () => {
    const changed = after({ op: 'update', kind: 'site', key: ['S'], set: { name: 'T', altitudeM: 10 } });
    expect(changed.site).toEqual({ name: 'T', altitudeM: 10 });
    expect(changed.racks).toBe(hall.racks);
  });

  it('undone by its inverse leads back', () => {
    fc.assert(
      fc.property(changeLists(), ({ snapshot, changes }) => {
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const back = applyChanges(applied.snapshot, invertChanges(snapshot, changes));
        expect(back.ok ? [] : back.defects).toEqual([]);
        if (back.ok) expect(back.snapshot).toEqual(snapshot);
      }),
      { seed: 2, numRuns: 60 },
    );
  });
});

/** Deletes what uses the only rack type. */
function removal(): readonly Change[] {
  return [
    { op: 'delete', kind: 'powerElement', key: ['P1'] },
    { op: 'delete', kind: 'rack', key: ['R1'] },
    { op: 'delete', kind: 'rack', key: ['R2'] },
  ];
}
