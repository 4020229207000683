import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { labelContradiction } from './cabling-labels.js';
import { connectorMismatch, portsNotStated, portTwice, unknownPort } from './cabling-ports.js';
import { reach, unknownReach } from './cabling-reach.js';

type CableEntry = NonNullable<HallParts['cables']>[number];

/** Two nodes with four QSFP28 cages each, and one device that states no ports; a direct-attach cable that reaches 3 m. */
function cabled(cables: readonly CableEntry[], cableType: object = {}): HallParts {
  return {
    deviceTypes: [
      { ...catalogued('node'), heightU: 4, ports: [{ name: 'P[1-4]', kind: 'c2c', connector: 'QSFP28' }] },
      { ...catalogued('box'), heightU: 1 },
    ],
    devices: [
      { name: 'n1', type: 'node' },
      { name: 'n2', type: 'node' },
      { name: 'b1', type: 'box' },
    ],
    cableTypes: [
      { ...catalogued('dac'), medium: 'dac', connectorA: 'QSFP28', connectorB: 'QSFP28', reachM: 3, ...cableType },
    ],
    cables: [...cables],
  };
}

function link(name: string, from: string, to: string, rest: Partial<CableEntry> = { lengthM: 2 }): CableEntry {
  const end = (text: string) => {
    const [device = '', port = ''] = text.split(':');
    return { device, port };
  };
  return { name, type: 'dac', ends: [end(from), end(to)], ...rest };
}

const GOOD = cabled([link('c1', 'n1:P1', 'n2:P1'), link('c2', 'n1:P2', 'n2:P2')]);

describe('cabling rules', () => {
  it('find nothing where every cable has its own ports', () => {
    for (const rule of [portTwice, unknownPort, portsNotStated, connectorMismatch, reach, unknownReach]) {
      expect(judge(rule, GOOD)).toEqual([]);
    }
  });
});

describe('cabling.label-contradiction', () => {
  const labelled = (label: string): HallParts => ({
    ...cabled([link('c1', 'n1:P1', 'n2:P1', { lengthM: 2, label })]),
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'A1', type: 'rack-42u', room: 'R1' }],
    devices: [1, 5].map((unit, i) => ({ name: `n${String(i + 1)}`, type: 'node', rack: 'A1', unit })),
  });

  it('names a label with another unit, and what the ends are', () => {
    expect(judge(labelContradiction, labelled('A1-01:1/A1-19:1'))).toMatchObject([
      {
        severity: 'warning',
        measured: 1,
        inputs: { cables: ['c1'], label: 'A1-01:1/A1-19:1', expected: 'A1-01:P1/A1-05:P1' },
      },
    ]);
  });

  it('finds nothing in a right label, from whichever end, and in the name of a cable', () => {
    for (const label of ['A1-01:1/A1-05:1', 'A1-05:P1 / A1-01:P1', 'C-0815'])
      expect(judge(labelContradiction, labelled(label))).toEqual([]);
  });
});

describe('cabling.port-twice', () => {
  it('names the port and its cables', () => {
    expect(judge(portTwice, cabled([link('c1', 'n1:P1', 'n2:P1'), link('c2', 'n1:P1', 'n2:P2')]))).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'device', name: 'n1' },
        measured: 1,
        limit: 0,
        inputs: { ports: ['P1'], cables: ['c1', 'c2'] },
      },
    ]);
  });
});

describe('cabling.unknown-port and cabling.ports-not-stated', () => {
  const hall = cabled([link('c1', 'n1:P9', 'n2:P1'), link('c2', 'b1:X', 'n2:P2')]);

  it('tell a wrong port from ports that nobody stated', () => {
    expect(judge(unknownPort, hall)).toMatchObject([
      { severity: 'error', subject: { kind: 'deviceType', name: 'node' }, measured: 1, inputs: { ports: ['P9'] } },
    ]);
    expect(judge(portsNotStated, hall)).toMatchObject([
      { severity: 'unknown', inputs: { deviceCount: 1, deviceTypes: ['box'] } },
    ]);
  });
});

describe('cabling.connector-mismatch', () => {
  it('finds an OSFP plug at a QSFP28 cage', () => {
    const hall = cabled([link('c1', 'n1:P1', 'n2:P1')], { connectorB: 'OSFP' });
    expect(judge(connectorMismatch, hall)).toMatchObject([
      { severity: 'error', subject: { kind: 'cableType', name: 'dac' }, inputs: { plug: 'OSFP', cage: 'QSFP28' } },
    ]);
  });
});

describe('cabling.reach and cabling.unknown-reach', () => {
  it('finds a passive cable of 5 m where 3 m work', () => {
    const hall = cabled([link('c1', 'n1:P1', 'n2:P1', { lengthM: 5 }), link('c2', 'n1:P2', 'n2:P2', { lengthM: 3 })]);
    expect(judge(reach, hall)).toMatchObject([
      { severity: 'error', measured: 5, limit: 3, unit: 'm', inputs: { count: 1, cables: ['c1'] } },
    ]);
  });

  it('counts cables whose length is not known', () => {
    const open = link('c1', 'n1:P1', 'n2:P1', {});
    expect(judge(unknownReach, cabled([open, link('c2', 'n1:P2', 'n2:P2')]))).toMatchObject([
      { severity: 'unknown', inputs: { count: 1, cableTypes: ['dac'] }, coverage: { known: 1, total: 2 } },
    ]);
  });
});
