import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { applyChanges, undoOf, type Change, type RecordedChange } from '../../src/domain/site/changes.js';
import { compareSnapshots } from '../../src/domain/site/compare.js';
import { keyText, type Row } from '../../src/domain/site/key.js';
import type { KindName } from '../../src/domain/site/kinds.js';
import { Database } from '../../src/platform/database.js';
import { allTables } from '../../src/platform/tables/kind-table.js';
import { SiteRepository } from '../../src/sites/site.repository.js';
import type { Filter } from '../../src/sites/row-query.js';
import { changeLists } from '../factories/sites/change-lists.js';
import { accepted, createdSite, creationOf, writeOf, written } from '../factories/sites/written-site.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

interface Storage {
  readonly sites: SiteRepository;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

async function openStorage(): Promise<Storage> {
  const database = await cloneDatabase();
  const connections = new Database({ url: database.url, connections: 4, onIdleError: () => undefined });
  return {
    sites: new SiteRepository(connections),
    database,
    close: async () => {
      await connections.close();
      await database.drop();
    },
  };
}

async function rowsOf<T extends object>(
  storage: Storage,
  query: string,
  values: readonly unknown[] = [],
): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: storage.database.url });
  await client.connect();
  try {
    return (await client.query<T>(query, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Leaves no site and no catalog. */
async function emptied(storage: Storage): Promise<void> {
  const catalog = allTables().filter(({ hasSite, kind }) => !hasSite && kind !== 'site');
  const statements = ['sites', ...catalog.map(({ name }) => name)].map((name) => `DELETE FROM ${name}`);
  await rowsOf(storage, `BEGIN; ${statements.join('; ')}; COMMIT`);
}

const room = (name: string): Change => ({
  op: 'create',
  kind: 'room',
  value: {
    name,
    outline: [
      [0, 0],
      [9, 0],
      [9, 9],
    ],
  },
});
const rackType: Change = {
  op: 'create',
  kind: 'rackType',
  value: { slug: 'rt', manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 },
};
const rack = (name: string, more: Row = {}): Change => ({
  op: 'create',
  kind: 'rack',
  value: { name, type: 'rt', room: 'A', ...more },
});

/** A site with a room A and racks R1 … Rn. */
function hall(name: string, racks: number): readonly Change[] {
  const all = Array.from({ length: racks }, (_, i) => rack(`R${String(i + 1)}`));
  return [{ op: 'create', kind: 'site', value: { name } }, room('A'), rackType, ...all];
}

describe('stored changes', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage();
  });
  afterAll(() => storage.close());

  it('make of a site what they make of it in memory, and what was recorded leads back', async () => {
    await fc.assert(
      fc.asyncProperty(changeLists(20), async ({ snapshot, changes }) => {
        await emptied(storage);
        const { sites } = storage;
        const id = await createdSite(sites, creationOf(snapshot));
        expect((await sites.readSnapshot(id))?.snapshot).toEqual(snapshot);
        const { auditRecordId, documentRevision } = await written(sites, writeOf({ id }, changes));
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const stored = await sites.readSnapshot(id);
        expect(stored?.snapshot).toEqual(applied.snapshot);
        expect(stored?.documentRevision).toBe(documentRevision);
        const recorded = await rowsOf<RecordedChange>(
          storage,
          'SELECT op, kind, key, before, after FROM audit_changes WHERE record_id = $1 ORDER BY position',
          [auditRecordId],
        );
        await written(sites, writeOf({ id }, undoOf(recorded)));
        expect((await sites.readSnapshot(id))?.snapshot).toEqual(snapshot);
      }),
      { seed: 7, numRuns: 50 },
    );
  }, 600_000);

  it('found by comparison store the other snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(changeLists(20), async ({ snapshot, changes }) => {
        await emptied(storage);
        const applied = applyChanges(snapshot, changes);
        if (!applied.ok) throw new Error('drawn changes apply');
        const id = await createdSite(storage.sites, creationOf(snapshot));
        await written(storage.sites, writeOf({ id }, compareSnapshots(snapshot, applied.snapshot)));
        expect((await storage.sites.readSnapshot(id))?.snapshot).toEqual(applied.snapshot);
      }),
      { seed: 8, numRuns: 10 },
    );
  }, 300_000);
});

