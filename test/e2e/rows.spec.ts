import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kinds } from '../../src/domain/site/kinds.js';
import { examples } from '../../src/openapi/examples.js';
import { routeName } from '../../src/openapi/row-operations.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, resultsOf, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
});

afterAll(() => app.stop());

/** A site with a room, a row, a rack type and some racks. */
async function siteWithRacks(
  site: string,
  racks: readonly string[],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  expect((await rest('POST', '/sites', { json: { name: site } })).status).toBe(201);
  await rest('POST', '/rack-types', { json: examples.rackType });
  expect((await rest('POST', '/rooms', { json: { ...examples.room, site } })).status).toBe(201);
  expect((await rest('POST', '/rows', { json: { ...examples.row, site } })).status).toBe(201);
  const { type, room, row } = examples.rack;
  const json = racks.map((name, i) => ({ site, name, type, room, row, slot: i + 1 }));
  const made = await rest('POST', '/racks', { json });
  expect([made.status, made.text]).toEqual([201, made.text]);
  return made.body as readonly Readonly<Record<string, unknown>>[];
}

describe('every kind over HTTP', () => {
  it('is created, read, listed, changed, replaced and deleted', async () => {
    const made = new Map<string, Readonly<Record<string, unknown>>>();
    const order = kinds.filter(({ name }) => name !== 'rack' && name !== 'powerElement');
    const later = kinds.filter(({ name }) => name === 'rack' || name === 'powerElement').toReversed();
    const first = order.slice(
      0,
      order.findIndex(({ name }) => name === 'device'),
    );
    for (const { name: kind, scope } of [...first, ...later, ...order.slice(first.length)]) {
      const site = scope === 'site' ? { site: examples.site['name'] } : {};
      const created = await rest('POST', `/${routeName(kind)}`, { json: { ...site, ...examples[kind] } });
      expect([kind, created.status, created.text]).toEqual([kind, 201, created.text]);
      expect(created.headers.get('location')).toBe(`/api/v1/${routeName(kind)}/${String(fieldsOf(created)['id'])}`);
      expect(created.headers.get('etag')).toBe('"1"');
      expect(fieldsOf(created)).toMatchObject({ ...site, ...examples[kind], revision: 1 });
      made.set(kind, fieldsOf(created));
    }
    for (const { name: kind } of kinds) {
      const path = `/${routeName(kind)}/${String(made.get(kind)?.['id'])}`;
      const read = await rest('GET', path);
      expect([read.status, read.headers.get('etag')]).toEqual([200, '"1"']);
      expect(fieldsOf(read)).toMatchObject(examples[kind]);
      const listed = await rest('GET', `/${routeName(kind)}?id=${String(made.get(kind)?.['id'])}`);
      expect(resultsOf(listed)).toEqual([fieldsOf(read)]);
      const ifMatch = { 'if-match': String(read.headers.get('etag')) };
      const patched = await rest('PATCH', path, { headers: ifMatch, json: { description: 'Seen', tags: ['a', 'b'] } });
      expect([kind, patched.status, patched.text]).toEqual([kind, 200, patched.text]);
      expect([patched.headers.get('etag'), fieldsOf(patched)['tags']]).toEqual(['"2"', ['a', 'b']]);
      const replaced = await rest('PUT', path, { headers: { 'if-match': '"2"' }, json: fieldsOf(read) });
      expect([kind, replaced.status, replaced.text]).toEqual([kind, 422, replaced.text]);
      const unversioned = Object.fromEntries(Object.entries(fieldsOf(read)).filter(([name]) => name !== 'revision'));
      const back = await rest('PUT', path, { headers: { 'if-match': '"2"' }, json: unversioned });
      expect([kind, back.status]).toEqual([kind, 200]);
      expect(fieldsOf(back)).toMatchObject({ ...examples[kind], revision: 3 });
      expect(fieldsOf(back)).not.toHaveProperty('tags');
    }
    const site = await rest('DELETE', `/sites/${encodeURIComponent(String(examples.site['name']))}`, {
      headers: { 'if-match': '*' },
    });
    expect([site.status, site.text]).toEqual([204, '']);
    expect((await rest('GET', `/racks/${String(made.get('rack')?.['id'])}`)).status).toBe(404);
    for (const { name: kind } of kinds.filter(({ scope }) => scope === 'catalog').toReversed()) {
      const gone = await rest('DELETE', `/${routeName(kind)}/${String(made.get(kind)?.['id'])}`, {
        headers: { 'if-match': '"3"' },
      });
      expect([kind, gone.status, gone.text]).toEqual([kind, 204, '']);
    }
  });
});

