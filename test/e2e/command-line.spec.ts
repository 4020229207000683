import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';

const HALLS: readonly (readonly [file: string, site: string, room: string])[] = [
  ['examples/lpu-hall.yaml', 'Denver LPU hall', 'Hall 1'],
  ['examples/gpu-hall.yaml', 'Virginia GPU hall', 'Hall G'],
];
const CLEAN = 'plenum: 1\nsite: {name: Empty, asOf: 2027-01-01}\n';

let folder: string;

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum cli '));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('shows help with examples and exits 0', async () => {
    const { code, stdout } = await plenum(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('$ plenum check examples/gpu-hall.yaml');
  });

  it.each(['check', 'bom', 'report', 'svg', 'rules', 'schema'])('shows an example for %s', async (command) => {
    const { code, stdout } = await plenum([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`$ plenum ${command}`);
  });

  it('lists the rules, explains one, and names the nearest to one that is not there', async () => {
    const list = await plenum(['rules']);
    expect(list.stdout).toMatch(/^space\.unit-overlap +Devices take the same rack units$/m);
    const page = await plenum(['rules', 'space.unit-overlap']);
    expect(page.stdout).toContain('EIA-310');
    const wrong = await plenum(['rules', 'space.unit-overlpa']);
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('space.unit-overlap');
  });

  it.each([
    ['an unknown command', ['chekc', 'x.yaml'], 'check'],
    ['an unknown option', ['check', 'x.yaml', '--fromat', 'json'], '--format'],
    ['a wrong choice', ['check', 'x.yaml', '--format', 'xml'], 'text, json'],
    ['a day that is not in the calendar', ['check', 'x.yaml', '--as-of', '2027-02-30'], '2027-02-30'],
    ['a missing file name', ['check'], 'file'],
    ['a file that is not there', ['check', 'nowhere.yaml'], 'no such file'],
    ['a folder', ['check', '.'], 'folder'],
  ])('refuses %s with exit code 2 and a hint', async (_, args, hint) => {
    const { code, stdout, stderr } = await plenum(args);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stdout).toBe('');
  });

  it('lists every defect of a document with file, line, path and the nearest name, and writes nothing', async () => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, `${CLEAN}raks: []\nrooms:\n  - {name: Hall, outline: [[0, 0], [1, 0]]}\n`);
    const { code, stderr } = await plenum(['bom', file, '--output', join(folder, 'bad.xlsx')]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}:3:1:`);
    expect(stderr).toContain('"racks"');
    expect(stderr).toContain(`${file}:5:`);
    expect(await readdir(folder)).not.toContain('bad.xlsx');
  });

  it('exits 0 for a site without errors, and 1 with --strict where something could not be evaluated', async () => {
    expect((await plenum(['check', '-'], { input: CLEAN })).code).toBe(0);
    const unknown = `${CLEAN}
rackTypes: [{slug: r, manufacturer: M, model: R, heightU: 42, outerWidthMm: 600, outerDepthMm: 1200}]
rooms: [{name: Hall, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}]
racks: [{name: A01, type: r, room: Hall}]
`;
    expect((await plenum(['check', '-'], { input: unknown })).code).toBe(0);
    expect((await plenum(['check', '-', '--strict'], { input: unknown })).code).toBe(1);
  });

  it.each(HALLS)('prints one JSON document of findings for %s and exits 1', async (file, site) => {
    const { code, stdout } = await plenum(['check', file, '--format', 'json']);
    expect(code).toBe(1);
    const assessment = JSON.parse(stdout) as {
      site: string;
      counts: { error: number };
      findings: { message: string }[];
    };
    expect(assessment.site).toBe(site);
    expect(assessment.counts.error).toBeGreaterThan(0);
    expect(assessment.findings.filter(({ message }) => /[{}]|NaN|undefined/.test(message))).toEqual([]);
  });

  it('leaves no half-written file behind', async () => {
    const { code, stderr } = await plenum([
      'report',
      'examples/lpu-hall.yaml',
      '-o',
      join(folder, 'missing', 'hall.pdf'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('no such file or folder');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a file', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
    for (const [file, site] of HALLS) {
      const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent(site)}/document`, {
        method: 'PUT',
        headers: { 'content-type': 'application/yaml' },
        body: await readFile(file),
      });
      expect(answer.status).toBe(201);
    }
  }, 120_000);
  afterAll(() => app.stop());

  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it.each(
    HALLS.flatMap(([file, site, room]) => [
      { file, site, command: 'bom', route: 'bom.xlsx', options: [] },
      { file, site, command: 'report', route: 'floor-plan.pdf', options: [] },
      {
        file,
        site,
        command: 'svg',
        route: `floor-plan.svg?room=${encodeURIComponent(room)}`,
        options: ['--room', room],
      },
    ]),
  )(
    'of $file by plenum $command has the same bytes as $route over HTTP',
    async ({ file, site, command, route, options }) => {
      const output = join(folder, `${command}-${site}`);
      expect((await plenum([command, file, '--output', output, ...options])).code).toBe(0);
      const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent(site)}/${route}`);
      expect(answer.status).toBe(200);
      expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256(await readFile(output)));
    },
  );

  it('of another day or revision differs', async () => {
    const of = async (query: string) => {
      const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent('Denver LPU hall')}/bom.xlsx?${query}`);
      expect(answer.status).toBe(200);
      return sha256(new Uint8Array(await answer.arrayBuffer()));
    };
    const files = await Promise.all(['', 'asOf=2027-01-01', 'revision=Rev%20Z'].map(of));
    expect(new Set(files).size).toBe(3);
  });
});
