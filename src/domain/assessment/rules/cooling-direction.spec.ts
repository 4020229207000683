import { describe, expect, it } from '@jest/globals';
import { cooledHall } from '../../../../test/factories/halls/cooled-hall.js';
import { catalogued } from '../../../../test/factories/halls/hall.js';
import { judge } from '../../../../test/factories/halls/judge.js';
import { airflowDirection, unknownDirection } from './cooling-direction.js';

const hall = cooledHall({ type: { maximumPowerW: 500, airflowDirection: 'front-to-rear' }, deviceCount: 3 });

function withSwitch(direction: 'rear-to-front' | 'front-to-rear' | 'left-to-right', face: 'front' | 'rear') {
  const type = { ...catalogued('switch'), heightU: 1, maximumPowerW: 100, airflowDirection: direction };
  return {
    ...hall,
    deviceTypes: [...(hall.deviceTypes ?? []), type],
    devices: [...(hall.devices ?? []), { name: 's1', type: 'switch', rack: 'r1', unit: 40, face }],
  };
}

describe('cooling.airflow-direction', () => {
  it('lets devices blow from the cold to the hot aisle, turned ones on the rear face too', () => {
    expect(judge(airflowDirection, hall)).toEqual([]);
    expect(judge(airflowDirection, withSwitch('rear-to-front', 'rear'))).toEqual([]);
  });

  it('finds a switch that blows into the cold aisle against the nodes of its rack', () => {
    for (const reversed of [withSwitch('rear-to-front', 'front'), withSwitch('front-to-rear', 'rear')]) {
      expect(judge(airflowDirection, reversed)).toMatchObject([
        {
          severity: 'warning',
          subject: { kind: 'deviceType', name: 'switch' },
          inputs: { count: 1, againstMajority: 1, devices: ['s1'], racks: ['r1'] },
        },
      ]);
    }
  });

  it('mentions a device that breathes sideways', () => {
    expect(judge(airflowDirection, withSwitch('left-to-right', 'front'))).toMatchObject([{ severity: 'info' }]);
  });
});

describe('cooling.unknown-direction', () => {
  it('counts devices of which nobody says how air passes', () => {
    const silent = cooledHall({ type: { maximumPowerW: 500 }, deviceCount: 3 });
    expect(judge(unknownDirection, silent)).toMatchObject([
      { severity: 'unknown', inputs: { count: 3, deviceTypes: ['node'] }, coverage: { known: 0, total: 3 } },
    ]);
    expect(judge(unknownDirection, hall)).toEqual([]);
  });

  it('does not ask about panels', () => {
    const panel = cooledHall({ device: { role: 'panel' } });
    expect(judge(unknownDirection, panel)).toEqual([]);
  });
});
