import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { exampleDocument } from '../../src/openapi/document-operations.js';
import { examples } from '../../src/openapi/examples.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, resultsOf, type Rest, type RestAnswer } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
});

afterAll(() => app.stop());

type Fields = Readonly<Record<string, unknown>>;

/** A document with a room and racks that have a type of the site's own. */
function hall(
  name: string,
  { racks, site = {}, typeFields = {} }: { racks: readonly Fields[]; site?: Fields; typeFields?: Fields },
) {
  const slug = `type-${name.toLowerCase().replaceAll(' ', '-')}`;
  return {
    plenum: 1,
    site: { name, ...site },
    rackTypes: [{ ...examples.rackType, slug, ...typeFields }],
    rooms: [examples.room],
    racks: racks.map((rack) => ({ type: slug, room: examples.room['name'], ...rack })),
  };
}

function named(...names: readonly string[]): readonly Fields[] {
  return names.map((name) => ({ name }));
}

function put(
  document: { readonly site: { readonly name: string } },
  { query = '', ifMatch, path }: { query?: string; ifMatch?: string; path?: string } = {},
) {
  return rest('PUT', `/sites/${encodeURIComponent(path ?? document.site.name)}/document${query}`, {
    json: document,
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
  });
}

function etagOf(answer: RestAnswer): string {
  return String(answer.headers.get('etag'));
}

async function recordsOf(site: string): Promise<number> {
  return Number(fieldsOf(await rest('GET', `/audit-records?site=${encodeURIComponent(site)}`))['count']);
}

