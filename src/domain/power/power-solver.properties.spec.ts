import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conservedPower } from '../../../test/power/conserved-solve.js';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../../../test/factories/halls/hall.js';
import { PDU_415_60, powerHall, without } from '../../../test/factories/halls/power-hall.js';
import { sitePolicy } from '../site/policy.js';
import {
  carriedPowerVa,
  loadCurrents,
  NO_CURRENT,
  primaryCurrents,
  sumCurrents,
  lineAmps,
  type Legs,
  type LineCurrents,
} from './line-currents.js';
import type { LineLoad } from './power-figures.js';
import { LEAST_POSITIVE } from '../site/fields.js';

/**
 * Small halls at random, and a second solver that shares no code with the first but the formula of one load: for each
 * state it walks down from every element and adds phasors at the element's own voltage.
 */

interface HallDevice {
  readonly drawW: number;
  readonly powerFactor: number;
  readonly ratingW: number;
  readonly neededForFull: number;
  readonly neededForReduced: number;
  readonly reducedDrawW: number | null;
  /** PDU and legs of each supply. */
  readonly cords: readonly { readonly pdu: number; readonly legs: Legs }[];
}

interface Hall {
  readonly pduLossFraction: number;
  /** Of each feed: what stands above its panel, and whether that can also draw from the source of the next feed. */
  readonly feeds: readonly { readonly source: 'ups' | 'transformer'; readonly switched: boolean }[];
  /** Feed of each PDU. */
  readonly pdus: readonly number[];
  readonly devices: readonly HallDevice[];
}

const LEGS: readonly Legs[] = ['L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1', 'L1-L2-L3'];
const FIXED_LOSS_W = 300;
const PROPORTIONAL_LOSS = 0.03;
const UPS_POWER_FACTOR = 0.99;
const SOURCE_V = 480;
const HALL_V = 415;

const halls: fc.Arbitrary<Hall> = fc
  .record({
    pduLossFraction: fc.constantFrom(0, 0.02),
    feeds: fc.array(
      fc.record({ source: fc.constantFrom('ups' as const, 'transformer' as const), switched: fc.boolean() }),
      { minLength: 1, maxLength: 3 },
    ),
    pduCount: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ pduLossFraction, feeds, pduCount }) =>
    fc.record({
      pduLossFraction: fc.constant(pduLossFraction),
      feeds: fc.constant(feeds),
      pdus: fc.array(fc.integer({ min: 0, max: feeds.length - 1 }), { minLength: pduCount, maxLength: pduCount }),
      devices: fc.array(
        fc
          .record({
            drawW: fc.double({ min: 50, max: 9000, noNaN: true }),
            powerFactor: fc.double({ min: 0.7, max: 1, noNaN: true }),
            ratingW: fc.double({ min: 300, max: 5000, noNaN: true }),
            neededForFull: fc.integer({ min: 1, max: 5 }),
            reducedBy: fc.integer({ min: 0, max: 2 }),
            reducedDrawW: fc.option(fc.double({ min: 50, max: 9000, noNaN: true })),
            cords: fc.array(
              fc.record({ pdu: fc.integer({ min: 0, max: pduCount - 1 }), legs: fc.constantFrom(...LEGS) }),
              { minLength: 1, maxLength: 6 },
            ),
          })
          .map(({ reducedBy, ...device }) => ({
            ...device,
            neededForReduced: Math.max(1, device.neededForFull - reducedBy),
          })),
        { minLength: 1, maxLength: 8 },
      ),
    }),
  );

function feedName(feed: number): string {
  return `F${String(feed)}`;
}

function sourceName(feed: number): string {
  return `SRC-${String(feed)}`;
}

/** Parents of every element by name; only the sources say to which feed they belong. */
function chainOf({ feeds, pdus }: Hall) {
  return new Map<string, readonly string[]>([
    ['UTIL', []],
    ...feeds.flatMap(({ switched }, feed): [string, string[]][] => [
      [sourceName(feed), ['UTIL']],
      [
        `PANEL-${String(feed)}`,
        switched && feeds.length > 1 ? [sourceName(feed), sourceName((feed + 1) % feeds.length)] : [sourceName(feed)],
      ],
    ]),
    ...pdus.flatMap((feed, pdu): [string, string[]][] => [
      [`BRK-${String(pdu)}`, [`PANEL-${String(feed)}`]],
      [`PDU-${String(pdu)}`, [`BRK-${String(pdu)}`]],
    ]),
  ]);
}

