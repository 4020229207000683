import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignPower } from '../../src/domain/power/assignment/assignment.js';
import {
  cordConnector,
  outletTwice,
  unknownOutlet,
  unknownSupply,
} from '../../src/domain/assessment/rules/power-cords.js';
import { applyChanges } from '../../src/domain/site/changes.js';
import type { RowOf, SiteSnapshot } from '../../src/domain/site/document.js';
import { sitePolicy } from '../../src/domain/site/policy.js';
import { indexSite } from '../../src/domain/site/site-index.js';
import { AS_OF, catalogued, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../factories/halls/hall.js';
import { contextOf, findingsIn } from '../factories/halls/judge.js';

const LINES = ['L1-N', 'L2-N', 'L3-N'] as const;

interface Hall {
  readonly racks: readonly {
    readonly isThreePhase: boolean;
    readonly devices: readonly { readonly drawW: number; readonly inlet: string }[];
  }[];
  readonly panelA: number;
  readonly spare: number;
  readonly banks: boolean;
}

const halls: fc.Arbitrary<Hall> = fc.record({
  racks: fc.array(
    fc.record({
      isThreePhase: fc.boolean(),
      devices: fc.array(
        fc.record({ drawW: fc.integer({ min: 100, max: 4000 }), inlet: fc.constantFrom('C14', 'C20', 'C20', 'C22') }),
        { maxLength: 7 },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  panelA: fc.constantFrom(32, 63, 400),
  spare: fc.integer({ min: -1, max: 2 }),
  banks: fc.boolean(),
});

/** Racks with a rack PDU on each of two feeds that hangs on nothing, devices without cords, and breakers to take. */
function snapshotOf({ racks, panelA, spare, banks }: Hall): SiteSnapshot {
  const names = racks.map((_, i) => `R${String(i + 1)}`);
  const inlets = racks.flatMap(({ devices }, r) =>
    devices.map((device, d) => ({ ...device, name: `${names[r] ?? ''}-D${String(d)}`, rack: names[r] ?? '' })),
  );
  const outlets = (legs: (line: number) => (typeof LINES)[number] | undefined) =>
    [0, 1, 2].flatMap((line) =>
      ['C13', 'C19', 'C39'].map((connector, i) => {
        const leg = legs(line);
        return {
          name: `${String(line)}${String(i)}`,
          connector,
          ...(leg && { legs: leg }),
          ...(banks && { bank: `B${String(line)}` }),
        };
      }),
    );
  const bankList = banks ? { banks: [0, 1, 2].map((line) => ({ name: `B${String(line)}`, breakerA: 20 })) } : {};
  return hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    pduTypes: [
      {
        ...catalogued('three'),
        inputVoltageLlV: 400,
        ratedCurrentA: 32,
        phases: 3,
        wiring: 'wye',
        outlets: outlets((line) => LINES[line]),
        ...bankList,
      },
      {
        ...catalogued('one'),
        inputVoltageLlV: 230,
        ratedCurrentA: 32,
        phases: 1,
        wiring: 'single-phase',
        outlets: outlets(() => undefined),
        ...bankList,
      },
    ],
    deviceTypes: inlets.map(({ name, drawW, inlet }) => ({
      ...catalogued(name),
      heightU: 1,
      maximumPowerW: drawW,
      powerFactor: 0.95,
      powerSupplies: ['PSU1', 'PSU2'].map((supply) => ({ name: supply, connector: inlet, maximumPowerW: 5000 })),
      suppliesForFullService: 1,
    })),
    racks: names.map((name) => ({ name, type: RACK_42U.slug, room: ROOM_20_BY_12.name })),
    devices: inlets.map(({ name, rack }) => ({ name, rack, type: name })),
    powerElements: [
      { name: 'UTIL', kind: 'utility', voltageLlV: 400, phases: 3 },
      ...['A', 'B'].flatMap((feed): RowOf<'powerElements'>[] => [
        {
          name: `PANEL-${feed}`,
          kind: 'panel',
          parents: ['UTIL'],
          feed,
          phases: 3,
          wiring: 'wye',
          ratedCurrentA: panelA,
        },
        ...Array.from({ length: Math.max(0, names.length + spare) }, (_, i): RowOf<'powerElements'>[] => [
          {
            name: `${feed}-3P-${String(i)}`,
            kind: 'breaker',
            parents: [`PANEL-${feed}`],
            phases: 3,
            ratedCurrentA: 32,
          },
          {
            name: `${feed}-1P-${String(i)}`,
            kind: 'breaker',
            parents: [`PANEL-${feed}`],
            phases: 1,
            ratedCurrentA: 32,
          },
        ]).flat(),
        ...racks.map(({ isThreePhase }, i): RowOf<'powerElements'> => ({
          name: `${names[i] ?? ''}-PDU-${feed}`,
          kind: 'rack-pdu',
          rack: names[i] ?? '',
          feed,
          pduType: isThreePhase ? 'three' : 'one',
        })),
      ]),
    ],
  }).snapshot;
}

function assign(snapshot: SiteSnapshot, moveInstalled = false) {
  const { policy } = sitePolicy(snapshot.site);
  const assignment = assignPower(snapshot, { day: AS_OF, policy, loadCase: 'maximum', moveInstalled, solve: null });
  const applied = applyChanges(snapshot, assignment.changes);
  if (!applied.ok) throw new Error(JSON.stringify(applied.defects));
  return { ...assignment, after: applied.snapshot };
}

describe('an assignment of any small hall', () => {
  it('drops nothing silently, is within every limit under every failure, and has nothing to change the second time', () => {
    fc.assert(
      fc.property(halls, (drawn) => {
        const snapshot = snapshotOf(drawn);
        const { after, unplaced, above } = assign(snapshot);
        const has = new Set(after.cords.map(({ device, supply }) => `${device} ${supply}`));
        const lacks = new Set(unplaced.map(({ thing, part }) => `${thing} ${part ?? ''}`));
        for (const { name } of snapshot.devices) {
          for (const supply of ['PSU1', 'PSU2'])
            expect(has.has(`${name} ${supply}`)).toBe(!lacks.has(`${name} ${supply}`));
          const feeds = after.cords.filter(({ device }) => device === name).map(({ pdu }) => pdu.at(-1));
          expect(new Set(feeds).size).toBe(feeds.length);
        }
        for (const { name, kind, parents } of after.powerElements) {
          if (kind === 'rack-pdu') expect(parents !== undefined).toBe(!lacks.has(`${name} `));
        }
        const breakers = after.powerElements.flatMap(({ kind, parents }) =>
          kind === 'rack-pdu' ? (parents ?? []) : [],
        );
        expect(new Set(breakers).size).toBe(breakers.length);
        expect(above).toEqual([]);
        const context = contextOf(indexSite(after, AS_OF));
        expect(
          [outletTwice, unknownOutlet, unknownSupply, cordConnector].flatMap((rule) => findingsIn(rule, context)),
        ).toEqual([]);
        expect(assign(after).changes).toEqual([]);
      }),
      { seed: 20261125, numRuns: 50 },
    );
  });
});
