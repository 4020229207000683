import { execFileSync } from 'node:child_process';
import { lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeText } from './output.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum output '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file that the command line writes', () => {
  it('takes the place of an older one, and leaves nothing beside it', async () => {
    const file = join(folder, 'out.svg');
    await writeText(file, 'old');
    await writeText(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['out.svg']);
  });

  it('goes into a pipe without putting a file in its place', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    await writeText(pipe, 'through');
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    expect(await read).toBe('through');
  });
});
