import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';

let folder: string;

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum power '));
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Row {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A hall of one rack, one device of 3 kW on a rack PDU of 415 V, and a chain up to the mains, all of it right. */
const CHAIN: readonly Row[] = [
  { name: 'UTIL', kind: 'utility', voltageLlV: 13_200, phases: 3, ratedApparentPowerVa: 1e6 },
  { name: 'TX', kind: 'transformer', parents: ['UTIL'], voltageLlV: 415, phases: 3, ratedApparentPowerVa: 500_000 },
  { name: 'UPS', kind: 'ups', parents: ['TX'], phases: 3, ratedApparentPowerVa: 200_000, ratedPowerW: 200_000 },
  { name: 'RPP', kind: 'panel', parents: ['UPS'], phases: 3, wiring: 'wye', ratedCurrentA: 250 },
  { name: 'BRK', kind: 'breaker', parents: ['RPP'], phases: 3, ratedCurrentA: 60 },
  { name: 'PDU', kind: 'rack-pdu', parents: ['BRK'], pduType: 'pdu', rack: 'R1' },
];

interface Parts {
  readonly chain?: readonly Row[];
  readonly pduType?: object;
  readonly deviceType?: object;
  readonly cords?: readonly object[];
}

const CORD = { device: 'D1', supply: 'PSU1', pdu: 'PDU', outlet: 'O1' };

function hall({ chain = CHAIN, pduType = {}, deviceType = {}, cords = [CORD] }: Parts): object {
  const facts = { manufacturer: 'M', model: 'X' };
  return {
    plenum: 1,
    site: { name: 'Hall', asOf: '2027-01-01' },
    rooms: [{ name: 'Room', outline: [[0, 0], [9, 0], [9, 6], [0, 6]] }], // prettier-ignore
    rackTypes: [{ slug: 'rack', ...facts, heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 }],
    racks: [{ name: 'R1', type: 'rack', room: 'Room' }],
    pduTypes: [
      {
        slug: 'pdu',
        ...facts,
        inputVoltageLlV: 415,
        ratedCurrentA: 60,
        phases: 3,
        wiring: 'wye',
        outlets: [
          { name: 'O[1-6]', legs: 'L1-N', connector: 'C19', ratedCurrentA: 16 },
          { name: 'T1', legs: 'L1-L2-L3', connector: 'IEC 60309', ratedCurrentA: 32 },
        ],
        ...pduType,
      },
    ],
    deviceTypes: [
      {
        slug: 'node',
        ...facts,
        heightU: 4,
        typicalPowerW: 2000,
        maximumPowerW: 3000,
        powerFactor: 0.95,
        powerSupplies: [{ name: 'PSU[1-2]', connector: 'C20', maximumPowerW: 3000 }],
        suppliesForFullService: 1,
        ...deviceType,
      },
    ],
    devices: [
      { name: 'D1', type: 'node', rack: 'R1', unit: 1 },
      { name: 'D2', type: 'node', rack: 'R1', unit: 5 },
    ],
    powerElements: chain,
    cords: [...cords, { device: 'D2', supply: 'PSU1', pdu: 'PDU', outlet: 'O2' }],
  };
}

function changed(name: string, fields: object): readonly Row[] {
  return CHAIN.map((row) => (row.name === name ? { ...row, ...fields } : row));
}

interface Stated {
  readonly code: string;
  readonly severity: string;
  readonly subject: { readonly name: string };
  readonly message: string;
}

async function write(name: string, parts: Parts): Promise<string> {
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(hall(parts)));
  return file;
}

/** What `plenum check` says about power, and how it ends. */
async function check(name: string, parts: Parts, ...more: readonly string[]) {
  const file = await write(name, parts);
  const { code, stdout, stderr } = await plenum(['check', file, '--format', 'json', ...more]);
  if (stdout === '') throw new Error(stderr);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Stated[] };
  return { code, findings: findings.filter((finding) => finding.code.startsWith('power.')) };
}

async function asked<Answer>(...args: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await plenum([...args, '--format', 'json']);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Answer;
}

