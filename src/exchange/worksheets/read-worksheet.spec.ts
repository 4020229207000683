import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { dimensioningInputs } from '../../reports/markdown/dimensioning-inputs.js';
import { readWorksheet } from './read-worksheet.js';

const template = async () =>
  readFile(new URL('../../../templates/dimensioning_inputs_template.md', import.meta.url), 'utf8');

/** The template with values written into its fields. */
async function filled(
  values: Readonly<Record<string, string>>,
  edit: (text: string) => string = (text) => text,
): Promise<Uint8Array> {
  let text = await template();
  for (const [field, value] of Object.entries(values)) {
    text = text.replace(new RegExp(`^(\\| ${field} \\|[^|]*\\|[^|]*\\|) [^|]*\\|`, 'm'), `$1 ${value} |`);
  }
  return Buffer.from(edit(text));
}

const BUCKETS =
  '| --- | --- | --- | --- | --- |\n| short | 512 | 256 | 6000 | 300 |\n| long | 2048 | 512 | 5000 | 300 |';
const GOOD = {
  peakArrivalsPerS: '10',
  promptTokensP50: '400',
  promptTokensP95: '1,800',
  outputTokensP50: '180',
  sloLatencyS: '4',
  fixedOverheadS: '0.02',
  slots: '12',
  nodesPerRack: '9',
  shedWhenDegraded: 'true',
};
const withBuckets = (text: string) => text.replace(/^\| --- \| --- \| --- \| --- \| --- \|$/m, BUCKETS);

describe('a dimensioning worksheet', () => {
  it('is read as it was filled in, and what is empty is not known', async () => {
    const reading = readWorksheet(await filled(GOOD, withBuckets));
    if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
    const { workload, artifact, hall } = reading.worksheet;
    expect(workload).toEqual({
      name: 'workload',
      artifact: 'artifact',
      peakArrivalsPerS: 10,
      promptTokensP50: 400,
      promptTokensP95: 1800,
      outputTokensP50: 180,
      sloLatencyS: 4,
      shedWhenDegraded: true,
    });
    expect(artifact.buckets).toEqual([
      { name: 'short', promptTokens: 512, outputTokens: 256, prefillTokensPerS: 6000, decodeTokensPerS: 300 },
      { name: 'long', promptTokens: 2048, outputTokens: 512, prefillTokensPerS: 5000, decodeTokensPerS: 300 },
    ]);
    expect(artifact).toMatchObject({ fixedOverheadS: 0.02, slots: 12 });
    expect(hall).toMatchObject({ nodesPerRack: 9, racksPerPod: null, nodePowerW: null });
  });

  it('is the same again after it was written and read', async () => {
    const first = readWorksheet(await filled(GOOD, withBuckets));
    if (!first.ok) throw new Error(JSON.stringify(first.defects));
    const { workload, artifact, hall, register } = first.worksheet;
    const rows = register.map(
      ({ name, value = null, usedIn = '', owner = null, evidence = null, validatedOn = null }) => ({
        name,
        value,
        usedIn,
        owner,
        evidence,
        validatedOn,
      }),
    );
    const again = readWorksheet(
      Buffer.from(dimensioningInputs({ name: 'workload', workload, artifact, hall, register: rows }, [])),
    );
    expect(again).toMatchObject({ ok: true, worksheet: { workload, artifact, hall, register } });
  });

  it('carries who confirmed an assumption, how and when', async () => {
    const bytes = await filled(GOOD, (text) =>
      withBuckets(text).replace(
        /^(\| Fixed overhead per request is measured \|).*$/m,
        '$1 0.02 s | L_fixed | R. Ahonen | microbenchmark of 10,000 requests | 2026-11-20 |',
      ),
    );
    const reading = readWorksheet(bytes);
    if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
    expect(reading.worksheet.register.find(({ name }) => name.startsWith('Fixed overhead'))).toMatchObject({
      owner: 'R. Ahonen',
      validatedOn: '2026-11-20',
    });
  });

  it('tells every defect with its line: what is no number, out of range, unknown, or there twice', async () => {
    const bytes = await filled(
      { ...GOOD, peakArrivalsPerS: '-3', sloLatencyS: '4 s', slots: '0', nodesPerRack: '2.5' },
      (text) =>
        withBuckets(text).replace('| outputTokensP50 |', '| outputTokenP50 |').replace('| footprint |', '| slots |'),
    );
    const reading = readWorksheet(bytes);
    if (reading.ok) throw new Error('read');
    const lines = bytes.toString().split('\n');
    const found = reading.defects.map(
      ({ line, text }) => `${/\| (\w+) /.exec(lines[line - 1] ?? '')?.[1] ?? ''}: ${text.split(':')[0] ?? ''}`,
    );
    expect(found).toEqual([
      'peakArrivalsPerS: range at peakArrivalsPerS',
      'outputTokenP50: unknown-key',
      'sloLatencyS: type at sloLatencyS',
      'slots: range at slots',
      'slots: duplicate-key',
      'nodesPerRack: range at nodesPerRack',
    ]);
    expect(reading.defects[1]?.text).toContain('did you mean "outputTokensP50"');
  });

  it('is refused where it is none', () => {
    expect(readWorksheet(Buffer.from('# Notes\n'))).toMatchObject({ ok: false, defects: [{ line: 1 }] });
    expect(readWorksheet(Uint8Array.from([0xff, 0xfe, 0xff]))).toMatchObject({ ok: false });
    const noTables = readWorksheet(Buffer.from('# Dimensioning inputs\n'));
    expect(noTables.ok ? [] : noTables.defects).toHaveLength(3);
  });
});
