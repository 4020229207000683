import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assessmentView } from '../../src/analysis/assessment-view.js';
import { analyseSite } from '../../src/analysis/site-analysis.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, resultsOf, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
const site = '/sites/Denver%20LPU%20hall';
const file = new URL('../../examples/lpu-hall.yaml', import.meta.url);

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
  const made = await rest('PUT', `${site}/document`, {
    text: await readFile(file, 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  expect([made.status, made.text]).toEqual([201, made.text]);
});

afterAll(() => app.stop());

async function bytesOf(path: string) {
  const answer = await fetch(`${app.url}/api/v1${path}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, disposition: answer.headers.get('content-disposition'), bytes };
}

describe('the assessment of a stored site', () => {
  it('is that of its file', async () => {
    const read = readSiteDocument({ bytes: await readFile(file), format: 'yaml' });
    if (!read.ok) throw new Error('the example is no valid document');
    const today = '2027-01-01';
    const { assessment } = analyseSite(toSnapshot(read.document), { asOf: '2027-06-01', today });
    const answer = await rest('GET', `${site}/assessment?asOf=2027-06-01`);
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toEqual(JSON.parse(JSON.stringify(assessmentView(assessment))));
    expect(fieldsOf(answer)['asOf']).toBe('2027-06-01');
  });
});

describe('a file of a stored site', () => {
  it.each([
    ['bom.xlsx', 'PK', 'attachment; filename="denver-lpu-hall-bom.xlsx"'],
    ['floor-plan.pdf', '%PDF-', 'inline; filename="denver-lpu-hall-floor-plan.pdf"'],
    ['floor-plan.svg?room=Hall%201&asOf=2027-06-01', '<', 'inline; filename="denver-lpu-hall-floor-plan.svg"'],
  ])('%s has its name and the same bytes each time', async (path, start, disposition) => {
    const [first, second] = [await bytesOf(`${site}/${path}`), await bytesOf(`${site}/${path}`)];
    expect([first.status, first.disposition]).toEqual([200, disposition]);
    expect(first.bytes.subarray(0, start.length).toString('latin1')).toBe(start);
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });

  it('is the elevation of a rack, front or rear', async () => {
    const [rack] = resultsOf(await rest('GET', '/racks?limit=1'));
    const path = `/racks/${String(rack?.['id'])}/elevation.svg`;
    const front = await rest('GET', path);
    expect([front.status, front.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect((await rest('GET', `${path}?face=rear`)).text).not.toBe(front.text);
    expect((await rest('GET', `${path}?face=top`)).status).toBe(400);
  });
});

describe('what cannot be analysed', () => {
  it.each([
    ['/sites/Nowhere/assessment', 404],
    ['/sites/Nowhere/bom.xlsx', 404],
    [`${site}/floor-plan.svg?room=Attic`, 404],
    [`${site}/assessment?asOf=2027-02-30`, 400],
    [`${site}/floor-plan.pdf?asof=2027-02-03`, 400],
    ['/racks/01990a3e-7c1b-7c52-9a51-0d4f5a3c2b1e/elevation.svg', 404],
  ])('%s is %i', async (path, status) => {
    expect((await rest('GET', path)).status).toBe(status);
  });

  it('is a site without anything in it only where there is nothing to draw', async () => {
    await rest('POST', '/sites', { json: { name: 'Empty' } });
    const statuses = await Promise.all(
      ['assessment', 'bom.xlsx', 'floor-plan.pdf', 'floor-plan.svg'].map(
        async (path) => (await rest('GET', `/sites/Empty/${path}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 404]);
  });
});

describe('the rules', () => {
  it('are all listed, and each can be read by its code', async () => {
    const list = await rest('GET', '/rules');
    const rules = resultsOf(list);
    expect(rules.length).toBeGreaterThan(60);
    const one = await rest('GET', '/rules/space.unit-overlap');
    expect(one.body).toEqual(rules.find(({ code }) => code === 'space.unit-overlap'));
    expect(fieldsOf(one)['basis']).toContain('EIA-310');
  });

  it('answer 404 with the nearest code, and 400 on a parameter', async () => {
    const wrong = await rest('GET', '/rules/space.unit-overlpa');
    expect([wrong.status, fieldsOf(wrong)['detail']]).toEqual([404, expect.stringContaining('space.unit-overlap?')]);
    expect((await rest('GET', '/rules?limit=3')).status).toBe(400);
  });
});
