import fc from 'fast-check';
import type { Legs } from '../../src/domain/power/line-currents.js';
import type { RowOf } from '../../src/domain/site/document.js';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12 } from '../factories/halls/hall.js';

export const SOURCE_V = 480;
export const HALL_V = 415;
export const LEGS: readonly Legs[] = ['L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1', 'L1-L2-L3'];

type Element = RowOf<'powerElements'>;
type SingleLegs = NonNullable<Element['legs']>;

export interface ChainDevice {
  readonly drawW: number;
  readonly powerFactor: number;
  readonly ratingW: number;
  readonly loadShares: readonly number[] | null;
  readonly neededForFull: number;
  /** Index of the PDU and legs of each supply. */
  readonly cords: readonly { readonly pdu: number; readonly legs: Legs }[];
}

/** A chain of several levels with several parents, and devices on its rack PDUs. */
export interface Chain {
  readonly elements: readonly Element[];
  /** Of each PDU whether it has three lines. */
  readonly pdus: readonly { readonly name: string; readonly phases: 1 | 3 }[];
  readonly devices: readonly ChainDevice[];
}

const losses = fc.record({
  fixedLossW: fc.constantFrom(0, 250),
  proportionalLossFraction: fc.constantFrom(0, 0.03),
});
const sourcing = fc.constantFrom(undefined, 'transfer' as const, 'parallel' as const);
const current = fc.constantFrom(undefined, 63, 160);
const rating = fc.constantFrom(undefined, 100_000, 250_000);

/** Some of the given names, each once. */
function someOf(names: readonly string[], most: number) {
  return fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: Math.min(most, names.length) });
}

function stated<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;
}

const converter = (name: string, parents: readonly string[]) =>
  fc
    .record({
      kind: fc.constantFrom('transformer' as const, 'ups' as const),
      parents: someOf(parents, 2),
      winding: fc.constantFrom(undefined, 'delta-wye' as const, 'wye-wye' as const),
      upsMode: fc.constantFrom(undefined, 'eco' as const, 'bypass' as const),
      inputPowerFactor: fc.constantFrom(undefined, 0.97),
      rechargeW: fc.constantFrom(undefined, 4000),
      ratedApparentPowerVa: rating,
      losses,
    })
    // A UPS that passes its load through does not change the voltage.
    .map(({ losses: lost, upsMode, ...row }): Element => {
      const mode = row.kind === 'ups' ? { upsMode: undefined } : { upsMode };
      return stated({
        name,
        phases: 3 as const,
        voltageLlV: HALL_V,
        ...row,
        ...mode,
        ...lost,
        parents: [...row.parents],
      });
    });

const hallUps = (name: string, parents: readonly string[]) =>
  fc
    .record({
      parents: someOf(parents, 2),
      upsMode: fc.constantFrom(undefined, 'double-conversion' as const, 'eco' as const, 'bypass' as const),
      rechargeW: fc.constantFrom(undefined, 3000),
      ratedApparentPowerVa: rating,
      losses,
    })
    .map(({ losses: lost, ...row }): Element =>
      stated({ name, kind: 'ups' as const, phases: 3 as const, ...row, ...lost, parents: [...row.parents] }),
    );

const board = (name: string, parents: readonly string[]) =>
  fc
    .record({
      kind: fc.constantFrom('switchboard' as const, 'static-switch' as const, 'panel' as const, 'busway' as const),
      parents: someOf(parents, 3),
      sourcing,
      ratedCurrentA: current,
      losses,
    })
    .map(({ losses: lost, ...row }): Element =>
      stated({ name, phases: 3 as const, ...row, ...lost, parents: [...row.parents] }),
    );

const breaker = (name: string, parents: readonly string[]) =>
  fc
    .record({
      parents: someOf(parents, 1),
      single: fc.boolean(),
      ratedCurrentA: current,
      legs: fc.constantFrom<(SingleLegs | undefined)[]>(undefined, 'L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1'),
    })
    .map(({ parents: above, single, legs, ratedCurrentA }): Element =>
      stated({
        name,
        kind: 'breaker' as const,
        parents: [...above],
        phases: single ? (1 as const) : (3 as const),
        legs: single ? legs : undefined,
        ratedCurrentA,
      }),
    );

function levelOf<T>(count: number, of: (i: number) => fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.tuple(...Array.from({ length: count }, (_, i) => of(i)));
}

const counts = fc.record({
  converters: fc.integer({ min: 1, max: 3 }),
  boards: fc.integer({ min: 1, max: 3 }),
  ups: fc.integer({ min: 1, max: 3 }),
  panels: fc.integer({ min: 1, max: 3 }),
  pdus: fc.integer({ min: 1, max: 5 }),
});

