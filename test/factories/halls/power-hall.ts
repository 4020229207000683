import { conservedPower } from '../../power/conserved-solve.js';
import type { Rule } from '../../../src/domain/assessment/rule.js';
import type { Finding } from '../../../src/domain/finding.js';
import type { SitePolicy } from '../../../src/domain/site/policy.js';
import { sitePolicy } from '../../../src/domain/site/policy.js';
import type { RowOf } from '../../../src/domain/site/document.js';
import type { SiteIndex } from '../../../src/domain/site/site-index.js';
import { catalogued, hallIndex, RACK_42U, ROOM_20_BY_12, type HallParts } from './hall.js';
import { contextOf, findingsIn } from './judge.js';

/** 415 V, 60 A wye, 36 outlets on L1-N, L2-N, L3-N in turn, no losses, no banks. */
export const PDU_415_60 = {
  ...catalogued('pdu-415-60'),
  inputVoltageLlV: 415,
  ratedCurrentA: 60,
  phases: 3 as const,
  wiring: 'wye' as const,
  outlets: Array.from({ length: 36 }, (_, i) => ({
    name: `O${String(i + 1)}`,
    connector: 'C19',
    legs: (['L1-N', 'L2-N', 'L3-N'] as const)[i % 3] ?? 'L1-N',
  })),
};

/** 4 kW at most, one supply without a stated rating. */
export const NODE_4KW = {
  ...catalogued('node'),
  heightU: 4,
  typicalPowerW: 2700,
  maximumPowerW: 4000,
  nameplatePowerW: 4400,
  powerFactor: 0.95,
  powerSupplies: [{ name: 'PSU1', connector: 'C20' }],
};

/** NVIDIA DGX H100 user guide: 10.2 kW, six 3.3 kW supplies, 4 + 2, reduced performance on three. */
export const DGX_H100 = {
  ...catalogued('dgx-h100'),
  heightU: 8,
  maximumPowerW: 10_200,
  powerFactor: 0.95,
  powerSupplies: [{ name: 'PSU[1-6]', connector: 'C20', maximumPowerW: 3300 }],
  suppliesForFullService: 4,
  suppliesForReducedService: 3,
};

/** What the factory builds before a test changes it. */
export interface BuiltHall {
  readonly racks: RowOf<'racks'>[];
  readonly devices: RowOf<'devices'>[];
  readonly powerElements: RowOf<'powerElements'>[];
  readonly cords: RowOf<'cords'>[];
}

export interface PowerHallOptions {
  readonly racks?: number;
  readonly devicesPerRack: number;
  readonly feeds?: readonly string[];
  readonly deviceType: RowOf<'deviceTypes'>;
  readonly pduType?: RowOf<'pduTypes'>;
  /** Names of supplies, dealt to the feeds in turn. */
  readonly supplies: readonly string[];
  readonly site?: HallParts['site'];
  readonly breaker?: Partial<RowOf<'powerElements'>>;
  readonly panel?: Partial<RowOf<'powerElements'>>;
  readonly ups?: Partial<RowOf<'powerElements'>>;
  readonly rack?: Partial<RowOf<'racks'>>;
  /** Changes what was built before it is indexed. */
  readonly change?: (parts: BuiltHall) => HallParts;
}

/**
 * Racks `R1` …, each with devices `R1-D1` … and a rack PDU `R1-PDU-A` on breaker `R1-BRK-A` for each feed; per feed a
 * panel `PANEL-A` on a UPS `UPS-A`, both on the utility `UTIL`. Cords take the outlets of a PDU in order.
 */
export function powerHall(options: PowerHallOptions): { readonly index: SiteIndex; readonly policy: SitePolicy } {
  const { racks = 1, devicesPerRack, feeds = ['A', 'B'], deviceType, pduType = PDU_415_60, supplies } = options;
  const rackNames = Array.from({ length: racks }, (_, i) => `R${String(i + 1)}`);
  const deviceNames = Array.from({ length: devicesPerRack }, (_, i) => `D${String(i + 1)}`);
  const built: BuiltHall = {
    racks: rackNames.map((name) => ({
      name,
      type: RACK_42U.slug,
      room: ROOM_20_BY_12.name,
      feeds: feeds.map((feed) => ({ feed, element: `${name}-BRK-${feed}` })),
      ...options.rack,
    })),
    devices: rackNames.flatMap((rack) =>
      deviceNames.map((name) => ({ name: `${rack}-${name}`, type: deviceType.slug, rack })),
    ),
    powerElements: [
      {
        name: 'UTIL',
        kind: 'utility' as const,
        voltageLlV: pduType.inputVoltageLlV,
        phases: 3 as const,
        ratedApparentPowerVa: 1e9,
      },
      ...feeds.flatMap((feed) => [
        {
          name: `UPS-${feed}`,
          kind: 'ups' as const,
          parents: ['UTIL'],
          feed,
          phases: 3 as const,
          ratedApparentPowerVa: 1e9,
          ...options.ups,
        },
        {
          name: `PANEL-${feed}`,
          kind: 'panel' as const,
          parents: [`UPS-${feed}`],
          feed,
          phases: 3 as const,
          ratedCurrentA: 1e5,
          ...options.panel,
        },
        ...rackNames.flatMap((rack) => [
          {
            name: `${rack}-BRK-${feed}`,
            kind: 'breaker' as const,
            parents: [`PANEL-${feed}`],
            feed,
            ratedCurrentA: 60,
            ...options.breaker,
          },
          {
            name: `${rack}-PDU-${feed}`,
            kind: 'rack-pdu' as const,
            parents: [`${rack}-BRK-${feed}`],
            feed,
            rack,
            pduType: pduType.slug,
          },
        ]),
      ]),
    ],
    cords: rackNames.flatMap((rack) => {
      const used = new Map<string, number>();
      return deviceNames.flatMap((name) =>
        supplies.map((supply, i) => {
          const feed = feeds[i % feeds.length] ?? 'A';
          const outlet = (used.get(feed) ?? 0) + 1;
          used.set(feed, outlet);
          return { device: `${rack}-${name}`, supply, pdu: `${rack}-PDU-${feed}`, outlet: `O${String(outlet)}` };
        }),
      );
    }),
  };
  const index = hallIndex({
    site: { name: 'hall', ...options.site },
    rackTypes: [RACK_42U],
    rooms: [ROOM_20_BY_12],
    deviceTypes: [deviceType],
    pduTypes: [pduType],
    ...built,
    ...options.change?.(built),
  });
  return { index, policy: sitePolicy(index.snapshot.site).policy };
}

/** What a rule about power finds in such a hall. */
export function judgePower(rule: Rule, options: PowerHallOptions): readonly Finding[] {
  const { index, policy } = powerHall(options);
  const { cooling, air, floor, space, cabling, sequence, orders, capacity } = contextOf(index).figures;
  return findingsIn(rule, {
    index,
    policy,
    figures: { cooling, air, floor, space, cabling, sequence, orders, capacity, power: conservedPower(index, policy) },
  });
}

/** The same row with some fields left out, as a document that does not state them. */
export function without<Row extends object, Field extends keyof Row>(
  row: Row,
  ...fields: readonly Field[]
): Omit<Row, Field> {
  return Object.fromEntries(
    Object.entries(row).filter(([field]) => !fields.includes(field as Field)),
  ) as unknown as Omit<Row, Field>;
}
