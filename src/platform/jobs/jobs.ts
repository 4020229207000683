import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Piscina } from 'piscina';
import { LOG } from '../platform.module.js';
import { keyReused } from '../http/request-context.js';
import { Problem } from '../problem.js';
import { hasEnded, type Job } from './job.js';
import type { WorkOrder } from './job-worker.js';

/** Jobs that may wait for a thread; beyond them the service says that it is busy. */
const MOST_WAITING = 50;
/** Input that jobs which have not ended may hold together, bytes. */
const MOST_HELD_BYTES = 1 << 30;
/** Answers that may wait for a thread, and threads that work on them beside those of the jobs. */
const MOST_AWAITED = 100;
const ANSWERING_THREADS = 2;
/** Ended jobs that are kept, the latest, and for how long. */
const MOST_ENDED = 200;
const KEPT_MS = 60 * 60_000;
/** A comment goes out so often where nothing happens, so that nobody between takes the line for dead. */
const HEARTBEAT_MS = 15_000;

interface Entry {
  job: Job;
  readonly cancel: AbortController;
  readonly changes: EventEmitter;
  readonly repeatable: Repeatable | undefined;
  readonly heldBytes: number;
}

/** A request that may come again under its key. */
export interface Repeatable {
  readonly key: string;
  readonly requestHash: string;
}

/** Work for a thread. */
export interface Work {
  /** The compiled module whose default export is a `Task`. */
  readonly task: URL;
  readonly input: unknown;
  /** Buffers of the input that are handed over instead of copied: nobody else may use them afterwards. */
  readonly handedOver?: readonly ArrayBuffer[];
  /** What a reader is given of what the task found. @throws Problem where the input turned out to be wrong */
  readonly answerOf?: (found: unknown) => unknown;
}

/** What starts a job. */
export interface JobOrder extends Work {
  readonly kind: string;
  /** The same key again answers the job that it started, as long as that is remembered. */
  readonly repeatable?: Repeatable | undefined;
}

/**
 * Long analyses in worker threads, so that the service keeps answering. Jobs live in the memory of this process: a restart
 * forgets them, and their input can be sent again.
 */
@Injectable()
export class Jobs implements OnModuleDestroy {
  readonly #entries = new Map<string, Entry>();
  #pool: Piscina<WorkOrder, unknown> | undefined;
  #answering: Piscina<WorkOrder, unknown> | undefined;

  constructor(@Inject(LOG) private readonly log: Logger) {}

  /**
   * Starts a job as soon as a thread is free; a repeated request is answered with the job that it started.
   *
   * @throws Problem (503) where too many wait already, (422) where another request has used the key
   */
  start({ kind, repeatable, ...work }: JobOrder): Job {
    const before = [...this.#entries.values()].find((entry) => entry.repeatable?.key === (repeatable?.key ?? null));
    if (before !== undefined && repeatable !== undefined) {
      if (before.repeatable?.requestHash !== repeatable.requestHash) throw keyReused();
      return before.job;
    }
    const heldBytes = (work.handedOver ?? []).reduce((sum, { byteLength }) => sum + byteLength, 0);
    const open = [...this.#entries.values()].filter(({ job }) => !hasEnded(job));
    const held = open.reduce((sum, entry) => sum + entry.heldBytes, 0);
    const waiting = open.filter(({ job }) => job.state === 'waiting').length;
    if (waiting >= MOST_WAITING || (open.length > 0 && held + heldBytes > MOST_HELD_BYTES)) {
      throw busy(`${waiting} jobs wait already; try again when some have ended.`);
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
      errors: [],
    };
    const changes = new EventEmitter().setMaxListeners(0);
    const entry: Entry = { job, cancel: new AbortController(), changes, repeatable, heldBytes };
    this.#forgetOld();
    this.#entries.set(job.id, entry);
    void this.#run(entry, work);
    return job;
  }

  /**
   * Works in a thread for a request that waits for its answer, beside the jobs; `signal` stops it.
   *
   * @throws Problem of the work, (503) where too many wait already
   */
  async answer(work: Work, signal: AbortSignal): Promise<unknown> {
    this.#answering ??= threads(ANSWERING_THREADS);
    if (this.#answering.queueSize >= MOST_AWAITED) throw busy('Too many requests wait for an answer; try again later.');
    const found = await runIn(this.#answering, work, { signal, onProgress: () => undefined });
    return work.answerOf === undefined ? found : work.answerOf(found);
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
    await Promise.all([this.#pool?.destroy(), this.#answering?.destroy()]);
  }

  async #run(entry: Entry, work: Work): Promise<void> {
    const onProgress = (progress: number): void => {
      if (hasEnded(entry.job)) return;
      this.#change(entry, { state: 'running', progress, startedAt: entry.job.startedAt ?? now() });
    };
    try {
      this.#pool ??= threads(Math.max(1, availableParallelism() - 1));
      const found = await runIn(this.#pool, work, { signal: entry.cancel.signal, onProgress });
      if (hasEnded(entry.job)) return;
      const result = work.answerOf === undefined ? found : work.answerOf(found);
      const endedAt = now();
      const startedAt = entry.job.startedAt ?? endedAt;
      this.#change(entry, { state: 'done', progress: 1, result, startedAt, endedAt });
    } catch (error) {
      if (hasEnded(entry.job)) return;
      if (!(error instanceof Problem)) {
        this.log.error({ job: entry.job.id, kind: entry.job.kind, err: error }, 'job failed');
      }
      const errors = error instanceof Problem ? (error.errors ?? []) : [];
      this.#change(entry, { state: 'failed', failure: reasonOf(error), errors, endedAt: now() });
    }
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

function threads(maxThreads: number): Piscina<WorkOrder, unknown> {
  return new Piscina<WorkOrder, unknown>({
    filename: new URL('./job-worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads,
    idleTimeout: 30_000,
  });
}

async function runIn(
  pool: Piscina<WorkOrder, unknown>,
  { task, input, handedOver = [] }: Work,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: number) => void },
): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', onProgress);
  port1.unref();
  try {
    const order: WorkOrder = { task: task.href, input, port: port2 };
    return await pool.run(order, { transferList: [port2, ...handedOver], signal });
  } finally {
    port1.close();
  }
}

function busy(detail: string): Problem {
  return new Problem({ status: 503, code: 'jobs-full', detail, headers: { 'retry-after': '30' } });
}

/** Bad numbers that only the calculation finds are told; anything else is ours and stands in the log. */
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  return error instanceof RangeError ? error.message : 'The analysis failed; the log of the service says why.';
}

function now(): string {
  return new Date().toISOString();
}
