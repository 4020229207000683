import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from './input.js';
import { Refused } from './exit.js';

/**
 * Writes a file whole or not at all: beside its place first, then renamed. `-` is standard output; a device or a pipe is
 * written to as it stands, because a rename would put a file in its place.
 */
export async function writeWhole(file: string, write: (target: Writable) => Promise<void>): Promise<void> {
  if (file === '-') {
    await write(standardOutput());
    return;
  }
  const inPlace = await isDeviceOrPipe(file);
  const draft = inPlace ? file : join(dirname(file), `.${process.pid.toString(36)}-${Date.now().toString(36)}.part`);
  const target = createWriteStream(draft, { flags: inPlace ? 'w' : 'wx' });
  let refusal: unknown = null;
  target.on('error', (error) => (refusal = error));
  try {
    await write(target);
    if (inPlace) return;
    await rename(draft, file).catch((error: unknown) => {
      refusal = error;
      throw error;
    });
  } catch (error) {
    if (!inPlace) await rm(draft, { force: true });
    if (error !== refusal) throw error;
    throw new Refused([`${file}: ${reasonOf(error)}`]);
  }
}

async function isDeviceOrPipe(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

/** Text to a file or to standard output. */
export async function writeText(file: string, text: string): Promise<void> {
  await writePieces(file, [text]);
}

/** Text that is made as fast as the target takes it. */
export async function writePieces(file: string, pieces: Iterable<string>): Promise<void> {
  await writeWhole(file, (target) => pipeline(Readable.from(pieces), target));
}

/** Standard output as a stream that may be ended without ending the process's own, and whose reader may leave early. */
function standardOutput(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      process.stdout.write(chunk, (error) => {
        const hasReader = (error as NodeJS.ErrnoException | null | undefined)?.code !== 'EPIPE';
        done(hasReader ? error : null);
      });
    },
  });
}
