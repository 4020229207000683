import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../../../test/factories/halls/hall.js';
import { bundleCounts } from './cable-plan-counts.js';
import { portUsageOf } from './port-usage.js';

/** One rack of nine nodes of eight cards, as published: 252 cables in the nodes, 72 between them. */
const hall = hallIndex({
  rackTypes: [RACK_42U],
  deviceTypes: [
    {
      ...catalogued('node'),
      heightU: 4,
      ports: [
        { name: 'C[1-8]P[1-7]', kind: 'c2c' },
        { name: 'C[1-8]P[8-11]', kind: 'c2c' },
      ],
    },
  ],
  cableTypes: [{ ...catalogued('c2c'), medium: 'dac' }],
  rooms: [ROOM_20_BY_12],
  pods: [{ name: 'Pod', template: 'pod' }],
  racks: [{ name: 'A', type: 'rack-42u', room: 'R1', pod: 'Pod', podRack: 'R1' }],
  podTemplates: [
    {
      slug: 'pod',
      version: '1',
      racks: ['R1'],
      devices: [{ name: 'N[1-9]', racks: 'R1', type: 'node', unit: 1 }],
      portMap: [
        {
          name: 'cards',
          pattern: 'mesh',
          between: 'groups',
          devices: 'N[1-9]',
          groups: 'C[1-8]',
          ports: 'P[1-7]',
          cableType: 'c2c',
        },
        {
          name: 'nodes',
          pattern: 'mesh',
          between: 'devices',
          devices: 'N[1-9]',
          ports: 'C[1-8]P[8-9]',
          multiplicity: 2,
          cableType: 'c2c',
        },
      ],
      reservedPorts: [{ name: 'racks to come', devices: 'N[1-9]', ports: 'C[1-8]P11' }],
    },
  ],
});

describe('the ports of a rack of nine nodes', () => {
  it('are all used inside the nodes, and of 288 global ones 144, so that 144 are left, of which 72 are kept for growth', () => {
    expect(portUsageOf(hall)).toEqual([
      { rack: 'A', deviceType: 'node', ports: 'C[1-8]P[1-7]', devices: 9, total: 504, used: 504, reserved: 0, free: 0 },
      {
        rack: 'A',
        deviceType: 'node',
        ports: 'C[1-8]P[8-11]',
        devices: 9,
        total: 288,
        used: 144,
        reserved: 72,
        free: 72,
      },
    ]);
  });

  it('carry 252 cables within nodes and 72 between them', () => {
    expect(bundleCounts(hall)).toEqual([
      { bundle: 'cards', origin: 'pod', cables: 252, withinDevices: 252, withinRacks: 0, betweenRacks: 0 },
      { bundle: 'nodes', origin: 'pod', cables: 72, withinDevices: 0, withinRacks: 72, betweenRacks: 0 },
    ]);
  });
});
