import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, ROOM_20_BY_12, ROW_EAST, type HallParts } from '../../../test/factories/halls/hall.js';
import { placeRacks } from '../floor/placement.js';
import { planCables } from './cable-plan.js';
import { cablingPolicy } from './cabling-policy.js';
import { scheduleOf } from './schedule.js';
import { whipRoutes } from './whip-routes.js';

type Cable = NonNullable<HallParts['cables']>[number];

const TRAY = {
  room: 'R1',
  from: [1, 7.1, 2.5] as [number, number, number],
  to: [9, 7.1, 2.5] as [number, number, number],
  widthMm: 100,
  heightMm: 100,
};

/** Three racks under one tray; pods of the first two phases stand in racks 2 and 3. */
function hall(cables: readonly Cable[]) {
  const index = hallIndex({
    site: { name: 'hall', trayFillLimit: 0.4 },
    rooms: [ROOM_20_BY_12],
    rows: [ROW_EAST],
    rackTypes: [{ ...catalogued('rack'), heightU: 42, outerWidthMm: 600, outerDepthMm: 1200, outerHeightMm: 2100 }],
    deviceTypes: [{ ...catalogued('node'), heightU: 1, ports: [{ name: 'P[1-20]', kind: 'ethernet', side: 'rear' }] }],
    cableTypes: [
      { ...catalogued('thick'), medium: 'aoc', outerDiameterMm: 20, massKgPerM: 0.3 },
      { ...catalogued('bare'), medium: 'aoc' },
    ],
    phases: [
      { name: 'Second', position: 2 },
      { name: 'First', position: 1 },
    ],
    pods: [
      { name: 'P2', phase: 'First' },
      { name: 'P3', phase: 'Second' },
    ],
    racks: [1, 2, 3].map((slot) => ({
      name: `A${String(slot)}`,
      type: 'rack',
      room: 'R1',
      row: 'A',
      slot,
      ...(slot === 1 ? {} : { pod: `P${String(slot)}` }),
    })),
    devices: [1, 2, 3].map((slot) => ({ name: `n${String(slot)}`, type: 'node', rack: `A${String(slot)}`, unit: 18 })),
    traySegments: [
      { name: 'T', kind: 'fibre', ...TRAY },
      { name: 'P', kind: 'power', ...TRAY, from: [1, 7.1, -0.3], to: [9, 7.1, -0.3] },
    ],
    powerElements: [
      { name: 'panel', kind: 'panel', room: 'R1', position: [8, 7.1] },
      { name: 'breaker', kind: 'breaker', parents: ['panel'] },
      { name: 'pdu', kind: 'rack-pdu', rack: 'A1', parents: ['breaker'] },
    ],
    cables: [...cables],
  });
  const places = placeRacks(index).placements;
  const { policy } = cablingPolicy(index.snapshot.site);
  return { index, places, policy, plan: planCables({ index, places, policy }) };
}

const cable = (name: string, near: string, far: string, rest: Partial<Cable> = {}): Cable => ({
  name,
  type: 'thick',
  ends: [near, far].map((end) => ({ device: end.split(':')[0] ?? '', port: end.split(':')[1] ?? '' })),
  ...rest,
});

describe('the load of a tray', () => {
  const cables = [
    cable('a', 'n1:P1', 'n2:P1', { status: 'installed' }),
    cable('b', 'n1:P2', 'n2:P2'),
    cable('c', 'n1:P3', 'n3:P3'),
    cable('d', 'n2:P4', 'n3:P4'),
  ];

  it('grows phase by phase: π/4 · 20² = 314 of 10 000 mm² for each cable, 0.3 kg/m each', () => {
    const [load] = hall(cables).plan.trays;
    expect(load?.fills.map(({ phase, cables: count }) => [phase, count])).toEqual([
      [null, 1],
      ['First', 2],
      ['Second', 4],
    ]);
    expect(load?.final.fill).toBeCloseTo((4 * Math.PI * 100) / 10_000, 9);
    expect(load?.final.massKgPerM).toBeCloseTo(1.2, 9);
    // 0.4 · 10 000 / 314.16 = 12.7 cables in all
    expect(load?.roomForMore).toEqual({ cableType: 'thick', count: 12 - 4 });
  });

  it('counts what states no diameter as not known, and leaves power trays out rather than call them empty', () => {
    const { trays } = hall([...cables, cable('e', 'n1:P5', 'n2:P5', { type: 'bare' })]).plan;
    expect(trays.map(({ segment, diameters, masses }) => [segment, diameters, masses])).toEqual([
      ['T', { known: 4, total: 5 }, { known: 4, total: 5 }],
    ]);
  });
});

describe('the order of installation', () => {
  it('is phase by phase, bundle by bundle, the longest first; what has no phase comes last', () => {
    const { index, plan, policy } = hall([
      cable('short', 'n1:P1', 'n2:P1', { bundle: 'x', lengthM: 5 }),
      cable('long', 'n1:P2', 'n2:P2', { bundle: 'x', lengthM: 9 }),
      cable('other bundle', 'n1:P3', 'n2:P3', { bundle: 'a', lengthM: 5 }),
      cable('second phase', 'n1:P4', 'n3:P4', { bundle: 'a' }),
      cable('no phase', 'n1:P5', 'n1:P6', { bundle: 'a' }),
    ]);
    const rows = [...scheduleOf(index, plan.cables, policy).pullList()];
    expect(rows.map(({ cable: name }) => name)).toEqual(['other bundle', 'long', 'short', 'second phase', 'no phase']);
    expect(rows.map(({ pull }) => pull)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a whip', () => {
  it('runs from the panel under the floor to the rack: 0.3 + 5.7 + 0.3 m, 0.1 m of slack, 5 % more', () => {
    const { index, places, policy } = hall([]);
    // Rack A1 has its middle at x = 2.3, the panel stands at x = 8; both have their floor 0.3 m above the tray.
    const [whip] = whipRoutes(index, { places, policy });
    expect(whip).toMatchObject({ pdu: 'pdu', from: 'panel', failure: null });
    expect(whip?.neededM).toBeCloseTo((0.3 + 5.7 + 0.3 + 0.1) * 1.05, 3);
  });
});