describe('a site document', () => {
  it.each(['lpu-hall.yaml', 'gpu-hall.yaml'])(
    '%s is put as YAML and comes back saying the same, in YAML and JSON',
    async (file) => {
      const text = await readFile(new URL(`../../examples/${file}`, import.meta.url), 'utf8');
      const { name } = (load(text) as { readonly site: { readonly name: string } }).site;
      const path = `/sites/${encodeURIComponent(name)}/document`;
      const made = await rest('PUT', path, { text, headers: { 'content-type': 'application/yaml' } });
      expect([made.status, made.text]).toEqual([201, made.text]);
      const records = await recordsOf(name);
      for (const accept of ['application/yaml', 'text/yaml', 'application/x-yaml', 'application/json']) {
        const got = await rest('GET', path, { headers: { accept } });
        expect([got.status, got.headers.get('content-type'), etagOf(got)]).toEqual([
          200,
          `${accept}; charset=utf-8`,
          etagOf(made),
        ]);
        const back = await rest('PUT', path, {
          text: got.text,
          headers: { 'content-type': accept, 'if-match': etagOf(got) },
        });
        expect([back.status, fieldsOf(back)['counts']]).toEqual([200, { create: 0, update: 0, delete: 0 }]);
        expect(etagOf(back)).toBe(etagOf(made));
      }
      const withIds = await rest('GET', `${path}?ids=true`);
      const same = await rest('PUT', path, {
        text: withIds.text,
        headers: { 'content-type': 'application/json', 'if-match': '*' },
      });
      expect([same.status, fieldsOf(same)['counts']]).toEqual([200, { create: 0, update: 0, delete: 0 }]);
      expect(await recordsOf(name)).toBe(records);
      expect((await rest('GET', path, { headers: { 'if-none-match': etagOf(made) } })).status).toBe(304);
      expect((await rest('GET', path, { headers: { accept: 'text/html' } })).status).toBe(406);
    },
  );

  it('may hold one of everything', async () => {
    const made = await put(exampleDocument as unknown as { readonly site: { readonly name: string } });
    expect([made.status, made.text]).toEqual([201, made.text]);
    const got = await rest('GET', '/sites/Hall%20North/document');
    const kindsThere = Object.keys(fieldsOf(got)).filter((name) => name !== 'plenum');
    // Two entries of the catalog that nothing in the example uses are not part of what the site says.
    const unused = ['moduleTypes', 'transceiverTypes'];
    expect(kindsThere.sort()).toEqual(
      Object.keys(exampleDocument)
        .filter((name) => name !== 'plenum' && !unused.includes(name))
        .sort(),
    );
  });

  it('is created under the name in the path only, and without If-Match', async () => {
    const document = hall('New', { racks: [] });
    expect((await put(document, { path: 'Other' })).status).toBe(422);
    expect((await put(document, { ifMatch: '*' })).status).toBe(412);
    const made = await put(document);
    expect([made.status, made.headers.get('location')]).toEqual([
      201,
      expect.stringMatching(/^\/api\/v1\/sites\/[0-9a-f-]{36}\/document$/),
    ]);
    expect((await rest('GET', String(made.headers.get('location')).replace('/api/v1', ''))).status).toBe(200);
  });

  it('replaces an existing site only for a writer who saw it', async () => {
    const made = await put(hall('Guarded', { racks: named('A') }));
    expect((await put(hall('Guarded', { racks: named('A', 'B') }))).status).toBe(428);
    expect((await put(hall('Guarded', { racks: named('A', 'B') }), { ifMatch: '"old"' })).status).toBe(412);
    const changed = await put(hall('Guarded', { racks: named('A', 'B') }), { ifMatch: etagOf(made) });
    expect([changed.status, fieldsOf(changed)['counts']]).toEqual([200, { create: 1, update: 0, delete: 0 }]);
    const late = await put(hall('Guarded', { racks: named('A') }), { ifMatch: etagOf(made) });
    expect([late.status, etagOf(late)]).toEqual([412, etagOf(changed)]);
  });

  it('wins once when several replace the same state', async () => {
    const made = await put(hall('Contested', { racks: named('A') }));
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        put(hall('Contested', { racks: [{ name: 'A', serial: `S-${i}` }] }), { ifMatch: etagOf(made) }),
      ),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('tells in a dry run what would change, and writes nothing', async () => {
    const made = await put(hall('Dry', { racks: named('A', 'B', 'C') }));
    const ids = fieldsOf(await rest('GET', '/sites/Dry/document?ids=true'))['racks'] as readonly Fields[];
    const racks = [{ id: ids[0]?.['id'], name: 'A2' }, { name: 'B', serial: 'S' }, { name: 'D' }];
    const dry = await put(hall('Dry', { racks }), { query: '?dryRun=true' });
    expect(dry.status).toBe(200);
    expect(fieldsOf(dry)).toMatchObject({
      dryRun: true,
      counts: { create: 1, update: 2, delete: 1 },
      countsByKind: { rack: { create: 1, update: 2, delete: 1 } },
      renames: [{ kind: 'rack', from: 'A', to: 'A2' }],
      deletions: [{ kind: 'rack', key: 'C' }],
      needsAllowDeletes: true,
    });
    expect(fieldsOf(dry)['changes']).toEqual(
      expect.arrayContaining([
        { op: 'create', kind: 'rack', key: 'D', fields: [] },
        { op: 'update', kind: 'rack', key: 'B', fields: ['serial'] },
      ]),
    );
    expect(etagOf(await rest('GET', '/sites/Dry/document'))).toBe(etagOf(made));
  });

  it('deletes more than a tenth of a site only when that is said', async () => {
    const names = Array.from({ length: 19 }, (_, i) => `R${i}`);
    const made = await put(hall('Shrinking', { racks: named(...names) }));
    // 19 racks and a room: two deletions are a tenth, three are more.
    const three = await put(hall('Shrinking', { racks: named(...names.slice(3)) }), { ifMatch: etagOf(made) });
    expect([three.status, fieldsOf(three)['code']]).toEqual([409, 'deletions-unconfirmed']);
    expect(fieldsOf(three)['errors']).toEqual(['R0', 'R1', 'R2'].map((found) => expect.objectContaining({ found })));
    const two = await put(hall('Shrinking', { racks: named(...names.slice(2)) }), { ifMatch: etagOf(made) });
    expect(two.status).toBe(200);
    const all = await put(hall('Shrinking', { racks: [] }), { ifMatch: etagOf(two), query: '?allowDeletes=true' });
    expect([all.status, fieldsOf(all)['counts']]).toEqual([200, { create: 0, update: 0, delete: 17 }]);
  });

  it('renames things by their ids and the site by its name, and keeps their identity', async () => {
    await put(hall('Before', { racks: named('A', 'B') }));
    const got = fieldsOf(await rest('GET', '/sites/Before/document?ids=true'));
    const [a, b] = got['racks'] as readonly Fields[];
    const swapped = {
      ...got,
      site: { ...(got['site'] as Fields), name: 'After' },
      racks: [
        { ...a, name: 'B' },
        { ...b, name: 'A' },
      ],
    };
    const renamed = await rest('PUT', '/sites/Before/document', { json: swapped, headers: { 'if-match': '*' } });
    expect([renamed.status, fieldsOf(renamed)['site']]).toEqual([200, 'After']);
    expect((await rest('GET', '/sites/Before')).status).toBe(404);
    const racks = resultsOf(await rest('GET', '/racks?site=After'));
    expect(racks.map(({ id, name }) => [id, name])).toEqual([
      [b?.['id'], 'A'],
      [a?.['id'], 'B'],
    ]);
  });

  it('changes catalog entries that another site uses only when that is said', async () => {
    const slug = 'type-shared';
    const one = (site: string, heightU: number) =>
      hall(site, { racks: [{ name: 'A', type: slug }], typeFields: { slug, heightU } });
    expect((await put(one('First', 42))).status).toBe(201);
    const same = await put(one('Second', 42));
    expect([same.status, (fieldsOf(same)['countsByKind'] as Fields)['rackType']]).toEqual([201, undefined]);
    const other = await put(one('Third', 48));
    expect([other.status, fieldsOf(other)['code']]).toEqual([409, 'catalog-shared']);
    expect(fieldsOf(other)['errors']).toEqual([expect.objectContaining({ pointer: '/rackTypes/0', found: slug })]);
    const refused = await put(one('Second', 48), { ifMatch: '*' });
    expect(refused.status).toBe(409);
    const before = etagOf(await rest('GET', '/sites/First/document'));
    expect((await put(one('Second', 48), { ifMatch: '*', query: '?catalog=update' })).status).toBe(200);
    expect(etagOf(await rest('GET', '/sites/First/document'))).not.toBe(before);
  });

  it('changes catalog entries that another site uses through entries of the same kind only when that is said', async () => {
    const cableType = (slug: string, fields: Fields) => ({ ...examples.cableType, slug, ...fields });
    const one = (name: string, colour: string) => ({
      plenum: 1,
      site: { name },
      cableTypes: [
        cableType('chain-1', { alternatives: ['chain-2'] }),
        cableType('chain-2', { alternatives: ['chain-3', 'chain-1'] }),
        cableType('chain-3', { alternatives: [], colour }),
      ],
      spares: [{ name: 'Cables', cableType: 'chain-1', quantity: 1 }],
    });
    expect((await put(one('Chain A', 'blue'))).status).toBe(201);
    const other = await put(one('Chain B', 'red'));
    expect([other.status, fieldsOf(other)['errors']]).toEqual([409, [expect.objectContaining({ found: 'chain-3' })]]);
    const { cableTypes } = fieldsOf(await rest('GET', '/sites/Chain%20A/document'));
    expect((cableTypes as readonly Fields[]).map(({ slug }) => slug)).toEqual(['chain-1', 'chain-2', 'chain-3']);
  });

  it('changes catalog entries that only it uses', async () => {
    await put(hall('Alone', { racks: named('A') }));
    const changed = await put(hall('Alone', { racks: named('A'), typeFields: { heightU: 48 } }), { ifMatch: '*' });
    expect([changed.status, fieldsOf(changed)['countsByKind']]).toEqual([
      200,
      { rackType: { create: 0, update: 1, delete: 0 } },
    ]);
  });
});

describe('a document with defects', () => {
  it('is refused with each of them, its line and its column, and nothing is written', async () => {
    const text = [
      'plenum: 1',
      'site: { name: Broken, altitudeM: -9000 }',
      'rooms:',
      '  - { name: Hall, outline: [[0, 0], [1, 0], [1, 1]] }',
      'racks:',
      '  - { name: A, type: nothing, room: Hal, untis: 3 }',
      '  - { name: A, type: nothing, room: Hall }',
      '',
    ].join('\n');
    const refused = await rest('PUT', '/sites/Broken/document', { text, headers: { 'content-type': 'text/yaml' } });
    expect([refused.status, fieldsOf(refused)['code']]).toEqual([422, 'document-invalid']);
    expect(fieldsOf(refused)['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'range', pointer: '/site/altitudeM', line: 2, column: 34 }),
        expect.objectContaining({ code: 'unknown-key', pointer: '/racks/0/untis', line: 6 }),
      ]),
    );
    expect((await rest('GET', '/sites/Broken')).status).toBe(404);
  });

  it.each([
    ['application/json', '{"plenum": 1', 400],
    ['application/yaml', 'plenum: [1', 400],
    ['application/yaml', 'a: &a [1]\nb: *a\n', 400],
    ['application/json', '', 400],
    ['application/json', '[]', 422],
    ['application/json', '{"plenum":1,"plenum":1,"site":{"name":"D"}}', 422],
    ['application/json', '{"plenum":2,"site":{"name":"D"}}', 422],
    ['text/csv', 'a,b', 415],
  ])('as %s %j is %i', async (type, text, status) => {
    const answer = await rest('PUT', '/sites/D/document', { text, headers: { 'content-type': type } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  });

  it('is counted by code where there are more than a thousand', async () => {
    const racks = Array.from({ length: 1500 }, (_, i) => ({ name: `R${i}`, type: 'none', room: 'Nowhere' }));
    const refused = await put({ ...hall('Huge', { racks: [] }), racks } as {
      readonly site: { readonly name: string };
    });
    expect(refused.status).toBe(422);
    expect((fieldsOf(refused)['errors'] as readonly unknown[]).length).toBe(1000);
    expect(fieldsOf(refused)['detail']).toMatch(
      /^The document has 3000 defects; and 2,000 more: 2,000 unresolved-reference/,
    );
  });

  it('is refused for every parameter that is not valid', async () => {
    const refused = await put(hall('Params', { racks: [] }), { query: '?dryrun=true&allowDeletes=yes&catalog=all' });
    expect(refused.status).toBe(400);
    expect(fieldsOf(refused)['errors']).toEqual([
      expect.objectContaining({ parameter: 'dryrun', nearest: 'dryRun' }),
      expect.objectContaining({ parameter: 'allowDeletes' }),
      expect.objectContaining({ parameter: 'catalog', allowed: 'update' }),
    ]);
  });
});
