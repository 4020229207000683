import { describe, expect, it } from '@jest/globals';
import { AS_OF, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../../../../test/factories/halls/hall.js';
import { NODE_4KW, PDU_415_60, powerHall, type PowerHallOptions } from '../../../../test/factories/halls/power-hall.js';
import { findingsIn, contextOf } from '../../../../test/factories/halls/judge.js';
import { conservedModel } from '../../../../test/power/conserved-solve.js';
import { cordConnector, outletTwice, unknownOutlet, unknownSupply } from '../../assessment/rules/power-cords.js';
import { applyChanges } from '../../site/changes.js';
import type { RowOf, SiteSnapshot } from '../../site/document.js';
import { sitePolicy } from '../../site/policy.js';
import { indexSite } from '../../site/site-index.js';
import { powerFlow } from '../element-flow.js';
import { assignPower, type Assignment } from './assignment.js';

/** A of one node of 4 kW at power factor 0.95 between line and neutral of 415 V: 4000 / (0.95 · 415 / √3). */
const NODE_A = 4000 / (0.95 * (415 / Math.sqrt(3)));
const ONE_FEED = { deviceType: NODE_4KW, supplies: ['PSU1'], feeds: ['A'] };
const TWO_SUPPLIES = {
  ...NODE_4KW,
  powerSupplies: ['PSU1', 'PSU2'].map((name) => ({ name, connector: 'C20', maximumPowerW: 4000 })),
  suppliesForFullService: 1,
};
const bare: Change = () => ({ cords: [] });

type Change = NonNullable<PowerHallOptions['change']>;

function assign(snapshot: SiteSnapshot, { moveInstalled = false } = {}): Assignment {
  const { policy } = sitePolicy(snapshot.site);
  return assignPower(snapshot, { day: AS_OF, policy, loadCase: 'maximum', moveInstalled, solve: null });
}

function hall(options: PowerHallOptions): SiteSnapshot {
  return powerHall(options).index.snapshot;
}

function after(snapshot: SiteSnapshot, { changes }: Assignment): SiteSnapshot {
  const applied = applyChanges(snapshot, changes);
  if (!applied.ok) throw new Error(JSON.stringify(applied.defects));
  return applied.snapshot;
}

/** Outlets by cord. */
function outletsIn({ cords }: SiteSnapshot): Readonly<Record<string, string>> {
  return Object.fromEntries(
    cords.map(({ device, supply, pdu, outlet }) => [`${device} ${supply}`, `${pdu} ${outlet}`]),
  );
}

function cordFindings(snapshot: SiteSnapshot) {
  const context = contextOf(indexSite(snapshot, AS_OF));
  return [outletTwice, unknownOutlet, unknownSupply, cordConnector].flatMap((rule) => findingsIn(rule, context));
}

describe('cords on outlets', () => {
  it('spreads six nodes over three lines, two on each', () => {
    const { outlets, changes, unplaced } = assign(hall({ ...ONE_FEED, devicesPerRack: 6, change: bare }));
    expect([changes.length, unplaced]).toEqual([6, []]);
    expect(outlets).toMatchObject([{ element: 'R1-PDU-A', placed: 6, moved: 0, gap: 0, proof: 'optimum' }]);
    expect(outlets[0]?.busiestCurrentA).toBeCloseTo(2 * NODE_A, 9);
    // 0.8 · 60 A
    expect(outlets[0]?.busiestLoadFraction).toBeCloseTo((2 * NODE_A) / 48, 9);
  });

  it('places what the limit lets and says of the others which line would be above it', () => {
    // Two nodes on a line are 35.1 A, three 52.7 A of 48 A.
    const { changes, unplaced, above } = assign(hall({ ...ONE_FEED, devicesPerRack: 8, change: bare }));
    expect(changes.map((change) => change.op === 'create' && change.value['device'])).toEqual(
      ['R1-D1', 'R1-D2', 'R1-D3', 'R1-D4', 'R1-D5', 'R1-D6'], // prettier-ignore
    );
    expect(unplaced.map(({ thing, reason }) => [thing, reason])).toEqual([
      ['R1-D7', 'input-limit'],
      ['R1-D8', 'input-limit'],
    ]);
    expect(unplaced[0]?.binding).toMatchObject({ element: 'R1-PDU-A', limitedBy: 'L1', scenario: null });
    expect(unplaced[0]?.binding?.ratio).toBeCloseTo((3 * NODE_A) / 48, 9);
    expect(above).toEqual([]);
  });

  it('keeps the limit after the loss of the other feed, not only with nothing failed', () => {
    // On two feeds eight nodes take 1⅓ · 17.6 A of each line; with one feed lost at most six do.
    const { unplaced, above } = assign(
      hall({ deviceType: TWO_SUPPLIES, supplies: ['PSU1', 'PSU2'], devicesPerRack: 8, change: bare }),
    );
    expect(unplaced.map(({ thing, part, reason }) => [thing, part, reason])).toEqual([
      ['R1-D7', 'PSU1', 'input-limit'],
      ['R1-D7', 'PSU2', 'input-limit'],
      ['R1-D8', 'PSU1', 'input-limit'],
      ['R1-D8', 'PSU2', 'input-limit'],
    ]);
    expect(unplaced[0]?.binding?.scenario).not.toBeNull();
    expect(above).toEqual([]);
  });

  it('puts the supplies of a device on different feeds, and no two cords on one outlet', () => {
    const snapshot = hall({ deviceType: TWO_SUPPLIES, supplies: ['PSU1', 'PSU2'], devicesPerRack: 6, change: bare });
    const done = after(snapshot, assign(snapshot));
    const pdus = new Map(done.cords.map(({ device, supply, pdu }) => [`${device} ${supply}`, pdu]));
    for (const { name } of done.devices) {
      expect(new Set(['PSU1', 'PSU2'].map((supply) => pdus.get(`${name} ${supply}`)))).toEqual(
        new Set(['R1-PDU-A', 'R1-PDU-B']),
      );
    }
    expect(cordFindings(done)).toEqual([]);
  });

  it('has nothing to change the second time, and nothing where everything is even', () => {
    const snapshot = hall({
      deviceType: TWO_SUPPLIES,
      supplies: ['PSU1', 'PSU2'],
      devicesPerRack: 5,
      racks: 2,
      change: bare,
    });
    const done = after(snapshot, assign(snapshot));
    expect(assign(done).changes).toEqual([]);
    expect(assign(done, { moveInstalled: true }).changes).toEqual([]);
    expect(assign(hall({ ...ONE_FEED, devicesPerRack: 6 }), { moveInstalled: true }).changes).toEqual([]);
  });

  it('keeps installed cords where they are unless told otherwise, and moves no more than it must', () => {
    // O1, O4 and O7 are on L1: one cord moves to another line.
    const snapshot = hall({
      ...ONE_FEED,
      devicesPerRack: 3,
      change: ({ cords }) => ({
        cords: cords.map((cord, i) => ({ ...cord, outlet: `O${String(1 + 3 * i)}`, status: 'installed' as const })),
      }),
    });
    expect(assign(snapshot).changes).toEqual([]);
    const moved = assign(snapshot, { moveInstalled: true });
    expect(moved.changes).toHaveLength(2);
    expect(moved.outlets[0]?.busiestCurrentA).toBeCloseTo(NODE_A, 9);
    const lines = Object.values(outletsIn(after(snapshot, moved))).map(
      (outlet) => (Number(outlet.split(' O')[1]) - 1) % 3,
    );
    expect([...lines].sort()).toEqual([0, 1, 2]);
  });

  it('moves planned cords without being told, but none that was cut to a length', () => {
    const onOneLine =
      (lengthM?: number): Change =>
      ({ cords }) => ({
        cords: cords.map((cord, i) => ({
          ...cord,
          outlet: `O${String(1 + 3 * i)}`,
          status: 'planned' as const,
          ...(lengthM === undefined ? {} : { lengthM }),
        })),
      });
    expect(assign(hall({ ...ONE_FEED, devicesPerRack: 3, change: onOneLine() })).changes).toHaveLength(2);
    const cut = hall({ ...ONE_FEED, devicesPerRack: 3, change: onOneLine(1.2) });
    expect(assign(cut).changes).toEqual([]);
    expect(assign(cut, { moveInstalled: true }).movedLengths).toHaveLength(2);
  });

  it('parts cords that share an outlet', () => {
    const snapshot = hall({
      ...ONE_FEED,
      devicesPerRack: 2,
      change: ({ cords }) => ({ cords: cords.map((cord) => ({ ...cord, outlet: 'O1' })) }),
    });
    expect(cordFindings(snapshot)).toHaveLength(1);
    expect(cordFindings(after(snapshot, assign(snapshot, { moveInstalled: true })))).toEqual([]);
  });

  it('says what is free where no outlet fits', () => {
    const deviceType = { ...NODE_4KW, powerSupplies: [{ name: 'PSU1', connector: 'C14' }] };
    const { unplaced } = assign(hall({ ...ONE_FEED, deviceType, devicesPerRack: 1, change: bare }));
    expect(unplaced).toEqual([
      {
        thing: 'R1-D1',
        part: 'PSU1',
        reason: 'no-fitting-connector',
        asked: [{ element: 'R1-PDU-A', free: 36, connectors: ['C19'] }],
        binding: null,
      },
    ]);
  });

  it('names no outlet as free that its own cords take, nor gives an inlet for the connector of one', () => {
    const small = { ...NODE_4KW, maximumPowerW: 100, typicalPowerW: 100, nameplatePowerW: 100 };
    const askedFor = (others: readonly string[], change: Change) => {
      const outlets = [
        ...PDU_415_60.outlets.slice(0, 12),
        ...others.map((connector, i) => ({ name: `S${String(i)}`, connector, legs: 'L1-N' as const })),
      ];
      const pduType = { ...PDU_415_60, outlets };
      const { unplaced } = assign(hall({ ...ONE_FEED, deviceType: small, devicesPerRack: 14, pduType, change }));
      return unplaced.map(({ reason, asked }) => [
        reason,
        ...asked.map(({ free, connectors }) => [free, ...connectors]),
      ]);
    };
    const planned: Change = ({ cords }) => ({
      cords: cords.slice(0, 12).map((cord) => ({ ...cord, status: 'planned' as const })),
    });
    const twice = <T>(one: T) => [one, one];
    // 14 devices on 12 outlets.
    expect(askedFor([], bare)).toEqual(twice(['no-free-outlet', [0]]));
    expect(askedFor(['C13', 'C13'], bare)).toEqual(twice(['no-free-outlet', [2, 'C13']]));
    // Twelve are planned and may move; the plan puts them and finds no place for two.
    expect(askedFor([], planned)).toEqual(twice(['no-free-outlet', [0]]));
    expect(askedFor(['C13'], planned)).toEqual(twice(['no-free-outlet', [1, 'C13']]));
  });

  it('says of outlets that are rated too low how many are free once all is placed', () => {
    const deviceType = {
      ...NODE_4KW,
      powerSupplies: [
        { name: 'PSU1', connector: 'C20' },
        { name: 'PSU2', connector: 'C14' },
      ],
    };
    // PSU2 of 2 kW takes 8.8 A of an outlet of 5 A; O1 goes to PSU1.
    const pduType = {
      ...PDU_415_60,
      outlets: [
        { name: 'O1', connector: 'C19', legs: 'L1-N' as const },
        { name: 'O2', connector: 'C13', legs: 'L1-N' as const, ratedCurrentA: 5 },
      ],
    };
    const { unplaced } = assign(hall({ ...ONE_FEED, deviceType, devicesPerRack: 1, pduType, change: bare }));
    expect(unplaced).toMatchObject([
      { part: 'PSU2', reason: 'outlet-rating', asked: [{ free: 1, connectors: ['C13'] }] },
    ]);
  });

  it('does not call limits kept where what was there is above one', () => {
    const { above, objective } = assign(hall({ ...ONE_FEED, devicesPerRack: 9 }));
    // 52.7 A of 48 A on each line.
    expect(above.map(({ element }) => element)).toContain('R1-PDU-A');
    expect(objective).not.toMatch(/are kept/);
    expect(objective).toContain('at most 10 times');
  });

  it.each([
    [
      'no-rack-pdu',
      {
        change: (built) => ({
          cords: [],
          powerElements: built.powerElements.filter(({ kind }) => kind !== 'rack-pdu'),
        }),
      },
    ],
    ['outlets-unknown', { change: bare, pduType: { ...PDU_415_60, outlets: [] } }],
    ['connector-unknown', { change: bare, deviceType: { ...NODE_4KW, powerSupplies: [{ name: 'PSU1' }] } }],
    ['conductors-unknown', { change: bare, pduType: { ...PDU_415_60, outlets: [{ name: 'O1', connector: 'C19' }] } }],
    [
      'no-free-outlet',
      {
        change: ({ cords }) => ({ cords: cords.slice(0, 1) }),
        pduType: { ...PDU_415_60, outlets: PDU_415_60.outlets.slice(0, 1) },
      },
    ],
    [
      'outlet-rating',
      {
        change: bare,
        pduType: { ...PDU_415_60, outlets: PDU_415_60.outlets.map((one) => ({ ...one, ratedCurrentA: 16 })) },
      },
    ],
    [
      'bank-limit',
      {
        change: bare,
        pduType: {
          ...PDU_415_60,
          banks: [{ name: 'B1', breakerA: 20 }],
          outlets: PDU_415_60.outlets.map((one) => ({ ...one, bank: 'B1' })),
        },
      },
    ],
    ['supplies-unknown', { change: bare, deviceType: { ...NODE_4KW, powerSupplies: [] } }],
  ] satisfies [string, Partial<PowerHallOptions>][])('says %s', (reason, options) => {
    const { unplaced, changes } = assign(hall({ ...ONE_FEED, devicesPerRack: 2, ...options }));
    expect(unplaced.map((one) => one.reason)).toContain(reason);
    expect(changes.length + new Set(unplaced.map(({ thing }) => thing)).size).toBe(reason === 'no-free-outlet' ? 1 : 2);
  });

  it('takes devices off again that would overload what stands above their rack', () => {
    // A panel of 25 A carries 20 A: one node of 17.6 A on each line, and no second.
    const { changes, unplaced, above } = assign(
      hall({ ...ONE_FEED, devicesPerRack: 2, racks: 3, panel: { ratedCurrentA: 25 }, change: bare }),
    );
    expect(above).toEqual([]);
    expect(unplaced.every(({ reason, binding }) => reason === 'limit-above' && binding?.element === 'PANEL-A')).toBe(
      true,
    );
    expect(changes.length + unplaced.length).toBe(6);
    expect(changes.length).toBeGreaterThan(0);
  });
});

/** Six racks with a single-phase rack PDU on each of two feeds, and on each panel six breakers whose legs nobody states. */
function looseRacks({ panelA = 100, breakers = 6, breaker = {} } = {}): SiteSnapshot {
  const names = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'];
  const pduType = {
    ...PDU_415_60,
    slug: 'pdu-240-30' as const,
    inputVoltageLlV: 240,
    ratedCurrentA: 30,
    phases: 1 as const,
    wiring: 'single-phase' as const,
    outlets: [{ name: 'O1', connector: 'C19' }],
  };
  return hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    deviceTypes: [TWO_SUPPLIES],
    pduTypes: [pduType],
    racks: names.map((name) => ({ name, type: RACK_42U.slug, room: ROOM_20_BY_12.name })),
    devices: names.map((rack) => ({ name: `${rack}-D`, type: TWO_SUPPLIES.slug, rack })),
    powerElements: [
      { name: 'UTIL', kind: 'utility', voltageLlV: 415, phases: 3 },
      ...['A', 'B'].flatMap((feed): RowOf<'powerElements'>[] => [
        {
          name: `UPS-${feed}`,
          kind: 'ups',
          parents: ['UTIL'],
          feed,
          phases: 3,
          voltageLlV: 415,
          ratedApparentPowerVa: 1e6,
        },
        {
          name: `PANEL-${feed}`,
          kind: 'panel',
          parents: [`UPS-${feed}`],
          feed,
          phases: 3,
          wiring: 'wye',
          ratedCurrentA: panelA,
        },
        ...Array.from({ length: breakers }, (_, i): RowOf<'powerElements'> => ({
          name: `BRK-${feed}${String(i + 1)}`,
          kind: 'breaker',
          parents: [`PANEL-${feed}`],
          phases: 1,
          ratedCurrentA: 30,
          ...breaker,
        })),
        ...names.map((rack): RowOf<'powerElements'> => ({
          name: `${rack}-PDU-${feed}`,
          kind: 'rack-pdu',
          feed,
          rack,
          pduType: pduType.slug,
        })),
      ]),
    ],
  }).snapshot;
}

