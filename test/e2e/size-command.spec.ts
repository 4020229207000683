import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';

let folder: string;
let trace: string;

/** Twenty requests at once each 30 s, each 0.5 + 0.48 + 0.02 = 1 s. */
const ROWS = Array.from(
  { length: 600 },
  (_, i) => `{"timestamp":${String(Math.floor(i / 20) * 30_000)},"input_length":5000,"output_length":240}`,
);
const RATES = ['--prefill', '10000', '--decode', '500', '--fixed', '0.02'];

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum size '));
  trace = join(folder, 'bursts.jsonl');
  await writeFile(trace, ROWS.join('\n'));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('plenum trace', () => {
  it('says that bursts are burstier than Poisson, and draws them', async () => {
    const svg = join(folder, 'traffic.svg');
    const { code, stdout } = await plenum(['trace', trace, '--svg', svg]);
    expect(code).toBe(0);
    expect(stdout).toContain('600 requests in 870 s');
    expect(stdout).toContain('Burstier than Poisson');
    expect(await readFile(svg, 'utf8')).toContain('</svg>');
  });

  it('reads standard input, and refuses every line that is none with its number', async () => {
    const { code, stderr } = await plenum(['trace', '-'], { input: `${ROWS[0] ?? ''}\n{"timestamp":-1}\nnothing` });
    expect(code).toBe(2);
    expect(stderr).toContain('-:2:1: range at timestamp');
    expect(stderr).toContain('-:2:1: missing at input_length');
    expect(stderr).toContain('-:3:1: syntax');
    expect((await plenum(['trace', join(folder, 'none.csv')])).stderr).toContain('there is no such file');
  });
});

describe('plenum size', () => {
  it('replays a trace: 10 servers let twenty at once wait at most 1 s', async () => {
    const { code, stdout } = await plenum([
      'size',
      '--trace',
      trace,
      ...RATES,
      '--slo',
      '1',
      '--slo-applies-to',
      'wait',
      '--failure-domain',
      'none',
      '--format',
      'json',
      '--no-sensitivity',
    ]);
    expect(code).toBe(0);
    const sizing = JSON.parse(stdout) as { totals: unknown; pools: readonly { poissonReplicas: number }[] };
    expect(sizing.totals).toMatchObject({ replicas: 10, racks: null, powerW: null });
    expect(sizing.pools[0]?.poissonReplicas).toBeLessThan(4);
  });

  it('fills in a worksheet that it reads back to the same size', async () => {
    const sheets = join(folder, 'sheets.md');
    expect(
      (await plenum(['size', 'examples/lpu-hall.yaml', '--format', 'md', '--no-sensitivity', '-o', sheets])).code,
    ).toBe(0);
    const again = await plenum(['size', sheets, '--format', 'json', '--no-sensitivity']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ totals: { replicas: 2, racks: 16, pods: 2 } });
  });

  it('says all that is missing, with lines in a worksheet and options by name', async () => {
    const blank = await plenum(['size', 'templates/dimensioning_inputs_template.md']);
    expect(blank.code).toBe(2);
    expect(
      blank.stderr.split('\n').filter((line) => /^templates\/dimensioning_inputs_template\.md:\d+: missing/.test(line))
        .length,
    ).toBeGreaterThan(3);
    const bare = await plenum(['size', '--trace', trace]);
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain('prefillTokensPerS');
    expect(bare.stderr).toContain('sloLatencyS');
    expect((await plenum(['size', '--slots', '1.5'])).stderr).toContain('no whole number');
    expect((await plenum(['size'])).code).toBe(2);
  });

  it('refuses a promise that service alone breaks', async () => {
    const { code, stderr } = await plenum(['size', '--trace', trace, ...RATES, '--slo', '0.9']);
    expect(code).toBe(2);
    expect(stderr).toContain('without any wait only 0 % are served in that time');
  });

  it('tells what only the calculation finds with its line in a document, and why a trace gives no rate', async () => {
    const hall = join(folder, 'hall.yaml');
    await writeFile(
      hall,
      [
        'plenum: 1',
        'site: { name: H }',
        'artifacts: [{ name: a, prefillTokensPerS: 1000, decodeTokensPerS: 50, fixedOverheadS: 0.02 }]',
        'workloads:',
        '  - { name: w, artifact: a, peakArrivalsPerS: 1, promptTokensP50: 100, outputTokensP50: 10,',
        '      sloQuantile: 1, sloLatencyS: 3 }',
        '  - { name: b, artifact: a, peakArrivalsPerS: 1, promptTokensP50: 100, outputTokensP50: 10, sloLatencyS: 3 }',
      ].join('\n'),
    );
    const { code, stderr } = await plenum(['size', hall]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${hall}:6:20: range at workloads[0].sloQuantile: found 1, allowed below 1`);
    const instant = join(folder, 'instant.csv');
    await writeFile(instant, 'Timestamp,Request tokens,Response tokens\n5,1,1\n5,1,1\n');
    expect((await plenum(['size', '--trace', instant, ...RATES, '--slo', '1'])).stderr).toContain(
      'found requests that all came at one instant, allowed a trace that lasts',
    );
  });
});
