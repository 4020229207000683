import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopPostgres } from './run-teardown.js';

const PREFIX = 'plenum-test-';

/** Gives the run a directory of its own; the first spec that wants a database starts a PostgreSQL in it. */
export default async function setUp() {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await discard(join(tmpdir(), name));
  }
  process.env.PLENUM_TEST_DIRECTORY = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** What a run that was killed left behind. */
async function discard(directory) {
  await stopPostgres(directory);
  await rm(directory, { recursive: true, force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