describe('several at once', () => {
  it('are all created or none', async () => {
    await siteWithRacks('Bulk', ['A']);
    const { type, room } = examples.rack;
    const refused = await rest('POST', '/racks', {
      json: [
        { site: 'Bulk', name: 'B', type, room },
        { site: 'Bulk', name: 'C', type: 'rack-42u-600x120', room },
        { site: 'Bulk', name: 'A', type, room },
        { site: 'Bulk', name: 'D', type, room, slot: 0, colour: 'red' },
      ],
    });
    expect(refused.status).toBe(422);
    expect(fieldsOf(refused)['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'range', pointer: '/3/slot' }),
        expect.objectContaining({ code: 'unknown-key', pointer: '/3/colour' }),
      ]),
    );
    const meaning = await rest('POST', '/racks', {
      json: [
        { site: 'Bulk', name: 'B', type, room },
        { site: 'Bulk', name: 'C', type: 'rack-42u-600x120', room },
        { site: 'Bulk', name: 'A', type, room },
      ],
    });
    expect(meaning.status).toBe(422);
    expect(fieldsOf(meaning)['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'unresolved-reference', pointer: '/1/type', nearest: 'rack-42u-600x1200' }),
        expect.objectContaining({ code: 'duplicate-name', pointer: '/2/name' }),
      ]),
    );
    expect(fieldsOf(await rest('GET', '/racks?site=Bulk'))['count']).toBe(1);
  });

  it('are changed in one audit record, and not at all when one is stale', async () => {
    const racks = await siteWithRacks('Bulk change', ['A', 'B', 'C']);
    const items = racks.map(({ id, revision }) => ({ id, revision, serial: 'S-1' }));
    const stale = await rest('PATCH', '/racks', {
      json: items.map((item, i) => (i === 1 ? { ...item, revision: 7 } : item)),
    });
    expect([stale.status, fieldsOf(stale)['errors']]).toEqual([
      412,
      [expect.objectContaining({ pointer: '/1/revision' })],
    ]);
    expect(fieldsOf(await rest('GET', '/racks?site=Bulk%20change&serial__empty=true'))['count']).toBe(3);
    const changed = await rest('PATCH', '/racks', { json: items });
    expect([changed.status, changed.body]).toEqual([
      200,
      racks.map(({ name }) => expect.objectContaining({ name, serial: 'S-1', revision: 2 })),
    ]);
    const records = await rest('GET', '/audit-records?site=Bulk%20change&action=racks.update');
    expect(resultsOf(records)).toEqual([
      expect.objectContaining({ changeCount: 3, requestId: changed.headers.get('x-request-id') }),
    ]);
    const changes = await rest(
      'GET',
      `/audit-records/${String(resultsOf(records)[0]?.['id'])}/changes?limit=1&offset=1`,
    );
    expect(fieldsOf(changes)).toMatchObject({
      count: 3,
      results: [{ op: 'update', kind: 'rack', key: ['B'], before: { serial: null }, after: { serial: 'S-1' } }],
    });
  });

  it('are deleted by id and revision', async () => {
    const racks = await siteWithRacks('Bulk deletion', ['A', 'B', 'C']);
    const some = racks.slice(0, 2).map(({ id, revision }) => ({ id, revision }));
    expect((await rest('DELETE', '/racks', { json: [...some, some[0]] })).status).toBe(422);
    const gone = await rest('DELETE', '/racks', { json: some });
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(resultsOf(await rest('GET', '/racks?site=Bulk%20deletion')).map(({ name }) => name)).toEqual(['C']);
    const again = await rest('DELETE', '/racks', { json: some });
    expect([again.status, fieldsOf(again)['errors']]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/0/id' }), expect.objectContaining({ pointer: '/1/id' })],
    ]);
  });

  it('belong to one site', async () => {
    const [left] = await siteWithRacks('Left', ['A']);
    const [right] = await siteWithRacks('Right', ['A']);
    const both = [left, right].map((rack) => ({ id: rack?.['id'], revision: 1, serial: 'S' }));
    const refused = await rest('PATCH', '/racks', { json: both });
    expect([refused.status, fieldsOf(refused)['errors']]).toEqual([422, [expect.objectContaining({ pointer: '/1' })]]);
  });
});

