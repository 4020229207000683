import { describe, expect, it } from '@jest/globals';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from '../../../test/factories/halls/hall.js';
import { planCables } from '../cabling/cable-plan.js';
import { cablingPolicy } from '../cabling/cabling-policy.js';
import type { Bom, BomLine } from './bom.js';
import { buildBom } from './build-bom.js';
import { cableClosureOf } from './cable-closure.js';

const end = (text: string, transceiver?: string) => {
  const [device = '', port = ''] = text.split(':');
  return { device, port, ...(transceiver === undefined ? {} : { transceiver }) };
};
const fibre = (name: string, from: string, to: string, lengthM: number) => ({
  name,
  type: 'fibre',
  ends: [end(from, from.startsWith('P') ? undefined : 'sr4'), end(to, to.startsWith('P') ? undefined : 'sr4')],
  lengthM,
});

/** Three fibres through a panel, two cables cut from a drum, a cord, and two trays, one of which names no item. */
const PARTS = {
  site: { name: 'hall', cableSpareFraction: 0.5 },
  rackTypes: [RACK_42U],
  rooms: [ROOM_20_BY_12],
  racks: [{ name: 'A1', type: 'rack-42u', room: 'R1' }],
  deviceTypes: [
    { ...catalogued('node'), heightU: 1, ports: [{ name: 'E[1-9]', kind: 'ethernet' as const }] },
    { ...catalogued('panel'), heightU: 1, ports: [{ name: 'F[1-9]', kind: 'panel' as const }] },
  ],
  pduTypes: [
    { ...catalogued('pdu'), inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3 as const, outlets: [{ name: '1' }] },
  ],
  transceiverTypes: [{ ...catalogued('sr4'), formFactor: 'QSFP28', medium: 'multimode' as const }],
  cableTypes: [
    { ...catalogued('fibre'), medium: 'multimode' as const, stockLengths: [{ lengthM: 2 }, { lengthM: 5 }] },
    { ...catalogued('drum'), medium: 'copper' as const, unitOfMeasure: 'm' },
    { ...catalogued('cord'), medium: 'power-cord' as const, stockLengths: [{ lengthM: 2 }] },
  ],
  itemTypes: [{ ...catalogued('tray'), category: 'cabling' as const, unitOfMeasure: 'm' }],
  devices: [
    ...[1, 2].map((n) => ({ name: `N${String(n)}`, type: 'node', rack: 'A1', unit: n })),
    { name: 'P1', type: 'panel', rack: 'A1', unit: 9, role: 'panel' as const },
  ],
  powerElements: [{ name: 'PDU', kind: 'rack-pdu' as const, rack: 'A1', pduType: 'pdu' }],
  cords: [{ device: 'N1', supply: 'PSU1', pdu: 'PDU', outlet: '1', cableType: 'cord', lengthM: 1.5 }],
  cables: [
    fibre('f1', 'N1:E1', 'P1:F1', 1.5),
    fibre('f2', 'P1:F2', 'N2:E1', 2),
    fibre('f3', 'N1:E2', 'N2:E2', 2.1),
    { name: 'd1', type: 'drum', ends: [end('N1:E3'), end('N2:E3')], lengthM: 2.25 },
    { name: 'd2', type: 'drum', ends: [end('N1:E4'), end('N2:E4')], lengthM: 3.5 },
  ],
  traySegments: [
    {
      name: 'T1',
      kind: 'fibre' as const,
      from: [0, 0, 3] as [number, number, number],
      to: [3, 4, 3] as [number, number, number],
      widthMm: 100,
      heightMm: 100,
      item: 'tray',
    },
    {
      name: 'T2',
      kind: 'fibre' as const,
      from: [0, 0, 3] as [number, number, number],
      to: [1, 0, 3] as [number, number, number],
      widthMm: 100,
      heightMm: 100,
    },
  ],
} satisfies HallParts;

const mapOf = (parts: HallParts) => {
  const index = hallIndex(parts);
  const { policy } = cablingPolicy(index.snapshot.site);
  return { index, cables: planCables({ index, places: new Map(), policy }).cables };
};
const billOf = (parts: HallParts) =>
  buildBom(hallIndex(parts).snapshot, { asOf: '2026-11-16', contentHash: '', revisionLabel: null });
const closureOf = (bom: Pick<Bom, 'lines'>, parts: HallParts = PARTS) =>
  cableClosureOf({ ...mapOf(parts), whips: ['PDU'], bom });
const openOf = (bom: Pick<Bom, 'lines'>, parts: HallParts = PARTS) =>
  closureOf(bom, parts).open.map(({ slug, lengthM, inMap, inBill }) => [slug, lengthM, inMap, inBill]);
const bill = billOf(PARTS);

/** The bill with one line otherwise. */
const tampered = (slug: string, lengthM: number | null, change: (line: BomLine) => readonly BomLine[]) => {
  const hit = bill.lines.filter((line) => line.slug === slug && line.lengthM === lengthM);
  expect(hit).toHaveLength(1);
  return { lines: bill.lines.flatMap((line) => (hit.includes(line) ? change(line) : [line])) };
};

