import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
const site = '/sites/Denver%20LPU%20hall';

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
  const text = await readFile(new URL('../../examples/lpu-hall.yaml', import.meta.url), 'utf8');
  const made = await rest('PUT', `${site}/document`, { text, headers: { 'content-type': 'application/yaml' } });
  expect(made.status).toBe(201);
});

afterAll(() => app.stop());

describe('the size of a stored site', () => {
  it('is two replicas of a pod each, which keep the promise after the loss of one', async () => {
    const answer = await rest('GET', `${site}/sizing?asOf=2026-11-16`);
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toMatchObject({
      totals: { replicas: 2, racks: 16, pods: 2, unplaced: [] },
      pools: [{ name: 'llama-2-70b-4k', size: { forDegraded: 1, degraded: { isMet: true } } }],
    });
    expect(answer.text).not.toContain('NaN');
  });

  it.each([
    ['worksheets.md', 'text/markdown', '# Capacity model: Denver LPU hall'],
    ['admission-policy.yaml', 'application/yaml', 'maximumConcurrencyPerReplica: 48'],
    ['headroom.svg', 'image/svg+xml', '<svg'],
  ])('is had as %s', async (name, type, content) => {
    const answer = await rest('GET', `${site}/sizing/${name}?asOf=2026-11-16`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.text).toContain(content);
  });

  it('replays a trace in place of the distributions, and tells every line of one that is none', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${String(Math.floor(i / 20) * 30)},400,180`);
    const trace = ['Timestamp,Request tokens,Response tokens', ...rows].join('\n');
    const headers = { 'content-type': 'text/csv' };
    const sized = await rest('POST', `${site}/sizing?workload=chat&resamples=5`, { text: trace, headers });
    expect(sized.status).toBe(200);
    expect(fieldsOf(sized)).toMatchObject({
      pools: [{ workloads: [{ source: 'trace', traffic: { requests: 200 } }], resampling: { resamples: 5 } }],
    });
    const broken = await rest('POST', `${site}/sizing`, { text: `${trace}\nx,1,1\n1,1,1`, headers });
    expect(broken.status).toBe(422);
    expect(fieldsOf(broken)).toMatchObject({ code: 'trace-invalid', errors: [{ line: 202 }, { line: 203 }] });
    expect((await rest('POST', `${site}/sizing?workload=chatt`, { text: trace, headers })).status).toBe(400);
  });

  it('is refused with every field that is missing, and for a query that is none', async () => {
    await rest('PUT', '/sites/Bare/document', {
      text: 'plenum: 1\nsite: { name: Bare }\nartifacts: [{ name: a }]\nworkloads: [{ name: w, artifact: a }]\n',
      headers: { 'content-type': 'application/yaml' },
    });
    const answer = await rest('GET', '/sites/Bare/sizing');
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toMatchObject({
      code: 'not-sizable',
      errors: [
        { pointer: '/artifacts/0/fixedOverheadS' },
        { pointer: '/artifacts/0/prefillTokensPerS' },
        { pointer: '/artifacts/0/decodeTokensPerS' },
        { pointer: '/workloads/0/sloLatencyS' },
      ],
    });
    expect((await rest('GET', `${site}/sizing?sed=1`)).status).toBe(400);
  });
});