function indexOf(hall: Hall) {
  const used = new Map<number, { name: string; legs: Legs }[]>();
  const cords = hall.devices.flatMap((device, d) =>
    device.cords.map(({ pdu, legs }, c) => {
      const outlets = used.get(pdu) ?? [];
      used.set(pdu, outlets);
      const outlet = `O${String(outlets.length)}`;
      outlets.push({ name: outlet, legs });
      return { device: `D${String(d)}`, supply: `S${String(c)}`, pdu: `PDU-${String(pdu)}`, outlet };
    }),
  );
  return hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'R', type: RACK_42U.slug, room: ROOM_20_BY_12.name }],
    deviceTypes: hall.devices.map((device, d) => ({
      ...catalogued(`type-${String(d)}`),
      heightU: 1,
      maximumPowerW: device.drawW,
      powerFactor: device.powerFactor,
      powerSupplies: device.cords.map((_, c) => ({ name: `S${String(c)}`, maximumPowerW: device.ratingW })),
      suppliesForFullService: device.neededForFull,
      suppliesForReducedService: device.neededForReduced,
      ...(device.reducedDrawW === null ? {} : { reducedPowerW: device.reducedDrawW }),
    })),
    pduTypes: hall.pdus.map((_, pdu) => ({
      ...catalogued(`pdu-${String(pdu)}`),
      inputVoltageLlV: HALL_V,
      ratedCurrentA: 60,
      phases: 3,
      lossFraction: hall.pduLossFraction,
      outlets: used.get(pdu) ?? [],
    })),
    devices: hall.devices.map((_, d) => ({ name: `D${String(d)}`, type: `type-${String(d)}`, rack: 'R' })),
    powerElements: [...chainOf(hall)].map(([name, parents]) => {
      const number = Number(name.split('-')[1] ?? 0);
      const common = { name, parents: [...parents], phases: 3 as const };
      if (name === 'UTIL') return { ...common, kind: 'utility' as const, voltageLlV: SOURCE_V };
      if (name.startsWith('SRC')) {
        return {
          ...common,
          kind: hall.feeds[number]?.source ?? 'ups',
          feed: feedName(number),
          voltageLlV: HALL_V,
          fixedLossW: FIXED_LOSS_W,
          proportionalLossFraction: PROPORTIONAL_LOSS,
        };
      }
      if (name.startsWith('PANEL')) return { ...common, kind: 'panel' as const };
      if (name.startsWith('BRK')) return { ...common, kind: 'breaker' as const };
      return { ...common, kind: 'rack-pdu' as const, rack: 'R', pduType: `pdu-${String(number)}` };
    }),
    cords,
  });
}

interface BruteState {
  readonly dead: ReadonlySet<string>;
  readonly currents: ReadonlyMap<string, LineCurrents>;
  readonly servedW: number;
  readonly lossesW: number;
}

/** What a device draws on each of its cords, by the words of the data sheet. */
function cordPowersW(device: HallDevice, live: readonly boolean[], wholeDraw: boolean): readonly number[] {
  const count = live.filter(Boolean).length;
  const coveredW = count * device.ratingW;
  let powerW = 0;
  if (wholeDraw) powerW = count > 0 ? device.drawW : 0;
  else if (count >= device.neededForFull && coveredW >= device.drawW) powerW = device.drawW;
  else if (count >= device.neededForReduced) {
    powerW = Math.min(device.drawW, coveredW, device.reducedDrawW ?? Infinity);
  }
  return live.map((isLive) => (isLive ? powerW / count : 0));
}

function isFull(device: HallDevice): boolean {
  return device.cords.length >= device.neededForFull && device.cords.length * device.ratingW >= device.drawW;
}

