import { describe, expect, it } from '@jest/globals';
import { catalogued } from '../../../../test/factories/halls/hall.js';
import { judgePower, NODE_4KW, without, type BuiltHall } from '../../../../test/factories/halls/power-hall.js';
import { cordConnector, outletTwice, unknownOutlet, unknownSupply } from './power-cords.js';

type Cord = BuiltHall['cords'][number];

const HALL = { devicesPerRack: 2, deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] };

/** The hall with its second cord, R1-D2 PSU1 on outlet O2 of R1-PDU-A, changed. */
function second(change: Partial<Cord>) {
  return {
    ...HALL,
    change: ({ cords }: BuiltHall) => ({
      cords: cords.map((cord) => (cord.device === 'R1-D2' ? { ...cord, ...change } : cord)),
    }),
  };
}

describe('cords', () => {
  it('of a hall that is right give no finding', () => {
    for (const rule of [outletTwice, unknownOutlet, unknownSupply, cordConnector])
      expect(judgePower(rule, HALL)).toEqual([]);
  });

  it('two on one outlet are power.outlet-twice', () => {
    expect(judgePower(outletTwice, second({ outlet: 'O1' }))).toMatchObject([
      {
        severity: 'error',
        subject: { kind: 'powerElement', name: 'R1-PDU-A' },
        measured: 2,
        limit: 1,
        inputs: { outlet: 'O1', devices: ['R1-D1 PSU1', 'R1-D2 PSU1'] },
      },
    ]);
  });

  it('on an outlet that the type does not have are power.unknown-outlet', () => {
    expect(judgePower(unknownOutlet, second({ outlet: 'O37' }))).toMatchObject([
      {
        severity: 'error',
        subject: { name: 'R1-PDU-A' },
        measured: 1,
        inputs: { outlets: ['O37'], pduType: 'pdu-415-60' },
      },
    ]);
  });

  it('on a supply that the type does not have are power.unknown-supply', () => {
    expect(judgePower(unknownSupply, second({ supply: 'PSU9' }))).toMatchObject([
      { severity: 'error', subject: { kind: 'device', name: 'R1-D2' }, measured: 1, inputs: { supplies: ['PSU9'] } },
    ]);
  });

  it('on supplies or outlets of which the type lists none are not judged', () => {
    const type = without(NODE_4KW, 'powerSupplies');
    expect(judgePower(unknownSupply, { ...HALL, deviceType: type })).toEqual([]);
    const pduType = { ...catalogued('pdu'), inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3 as const };
    expect(judgePower(unknownOutlet, { ...HALL, pduType })).toEqual([]);
  });
});

describe('power.cord-connector', () => {
  it('finds a C14 supply on C19 outlets, once for the rack PDU', () => {
    const type = { ...NODE_4KW, powerSupplies: [{ name: 'PSU1', connector: 'C14' }] };
    expect(judgePower(cordConnector, { ...HALL, deviceType: type })).toMatchObject([
      {
        severity: 'error',
        subject: { name: 'R1-PDU-A' },
        measured: 2,
        inputs: { outletConnector: 'C19', supplyConnector: 'C14', cordConnectors: 'not stated' },
      },
    ]);
  });

  it('takes a cord of a stated type by its connectors, named as sockets or as ends', () => {
    const withType = (connectorA: string, connectorB: string) => ({
      ...second({ cableType: 'cord' }),
      change: ({ cords }: BuiltHall) => ({
        cableTypes: [{ ...catalogued('cord'), medium: 'power-cord' as const, connectorA, connectorB }],
        cords: cords.map((cord) => ({ ...cord, cableType: 'cord' })),
      }),
    });
    expect(judgePower(cordConnector, withType('C19', 'C20'))).toEqual([]);
    expect(judgePower(cordConnector, withType('C20', 'C19'))).toEqual([]);
    expect(judgePower(cordConnector, withType('C13', 'C14'))).toMatchObject([
      { measured: 2, inputs: { cordConnectors: 'C13 to C14' } },
    ]);
  });

  it('allows a cord that adapts: C14 plug on a C13 outlet, C19 connector on a C20 supply', () => {
    const findings = judgePower(cordConnector, {
      ...HALL,
      change: ({ cords }: BuiltHall) => ({
        pduTypes: [
          {
            ...catalogued('pdu-415-60'),
            inputVoltageLlV: 415,
            ratedCurrentA: 60,
            phases: 3,
            outlets: [{ name: 'O[1-36]', connector: 'C13' }],
          },
        ],
        cableTypes: [{ ...catalogued('cord'), medium: 'power-cord', connectorA: 'C14', connectorB: 'C19' }],
        cords: cords.map((cord) => ({ ...cord, cableType: 'cord' })),
      }),
    });
    expect(findings).toEqual([]);
  });

  it('does not judge connectors of other standards', () => {
    const type = { ...NODE_4KW, powerSupplies: [{ name: 'PSU1', connector: 'Saf-D-Grid' }] };
    expect(judgePower(cordConnector, { ...HALL, deviceType: type })).toEqual([]);
  });
});
