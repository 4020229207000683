import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseSite, bomOf } from '../analysis/site-analysis.js';
import { toSnapshot } from '../domain/site/snapshot.js';
import { readSiteDocument } from '../exchange/site-document.js';
import { newHallDocument } from './new-hall-document.js';
import { defaultNodes, defaultRows, sizesOf, type NewHall } from './new-hall-size.js';

const DAY = { asOf: '2026-11-16', today: '2026-11-16' };

function hall(over: Partial<NewHall> = {}): NewHall {
  const racks = over.racks ?? 16;
  const rackPowerW = over.rackPowerW ?? 36_000;
  return {
    name: 'New hall',
    racks,
    rackPowerW,
    rows: defaultRows(racks),
    nodesPerRack: defaultNodes(rackPowerW),
    feeds: 2,
    voltageV: 415,
    altitudeM: 0,
    practice: 'nec',
    currency: 'USD',
    ...over,
  };
}

function read(from: NewHall) {
  const sizes = sizesOf(from);
  if (typeof sizes === 'string') throw new Error(sizes);
  const text = newHallDocument(from, sizes);
  const result = readSiteDocument({ bytes: Buffer.from(text), format: 'yaml' });
  if (!result.ok) throw new Error(JSON.stringify(result.defects.slice(0, 3)));
  return { text, snapshot: toSnapshot(result.document) };
}

describe('a new hall', () => {
  it('of 16 racks of 36 kW has 192 nodes of 3 kW, and a breaker of 80 A: 4 · 3000 / (239.6 · 0.95) · 1.01 = 53.3 A of 64 A', () => {
    const sizes = sizesOf(hall());
    expect(sizes).toMatchObject({ nodePowerW: 3000, outletsPerPdu: 12, breakerA: 80, rowSizes: [8, 8] });
    const { assessment } = analyseSite(read(hall()).snapshot, DAY);
    expect(assessment.figures.power.site.maximum).toMatchObject({ knownSum: 192 * 3000 });
  });

  it('names its schema in the first line', () => {
    expect(read(hall()).text.split('\n')[0]).toBe('# yaml-language-server: $schema=site.schema.json');
  });

  it('dates every line of its bill, and none is overdue on the day on which it is begun', () => {
    const { lines } = bomOf(read(hall()).snapshot, { ...DAY, revisionLabel: null });
    expect(lines.map(({ order }) => [order.status, order.overdueDays])).toEqual(lines.map(() => ['dated', 0]));
  });

  it('keeps a name with quotes and colons', () => {
    expect(read(hall({ name: `Hall "O'Hara": #1` })).snapshot.site.name).toBe(`Hall "O'Hara": #1`);
  });

  it('is taken as it is, with no error and no warning, whatever is asked for, but that on one feed its loss is dark', () => {
    const halls = fc
      .record({
        racks: fc.integer({ min: 1, max: 60 }),
        kilowatts: fc.integer({ min: 2, max: 60 }),
        feeds: fc.constantFrom(1 as const, 2 as const),
        voltageV: fc.constantFrom(208, 380, 400, 415),
        altitudeM: fc.integer({ min: 0, max: 3000 }),
        practice: fc.constantFrom('nec' as const, 'iec' as const),
      })
      .map(({ kilowatts, ...rest }) =>
        hall({
          rackPowerW: kilowatts * 1000,
          ...rest,
          rows: defaultRows(rest.racks),
          nodesPerRack: defaultNodes(kilowatts * 1000),
        }),
      )
      .filter((from) => typeof sizesOf(from) !== 'string');
    fc.assert(
      fc.property(halls, (from) => {
        const { findings } = analyseSite(read(from).snapshot, DAY).assessment;
        const bad = findings.filter(
          ({ severity, code }) =>
            (severity === 'error' || severity === 'warning') &&
            !(from.feeds === 1 && code === 'power.service-after-loss'),
        );
        expect(bad.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
      }),
      { seed: 21, numRuns: 40 },
    );
  });
});
