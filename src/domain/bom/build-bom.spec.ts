import { describe, expect, it } from '@jest/globals';
import { documentSchema, type SiteDocument } from '../site/document.js';
import { toSnapshot } from '../site/snapshot.js';
import type { Bom, BomLine } from './bom.js';
import { buildBom } from './build-bom.js';

const AS_OF = '2027-03-01';

type Parts = Partial<Omit<SiteDocument, 'plenum'>>;

function bomOf(parts: Parts, asOf = AS_OF): Bom {
  const document = documentSchema.parse({ plenum: 1, site: { name: 'hall' }, ...parts });
  return buildBom(toSnapshot(document), { asOf, contentHash: 'hash', revisionLabel: null });
}

function lineNamed(bom: Bom, slug: string, lengthM: number | null = null): BomLine {
  const [line, ...others] = bom.lines.filter((candidate) => candidate.slug === slug && candidate.lengthM === lengthM);
  if (line === undefined || others.length > 0) throw new Error(`${String(others.length)} more lines of ${slug}`);
  return line;
}

const entry = <const Slug extends string>(slug: Slug) => ({ slug, manufacturer: 'Example', model: slug });
const RACK = { ...entry('rack'), heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 };
const NODE = { ...entry('node'), heightU: 4, acceleratorCount: 8, ports: [{ name: 'P[1-90]', kind: 'c2c' as const }] };
const ROOM = {
  name: 'Hall',
  outline: [
    [0, 0],
    [20, 0],
    [20, 10],
    [0, 10],
  ] as [number, number][],
};

/** Racks R1, R2 … in these states, one of each. */
function racks(...statuses: readonly (NonNullable<SiteDocument['racks']>[number]['status'] | undefined)[]) {
  return statuses.map((status, i) => ({
    name: `R${String(i + 1)}`,
    type: 'rack',
    room: 'Hall',
    ...(status === undefined ? {} : { status }),
  }));
}

/** Cables C1, C2 … of one type between two nodes, one for each length. */
function cabled(type: NonNullable<SiteDocument['cableTypes']>[number], lengthsM: readonly (number | null)[]): Parts {
  return {
    deviceTypes: [NODE],
    cableTypes: [type],
    devices: [
      { name: 'N1', type: 'node', status: 'installed' },
      { name: 'N2', type: 'node', status: 'installed' },
    ],
    cables: lengthsM.map((lengthM, i) => ({
      name: `C${String(i + 1)}`,
      type: type.slug,
      ends: [
        { device: 'N1', port: `P${String(i + 1)}` },
        { device: 'N2', port: `P${String(i + 1)}` },
      ],
      ...(lengthM === null ? {} : { lengthM }),
    })),
  };
}

