import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../src/platform/migrations/migrate.js';
import { createEmptyDatabase, type TestDatabase } from '../support/database.js';

describe('migrations at start', () => {
  let directory: string;
  let database: TestDatabase;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'plenum-migrations-'));
    database = await createEmptyDatabase();
    await write('1_rooms_are_recorded', 'CREATE TABLE room (id int); INSERT INTO room VALUES (1);');
    await write('2_racks_are_recorded', 'CREATE TABLE rack (id int);');
  });

  afterEach(async () => {
    await database.drop();
    await rm(directory, { recursive: true });
  });

  const write = async (name: string, sql: string): Promise<void> => {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'migration.sql'), sql);
  };
  const run = (mode: 'apply' | 'check' = 'apply'): Promise<readonly string[]> =>
    migrate({ url: database.url, directory, mode });
  const query = async (sql: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('applies what is pending in the order of the names, and nothing the second time', async () => {
    expect(await run()).toEqual(['1_rooms_are_recorded', '2_racks_are_recorded']);
    expect(await run()).toEqual([]);
    await write('3_rows_are_recorded', 'CREATE TABLE "row" (id int);');
    expect(await run()).toEqual(['3_rows_are_recorded']);
  });

  it('migrates once when several instances start together', async () => {
    const applied = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(applied.flat()).toEqual(['1_rooms_are_recorded', '2_racks_are_recorded']);
    expect(await query('SELECT * FROM room')).toHaveLength(1);
  });

  it('records them as Prisma does', async () => {
    await run();
    expect(await query('SELECT * FROM _prisma_migrations ORDER BY migration_name LIMIT 1')).toMatchObject([
      {
        // printf 'CREATE TABLE room (id int); INSERT INTO room VALUES (1);' | sha256sum
        checksum: 'eaa5a97ce126800fee1b9a0a334a386e946457e392f1722a2dd3c6ba8ad3cf32',
        migration_name: '1_rooms_are_recorded',
        finished_at: expect.any(Date),
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it('leaves nothing of a migration that fails', async () => {
    await write('2_racks_are_recorded', 'CREATE TABLE rack (id int); SELECT 1/0;');
    await expect(run()).rejects.toThrow(
      '2_racks_are_recorded failed and left the database as it was: division by zero',
    );
    expect(await query("SELECT to_regclass('room') AS room, to_regclass('rack') AS rack")).toEqual([
      { room: 'room', rack: null },
    ]);
    await write('2_racks_are_recorded', 'CREATE TABLE rack (id int);');
    expect(await run()).toEqual(['2_racks_are_recorded']);
  });

  it('refuses with MIGRATE=check and changes nothing', async () => {
    await expect(run('check')).rejects.toThrow('lacks 2 of 2 migrations (1_rooms_are_recorded, 2_racks_are_recorded)');
    expect(await query("SELECT to_regclass('_prisma_migrations') AS history")).toEqual([{ history: null }]);
    await run();
    expect(await run('check')).toEqual([]);
  });

  it('refuses a database that a newer Plenum migrated', async () => {
    await run();
    await rm(join(directory, '2_racks_are_recorded'), { recursive: true });
    await expect(run()).rejects.toThrow('migrated by a newer Plenum (2_racks_are_recorded is not known to this one)');
  });

  it('refuses a migration whose content has changed since', async () => {
    await run();
    await write('1_rooms_are_recorded', 'CREATE TABLE room (id int, name text);');
    await expect(run()).rejects.toThrow('1_rooms_are_recorded was applied to this database with another content');
  });

  it('refuses a database on which a migration was begun and not finished', async () => {
    await run();
    await query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '2%'");
    await expect(run()).rejects.toThrow('2_racks_are_recorded was begun on this database and did not finish');
  });

  it('names the server that does not answer, without its password', async () => {
    const url = 'postgresql://somebody:secret@127.0.0.1:1/plenum';
    const failing = migrate({ url, directory, mode: 'apply' });
    await expect(failing).rejects.toThrow('The PostgreSQL server at 127.0.0.1:1/plenum cannot be used');
    await expect(failing).rejects.not.toThrow('secret');
  });
});
