import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './prisma/generated/client.js';
import { closeTransaction, wrapTransaction } from './transaction.repository.js';
import type { Transaction } from './transaction.js';

/** Reading a hall of 100,000 cables takes half a second; this is for the worst machine. */
const READ_LIMIT_MS = 120_000;
const WRITE_LIMIT_MS = 600_000;
/** How long a request waits for a free connection. */
const QUEUE_LIMIT_MS = 15_000;
const CLOSE_LIMIT_MS = 5000;

/** The database of this process: one pool of connections, with Prisma over it. */
export class Database {
  readonly #pool: ObservedPool;
  readonly #prisma: PrismaClient;

  constructor({
    url,
    connections,
    onIdleError,
  }: {
    readonly url: string;
    readonly connections: number;
    /** Told when a connection that nobody uses breaks. */
    readonly onIdleError: (error: Error) => void;
  }) {
    this.#pool = new ObservedPool({
      connectionString: url,
      max: connections,
      application_name: 'plenum',
      connectionTimeoutMillis: QUEUE_LIMIT_MS,
      idleTimeoutMillis: 60_000,
    });
    this.#pool.on('error', onIdleError);
    this.#prisma = new PrismaClient({ adapter: new PrismaPg(this.#pool), errorFormat: 'minimal' });
  }

  /** Runs reads that all see the database as of one moment. Nothing can be written in it. */
  inReadOnlyTransaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#run(work, {
      limitMs: READ_LIMIT_MS,
      begin: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
    });
  }

  /** Runs work of which all or nothing is stored. Deferred constraints are checked before it returns. */
  inTransaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#run(work, { limitMs: WRITE_LIMIT_MS, end: 'SET CONSTRAINTS ALL IMMEDIATE' });
  }

  /** Resolves when the server answers. */
  async ping(): Promise<void> {
    await this.#pool.query('SELECT 1');
  }

  /** Closes the connections, once transactions under way have ended or their time is up. */
  async close(): Promise<void> {
    if (this.#pool.ending) return;
    await this.#prisma.$disconnect();
    const waiting = new AbortController();
    const limit = sleep(CLOSE_LIMIT_MS, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined);
    await Promise.race([this.#pool.end(), limit]);
    waiting.abort();
  }

  #run<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    { limitMs, begin, end }: { readonly limitMs: number; readonly begin?: string; readonly end?: string },
  ): Promise<Result> {
    return this.#pool.observe((connection) =>
      this.#prisma.$transaction(
        async (models) => {
          const client = connection();
          await client.query(`${begin ? `${begin}; ` : ''}SET LOCAL statement_timeout = ${limitMs}`);
          const transaction = wrapTransaction({ models, client });
          try {
            const result = await work(transaction);
            if (end) await client.query(end);
            return result;
          } finally {
            closeTransaction(transaction);
          }
        },
        { timeout: limitMs, maxWait: QUEUE_LIMIT_MS },
      ),
    );
  }
}

interface Observation {
  client?: pg.PoolClient;
}

/**
 * A pool that tells on which connection a Prisma transaction runs, which Prisma itself does not: bulk statements run on
 * that connection directly.
 */
class ObservedPool extends pg.Pool {
  readonly #observations = new AsyncLocalStorage<Observation>();

  observe<Result>(run: (connection: () => pg.PoolClient) => Promise<Result>): Promise<Result> {
    const observation: Observation = {};
    return this.#observations.run(observation, () =>
      run(() => {
        if (!observation.client) throw new Error('Prisma took no connection of this pool for its transaction.');
        return observation.client;
      }),
    );
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | void {
    if (callback) return super.connect(callback);
    const observation = this.#observations.getStore();
    return super.connect().then((client) => {
      if (observation) observation.client = client;
      return client;
    });
  }
}
