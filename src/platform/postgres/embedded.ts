import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperationalFailure } from '../failure.js';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.js';
import { forgetFresh, isAlive, isFresh, openCluster, postgresEnvironment, SUPERUSER, type Cluster } from './cluster.js';
import { commandFor } from './identity.js';
import { disownPostmaster, readPostmaster, runsOn, type Postmaster } from './postmaster.js';

/** The PostgreSQL that comes with Plenum, running on a data directory that this process alone uses. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** True from the first initialisation until `markFilled`, over any number of starts. */
  readonly wasJustCreated: boolean;
  markFilled(): Promise<void>;
  /** Resolves when PostgreSQL has ended without `stop`. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

const DATABASE = 'plenum';
/** Session lock in the embedded PostgreSQL: held by the one Plenum that uses the directory, freed by its death. */
const OWNERSHIP_LOCK = 5_040_031_870_521;
const LOG_LIMIT_BYTES = 16 * 1024 * 1024;
/** Recovery after a power cut can take minutes; only silence of the process itself ends the wait earlier. */
const START_LIMIT_MS = 10 * 60_000;
/** How long another PostgreSQL on the directory may take to finish its stop or its start. */
const HANDOVER_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 30_000;
const POLL_MS = 25;

/**
 * Starts PostgreSQL on a data directory for the use of this process alone, initialising it where needed. A server left
 * behind by a Plenum that was killed is taken over.
 *
 * @throws OperationalFailure when another Plenum uses the directory, or PostgreSQL cannot run here
 */
export async function startEmbeddedPostgres({
  dataDirectory,
}: {
  readonly dataDirectory: string;
}): Promise<EmbeddedPostgres> {
  const server = await launchPostgres({ dataDirectory, settings: {} });
  const owner = await takeOwnership(server.client, dataDirectory);
  let stopping = false;
  const lost = new Promise<void>((resolve) => {
    owner.on('end', () => {
      if (!stopping) resolve();
    });
  });
  await ensureDatabase(owner);
  return {
    url: server.urlOf(DATABASE),
    wasJustCreated: await isFresh(dataDirectory),
    markFilled: () => forgetFresh(dataDirectory),
    lost,
    stop: async () => {
      stopping = true;
      await server.stop();
      await owner.end().catch(() => undefined);
    },
  };
}

