import { spawn, spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createEmptyDatabase } from '../support/database.js';
import { buildPlenum, startPlenum, type PlenumProcess, type ProcessOptions } from '../support/process.js';

// The first start initialises a database, and the build may come before it.
jest.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
const NOBODY_ID = 65_534;

describe('Plenum as a process', () => {
  let home: string;
  const running: PlenumProcess[] = [];

  beforeAll(async () => {
    buildPlenum();
    home = await mkdtemp(join(tmpdir(), 'plenum process '));
    await chmod(home, 0o700);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.end('SIGKILL')));
  });
  afterAll(async () => {
    // The last test leaves no Plenum; a PostgreSQL is left where one failed.
    await postmaster().then(
      (pid) => process.kill(pid, 'SIGQUIT'),
      () => undefined,
    );
    await rm(home, { recursive: true, force: true, maxRetries: 20 });
  });

  const dataDirectory = (): string => join(home, 'data');
  const start = (environment: Readonly<Record<string, string>> = {}, options: Partial<ProcessOptions> = {}) => {
    const one = startPlenum({ environment: { PLENUM_DATA_DIR: dataDirectory(), ...environment }, ...options });
    running.push(one);
    return one;
  };
  const postmasterFile = (): string => join(dataDirectory(), 'postgres', 'data', 'postmaster.pid');
  const postmaster = async (): Promise<number> => Number.parseInt(await readFile(postmasterFile(), 'utf8'), 10);
  const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/health/ready`)).status === 200;

  describe('with the embedded PostgreSQL, in a home of mode 700 and a path with spaces', () => {
    it('initialises the database, answers, and stops everything at SIGTERM', async () => {
      const plenum = start();
      expect(await isReady(await plenum.ready)).toBe(true);
      const { code, said } = await plenum.end('SIGTERM');
      expect(code).toBe(0);
      expect(said).toContain('Plenum is ready. Open http://127.0.0.1:');
      await expect(postmaster()).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('takes over the PostgreSQL that a killed Plenum left behind', async () => {
      const killed = start();
      await killed.ready;
      await killed.end('SIGKILL');
      const left = await postmaster();
      const next = start();
      expect(await isReady(await next.ready)).toBe(true);
      expect(await postmaster()).toBe(left);
      expect((await next.end('SIGINT')).code).toBe(0);
      await expect(postmaster()).rejects.toMatchObject({ code: 'ENOENT' });
    });

    it('recovers when PostgreSQL was killed as well', async () => {
      const killed = start();
      await killed.ready;
      await killed.end('SIGKILL');
      process.kill(await postmaster(), 'SIGKILL');
      const next = start();
      expect(await isReady(await next.ready)).toBe(true);
      expect((await next.end('SIGTERM')).code).toBe(0);
    });

    it('is not stopped by a process that now has the id of a PostgreSQL that was killed', async () => {
      const killed = start();
      await killed.ready;
      await killed.end('SIGKILL');
      const old = await postmaster();
      process.kill(old, 'SIGKILL');
      await writeFile(
        postmasterFile(),
        (await readFile(postmasterFile(), 'utf8')).replace(/^\d+/, String(process.pid)),
      );
      const next = start();
      expect(await isReady(await next.ready)).toBe(true);
      expect(await postmaster()).not.toBe(process.pid);
      expect((await next.end('SIGTERM')).code).toBe(0);
    });

    it('explains to a second copy on the same data directory why it cannot start, and goes on itself', async () => {
      const first = start();
      const url = await first.ready;
      const { code, said } = await start().ended;
      expect(code).toBe(1);
      expect(said).toContain(`Another Plenum (process ${first.pid}) uses the data directory ${dataDirectory()}`);
      expect(await isReady(url)).toBe(true);
      expect((await first.end('SIGTERM')).code).toBe(0);
    });

    it('lets exactly one of two copies that start together have the data directory', async () => {
      const copies = [start(), start()];
      const outcomes = await Promise.all(
        copies.map((copy) =>
          copy.ready.then(
            () => 'ready',
            () => 'refused',
          ),
        ),
      );
      expect(outcomes.sort()).toEqual(['ready', 'refused']);
    });

    it('ends with an explanation when its PostgreSQL ends', async () => {
      const plenum = start();
      await plenum.ready;
      process.kill(await postmaster(), 'SIGQUIT');
      const { code, said } = await plenum.ended;
      expect(code).toBe(1);
      expect(said).toContain('The embedded PostgreSQL has ended');
    });

    it('does not touch data of another version of PostgreSQL', async () => {
      const versionFile = join(dataDirectory(), 'postgres', 'data', 'PG_VERSION');
      const version = await readFile(versionFile, 'utf8');
      await writeFile(versionFile, '12\n');
      const { code, said } = await start().ended;
      await writeFile(versionFile, version);
      expect(code).toBe(1);
      expect(said).toContain('was made by PostgreSQL 12');
    });
  });

  describe('with DATABASE_URL', () => {
    it('migrates an empty database once when four instances start together, and all become ready', async () => {
      const database = await createEmptyDatabase();
      const instances = Array.from({ length: 4 }, () => start({ DATABASE_URL: database.url }));
      const urls = await Promise.all(instances.map(({ ready }) => ready));
      expect(await Promise.all(urls.map(isReady))).toEqual([true, true, true, true]);
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      const { rows } = await client.query(
        'SELECT migration_name, count(*)::int AS n FROM _prisma_migrations GROUP BY 1 HAVING count(*) > 1',
      );
      await client.end();
      expect(rows).toEqual([]);
      expect((await Promise.all(instances.map((one) => one.end('SIGTERM')))).map(({ code }) => code)).toEqual([
        0, 0, 0, 0,
      ]);
      await database.drop();
    });

    it('refuses to migrate with MIGRATE=check', async () => {
      const database = await createEmptyDatabase();
      const { code, said } = await start({ DATABASE_URL: database.url, MIGRATE: 'check' }).ended;
      expect(code).toBe(1);
      expect(said).toMatch(
        /The database lacks \d+ of \d+ migrations .* start one Plenum of this version with MIGRATE=apply/,
      );
      await database.drop();
    });

    it('says in one sentence that the server is not there', async () => {
      const { code, said } = await start({ DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' }).ended;
      expect(code).toBe(1);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(said).toContain('The PostgreSQL server at 127.0.0.1:1/x cannot be used');
      expect(said).not.toContain('secret');
    });
  });

  it('lists everything that is wrong with the configuration and exits with 2', async () => {
    const { code, said } = await start({ PORT: 'http', MIGRATE: 'maybe', DATABASE_URL: 'mysql://u:secret@h/d' }).ended;
    expect(code).toBe(2);
    expect(said).toContain('PORT=http must be a whole number from 0 to 65535.');
    expect(said).toContain('MIGRATE=maybe must be one of apply, check.');
    expect(said).toContain('DATABASE_URL must be a URL such as');
    expect(said).not.toContain('secret');
  });

  it('names the port that another program has', async () => {
    const database = await createEmptyDatabase();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, said } = await start({ DATABASE_URL: database.url, PORT: String(port) }).ended;
    other.close();
    expect(code).toBe(1);
    expect(said).toContain(`Plenum cannot listen on 127.0.0.1:${port}: another program listens on port ${port}.`);
    await database.drop();
  });

  it('ends with the shell in which npm runs it, which is all that a signal to npm reaches', async () => {
    const database = await createEmptyDatabase();
    const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" scripts/start.js; true`], {
      env: { PATH: process.env['PATH'], PORT: '0', DATABASE_URL: database.url, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let told = '';
    const stopping = new Promise<void>((resolve) => {
      shell.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        told += chunk;
        if (told.includes('"msg":"ready"')) shell.kill('SIGTERM');
      });
      shell.stdout.on('end', () => resolve());
    });
    await stopping;
    expect(told).toContain('"reason":"SIGTERM"');
    await database.drop();
  });

  const canBeNobody =
    isRoot &&
    spawnSync(process.execPath, ['--check', join(process.cwd(), 'dist', 'main.js')], { uid: NOBODY_ID, cwd: '/' })
      .status === 0;
  (canBeNobody ? it : it.skip)('works for an ordinary user', async () => {
    const user = await mkdtemp(join(tmpdir(), 'plenum user '));
    await chown(user, NOBODY_ID, NOBODY_ID);
    const data = join(user, 'data');
    const plenum = start({ PLENUM_DATA_DIR: data }, { userId: NOBODY_ID, cwd: user });
    expect(await isReady(await plenum.ready)).toBe(true);
    expect((await plenum.end('SIGTERM')).code).toBe(0);
    await rm(user, { recursive: true });
  });

  (isRoot ? it : it.skip)('works for root where there are no user namespaces, as the user "nobody"', async () => {
    const place = await mkdtemp(join(tmpdir(), 'plenum-root-'));
    await chmod(place, 0o755);
    // A PATH without "unshare".
    const plenum = start({ PLENUM_DATA_DIR: join(place, 'data'), PATH: join(place, 'bin') });
    await mkdir(join(place, 'bin'));
    expect(await isReady(await plenum.ready)).toBe(true);
    expect((await plenum.end('SIGTERM')).code).toBe(0);
    await rm(place, { recursive: true });
  });
});