describe('a line of the bill', () => {
  it('takes what stands in the hall as installed, what is staged as in stock, what is ordered as on order', () => {
    const bom = bomOf({
      rooms: [ROOM],
      rackTypes: [{ ...RACK, priceMinor: 350_000, currency: 'USD' }],
      racks: racks(
        ...[undefined, 'planned' as const, 'reserved' as const],
        ...Array<'ordered'>(2).fill('ordered'),
        ...Array<'staged'>(4).fill('staged'),
        ...(['installed', 'active', 'decommissioning'] as const),
      ),
    });
    expect(lineNamed(bom, 'rack')).toMatchObject({
      category: 'racks',
      quantityUsed: 12,
      quantityRequired: 12,
      quantityInstalled: 3, // installed, active, decommissioning
      quantityInStock: 4, // staged
      quantityOnOrder: 2, // ordered
      quantityToBuy: 3, // 12 − 3 − 4 − 2
      linePriceMinor: 1_050_000, // 3 · 350 000
    });
    expect(bom.totals).toEqual([{ currency: 'USD', totalMinor: 1_050_000, lines: 1 }]);
  });

  it('adds stock, what is on order of it, and the reserve that must stay', () => {
    const bom = bomOf({
      rooms: [ROOM],
      rackTypes: [RACK],
      racks: racks('planned', 'planned', 'planned', 'installed'),
      spares: [
        { name: 'store', rackType: 'rack', quantity: 1, reserveQuantity: 2 },
        { name: 'dock', rackType: 'rack', quantity: 0, onOrderQuantity: 2 },
      ],
    });
    expect(lineNamed(bom, 'rack')).toMatchObject({
      quantityUsed: 4,
      quantitySpare: 2,
      quantityRequired: 6,
      quantityInstalled: 1,
      quantityInStock: 1,
      quantityOnOrder: 2,
      quantityToBuy: 2, // 6 − 1 − 1 − 2
    });
  });

  it('buys nothing, and never less than nothing, where there is more than enough', () => {
    const bom = bomOf({
      rooms: [ROOM],
      rackTypes: [{ ...RACK, priceMinor: 100, currency: 'USD' }],
      racks: racks('planned'),
      spares: [{ name: 'store', rackType: 'rack', quantity: 9 }],
    });
    expect(lineNamed(bom, 'rack')).toMatchObject({ quantityToBuy: 0, linePriceMinor: 0 });
    expect(bom.totals).toEqual([]);
    expect(bom.priceCoverage).toEqual({ known: 0, total: 0 });
  });

  it('buys whole packs', () => {
    const bom = bomOf({
      rooms: [ROOM],
      rackTypes: [{ ...RACK, packSize: 4, priceMinor: 1_000, currency: 'EUR' }],
      racks: racks('planned', 'planned', 'planned', 'planned', 'planned'),
    });
    // 5 missing are 2 packs of 4; the price is that of one rack: 8 · 1000
    expect(lineNamed(bom, 'rack')).toMatchObject({ packSize: 4, quantityToBuy: 8, linePriceMinor: 8_000 });
  });

  it('leaves out what is retired on the day and keeps what comes later', () => {
    const parts: Parts = {
      rooms: [ROOM],
      rackTypes: [RACK],
      racks: [
        { name: 'R1', type: 'rack', room: 'Hall', retiredFrom: '2027-03-01' },
        { name: 'R2', type: 'rack', room: 'Hall', retiredFrom: '2027-03-02' },
        { name: 'R3', type: 'rack', room: 'Hall', availableFrom: '2028-01-01' },
      ],
    };
    expect(lineNamed(bomOf(parts), 'rack').uses.map(({ name }) => name)).toEqual(['R2', 'R3']);
    expect(lineNamed(bomOf(parts, '2027-02-28'), 'rack').quantityUsed).toBe(3);
  });

  it('marks a quote that no longer holds on the day; on its last day it holds', () => {
    const quoted = (quoteExpiresOn: string) =>
      lineNamed(bomOf({ rooms: [ROOM], rackTypes: [{ ...RACK, quoteExpiresOn }], racks: racks('planned') }), 'rack');
    expect(quoted('2027-02-28')).toMatchObject({ quoteExpiresOn: '2027-02-28', quoteExpired: true });
    expect(quoted('2027-03-01').quoteExpired).toBe(false);
  });

  it('stands for what is only kept in stock, in the chapter of its catalog entry', () => {
    const bom = bomOf({
      pduTypes: [{ ...entry('pdu'), inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3 }],
      itemTypes: [{ ...entry('blank'), category: 'rack' }],
      spares: [
        { name: 'PDUs', pduType: 'pdu', quantity: 2, reserveQuantity: 3 },
        { name: 'blanks', itemType: 'blank', quantity: 10 },
      ],
    });
    expect(lineNamed(bom, 'pdu')).toMatchObject({ category: 'power', uses: [], quantityUsed: 0, quantityToBuy: 1 });
    expect(lineNamed(bom, 'blank')).toMatchObject({ category: 'racks', quantityToBuy: 0 });
  });

  it('stands in one chapter when a device type has several roles, whatever their order', () => {
    const device = (name: string, role: 'network' | 'other') => ({ name, type: 'switch', role });
    const switches = { deviceTypes: [{ ...entry('switch'), heightU: 1 }] };
    const chapters = [
      [device('a', 'other'), device('b', 'network')],
      [device('a', 'network'), device('b', 'other')],
    ].map((devices) => lineNamed(bomOf({ ...switches, devices }), 'switch').category);
    expect(chapters).toEqual(['network', 'network']);
  });
});

