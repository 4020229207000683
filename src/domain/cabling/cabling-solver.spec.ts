import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, type HallParts } from '../../../test/factories/halls/hall.js';
import { solveCabling } from './cabling-solver.js';

type CableEntry = NonNullable<HallParts['cables']>[number];
type End = CableEnd | readonly [string, string];
type CableEnd = CableEntry['ends'][number];

const DAC = { ...catalogued('dac'), medium: 'dac' as const, connectorA: 'QSFP28', connectorB: 'QSFP28', reachM: 3 };
const FIBRE = { ...catalogued('fibre'), medium: 'multimode' as const, connectorA: 'MPO-12', connectorB: 'MPO-12' };
const TYPES: NonNullable<HallParts['deviceTypes']> = [
  {
    ...catalogued('node'),
    heightU: 4,
    ports: [
      { name: 'P[1-4]', kind: 'c2c', connector: 'QSFP28' },
      { name: 'M1', kind: 'management', connector: 'RJ45' },
    ],
  },
  { ...catalogued('switch'), heightU: 1, ports: [{ name: 'E[1-2]', kind: 'ethernet', connector: 'OSFP', lanes: 8 }] },
  { ...catalogued('bare'), heightU: 1 },
];
const DEVICES = [
  { name: 'n1', type: 'node' },
  { name: 'n2', type: 'node' },
  { name: 's1', type: 'switch' },
  { name: 'b1', type: 'bare' },
];

function cable(name: string, type: string, ends: readonly End[], rest: Partial<CableEntry> = {}): CableEntry {
  return {
    name,
    type,
    ends: ends.map((end): CableEnd => ('device' in end ? end : { device: end[0], port: end[1] })),
    ...rest,
  };
}

function cablingOf(cables: readonly CableEntry[], cableTypes: HallParts['cableTypes'] = [DAC, FIBRE]) {
  return solveCabling(hallIndex({ deviceTypes: TYPES, devices: DEVICES, cableTypes, cables: [...cables] }));
}

describe('ports', () => {
  it('are free when every cable has its own', () => {
    const cabling = cablingOf([
      cable('c1', 'dac', [
        ['n1', 'P1'],
        ['n2', 'P1'],
      ]),
      cable('c2', 'dac', [
        ['n1', 'P2'],
        ['n2', 'P2'],
      ]),
    ]);
    expect(cabling).toMatchObject({ cableCount: 2, endCount: 4, portClashes: [], unknownPorts: [] });
  });

  it('clash when two cables claim one, named once by device', () => {
    const { portClashes } = cablingOf([
      cable('c1', 'dac', [
        ['n1', 'P1'],
        ['n2', 'P1'],
      ]),
      cable('c2', 'dac', [
        ['n1', 'P1'],
        ['n2', 'P2'],
      ]),
      cable('c3', 'dac', [
        ['n1', 'P1'],
        ['n2', 'P3'],
      ]),
    ]);
    expect(portClashes).toEqual([
      { device: 'n1', ports: { count: 1, names: ['P1'] }, cables: { count: 3, names: ['c1', 'c2', 'c3'] } },
    ]);
  });

  it('clash when a cable loops back into its own port', () => {
    expect(
      cablingOf([
        cable('c', 'dac', [
          ['n1', 'P1'],
          ['n1', 'P1'],
        ]),
      ]).portClashes,
    ).toMatchObject([{ device: 'n1', cables: { names: ['c'] } }]);
  });

  it('take one cable per sub-port, and none beside a cable that takes the port whole', () => {
    const at = (subPort: string | undefined, name: string, port: string) =>
      cable(name, 'fibre', [{ device: 's1', port: 'E1', ...(subPort === undefined ? {} : { subPort }) }, ['n1', port]]);
    expect(cablingOf([at('1', 'a', 'P1'), at('2', 'b', 'P2')]).portClashes).toEqual([]);
    expect(cablingOf([at('1', 'a', 'P1'), at('1', 'b', 'P2')]).portClashes).toMatchObject([
      { ports: { names: ['E1/1'] }, cables: { names: ['a', 'b'] } },
    ]);
    for (const order of [
      ['1', '2', undefined],
      [undefined, '1', '2'],
    ]) {
      const cables = order.map((subPort, i) => at(subPort, `c${String(i)}`, `P${String(i + 1)}`));
      expect(cablingOf(cables).portClashes).toMatchObject([{ device: 's1', cables: { count: 3 } }]);
    }
  });

  it('are unknown where the device type does not have them, and not known where it states none', () => {
    const { unknownPorts } = cablingOf([
      cable('c1', 'dac', [
        ['n1', 'P9'],
        ['n2', 'P1'],
      ]),
      cable('c2', 'dac', [
        ['b1', 'X'],
        ['n2', 'P2'],
      ]),
    ]);
    expect(unknownPorts).toEqual([
      {
        deviceType: 'bare',
        portsStated: false,
        ports: { count: 1, names: ['X'] },
        devices: { count: 1, names: ['b1'] },
        cables: { count: 1, names: ['c2'] },
      },
      {
        deviceType: 'node',
        portsStated: true,
        ports: { count: 1, names: ['P9'] },
        devices: { count: 1, names: ['n1'] },
        cables: { count: 1, names: ['c1'] },
      },
    ]);
  });

  it('give the same whatever the order of the cables', () => {
    const cables = [
      cable('c1', 'dac', [
        ['n1', 'P1'],
        ['n2', 'P1'],
      ]),
      cable('c2', 'dac', [
        ['n1', 'P1'],
        ['s1', 'E1'],
      ]),
      cable('c3', 'dac', [
        ['n1', 'P7'],
        ['n2', 'P1'],
      ]),
      cable('c4', 'fibre', [
        ['s1', 'E1'],
        ['n1', 'M1'],
      ]),
    ];
    expect(cablingOf([...cables].reverse())).toEqual(cablingOf(cables));
  });
});