describe('the bill of a cabling', () => {
  it('is closed: every cable, cord, transceiver, panel and tray, with spares per length', () => {
    const { rows, open, notInMap } = closureOf(bill);
    expect(rows.map(({ slug, lengthM, inMap, inBill, spares }) => [slug, lengthM, inMap, inBill, spares])).toEqual([
      ['cord', 2, 1, 1, 0],
      // 2.25 + 3.5 m, and half of it, in whole metres
      ['drum', null, 5.75, 5.75, 3],
      ['fibre', 2, 2, 2, 1],
      ['fibre', 5, 1, 1, 1],
      ['panel', null, 1, 1, 0],
      ['tray', null, 5, 5, 0],
      // f1 and f2 end in the panel, f3 in a cage at both ends.
      ['sr4', null, 4, 4, 0],
    ]);
    expect(open).toEqual([]);
    expect(notInMap).toEqual([]);
  });

  it('names what no line orders: trays without an item, whips, and the connectors of cables cut from a drum', () => {
    const { notOrdered } = closureOf(bill);
    expect(notOrdered.map(({ what, things }) => [what, things.count, things.names])).toEqual([
      ['tray segment', 1, ['T2']],
      ['whip', 1, ['PDU']],
      ['connector', 4, ['N1:E3', 'N1:E4', 'N2:E3', 'N2:E4']],
    ]);
    const { cableType: _type, ...bare } = PARTS.cords[0] ?? {};
    const parts = { ...PARTS, cords: [bare as (typeof PARTS.cords)[0]] };
    expect(closureOf(billOf(parts), parts).notOrdered).toContainEqual({
      what: 'cord',
      reason: 'names no cable type',
      things: { count: 1, names: ['N1 / PSU1'] },
    });
  });

  it.each([
    ['fibre', 2, ['fibre', 2, 2, 0], 'cable', ['f1', 'f2']],
    ['drum', null, ['drum', null, 5.75, 0], 'cable', ['d1', 'd2']],
    ['cord', 2, ['cord', 2, 1, 0], 'cord', ['N1 / PSU1']],
    ['sr4', null, ['sr4', null, 4, 0], 'transceiver', ['N1:E1', 'N1:E2', 'N2:E1', 'N2:E2']],
    ['panel', null, ['panel', null, 1, 0], 'panel', ['P1']],
    ['tray', null, ['tray', null, 5, 0], 'tray segment', ['T1']],
  ])('lacks a line of %s %s: the row differs, and what nothing orders is named', (slug, lengthM, row, what, names) => {
    const without = tampered(slug, lengthM, () => []);
    expect(openOf(without)).toEqual([row]);
    expect(closureOf(without).notOrdered).toContainEqual({
      what,
      reason: 'no line of the bill uses it',
      things: { count: names.length, names },
    });
  });

  it.each([
    ['fibre', 2, 'cable', ['fibre', 2, 2, 3]],
    ['drum', null, 'cable', ['drum', null, 5.75, 6.75]],
    ['cord', 2, 'cord', ['cord', 2, 1, 2]],
    ['sr4', null, 'transceiver', ['sr4', null, 4, 5]],
    ['panel', null, 'device', ['panel', null, 1, 2]],
    ['tray', null, 'traySegment', ['tray', null, 5, 6]],
  ])('orders one more of %s %s than the map has: the row differs, and the use is named', (slug, lengthM, kind, row) => {
    const more = tampered(slug, lengthM, (line) => [
      { ...line, uses: [...line.uses, { kind, name: 'ghost', place: null, status: 'planned', quantity: 1 }] },
    ]);
    expect(openOf(more)).toEqual([row]);
    expect(closureOf(more).notInMap).toEqual([`${kind} ghost`]);
  });

  it('orders a cable by another length: both rows differ', () => {
    const swapped = tampered('fibre', 5, (line) => [{ ...line, lengthM: 3 }]);
    expect(openOf(swapped)).toEqual([
      ['fibre', 3, 0, 1],
      ['fibre', 5, 1, 0],
    ]);
  });

  it('counts a thing wrong: metres of a tray, pieces of a cable', () => {
    const fewer = tampered('tray', null, (line) => [
      { ...line, uses: line.uses.map((use) => ({ ...use, quantity: use.quantity - 0.5 })) },
    ]);
    expect(openOf(fewer)).toEqual([['tray', null, 5, 4.5]]);
  });

  it.each([
    [
      'a cable',
      { cables: [...PARTS.cables, fibre('f4', 'N1:E5', 'P1:F5', 4)] },
      [
        ['fibre', 5, 2, 1],
        ['sr4', null, 5, 4],
      ],
    ],
    [
      'a longer cable',
      { cables: PARTS.cables.map((one) => (one.name === 'd1' ? { ...one, lengthM: 4 } : one)) },
      [['drum', null, 7.5, 5.75]],
    ],
    [
      'a panel',
      { devices: [...PARTS.devices, { name: 'P2', type: 'panel', rack: 'A1', unit: 10 }] },
      [['panel', null, 2, 1]],
    ],
    [
      'an item of a tray',
      { traySegments: PARTS.traySegments.map((one) => ({ ...one, item: 'tray' })) },
      [['tray', null, 6, 5]],
    ],
    [
      'a cable less',
      { cables: PARTS.cables.slice(1) },
      [
        ['fibre', 2, 1, 2],
        ['sr4', null, 3, 4],
      ],
    ],
  ])('is behind a map with %s', (_, more, rows) => {
    expect(openOf(bill, { ...PARTS, ...more })).toEqual(rows);
  });
});