describe('a power chain that is wrong, on the command line', () => {
  it('starts from one that is right: no error, and only what it does not state is unknown', async () => {
    const { code, findings } = await check('right', {});
    expect(code).toBe(0);
    // Both nodes hang on L1, which is uneven and no defect of the chain.
    const wrong = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    expect(new Set(wrong.map(({ code: of }) => of))).toEqual(new Set(['power.imbalance']));
    expect(findings.filter(({ severity }) => severity === 'unknown').map(({ code: of }) => of)).toEqual([
      'power.unknown-voltage-drop',
    ]);
  });

  it.each<[what: string, parts: Parts, code: string, subject: string, words: string]>([
    ['a cycle', { chain: changed('UPS', { parents: ['RPP'] }) }, 'power.chain-cycle', 'RPP', 'RPP → UPS → RPP'],
    [
      'a voltage that no transformer makes',
      { chain: changed('TX', { kind: 'switchboard' }) },
      'power.voltage-mismatch',
      'TX',
      'UTIL gives 13200 V',
    ],
    ['an outlet with two cords', { cords: [{ ...CORD, outlet: 'O2' }] }, 'power.outlet-twice', 'PDU', 'outlet O2'],
    [
      'outlets on a neutral that delta wiring lacks',
      { pduType: { wiring: 'delta' } },
      'power.outlet-legs',
      'pdu',
      'L1-N',
    ],
    [
      'a single-phase element on a neutral that delta wiring lacks',
      {
        chain: [
          ...changed('RPP', { wiring: 'delta' }),
          { name: 'LIGHT', kind: 'breaker', parents: ['RPP'], phases: 1, legs: 'L2-N', ratedCurrentA: 20 },
        ],
      },
      'power.element-legs',
      'LIGHT',
      'no N',
    ],
    [
      'a three-phase cord on a single-phase outlet',
      { deviceType: { powerSupplies: [{ name: 'PSU[1-2]', phases: 3, maximumPowerW: 3000 }] } },
      'power.cord-phases',
      'PDU',
      'D1 PSU1',
    ],
    ['three lines on one', { chain: changed('BRK', { phases: 1 }) }, 'power.phase-mismatch', 'PDU', 'BRK has one'],
  ])('names the element of %s, as an error, and exits 1', async (what, parts, code, subject, words) => {
    const { code: exit, findings } = await check(what.replaceAll(' ', '-'), parts);
    const found = findings.filter((finding) => finding.code === code);
    expect(found.map(({ severity, subject: { name } }) => [severity, name])).toContainEqual(['error', subject]);
    expect(found.map(({ message }) => message).join('\n')).toContain(words);
    expect(exit).toBe(1);
  });

  it('allows V/√3: a single-phase PDU of 240 V between line and neutral of 415 V', async () => {
    const outlets = [{ name: 'O[1-6]', connector: 'C19', ratedCurrentA: 16 }];
    const pduType = { inputVoltageLlV: 240, phases: 1, wiring: 'single-phase', outlets };
    const chain = changed('BRK', { phases: 1, legs: 'L1-N' });
    const { findings } = await check('line-to-neutral', { pduType, chain });
    expect(findings.filter(({ code }) => code === 'power.voltage-mismatch')).toEqual([]);
    const wrong = await check('line-to-neutral-wrong', { pduType: { ...pduType, inputVoltageLlV: 120 }, chain });
    expect(wrong.findings.map(({ code }) => code)).toContain('power.voltage-mismatch');
  });

  it('says that a rating is missing, never that it is kept, and gives capacity as an upper bound with coverage', async () => {
    const { ratedCurrentA: _rating, ...panel } = CHAIN[3] ?? { name: '' };
    const chain = CHAIN.map((row) => (row.name === 'RPP' ? panel : row));
    const { code, findings } = await check('no-rating', { chain }, '--strict');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'power.unknown-rating',
        severity: 'unknown',
        subject: { kind: 'powerElement', name: 'RPP' },
      }),
    );
    expect(code).toBe(1);
    const file = await write('no-rating', { chain });
    const { options } = await asked<{ options: readonly { left: { isUpperBound: boolean; ratings: object } }[] }>(
      'power', 'capacity', file, '--element', 'BRK', '--kind', 'three-phase',
    ); // prettier-ignore
    expect(options[0]?.left).toMatchObject({ isUpperBound: true, ratings: { known: 4, total: 5 } });
  });

  it('says where a chain ends, judges nothing above, and gives capacity as an upper bound', async () => {
    const { parents: _parents, ...ups } = CHAIN[2] ?? { name: '' };
    const chain = CHAIN.map((row) => (row.name === 'UPS' ? ups : row));
    const { code, findings } = await check('gap', { chain }, '--strict');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'power.chain-gap',
        severity: 'unknown',
        subject: { kind: 'powerElement', name: 'UPS' },
      }),
    );
    expect(code).toBe(1);
    const file = await write('gap', { chain });
    const { options } = await asked<{ options: readonly { left: { isUpperBound: boolean } }[] }>(
      'power', 'capacity', file, '--element', 'RPP', '--kind', 'line',
    ); // prettier-ignore
    expect(options.map(({ left }) => left.isUpperBound)).toEqual([true, true, true]);
  });

  it('solves a chain with a cycle as far as it goes, and says that nothing bounds the rest', async () => {
    const file = await write('cycle', { chain: changed('UPS', { parents: ['RPP', 'TX'] }) });
    const flow = await asked<{ elements: readonly { element: string; state: string; output: null | object }[] }>(
      'power',
      'flow',
      file,
    );
    const of = (name: string) => flow.elements.find(({ element }) => element === name);
    expect(of('UPS')).toMatchObject({ state: 'in-cycle', output: null });
    expect(of('BRK')).toMatchObject({ state: 'live', output: { upperCurrentA: expect.any(Number) as unknown } });
    expect(of('TX')).toMatchObject({ output: { upperCurrentA: null } });
  });

  it('bounds what an unknown draw may put on a chain, and does not pass it', async () => {
    const deviceType = { maximumPowerW: undefined, typicalPowerW: undefined, powerSupplies: [{ name: 'PSU[1-2]' }] };
    const { code, findings } = await check('unknown-draw', { deviceType }, '--strict');
    expect(findings.map(({ code: of, severity }) => `${of} ${severity}`)).toEqual(
      expect.arrayContaining(['power.load-open unknown', 'power.unknown-draw unknown']),
    );
    expect(code).toBe(1);
    const file = await write('unknown-draw', { deviceType });
    const { coverage } = await asked<{ coverage: object }>('power', 'flow', file);
    expect(coverage).toEqual({ known: 0, total: 2 });
  });

  it('refuses to write the changes of an assignment and its document into one file, and writes neither', async () => {
    const file = await write('assigned', {});
    const both = join(folder, 'both.yaml');
    const { code, stderr } = await plenum(['power', 'assign', file, '--output', both, '--write', both]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--output and --write both name')]);
    await expect(access(both)).rejects.toThrow('ENOENT');
  });
});
