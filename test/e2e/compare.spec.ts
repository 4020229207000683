import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examples } from '../../src/openapi/examples.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, resultsOf, restClient, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
});

afterAll(() => app.stop());

type Fields = Readonly<Record<string, unknown>>;

function hall(
  name: string,
  racks: readonly Fields[],
  { slug = 'history-rack', typeFields = {} }: { slug?: string; typeFields?: Fields } = {},
) {
  return {
    plenum: 1,
    site: { name, asOf: '2027-03-01' },
    rackTypes: [{ ...examples.rackType, slug, ...typeFields }],
    rooms: [examples.room],
    racks: racks.map((rack) => ({ type: slug, room: examples.room['name'], ...rack })),
  };
}

async function put(document: { readonly site: { readonly name: string } }): Promise<void> {
  const path = `/sites/${encodeURIComponent(document.site.name)}/document?allowDeletes=true&catalog=update`;
  const first = await rest('PUT', path, { json: document, headers: { 'if-match': '*' } });
  const answer = first.status === 412 ? await rest('PUT', path, { json: document }) : first;
  expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
}

async function documentOf(site: string, revision?: number): Promise<unknown> {
  const query = revision === undefined ? '' : `?revision=${String(revision)}`;
  const answer = await rest('GET', `/sites/${encodeURIComponent(site)}/document${query}`);
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return answer.body;
}

describe('every revision of a site', () => {
  it('stays readable: through puts, renames, deletions, and changes of the catalog made by others', async () => {
    const site = 'History hall';
    const states: unknown[] = [];
    const keep = async () => states.push(await documentOf(site));

    await put(hall(site, [{ name: 'R1' }, { name: 'R2' }]));
    await keep();
    await put(hall(site, [{ name: 'R1', description: 'moved' }, { name: 'R3' }]));
    await keep();
    // Another writer changes the type that the hall uses, then one that it does not use.
    const [type] = resultsOf(await rest('GET', '/rack-types?slug=history-rack'));
    const patched = await rest('PATCH', `/rack-types/${String(type?.['id'])}`, {
      json: { emptyWeightKg: 222 },
      headers: { 'if-match': '*' },
    });
    expect(patched.status).toBe(200);
    await keep();
    await put(hall('Other hall', [{ name: 'R1' }], { slug: 'other-rack' }));
    await put(hall('Other hall', [{ name: 'R1' }], { slug: 'other-rack', typeFields: { emptyWeightKg: 99 } }));
    // The room is renamed, and what names it follows.
    const [room] = resultsOf(await rest('GET', `/rooms?site=${encodeURIComponent(site)}`));
    const renamed = await rest('PATCH', `/rooms/${String(room?.['id'])}`, {
      json: { name: 'Renamed room' },
      headers: { 'if-match': '*' },
    });
    expect(renamed.status).toBe(200);
    await keep();
    await put(hall(site, [], { slug: 'history-rack', typeFields: { emptyWeightKg: 222 } }));
    await keep();

    for (const [i, state] of states.entries()) expect(await documentOf(site, i + 1)).toEqual(state);
  });

  it('is 404 where the site never had it, with the current one, and 400 beside ids', async () => {
    const beyond = await rest('GET', '/sites/History%20hall/document?revision=6');
    expect([beyond.status, fieldsOf(beyond)['code'], fieldsOf(beyond)['detail']]).toEqual([
      404,
      'no-such-revision',
      'The site has no revision 6; the current one is 5.',
    ]);
    expect((await rest('GET', '/sites/History%20hall/document?revision=1&ids=true')).status).toBe(400);
    expect((await rest('GET', '/sites/History%20hall/document?revision=0')).status).toBe(400);
    expect((await rest('GET', '/sites/No%20such%20hall/document?revision=1')).status).toBe(404);
  });
});

describe('a comparison', () => {
  const site = 'Compared hall';

  it('of two revisions says which things changed, with fields before and after', async () => {
    await put(hall(site, [{ name: 'R1' }, { name: 'R2' }]));
    await put(hall(site, [{ name: 'R1', serial: 'S-1' }, { name: 'R3' }]));
    const answer = fieldsOf(await rest('GET', `/sites/${encodeURIComponent(site)}/compare?withRevision=1`));
    expect(answer['changes']).toMatchObject([
      { op: 'delete', kind: 'rack', key: 'R2' },
      { op: 'update', kind: 'rack', key: 'R1', fields: [{ field: 'serial', before: null, after: 'S-1' }] },
      { op: 'create', kind: 'rack', key: 'R3' },
    ]);
    const back = fieldsOf(await rest('GET', `/sites/${encodeURIComponent(site)}/compare?revision=1&withRevision=2`));
    expect(back['changes']).toMatchObject([
      { op: 'delete', kind: 'rack', key: 'R3' },
      { op: 'update', fields: [{ field: 'serial', before: 'S-1', after: null }] },
      { op: 'create', kind: 'rack', key: 'R2' },
    ]);
  });

  it('of a site with itself is empty', async () => {
    const answer = await rest('GET', `/sites/${encodeURIComponent(site)}/compare?with=${encodeURIComponent(site)}`);
    expect(answer.body).toMatchObject({
      findings: { introduced: [], resolved: [], worsened: [], improved: [] },
      changes: [],
      bom: [],
    });
  });

  it('of two sites is also a workbook', async () => {
    await rest('PUT', '/sites/Denver%20LPU%20hall/document', {
      text: await readFile('examples/lpu-hall.yaml', 'utf8'),
      headers: { 'content-type': 'application/yaml' },
    });
    const answer = await fetch(
      `${app.url}/api/v1/sites/Denver%20LPU%20hall/compare.xlsx?with=${encodeURIComponent(site)}`,
    );
    expect(answer.status).toBe(200);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(answer.headers.get('content-disposition')).toContain('denver-lpu-hall-comparison.xlsx');
  });

  it('without another side is refused with what to give', async () => {
    const answer = await rest('GET', `/sites/${encodeURIComponent(site)}/compare`);
    expect([answer.status, fieldsOf(answer)['code']]).toEqual([400, 'query-invalid']);
    expect(answer.text).toContain('withRevision');
    expect((await rest('GET', `/sites/${encodeURIComponent(site)}/compare?with=Nowhere`)).status).toBe(404);
  });
});

describe('the sequence of a stored site', () => {
  it('is answered as JSON and drawn', async () => {
    const answer = await rest('GET', '/sites/Denver%20LPU%20hall/sequence');
    expect([answer.status, fieldsOf(answer)['finish']]).toEqual([200, { day: '2027-08-19', bound: '2027-08-19' }]);
    const drawn = await rest('GET', '/sites/Denver%20LPU%20hall/sequence.svg');
    expect([drawn.status, drawn.text.includes('Rack and cable row north')]).toEqual([200, true]);
    const none = await rest('GET', '/sites/Compared%20hall/sequence.svg');
    expect([none.status, fieldsOf(none)['code']]).toEqual([404, 'nothing-to-draw']);
  });
});
