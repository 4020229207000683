import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationalFailure } from '../failure.js';
import { isSystemError } from '../system-error.js';
import { chooseIdentity, commandFor, makeDirectory, type Identity } from './identity.js';
import type { PostgresBinaries } from './binaries.js';

export const SUPERUSER = 'plenum';

/** An initialised directory of PostgreSQL data. */
export interface Cluster {
  /** What PostgreSQL calls its data directory. */
  readonly directory: string;
  readonly password: string;
  readonly identity: Identity;
}

/**
 * Opens the cluster under a data directory, and initialises it first where there is none.
 *
 * A cluster is made beside its final place and then moved there in one step, so that a process that is killed meanwhile,
 * or a second one that does the same, leaves either a whole cluster or none.
 *
 * @throws OperationalFailure when the directory cannot be used
 */
export async function openCluster({
  dataDirectory,
  binaries,
}: {
  readonly dataDirectory: string;
  readonly binaries: PostgresBinaries;
}): Promise<Cluster> {
  try {
    await mkdir(dataDirectory, { recursive: true });
    // One name however it was reached: a running server is recognised by its directory.
    const home = join(await realpath(dataDirectory), 'postgres');
    if (!(await exists(home))) await createCluster({ dataDirectory, home, binaries });
    const directory = join(home, 'data');
    const [version, password] = await Promise.all([
      readFile(join(directory, 'PG_VERSION'), 'utf8'),
      readFile(join(home, 'password'), 'utf8'),
    ]);
    await refuseOtherVersion(version.trim(), directory, binaries);
    const identity = await chooseIdentity({ directory, program: binaries.postgres });
    return { directory, password: password.trim(), identity };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new OperationalFailure(
      `The data directory ${dataDirectory} cannot be used (${error.message}): ` +
        'set PLENUM_DATA_DIR to a directory of your own, or DATABASE_URL to a PostgreSQL server.',
    );
  }
}

/** Whether the cluster was made by this or an earlier start, and nobody has said since that its first content is in. */
export async function isFresh(dataDirectory: string): Promise<boolean> {
  return exists(join(dataDirectory, 'postgres', 'fresh'));
}

/** Records that the first content of a new cluster is in. */
export async function forgetFresh(dataDirectory: string): Promise<void> {
  await rm(join(dataDirectory, 'postgres', 'fresh'), { force: true });
}

async function createCluster({
  dataDirectory,
  home,
  binaries,
}: {
  readonly dataDirectory: string;
  readonly home: string;
  readonly binaries: PostgresBinaries;
}): Promise<void> {
  await removeAbandoned(dataDirectory);
  const identity = await chooseIdentity({ directory: dataDirectory, program: binaries.initdb });
  const draft = join(dataDirectory, `postgres.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  await makeDirectory(draft, identity);
  try {
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (identity.owner) await chown(passwordFile, identity.owner.uid, identity.owner.gid);
    await writeFile(join(draft, 'fresh'), '');
    await initialise({ directory: join(draft, 'data'), passwordFile, identity, binaries });
    await rename(draft, home).catch((error: unknown) => {
      // Another process was faster; its cluster is as good.
      if (!isSystemError(error) || !['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function initialise({
  directory,
  passwordFile,
  identity,
  binaries,
}: {
  readonly directory: string;
  readonly passwordFile: string;
  readonly identity: Identity;
  readonly binaries: PostgresBinaries;
}): Promise<void> {
  const { command, args, owner } = commandFor(identity, binaries.initdb, [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    // With "C", ILIKE would not match "Ä" with "ä".
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...owner, env: postgresEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new OperationalFailure(`PostgreSQL cannot initialise ${directory}: ${said.trim()}`));
    });
  });
}

/** Nothing of the user's settings of PostgreSQL (PGDATA, PGPORT, locale) reaches the embedded one. */
export function postgresEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };
}

async function removeAbandoned(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(dataDirectory, name), { recursive: true, force: true });
    }
  }
}

async function refuseOtherVersion(version: string, directory: string, binaries: PostgresBinaries): Promise<void> {
  const expected = await majorVersion(binaries.postgres);
  if (version === expected) return;
  throw new OperationalFailure(
    `The data in ${directory} was made by PostgreSQL ${version}, and this Plenum brings PostgreSQL ${expected}: ` +
      'start the Plenum that made it and export its sites, or set PLENUM_DATA_DIR to another directory.',
  );
}

function majorVersion(postgres: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(postgres, ['--version'], { env: postgresEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', reject);
    child.on('close', () => {
      const version = /\(PostgreSQL\) (\d+)/.exec(said)?.[1];
      if (version !== undefined) resolve(version);
      else
        reject(
          new OperationalFailure(
            `The embedded PostgreSQL does not run on this machine (${said.trim()}): ` +
              'set DATABASE_URL to a PostgreSQL server.',
          ),
        );
    });
  });
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isSystemError(error) && error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
