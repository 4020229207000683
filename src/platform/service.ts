import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Config } from './config.js';
import { Database } from './database.js';
import { OperationalFailure } from './failure.js';
import { createApplication } from './http/application.js';
import { Lifecycle } from './lifecycle.js';
import { migrate } from './migrations/migrate.js';
import { MIGRATIONS_DIRECTORY } from './migrations/migration-files.js';
import type { Runtime } from './platform.module.js';
import { isSystemError } from './system-error.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './postgres/embedded.js';

/** The running service. */
export interface Service {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly runtime: Runtime;
  /** The embedded PostgreSQL, when no DATABASE_URL is set. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** Finishes requests under way, cancels what takes longer than the grace, and stops the embedded PostgreSQL. */
  stop(): Promise<void>;
}

/** How long cancelled work may take to notice. */
const CANCEL_LIMIT_MS = 3000;

/**
 * Starts everything in order: database, migrations, application, listening.
 *
 * @param fill called when the embedded database is new, before the service listens; a failure is logged, and the next
 *   start calls it again
 * @throws OperationalFailure when something outside of Plenum is in the way
 */
export async function startService({
  config,
  log,
  application,
  fill,
}: {
  readonly config: Config;
  readonly log: Logger;
  readonly application: (runtime: Runtime) => DynamicModule;
  readonly fill?: (app: { get<T>(type: abstract new (...args: never) => T): T }) => Promise<void>;
}): Promise<Service> {
  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const embedded = config.databaseUrl
      ? undefined
      : await startEmbeddedPostgres({ dataDirectory: config.dataDirectory });
    if (embedded) stops.push(() => embedded.stop());
    const url = config.databaseUrl ?? embedded?.url ?? '';
    const applied = await migrate({ url, directory: MIGRATIONS_DIRECTORY, mode: config.migrate });
    if (applied.length > 0) log.info({ migrations: applied }, 'migrated');
    const database = new Database({
      url,
      connections: config.databaseConnections,
      onIdleError: (err) => log.warn({ err }, 'database connection lost'),
    });
    stops.push(() => database.close());
    const lifecycle = new Lifecycle();
    const runtime: Runtime = { config, log, database, lifecycle };
    const app = await createApplication({ module: application(runtime), runtime });
    stops.push(() => closeInTime(app, lifecycle, config.shutdownGraceMs));
    await app.init();
    if (fill && embedded?.wasJustCreated) {
      // Examples are no reason not to serve what a user has.
      await fill({ get: (type) => app.get(type) }).then(
        () => embedded.markFilled(),
        (err: unknown) => log.error({ err }, 'first content not stored; the next start tries again'),
      );
    }
    await app.listen(config.port, config.host).catch((error: unknown) => {
      throw listenFailure(error, config);
    });
    const { port } = app.getHttpServer().address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return {
      url: `http://${host}:${port}`,
      runtime,
      embedded,
      stop: () => {
        lifecycle.drain();
        return stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** Gives requests under way the grace, then cancels their work, then closes regardless. */
async function closeInTime(app: NestFastifyApplication, lifecycle: Lifecycle, graceMs: number): Promise<void> {
  const closed = app.close();
  const waiting = new AbortController();
  const wait = (delayMs: number): Promise<unknown> =>
    Promise.race([closed, sleep(delayMs, undefined, { signal: waiting.signal }).catch(() => undefined)]);
  await wait(graceMs);
  lifecycle.cancel();
  await wait(CANCEL_LIMIT_MS);
  waiting.abort();
  app.getHttpServer().closeAllConnections();
  await closed;
}

function listenFailure(error: unknown, { host, port }: Config): unknown {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `another program listens on port ${port}`,
    EACCES: `this user may not listen on port ${port}`,
    EADDRNOTAVAIL: `this machine has no address ${host}`,
    ENOTFOUND: `the host ${host} is not known`,
  };
  const reason = isSystemError(error) ? reasons[error.code] : undefined;
  if (!reason) return error;
  return new OperationalFailure(`Plenum cannot listen on ${host}:${port}: ${reason}. Set PORT or HOST to another one.`);
}
