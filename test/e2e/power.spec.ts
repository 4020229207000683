import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { powerFailuresOf } from '../../src/analysis/power-analysis.js';
import { toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldsOf, restClient, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;
const site = '/sites/Virginia%20GPU%20hall';
const file = new URL('../../examples/gpu-hall.yaml', import.meta.url);

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

describe('the power chain of a stored site', () => {
  it('has the failures that its file has', async () => {
    const read = readSiteDocument({ bytes: await readFile(file), format: 'yaml' });
    if (!read.ok) throw new Error('the example is no valid document');
    const asked = { asOf: '2026-11-16', today: '2027-01-01', loadCase: 'typical' as const, out: ['UPS-A'] };
    const failures = powerFailuresOf(toSnapshot(read.document), {
      ...asked,
      elements: ['RPP-B', 'MECH'],
      pairs: false,
      sweep: 'all',
    });
    if (!failures.ok) throw new Error(failures.reasons.join());
    const answer = await rest(
      'GET',
      `${site}/power/failures?asOf=2026-11-16&case=typical&out=UPS-A&element=RPP-B&element=MECH`,
    );
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toEqual(JSON.parse(JSON.stringify(failures.value)));
  });

  it('balances what sources give with what loads take and elements lose', async () => {
    const { balance } = fieldsOf(await rest('GET', `${site}/power/flow`)) as { balance: Record<string, number> };
    const { sourcesW = NaN, loadsW = NaN, lossesW = NaN } = balance;
    expect(sourcesW).toBeCloseTo(loadsW + lossesW, 4);
    expect(lossesW).toBeGreaterThan(40_000);
  });

  it('has room for two racks of 36 kW, and says what stops the third', async () => {
    const answer = await rest('GET', `${site}/power/headroom?load=36000&count=3`);
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toMatchObject({ placed: [{}, {}], stopped: [{ left: { element: 'RPP-B' } }] });
  });

  it('says how much more may hang on an element, what binds, and after which failure', async () => {
    const answer = await rest('GET', `${site}/power/capacity?element=PDU-NET1-A&kind=line&powerFactor=1`);
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toMatchObject({
      points: ['PDU-NET1-A'],
      powerFactor: 1,
      options: [
        { kind: 'line', legs: 'L1-N', left: { element: 'PDU-NET1-A', limitedBy: 'L1', limit: 24, unit: 'A' } },
        { legs: 'L2-N' },
        { legs: 'L3-N', left: { element: 'PDU-NET1-A bank B3' } },
      ],
    });
  });

  it('draws its single-line diagram', async () => {
    const answer = await rest('GET', `${site}/power/single-line.svg`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(answer.text).toContain('8 × Breaker');
  });

  it('lists what to open before somebody works on an element', async () => {
    const answer = await rest('GET', `${site}/power/isolation?element=MSB`);
    expect(answer.status).toBe(200);
    expect(fieldsOf(answer)).toMatchObject({ disconnects: [{ open: 'TX-1' }, { open: 'GEN-1' }] });
  });

  it.each([
    ['power/failures?element=UPS-C', 404, 'Did you mean'],
    ['power/flow?out=NOWHERE-AT-ALL', 404, 'no power element'],
    ['power/flow?case=worst', 400, 'typical, maximum, nameplate, measured'],
    ['power/isolation', 400, 'element'],
    ['power/capacity', 400, 'element'],
    ['power/capacity?element=MSB&powerFactor=1.2', 400, 'from 0.01 to 1'],
    ['power/capacity?element=MSB&kind=lines', 400, 'line, line-pair, three-phase'],
    ['power/capacity?element=PDU-NET1-A&outlet=zzz', 404, 'no outlet named'],
    ['power/capacity?element=MSB&outlet=1', 404, 'states no outlets'],
    ['power/headroom', 400, 'load'],
    ['power/headroom?load=36000&powerFactor=0', 400, 'from 0.01 to 1'],
    ['power/headroom?load=0', 400, 'from 1 to'],
  ])('refuses %s with %i', async (path, status, words) => {
    const answer = await rest('GET', `${site}/${path}`);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });
});
