import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';

const SITE = 'Virginia GPU hall';
const HALL = 'examples/gpu-hall.yaml';
/** One line of RPP-A read again (it was 98 A), and another five minutes later. */
const METERS =
  'at,channel,powerElement,line,currentA\n2026-11-10T15:00:00+01:00,RPP-A line 1,RPP-A,L1,99\n2026-11-10T14:05:00Z,RPP-A line 1,RPP-A,L1,97\n';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  buildPlenum();
  folder = await mkdtemp(join(tmpdir(), 'plenum readings '));
  app = await startApp();
  const made = await request('PUT', 'document', { body: await readFile(HALL, 'utf8'), type: 'application/yaml' });
  expect(made.status).toBe(201);
}, 300_000);
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

async function request(
  method: string,
  path: string,
  { body, type, ifMatch }: { readonly body?: string; readonly type?: string; readonly ifMatch?: string } = {},
) {
  const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent(SITE)}/${path}`, {
    method,
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, said: JSON.parse(await answer.text()) as Record<string, unknown> };
}

describe('readings over HTTP', () => {
  it('are shown by a dry run, then written once with one audit record', async () => {
    const dry = await request('POST', 'readings/csv?dryRun=true', { body: METERS, type: 'text/csv' });
    expect([dry.status, dry.said['counts']]).toEqual([200, { create: 1, update: 1, delete: 0 }]);
    const without = await request('POST', 'readings/csv', { body: METERS, type: 'text/csv' });
    expect(without.status).toBe(428);
    const written = await request('POST', 'readings/csv', { body: METERS, type: 'text/csv', ifMatch: '*' });
    expect([written.status, written.said['counts']]).toEqual([200, { create: 1, update: 1, delete: 0 }]);
    const again = await request('POST', 'readings/csv', { body: METERS, type: 'text/csv', ifMatch: '*' });
    expect([again.status, again.said['counts']]).toEqual([200, { create: 0, update: 0, delete: 0 }]);
    const records = await fetch(`${app.url}/api/v1/audit-records?site=${encodeURIComponent(SITE)}`);
    const { results } = (await records.json()) as { results: readonly { action: string }[] };
    expect(results.filter(({ action }) => action === 'readings.import')).toHaveLength(1);
  });

  it('are refused whole, every defect with its line and column', async () => {
    const body = 'at,powerElement,currentA\n2026-11-10T14:00:00Z,RPP-a,1\n2026-11-10,RPP-A,x\n';
    const refused = await request('POST', 'readings/csv', { body, type: 'text/csv', ifMatch: '*' });
    expect(refused.status).toBe(422);
    expect(refused.said['errors']).toMatchObject([
      { code: 'unresolved-reference', line: 2, column: 2, nearest: 'RPP-A' },
      { code: 'format', line: 3, column: 1 },
      { code: 'type', line: 3, column: 3 },
    ]);
  });

  it('of a site that is not there are 404', async () => {
    const answer = await fetch(`${app.url}/api/v1/sites/none/readings/csv?dryRun=true`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: METERS,
    });
    expect(answer.status).toBe(404);
  });
});

describe('plenum readings import', () => {
  it('lists what changes and writes the document with it, the old one untouched', async () => {
    const [csv, next] = [join(folder, 'meters.csv'), join(folder, 'next.yaml')];
    await writeFile(csv, METERS);
    const before = await readFile(HALL, 'utf8');
    const dry = await plenum(['readings', 'import', csv, '--into', HALL, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('value = 99');
    expect(dry.stdout).toContain('1 created · 1 changed · 0 deleted');
    expect((await plenum(['readings', 'import', csv, '--into', HALL])).code).toBe(2);
    expect((await plenum(['readings', 'import', csv, '--into', HALL, '-o', next])).code).toBe(0);
    expect(await readFile(HALL, 'utf8')).toBe(before);
    const again = await plenum(['readings', 'import', csv, '--into', next, '--dry-run']);
    expect(again.stdout).toBe('Nothing changes. 2 readings are there already.\n');
  });

  it('refuses a file with every defect by line and column', async () => {
    const csv = join(folder, 'wrong.csv');
    await writeFile(csv, 'at,powerElement,currentA\n2026-11-10T14:00:00Z,RPP-A,"12,5"\n');
    const refused = await plenum(['readings', 'import', csv, '--into', HALL, '--dry-run']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(`${csv}:2:3: type at currentA: found "12,5"`);
    expect(refused.stderr).toContain('did you mean "12.5"?');
  });
});