describe('lists', () => {
  it('are paged with addresses of the pages beside', async () => {
    await siteWithRacks('Paged', ['R1', 'R2', 'R3', 'R4', 'R5']);
    const first = await rest('GET', '/racks?site=Paged&limit=2&fields=name');
    expect(fieldsOf(first)).toMatchObject({
      count: 5,
      previous: null,
      next: '/api/v1/racks?site=Paged&fields=name&limit=2&offset=2',
    });
    expect(resultsOf(first).map((row) => Object.keys(row).sort())).toEqual([
      ['id', 'name'],
      ['id', 'name'],
    ]);
    const names: unknown[] = [];
    for (let next: unknown = '/api/v1/racks?site=Paged&limit=2'; typeof next === 'string';) {
      const page = await rest('GET', next.replace('/api/v1', ''));
      names.push(...resultsOf(page).map(({ name }) => name));
      next = fieldsOf(page)['next'];
    }
    expect(names).toEqual(['R1', 'R2', 'R3', 'R4', 'R5']);
    const last = await rest('GET', '/racks?site=Paged&limit=2&offset=4');
    expect(fieldsOf(last)).toMatchObject({ next: null, previous: '/api/v1/racks?site=Paged&limit=2&offset=2' });
  });

  it.each([
    ['slot=2&slot=3', ['R2', 'R3']],
    ['slot__n=2', ['R1', 'R3']],
    ['slot__lt=3', ['R1', 'R2']],
    ['slot__lte=2&slot__gt=1', ['R2']],
    ['slot__gte=3', ['R3']],
    ['name__ic=r2', ['R2']],
    ['name__isw=r', ['R1', 'R2', 'R3']],
    ['name__isw=%25', []],
    ['serial__empty=true', ['R1', 'R2', 'R3']],
    ['serial__empty=false', []],
    ['ordering=-slot', ['R3', 'R2', 'R1']],
    ['ordering=type,-name&limit=2', ['R3', 'R2']],
    ['type=rack-42u-600x1200&row=Row%20A&slot=1', ['R1']],
  ])('filtered by %s are %j', async (query, names) => {
    if ((await rest('GET', '/sites/Filtered')).status === 404) await siteWithRacks('Filtered', ['R1', 'R2', 'R3']);
    const page = await rest('GET', `/racks?site=Filtered&${query}`);
    expect([page.status, resultsOf(page).map(({ name }) => name)]).toEqual([200, names]);
  });

  it('refuse every parameter that is not valid, with the nearest name', async () => {
    const refused = await rest('GET', '/racks?limit=1001&nmae=x&ordering=foo&slot=one&status=actve');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(fieldsOf(refused)).toMatchObject({ code: 'query-invalid', status: 400 });
    expect(fieldsOf(refused)['errors']).toEqual([
      expect.objectContaining({ parameter: 'limit', allowed: 'a whole number from 1 to 1000' }),
      expect.objectContaining({ parameter: 'nmae', nearest: 'name' }),
      expect.objectContaining({ parameter: 'ordering' }),
      expect.objectContaining({ parameter: 'slot' }),
      expect.objectContaining({ parameter: 'status', nearest: 'active' }),
    ]);
  });
});

