import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const PROJECT = process.cwd();

export interface RunningService {
  readonly url: string;
  readonly child: ChildProcess;
  /** From the start of the process to the first positive answer of `/health/ready`. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** Starts the built service as a process of its own, on a port that it takes freely. */
export async function startServiceProcess(environment: Readonly<Record<string, string>>): Promise<RunningService> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(PROJECT, 'dist', 'main.js')], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await readyUrl(child);
  while (!(await fetch(`${url}/health/ready`)).ok) await sleep(5);
  const readyMs = performance.now() - start;
  return {
    url,
    child,
    readyMs,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The address from the log line that says that the service is ready. */
async function readyUrl(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const found = /"url":"([^"]+)"/.exec(text);
    if (found?.[1] !== undefined) {
      child.stdout?.resume();
      return found[1];
    }
  }
  throw new Error('the service ended before it was ready');
}