function bruteForce(hall: Hall, lostFeed: number | null): BruteState {
  const chain = chainOf(hall);
  const dead = new Set<string>(lostFeed === null ? [] : [sourceName(lostFeed)]);
  for (let before = -1; before !== dead.size;) {
    before = dead.size;
    for (const [name, parents] of chain) {
      if (parents.length > 0 && parents.every((parent) => dead.has(parent))) dead.add(name);
    }
  }
  let servedW = 0;
  let lossesW = 0;
  const onPdu = hall.pdus.map((): LineCurrents[] => []);
  for (const device of hall.devices) {
    const live = device.cords.map(({ pdu }) => !dead.has(`PDU-${String(pdu)}`));
    // A device that lacks cords for full service with every feed counts with its whole draw.
    const powersW = cordPowersW(device, live, !isFull(device));
    device.cords.forEach(({ pdu, legs }, c) => {
      const powerW = powersW[c] ?? 0;
      servedW += powerW;
      onPdu[pdu]?.push(loadCurrents({ load: { legs, powerW, powerFactor: device.powerFactor }, lineToLineV: HALL_V }));
    });
  }
  const currents = new Map<string, LineCurrents>();
  const balanced = (powerW: number, powerFactor: number, lineToLineV: number) =>
    loadCurrents({ load: { legs: 'L1-L2-L3', powerW, powerFactor }, lineToLineV });
  const carrierOf = (name: string) => (chain.get(name) ?? []).find((parent) => !dead.has(parent));

  const inputOf = (name: string): LineCurrents => {
    if (dead.has(name)) return NO_CURRENT;
    const below = [...chain.keys()].filter((child) => !dead.has(child) && carrierOf(child) === name).map(inputOf);
    const number = Number(name.split('-')[1] ?? 0);
    if (name.startsWith('PDU')) {
      const taken = sumCurrents(onPdu[number] ?? []);
      const lossW = carriedPowerVa({ currents: taken, lineToLineV: HALL_V }).re * hall.pduLossFraction;
      lossesW += lossW;
      const factor = 1 + hall.pduLossFraction;
      const scaled = Object.fromEntries(
        Object.entries(taken).map(([line, { re, im }]) => [line, { re: re * factor, im: im * factor }]),
      ) as unknown as LineCurrents;
      currents.set(name, scaled);
      return scaled;
    }
    const output = sumCurrents(below);
    currents.set(name, output);
    if (!name.startsWith('SRC')) return output;
    const outputW = carriedPowerVa({ currents: output, lineToLineV: HALL_V }).re;
    const lossW = FIXED_LOSS_W + PROPORTIONAL_LOSS * outputW;
    lossesW += lossW;
    if (hall.feeds[number]?.source === 'ups') return balanced(outputW + lossW, UPS_POWER_FACTOR, SOURCE_V);
    const winding = { winding: 'delta-wye', primaryV: SOURCE_V, secondaryV: HALL_V } as const;
    return sumCurrents([primaryCurrents({ currents: output, ...winding }), balanced(lossW, 1, SOURCE_V)]);
  };
  inputOf('UTIL');
  return { dead, currents, servedW, lossesW };
}

function expectSame(load: LineLoad | null | undefined, currents: LineCurrents | undefined): void {
  const { l1A, l2A, l3A, nA } = lineAmps(currents ?? NO_CURRENT);
  const found = [...(load?.lineCurrentsA ?? []), load?.neutralCurrentA];
  [l1A, l2A, l3A, nA].forEach((ampere, i) => {
    expect(Math.abs((found[i] ?? NaN) - ampere)).toBeLessThanOrEqual(1e-9 * Math.max(1, ampere));
  });
}

function busiestA(currents: LineCurrents | undefined): number {
  const { l1A, l2A, l3A } = lineAmps(currents ?? NO_CURRENT);
  return Math.max(l1A, l2A, l3A);
}