describe('cables of the bill', () => {
  const stocked = {
    ...entry('dac'),
    medium: 'dac' as const,
    currency: 'USD',
    stockLengths: [
      { lengthM: 3, priceMinor: 9_000, partNumber: 'DAC-3' },
      { lengthM: 1, priceMinor: 5_000, partNumber: 'DAC-1' },
      { lengthM: 2, partNumber: 'DAC-2' },
    ],
  };

  it('take the smallest stock length that is long enough', () => {
    const bom = bomOf(cabled(stocked, [0.4, 1, 1.001, 2.6, 3]));
    expect(lineNamed(bom, 'dac', 1)).toMatchObject({ quantityUsed: 2, partNumber: 'DAC-1', linePriceMinor: 10_000 });
    expect(lineNamed(bom, 'dac', 2)).toMatchObject({ quantityUsed: 1, partNumber: 'DAC-2', unitPriceMinor: null });
    expect(lineNamed(bom, 'dac', 3)).toMatchObject({ quantityUsed: 2, partNumber: 'DAC-3', linePriceMinor: 18_000 });
    expect(bom.missingPrices.map(({ reason }) => reason)).toEqual(['no price for this length']);
  });

  it('do not take a longer piece for the noise of a computed length', () => {
    const noisyM = 0.1 + 0.2 + 0.7; // 1.0000000000000002 in binary fractions
    expect(noisyM).toBeGreaterThanOrEqual(1);
    expect(lineNamed(bomOf(cabled(stocked, [noisyM])), 'dac', 1).quantityUsed).toBe(1);
  });

  it('say that no stock length is long enough, and do not join those of unknown length', () => {
    const bom = bomOf(cabled(stocked, [7, null]));
    expect(lineNamed(bom, 'dac', 7)).toMatchObject({ quantityUsed: 1, unitPriceMinor: null });
    expect(lineNamed(bom, 'dac', null)).toMatchObject({ quantityUsed: 1, unitPriceMinor: null });
    expect(bom.missingPrices).toEqual([
      { line: 2, reason: 'longer than every stock length' },
      { line: 3, reason: 'no length' },
    ]);
    expect(bom.lengthCoverage).toEqual({ known: 1, total: 2 });
  });

  it('cost the price of the type where no stock length has one', () => {
    const flat = { ...stocked, priceMinor: 4_000, stockLengths: [{ lengthM: 1 }, { lengthM: 2 }] };
    const bom = bomOf(cabled(flat, [0.5, 1.5]));
    expect(bom.lines.filter(({ slug }) => slug === 'dac').map(({ linePriceMinor }) => linePriceMinor)).toEqual([
      4_000, 4_000,
    ]);
  });

  it('are ordered by their own length, to the millimetre, where they are made to length', () => {
    const made = { ...entry('fibre'), medium: 'single-mode' as const };
    const bom = bomOf(cabled(made, [12.3, 12.2996, 12.3004]));
    // 12.2996 m need 12.300 m, 12.3004 m need 12.301 m
    expect(lineNamed(bom, 'fibre', 12.3).quantityUsed).toBe(2);
    expect(lineNamed(bom, 'fibre', 12.301).quantityUsed).toBe(1);
  });

  it('go by their length as built where it is known', () => {
    const parts = cabled(stocked, [0.8]);
    const bom = bomOf({ ...parts, cables: (parts.cables ?? []).map((cable) => ({ ...cable, asBuiltLengthM: 1.4 })) });
    expect(bom.cableSchedule[0]).toMatchObject({ lengthM: 1.4, orderLengthM: 2, line: 2 });
  });

  it('sold by the metre are counted in metres without the noise of binary fractions', () => {
    const drum = { ...entry('cat6'), medium: 'copper' as const, unitOfMeasure: 'm', packSize: 305 };
    const bom = bomOf({
      ...cabled({ ...drum, priceMinor: 50, currency: 'EUR' }, [10.3, 10.4, 14.1]),
      spares: [{ name: 'drum', cableType: 'cat6', lengthM: 10.5, quantity: 2 }],
    });
    expect(10.3 + 10.4 + 14.1).not.toBe(34.8);
    expect(lineNamed(bom, 'cat6')).toMatchObject({
      quantityUsed: 34.8,
      quantityInStock: 21, // 2 drums of 10.5 m
      quantityToBuy: 305, // 13.8 m are missing: one drum
      linePriceMinor: 15_250, // 305 · 50
    });
    expect(bom.cableSchedule.map(({ orderLengthM }) => orderLengthM)).toEqual([10.3, 10.4, 14.1]);
  });

  it('sold by the metre and of unknown length are an omission, not a metre', () => {
    const bom = bomOf(cabled({ ...entry('cat6'), medium: 'copper', unitOfMeasure: 'm' }, [5, null]));
    expect(lineNamed(bom, 'cat6').quantityUsed).toBe(5);
    expect(bom.omissions).toEqual([{ kind: 'cable', name: 'C2', reason: 'sold by the metre and of unknown length' }]);
    expect(bom.cableSchedule[1]).toMatchObject({ cable: 'C2', lengthM: null, orderLengthM: null, line: null });
  });

  it('have spares for each length of their own, rounded up', () => {
    const bom = bomOf({
      site: { name: 'hall', cableSpareFraction: 0.1 },
      ...cabled(stocked, [...Array<number>(11).fill(0.9), 2.5]),
    });
    expect(lineNamed(bom, 'dac', 1)).toMatchObject({ quantityUsed: 11, quantitySpare: 2, quantityRequired: 13 }); // 1.1
    expect(lineNamed(bom, 'dac', 3)).toMatchObject({ quantityUsed: 1, quantitySpare: 1, quantityToBuy: 2 }); // 0.1
  });

  it('keep the larger of the spare share and the reserve', () => {
    const bom = bomOf({
      site: { name: 'hall', cableSpareFraction: 0.1 },
      ...cabled(stocked, Array<number>(20).fill(0.9)),
      spares: [{ name: 'store', cableType: 'dac', lengthM: 1, quantity: 4, reserveQuantity: 5 }],
    });
    // 20 · 0.1 = 2 < 5; 20 + 5 − 4 = 21
    expect(lineNamed(bom, 'dac', 1)).toMatchObject({ quantitySpare: 5, quantityInStock: 4, quantityToBuy: 21 });
  });

  it('stand in the schedule with their ends to rack, unit, port and sub-port', () => {
    const parts = cabled(stocked, [1]);
    const bom = bomOf({
      ...parts,
      rooms: [ROOM],
      rackTypes: [RACK],
      racks: racks('installed'),
      devices: [
        { name: 'N1', type: 'node', rack: 'R1', unit: 9 },
        { name: 'N2', type: 'node' },
        { name: 'N3', type: 'node', rack: 'R1', unit: 1 },
      ],
      cables: [
        {
          name: 'C1',
          type: 'dac',
          label: 'R1-09:P1',
          bundle: 'B',
          ends: [
            { device: 'N1', port: 'P1' },
            { device: 'N2', port: 'P1', subPort: '1' },
            { device: 'N3', port: 'P1' },
          ],
        },
      ],
    });
    expect(bom.cableSchedule).toEqual([
      {
        cable: 'C1',
        label: 'R1-09:P1',
        type: 'dac',
        bundle: 'B',
        status: 'planned',
        ends: [
          { device: 'N1', rack: 'R1', unit: 9, port: 'P1', subPort: null },
          { device: 'N2', rack: null, unit: null, port: 'P1', subPort: '1' },
          { device: 'N3', rack: 'R1', unit: 1, port: 'P1', subPort: null },
        ],
        lengthM: null,
        orderLengthM: null,
        line: 3,
      },
    ]);
  });
});

