import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database.js';
import { modelsIn, sqlIn } from '../../src/platform/transaction.repository.js';
import type { Transaction } from '../../src/platform/transaction.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';

describe('a transaction', () => {
  let clone: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    clone = await createEmptyDatabase();
    database = new Database({ url: clone.url, connections: 4, onIdleError: () => undefined });
    await database.inTransaction(async (transaction) => {
      await sqlIn(transaction).execute('CREATE TABLE parent (id int PRIMARY KEY, name text)');
      await sqlIn(transaction).execute(
        'CREATE TABLE child (parent_id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)',
      );
    });
  });

  afterAll(async () => {
    await database.close();
    await clone.drop();
  });

  const count = (transaction: Transaction): Promise<number | undefined> =>
    sqlIn(transaction)
      .query<{ readonly n: number }>('SELECT count(*)::int AS n FROM parent')
      .then((rows) => rows[0]?.n);

  it('runs models and statements on one connection, also when several run at once', async () => {
    const pairs = await Promise.all(
      Array.from({ length: 20 }, () =>
        database.inTransaction(async (transaction) => {
          const [direct] = await sqlIn(transaction).query<{ readonly id: string }>(
            'SELECT pg_current_xact_id()::text AS id',
          );
          const [throughPrisma] = await modelsIn(transaction).$queryRawUnsafe<readonly { readonly id: string }[]>(
            'SELECT pg_current_xact_id()::text AS id',
          );
          return [direct?.id, throughPrisma?.id] as const;
        }),
      ),
    );
    for (const [direct, throughPrisma] of pairs) expect(throughPrisma).toBe(direct);
    expect(new Set(pairs.map(([direct]) => direct)).size).toBe(20);
  });

  it('takes arrays as parameters and tells how many rows changed', async () => {
    const changed = await database.inTransaction((transaction) =>
      sqlIn(transaction).execute('INSERT INTO parent SELECT * FROM unnest($1::int[], $2::text[])', [
        [1, 2, 3],
        ['a', null, 'ü'],
      ]),
    );
    expect(changed).toBe(3);
    expect(await database.inReadOnlyTransaction(count)).toBe(3);
  });

  it('stores nothing when its work fails', async () => {
    const failing = database.inTransaction(async (transaction) => {
      await sqlIn(transaction).execute("INSERT INTO parent VALUES (10, 'x')");
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.inReadOnlyTransaction(count)).toBe(3);
  });

  it('reports a broken deferred constraint with its name', async () => {
    const failing = database.inTransaction((transaction) =>
      sqlIn(transaction).execute('INSERT INTO child VALUES (99)'),
    );
    await expect(failing).rejects.toMatchObject({ code: '23503', constraint: 'child_parent_id_fkey' });
  });

  it('sees one moment and cannot write when it is read-only', async () => {
    await database.inReadOnlyTransaction(async (reading) => {
      const before = await count(reading);
      await database.inTransaction((writing) => sqlIn(writing).execute("INSERT INTO parent VALUES (20, 'later')"));
      expect(await count(reading)).toBe(before);
    });
    const writing = database.inReadOnlyTransaction((transaction) => sqlIn(transaction).execute('DELETE FROM parent'));
    await expect(writing).rejects.toMatchObject({ code: '25006' });
  });

  it('cannot be used after its end', async () => {
    let kept: Transaction | undefined;
    await database.inTransaction((transaction) => {
      kept = transaction;
      return Promise.resolve();
    });
    expect(() => kept && sqlIn(kept)).toThrow('has ended');
  });
});
