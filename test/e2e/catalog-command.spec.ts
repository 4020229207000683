import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { plenum } from '../support/command-line.js';
import { itWithSharedTypes, SHARED_DATA } from '../support/library.js';
import { buildPlenum } from '../support/process.js';

const LIBRARY = 'test/fixtures/netbox-library';
const HALL =
  'plenum: 1\nsite: {name: Small hall, asOf: 2027-01-01}\nrooms:\n  - {name: Hall, outline: [[0, 0], [9, 0], [9, 9]]}\n';
let folder: string;

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum catalog '));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function hall(name: string, text = HALL): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function read(file: string): Promise<Readonly<Record<string, readonly { slug: string }[]>>> {
  return load(await readFile(file, 'utf8')) as Readonly<Record<string, readonly { slug: string }[]>>;
}

describe('plenum catalog import', () => {
  it('shows examples', async () => {
    const { code, stdout } = await plenum(['catalog', 'import', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('$ plenum catalog import');
  });

  it('reports without a target what the files hold and leave open, and writes nothing', async () => {
    const { code, stdout } = await plenum(['catalog', 'import', LIBRARY]);
    expect(code).toBe(0);
    expect(stdout).toContain('4 files read; nothing is written');
    expect(stdout).toContain('device types: 1 new, 0 changed, 0 as they are');
    expect(stdout).toContain('did you mean "position"?');
    expect(stdout).toContain(`e.g. ${LIBRARY}/device-types/Maker/switch.yaml:24`);
  });

  it('adds the types to a document, and changes nothing the second time', async () => {
    const file = await hall('into.yaml');
    expect((await plenum(['catalog', 'import', LIBRARY, '--into', file])).code).toBe(0);
    const first = await readFile(file, 'utf8');
    expect((await read(file))['pduTypes']?.map(({ slug }) => slug)).toEqual(['maker-rack-pdu-32']);
    expect((await plenum(['check', file])).code).toBe(0);
    const { code, stdout } = await plenum(['catalog', 'import', LIBRARY, '--into', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('device types: 0 new, 0 changed, 1 as they are');
    expect(await readFile(file, 'utf8')).toBe(first);
  });

  it('takes a document that names types which the import brings, and refuses one that names others', async () => {
    const file = await hall('ahead.yaml', `${HALL}devices:\n  - {name: sw1, type: maker-switch-32}\n`);
    expect((await plenum(['catalog', 'import', LIBRARY, '--into', file])).code).toBe(0);
    const other = await hall('nowhere.yaml', `${HALL}devices:\n  - {name: sw1, type: maker-switch-23}\n`);
    const { code, stderr } = await plenum(['catalog', 'import', LIBRARY, '--into', other]);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "maker-switch-32"?');
  });

  it('writes nothing on a dry run', async () => {
    const file = await hall('dry.yaml');
    const { code, stdout } = await plenum([
      'catalog',
      'import',
      LIBRARY,
      '--into',
      file,
      '--dry-run',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, counts: { rackTypes: { create: 1 } } });
    expect(await readFile(file, 'utf8')).toBe(HALL);
  });

  it('does not lose the comments of a document unasked', async () => {
    const file = await hall('comments.yaml', `# why it is so\n${HALL}`);
    const refused = await plenum(['catalog', 'import', LIBRARY, '--into', file]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('comments');
    expect(await readFile(file, 'utf8')).toContain('# why it is so');
    const other = join(folder, 'merged.yaml');
    expect((await plenum(['catalog', 'import', LIBRARY, '--into', file, '--output', other])).code).toBe(0);
    expect((await read(other))['rackTypes']).toHaveLength(1);
  });

  it('keeps the line that names the schema of a document that it writes again', async () => {
    const line = '# yaml-language-server: $schema=./site.schema.json';
    const file = await hall('schema.yaml', `${line}\n${HALL}`);
    expect((await plenum(['catalog', 'import', LIBRARY, '--into', file])).code).toBe(0);
    const text = await readFile(file, 'utf8');
    expect(text.split('\n')[0]).toBe(line);
    expect(text).toContain('rackTypes');
  });

  it('takes the types that are asked for, and knows the nearest name of one that is not there', async () => {
    const output = join(folder, 'one.yaml');
    expect((await plenum(['catalog', 'import', LIBRARY, '--only', 'maker-r42', '--output', output])).code).toBe(0);
    expect(Object.keys(await read(output))).toEqual(['rackTypes']);
    const { code, stderr } = await plenum(['catalog', 'import', LIBRARY, '--only', 'maker-r24']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean maker-r42?');
  });

  it('names every defect of every file with line and field, and writes nothing', async () => {
    const bad = join(folder, 'bad', 'device-types', 'deep');
    await mkdir(bad, { recursive: true });
    await writeFile(join(bad, 'a.yaml'), 'manufacturer: A\nslug: a\nu_height: tall\n');
    await writeFile(join(bad, 'b.yml'), Buffer.from([0x61, 0x3a, 0xff]));
    await writeFile(join(bad, 'c.yaml'), '');
    await writeFile(join(bad, 'notes.txt'), 'x');
    const output = join(folder, 'never.yaml');
    const { code, stderr } = await plenum(['catalog', 'import', join(folder, 'bad'), '--output', output]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${join(bad, 'a.yaml')}:3:11: type at u_height`);
    expect(stderr).toContain(`${join(bad, 'a.yaml')}:1:1: missing at model`);
    expect(stderr).toContain('encoding');
    expect(stderr).toContain('4 defects in 3 of 3 files; nothing was written');
    await expect(readFile(output)).rejects.toThrow();
  });

  it('follows no symbolic link, and says so', async () => {
    const circle = join(folder, 'circle', 'rack-types');
    await mkdir(circle, { recursive: true });
    await symlink('..', join(circle, 'up'));
    await writeFile(join(circle, 'r.yaml'), await readFile(join(LIBRARY, 'rack-types/Maker/r42.yaml')));
    const { code, stdout } = await plenum(['catalog', 'import', join(folder, 'circle')]);
    expect(code).toBe(0);
    expect(stdout).toContain('a symbolic link, which is not followed');
  });

  it.each([
    ['a folder that is not there', ['nowhere'], 'no such file'],
    ['a folder without YAML', ['prisma/migrations'], 'no YAML file'],
    ['no folder', [], 'folder'],
  ])('refuses %s', async (_, args, hint) => {
    const { code, stderr } = await plenum(['catalog', 'import', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });

  itWithSharedTypes('reads every real type and says what it leaves open', async () => {
    const { code, stdout } = await plenum(['catalog', 'import', SHARED_DATA, '--format', 'json']);
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { files: number; groups: readonly { class: string }[] };
    expect(answer.files).toBeGreaterThan(800);
    expect(new Set(answer.groups.map((group) => group.class))).toEqual(
      new Set(['left-out', 'unknown-field', 'reading', 'missing', 'unused-field']),
    );
  });
});