describe('racks on breakers', () => {
  it('puts two of six on each line of each panel, each rack on both feeds', () => {
    const snapshot = looseRacks();
    const assignment = assign(snapshot);
    expect(assignment.unplaced).toEqual([]);
    // With the other feed lost a line carries two nodes of 17.6 A, of 0.8 · 100 A.
    expect(assignment.branches).toMatchObject([{ placed: 12, moved: 0, gap: 0, proof: 'optimum' }]);
    expect(assignment.branches[0]?.busiestLoadFraction).toBeCloseTo((2 * NODE_A) / 80, 6);
    const done = after(snapshot, assignment);
    const { policy } = sitePolicy(done.site);
    const { elements } = powerFlow(conservedModel(indexSite(done, AS_OF), policy));
    for (const feed of ['A', 'B']) {
      const panel = elements.find(({ element }) => element === `PANEL-${feed}`);
      for (const ampere of panel?.output?.lineCurrentsA ?? []) expect(ampere).toBeCloseTo(NODE_A, 6);
    }
    const element = new Map(done.powerElements.map((one) => [one.name, one]));
    for (const { name, feeds } of done.racks) {
      expect(feeds).toEqual(
        ['A', 'B'].map((feed) => ({ feed, element: element.get(`${name}-PDU-${feed}`)?.parents?.[0] })),
      );
    }
    expect(assign(done).changes).toEqual([]);
    expect(assign(done, { moveInstalled: true }).changes).toEqual([]);
  });

  it.each([
    ['no-branch', { breakers: 0 }],
    ['no-fitting-branch', { breaker: { ratedCurrentA: 60 } }],
    ['no-fitting-branch', { breaker: { phases: 3 as const } }],
    ['branch-limit', { breaker: { ratedCurrentA: 20 } }],
  ])('says %s', (reason, options) => {
    const { unplaced } = assign(looseRacks(options));
    expect(unplaced.map((one) => one.reason)).toEqual(Array.from({ length: 12 }, () => reason));
  });

  it('leaves out what the panel cannot carry after a failure, naming it', () => {
    // 0.8 · 25 A on each line: one node of 17.6 A.
    const { unplaced } = assign(looseRacks({ panelA: 25 }));
    expect(unplaced.length).toBeGreaterThan(0);
    for (const { reason, binding } of unplaced) {
      expect(['branch-limit', 'limit-above']).toContain(reason);
      expect(binding?.element).toMatch(/^PANEL-/);
    }
  });
});