describe('connectors', () => {
  const plugged = (type: object, port: readonly [string, string], other: readonly [string, string] = ['n2', 'P1']) =>
    cablingOf([cable('c', 'x', [port, other])], [{ ...DAC, slug: 'x', ...type }]).connectorMismatches;

  it('mismatch where a direct-attach plug meets another cage', () => {
    expect(plugged({}, ['s1', 'E1'])).toEqual([
      { cableType: 'x', deviceType: 'switch', plug: 'QSFP28', cage: 'OSFP', cables: { count: 1, names: ['c'] } },
    ]);
  });

  it('fit cages of their own family only from the smaller side', () => {
    expect(plugged({ connectorA: 'QSFP+', connectorB: 'qsfp28' }, ['n1', 'P1'])).toEqual([]);
    expect(plugged({ connectorA: 'QSFP-DD', connectorB: 'QSFP28' }, ['n1', 'P1'])).toHaveLength(1);
  });

  it('may be turned round on a cable of two ends', () => {
    expect(plugged({ connectorA: 'OSFP' }, ['n1', 'P1'], ['s1', 'E1'])).toEqual([]);
  });

  it('are not compared with a cage that a transceiver fills, nor where one is not stated', () => {
    expect(plugged({ medium: 'multimode', connectorA: 'MPO-12', connectorB: 'MPO-12' }, ['s1', 'E1'])).toEqual([]);
    expect(
      cablingOf(
        [
          cable('c', 'x', [
            ['b1', 'X'],
            ['n1', 'P1'],
          ]),
        ],
        [{ ...DAC, slug: 'x' }],
      ).connectorMismatches,
    ).toEqual([]);
  });
});

describe('lengths', () => {
  it('are held to the reach of the type, as built before planned', () => {
    const run = (name: string, port: string, rest: Partial<CableEntry>) =>
      cable(
        name,
        'dac',
        [
          ['n1', port],
          ['n2', port],
        ],
        rest,
      );
    const { lengths } = cablingOf([
      run('fits', 'P1', { lengthM: 3 }),
      run('long', 'P2', { lengthM: 2.5, asBuiltLengthM: 3.5 }),
      run('open', 'P3', {}),
    ]);
    expect(lengths).toEqual([
      {
        cableType: 'dac',
        count: 3,
        reachM: 3,
        longestM: 3.5,
        tooLong: { count: 1, names: ['long'] },
        unknownLength: { count: 1, names: ['open'] },
      },
    ]);
  });
});