describe('a stored site', () => {
  let storage: Storage;
  let sites: SiteRepository;
  beforeAll(async () => {
    storage = await openStorage();
    sites = storage.sites;
  });
  afterAll(() => storage.close());

  const revisionOf = async (id: string): Promise<number | undefined> =>
    (await sites.readSnapshot(id))?.documentRevision;

  it('is found by its name and its id, and tells the ids of everything', async () => {
    const result = await written(sites, writeOf({ create: true }, hall('Named', 2)));
    const stored = await sites.readSnapshot('Named');
    expect(stored?.siteId).toBe(result.siteId);
    expect(await sites.readSnapshot(stored?.siteId ?? '')).toEqual(stored);
    const written1 = result.rows.find(({ kind, key }) => kind === 'rack' && key[0] === 'R1');
    expect(stored?.ids.get('rack')?.get(keyText(['R1']))).toBe(written1?.id);
    expect(await sites.readSnapshot('No such site')).toBeNull();
  });

  it('follows when a row moves to another room with its racks', async () => {
    const row: Change = {
      op: 'create',
      kind: 'row',
      value: { room: 'A', name: '1', origin: [0, 0], bearingDeg: 0, coldAisleSide: 'left', pitchM: 0.6, slots: 9 },
    };
    const changes = [...hall('Moving', 0), room('B'), row, rack('R1', { row: '1', slot: 1 })];
    const id = await createdSite(sites, changes);
    await written(
      sites,
      writeOf({ id }, [{ op: 'update', kind: 'row', key: ['A', '1'], set: { room: 'B', name: '2' } }]),
    );
    expect((await sites.readSnapshot(id))?.snapshot.racks[0]).toMatchObject({ name: 'R1', room: 'B', row: '2' });
  });

  it('writes nothing for changes that change nothing', async () => {
    const id = await createdSite(sites, hall('Still', 1));
    const before = await rowsOf(storage, 'SELECT count(*) FROM audit_records');
    const again: readonly Change[] = [
      rackType,
      { op: 'update', kind: 'rack', key: ['R1'], set: { room: 'A', serial: null } },
    ];
    const result = await written(sites, writeOf({ id }, again));
    expect(result).toMatchObject({ status: 'unchanged', auditRecordId: null, documentRevision: 1 });
    expect(result.rows.map(({ revision }) => revision)).toEqual([1, 1]);
    expect(await rowsOf(storage, 'SELECT count(*) FROM audit_records')).toEqual(before);
  });

  it('refuses a writer who saw another revision, and tells the stored one', async () => {
    const result = await written(sites, writeOf({ create: true }, hall('Versioned', 1)));
    const site = { id: result.siteId ?? '' };
    const { id = '' } = result.rows.find(({ kind }) => kind === 'rack') ?? {};
    const set: Change = { op: 'update', kind: 'rack', key: ['R1'], set: { serial: 's1' } };
    const first = await written(sites, writeOf(site, [set], { preconditions: [{ kind: 'rack', id, revision: 1 }] }));
    expect(first.rows).toMatchObject([{ key: ['R1'], id, revision: 2 }]);
    const again: Change = { op: 'update', kind: 'rack', key: ['R1'], set: { serial: 's2' } };
    expect(await sites.write(writeOf(site, [again], { preconditions: [{ kind: 'rack', id, revision: 1 }] }))).toEqual({
      status: 'stale',
      stale: [{ precondition: 0, revision: 2 }],
    });
    expect(
      await sites.write(writeOf(site, [again], { preconditions: [{ kind: 'rack', key: ['R9'], revision: 1 }] })),
    ).toEqual({
      status: 'stale',
      stale: [{ precondition: 0, revision: null }],
    });
    expect(await sites.write(writeOf({ ...site, documentRevision: 1 }, [again]))).toEqual({
      status: 'stale',
      stale: [{ precondition: null, revision: 2 }],
    });
  });

  it('tells every defect at once and writes nothing', async () => {
    const id = await createdSite(sites, hall('Refusing', 3));
    const result = await sites.write(
      writeOf({ id }, [
        rack('R3'),
        rack('R4', { type: 'rtt', room: 'Attic' }),
        { op: 'update', kind: 'rack', key: ['R1'], set: { slot: 0 } },
        { op: 'delete', kind: 'room', key: ['A'] },
        { op: 'update', kind: 'rack', key: ['R22'], set: { serial: 'x' } },
      ]),
    );
    if (result.status !== 'refused') throw new Error('the changes must be refused');
    expect(result.defects.map(({ code, path, nearest }) => [code, path.join('.'), nearest])).toEqual([
      ['duplicate-name', 'changes.0.value.name', undefined],
      ['range', 'changes.2.set.slot', undefined],
      ['unresolved-reference', 'changes.4.key', 'R2'],
      ['unresolved-reference', 'changes.1.value.type', 'rt'],
      ['unresolved-reference', 'changes.1.value.room', undefined],
      ['conflict', 'changes.3.key', undefined],
    ]);
    expect(await revisionOf(id)).toBe(1);
  });

  it('keeps writers of one site apart', async () => {
    const id = await createdSite(sites, hall('Busy', 1));
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => sites.write(writeOf({ id }, [rack(`N${String(i)}`)]))),
    );
    expect(
      results
        .map(accepted)
        .map(({ documentRevision }) => documentRevision)
        .sort((a, b) => Number(a) - Number(b)),
    ).toEqual(Array.from({ length: 12 }, (_, i) => i + 2));
    const same = await Promise.all([1, 2].map(() => sites.write(writeOf({ id }, [rack('Same')]))));
    expect(same.map(({ status }) => status).sort()).toEqual(['refused', 'written']);
  });

  it('is created once when several create it at the same time', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(() => sites.write(writeOf({ create: true }, hall('Contested', 2)))),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['refused', 'refused', 'written']);
  });

  it('shares the catalog: a rename reaches every site, what a site uses cannot be deleted', async () => {
    const type: Change = { ...rackType, value: { ...rackType.value, slug: 'shared' } };
    const of = (name: string): readonly Change[] => [
      { op: 'create', kind: 'site', value: { name } },
      room('A'),
      type,
      rack('R1', { type: 'shared' }),
    ];
    const [one, other] = [await createdSite(sites, of('One')), await createdSite(sites, of('Other'))];
    const rename: Change = { op: 'update', kind: 'rackType', key: ['shared'], set: { slug: 'renamed' } };
    await written(sites, writeOf(null, [rename]));
    for (const id of [one, other]) {
      const stored = await sites.readSnapshot(id);
      expect(stored?.snapshot.racks[0]?.type).toBe('renamed');
      expect(stored?.documentRevision).toBe(2);
    }
    expect(await sites.catalogUsers('rackType', ['renamed'])).toMatchObject([
      { siteName: 'One' },
      { siteName: 'Other' },
    ]);
    const gone: readonly Change[] = [
      { op: 'delete', kind: 'rack', key: ['R1'] },
      { op: 'delete', kind: 'rackType', key: ['renamed'] },
    ];
    const refused = await sites.write(writeOf({ id: one }, gone));
    expect(refused).toMatchObject({ status: 'refused', defects: [{ code: 'conflict', path: ['changes', 1, 'key'] }] });
    expect(JSON.stringify(refused)).toContain('site \\\\\\"Other\\\\\\"'.replaceAll('\\\\', ''));
  });

  it('is deleted with everything in it, and its record holds each thing', async () => {
    const id = await createdSite(sites, hall('Doomed', 2));
    const before = await sites.readSnapshot(id);
    const { auditRecordId } = await written(sites, writeOf({ id }, [{ op: 'delete', kind: 'site', key: ['Doomed'] }]));
    expect(await sites.readSnapshot(id)).toBeNull();
    const recorded = await rowsOf<RecordedChange>(
      storage,
      'SELECT op, kind, key, before, after FROM audit_changes WHERE record_id = $1 ORDER BY position',
      [auditRecordId],
    );
    const again = await createdSite(sites, undoOf(recorded));
    expect((await sites.readSnapshot(again))?.snapshot).toEqual(before?.snapshot);
  });

  it('answers a repeated request as it did the first time', async () => {
    const id = await createdSite(sites, hall('Repeating', 0));
    const idempotency = { key: 'k-1', requestHash: 'h-1', answer: () => ({ status: 201, body: { n: 1 } }) };
    const both = await Promise.all([1, 2].map(() => sites.write(writeOf({ id }, [rack('R1')], { idempotency }))));
    expect(both.map(({ status }) => status).sort()).toEqual(['repeated', 'written']);
    expect(both.find(({ status }) => status === 'repeated')).toEqual({
      status: 'repeated',
      answer: { status: 201, body: { n: 1 } },
    });
    const other = { ...idempotency, requestHash: 'h-2' };
    expect(await sites.write(writeOf({ id }, [rack('R2')], { idempotency: other }))).toEqual({ status: 'key-reused' });
  });

  it('takes text that looks like SQL, arrays or JSON as text, and refuses half a character', async () => {
    const id = await createdSite(sites, hall('Texts', 0));
    const serial = `'; DROP TABLE racks; -- {a,"b"} \\N NULL $1`;
    await written(sites, writeOf({ id }, [rack('R1', { serial, tags: ['{}', 'NULL', '"'] })]));
    expect((await sites.readSnapshot(id))?.snapshot.racks[0]).toMatchObject({ serial, tags: ['{}', 'NULL', '"'] });
    expect(await sites.write(writeOf({ id }, [rack('R2', { serial: 'half \ud83d' })]))).toMatchObject({
      status: 'refused',
      defects: [{ code: 'encoding', path: ['changes', 0, 'value', 'serial'] }],
    });
    expect(await sites.write(writeOf({ id }, [rack('R3', { pod: 'a\u0000b' })]))).toMatchObject({ status: 'refused' });
  });

  it('takes a hundred thousand rows at once', async () => {
    const cables = 33_334;
    const device = (i: number) => `D${String(i % 300)}`;
    const changes: readonly Change[] = [
      { op: 'create', kind: 'site', value: { name: 'Large' } },
      { op: 'create', kind: 'deviceType', value: { slug: 'big-dt', manufacturer: 'M', model: 'D', heightU: 1 } },
      { op: 'create', kind: 'cableType', value: { slug: 'big-ct', manufacturer: 'M', model: 'C', medium: 'dac' } },
      ...Array.from({ length: 300 }, (_, i): Change => ({
        op: 'create',
        kind: 'device',
        value: { name: device(i), type: 'big-dt' },
      })),
      ...Array.from({ length: cables }, (_, i): Change => {
        const ends = [
          { device: device(i), port: `P${String(i)}` },
          { device: device(i + 1), port: `Q${String(i)}` },
        ];
        return { op: 'create', kind: 'cable', value: { name: `C${String(i)}`, type: 'big-ct', ends } };
      }),
    ];
    const id = await createdSite(sites, changes);
    expect((await sites.readSnapshot(id))?.snapshot.cables).toHaveLength(cables);
    await written(sites, writeOf({ id }, [{ op: 'update', kind: 'device', key: ['D7'], set: { name: 'Seven' } }]));
    const { count } = await sites.list('cable', {
      where: [{ field: 'ends.device', op: 'eq', values: ['Seven'] }],
      orderBy: [],
      limit: 1,
      offset: 0,
    });
    expect(count).toBe(224); // 112 cables with i ≡ 7 and 112 with i ≡ 6 (mod 300) among 0 … 33,333
  }, 300_000);
});

