import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyChanges, type Change } from '../../src/domain/site/changes.js';
import type { SiteSnapshot } from '../../src/domain/site/document.js';
import type { Row } from '../../src/domain/site/key.js';
import { collectionNames, collections } from '../../src/domain/site/kinds.js';
import { Database } from '../../src/platform/database.js';
import { SiteRepository } from '../../src/sites/site.repository.js';
import type { Write, WriteResult } from '../../src/sites/write.js';
import { changeLists } from '../factories/sites/change-lists.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

export function creationOf(snapshot: SiteSnapshot): readonly Change[] {
  return [
    { op: 'create', kind: 'site', value: snapshot.site },
    ...collectionNames.flatMap((name) =>
      (snapshot[name] as readonly Row[]).map((value): Change => ({
        op: 'create',
        kind: collections[name].name,
        value,
      })),
    ),
  ];
}

function by(site: Write['site'], changes: readonly Change[]): Write {
  return { site, changes, preconditions: [], actor: 'test', action: 'test', requestId: 'r-1' };
}

function idOf(result: WriteResult): string {
  if (!('rows' in result)) throw new Error(JSON.stringify(result, null, 1));
  return result.siteId ?? '';
}

describe('a stored site', () => {
  let database: TestDatabase;
  let connections: Database;
  let sites: SiteRepository;
  beforeAll(async () => {
    database = await cloneDatabase();
    connections = new Database({ url: database.url, connections: 4, onIdleError: () => undefined });
    sites = new SiteRepository(connections);
  });
  afterAll(async () => {
    await connections.close();
    await database.drop();
  });

  it('is after random changes what the changes make of it in memory', async () => {
    await fc.assert(
      fc.asyncProperty(changeLists(20), async ({ snapshot, changes }) => {
        const own = await cloneDatabase();
        const database = new Database({ url: own.url, connections: 2, onIdleError: () => undefined });
        try {
          const repository = new SiteRepository(database);
          const id = idOf(await repository.write(by({ create: true }, creationOf(snapshot))));
          const stored = await repository.readSnapshot(id);
          expect(stored?.snapshot).toEqual(snapshot);
          const written = await repository.write(by({ id }, changes));
          idOf(written);
          const applied = applyChanges(snapshot, changes);
          expect((await repository.readSnapshot(id))?.snapshot).toEqual(applied.ok ? applied.snapshot : applied);
        } finally {
          await database.close();
          await own.drop();
        }
      }),
      { seed: 7, numRuns: 50 },
    );
  }, 120_000);
});