describe('the power chain of a random hall', () => {
  it('carries what nodal phasor sums give, normally and after the loss of each feed', () => {
    let transfers = 0;
    let worse = 0;
    fc.assert(
      fc.property(halls, (hall) => {
        const index = indexOf(hall);
        const figures = conservedPower(index, sitePolicy(index.snapshot.site).policy);
        const normal = bruteForce(hall, null);
        const losses = hall.feeds.map((_, feed) => bruteForce(hall, feed));
        for (const element of figures.elements) {
          expectSame(element.normal, normal.currents.get(element.element));
          const surviving = losses.filter(({ dead }) => !dead.has(element.element));
          const most = Math.max(...surviving.map(({ currents }) => busiestA(currents.get(element.element))), 0);
          if (element.worst === null) continue;
          worse += 1;
          const voltageV = element.voltageV ?? NaN;
          // The worst loss is the one that puts most on the busiest line, among those that change it.
          const lost = losses[Number(element.worstLostFeed?.slice(1))];
          expect(lost?.dead.has(element.element)).toBe(false);
          expectSame(element.worst, lost?.currents.get(element.element));
          expect(element.worst.busiestCurrentA ?? 0).toBeLessThanOrEqual(most * (1 + 1e-9) + 1e-9);
          expect(voltageV).toBe(element.element === 'UTIL' ? SOURCE_V : HALL_V);
          const lostNumber = Number(element.worstLostFeed?.slice(1));
          const takesOver = sourceName((lostNumber + 1) % hall.feeds.length) === element.element;
          if (takesOver && hall.feeds[lostNumber]?.switched === true) transfers += 1;
        }
        // Power is conserved: what the utility gives is what is drawn and what is lost.
        const utility = figures.elements.find(({ element }) => element === 'UTIL');
        expect(utility?.normal?.powerW).toBeCloseTo(normal.servedW + normal.lossesW, 5);
        expect(figures.site.maximum.knownSum).toBeCloseTo(normal.servedW, 6);
      }),
      { seed: 20261, numRuns: 300 },
    );
    // The halls do exercise what the property is about.
    expect(transfers).toBeGreaterThan(20);
    expect(worse).toBeGreaterThan(300);
  });

  it('leaves no loss out that puts more on an element than any other', () => {
    fc.assert(
      fc.property(halls, (hall) => {
        const index = indexOf(hall);
        const figures = conservedPower(index, sitePolicy(index.snapshot.site).policy);
        const normal = bruteForce(hall, null);
        const losses = hall.feeds.map((_, feed) => bruteForce(hall, feed));
        for (const { element, worst } of figures.elements) {
          const before = busiestA(normal.currents.get(element));
          const after = losses
            .filter(({ dead }) => !dead.has(element))
            .map(({ currents }) => busiestA(currents.get(element)));
          const most = Math.max(before, ...after);
          if (most > before + 1e-9) expect(worst?.busiestCurrentA).toBeCloseTo(most, 8);
        }
      }),
      { seed: 20262, numRuns: 200 },
    );
  });

  it('knows everything where every draw is stated, and never serves more than is asked', () => {
    fc.assert(
      fc.property(halls, (hall) => {
        const index = indexOf(hall);
        const figures = conservedPower(index, sitePolicy(index.snapshot.site).policy);
        for (const { coverage, normal } of figures.elements) {
          expect(coverage.known).toBe(coverage.total);
          expect(normal?.upperCurrentA).toBe(normal?.busiestCurrentA);
        }
        for (const { servedW, demandW } of figures.afterLoss)
          expect(servedW ?? NaN).toBeLessThanOrEqual(demandW ?? NaN);
        for (const { lostFeed, devices } of figures.losses) {
          expect(devices.full + devices.reduced + devices.dark + devices.unknown).toBe(hall.devices.length);
          // What belongs to a feed is dead with it, so its loss is the worst of none of it.
          for (const element of figures.elements)
            if (element.feed === lostFeed) expect(element.worstLostFeed).not.toBe(lostFeed);
        }
      }),
      { seed: 20263, numRuns: 200 },
    );
  });
});

describe('a balanced rack PDU', () => {
  it('carries more on every line when a device draws more', () => {
    const node = { ...catalogued('node'), heightU: 4, powerFactor: 0.95, powerSupplies: [{ name: 'PSU1' }] };
    const linesOf = (powerW: number): readonly number[] => {
      const { index, policy } = powerHall({
        devicesPerRack: 3,
        deviceType: { ...node, maximumPowerW: powerW },
        supplies: ['PSU1'],
        feeds: ['A'],
        pduType: { ...PDU_415_60, outlets: PDU_415_60.outlets.map((outlet) => without(outlet, 'legs')) },
      });
      const pdu = conservedPower(index, policy).elements.find(({ kind }) => kind === 'rack-pdu');
      return (pdu?.normal?.lineCurrentsA ?? []).map((ampere) => ampere ?? NaN);
    };
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 20_000, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (powerW, moreW) => {
          const less = linesOf(powerW);
          linesOf(powerW + moreW).forEach((ampere, k) => expect(ampere).toBeGreaterThan(less[k] ?? NaN));
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it('never has less on a line when what is unknown turns out to draw', () => {
    fc.assert(
      fc.property(fc.double({ min: LEAST_POSITIVE, max: 5000, noNaN: true }), (drawW) => {
        const type = {
          ...catalogued('node'),
          heightU: 4,
          powerFactor: 0.9,
          powerSupplies: [{ name: 'PSU1', maximumPowerW: 5000 }],
        };
        const solve = (maximumPowerW: number | null) => {
          const { index, policy } = powerHall({
            devicesPerRack: 2,
            deviceType: maximumPowerW === null ? type : { ...type, maximumPowerW },
            supplies: ['PSU1'],
            feeds: ['A'],
          });
          return conservedPower(index, policy).elements.find(({ kind }) => kind === 'rack-pdu')?.normal;
        };
        const bounds = solve(null);
        const actual = solve(drawW);
        expect(actual?.busiestCurrentA ?? NaN).toBeLessThanOrEqual((bounds?.upperCurrentA ?? NaN) + 1e-9);
        expect(actual?.busiestCurrentA ?? NaN).toBeGreaterThanOrEqual((bounds?.busiestCurrentA ?? NaN) - 1e-9);
      }),
      { seed: 6, numRuns: 30 },
    );
  });
});
