import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Job } from '../../src/platform/jobs/job.js';
import { cloneDatabase } from '../support/database.js';
import { buildPlenum, startPlenum, type PlenumProcess } from '../support/process.js';
import { fieldsOf, restClient, type Rest } from '../support/rest-client.js';

// Worker threads load compiled modules, so this runs the built service; the build may come before it.
jest.setTimeout(120_000);

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let plenum: PlenumProcess;
let url: string;
let rest: Rest;
const site = '/sites/Denver%20LPU%20hall';

beforeAll(async () => {
  buildPlenum();
  database = await cloneDatabase();
  plenum = startPlenum({ environment: { DATABASE_URL: database.url, LOG_LEVEL: 'info' } });
  url = await plenum.ready;
  rest = restClient(url);
  const text = await readFile(new URL('../../examples/lpu-hall.yaml', import.meta.url), 'utf8');
  const made = await rest('PUT', `${site}/document`, { text, headers: { 'content-type': 'application/yaml' } });
  expect(made.status).toBe(201);
}, 300_000);

afterAll(async () => {
  await plenum.end('SIGTERM');
  await database.drop();
});

const CSV = { 'content-type': 'text/csv' };

/** Every 30 s twenty requests at one instant. */
function bursts(count: number, seconds = 30): string {
  const rows = Array.from({ length: count }, (_, i) => `${String(Math.floor(i / 20) * seconds)},400,180`);
  return ['Timestamp,Request tokens,Response tokens', ...rows].join('\n');
}

async function jobOf(id: string): Promise<Job> {
  return fieldsOf(await rest('GET', `/jobs/${id}`)) as unknown as Job;
}

async function endOf(id: string): Promise<Job> {
  await (await fetch(`${url}/api/v1/jobs/${id}/events`)).text();
  return jobOf(id);
}

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
    const trace = bursts(200);
    const headers = CSV;
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

describe('a sizing as a job', () => {
  const start = (query: string, text: string | undefined, headers: Readonly<Record<string, string>> = {}) =>
    rest(
      'POST',
      `${site}/sizing/jobs${query}`,
      text === undefined ? { headers } : { text, headers: { ...CSV, ...headers } },
    );

  it('finds what the answer without a job says, with and without a trace', async () => {
    for (const [query, text] of [
      ['?asOf=2026-11-16', undefined],
      ['?asOf=2026-11-16&workload=chat&resamples=5', bursts(200)],
    ] as const) {
      const started = await start(query, text);
      expect(started.status).toBe(202);
      const { id } = started.body as Job;
      expect(started.headers.get('location')).toBe(`/api/v1/jobs/${id}`);
      const job = await endOf(id);
      expect(job).toMatchObject({ kind: 'sizing', state: 'done', progress: 1, errors: [] });
      const method = text === undefined ? 'GET' : 'POST';
      const answer = await rest(method, `${site}/sizing${query}`, text === undefined ? {} : { text, headers: CSV });
      expect(job.result).toEqual(answer.body);
    }
  });

  it('tells its progress, and stops when it is cancelled, while the service goes on answering', async () => {
    // 40 resamples of 60,000 requests: seconds of work.
    const started = await start('?workload=chat&resamples=40', bursts(60_000));
    const { id } = started.body as Job;
    let live = 0;
    for (let job = await jobOf(id); job.progress < 0.2 && job.state !== 'done'; job = await jobOf(id)) {
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      live += 1;
    }
    expect(live).toBeGreaterThan(3);
    expect((await jobOf(id)).state).toBe('running');
    expect(fieldsOf(await rest('DELETE', `/jobs/${id}`))['state']).toBe('cancelled');
  });

  it('leaves the service answering while a request waits for its sizing', async () => {
    const state = { isAnswered: false };
    const sizing = rest('POST', `${site}/sizing?workload=chat&resamples=4`, { text: bursts(60_000), headers: CSV });
    void sizing.then(() => (state.isAnswered = true));
    let live = 0;
    while (!state.isAnswered) {
      await fetch(`${url}/health/live`);
      live += 1;
    }
    expect((await sizing).status).toBe(200);
    expect(live).toBeGreaterThan(20);
  });

  it('is started once under one Idempotency-Key, and refused to another request', async () => {
    const key = { 'idempotency-key': 'sizing-1' };
    const [first, again] = [
      await start('?workload=chat', bursts(200), key),
      await start('?workload=chat', bursts(200), key),
    ];
    expect((again.body as Job).id).toBe((first.body as Job).id);
    const other = await start('?workload=chat', bursts(220), key);
    expect([other.status, fieldsOf(other)['code']]).toEqual([422, 'idempotency-key-reused']);
    const queried = await start('?workload=chat&seed=2', bursts(200), key);
    expect(queried.status).toBe(422);
  });

  it('fails with every reason where nothing can be sized, and is refused at once for a trace that is none', async () => {
    await rest('PUT', '/sites/Rateless/document', {
      text: 'plenum: 1\nsite: { name: Rateless }\nartifacts: [{ name: a }]\nworkloads: [{ name: w, artifact: a }]\n',
      headers: { 'content-type': 'application/yaml' },
    });
    const started = await rest('POST', '/sites/Rateless/sizing/jobs');
    expect(await endOf((started.body as Job).id)).toMatchObject({
      state: 'failed',
      result: null,
      failure: 'The site has 4 defects that a size depends on.',
      errors: [{ pointer: '/artifacts/0/fixedOverheadS' }, {}, {}, { pointer: '/workloads/0/sloLatencyS' }],
    });
    const broken = await start('?workload=chat', `${bursts(40)}\n1,x,1`);
    expect(fieldsOf(broken)).toMatchObject({ status: 422, code: 'trace-invalid', errors: [{ line: 42 }] });
  });

  it('takes no unit of times for granted, and columns by name', async () => {
    const text = 'when,in,out\n0,400,180\n5,400,180\n9,300,100\n';
    const columns = '?workload=chat&timestampColumn=when&promptColumn=in&outputColumn=out';
    expect(fieldsOf(await start(columns, text))).toMatchObject({
      code: 'trace-invalid',
      errors: [{ line: 2, found: '"0", a time without its unit' }],
    });
    const started = await start(`${columns}&timeUnit=s`, text);
    expect((await endOf((started.body as Job).id)).result).toMatchObject({
      pools: [{ workloads: [{ traffic: { durationS: 9 } }] }],
    });
  });

  it('is refused for a body of another kind', async () => {
    const answer = await rest('POST', `${site}/sizing/jobs`, { json: {} });
    expect([answer.status, fieldsOf(answer)['code']]).toEqual([415, 'media-type-unsupported']);
  });
});
