import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { plenum } from '../support/command-line.js';
import { buildPlenum } from '../support/process.js';
import { fieldsOf, restClient, resultsOf, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
let folder: string;

beforeAll(async () => {
  buildPlenum();
  app = await startApp();
  rest = restClient(app.url);
  folder = await mkdtemp(join(tmpdir(), 'plenum netbox '));
}, 300_000);
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Tables {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly notCarried: readonly { readonly what: string }[];
}

function sent({ files }: Tables, site: string) {
  const own = (text: string) => text.replaceAll('Virginia GPU hall', site);
  return { files: files.map(({ name, text }) => ({ path: name, text: own(text) })) };
}

describe('NetBox tables over HTTP', () => {
  let tables: Tables;

  beforeAll(async () => {
    const text = await readFile('examples/gpu-hall.yaml', 'utf8');
    const put = await rest('PUT', '/sites/Virginia%20GPU%20hall/document', {
      text,
      headers: { 'content-type': 'application/yaml' },
    });
    expect(put.status).toBe(201);
    const answer = await rest('GET', '/sites/Virginia%20GPU%20hall/netbox');
    expect(answer.status).toBe(200);
    tables = answer.body as Tables;
  });

  it('are those of the stored site, with what they cannot hold', () => {
    expect(tables.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['racks.csv', 'cables.csv']));
    expect(tables.notCarried.map(({ what }) => what)).toContain('coolingUnits');
  });

  it('make a new site that gives the same tables back, and nothing on a dry run', async () => {
    const body = sent(tables, 'NetBox hall');
    const dry = await rest('POST', '/netbox/imports?dryRun=true', { json: body });
    expect(dry.status).toBe(200);
    expect(fieldsOf(dry)['changes']).toMatchObject({ dryRun: true, created: true });
    expect((await rest('GET', '/sites/NetBox%20hall')).status).toBe(404);

    expect((await rest('POST', '/netbox/imports', { json: body })).status).toBe(200);
    const back = (await rest('GET', '/sites/NetBox%20hall/netbox')).body as Tables;
    expect(back.files.map(({ name, text }) => ({ path: name, text }))).toEqual(body.files);
  });

  it('leave the types as they are that the catalog has', async () => {
    const [type] = resultsOf(await rest('GET', '/device-types?slug=dgx-h100'));
    expect(type).toMatchObject({ maximumPowerW: 10_200, suppliesForFullService: 4 });
  });

  it('do not replace a site that is there', async () => {
    const answer = await rest('POST', '/netbox/imports', { json: sent(tables, 'Virginia GPU hall') });
    expect([answer.status, fieldsOf(answer)['code']]).toEqual([409, 'site-exists']);
  });

  it('make a site in an empty database, which gives the same tables back', async () => {
    const other = await startApp();
    try {
      const elsewhere = restClient(other.url);
      const made = await elsewhere('POST', '/netbox/imports', { json: sent(tables, 'NetBox hall') });
      expect(made.status).toBe(200);
      expect(fieldsOf(made)['changes']).toMatchObject({ created: true, dryRun: false });
      const back = (await elsewhere('GET', '/sites/NetBox%20hall/netbox')).body as Tables;
      expect(back.files.map(({ name, text }) => ({ path: name, text }))).toEqual(sent(tables, 'NetBox hall').files);
      expect((await elsewhere('GET', '/sites/NetBox%20hall/assessment')).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  it('are refused with file, row and column, and nothing is written', async () => {
    const body = { files: [{ path: 'sites.csv', text: 'nam,slug,status\nX,x,active\n' }] };
    const answer = await rest('POST', '/netbox/imports', { json: body });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'netbox-import-invalid',
      errors: [{ code: 'unknown-key', pointer: '/files/0/text', line: 1, nearest: 'name' }, { code: 'missing' }],
    });
    expect((await rest('POST', '/netbox/imports', { json: {} })).status).toBe(422);
    expect((await rest('GET', '/sites/Nowhere/netbox')).status).toBe(404);
  });
});

describe('plenum netbox', () => {
  it.each(['examples/gpu-hall.yaml', 'examples/lpu-hall.yaml'])(
    'writes %s as tables and reads them back',
    async (file) => {
      const [first, second] = [join(folder, 'first', file), join(folder, 'second', file)];
      const out = await plenum(['netbox', 'export', file, '--output', first]);
      expect(out.code).toBe(0);
      expect(out.stdout).toContain('What the tables have no place for:');
      const hall = join(folder, 'hall.yaml');
      const made = await plenum(['netbox', 'import', first, '--output', hall]);
      expect([made.code, made.stderr]).toEqual([0, '']);
      expect(made.stdout).toContain('register of assumptions');
      expect((await plenum(['check', hall])).code).toBeLessThan(2);
      expect((await plenum(['netbox', 'export', hall, '--output', second])).code).toBe(0);
      expect(await readdir(second)).toEqual(await readdir(first));
      for (const name of await readdir(first)) {
        expect([name, await readFile(join(second, name), 'utf8')]).toEqual([
          name,
          await readFile(join(first, name), 'utf8'),
        ]);
      }
    },
  );

  it('refuses tables with defects by file, line and column, and writes nothing', async () => {
    const tables = join(folder, 'bad');
    await mkdir(tables);
    await writeFile(join(tables, 'sites.csv'), 'name,slug,status\nX,x,active\n');
    await writeFile(join(tables, 'racks.csv'), 'site,nam,status\nX,A,active\n');
    const output = join(folder, 'never.yaml');
    const { code, stderr } = await plenum(['netbox', 'import', tables, '--output', output]);
    expect(code).toBe(2);
    expect(stderr).toContain('racks.csv:1:2: unknown-key');
    expect(stderr).toContain('did you mean "name"?');
    await expect(readFile(output)).rejects.toThrow();
  });

  it.each([
    ['a folder without tables', ['import', 'src/cli', '--output', '-'], 'no CSV file'],
    ['a folder that is not there', ['import', 'nowhere', '--output', '-'], 'no such file'],
    ['no target', ['export', 'examples/gpu-hall.yaml'], '--output'],
  ])('refuses %s', async (_, args, hint) => {
    const { code, stderr } = await plenum(['netbox', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });
});