/** A PostgreSQL that runs on a data directory, with one connection to its database "postgres". */
export interface LaunchedPostgres {
  readonly client: pg.Client;
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/**
 * Finds the PostgreSQL that runs on a data directory, or starts one, whoever else uses it.
 *
 * @param settings server settings beside those that Plenum needs
 * @throws OperationalFailure when PostgreSQL cannot run here
 */
export async function launchPostgres({
  dataDirectory,
  settings,
}: {
  readonly dataDirectory: string;
  readonly settings: Readonly<Record<string, string>>;
}): Promise<LaunchedPostgres> {
  const binaries = await findPostgresBinaries();
  const cluster = await openCluster({ dataDirectory, binaries });
  const logFile = join(dataDirectory, 'postgres.log');
  const { postmaster, client } = await findOrLaunch({ cluster, binaries, logFile, settings });
  return {
    client,
    urlOf: (database) => urlOf(cluster, postmaster.port, database),
    stop: () => stopPostmaster(cluster.directory, postmaster.pid),
  };
}

interface Server {
  readonly postmaster: Postmaster;
  readonly client: pg.Client;
}

async function findOrLaunch(launch: Launch): Promise<Server> {
  const { cluster } = launch;
  const patience = Date.now() + HANDOVER_LIMIT_MS;
  for (;;) {
    const recorded = await readPostmaster(cluster.directory);
    if (recorded) {
      if (await runsOn(cluster.directory, recorded.pid)) {
        const client = await connect(cluster, recorded.port);
        if (client) return { postmaster: recorded, client };
        if (Date.now() > patience) {
          throw new OperationalFailure(
            `PostgreSQL (process ${recorded.pid}) runs on ${cluster.directory} but does not answer: ` +
              'stop that process and start Plenum again.',
          );
        }
        await sleep(POLL_MS);
        continue;
      }
      if (isAlive(recorded.pid)) await disownPostmaster(cluster.directory);
    }
    const launched = await launchServer(launch);
    if ('client' in launched) return launched;
    // Another process was faster, the last one is still ending, or the port was taken between choice and use.
    const passing = /postmaster\.pid|shared memory|Address already in use/i.test(launched.reason);
    if (!passing || Date.now() > patience) {
      throw new OperationalFailure(`PostgreSQL cannot start on ${cluster.directory}: ${launched.reason}`);
    }
    await sleep(4 * POLL_MS);
  }
}

interface Launch {
  readonly cluster: Cluster;
  readonly binaries: PostgresBinaries;
  readonly logFile: string;
  readonly settings: Readonly<Record<string, string>>;
}

async function launchServer(launch: Launch): Promise<Server | { readonly reason: string }> {
  const { cluster, logFile } = launch;
  const port = await freePort();
  await rotate(logFile);
  const logStart = await sizeOf(logFile);
  const child = await spawnServer(launch, port);
  const { pid } = child;
  const deadline = Date.now() + START_LIMIT_MS;
  while (pid !== undefined && child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = await connect(cluster, port);
    if (client) return { postmaster: { pid, port }, client };
    await sleep(POLL_MS);
  }
  child.kill('SIGQUIT');
  const said = (await readFile(logFile)).subarray(logStart).toString('utf8');
  const fatal = said.split('\n').filter((line) => /FATAL|HINT|PANIC/.test(line));
  return { reason: (fatal.length > 0 ? fatal.join(' ') : said).trim() || 'it ended without a word' };
}

async function spawnServer({ cluster, binaries, logFile, settings }: Launch, port: number): Promise<ChildProcess> {
  const parameters = {
    listen_addresses: '127.0.0.1',
    // A socket file would limit the length of the path.
    unix_socket_directories: '',
    timezone: 'UTC',
    jit: 'off',
    // What a Plenum that was killed had begun ends within a second.
    client_connection_check_interval: '1s',
    ...settings,
  };
  const { command, args, owner } = commandFor(cluster.identity, binaries.postgres, [
    '-D',
    cluster.directory,
    '-p',
    String(port),
    ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const log = await open(logFile, 'a');
  try {
    // Detached: a Ctrl-C in the terminal is Plenum's to handle, after which it stops PostgreSQL.
    const child = spawn(command, args, {
      ...owner,
      cwd: '/',
      env: postgresEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    // A program that cannot be run shows in the process id that is missing.
    child.on('error', () => undefined);
    return child;
  } finally {
    await log.close();
  }
}

/** A connection, or undefined while the server does not take any. */
async function connect(cluster: Cluster, port: number): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    application_name: `plenum process ${process.pid}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ readonly data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory === cluster.directory) return client;
  } catch {
    // Not yet, or no longer: the caller knows how long to wait.
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function takeOwnership(client: pg.Client, dataDirectory: string): Promise<pg.Client> {
  try {
    // A Plenum that was just killed may take a moment to be noticed.
    await client.query("SET lock_timeout = '2s'");
    await client.query('SELECT pg_advisory_lock($1)', [OWNERSHIP_LOCK]);
    return client;
  } catch {
    const { rows } = await client
      .query<{ readonly name: string }>(
        `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
         WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = $1`,
        [OWNERSHIP_LOCK],
      )
      .catch(() => ({ rows: [] }));
    await client.end().catch(() => undefined);
    const holder = /process \d+/.exec(rows[0]?.name ?? '')?.[0];
    throw new OperationalFailure(
      `Another Plenum${holder ? ` (${holder})` : ''} uses the data directory ${dataDirectory}: ` +
        'stop that one first, or give this one a PLENUM_DATA_DIR or a DATABASE_URL of its own.',
    );
  }
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

/** Orderly stop: PostgreSQL ends its sessions, writes a checkpoint and removes its `postmaster.pid`. */
async function stopPostmaster(directory: string, pid: number): Promise<void> {
  const running = async (): Promise<boolean> => (await readPostmaster(directory))?.pid === pid && isAlive(pid);
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await running())) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_LIMIT_MS;
    while ((await running()) && Date.now() < deadline) await sleep(POLL_MS);
  }
}

function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function rotate(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
