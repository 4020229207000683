import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { OperationalFailure } from '../failure.js';
import { readMigrations, type Migration } from './migration-files.js';

/** The lock that `prisma migrate deploy` takes too, so that the two never run together. */
const MIGRATION_LOCK = 72_707_369;

/** Prisma's own table, so that its tools keep working on the database. */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/**
 * Brings a database to the schema of this Plenum. Nothing is locked when nothing is pending; otherwise one of any number
 * of instances migrates and the others wait. Each migration and its record are one transaction: a process that is killed
 * leaves the database between two migrations, never inside one.
 *
 * @param directory migrations, one directory each
 * @param mode `check` refuses where `apply` would migrate
 * @returns names of the migrations that this call applied
 * @throws OperationalFailure when the database is not reachable or does not fit this Plenum
 */
export async function migrate({
  url,
  directory,
  mode,
}: {
  readonly url: string;
  readonly directory: string;
  readonly mode: 'apply' | 'check';
}): Promise<readonly string[]> {
  const migrations = await readMigrations(directory);
  const client = await connect(url);
  try {
    await refuseUnfitServer(client);
    const pending = pendingMigrations(migrations, await appliedMigrations(client));
    if (pending.length === 0) return [];
    if (mode === 'check') {
      throw new OperationalFailure(
        `The database lacks ${pending.length} of ${migrations.length} migrations ` +
          `(${pending.map(({ name }) => name).join(', ')}), and MIGRATE=check forbids to apply them: ` +
          'start one Plenum of this version with MIGRATE=apply.',
      );
    }
    return await applyPending(client, migrations);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function applyPending(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  // A session lock: it outlives the transactions, and ends with the connection.
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  await client.query(CREATE_HISTORY);
  const pending = pendingMigrations(migrations, await appliedMigrations(client));
  for (const migration of pending) await apply(client, migration);
  return pending.map(({ name }) => name);
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    const startedAt = new Date();
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperationalFailure(`The migration ${name} failed and left the database as it was: ${reason}`);
  }
}

async function appliedMigrations(client: pg.Client): Promise<readonly AppliedMigration[]> {
  const { rows: found } = await client.query<{ readonly present: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present",
  );
  if (!found[0]?.present) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished } of applied) {
    const migration = known.get(name);
    if (!migration) {
      throw new OperationalFailure(
        `The database was migrated by a newer Plenum (${name} is not known to this one): start that version or a later one.`,
      );
    }
    if (!finished) {
      throw new OperationalFailure(
        `The migration ${name} was begun on this database and did not finish: ` +
          'settle it with "prisma migrate resolve", or restore a backup.',
      );
    }
    if (migration.checksum !== checksum) {
      throw new OperationalFailure(
        `The migration ${name} was applied to this database with another content than this Plenum has: ` +
          'start the Plenum that applied it, or restore the file.',
      );
    }
  }
  const done = new Set(applied.map(({ migration_name: name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'plenum migrations',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    const place = `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
    const reason = String(isAggregate(error) ? error.errors[0] : error);
    throw new OperationalFailure(`The PostgreSQL server at ${place} cannot be used: ${reason.replace(/^Error: /, '')}`);
  }
}

/** A name with several addresses fails with the failures of all. */
function isAggregate(error: unknown): error is { readonly errors: readonly unknown[] } {
  return typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors);
}

async function refuseUnfitServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ readonly version: number; readonly encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const { version = 0, encoding = '' } = rows[0] ?? {};
  if (version < 150_000) {
    throw new OperationalFailure(
      `The PostgreSQL server is of version ${Math.floor(version / 10_000)}; Plenum needs 15 or later.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new OperationalFailure(`The database is encoded in ${encoding}; Plenum needs a database in UTF8.`);
  }
}
