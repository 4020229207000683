import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exampleDocument } from '../../src/openapi/document-operations.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, resultsOf, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
  const text = await readFile(new URL('../../examples/lpu-hall.yaml', import.meta.url), 'utf8');
  const headers = { 'content-type': 'application/yaml' };
  const name = /^ {2}name: (.*)$/m.exec(text)?.[1] ?? '';
  expect((await rest('PUT', `/sites/${encodeURIComponent(name)}/document`, { text, headers })).status).toBe(201);
  const document = {
    plenum: 1,
    site: { name: 'Stated' },
    rackTypes: exampleDocument['rackTypes' as keyof typeof exampleDocument],
    deviceTypes: exampleDocument['deviceTypes' as keyof typeof exampleDocument],
    rooms: exampleDocument['rooms' as keyof typeof exampleDocument],
    pods: [{ name: 'Pod 1' }],
    racks: [{ name: 'A01', type: 'rack-42u-600x1200', room: 'Hall 1', pod: 'Pod 1' }],
    devices: [
      { name: 'node-1', type: 'node-8c', rack: 'A01', unit: 1 },
      { name: 'node-2', type: 'node-8c', rack: 'A01', unit: 5, tags: ['hot'] },
    ],
    cableTypes: exampleDocument['cableTypes' as keyof typeof exampleDocument],
    cables: [
      {
        name: 'C1',
        type: 'dac-100g',
        ends: [
          { device: 'node-1', port: 'eth0' },
          { device: 'node-2', port: 'eth1' },
        ],
      },
    ],
  };
  expect((await rest('PUT', '/sites/Stated/document', { json: document })).status).toBe(201);
});

afterAll(() => app.stop());

describe('nodes', () => {
  it('are the devices with accelerators, those of pod templates included', async () => {
    const all = await rest('GET', '/nodes?limit=1000');
    const [stated] = resultsOf(await rest('GET', '/devices?name=node-1'));
    const nodes = resultsOf(all);
    expect(nodes.filter(({ site }) => site === 'Stated')).toEqual([
      expect.objectContaining({ id: stated?.['id'], name: 'node-1', origin: 'document', acceleratorCount: 8 }),
      expect.objectContaining({ name: 'node-2', origin: 'document' }),
    ]);
    const written = nodes.filter(({ origin }) => origin === 'template');
    expect(written.length).toBeGreaterThan(100);
    expect(written[0]).toMatchObject({ id: null, template: expect.any(String), acceleratorCount: 8 });
  });

  it('are filtered, ordered and paged as stored rows are', async () => {
    expect(resultsOf(await rest('GET', '/nodes?site=Stated&tags=hot')).map(({ name }) => name)).toEqual(['node-2']);
    const page = await rest('GET', '/nodes?site=Stated&ordering=-unit&limit=1&fields=name');
    expect(page.body).toMatchObject({
      count: 2,
      next: expect.stringContaining('offset=1'),
      results: [{ name: 'node-2' }],
    });
    expect((await rest('GET', '/nodes?orign=template')).status).toBe(400);
    const counted = fieldsOf(await rest('GET', '/nodes?origin=template&limit=1'));
    expect(counted['count']).toBe(Number(fieldsOf(await rest('GET', '/nodes?limit=1'))['count']) - 2);
  });
});

describe('rack PDUs', () => {
  it('are the power elements of that kind, those of pod templates included', async () => {
    const pdus = resultsOf(await rest('GET', '/pdus?limit=1000'));
    expect(pdus.length).toBeGreaterThan(0);
    expect(new Set(pdus.map(({ kind }) => kind))).toEqual(new Set(['rack-pdu']));
  });
});

describe('cable maps', () => {
  it('name every cable of a pod and the ports that are left', async () => {
    const [map] = resultsOf(await rest('GET', '/cable-maps?site=Stated'));
    // Two devices with two ports each, one cable: two of four are left.
    expect(map).toMatchObject({
      pod: 'Pod 1',
      counts: { cables: 1, portsUsed: 2, portsFree: 2 },
      cables: [{ name: 'C1', origin: 'document' }],
      freePorts: [
        { device: 'node-1', port: 'eth1', kind: 'ethernet' },
        { device: 'node-2', port: 'eth0', kind: 'ethernet' },
      ],
    });
  });

  it('write the port map of a pod template out', async () => {
    const maps = resultsOf(await rest('GET', '/cable-maps?template__empty=false'));
    const [first] = maps;
    const cables = first?.['cables'] as readonly Readonly<Record<string, unknown>>[];
    expect(cables.length).toBeGreaterThan(0);
    expect(cables.filter(({ origin }) => origin === 'template').length).toBeGreaterThan(0);
    expect((first?.['counts'] as Readonly<Record<string, number>>)['cables']).toBe(cables.length);
  });
});