describe('trays', () => {
  it('are counted by the metre of their course', () => {
    const bom = bomOf({
      itemTypes: [{ ...entry('tray'), category: 'cabling', unitOfMeasure: 'm', packSize: 3 }],
      traySegments: [
        // 3-4-5 triangle: 5 m; then the diagonal of a square of 1 m: √2 = 1.41421… m, that is 1.415 m
        { name: 'T1', kind: 'fibre', from: [0, 0, 2.5], to: [3, 4, 2.5], widthMm: 300, heightMm: 100, item: 'tray' },
        { name: 'T2', kind: 'fibre', from: [0, 0, 2.5], to: [1, 1, 2.5], widthMm: 300, heightMm: 100, item: 'tray' },
        { name: 'T3', kind: 'fibre', from: [0, 0, 2.5], to: [0, 2, 2.5], widthMm: 300, heightMm: 100 },
      ],
    });
    expect(lineNamed(bom, 'tray')).toMatchObject({ category: 'cabling', quantityUsed: 6.415, quantityToBuy: 9 });
    expect(bom.omissions).toEqual([{ kind: 'traySegment', name: 'T3', reason: 'names no item of the catalog' }]);
  });
});

describe('prices', () => {
  it('are summed for each currency on its own', () => {
    const type = (slug: string, price: { priceMinor?: number; currency?: string }) => ({
      ...RACK,
      ...entry(slug),
      ...price,
    });
    const rack = (name: string, slug: string) => ({ name, type: slug, room: 'Hall' });
    const bom = bomOf({
      rooms: [ROOM],
      rackTypes: [
        type('a', { priceMinor: 100, currency: 'USD' }),
        type('b', { priceMinor: 250, currency: 'USD' }),
        type('c', { priceMinor: 900, currency: 'JPY' }),
        type('d', { priceMinor: 700 }),
        type('e', { currency: 'USD' }),
      ],
      racks: [rack('1', 'a'), rack('2', 'a'), rack('3', 'b'), rack('4', 'c'), rack('5', 'd'), rack('6', 'e')],
    });
    expect(bom.totals).toEqual([
      { currency: 'JPY', totalMinor: 900, lines: 1 },
      { currency: 'USD', totalMinor: 450, lines: 2 }, // 2 · 100 + 250
    ]);
    expect(bom.priceCoverage).toEqual({ known: 3, total: 5 });
    expect(bom.missingPrices).toEqual([
      { line: 4, reason: 'no currency' },
      { line: 5, reason: 'no price' },
    ]);
  });
});