describe('a write on a row', () => {
  it('needs the ETag of what the writer saw', async () => {
    const [rack] = await siteWithRacks('Seen', ['A']);
    const path = `/racks/${String(rack?.['id'])}`;
    expect((await rest('PATCH', path, { json: { serial: 'S' } })).status).toBe(428);
    expect((await rest('DELETE', path)).status).toBe(428);
    const stale = await rest('PATCH', path, { headers: { 'if-match': '"9"' }, json: { serial: 'S' } });
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"1"']);
    expect((await rest('PATCH', path, { headers: { 'if-match': '1' }, json: { serial: 'S' } })).status).toBe(400);
    expect((await rest('PATCH', path, { headers: { 'if-match': '"1"' }, json: { serial: 'S' } })).status).toBe(200);
    expect((await rest('GET', path, { headers: { 'if-none-match': '"2"' } })).status).toBe(304);
  });

  it('wins once when several write at the same time on the same state', async () => {
    const [rack] = await siteWithRacks('Race', ['A']);
    const path = `/racks/${String(rack?.['id'])}`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        rest('PATCH', path, { headers: { 'if-match': '"1"' }, json: { serial: `S-${i}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
    const any = await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        rest('PATCH', path, { headers: { 'if-match': '*' }, json: { serial: `T-${i}` } }),
      ),
    );
    expect(any.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('that changes nothing leaves the revision and writes no audit record', async () => {
    const [rack] = await siteWithRacks('Same', ['A']);
    const path = `/racks/${String(rack?.['id'])}`;
    const same = await rest('PATCH', path, { headers: { 'if-match': '"1"' }, json: { slot: 1 } });
    expect([same.status, same.headers.get('etag')]).toEqual([200, '"1"']);
    expect(fieldsOf(await rest('GET', '/audit-records?site=Same&action=racks.update'))['count']).toBe(0);
  });

  it('renames a thing everywhere that it is named', async () => {
    const [rack] = await siteWithRacks('Renamed', ['A']);
    await rest('POST', '/device-types', { json: examples.deviceType });
    await rest('POST', '/devices', { json: { ...examples.device, site: 'Renamed', rack: 'A' } });
    const renamed = await rest('PATCH', `/racks/${String(rack?.['id'])}`, {
      headers: { 'if-match': '"1"' },
      json: { name: 'Z' },
    });
    expect(renamed.status).toBe(200);
    expect(resultsOf(await rest('GET', '/devices?site=Renamed')).map(({ rack: name }) => name)).toEqual(['Z']);
  });

  it('does not delete what is named by something', async () => {
    await siteWithRacks('Held', ['A']);
    const [room] = resultsOf(await rest('GET', '/rooms?site=Held'));
    const held = await rest('DELETE', `/rooms/${String(room?.['id'])}`, { headers: { 'if-match': '"1"' } });
    expect([held.status, fieldsOf(held)['code']]).toEqual([409, 'conflict']);
    const [type] = resultsOf(await rest('GET', '/rack-types?slug=rack-42u-600x1200'));
    const used = await rest('DELETE', `/rack-types/${String(type?.['id'])}`, { headers: { 'if-match': '*' } });
    expect(used.status).toBe(409);
  });
});

describe('an Idempotency-Key', () => {
  it('answers the same request with the same answer and refuses another one', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await rest('POST', '/sites', { headers, json: { name: 'Once' } });
    const again = await rest('POST', '/sites', { headers, json: { name: 'Once' } });
    expect([again.status, again.body, again.headers.get('location')]).toEqual([
      201,
      first.body,
      first.headers.get('location'),
    ]);
    const other = await rest('POST', '/sites', { headers, json: { name: 'Twice' } });
    expect([other.status, fieldsOf(other)['code']]).toEqual([422, 'idempotency-key-reused']);
    expect(fieldsOf(await rest('GET', '/sites?name=Once&name=Twice'))['count']).toBe(1);
  });

  it('creates once when the same request comes several times at once', async () => {
    const headers = { 'idempotency-key': 'key-2' };
    const all = await Promise.all(
      Array.from({ length: 5 }, () => rest('POST', '/sites', { headers, json: { name: 'Only' } })),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(all.map((one) => fieldsOf(one)['id'])).size).toBe(1);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/racks/01990a3e-7c1b-7c52-9a51-0d4f5a3c2b1e', 404],
    ['GET', '/racks/nonsense', 400],
    ['GET', '/sites/nowhere', 404],
    ['GET', '/plans', 200],
    ['GET', '/approvals/01990a3e-7c1b-7c52-9a51-0d4f5a3c2b1e', 404],
    ['POST', '/audit-records', 405],
    ['PATCH', '/sites', 405],
    ['GET', '/nothing', 404],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await rest(method, path)).status).toBe(status);
  });
});
