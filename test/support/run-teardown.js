import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ends the PostgreSQL of the run, if one was started, and removes its directory. */
export default async function tearDown() {
  const directory = process.env.PLENUM_TEST_DIRECTORY;
  if (!directory) return;
  await stopPostgres(directory);
  await rm(directory, { recursive: true, force: true });
}

/** Ends the PostgreSQL that runs in the directory of a test run; nothing in it needs to last. */
export async function stopPostgres(directory) {
  const file = join(directory, 'postgres', 'data', 'postmaster.pid');
  const read = () => readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(await read(), 10);
  if (!(pid > 1)) return;
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    return;
  }
  for (let waited = 0; waited < 5000 && (await read()) !== ''; waited += 20) await sleep(20);
}
