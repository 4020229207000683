import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/platform/migrations/migrate.js';
import { MIGRATIONS_DIRECTORY } from '../../src/platform/migrations/migration-files.js';
import { launchPostgres } from '../../src/platform/postgres/embedded.js';

const TEMPLATE = 'plenum_template';
const START_LIMIT_MS = 60_000;

/** Nothing in a test survives a power cut. */
const FAST_AND_FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own with all migrations applied: a copy of the one that the run migrated, in 20 to 50 ms. */
export function cloneDatabase(): Promise<TestDatabase> {
  return createDatabase(TEMPLATE);
}

/** A database of its own with nothing in it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const server = await testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: inDatabase(server, name),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** URL of the PostgreSQL of this run; whichever worker asks first starts it. */
async function testServer(): Promise<string> {
  const directory = process.env['PLENUM_TEST_DIRECTORY'];
  if (!directory) throw new Error('Specs that need a database run under the jest configuration of this project.');
  const urlFile = join(directory, 'url');
  const starter = await mkdir(join(directory, 'starting')).then(
    () => true,
    () => false,
  );
  if (starter) {
    const answer = await startServer(directory).catch(
      (error: unknown) => `The PostgreSQL of this run: ${String(error)}`,
    );
    await writeFile(`${urlFile}.new`, answer);
    await rename(`${urlFile}.new`, urlFile);
    return urlOrFailure(answer);
  }
  for (let waited = 0; waited < START_LIMIT_MS; waited += 20) {
    const url = await readFile(urlFile, 'utf8').catch(() => undefined);
    if (url) return urlOrFailure(url);
    await sleep(20);
  }
  throw new Error('The PostgreSQL of this test run did not start in time.');
}

function urlOrFailure(answer: string): string {
  if (answer.startsWith('postgresql:')) return answer;
  throw new Error(answer);
}

async function startServer(directory: string): Promise<string> {
  const server = await launchPostgres({ dataDirectory: directory, settings: FAST_AND_FORGETFUL });
  try {
    await server.client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrate({ url: server.urlOf(TEMPLATE), directory: MIGRATIONS_DIRECTORY, mode: 'apply' });
  } finally {
    await server.client.end();
  }
  return server.urlOf('postgres');
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
