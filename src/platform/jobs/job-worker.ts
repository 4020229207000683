import type { MessagePort } from 'node:worker_threads';
import type { Task } from './job.js';

/** What a worker thread is sent. */
export interface WorkOrder {
  /** URL of the module whose default export is the task. */
  readonly task: string;
  readonly input: unknown;
  readonly port: MessagePort;
}

/** Told at most so often how far a task is. */
const REPORT_EVERY_MS = 100;

/** Runs in a worker thread: loads the task, runs it, and reports its progress. */
export default async function runTask({ task, input, port }: WorkOrder): Promise<unknown> {
  const { default: run } = (await import(task)) as { readonly default: Task<unknown, unknown> };
  // The first report says that the task has begun.
  port.postMessage(0);
  let last = performance.now();
  try {
    return await run(input, (progress) => {
      const now = performance.now();
      if (now - last < REPORT_EVERY_MS) return;
      last = now;
      port.postMessage(progress);
    });
  } finally {
    port.close();
  }
}