function named(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${String(i)}`);
}

export const chains: fc.Arbitrary<Chain> = counts.chain((count) => {
  const sources = ['UTIL-1', 'UTIL-2'];
  const converters = named('TX', count.converters);
  const boards = named('MSB', count.boards);
  const ups = named('UPS', count.ups);
  const panels = named('RPP', count.panels);
  const breakers = named('BRK', count.pdus);
  return fc
    .record({
      converters: levelOf(count.converters, (i) => converter(converters[i] ?? '', sources)),
      boards: levelOf(count.boards, (i) => board(boards[i] ?? '', [...converters, 'GEN'])),
      ups: levelOf(count.ups, (i) => hallUps(ups[i] ?? '', boards)),
      panels: levelOf(count.panels, (i) => board(panels[i] ?? '', [...ups, ...boards])),
      breakers: levelOf(count.pdus, (i) => breaker(breakers[i] ?? '', panels)),
      devices: fc.array(
        fc
          .record({
            drawW: fc.double({ min: 50, max: 9000, noNaN: true }),
            powerFactor: fc.double({ min: 0.7, max: 1, noNaN: true }),
            ratingW: fc.double({ min: 300, max: 5000, noNaN: true }),
            uneven: fc.boolean(),
            shares: fc.array(fc.constantFrom(0, 1, 2, 3.5), { minLength: 6, maxLength: 6 }),
            neededForFull: fc.integer({ min: 1, max: 4 }),
            cords: fc.array(
              fc.record({ pdu: fc.integer({ min: 0, max: count.pdus - 1 }), legs: fc.constantFrom(...LEGS) }),
              { minLength: 1, maxLength: 6 },
            ),
          })
          .map(({ uneven, shares, ...device }) => ({
            ...device,
            loadShares: uneven ? shares.slice(0, device.cords.length) : null,
          })),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ devices, ...levels }): Chain => {
      const pdus = levels.breakers.map((above, i) => ({ name: `PDU${String(i)}`, phases: above.phases ?? 3 }));
      return {
        elements: [
          ...sources.map((name) => ({ name, kind: 'utility' as const, voltageLlV: SOURCE_V, phases: 3 as const })),
          { name: 'GEN', kind: 'generator' as const, voltageLlV: HALL_V, phases: 3 as const },
          ...levels.converters,
          ...levels.boards,
          ...levels.ups,
          ...levels.panels,
          ...levels.breakers,
          ...pdus.map(({ name }, i) => ({
            name,
            kind: 'rack-pdu' as const,
            parents: [`BRK${String(i)}`],
            rack: 'R',
            pduType: name.toLowerCase(),
          })),
        ],
        pdus,
        devices,
      };
    });
});

/** Share of what passes a rack PDU that it loses. */
export const PDU_LOSS = 0.02;
/** V between the conductors of a single-phase rack PDU. */
export const SINGLE_V = 240;

/** The chain as a hall that engines read. */
export function indexOfChain({ elements, pdus, devices }: Chain) {
  const used = new Map<number, { name: string; legs: Legs }[]>();
  const cords = devices.flatMap(({ cords: ofDevice }, d) =>
    ofDevice.map(({ pdu, legs }, c) => {
      const outlets = used.get(pdu) ?? [];
      used.set(pdu, outlets);
      const outlet = `O${String(outlets.length)}`;
      outlets.push({ name: outlet, legs });
      return { device: `D${String(d)}`, supply: `S${String(c)}`, pdu: `PDU${String(pdu)}`, outlet };
    }),
  );
  return hallIndex({
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    racks: [{ name: 'R', type: RACK_42U.slug, room: ROOM_20_BY_12.name }],
    deviceTypes: devices.map((device, d) => ({
      ...catalogued(`type-${String(d)}`),
      heightU: 1,
      maximumPowerW: device.drawW,
      powerFactor: device.powerFactor,
      powerSupplies: device.cords.map((_, c) => ({
        name: `S${String(c)}`,
        maximumPowerW: device.ratingW,
        ...(device.loadShares === null ? {} : { loadShare: device.loadShares[c] ?? 1 }),
      })),
      suppliesForFullService: device.neededForFull,
      suppliesForReducedService: 1,
    })),
    pduTypes: pdus.map(({ name, phases }, i) => ({
      ...catalogued(name.toLowerCase()),
      inputVoltageLlV: phases === 1 ? SINGLE_V : HALL_V,
      ratedCurrentA: 60,
      phases,
      lossFraction: PDU_LOSS,
      outlets: used.get(i) ?? [],
    })),
    devices: devices.map((_, d) => ({ name: `D${String(d)}`, type: `type-${String(d)}`, rack: 'R' })),
    powerElements: [...elements],
    cords,
  });
}
