import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { itWithSharedTypes, libraryBody, SHARED_DATA, type SentFiles } from '../support/library.js';
import { fieldsOf, restClient, resultsOf, type Rest, type RestAnswer } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
let library: SentFiles;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
  library = await libraryBody('test/fixtures/netbox-library', ['device-types', 'module-types', 'rack-types']);
});
afterAll(() => app.stop());

function send(body: unknown, query = ''): Promise<RestAnswer> {
  return rest('POST', `/catalog/imports${query}`, { json: body });
}

async function countOf(path: string): Promise<number> {
  return Number(fieldsOf(await rest('GET', path))['count']);
}

interface Answer {
  readonly dryRun: boolean;
  readonly files: number;
  readonly counts: Readonly<
    Record<string, { readonly create: number; readonly update: number; readonly same: number }>
  >;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
  readonly groups: readonly {
    readonly class: string;
    readonly code: string;
    readonly example: { readonly line: number };
  }[];
  readonly notes?: readonly unknown[];
}
const answerOf = (answer: RestAnswer) => answer.body as Answer;

describe('an import of types into the catalog', () => {
  it('says on a dry run what would change, and writes nothing', async () => {
    const answer = await send(library, '?dryRun=true');
    expect(answer.status).toBe(200);
    const { counts, dryRun, files, groups, changes } = answerOf(answer);
    expect([dryRun, files]).toEqual([true, 4]);
    expect(counts).toEqual({
      rackTypes: { create: 1, update: 0, same: 0 },
      deviceTypes: { create: 1, update: 0, same: 0 },
      moduleTypes: { create: 1, update: 0, same: 0 },
      pduTypes: { create: 1, update: 0, same: 0 },
    });
    expect(changes).toHaveLength(4);
    expect(groups.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown-field', 'unused-field', 'supplies-in-bays', 'feed-leg-is-no-line']),
    );
    expect(await countOf('/device-types?slug=maker-switch-32')).toBe(0);
    expect(await countOf('/audit-records')).toBe(0);
  });

  it('writes everything with one audit record, and nothing the second time', async () => {
    expect((await send(library)).status).toBe(200);
    const [switchType] = resultsOf(await rest('GET', '/device-types?slug=maker-switch-32'));
    expect(switchType).toMatchObject({ manufacturer: 'Maker', weightKg: 9.072, moduleBayPositions: { 'PSU 0': '0' } });
    expect(resultsOf(await rest('GET', '/audit-records'))).toMatchObject([
      { action: 'catalog.import', changeCount: 4 },
    ]);

    const again = answerOf(await send(library, '?notes=all'));
    expect(again.changes).toEqual([]);
    expect(Object.values(again.counts).map(({ same }) => same)).toEqual([1, 1, 1, 1]);
    expect(again.notes?.length).toBeGreaterThanOrEqual(again.groups.length);
    expect(await countOf('/audit-records')).toBe(1);
  });

  it('keeps what somebody filled in and the files do not state, and names the sites for which an entry changes', async () => {
    const [type] = resultsOf(await rest('GET', '/device-types?slug=maker-switch-32'));
    const patched = await rest('PATCH', `/device-types/${String(type?.['id'])}`, {
      json: { typicalPowerW: 180, weightKg: 11 },
      headers: { 'if-match': '*' },
    });
    expect(patched.status).toBe(200);
    const document = {
      plenum: 1,
      site: { name: 'Import hall' },
      deviceTypes: [{ ...withoutMeta(fieldsOf(patched)) }],
      devices: [{ name: 'sw1', type: 'maker-switch-32' }],
    };
    const put = await rest('PUT', '/sites/Import%20hall/document', { json: document });
    expect(put.status).toBe(201);
    const answer = answerOf(await send(library));
    expect(answer.changes).toMatchObject([
      { op: 'update', slug: 'maker-switch-32', fields: ['weightKg'], sites: ['Import hall'] },
    ]);
    const [after] = resultsOf(await rest('GET', '/device-types?slug=maker-switch-32'));
    expect(after).toMatchObject({ typicalPowerW: 180, weightKg: 9.072 });
  });

  it('refuses all files for defects in some, each with file, line and field, and writes nothing', async () => {
    const body = {
      files: [
        { path: 'device-types/a.yaml', text: 'manufacturer: A\nmodel: A\nslug: import-a\nu_height: 1\n' },
        { path: 'device-types/b.yaml', text: 'manufacturer: B\nmodel: B\nslug: b\nu_height: tall\n' },
        { path: 'device-types/c.yaml', text: 'manufacturer: [C\n' },
      ],
    };
    const answer = await send(body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'catalog-import-invalid',
      errors: [
        { code: 'type', pointer: '/files/1/text', line: 4 },
        { code: 'syntax', pointer: '/files/2/text' },
      ],
    });
    expect(answer.text).toContain('device-types/b.yaml:4: Found');
    expect(await countOf('/device-types?slug=import-a')).toBe(0);
  });

  it.each([
    ['no files', { files: [] }, 422, 'body-invalid'],
    ['another body', { file: 'x' }, 422, 'body-invalid'],
    ['a list', [], 422, 'body-invalid'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await send(body);
    expect([answer.status, fieldsOf(answer)['code']]).toEqual([status, code]);
  });

  it('refuses what is no JSON, and an unknown parameter with the nearest name', async () => {
    const broken = await rest('POST', '/catalog/imports', {
      text: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.status).toBe(400);
    const unknown = await send(library, '?dryrun=true');
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('dryRun');
  });

  itWithSharedTypes(
    'takes over hundreds of real types, and changes nothing the second time',
    async () => {
      const real = await libraryBody(SHARED_DATA, ['device-types', 'module-types']);
      const first = await send(real);
      expect(first.status).toBe(200);
      const { counts, groups, files } = answerOf(first);
      expect(files).toBe(real.files.length);
      const taken = Object.values(counts).reduce((sum, { create, update, same }) => sum + create + update + same, 0);
      expect(taken).toBe(real.files.length);
      expect(groups.find(({ code }) => code === 'draw-per-supply')).toBeDefined();
      const second = answerOf(await send(real));
      expect(second.changes).toEqual([]);
    },
    120_000,
  );
});

function withoutMeta(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const meta = ['id', 'revision', 'createdAt', 'updatedAt'];
  return Object.fromEntries(Object.entries(row).filter(([name]) => !meta.includes(name)));
}
