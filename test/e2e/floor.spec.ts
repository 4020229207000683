import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
const site = '/sites/Virginia%20GPU%20hall';

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
  const made = await rest('PUT', `${site}/document`, {
    text: await readFile(new URL('../../examples/gpu-hall.yaml', import.meta.url), 'utf8'),
    headers: { 'content-type': 'application/yaml' },
  });
  expect([made.status, made.text]).toEqual([201, made.text]);
});

afterAll(() => app.stop());

describe('the floor of a stored site', () => {
  it('has the places of its racks and findings about the floor only', async () => {
    const answer = await rest('GET', `${site}/floor/check?asOf=2026-11-16`);
    expect(answer.status).toBe(200);
    const { findings, figures } = fieldsOf(answer) as {
      findings: { discipline: string }[];
      figures: { placements: unknown[] };
    };
    expect(figures.placements.length).toBeGreaterThan(0);
    expect(findings.every(({ discipline }) => discipline === 'floor')).toBe(true);
  });

  it('takes so many nodes of a type, and says which limit binds', async () => {
    const answer = await rest('GET', `${site}/density?deviceType=dgx-h100`);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    const { options } = fieldsOf(answer) as {
      options: { nodesPerRack: number; binding: { limit: string; by: string } }[];
    };
    expect(options[0]?.nodesPerRack).toBe(1);
    expect(options[0]?.binding.by).not.toBe('');
  });

  it('has no density of a type that it does not know or that nobody names', async () => {
    const unknown = await rest('GET', `${site}/density?deviceType=dgx-h10`);
    expect(unknown.status).toBe(404);
    expect(unknown.text).toContain('dgx-h100');
    expect((await rest('GET', `${site}/density`)).status).toBe(400);
  });
});
