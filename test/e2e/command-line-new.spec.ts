import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plenum } from '../support/command-line.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum new '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('from nothing', () => {
  it('a hall is begun, checked without errors, dated and turned into a bill', async () => {
    const made = await plenum(['new', '--racks', '16', '--power', '36kW', '-o', 'hall.yaml'], { cwd: folder });
    expect([made.code, made.stdout]).toEqual([0, '']);
    const checked = await plenum(['check', 'hall.yaml'], { cwd: folder });
    expect([checked.code, checked.stdout.includes('0 error · 0 warning')]).toEqual([0, true]);
    const bill = await plenum(['bom', 'hall.yaml', '-o', 'bom.xlsx'], { cwd: folder });
    expect([bill.code, bill.stderr]).toEqual([0, 'bom.xlsx: 8 lines\n']);
    const dated = await plenum(['sequence', 'hall.yaml', '--as-of', '2026-11-16'], { cwd: folder });
    expect(dated.code).toBe(0);
    expect(dated.stdout).toContain('Critical: Deliver UPS and panels → Install power → Rack and cable → Commission');
    const drawn = await plenum(['svg', 'hall.yaml', '--gantt', '-o', 'tasks.svg'], { cwd: folder });
    expect([drawn.code, (await readFile(join(folder, 'tasks.svg'), 'utf8')).includes('Commission')]).toEqual([0, true]);
  });

  it.each([
    [['--racks', '16', '--power', '36'], 'has no unit'],
    [['--racks', 'many', '--power', '36kW'], 'whole number from 1 to 500'],
    [['--racks', '16', '--power', '36kW', '--voltage', '480V'], 'none of 208V, 380V, 400V, 415V'],
    [['--racks', '4', '--power', '36kW', '--rows', '9'], 'at most as many rows as racks'],
    [['--racks', '4', '--power', '36kW', '--currency', 'dollars'], 'three capitals such as EUR'],
    [['--power', '36kW'], "required option '--racks <count>' not specified"],
  ])('new %j is refused: %s', async (args, hint) => {
    const { code, stdout, stderr } = await plenum(['new', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
  });
});

describe('two documents', () => {
  it('are compared: what a heavier draw introduces, and exit code 1 because of it', async () => {
    const text = await readFile('examples/gpu-hall.yaml', 'utf8');
    await writeFile(join(folder, 'heavier.yaml'), text.replace('ratedCurrentA: 800', 'ratedCurrentA: 80'));
    const args = ['compare', 'examples/gpu-hall.yaml', join(folder, 'heavier.yaml'), '-o', join(folder, 'delta.xlsx')];
    const { code, stdout, stderr } = await plenum(args);
    expect([code, stderr]).toEqual([1, `${join(folder, 'delta.xlsx')}: written\n`]);
    expect(stdout).toMatch(/Introduced: [1-9]/);
    expect(stdout).toContain('ratedCurrentA');
    expect((await readFile(join(folder, 'delta.xlsx'))).subarray(0, 2).toString()).toBe('PK');
    const back = await plenum(['compare', join(folder, 'heavier.yaml'), 'examples/gpu-hall.yaml', '--format', 'json']);
    const there = await plenum([...args.slice(0, 3), '--format', 'json']);
    const sides = [back, there].map(
      ({ stdout: json }) => (JSON.parse(json) as { findings: Record<string, unknown[]> }).findings,
    );
    expect([back.code, sides[0]?.['resolved']]).toEqual([0, sides[1]?.['introduced']]);
  });

  it('that say the same differ in nothing', async () => {
    const { code, stdout } = await plenum(['compare', 'examples/lpu-hall.yaml', 'examples/lpu-hall.yaml']);
    expect([code, stdout.includes('No difference.')]).toEqual([0, true]);
  });
});

describe('completion', () => {
  it.each([
    ['plenum se', 1, 'sequence'],
    ['plenum new --pow', 2, '--power'],
    ['plenum power fl', 2, 'flow'],
  ])('of bash completes "%s"', async (line, place, word) => {
    const { stdout } = await plenum(['completion', 'bash']);
    const words = line.split(' ').map((part) => `'${part}'`);
    const script = `${stdout}\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${String(place)}; _plenum; echo "\${COMPREPLY[@]}"`;
    const shell = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect([shell.stdout.trim().split(' ').includes(word), shell.stderr]).toEqual([true, expect.anything()]);
  });
});
