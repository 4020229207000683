import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentSchema, type SiteDocument } from '../site/document.js';
import { STATUSES } from '../site/fields.js';
import { toSnapshot } from '../site/snapshot.js';
import type { Bom } from './bom.js';
import { buildBom } from './build-bom.js';

const RUNS = { seed: 20_270_301, numRuns: 60 };
const AS_OF = '2027-03-01';

const status = fc.constantFrom(...STATUSES);
const life = fc.record({ status, retiredFrom: fc.constantFrom('2027-02-01', '2027-04-01') }, { requiredKeys: [] });
const offer = fc.record(
  {
    priceMinor: fc.integer({ min: 0, max: 1_000_000 }),
    currency: fc.constantFrom('USD', 'EUR', 'JPY'),
    packSize: fc.integer({ min: 1, max: 7 }),
    partNumber: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);
/** Lengths as routing computes them: not rounded. */
const lengthM = fc.double({ min: 0.01, max: 60, noNaN: true });
const share = fc.constantFrom(0, 0.05, 0.1, 1);
const count = fc.integer({ min: 0, max: 30 });

const entry = (slug: string) => ({ slug, manufacturer: 'M', model: slug });
const some = <T>(arbitrary: fc.Arbitrary<T>, max: number) => fc.array(arbitrary, { maxLength: max });
const numbered = <T extends object>(letter: string, things: readonly T[]) =>
  things.map((thing, i) => ({ name: `${letter}${String(i + 1)}`, ...thing }));

/** Halls of a few things of every kind that a bill knows, in every state. */
const halls: fc.Arbitrary<SiteDocument> = fc
  .record({
    offers: fc.array(offer, { minLength: 7, maxLength: 7 }),
    stockPricesMinor: fc.array(fc.option(count, { nil: undefined }), { minLength: 3, maxLength: 3 }),
    cableSpareFraction: share,
    racks: some(life, 5),
    devices: some(fc.record({ role: fc.constantFrom('compute', 'network', 'panel', 'other') }), 6),
    deviceLives: fc.array(life, { minLength: 6, maxLength: 6 }),
    elements: some(
      fc.record({
        kind: fc.constantFrom('utility', 'ups', 'rack-pdu'),
        has: fc.nat(2),
        whip: fc.constantFrom(undefined, 'stocked', 'made', 'metre'),
        runM: fc.option(lengthM, { nil: undefined }),
      }),
      5,
    ),
    trays: some(fc.record({ to: fc.tuple(lengthM, lengthM, lengthM), has: fc.boolean() }), 4),
    cables: some(
      fc.record({
        type: fc.constantFrom('stocked', 'made', 'metre'),
        length: fc.option(lengthM, { nil: undefined }),
        life,
        ends: fc.tuple(fc.nat(5), fc.nat(5)),
      }),
      25,
    ),
    cords: some(fc.record({ device: fc.nat(5), length: fc.option(lengthM, { nil: undefined }), has: fc.boolean() }), 5),
    spares: some(
      fc.record({
        of: fc.constantFrom('rackType', 'deviceType', 'pduType', 'itemType', 'stocked', 'made', 'metre', 'none', 'two'),
        length: fc.option(fc.constantFrom(1, 2, 3, 12.5), { nil: undefined }),
        quantity: count,
        reserveQuantity: fc.option(count, { nil: undefined }),
        onOrderQuantity: fc.option(count, { nil: undefined }),
      }),
      6,
    ),
  })
  .map((given) => {
    const offers = given.offers;
    const devices = numbered(
      'D',
      given.devices.map((device, i) => ({ type: 'device', ...device, ...given.deviceLives[i] })),
    );
    const deviceAt = (i: number) => devices[i % Math.max(1, devices.length)]?.name ?? '';
    const elements = numbered(
      'E',
      given.elements.map(({ kind, has, whip, runM }) => ({
        kind,
        ...(whip === undefined ? {} : { whipType: whip }),
        ...(runM === undefined ? {} : { conductorLengthM: runM }),
        ...(has === 1 ? { pduType: 'pdu' } : has === 2 ? { item: 'item' } : {}),
      })),
    );
    return {
      plenum: 1,
      site: { name: 'hall', cableSpareFraction: given.cableSpareFraction },
      rackTypes: [{ ...entry('rack'), ...offers[0], heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 }],
      deviceTypes: [{ ...entry('device'), ...offers[1], heightU: 4 }],
      pduTypes: [{ ...entry('pdu'), ...offers[2], inputVoltageLlV: 415, ratedCurrentA: 60, phases: 3 }],
      itemTypes: [{ ...entry('item'), ...offers[3], category: 'power' }],
      cableTypes: [
        {
          ...entry('stocked'),
          ...offers[4],
          medium: 'dac',
          stockLengths: given.stockPricesMinor.map((priceMinor, i) => ({
            lengthM: [1, 3, 30][i] ?? 1,
            ...(priceMinor === undefined ? {} : { priceMinor }),
          })),
        },
        { ...entry('made'), ...offers[5], medium: 'power-cord' },
        { ...entry('metre'), ...offers[6], medium: 'copper', unitOfMeasure: 'm' },
      ],
      rooms: [{ name: 'Hall', outline: [[0, 0], [9, 0], [9, 9]] }], // prettier-ignore
      racks: numbered('R', given.racks).map((rack) => ({ ...rack, type: 'rack', room: 'Hall' })),
      devices,
      powerElements: elements,
      traySegments: numbered(
        'T',
        given.trays.map(({ to, has }) => ({
          kind: 'fibre' as const,
          from: [0, 0, 0],
          to,
          widthMm: 100,
          heightMm: 100,
          ...(has ? { item: 'item' } : {}),
        })),
      ),
      cables:
        devices.length === 0
          ? []
          : numbered(
              'C',
              given.cables.map(({ type, length, life: alive, ends }, i) => ({
                type,
                ...alive,
                ends: ends.map((end, side) => ({ device: deviceAt(end), port: `${String(i)}-${String(side)}` })),
                ...(length === undefined ? {} : { lengthM: length }),
              })),
            ),
      cords:
        devices.length === 0 || elements.length === 0
          ? []
          : given.cords.map(({ device, length, has }, i) => ({
              device: deviceAt(device),
              supply: `PSU${String(i)}`,
              pdu: elements[0]?.name ?? '',
              outlet: String(i),
              ...(has ? { cableType: 'made' } : {}),
              ...(length === undefined ? {} : { lengthM: length }),
            })),
      spares: numbered(
        'S',
        given.spares.map(({ of, length, quantity, reserveQuantity, onOrderQuantity }) => ({
          quantity,
          ...(reserveQuantity === undefined ? {} : { reserveQuantity }),
          ...(onOrderQuantity === undefined ? {} : { onOrderQuantity }),
          ...(length === undefined ? {} : { lengthM: length }),
          ...stocked(of),
        })),
      ),
    } as unknown as SiteDocument;
  });

function stocked(of: string): object {
  const slugs = { rackType: 'rack', deviceType: 'device', pduType: 'pdu', itemType: 'item' };
  if (of === 'none') return {};
  if (of === 'two') return { rackType: 'rack', deviceType: 'device' };
  return of in slugs ? { [of]: slugs[of as keyof typeof slugs] } : { cableType: of };
}

function bomOf(document: SiteDocument): Bom {
  const snapshot = toSnapshot(documentSchema.parse(document));
  return buildBom(snapshot, { asOf: AS_OF, contentHash: 'hash', revisionLabel: null });
}

function holdsForAll(check: (bom: Bom, document: SiteDocument) => void): void {
  fc.assert(
    fc.property(halls, (document) => check(bomOf(document), document)),
    RUNS,
  );
}

const wanted = ({ retiredFrom }: { retiredFrom?: string | undefined }) =>
  retiredFrom === undefined || retiredFrom > AS_OF;

describe('for every hall', () => {
  it('the uses of a line add up to the quantity used, to the millimetre', () => {
    holdsForAll(({ lines }) => {
      for (const { uses, quantityUsed } of lines) {
        const millimetres = uses.reduce((sum, { quantity }) => sum + Math.round(quantity * 1000), 0);
        expect(millimetres / 1000).toBe(quantityUsed);
      }
    });
  });

  it('everything is a use of exactly one line or an omission', () => {
    holdsForAll(({ lines, omissions }, document) => {
      const covered = [...lines.flatMap(({ uses }) => uses), ...omissions].map(({ kind, name }) => `${kind} ${name}`);
      const devices = new Set((document.devices ?? []).filter(wanted).map(({ name }) => name));
      const utilities = (document.powerElements ?? []).filter(
        ({ kind, pduType, item }) => kind === 'utility' && pduType === undefined && item === undefined,
      );
      const expected = [
        ...(document.racks ?? []).filter(wanted).map(({ name }) => `rack ${name}`),
        ...[...devices].map((name) => `device ${name}`),
        ...(document.powerElements ?? [])
          .filter((element) => !utilities.includes(element))
          .map(({ name }) => `powerElement ${name}`),
        ...(document.powerElements ?? [])
          .filter(
            ({ kind, whipType, conductorLengthM }) =>
              whipType !== undefined || (kind === 'rack-pdu' && conductorLengthM !== undefined),
          )
          .map(({ name }) => `whip ${name}`),
        ...(document.traySegments ?? []).map(({ name }) => `traySegment ${name}`),
        ...(document.cables ?? [])
          .filter((cable) => wanted(cable) && cable.ends.every(({ device }) => devices.has(device)))
          .map(({ name }) => `cable ${name}`),
        ...(document.cords ?? [])
          .filter(({ device }) => devices.has(device))
          .map(({ device, supply }) => `cord ${device} / ${supply}`),
      ];
      expect(covered.filter((name) => !name.startsWith('spare ')).sort()).toEqual(expected.sort());
    });
  });

  it('every stock entry is counted in a line or is an omission', () => {
    holdsForAll(({ lines, omissions }, document) => {
      const inLines = lines.reduce(
        (sum, { quantityInStock, uses }) =>
          sum +
          quantityInStock -
          uses.reduce((staged, use) => staged + (use.status === 'staged' ? use.quantity : 0), 0),
        0,
      );
      const omitted = new Set(omissions.filter(({ kind }) => kind === 'spare').map(({ name }) => name));
      const held = (document.spares ?? [])
        .filter(({ name }) => !omitted.has(name))
        .reduce((sum, { quantity, cableType, lengthM: drumM }) => {
          return sum + quantity * (cableType === 'metre' ? (drumM ?? 1) : 1);
        }, 0);
      expect(inLines).toBeCloseTo(held, 6);
    });
  });

  it('what is bought is whole packs, enough, never negative, and never a pack too many', () => {
    holdsForAll(({ lines }) => {
      for (const line of lines) {
        const missing = line.quantityRequired - line.quantityInstalled - line.quantityInStock - line.quantityOnOrder;
        expect(line.quantityToBuy).toBeGreaterThanOrEqual(0);
        expect(line.quantityToBuy % line.packSize).toBe(0);
        expect(line.quantityToBuy).toBeGreaterThanOrEqual(missing - 1e-9);
        expect(line.quantityToBuy).toBeLessThan(Math.max(0, missing) + line.packSize);
      }
    });
  });

  it('the prices of the lines add up to the totals, currency by currency, and every other line to buy is missing one', () => {
    holdsForAll(({ lines, totals, missingPrices, priceCoverage }) => {
      const toBuy = lines.filter(({ quantityToBuy }) => quantityToBuy > 0);
      const priced = toBuy.filter(({ linePriceMinor }) => linePriceMinor !== null);
      for (const { currency, totalMinor, lines: count } of totals) {
        const inIt = priced.filter((line) => line.currency === currency);
        expect(inIt.reduce((sum, { linePriceMinor }) => sum + (linePriceMinor ?? 0), 0)).toBe(totalMinor);
        expect(inIt).toHaveLength(count);
      }
      expect(totals.reduce((sum, { lines: count }) => sum + count, 0)).toBe(priced.length);
      expect(missingPrices.map(({ line }) => line)).toEqual(
        toBuy.filter(({ linePriceMinor }) => linePriceMinor === null).map(({ number }) => number),
      );
      expect(priceCoverage).toEqual({ known: priced.length, total: toBuy.length });
    });
  });

  it('every cable of the schedule stands on the line that it names, at the length that is ordered', () => {
    holdsForAll(({ lines, cableSchedule, omissions }) => {
      for (const { cable, line: number, lengthM: neededM, orderLengthM } of cableSchedule) {
        const line = number === null ? undefined : lines[number - 1];
        if (line === undefined) {
          expect(omissions).toContainEqual(expect.objectContaining({ kind: 'cable', name: cable }));
          continue;
        }
        const use = line.uses.find(({ kind, name }) => kind === 'cable' && name === cable);
        expect(use).toBeDefined();
        expect(line.unitOfMeasure === 'm' ? use?.quantity : line.lengthM).toBe(orderLengthM);
        if (neededM !== null) expect(orderLengthM).toBeGreaterThanOrEqual(neededM - 1e-8);
      }
    });
  });

  it('lines are numbered from 1, and no two stand for the same thing to order', () => {
    holdsForAll(({ lines }) => {
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
      const keys = lines.map(({ kind, slug, lengthM: pieceM }) => `${kind} ${slug} ${String(pieceM)}`);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('the order of the rows of the document changes nothing', () => {
    fc.assert(
      fc.property(halls, fc.infiniteStream(fc.nat()), (document, stream) => {
        const shuffled = Object.fromEntries(
          Object.entries(document).map(([name, rows]) => [name, Array.isArray(rows) ? shuffle(rows, stream) : rows]),
        ) as unknown as SiteDocument;
        expect(bomOf(shuffled)).toEqual(bomOf(document));
      }),
      RUNS,
    );
  });
});

function shuffle(rows: readonly unknown[], stream: fc.Stream<number>): readonly unknown[] {
  return rows
    .map((row) => ({ row, at: Number(stream.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
