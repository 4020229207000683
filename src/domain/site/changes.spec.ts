import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeLists } from '../../../test/factories/sites/change-lists.js';
import { siteDocuments } from '../../../test/factories/sites/documents.js';
import { applyChanges, invertChanges } from './changes.js';
import { checkNames } from './check-names.js';
import { compareSnapshots } from './compare.js';
import { documentSchema } from './document.js';

describe('random documents', () => {
  it('are whole', () => {
    const seen = { rows: 0 };
    fc.assert(
      fc.property(siteDocuments(), (document) => {
        expect(documentSchema.safeParse(document).error?.issues ?? []).toEqual([]);
        expect(checkNames(document)).toEqual([]);
        for (const value of Object.values(document)) if (Array.isArray(value)) seen.rows += value.length;
      }),
      { seed: 1, numRuns: 100 },
    );
    process.stdout.write(`${seen.rows}\n`);
  });
});

describe('changes', () => {
  it('undone by their inverse lead back', () => {
    fc.assert(
      fc.property(changeLists(), ({ snapshot, changes }) => {
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const back = applyChanges(applied.snapshot, invertChanges(snapshot, changes));
        expect(back.ok ? [] : back.defects).toEqual([]);
        if (back.ok) expect(back.snapshot).toEqual(snapshot);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('found by comparison turn one snapshot into the other', () => {
    fc.assert(
      fc.property(changeLists(), ({ snapshot, changes }) => {
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const found = applyChanges(snapshot, compareSnapshots(snapshot, applied.snapshot));
        expect(found.ok ? [] : found.defects).toEqual([]);
        if (found.ok) expect(found.snapshot).toEqual(applied.snapshot);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
