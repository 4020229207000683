import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from './cluster.js';

/** A running PostgreSQL, as its own `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Reads who runs, or ran, on a cluster's directory; undefined after an orderly stop. */
export async function readPostmaster(directory: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  return pid > 1 && port > 0 ? { pid, port } : undefined;
}

/** Whether the process is a PostgreSQL that was started on this directory, and not one that was given the id later. */
export async function runsOn(directory: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandLine(pid);
  return command === undefined || command.includes(directory);
}

/**
 * Lets a new PostgreSQL start where `postmaster.pid` names a process that now is another program. PostgreSQL looks past
 * a process id that is its parent's, and still checks the shared memory that the file names; removing the file would
 * skip that check.
 */
export async function disownPostmaster(directory: string): Promise<void> {
  const path = join(directory, 'postmaster.pid');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^-?\d+/, String(process.pid)));
}

async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: undefined,
  }));
  return stdout;
}