describe('omissions', () => {
  it('name what nothing can be ordered for; a utility is nobody’s to buy', () => {
    const bom = bomOf({
      deviceTypes: [NODE],
      devices: [{ name: 'N1', type: 'node' }],
      powerElements: [
        { name: 'grid', kind: 'utility' },
        { name: 'UPS', kind: 'ups' },
        { name: 'PDU', kind: 'rack-pdu' },
      ],
      heatRejections: [{ name: 'chiller', kind: 'chiller' }],
      cords: [{ device: 'N1', supply: 'PSU1', pdu: 'PDU', outlet: '1' }],
    });
    expect(bom.omissions).toEqual([
      { kind: 'powerElement', name: 'PDU', reason: 'names no item of the catalog' },
      { kind: 'powerElement', name: 'UPS', reason: 'names no item of the catalog' },
      { kind: 'heatRejection', name: 'chiller', reason: 'names no item of the catalog' },
      { kind: 'cord', name: 'N1 / PSU1', reason: 'names no cable type' },
    ]);
  });

  it('name stock of which nobody can say what it is', () => {
    const bom = bomOf({
      rackTypes: [RACK],
      deviceTypes: [NODE],
      spares: [
        { name: 'both', rackType: 'rack', deviceType: 'node', quantity: 1 },
        { name: 'neither', quantity: 1 },
      ],
    });
    expect(bom.lines).toEqual([]);
    expect(bom.omissions).toEqual([
      { kind: 'spare', name: 'both', reason: 'names several catalog entries' },
      { kind: 'spare', name: 'neither', reason: 'names no catalog entry' },
    ]);
  });
});

