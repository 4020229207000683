import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SITE = 'Virginia GPU hall';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  const text = await readFile(new URL('../../examples/gpu-hall.yaml', import.meta.url), 'utf8');
  expect((await request('PUT', 'document', { body: text, type: 'application/yaml' })).status).toBe(201);
}, 120_000);
afterAll(() => app.stop());

async function request(
  method: string,
  path: string,
  { body, type, ifMatch }: { readonly body?: string | Buffer; readonly type?: string; readonly ifMatch?: string } = {},
) {
  const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent(SITE)}/${path}`, {
    method,
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const said = () => JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  return { status: answer.status, etag: answer.headers.get('etag'), bytes, said };
}

const put = (query: string, body: string, ifMatch?: string) =>
  request('PUT', `cables.csv${query}`, { body, type: 'text/csv', ...(ifMatch === undefined ? {} : { ifMatch }) });

async function auditRecords(): Promise<number> {
  const records = await fetch(`${app.url}/api/v1/audit-records?site=${encodeURIComponent(SITE)}`);
  const { results } = (await records.json()) as { readonly results: readonly Record<string, unknown>[] };
  return results.filter(({ action }) => action === 'cable-schedule.put').length;
}

const NOTHING = { create: 0, update: 0, delete: 0 };

describe('the cable schedule of a stored site', () => {
  it('changes nothing when it is put back as it came, as a workbook and as CSV', async () => {
    for (const [path, type] of [
      ['cables.xlsx', XLSX],
      ['cables.csv', 'text/csv'],
    ] as const) {
      const { bytes } = await request('GET', path);
      const back = await request('PUT', `${path}?deletes=true`, { body: bytes, type, ifMatch: '*' });
      expect([back.status, back.said()['counts'], back.said()['withheld']]).toEqual([200, NOTHING, []]);
    }
    expect(await auditRecords()).toBe(0);
  });

  it('tells in a dry run what it would change, and what has no row and stays, and writes nothing', async () => {
    const before = await request('GET', 'cables.csv');
    const dry = await put('?dryRun=true', 'cable,as built m\r\nM-01,9.2\r\nDGX-17:OSFP1/1,12.9\r\n');
    expect([dry.status, dry.etag]).toEqual([200, null]);
    expect(dry.said()).toMatchObject({
      dryRun: true,
      changes: expect.arrayContaining([{ op: 'update', kind: 'cable', key: 'M-01', fields: ['asBuiltLengthM'] }]),
      withheld: expect.arrayContaining([{ kind: 'cable', key: 'M-02', list: null }]),
    });
    expect(await auditRecords()).toBe(0);
    expect((await request('GET', 'cables.csv')).bytes.equals(before.bytes)).toBe(true);
  });

  it('lists every defect at once with its line, and writes nothing', async () => {
    const wrong = await put('', 'cable,type,B device,way m\r\nM-01,cat6b,,\r\nM-02,,MGMT-9,\r\nM-01,,,\r\n', '*');
    expect(wrong.status).toBe(422);
    const columns = await put('', 'cable,typ\r\nM-01,cat6a\r\n', '*');
    expect(columns.said()).toMatchObject({ status: 422, errors: [{ found: expect.stringContaining('typ'), line: 1 }] });
    expect((await put('', 'cable\r\n"M-01\r\n', '*')).status).toBe(400);
    expect(await auditRecords()).toBe(0);
  });

  it('needs the state that was seen, makes all changes in one audit record, and deletes where that is asked for', async () => {
    const schedule = (await request('GET', 'cables.csv')).bytes.toString();
    const [header = '', ...lines] = schedule.split('\r\n');
    const at = header.split(',').indexOf('as built m');
    const edited = [
      header,
      ...lines
        .filter((line) => !line.startsWith('M-02,'))
        .map((line) =>
          line.startsWith('M-01,') || line.startsWith('DGX-17:OSFP1/1,')
            ? line.split(',').with(at, '12.9').join(',')
            : line,
        ),
    ].join('\r\n');
    expect((await put('?deletes=true', edited)).status).toBe(428);
    const done = await put('?deletes=true', edited, '*');
    expect([done.status, done.said()['withheld']]).toEqual([200, []]);
    expect(done.said()).toMatchObject({ countsByKind: { cable: { create: 1, update: 1, delete: 1 } } });
    expect(await auditRecords()).toBe(1);
    const now = (await request('GET', 'cables.csv')).bytes.toString();
    expect(now).not.toContain('\r\nM-02,');
    expect(now.split('\r\n').filter((line) => line.split(',')[at] === '12.9')).toHaveLength(2);
  });

  it('of a site that is not there is 404, and what is no schedule is refused by its kind', async () => {
    const nowhere = await fetch(`${app.url}/api/v1/sites/nowhere/cables.csv`, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: 'cable\r\n',
    });
    expect(nowhere.status).toBe(404);
    expect((await request('PUT', 'cables.xlsx', { body: 'cable', type: 'text/csv', ifMatch: '*' })).status).toBe(415);
  });
});

describe('the cable plant of a stored site', () => {
  it('is not routed without a tray that nobody knows: the answer names the nearest', async () => {
    const answer = await request('GET', 'cable-plan/routes?without=TF-X&without=TF-Y');
    expect(answer.status).toBe(404);
    expect(answer.said()['detail']).toBe('There is no tray segment named "TF-Y"; did you mean "TF-N"?');
  });

  it('has no labels by a pattern that says nothing of an end', async () => {
    for (const pattern of ['', 'cable', '{shelf}']) {
      const answer = await request('GET', `cable-labels.csv?pattern=${encodeURIComponent(pattern)}`);
      expect([pattern, answer.status]).toEqual([pattern, 400]);
    }
  });
});
