import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from './input.js';
import { Refused } from './exit.js';

/** Writes a file whole or not at all: beside its place first, then renamed. `-` is standard output. */
export async function writeWhole(file: string, write: (target: Writable) => Promise<void>): Promise<void> {
  if (file === '-') {
    await write(standardOutput());
    return;
  }
  const draft = join(dirname(file), `.${process.pid.toString(36)}-${Date.now().toString(36)}.part`);
  const target = createWriteStream(draft, { flags: 'wx' });
  let refusal: unknown = null;
  target.on('error', (error) => (refusal = error));
  try {
    await write(target);
    await rename(draft, file).catch((error: unknown) => {
      refusal = error;
      throw error;
    });
  } catch (error) {
    await rm(draft, { force: true });
    if (error !== refusal) throw error;
    throw new Refused([`${file}: ${reasonOf(error)}`]);
  }
}

/** Text to a file or to standard output. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeWhole(file, (target) => pipeline(Readable.from([text]), target));
}

/** Standard output as a stream that may be ended without ending the process's own. */
function standardOutput(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      process.stdout.write(chunk, done);
    },
  });
}