describe('the bill', () => {
  it('carries the open entries of the register of assumptions and leaves out those that were validated', () => {
    const bom = bomOf({
      assumptions: [{ name: 'open' }, { name: 'validated', validatedOn: '2027-01-01' }],
    });
    expect(bom.openAssumptions.map(({ name }) => name)).toEqual(['open']);
  });

  it('refuses a snapshot that names what its catalog does not have', () => {
    expect(() => bomOf({ rooms: [ROOM], racks: racks('planned') })).toThrow('the catalog has no rackType rack');
  });
});

describe('breakers, whips, rack PDUs and cords of a chain', () => {
  const chain = (whip: object, pdu: object = {}): Parts => ({
    rooms: [ROOM],
    rackTypes: [RACK],
    racks: racks('planned'),
    deviceTypes: [NODE],
    devices: [{ name: 'N1', type: 'node', rack: 'R1' }],
    itemTypes: [{ ...entry('breaker'), category: 'power', priceMinor: 38_000, currency: 'USD' }],
    pduTypes: [{ ...entry('pdu'), inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3 }],
    cableTypes: [
      { ...entry('whip'), medium: 'copper', stockLengths: [{ lengthM: 6 }, { lengthM: 12 }], ...whip },
      { ...entry('cord'), medium: 'power-cord' },
    ],
    powerElements: ['A', 'B'].flatMap((feed) => [
      { name: `BRK-${feed}`, kind: 'breaker' as const, item: 'breaker' },
      {
        name: `PDU-${feed}`,
        kind: 'rack-pdu' as const,
        parents: [`BRK-${feed}`],
        pduType: 'pdu',
        rack: 'R1',
        whipType: 'whip',
        conductorLengthM: feed === 'A' ? 7.5 : 5,
        ...pdu,
      },
    ]),
    cords: ['A', 'B'].map((feed) => ({
      device: 'N1',
      supply: `PSU-${feed}`,
      pdu: `PDU-${feed}`,
      outlet: '1',
      cableType: 'cord',
      lengthM: 1.2,
    })),
  });
  const counts = ({ lines }: Bom) =>
    lines
      .filter(({ category }) => category === 'power')
      .map(({ slug, lengthM, quantityUsed, linePriceMinor }) => [slug, lengthM, quantityUsed, linePriceMinor]);

  it('stand in the chapter of power, each once, whips by the stock length that is long enough, without a price as without one', () => {
    expect(counts(bomOf(chain({})))).toEqual([
      ['breaker', null, 2, 76_000],
      ['cord', 1.2, 2, null],
      ['pdu', null, 2, null],
      ['whip', 6, 1, null],
      ['whip', 12, 1, null],
    ]);
    const [whip] = lineNamed(bomOf(chain({})), 'whip', 12).uses;
    expect(whip).toMatchObject({ kind: 'whip', name: 'PDU-A', place: 'R1' });
  });

  it('are metres where the cable is sold by the metre: 7.5 + 5 = 12.5 m', () => {
    const byMetre = { unitOfMeasure: 'm', stockLengths: undefined, priceMinor: 2000, currency: 'USD' };
    expect(lineNamed(bomOf(chain(byMetre)), 'whip')).toMatchObject({ quantityUsed: 12.5, linePriceMinor: 26_000 });
  });

  it('are left out and listed where nobody says which cable it is, or how many metres', () => {
    expect(bomOf(chain({}, { whipType: undefined })).omissions).toContainEqual({
      kind: 'whip',
      name: 'PDU-A',
      reason: 'names no cable type',
    });
    const byMetre = { unitOfMeasure: 'm', stockLengths: undefined };
    expect(bomOf(chain(byMetre, { conductorLengthM: undefined })).omissions).toContainEqual({
      kind: 'whip',
      name: 'PDU-B',
      reason: 'sold by the metre and of unknown length',
    });
    expect(bomOf(chain({}, { conductorLengthM: undefined, whipType: undefined })).omissions).toEqual([]);
  });
});
