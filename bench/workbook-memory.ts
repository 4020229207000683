import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from './measure.js';
import { PROJECT } from './service-process.js';

const MB = 1_000_000;

/** Peak resident memory of the command line that writes a workbook of 100,000 cables; read from /proc. */
export async function measureWorkbook({
  command,
  document,
  output,
}: {
  /** Command and its own command that write the workbook. */
  readonly command: readonly string[];
  readonly document: string;
  readonly output: string;
}): Promise<Measurement> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(PROJECT, 'dist', 'cli.js'), ...command, document, '--output', output], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let peakKb = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakKb = Math.max(peakKb, await peakOf(child.pid));
    await sleep(20);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`plenum ${command.join(' ')} ended with ${String(code)}`);
  return {
    claim: `peak memory of a workbook of 100,000 cables, plenum ${command.join(' ')}`,
    measured: (peakKb * 1024) / MB,
    limit: 300,
    unit: 'MB',
    details: { seconds: (performance.now() - start) / 1000 },
  };
}

/** Peak resident memory of a process so far, kB; 0 where it cannot be read. */
export async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
}
