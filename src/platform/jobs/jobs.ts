import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import { LOG } from '../platform.module.js';
import { Problem } from '../problem.js';
import { hasEnded, type Job } from './job.js';
import type { WorkOrder } from './job-worker.js';

/** Jobs that may wait for a thread; beyond them the service says that it is busy. */
const MOST_WAITING = 50;
/** Ended jobs that are kept, the latest, and for how long. */
const MOST_ENDED = 200;
const KEPT_MS = 60 * 60_000;
/** A comment goes out so often where nothing happens, so that nobody between takes the line for dead. */
const HEARTBEAT_MS = 15_000;

interface Entry {
  job: Job;
  readonly cancel: AbortController;
  readonly changes: EventEmitter;
}

/** What starts a job. */
export interface JobOrder {
  readonly kind: string;
  /** The compiled module whose default export is a `Task`. */
  readonly task: URL;
  readonly input: unknown;
}

/**
 * Long analyses in worker threads, so that the service keeps answering. Jobs live in the memory of this process: a restart
 * forgets them, and their input can be sent again.
 */
@Injectable()
export class Jobs implements OnModuleDestroy {
  readonly #entries = new Map<string, Entry>();
  #pool: Piscina<WorkOrder, unknown> | undefined;

  constructor(@Inject(LOG) private readonly log: Logger) {}

  /** Starts a job as soon as a thread is free. @throws Problem (503) where too many wait already */
  start({ kind, task, input }: JobOrder): Job {
    const waiting = [...this.#entries.values()].filter(({ job }) => job.state === 'waiting').length;
    if (waiting >= MOST_WAITING) {
      throw new Problem({
        status: 503,
        code: 'jobs-full',
        detail: `${MOST_WAITING} jobs wait already; try again when some have ended.`,
        headers: { 'retry-after': '30' },
      });
    }
    const job: Job = {
      id: randomUUID(),
      kind,
      state: 'waiting',
      progress: 0,
      createdAt: now(),
      startedAt: null,
      endedAt: null,
      result: null,
      failure: null,
    };
    const entry: Entry = { job, cancel: new AbortController(), changes: new EventEmitter().setMaxListeners(0) };
    this.#forgetOld();
    this.#entries.set(job.id, entry);
    void this.#run(entry, task, input);
    return job;
  }

  /** @throws Problem (404) */
  get(id: string): Job {
    return this.#entry(id).job;
  }

  /** Every job that is remembered, the latest first. */
  list(): readonly Job[] {
    return [...this.#entries.values()].map(({ job }) => job).reverse();
  }

  /** Stops a job, its thread with it; one that has ended stays as it is. @throws Problem (404) */
  cancel(id: string): Job {
    const entry = this.#entry(id);
    if (!hasEnded(entry.job)) {
      entry.cancel.abort();
      this.#change(entry, { state: 'cancelled', endedAt: now() });
    }
    return entry.job;
  }

  /** The job now and after each change until it has ended; null where nothing has happened for a while. */
  async *watch(id: string): AsyncGenerator<Job | null> {
    const entry = this.#entry(id);
    let shown: Job | null = null;
    for (;;) {
      if (entry.job !== shown) {
        shown = entry.job;
        yield shown;
        if (hasEnded(shown)) return;
        continue;
      }
      const over = new AbortController();
      const { signal } = over;
      const changed = await Promise.race([
        once(entry.changes, 'change', { signal }).then(() => true),
        sleep(HEARTBEAT_MS, false, { signal, ref: false }),
      ]).finally(() => over.abort());
      if (!changed) yield null;
    }
  }

  /** Stops whatever runs, since the service stops. */
  async onModuleDestroy(): Promise<void> {
    for (const { job } of this.#entries.values()) this.cancel(job.id);
    await this.#pool?.destroy();
  }

  async #run(entry: Entry, task: URL, input: unknown): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (progress: number) => {
      if (hasEnded(entry.job)) return;
      this.#change(entry, { state: 'running', progress, startedAt: entry.job.startedAt ?? now() });
    });
    port1.unref();
    try {
      const order: WorkOrder = { task: task.href, input, port: port2 };
      const result = await this.#threads().run(order, {
        transferList: [port2],
        signal: entry.cancel.signal,
      });
      if (hasEnded(entry.job)) return;
      const endedAt = now();
      const startedAt = entry.job.startedAt ?? endedAt;
      this.#change(entry, { state: 'done', progress: 1, result, startedAt, endedAt });
    } catch (error) {
      if (hasEnded(entry.job)) return;
      this.log.error({ job: entry.job.id, kind: entry.job.kind, err: error }, 'job failed');
      this.#change(entry, { state: 'failed', failure: reasonOf(error), endedAt: now() });
    } finally {
      port1.close();
    }
  }

  #threads(): Piscina<WorkOrder, unknown> {
    this.#pool ??= new Piscina<WorkOrder, unknown>({
      filename: new URL('./job-worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: 30_000,
    });
    return this.#pool;
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry !== undefined) return entry;
    throw new Problem({
      status: 404,
      code: 'not-found',
      detail: 'There is no job of this id; jobs are forgotten an hour after their end and when the service restarts.',
    });
  }

  #change(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change };
    entry.changes.emit('change');
  }

  #forgetOld(): void {
    const ended = [...this.#entries.values()].filter(({ job }) => hasEnded(job)).reverse();
    ended.forEach(({ job }, i) => {
      const age = Date.now() - Date.parse(job.endedAt ?? job.createdAt);
      if (i >= MOST_ENDED || age > KEPT_MS) this.#entries.delete(job.id);
    });
  }
}

/** Bad numbers that only the calculation finds are told; anything else is ours and stands in the log. */
function reasonOf(error: unknown): string {
  return error instanceof RangeError ? error.message : 'The analysis failed; the log of the service says why.';
}

function now(): string {
  return new Date().toISOString();
}
