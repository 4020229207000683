import { describe, expect, it } from '@jest/globals';
import { catalogued, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { assumptionOpen } from './site-assumptions.js';
import { templateProblem } from './site-template.js';

describe('site.assumption-open', () => {
  it('counts the rows of the register that nobody has validated, with their owners', () => {
    const assumptions = [
      { name: 'rack weight', owner: 'facilities' },
      { name: 'node power', owner: 'vendor desk' },
      { name: 'altitude', owner: 'facilities', validatedOn: '2026-05-01' },
    ];
    expect(judge(assumptionOpen, { assumptions })).toMatchObject([
      {
        severity: 'info',
        measured: 2,
        limit: 0,
        inputs: { total: 3, assumptions: ['node power', 'rack weight'], owners: ['facilities', 'vendor desk'] },
      },
    ]);
    expect(judge(assumptionOpen, {})).toEqual([]);
  });
});

describe('site.template-problem', () => {
  const podHall = (racks: readonly string[]): HallParts => ({
    rackTypes: [RACK_42U],
    deviceTypes: [{ ...catalogued('node'), heightU: 4, ports: [{ name: 'P[1-2]', kind: 'c2c' }] }],
    cableTypes: [{ ...catalogued('dac'), medium: 'dac' }],
    podTemplates: [
      {
        slug: 'pod',
        version: '1',
        racks: ['R[1-2]'],
        devices: [{ name: 'n[1-4]', racks: 'R[1-2]', type: 'node', unit: 1 }],
        portMap: [
          {
            name: 'mesh',
            pattern: 'mesh',
            between: 'devices',
            devices: 'n[1-4]',
            ports: 'P[1-2]',
            cableType: 'dac',
          },
        ],
      },
    ],
    rooms: [ROOM_20_BY_12],
    pods: [{ name: 'pod-1', template: 'pod' }],
    racks: racks.map((podRack) => ({ name: `x${podRack}`, type: 'rack-42u', room: 'R1', pod: 'pod-1', podRack })),
  });

  it('says that a mesh of four devices needs three ports each', () => {
    expect(judge(templateProblem, podHall(['R1', 'R2']))).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'pod', name: 'pod-1' },
        measured: 2,
        limit: 3,
        inputs: { template: 'pod', at: 'mesh', problem: 'ports-short' },
      },
    ]);
  });

  it('warns of a rack that the pod does not have', () => {
    expect(judge(templateProblem, podHall(['R1']))).toMatchObject([
      { severity: 'warning', measured: null, inputs: { at: 'R2', problem: 'rack-missing' } },
      { inputs: { problem: 'ports-short' } },
    ]);
  });
});
