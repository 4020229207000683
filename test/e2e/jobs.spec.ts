import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mdcWait } from '../../src/domain/queueing/mdc.js';
import type { ReplayResult } from '../../src/domain/queueing/replay/replay.js';
import type { Job } from '../../src/platform/jobs/job.js';
import { cloneDatabase } from '../support/database.js';
import { buildPlenum, startPlenum, type PlenumProcess } from '../support/process.js';

// Worker threads load compiled modules, so this runs the built service; the build may come before it.
jest.setTimeout(120_000);

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let plenum: PlenumProcess;
let url: string;

beforeAll(async () => {
  buildPlenum();
  database = await cloneDatabase();
  plenum = startPlenum({ environment: { DATABASE_URL: database.url, LOG_LEVEL: 'info' } });
  url = await plenum.ready;
}, 300_000);
afterAll(async () => {
  await plenum.end('SIGTERM');
  await database.drop();
});

function replayOf(requests: number, replications: number) {
  return {
    traffic: {
      kind: 'synthetic',
      arrivals: { kind: 'poisson', ratePerS: 7.2 },
      classes: [{ serviceS: 1, share: 1 }],
      requests,
    },
    servers: 9,
    replications,
    seed: 1,
  };
}

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/api/v1/jobs/replays`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function started(body: unknown): Promise<Job> {
  const answer = await post(body);
  expect(answer.status).toBe(202);
  const job = (await answer.json()) as Job;
  expect(answer.headers.get('location')).toBe(`/api/v1/jobs/${job.id}`);
  return job;
}

async function jobOf(id: string): Promise<Job> {
  return (await (await fetch(`${url}/api/v1/jobs/${id}`)).json()) as Job;
}

/** The names and data of a stream of server-sent events, read to its end. */
async function eventsOf(id: string): Promise<readonly { readonly name: string; readonly job: Job }[]> {
  const answer = await fetch(`${url}/api/v1/jobs/${id}/events`);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events = (await answer.text()).split('\n\n').filter((text) => text.startsWith('event: '));
  return events.map((text) => {
    const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(text) ?? [];
    return { name, job: JSON.parse(data) as Job };
  });
}

describe('a replay as a job', () => {
  it('tells its progress in events that end with the result, which agrees with the exact law', async () => {
    const { id } = await started(replayOf(100_000, 20));
    const events = await eventsOf(id);
    const last = events.at(-1);
    expect(last?.name).toBe('done');
    expect(events.slice(0, -1).every(({ name }) => name === 'progress')).toBe(true);
    const progress = events.map(({ job }) => job.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const { meanWaitS, replications } = last?.job.result as ReplayResult;
    expect(replications).toBe(20);
    const exactS = mdcWait({ ratePerS: 7.2, serviceS: 1, servers: 9 }).meanWaitS;
    expect(Math.abs(meanWaitS.value - exactS)).toBeLessThan(1.5 * (meanWaitS.halfWidth ?? 0));
    expect(await jobOf(id)).toEqual(last?.job);
  });

  it('gives the same figures for the same seed', async () => {
    const results = await Promise.all(
      [1, 2].map(async () => {
        const { id } = await started(replayOf(2000, 3));
        return (await eventsOf(id)).at(-1)?.job.result;
      }),
    );
    expect(results[0]).toEqual(results[1]);
  });

  it('replays a trace by hand: waits 0, 1, 1, 0', async () => {
    const traffic = { kind: 'trace', timesS: [0, 1, 3, 10], servicesS: [2, 2, 2, 2] };
    const { id } = await started({ traffic, servers: 1, replications: 1, seed: 0 });
    expect((await eventsOf(id)).at(-1)?.job.result).toMatchObject({ meanWaitS: { value: 0.5, halfWidth: null } });
  });

  it('stops when it is cancelled, while the service goes on answering', async () => {
    // About ten seconds of work.
    const { id } = await started(replayOf(2_000_000, 50));
    const watching = eventsOf(id);
    while ((await jobOf(id)).state === 'waiting') await new Promise((resolve) => setTimeout(resolve, 20));
    const live = performance.now();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(performance.now() - live).toBeLessThan(2000);
    const answer = await fetch(`${url}/api/v1/jobs/${id}`, { method: 'DELETE' });
    expect(((await answer.json()) as Job).state).toBe('cancelled');
    expect((await watching).at(-1)?.name).toBe('cancelled');
    // The thread is free for the next one.
    const next = await started(replayOf(1000, 1));
    expect((await eventsOf(next.id)).at(-1)?.name).toBe('done');
  });

  it('is started once under one Idempotency-Key, and refused to another request', async () => {
    const key = { 'idempotency-key': 'replay-1' };
    const ids = await Promise.all(
      [1, 2].map(async () => ((await (await post(replayOf(1000, 1), key)).json()) as Job).id),
    );
    expect(ids[0]).toBe(ids[1]);
    expect((await post(replayOf(1001, 1), key)).status).toBe(422);
    expect((await post(replayOf(1000, 1), { 'idempotency-key': 'a b' })).status).toBe(400);
  });

  it('is listed without its result', async () => {
    const { id } = await started(replayOf(1000, 1));
    await eventsOf(id);
    const list = (await (await fetch(`${url}/api/v1/jobs`)).json()) as { results: readonly Job[] };
    const own = list.results.find((job) => job.id === id);
    expect(own?.state).toBe('done');
    expect(own).not.toHaveProperty('result');
  });

  it.each([
    ['an unknown field', { ...replayOf(10, 1), sevrers: 3 }, 'servers'],
    ['a rate of 0', { ...replayOf(10, 1), servers: 0 }, '/servers'],
    [
      'a trace out of order',
      { traffic: { kind: 'trace', timesS: [0, 2, 1], servicesS: [1, 1, 1] }, servers: 1, replications: 1, seed: 1 },
      'request 3 is at 1 s',
    ],
    ['more work than a job may do', replayOf(5_000_000, 10_000), 'at most 100000000'],
  ])('is refused with 422 for %s', async (_, body, hint) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(hint);
  });

  it('of an unknown id is 404 everywhere', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/events'],
    ] as const) {
      const answer = await fetch(`${url}/api/v1/jobs/7f6b8a52-0000-4000-8000-000000000000${path}`, { method });
      expect(answer.status).toBe(404);
    }
  });
});