describe('a list of stored rows', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await openStorage();
    const feeds: Row = {
      feeds: [
        { feed: 'A', element: 'B1' },
        { feed: 'B', element: 'B2' },
      ],
    };
    const element = (name: string, more: Row = {}): Change => ({
      op: 'create',
      kind: 'powerElement',
      value: { name, kind: 'breaker', ...more },
    });
    await createdSite(storage.sites, [
      { op: 'create', kind: 'site', value: { name: 'S' } },
      room('A'),
      rackType,
      element('B1'),
      element('B2', { parents: ['B1'] }),
      rack('R1', { tags: ['x', 'y'], powerLimitW: 1000, ...feeds }),
      rack('r2', { tags: [], powerLimitW: 2000, serial: 'Ä50%_' }),
      rack('R10', { feeds: [{ feed: 'A', element: 'B2' }] }),
    ]);
    await createdSite(storage.sites, [{ op: 'create', kind: 'site', value: { name: 'T' } }, room('A'), rack('R1')]);
  });
  afterAll(() => storage.close());

  const named = async (kind: KindName, ...where: readonly Filter[]): Promise<readonly unknown[]> => {
    const { rows, count } = await storage.sites.list(kind, { where, orderBy: [], limit: 50, offset: 0 });
    expect(count).toBe(rows.length);
    return rows.map(({ row, siteName }) => `${siteName ?? ''}/${String(row['name'] ?? row['slug'])}`);
  };

  it.each<readonly [string, Filter, readonly string[]]>([
    ['by one of several values', { field: 'name', op: 'eq', values: ['R1', 'R10'] }, ['S/R1', 'S/R10', 'T/R1']],
    ['by what is not said', { field: 'name', op: 'n', values: ['R1'] }, ['S/R10', 'S/r2']],
    ['by a number', { field: 'powerLimitW', op: 'gte', values: [2000] }, ['S/r2']],
    ['by a part of a text, whatever its case', { field: 'name', op: 'ic', values: ['r1'] }, ['S/R1', 'S/R10', 'T/R1']],
    ['by the start of a text with signs of patterns', { field: 'serial', op: 'isw', values: ['ä50%_'] }, ['S/r2']],
    ['by what is not given', { field: 'powerLimitW', op: 'empty', values: [true] }, ['S/R10', 'T/R1']],
    ['by a tag', { field: 'tags', op: 'eq', values: ['y'] }, ['S/R1']],
    ['by an empty list', { field: 'tags', op: 'empty', values: [false] }, ['S/R1']],
    ['by a name in a list of things', { field: 'feeds.element', op: 'eq', values: ['B2'] }, ['S/R1', 'S/R10']],
    ['by no such name in a list', { field: 'feeds.element', op: 'n', values: ['B1'] }, ['S/R10', 'S/r2', 'T/R1']],
    ['by a site', { field: 'site', op: 'eq', values: ['T'] }, ['T/R1']],
    [
      'by a field of what is named',
      { field: 'type.heightU', op: 'gt', values: [41] },
      ['S/R1', 'S/R10', 'S/r2', 'T/R1'],
    ],
    ['by an id that is none', { field: 'id', op: 'eq', values: ['x'] }, []],
  ])('is chosen %s', async (_, filter, expected) => {
    expect(await named('rack', filter)).toEqual(expected);
  });

  it('is chosen by a name in a list of names', async () => {
    expect(await named('powerElement', { field: 'parents', op: 'eq', values: ['B1'] })).toEqual(['S/B2']);
    expect(await named('powerElement', { field: 'parents', op: 'empty', values: [true] })).toEqual(['S/B1']);
  });

  it('is ordered totally, and comes in pages', async () => {
    const orderBy = [{ field: 'powerLimitW', descending: true }];
    const page = async (offset: number) =>
      (await storage.sites.list('rack', { where: [], orderBy, limit: 2, offset })).rows.map(({ row }) => row['name']);
    expect([await page(0), await page(2), await page(4)]).toEqual([['r2', 'R1'], ['R10', 'R1'], []]);
  });

  it('gives whole rows with identity, revision and times', async () => {
    const { rows } = await storage.sites.list('rack', {
      where: [
        { field: 'name', op: 'eq', values: ['R1'] },
        { field: 'site', op: 'eq', values: ['S'] },
      ],
      orderBy: [],
      limit: 1,
      offset: 0,
    });
    const [first] = rows;
    expect(first).toMatchObject({
      revision: 1,
      siteName: 'S',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(first?.row).toEqual({
      name: 'R1',
      tags: ['x', 'y'],
      type: 'rt',
      room: 'A',
      feeds: [
        { feed: 'A', element: 'B1' },
        { feed: 'B', element: 'B2' },
      ],
      powerLimitW: 1000,
    });
    expect(await storage.sites.find('rack', first?.id ?? '')).toEqual(first);
    expect(await storage.sites.find('rack', 'x')).toBeNull();
  });

  it('refuses fields that the kind does not have, and values of another type', async () => {
    await expect(named('rack', { field: 'nam', op: 'eq', values: ['x'] })).rejects.toThrow('rack has no field nam');
    await expect(named('rack', { field: 'powerLimitW', op: 'eq', values: ['x'] })).rejects.toThrow(
      'compared with a number',
    );
  });
});
