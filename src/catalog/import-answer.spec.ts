import { describe, expect, it } from '@jest/globals';
import { importAnswer } from './import-answer.js';
import type { EntryChange } from './import-changes.js';

const entry = (slug: string, more: Partial<EntryChange>): EntryChange => ({
  op: 'create',
  collection: 'deviceTypes',
  slug,
  file: `${slug}.yaml`,
  fields: [],
  ...more,
});

describe('the answer to an import', () => {
  it('tells first what changes under sites, however many entries are new', () => {
    const created = Array.from({ length: 1000 }, (_, i) => entry(`new-${String(i)}`, {}));
    const entries = [
      ...created,
      entry('unused', { op: 'update' }),
      entry('same', { op: 'same' }),
      entry('used', { op: 'update', sites: ['Hall'] }),
    ];
    const library = { files: 1003, entries: [], notes: [], defects: [] };
    const answer = importAnswer(library, { entries, changes: [] }, { dryRun: true, allNotes: false });
    expect(answer.changes.slice(0, 3).map(({ slug }) => slug)).toEqual(['used', 'unused', 'new-0']);
    expect(answer.changes.length).toBe(1000);
    expect(answer.counts.deviceTypes).toEqual({ create: 1000, update: 2, same: 1 });
  });
});
