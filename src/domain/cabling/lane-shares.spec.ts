import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, type HallParts } from '../../../test/factories/halls/hall.js';
import { portUse } from './port-use.js';

type Port = NonNullable<NonNullable<HallParts['deviceTypes']>[number]['ports']>[number];
type Cable = NonNullable<HallParts['cables']>[number];

const port = (rest: Partial<Port>): Port => ({ name: 'P[1-9]', kind: 'ethernet', ...rest });

/** A switch and nodes a to d; every cable of as many lanes as given, each written `s:P1/1 a:P1 b:P1`. */
function links({
  lanes,
  near = port({ lanes: 8 }),
  far = port({ lanes: 4 }),
  cables,
}: {
  lanes?: number;
  near?: Port;
  far?: Port;
  cables: readonly string[];
}) {
  const index = hallIndex({
    deviceTypes: [
      { ...catalogued('switch'), heightU: 1, ports: [near] },
      { ...catalogued('node'), heightU: 1, ports: [far] },
    ],
    cableTypes: [{ ...catalogued('dac'), medium: 'dac', ...(lanes === undefined ? {} : { lanes }) }],
    devices: [{ name: 's', type: 'switch' }, ...['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'node' }))],
    cables: cables.map((text, i): Cable => ({
      name: `c${String(i + 1)}`,
      type: 'dac',
      ends: text.split(' ').map((one) => {
        const [device = '', where = ''] = one.split(':');
        const [name = '', subPort] = where.split('/');
        return { device, port: name, ...(subPort === undefined ? {} : { subPort }) };
      }),
    })),
  });
  return portUse(index).links.map(({ problem, what, cables: { names } }) => [problem, what, names.join(' ')]);
}

describe('the lanes of a breakout', () => {
  it('are shared among its far ends: 8 lanes are 4 for each of two ports of 4', () => {
    expect(links({ lanes: 8, cables: ['s:P1 a:P1 b:P1'] })).toEqual([]);
  });

  it('that are no whole number each are named: 8 lanes among three ends', () => {
    expect(links({ lanes: 8, cables: ['s:P1 a:P1 b:P1 c:P1'] })).toEqual([
      ['lane share', 'dac shares 8 lanes among 3 ends', 'c1'],
    ]);
  });

  it('do not go into a port that has fewer: 8 of 4 at the single end, 4 of 2 at the others', () => {
    expect(links({ lanes: 8, near: port({ lanes: 4 }), cables: ['s:P1 a:P1 b:P1'] })).toEqual([
      ['lanes', 'dac brings 8 lanes, the ports of switch have 4', 'c1'],
    ]);
    expect(links({ lanes: 8, far: port({ lanes: 2 }), cables: ['s:P1 a:P1 b:P1'] })).toEqual([
      ['lanes', 'dac brings 4 lanes, the ports of node have 2', 'c1'],
    ]);
  });

  it('of the parts of one port add up to what the port has: two of 4 in 8, and not a third', () => {
    const two = ['s:P1/1 a:P1', 's:P1/2 b:P1', 's:P2/1 c:P1'];
    expect(links({ lanes: 4, cables: two })).toEqual([]);
    expect(links({ lanes: 4, cables: [...two, 's:P1/3 d:P1'] })).toEqual([
      ['lanes', 'parts of ports of switch take 12 lanes together, the ports have 8', 'c1 c2 c4'],
    ]);
  });

  it('are not judged where cable or port state none', () => {
    expect(links({ cables: ['s:P1 a:P1 b:P1 c:P1'] })).toEqual([]);
    expect(links({ lanes: 9, near: port({}), far: port({}), cables: ['s:P1 a:P1'] })).toEqual([]);
  });
});

describe('two ports that a cable joins', () => {
  it('speak the same', () => {
    expect(links({ near: port({ kind: 'infiniband' }), cables: ['s:P1 a:P1', 's:P2 b:P1'] })).toEqual([
      ['port kinds', 'ethernet at node and infiniband at switch', 'c1 c2'],
    ]);
  });

  it('run at the same rate', () => {
    const given = { near: port({ laneRateGbps: 100 }), far: port({ laneRateGbps: 50 }), cables: ['s:P1 a:P1'] };
    expect(links(given)).toEqual([['port rates', '100 Gbit/s a lane at switch and 50 Gbit/s a lane at node', 'c1']]);
    expect(links({ ...given, far: port({ laneRateGbps: 100 }) })).toEqual([]);
    expect(links({ ...given, far: port({}) })).toEqual([]);
  });

  it('may be of a panel, a management jack or another kind, which speak with every one', () => {
    for (const kind of ['panel', 'management', 'other'] as const)
      expect(links({ near: port({ kind }), cables: ['s:P1 a:P1'] })).toEqual([]);
  });
});
