import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeLists } from '../../../test/factories/sites/change-lists.js';
import { applyChanges, type Change } from './changes.js';
import { applyInOrder } from './changes-apply.js';
import { openState, type ChangeState } from './changes-state.js';
import { inBrief } from './check-row.js';
import { compareSnapshots } from './compare.js';
import type { SiteDocument, SiteSnapshot } from './document.js';
import { keyOf, keyText, type Row } from './key.js';
import { collectionNames, collectionOf, kindNamed } from './kinds.js';
import { renamesOf, type Rename } from './renames.js';
import { toSnapshot } from './snapshot.js';

function stateAfter(snapshot: SiteSnapshot, changes: readonly Change[]): ChangeState {
  const state = openState((kind) =>
    kind === 'site' ? [snapshot.site] : (snapshot[collectionOf(kind)] as readonly Row[]),
  );
  applyInOrder(state, changes, { explain: inBrief, createdIsChecked: true });
  return state;
}

/** Which things of a site are the same under another key after some changes. */
function renamesIn(state: ChangeState): readonly Rename[] {
  return [...state.kinds].flatMap(([kind, { slots }]) =>
    slots.flatMap(({ before, now }): readonly Rename[] => {
      if (before === null || now === null || kind === 'site') return [];
      const [from, to] = [keyOf(kind, before), keyOf(kind, now)];
      return keyText(from) === keyText(to) ? [] : [{ kind, from, to }];
    }),
  );
}

const pair = (a: string, b: string): SiteSnapshot =>
  toSnapshot({
    plenum: 1,
    site: { name: 'S' },
    powerElements: [
      { name: a, kind: 'ups', parents: [b] },
      { name: b, kind: 'panel' },
    ],
  } as unknown as SiteDocument);

describe('the comparison of two snapshots', () => {
  it('gives nothing for the same', () => {
    expect(compareSnapshots(pair('A', 'B'), pair('A', 'B'))).toEqual([]);
  });

  it('gives what becomes another, field by field', () => {
    const before = pair('A', 'B');
    const after = { ...before, powerElements: [{ name: 'A', kind: 'ups' as const, feed: 'A' }] };
    expect(compareSnapshots(before, after)).toEqual([
      { op: 'delete', kind: 'powerElement', key: ['B'] },
      { op: 'update', kind: 'powerElement', key: ['A'], set: { feed: 'A', parents: null } },
    ]);
  });

  it('swaps two names through a temporary one', () => {
    const renames: readonly Rename[] = [
      { kind: 'powerElement', from: ['A'], to: ['B'] },
      { kind: 'powerElement', from: ['B'], to: ['A'] },
    ];
    const changes = compareSnapshots(pair('A', 'B'), pair('B', 'A'), renames);
    expect(changes.map((change) => (change.op === 'update' ? [change.key[0], change.set['name']] : change))).toEqual([
      ['A', 'tmp-1'],
      ['B', 'A'],
      ['tmp-1', 'B'],
    ]);
  });

  it('of things that changed places keeps them the same things', () => {
    fc.assert(
      fc.property(changeLists(), ({ snapshot, changes }) => {
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const renames = renamesIn(stateAfter(snapshot, changes));
        const found = compareSnapshots(snapshot, applied.snapshot, renames);
        const reached = applyChanges(snapshot, found);
        expect(reached.ok ? [] : reached.defects).toEqual([]);
        if (reached.ok) expect(reached.snapshot).toEqual(applied.snapshot);
        const isOfSite = ({ kind }: Rename) => kindNamed(kind).scope === 'site';
        const kept = new Set(renamesIn(stateAfter(snapshot, found)).map((rename) => JSON.stringify(rename)));
        expect(renames.filter(isOfSite).filter((rename) => !kept.has(JSON.stringify(rename)))).toEqual([]);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('finds what turns one into the other without knowing which things are the same', () => {
    fc.assert(
      fc.property(changeLists(), ({ snapshot, changes }) => {
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const reached = applyChanges(snapshot, compareSnapshots(snapshot, applied.snapshot));
        expect(reached.ok ? reached.snapshot : reached.defects).toEqual(applied.snapshot);
      }),
      { seed: 3, numRuns: 40 },
    );
  });
});

describe('renames', () => {
  const ids = new Map([['rack', new Map([['R1', '0190a000-0000-7000-8000-000000000001']])]] as const);
  const document = (id: string, name: string) => ({ racks: [{ id, name }] }) as unknown as SiteDocument;

  it('are recognised by the id, whatever its case', () => {
    expect(renamesOf(ids, document('0190A000-0000-7000-8000-000000000001', 'R2'))).toEqual([
      { kind: 'rack', from: ['R1'], to: ['R2'] },
    ]);
  });

  it('are none where the name stays, or the id is not stored', () => {
    expect(renamesOf(ids, document('0190a000-0000-7000-8000-000000000001', 'R1'))).toEqual([]);
    expect(renamesOf(ids, document('0190a000-0000-7000-8000-000000000009', 'R2'))).toEqual([]);
    expect(collectionNames).toContain('racks');
  });
});
