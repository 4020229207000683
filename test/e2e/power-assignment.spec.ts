import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { assignedSnapshot, powerAssignmentOf, type AssignmentView } from '../../src/analysis/power-assignment.js';
import type { CreateChange } from '../../src/domain/site/changes.js';
import { toDocument, toSnapshot } from '../../src/domain/site/snapshot.js';
import { readSiteDocument } from '../../src/exchange/site-document.js';
import { cloneDatabase } from '../support/database.js';
import { buildPlenum, startPlenum, type PlenumProcess } from '../support/process.js';
import { fieldsOf, restClient, type Rest } from '../support/rest-client.js';

// Worker threads load compiled modules, so this runs the built service; the build may come before it.
jest.setTimeout(120_000);

const file = new URL('../../examples/gpu-hall.yaml', import.meta.url);
const question = { asOf: null, today: '2027-01-01', loadCase: 'maximum', moveInstalled: false, prove: false } as const;
const site = '/sites/Bare%20hall';

/** The example without its cords, under a name of its own. */
async function bareHall() {
  const read = readSiteDocument({ bytes: await readFile(file), format: 'yaml' });
  if (!read.ok) throw new Error('the example is no valid document');
  const { cords: _cords, ...parts } = read.document;
  return { ...parts, site: { ...parts.site, name: 'Bare hall' } };
}

describe('an assignment of a stored site', () => {
  let database: Awaited<ReturnType<typeof cloneDatabase>>;
  let plenum: PlenumProcess;
  let rest: Rest;
  beforeAll(async () => {
    buildPlenum();
    database = await cloneDatabase();
    plenum = startPlenum({ environment: { DATABASE_URL: database.url } });
    rest = restClient(await plenum.ready);
    const made = await rest('PUT', `${site}/document`, { json: await bareHall() });
    expect([made.status, made.text]).toEqual([201, made.text]);
  }, 300_000);
  afterAll(async () => {
    await plenum.end('SIGTERM');
    await database.drop();
  });

  const ask = async (query = ''): Promise<AssignmentView> => {
    const answer = await rest('POST', `${site}/power/assignment${query}`);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body as AssignmentView;
  };

  it('is the one of its file, and writes nothing', async () => {
    const before = await rest('GET', `${site}/document`);
    const answer = await ask();
    const own = await powerAssignmentOf(toSnapshot(await bareHall()), question);
    expect(answer).toEqual(JSON.parse(JSON.stringify(own)));
    expect((await rest('GET', `${site}/document`)).text).toBe(before.text);
  });

  it('proves the optimum where it is asked to', async () => {
    const { outlets } = await ask('?prove=true');
    // Eleven cords of one draw on three lines: four on one of them is the best, which the bound by apparent power cannot say.
    expect(outlets.find(({ element }) => element === 'PDU-STO1-A')).toMatchObject({ proof: 'optimum', gap: 0 });
  });

  it('can be put as a document that checks clean of its cords, and has nothing to change then', async () => {
    const snapshot = toSnapshot(await bareHall());
    const assignment = await powerAssignmentOf(snapshot, question);
    const json = toDocument(assignedSnapshot(snapshot, assignment));
    const dry = await rest('PUT', `${site}/document?dryRun=true`, { json });
    expect([dry.status, fieldsOf(dry)['summary']]).toEqual([200, fieldsOf(dry)['summary']]);
    const cords = assignment.changes.map((change) => ({ site: 'Bare hall', ...(change as CreateChange).value }));
    const posted = await rest('POST', '/cords', { json: cords });
    expect([posted.status, posted.text.slice(0, 500)]).toEqual([201, posted.text.slice(0, 500)]);
    expect((await ask()).changes).toEqual([]);
    const { findings } = fieldsOf(await rest('GET', `${site}/assessment`)) as { findings: { code: string }[] };
    const codes = findings
      .map(({ code }) => code)
      .filter((code) => /outlet-twice|cord-connector|unknown-(outlet|supply)/.test(code));
    expect(codes).toEqual([]);
  });

  it.each([
    ['/sites/Nowhere/power/assignment', 404, 'no site'],
    [`${site}/power/assignment?case=measured`, 400, 'typical, maximum, nameplate'],
    [`${site}/power/assignment?prove=perhaps`, 400, 'true'],
    [`${site}/power/assignment?move=true`, 400, 'moveInstalled'],
  ])('refuses %s with %i', async (path, status, words) => {
    const answer = await rest('POST', path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  });
});
