import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = process.cwd();
const LIMIT_MS = 60_000;

/** A Plenum in a process of its own, as an operator runs it. */
export interface PlenumProcess {
  readonly pid: number;
  /** Base of requests, once it is ready; rejects with what it said when it ends before. */
  readonly ready: Promise<string>;
  /** Exit code and everything it told the terminal. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly said: string }>;
}

export interface ProcessOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Runs as this user and group, which needs root. */
  readonly userId?: number;
}

/** Builds what has changed since the last build, as `npm start` does. */
export function buildPlenum(): void {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.js')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}

/** Starts the built service on a free port. */
export function startPlenum({ environment, cwd = ROOT, userId }: ProcessOptions): PlenumProcess {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'main.js')], {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(userId !== undefined && { uid: userId, gid: userId }),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const ended = endOf(child).then((code) => ({ code, said }));
  const ready = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const { msg, url } = JSON.parse(line) as { readonly msg?: string; readonly url?: string };
      if (msg === 'ready' && url !== undefined) resolve(url);
    });
    void ended.then(({ code }) => reject(new Error(`It ended with ${code} and said: ${said}`)));
    setTimeout(() => reject(new Error(`It is not ready after ${LIMIT_MS} ms and said: ${said}`)), LIMIT_MS).unref();
  });
  // Whoever expects the end does not ask for readiness.
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? -1,
    ready,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code));
  });
}
