import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { editedWorkbook } from '../support/edited-workbook.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SITE = 'Virginia GPU hall';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  const text = await readFile(new URL('../../examples/gpu-hall.yaml', import.meta.url), 'utf8');
  const made = await request('PUT', 'document', { body: text, type: 'application/yaml' });
  expect([made.status, made.status === 201 ? '' : made.text]).toEqual([201, '']);
}, 120_000);
afterAll(() => app.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

async function request(
  method: string,
  path: string,
  { body, type, ifMatch }: { readonly body?: string | Buffer; readonly type?: string; readonly ifMatch?: string } = {},
): Promise<Answer> {
  const headers = {
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
  };
  const answer = await fetch(`${app.url}/api/v1/sites/${encodeURIComponent(SITE)}/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString('utf8') };
}

function said(answer: Answer): Record<string, unknown> {
  return JSON.parse(answer.text) as Record<string, unknown>;
}

async function workbook(): Promise<{ readonly bytes: Buffer; readonly etag: string }> {
  const got = await request('GET', 'inventory.xlsx');
  expect([got.status, got.headers.get('content-type')]).toEqual([200, XLSX]);
  return { bytes: got.bytes, etag: String(got.headers.get('etag')) };
}

async function documentNow(): Promise<Record<string, readonly Record<string, unknown>[]>> {
  return said(await request('GET', 'document')) as Record<string, readonly Record<string, unknown>[]>;
}

describe('the inventory of a stored site', () => {
  it('comes as a workbook that changes nothing when it is put back', async () => {
    const { bytes, etag } = await workbook();
    for (const query of ['', '?deletes=true']) {
      const put = await request('PUT', `inventory${query}`, { body: bytes, type: XLSX, ifMatch: etag });
      expect([put.status, said(put)['counts'], said(put)['withheld']]).toEqual([
        200,
        { create: 0, update: 0, delete: 0 },
        [],
      ]);
      expect(put.headers.get('etag')).toBe(etag);
    }
  });

  it('comes sheet by sheet as CSV that changes nothing when it is put back', async () => {
    for (const sheet of ['site', 'racks', 'racks.feeds', 'cables.ends', 'readings', 'deviceTypes']) {
      const got = await request('GET', `inventory/${sheet}`);
      expect([got.status, got.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      const put = await request('PUT', `inventory/${sheet}?deletes=true`, {
        body: got.bytes,
        type: 'text/csv; charset=utf-8',
        ifMatch: '*',
      });
      expect([put.status, put.text.includes('"changes"'), said(put)['counts']]).toEqual([
        200,
        false,
        { create: 0, update: 0, delete: 0 },
      ]);
    }
  });

  it('tells in a dry run what would change, and writes nothing', async () => {
    const before = await workbook();
    const edited = await editedWorkbook(before.bytes, (sheet) => {
      sheet('racks').cell('GPU1', 'serial').value = 'S-100';
      sheet('racks').cell('GPU2', 'name').value = 'GPU2 north';
      sheet('readings').remove(sheet('readings').sheet.getRow(3).getCell(1).text);
    });
    const dry = await request('PUT', 'inventory?dryRun=true', { body: edited, type: XLSX });
    expect(dry.status).toBe(200);
    expect(said(dry)).toMatchObject({
      dryRun: true,
      counts: { create: 0, update: 2, delete: 0 },
      renames: [{ kind: 'rack', from: 'GPU2', to: 'GPU2 north' }],
      withheld: [{ kind: 'reading', list: null }],
    });
    const withDeletes = said(await request('PUT', 'inventory?dryRun=true&deletes=true', { body: edited, type: XLSX }));
    expect(withDeletes).toMatchObject({ counts: { create: 0, update: 2, delete: 1 }, withheld: [] });
    expect((await workbook()).etag).toBe(before.etag);
  });

  it('makes all changes of an edited workbook in one audit record, names of renamed things included', async () => {
    const { bytes, etag } = await workbook();
    const edited = await editedWorkbook(bytes, (sheet) => {
      sheet('racks').cell('GPU1', 'serial').value = 'S-100';
      sheet('racks').cell('GPU2', 'name').value = 'GPU2 north';
      sheet('deviceTypes').add({ slug: 'spare-switch', manufacturer: 'Generic', model: 'Spare', heightU: 1 });
    });
    expect((await request('PUT', 'inventory', { body: edited, type: XLSX })).status).toBe(428);
    const put = await request('PUT', 'inventory', { body: edited, type: XLSX, ifMatch: etag });
    expect([put.status, said(put)['counts']]).toEqual([200, { create: 1, update: 2, delete: 0 }]);
    const { racks, devices } = await documentNow();
    expect(racks?.find(({ name }) => name === 'GPU1')).toMatchObject({ serial: 'S-100' });
    expect(racks?.some(({ name }) => name === 'GPU2')).toBe(false);
    expect(devices?.filter(({ rack }) => rack === 'GPU2 north')).toHaveLength(4);
    const records = await fetch(`${app.url}/api/v1/audit-records?site=${encodeURIComponent(SITE)}`);
    const { results } = (await records.json()) as { readonly results: readonly Record<string, unknown>[] };
    expect(results.filter(({ action }) => action === 'inventory.put')).toHaveLength(1);
    const stale = await request('PUT', 'inventory', { body: edited, type: XLSX, ifMatch: etag });
    expect(stale.status).toBe(412);
    const types = await fetch(`${app.url}/api/v1/device-types?slug=spare-switch`);
    expect(((await types.json()) as { readonly count: number }).count).toBe(1);
  });

  it('refuses a workbook with every defect and its cell, and changes nothing', async () => {
    const { bytes, etag } = await workbook();
    const edited = await editedWorkbook(bytes, (sheet) => {
      sheet('racks').cell('GPU3', 'serial').value = 'S-300';
      sheet('racks').cell('GPU4', 'type').value = 'rack-48';
      sheet('racks').cell('GPU5', 'slot').value = '2,5';
      sheet('cables.ends').sheet.getCell('D3').value = null;
    });
    const put = await request('PUT', 'inventory', { body: edited, type: XLSX, ifMatch: '*' });
    expect(put.status).toBe(422);
    expect(put.headers.get('content-type')).toContain('application/problem+json');
    const { code, errors } = said(put) as { code: string; errors: readonly Record<string, unknown>[] };
    expect(code).toBe('inventory-invalid');
    expect(errors.map(({ code: word, cell, nearest }) => [word, cell, nearest])).toEqual([
      ['unresolved-reference', 'racks!C6', 'rack-48u'],
      ['type', 'racks!I7', '2.5'],
      ['missing', 'cables.ends!D3', undefined],
    ]);
    expect((await workbook()).etag).toBe(etag);
  });

  it.each([
    ['no workbook', Buffer.from('name,serial\r\n'), XLSX, 400],
    ['nothing', Buffer.alloc(0), XLSX, 400],
    ['another media type', Buffer.from('{}'), 'application/json', 415],
  ])('refuses %s', async (_, body, type, status) => {
    expect((await request('PUT', 'inventory', { body, type, ifMatch: '*' })).status).toBe(status);
  });

  it('names the nearest sheet where there is none of a name', async () => {
    const got = await request('GET', 'inventory/rack');
    expect([got.status, said(got)['detail']]).toEqual([404, expect.stringContaining('did you mean racks?')]);
  });
});
