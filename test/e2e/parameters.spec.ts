import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kinds } from '../../src/domain/site/kinds.js';
import { listParameters, listShapeOf, type ListShape } from '../../src/openapi/list-parameters.js';
import type { Parameter } from '../../src/openapi/parameter.js';
import { auditRecordShape, approvalShape, planShape } from '../../src/openapi/record-operations.js';
import { routeName } from '../../src/openapi/row-operations.js';
import { cableMapShape, nodeShape, pduShape } from '../../src/openapi/view-operations.js';
import { startApp, type TestApp } from '../support/app.js';
import { restClient, type Rest } from '../support/rest-client.js';

let app: TestApp;
let rest: Rest;

beforeAll(async () => {
  app = await startApp();
  rest = restClient(app.url);
});

afterAll(() => app.stop());

const lists: readonly (readonly [string, ListShape])[] = [
  ...kinds.map(({ name }) => [routeName(name), listShapeOf(name)] as const),
  ['nodes', nodeShape],
  ['pdus', pduShape],
  ['cable-maps', cableMapShape],
  ['audit-records', auditRecordShape],
  ['plans', planShape],
  ['approvals', approvalShape],
];

/** Values at the edges of what a parameter takes. */
function edgesOf({ type, list }: Parameter): readonly (string | number)[] {
  switch (type.kind) {
    case 'text':
      return ['%_\\\'";--', 'Ä😀', ''];
    case 'choice':
      return list === true ? [type.values.join(',')] : type.values;
    case 'integer':
      return [type.minimum, type.maximum];
    case 'number':
      return [0, -1e308, 1e308, 5e-324];
    case 'boolean':
      return ['true', 'false'];
    case 'date':
      return ['0001-01-01', '9999-12-31'];
    case 'instant':
      return ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];
    case 'uuid':
      return ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'];
  }
}

/** Edges that one parameter has at most. */
const ROUNDS = 4;

describe('every parameter of a list', () => {
  it.each(lists)('of %s is answered at the edges of what it takes', async (route, shape) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const pairs = listParameters(shape).map((parameter) => {
        const edges = edgesOf(parameter);
        return [parameter.name, String(edges[round % edges.length])] as const;
      });
      // All at once, which is quick; one by one where that fails, to name the culprit.
      const together = await rest('GET', `/${route}?${new URLSearchParams(pairs.map(([...pair]) => pair)).toString()}`);
      if (together.status === 200) continue;
      for (const [name, value] of pairs) {
        const query = new URLSearchParams([[name, value]]).toString();
        const { status, text } = await rest('GET', `/${route}?${query}`);
        expect([query, status, text]).toEqual([query, 200, text]);
      }
      expect([together.status, together.text]).toEqual([200, together.text]);
    }
  });
});
