import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inventoryBytes } from '../src/reports/xlsx/inventory-workbook.js';
import { bigHall } from './big-hall.js';
import type { Measurement } from './measure.js';
import { PROJECT } from './service-process.js';

const MB = 1_000_000;
const DEVICES = 10_000;

/**
 * An inventory workbook of 10,000 devices, each with another serial number: read, checked and applied to the document by
 * the command line. Time and peak resident memory (from /proc) are of the whole process, its start included.
 */
export async function measureInventory(folder: string): Promise<readonly Measurement[]> {
  const hall = bigHall({ racks: DEVICES / 10, nodesPerRack: 10, cables: 0 });
  const document = join(folder, 'inventory-hall.json');
  const workbook = join(folder, 'inventory.xlsx');
  await writeFile(document, JSON.stringify(hall));
  const devices = (hall.devices ?? []).map((device, i) => ({ ...device, serial: `S-${String(i)}` }));
  await writeFile(workbook, await inventoryBytes({ ...hall, devices }));
  const start = performance.now();
  const output = join(folder, 'inventory-next.json');
  const args = ['inventory', 'import', workbook, '--into', document, '--output', output, '--format', 'json'];
  const child = spawn(process.execPath, [join(PROJECT, 'dist', 'cli.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  let peakKb = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakKb = Math.max(peakKb, await peakOf(child.pid));
    await sleep(20);
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`plenum inventory import ended with ${String(code)}`);
  const seconds = (performance.now() - start) / 1000;
  const details = { devices: devices.length };
  return [
    {
      claim: 'inventory workbook of 10,000 devices read, checked and applied, command line',
      measured: seconds,
      limit: 15,
      unit: 's',
      details,
    },
    { claim: 'peak memory of it', measured: (peakKb * 1024) / MB, limit: 500, unit: 'MB', details },
  ];
}

async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
}
