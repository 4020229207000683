import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { plenum } from '../support/command-line.js';
import { editedWorkbook } from '../support/edited-workbook.js';
import { buildPlenum } from '../support/process.js';

const HALL = 'examples/gpu-hall.yaml';

let folder: string;

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum inventory '));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('plenum inventory', () => {
  it('writes a workbook whose edit becomes a new document, the old one untouched', async () => {
    const [workbook, edited, next] = ['hall.xlsx', 'edited.xlsx', 'next.yaml'].map((name) => join(folder, name));
    expect((await plenum(['inventory', 'export', HALL, '-o', workbook ?? ''])).code).toBe(0);
    const bytes = await editedWorkbook(await readFile(workbook ?? ''), (sheet) => {
      sheet('racks').cell('GPU1', 'name').value = 'GPU1 west';
      sheet('racks').cell('GPU1', 'serial').value = 4711;
    });
    await writeFile(edited ?? '', bytes);
    const dry = await plenum(['inventory', 'import', edited ?? '', '--into', HALL, '--dry-run']);
    expect(dry).toEqual({
      code: 0,
      stdout:
        'update rack GPU1: name = "GPU1 west"\nupdate rack GPU1 west: serial = "4711"\n\n0 created · 2 changed · 0 deleted\n',
      stderr: '',
    });
    const before = await readFile(HALL, 'utf8');
    const done = await plenum(['inventory', 'import', edited ?? '', '--into', HALL, '-o', next ?? '']);
    expect([done.code, done.stderr]).toEqual([0, `${next ?? ''}: written\n`]);
    expect(await readFile(HALL, 'utf8')).toBe(before);
    const [was, is] = [before, await readFile(next ?? '', 'utf8')].map(
      (text) => load(text) as Record<string, unknown[]>,
    );
    expect(is?.['racks']?.[0]).toMatchObject({ name: 'GPU1 west', serial: '4711' });
    expect(is?.['cables']).toEqual(was?.['cables']);
  });

  it('writes CSV files that make the same document again', async () => {
    const [files, again] = [join(folder, 'csv'), join(folder, 'again.json')];
    expect((await plenum(['inventory', 'export', HALL, '--format', 'csv', '-o', files])).code).toBe(0);
    expect(await readdir(files)).toContain('cables.ends.csv');
    expect((await plenum(['inventory', 'import', files, '-o', again])).code).toBe(0);
    expect(JSON.parse(await readFile(again, 'utf8'))).toEqual(load(await readFile(HALL, 'utf8')));
  });

  it('lists every defect by file, sheet and cell, exits 2 and writes nothing', async () => {
    const file = join(folder, 'racks.csv');
    await writeFile(file, 'key,name,type,slot\nGPU1,GPU1,rack-48,one\n');
    const output = join(folder, 'refused.yaml');
    const { code, stderr } = await plenum(['inventory', 'import', file, '--into', HALL, '-o', output]);
    expect(code).toBe(2);
    expect(stderr.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(
        /racks\.csv: racks!C2: unresolved-reference: found "rack-48", .*did you mean "rack-48u"\?$/,
      ),
      expect.stringMatching(/racks\.csv: racks!D2: type: found "one", allowed a whole number$/),
    ]);
    expect(await readdir(folder)).not.toContain('refused.yaml');
  });

  it('says why it keeps what was asked to be deleted by a sheet without rows', async () => {
    const file = join(folder, 'tasks.csv');
    await writeFile(file, 'key,name\n');
    const told = async (...flags: string[]) =>
      (await plenum(['inventory', 'import', file, '--into', HALL, '--dry-run', ...flags])).stdout.split('\n')[1];
    expect(await told()).toBe('Not in the inventory any more; --allow-deletes deletes them:');
    expect(await told('--allow-deletes')).toMatch(/^Kept, since a sheet without rows deletes nothing;/);
  });

  it('does not write over a document with comments unless it is told where to', async () => {
    const file = join(folder, 'racks.csv');
    await writeFile(file, 'key,serial\nGPU1,S-1\n');
    const refused = await plenum(['inventory', 'import', file, '--into', HALL]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('has comments')]);
  });

  it.each([
    ['neither a document nor --blank', ['export'], '--blank'],
    ['an inventory that is not there', ['import', 'nowhere.xlsx', '--dry-run'], 'no such file'],
    ['a file that is no workbook', ['import', HALL, '--dry-run'], 'no workbook'],
    ['nowhere to write to', ['import', 'nowhere.xlsx'], '--output'],
  ])('refuses %s with exit code 2', async (_, args, hint) => {
    const { code, stderr } = await plenum(['inventory', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
  });
});
