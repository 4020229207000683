import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

describe('the migrated database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await cloneDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  it('bumps', async () => {
    const q = async (s: string) => (await client.query(s)).rows;
    await q(`INSERT INTO sites (id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'a')`);
    await q(
      `INSERT INTO rooms (id, site_id, name, outline) VALUES ('00000000-0000-7000-8000-000000000002','00000000-0000-7000-8000-000000000001', 'a', '[1,2,3]')`,
    );
    await q(
      `INSERT INTO rows (id, site_id, room, name, origin, bearing_deg,cold_aisle_side,pitch_m,slots) VALUES ('00000000-0000-7000-8000-000000000003','00000000-0000-7000-8000-000000000001', 'a','r1', '[1,2]',1,'left',1,2)`,
    );
    await q(
      `BEGIN; INSERT INTO cooling_zones (id, site_id, name, room) VALUES ('00000000-0000-7000-8000-000000000004','00000000-0000-7000-8000-000000000001', 'z', 'a'); insert into cooling_zone_rows(owner_id,position,site_id,room,name) values ('00000000-0000-7000-8000-000000000004',0,'00000000-0000-7000-8000-000000000001','a','r1'); COMMIT`,
    );
    await q(`UPDATE rooms SET name='b'`);
    expect(
      await q(
        `SELECT z.revision, z.room, r.room AS rr, r.name, s.revision AS sr, s.room AS sroom FROM cooling_zones z join cooling_zone_rows r on r.owner_id=z.id, rows s`,
      ),
    ).toEqual([]);
  });
});
