import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { kinds } from '../../src/domain/site/kinds.js';
import { fieldsOf } from '../../src/domain/site/shape.js';
import { schemaSql } from '../../src/platform/tables/schema-sql.js';
import { cloneDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.js';

/** Everything of a schema that a migration could get wrong, one line each. */
const ASPECTS = {
  columns: `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || udt_name || ' null ' || is_nullable ||
      ' default ' || coalesce(column_default, '-') || ' identity ' || coalesce(identity_generation, '-') AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  constraints: `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' valid ' || convalidated AS line
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('_prisma_migrations'), 0)
      AND contype <> 'n'`,
  indexes: `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  triggers: `SELECT pg_get_triggerdef(oid) AS line FROM pg_trigger WHERE NOT tgisinternal`,
  functions: `SELECT proname || ' ' || prosrc AS line FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
} as const;

describe('the migrated database', () => {
  let migrated: TestDatabase;
  let fresh: TestDatabase;
  let database: pg.Client;
  let asDefined: pg.Client;

  beforeAll(async () => {
    migrated = await cloneDatabase();
    fresh = await createEmptyDatabase();
    database = await connect(migrated.url);
    asDefined = await connect(fresh.url);
    await asDefined.query(schemaSql());
  });
  afterAll(async () => {
    await database.end();
    await asDefined.end();
    await migrated.drop();
    await fresh.drop();
  });

  it.each(Object.keys(ASPECTS) as (keyof typeof ASPECTS)[])(
    'has the %s that the definitions of the kinds give',
    async (aspect) => {
      const expected = await linesOf(asDefined, ASPECTS[aspect]);
      expect(expected.length).toBeGreaterThan(3);
      expect(await linesOf(database, ASPECTS[aspect])).toEqual(expected);
    },
  );

  it.each(kinds.map(({ name, plural }) => [name, plural] as const))(
    'holds every field of a %s',
    async (kind, plural) => {
      const table = snake(plural);
      const columns = new Map(
        (
          await database.query<{ name: string; nullable: string }>(
            `SELECT column_name AS name, is_nullable AS nullable FROM information_schema.columns WHERE table_name = $1`,
            [table],
          )
        ).rows.map(({ name, nullable }) => [name, nullable]),
      );
      for (const field of fieldsOf(kind)) {
        if (field.shape === 'name-list' || field.shape === 'row-list') {
          const list = `${snake(kind)}_${snake(field.name)}`;
          const { rows } = await database.query('SELECT 1 FROM information_schema.tables WHERE table_name = $1', [
            list,
          ]);
          expect({ list, found: rows.length }).toEqual({ list, found: 1 });
        } else {
          const nullable = field.required || field.name === 'id' ? 'NO' : 'YES';
          expect([field.name, columns.get(snake(field.name))]).toEqual([field.name, nullable]);
        }
      }
    },
  );

  it('counts one revision in each transaction that changes a thing, also through what it names and its lists', async () => {
    await database.query(`BEGIN;
      INSERT INTO sites (id, name) VALUES ('${id(1)}', 'S');
      INSERT INTO rooms (id, site_id, name, outline) VALUES ('${id(2)}', '${id(1)}', 'A', '[[0,0],[9,0],[9,9]]');
      INSERT INTO rows (id, site_id, room, name, origin, bearing_deg, cold_aisle_side, pitch_m, slots)
        VALUES ('${id(3)}', '${id(1)}', 'A', 'r', '[0,0]', 0, 'left', 0.6, 9);
      INSERT INTO cooling_zones (id, site_id, name, room) VALUES ('${id(4)}', '${id(1)}', 'Z', 'A');
      INSERT INTO cooling_zone_rows (owner_id, position, site_id, room, name) VALUES ('${id(4)}', 0, '${id(1)}', 'A', 'r');
      UPDATE rooms SET description = 'set in the transaction that created it';
      COMMIT`);
    const revisions = async () =>
      (
        await database.query<{ room: number; row: number; zone: number; of: string }>(
          `SELECT a.revision AS room, b.revision AS row, z.revision AS zone, i.room || '/' || i.name AS of
           FROM rooms a, rows b, cooling_zones z JOIN cooling_zone_rows i ON i.owner_id = z.id`,
        )
      ).rows;
    expect(await revisions()).toEqual([{ room: 1, row: 1, zone: 1, of: 'A/r' }]);
    await database.query(`UPDATE rooms SET name = 'B'`);
    expect(await revisions()).toEqual([{ room: 2, row: 2, zone: 2, of: 'B/r' }]);
    await database.query(`UPDATE rows SET name = 'q'`);
    expect(await revisions()).toEqual([{ room: 2, row: 3, zone: 3, of: 'B/q' }]);
    await database.query(`UPDATE rooms SET name = 'B', description = 'set in the transaction that created it'`);
    expect(await revisions()).toEqual([{ room: 2, row: 3, zone: 3, of: 'B/q' }]);
    await database.query(`DELETE FROM cooling_zone_rows; DELETE FROM cooling_zones; DELETE FROM sites`);
    expect((await database.query('SELECT 1 FROM rows')).rows).toEqual([]);
  });

  it('never changes an audit record', async () => {
    await database.query(
      `INSERT INTO audit_records (id, actor, action, request_id, change_count) VALUES ('${id(5)}', 'a', 'b', 'c', 1)`,
    );
    await expect(database.query(`UPDATE audit_records SET actor = 'x'`)).rejects.toThrow('append-only');
    await expect(database.query('DELETE FROM audit_records')).rejects.toThrow('append-only');
    await expect(database.query('TRUNCATE audit_changes')).rejects.toThrow('append-only');
  });
});

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

async function linesOf(client: pg.Client, query: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(query);
  return rows.map(({ line }) => line).sort();
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function id(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
