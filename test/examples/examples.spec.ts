import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CORE_SCHEMA, load } from 'js-yaml';
import { airDeltaTK, airDensityKgPerM3 } from '../../src/domain/cooling/air.js';
import { distributedLoadKpa, tributaryAreaM2 } from '../../src/domain/floor/load.js';
import { placeRacks } from '../../src/domain/floor/placement.js';
import { checkNames } from '../../src/domain/site/check-names.js';
import { documentSchema } from '../../src/domain/site/document.js';
import { expandNames } from '../../src/domain/site/name-pattern.js';
import { indexSite } from '../../src/domain/site/site-index.js';
import { toDocument, toSnapshot } from '../../src/domain/site/snapshot.js';
import { requireFound } from './require-found.js';

const HALLS = ['lpu-hall', 'gpu-hall'] as const;
type Hall = (typeof HALLS)[number];

function textOf(hall: Hall): string {
  return readFileSync(new URL(`../../examples/${hall}.yaml`, import.meta.url), 'utf8');
}

const documents = Object.fromEntries(
  HALLS.map((hall) => [hall, documentSchema.parse(load(textOf(hall), { schema: CORE_SCHEMA }))]),
) as Readonly<Record<Hall, ReturnType<typeof documentSchema.parse>>>;

const snapshots = { 'lpu-hall': toSnapshot(documents['lpu-hall']), 'gpu-hall': toSnapshot(documents['gpu-hall']) };
const AS_OF = '2026-11-16';
const sites = {
  'lpu-hall': indexSite(snapshots['lpu-hall'], AS_OF),
  'gpu-hall': indexSite(snapshots['gpu-hall'], AS_OF),
};

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

describe.each(HALLS)('%s', (hall) => {
  const site = sites[hall];

  it('names its schema in the first line, so that an editor completes it', () => {
    expect(textOf(hall).split('\n')[0]).toBe('# yaml-language-server: $schema=../schemas/site.json');
  });

  it('names nothing that is not there, and nothing twice', () => {
    expect(checkNames(documents[hall])).toEqual([]);
  });

  it('uses every entry of its catalog', () => {
    const again = toDocument(snapshots[hall]) as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(documents[hall])) {
      if (Array.isArray(value))
        expect([name, (again[name] as readonly unknown[]).length]).toEqual([name, value.length]);
    }
  });

  it('cords only supplies and outlets that exist, no outlet twice, and connectors that fit', () => {
    const { cords } = site.snapshot;
    const twice = [...countBy(cords, ({ pdu, outlet }) => `${pdu}:${outlet}`)].filter(([, count]) => count > 1);
    expect(twice).toEqual([]);
    for (const cord of cords) {
      const type = requireFound(site.expandedDeviceTypes.get(requireFound(site.devices.get(cord.device)).type));
      const supply = requireFound(type.supplies.find(({ name }) => name === cord.supply));
      const pdu = requireFound(site.powerElements.get(cord.pdu));
      const outlet = site.expandedPduTypes.get(pdu.pduType ?? '')?.outlets.get(cord.outlet);
      const cordType = requireFound(site.cableTypes.get(cord.cableType ?? ''));
      expect([cord.device, pdu.rack]).toEqual([cord.device, site.devices.get(cord.device)?.rack]);
      expect([cordType.connectorA, cordType.connectorB]).toEqual([outlet?.connector, supply.connector]);
    }
  });

  it('cords every supply of every device', () => {
    const supplies = site.snapshot.devices.reduce(
      (sum, { type }) => sum + (site.expandedDeviceTypes.get(type)?.supplies.length ?? 0),
      0,
    );
    expect(site.snapshot.cords.length).toBe(supplies);
  });

  it('ends every cable at ports that exist', () => {
    const missing = site.snapshot.cables.flatMap(({ ends }) =>
      ends.filter(({ device, port }) => {
        const type = site.expandedDeviceTypes.get(requireFound(site.devices.get(device)).type);
        return type?.ports.has(port) !== true;
      }),
    );
    expect(missing).toEqual([]);
  });

  it('gives a source for every catalog entry and marks what it assumes in the register', () => {
    const { rackTypes, deviceTypes, pduTypes, coolingUnitTypes, cableTypes, itemTypes, podTemplates } = site.snapshot;
    for (const types of [rackTypes, deviceTypes, pduTypes, coolingUnitTypes, cableTypes, itemTypes, podTemplates]) {
      for (const type of types)
        expect([type.slug, type.source ?? '']).toEqual([type.slug, expect.stringMatching(/\w/)]);
    }
    for (const { slug, priceMinor, priceSource } of [...deviceTypes, ...pduTypes, ...coolingUnitTypes, ...itemTypes]) {
      if (priceMinor !== undefined) expect([slug, priceSource]).toEqual([slug, expect.stringContaining('assumption')]);
    }
    expect(site.snapshot.assumptions.length).toBeGreaterThanOrEqual(10);
    for (const entry of site.snapshot.assumptions) {
      expect(Object.keys(entry)).toEqual(expect.arrayContaining(['value', 'usedIn', 'source', 'owner']));
      expect(entry.validatedOn).toBeUndefined();
    }
  });

  it('stands its racks beside each other in slots of their rows, inside the room', () => {
    for (const rack of site.snapshot.racks) {
      const row = requireFound(site.snapshot.rows.find(({ name }) => name === rack.row));
      const type = requireFound(site.rackTypes.get(rack.type));
      expect(type.outerWidthMm).toBeLessThanOrEqual(row.pitchM * 1000);
      expect(rack.slot).toBeLessThanOrEqual(row.slots);
    }
    const taken = countBy(site.snapshot.racks, ({ row, slot }) => `${String(row)} ${String(slot)}`);
    expect([...taken.values()].every((count) => count === 1)).toBe(true);
    for (const row of site.snapshot.rows) {
      const room = requireFound(site.rooms.get(row.room));
      const xs = room.outline.map(([x]) => x);
      expect(row.origin[0]).toBeGreaterThanOrEqual(Math.min(...xs));
      expect(row.origin[0] + row.slots * row.pitchM).toBeLessThanOrEqual(Math.max(...xs));
    }
  });
});

describe('both halls', () => {
  it('say the same of every catalog entry that they share, so that one service holds them both', () => {
    const [lpu, gpu] = [snapshots['lpu-hall'], snapshots['gpu-hall']];
    const catalogs = ['rackTypes', 'deviceTypes', 'pduTypes', 'coolingUnitTypes', 'cableTypes', 'itemTypes'] as const;
    let shared = 0;
    for (const name of catalogs) {
      for (const entry of lpu[name]) {
        const other = (gpu[name] as readonly { readonly slug: string }[]).find(({ slug }) => slug === entry.slug);
        if (other === undefined) continue;
        shared += 1;
        expect(other).toEqual(entry);
      }
    }
    expect(shared).toBeGreaterThan(0);
  });
});

describe('the LPU hall', () => {
  const site = sites['lpu-hall'];
  const template = requireFound(documents['lpu-hall'].podTemplates?.[0]);

  it('has 16 racks of nine nodes in two pods: 144 nodes of 8 cards, 1152 cards, 1024 of them in service', () => {
    expect(site.problems).toEqual([]);
    const nodes = site.snapshot.devices.filter(({ type }) => type === 'gn1-b8c');
    expect(nodes.length).toBe(144); // 16 · 9
    expect([...countBy(nodes, ({ rack }) => String(rack)).values()]).toEqual(Array<number>(16).fill(9));
    expect(site.deviceTypes.get('gn1-b8c')?.acceleratorCount).toBe(8);
    expect(nodes.filter(({ role }) => role === 'compute').length).toBe(128); // 16 · 8; 128 · 8 = 1024
  });

  it('numbers the ports of a card so that group and port make the name, and leaves none out', () => {
    const node = requireFound(site.expandedDeviceTypes.get('gn1-b8c'));
    const ports = expandNames('C[1-8]P[1-11]'); // 8 · (7 + 4) = 88
    expect(ports.length).toBe(88);
    expect(ports.every((port) => node.ports.has(port))).toBe(true);
    const groups = expandNames('C[1-8]').flatMap((group) => expandNames('P[1-7]').map((port) => group + port));
    expect(groups.every((port) => node.ports.has(port))).toBe(true);
  });

  it('cables 252 + 72 + 9 in each rack and 56 between the racks of a pod', () => {
    const nodes = expandNames('N[1-9]').length;
    const cards = expandNames('C[1-8]').length;
    const racks = template.racks.flatMap(expandNames).length;
    const perRack = {
      'cards of a node': nodes * ((cards * (cards - 1)) / 2), // 9 · 28 = 252
      'nodes of a rack': ((nodes * (nodes - 1)) / 2) * 2, // 36 · 2 = 72
      management: nodes,
    };
    expect(perRack).toEqual({ 'cards of a node': 252, 'nodes of a rack': 72, management: 9 });
    const betweenRacks = ((racks * (racks - 1)) / 2) * 2; // 28 · 2 = 56
    const uplinks = 16 * 2;
    const byBundle = countBy(site.snapshot.cables, ({ bundle }) => String(bundle));
    expect(Object.fromEntries(byBundle)).toEqual({
      'cards of a node': 16 * 252, // 4032
      'nodes of a rack': 16 * 72, // 1152
      management: 16 * 9, // 144
      'racks of the pod': 2 * betweenRacks, // 112
      uplinks,
    });
    expect(site.snapshot.cables.length).toBe(4032 + 1152 + 144 + 112 + 32); // 5472
  });

  it('states the management switches as its template does, and so once', () => {
    const switches = site.snapshot.devices.filter(({ type }) => type === 'arista-dcs-7010t-48-r');
    expect(switches.length).toBe(16);
    expect(new Set(switches.map(({ unit }) => unit))).toEqual(new Set([template.devices?.[2]?.unit]));
    expect(switches.some(({ name }) => site.origin.devices.has(name))).toBe(false);
  });

  it('uses no port twice', () => {
    const ends = site.snapshot.cables.flatMap((cable) => cable.ends);
    const twice = [...countBy(ends, ({ device, port }) => `${device}:${port}`)].filter(([, count]) => count > 1);
    expect(twice).toEqual([]);
  });

  it('hangs six node supplies on every line of a rack PDU, and never both of a node and a feed on one line', () => {
    const outlets = requireFound(site.expandedPduTypes.get('rpdu-415-60-c19x18')).outlets;
    const cords = (site.cordsByPdu.get('S1-PDU-A') ?? []).filter(({ supply }) => supply.startsWith('PSU'));
    const legsOf = (outlet: string) => String(outlets.get(outlet)?.legs);
    expect(Object.fromEntries(countBy(cords, ({ outlet }) => legsOf(outlet)))).toEqual({
      'L1-N': 6,
      'L2-N': 6,
      'L3-N': 6,
    });
    const pairs = countBy(cords, ({ device, outlet }) => `${device} ${legsOf(outlet)}`);
    expect([...pairs.values()].every((count) => count === 1)).toBe(true);
  });

  it('plans for 36 kW a rack, which one feed of 415 V and 60 A cannot carry', () => {
    const type = requireFound(site.deviceTypes.get('gn1-b8c'));
    const rackW = 9 * requireFound(type.maximumPowerW);
    expect(rackW).toBe(36_000);
    // 36 000 / (1.7320508 · 415 · 0.95) = 52.72 A, and 60 · 0.8 = 48 A
    const currentA = rackW / (Math.sqrt(3) * 415 * requireFound(type.powerFactor));
    expect(currentA).toBeCloseTo(52.72, 2);
    const breaker = requireFound(site.powerElements.get('BRK-S1-A'));
    const usableA = requireFound(breaker.ratedCurrentA) * requireFound(site.snapshot.site.continuousLoadFraction);
    expect(usableA).toBeCloseTo(48, 9);
    expect(currentA / 2).toBeLessThan(usableA);
  });
});

describe('what a reader learns from the LPU hall', () => {
  const site = sites['lpu-hall'];
  const type = requireFound(site.deviceTypes.get('gn1-b8c'));

  it('is that 800 m³/h cool a node at sea level and not in Denver', () => {
    const air = { tempC: 21, relativeHumidity: 0.4 };
    const warmingAt = (altitudeM: number) =>
      airDeltaTK({
        heatW: requireFound(type.maximumPowerW),
        airflowM3PerH: requireFound(type.maximumAirflowM3PerH),
        densityKgPerM3: airDensityKgPerM3({ ...air, altitudeM }),
      });
    expect(warmingAt(requireFound(site.snapshot.site.altitudeM))).toBeCloseTo(18.2, 1); // 4000 / (0.984 · 1005 · 0.2222)
    expect(warmingAt(0)).toBeCloseTo(15.0, 1); // 4000 / (1.196 · 1005 · 0.2222)
    expect(type.maximumDeltaTK).toBe(18);
  });

  it('is that five of six CRAHs carry the heat and do not fill the fans', () => {
    const crah = requireFound(site.coolingUnitTypes.get('crah-120'));
    const left = site.snapshot.coolingUnits.length - 1;
    expect(left).toBe(5);
    expect(left * requireFound(crah.sensibleCapacityW)).toBeGreaterThan(16 * (36_000 + 65) * 1.01); // 600 > 582.8 kW
    const reachesInlets = 1 - requireFound(site.snapshot.coolingZones[0]?.leakageFraction);
    const fansM3PerH = 144 * requireFound(type.maximumAirflowM3PerH); // 115 200
    expect(left * requireFound(crah.airflowM3PerH) * reachesInlets).toBeLessThan(fansM3PerH); // 114 000
    expect((left + 1) * requireFound(crah.airflowM3PerH) * reachesInlets).toBeGreaterThan(fansM3PerH); // 136 800
  });

  it('is that the wall behind row north stands 0.9 m from its racks, not 1.0 m', () => {
    const { placements } = placeRacks(site);
    const rearY = Math.max(...requireFound(placements.get('N1')).corners.map(([, y]) => y));
    const wallY = Math.max(...requireFound(site.rooms.get('Hall 1')).outline.map(([, y]) => y));
    expect(wallY - rearY).toBeCloseTo(0.9, 9); // 9.3 − (7.2 + 1.2)
    expect(site.snapshot.site.hotAisleMinimumM).toBe(1);
  });
});

describe('the GPU hall', () => {
  const site = sites['gpu-hall'];

  it('has 32 systems, four to a rack, eight racks, everything written out', () => {
    const systems = site.snapshot.devices.filter(({ type }) => type === 'dgx-h100');
    expect(systems.length).toBe(32);
    expect([...countBy(systems, ({ rack }) => String(rack)).values()]).toEqual(Array<number>(8).fill(4));
    expect(site.origin.devices.size).toBe(0);
    expect(site.snapshot.podTemplates).toEqual([]);
  });

  it('feeds each system by three supplies on A and three on B, one on each line', () => {
    for (const device of site.snapshot.devices.filter(({ type }) => type === 'dgx-h100')) {
      const onLines = (site.cordsByDevice.get(device.name) ?? []).map(({ pdu, outlet }) => {
        const element = requireFound(site.powerElements.get(pdu));
        return `${String(element.feed)} ${String(site.expandedPduTypes.get(element.pduType ?? '')?.outlets.get(outlet)?.legs)}`;
      });
      expect(onLines.sort()).toEqual(['A L1-N', 'A L2-N', 'A L3-N', 'B L1-N', 'B L2-N', 'B L3-N']);
    }
  });

  it('states the system as its user guide does, in SI', () => {
    const type = requireFound(site.deviceTypes.get('dgx-h100'));
    expect(requireFound(type.maximumAirflowM3PerH)).toBeCloseTo(1105 * 0.3048 ** 3 * 60, 0); // 1105 CFM = 1877.4 m³/h
    expect(requireFound(type.maximumHeatW)).toBeCloseTo(38_557 / 3.412142, -1); // BTU/h; 11 300 W
    expect([type.heightU, type.weightKg, type.maximumPowerW]).toEqual([8, 130.45, 10_200]);
  });

  it('demands more of a feed that is left than it carries, and more of three supplies than they give', () => {
    const type = requireFound(site.deviceTypes.get('dgx-h100'));
    const usableVa = Math.sqrt(3) * 415 * 60 * 0.8;
    expect(usableVa).toBeCloseTo(34_502, 0);
    const demandVa = (4 * requireFound(type.maximumPowerW)) / requireFound(type.powerFactor); // 40 800 / 0.95
    expect(demandVa).toBeCloseTo(42_947, 0);
    expect(demandVa / 2).toBeLessThan(usableVa);
    const liveW = 3 * requireFound(type.powerSupplies?.[0]?.maximumPowerW);
    expect(Math.min(requireFound(type.maximumPowerW), liveW)).toBe(9900);
    expect(type.suppliesForReducedService).toBe(3);
    expect(type.suppliesForFullService).toBe(4);
  });

  it('lets row north breathe air that its vendor does not allow', () => {
    const type = requireFound(site.deviceTypes.get('dgx-h100'));
    const { supplyC, relativeHumidity, altitudeM } = site.snapshot.site;
    const air = { tempC: requireFound(supplyC), relativeHumidity: requireFound(relativeHumidity) };
    const deltaTK = airDeltaTK({
      heatW: requireFound(type.maximumHeatW),
      airflowM3PerH: requireFound(type.maximumAirflowM3PerH),
      densityKgPerM3: airDensityKgPerM3({ ...air, altitudeM: requireFound(altitudeM) }),
    });
    expect(deltaTK).toBeCloseTo(18.46, 2); // 11 300 / (1.168 · 1005 · 0.5214)
    // A rack that mixes with none: r/(1 − r) of its rise above the supply. Neighbours and the losses of rack PDUs move it.
    const aloneC = (zone: string) => {
      const r = requireFound(site.snapshot.coolingZones.find(({ name }) => name === zone)?.recirculationFraction);
      return air.tempC + (r / (1 - r)) * deltaTK;
    };
    expect(aloneC('Cold aisle north')).toBeCloseTo(31.9, 1); // 24 + 0.3/0.7 · 18.46
    expect(aloneC('Cold aisle south')).toBeCloseTo(25.0, 1); // 24 + 0.05/0.95 · 18.46
    expect(type.maximumInletC).toBe(30);
  });

  it('stands 1479 kg of storage on a floor that carries 7.2 kPa, and 709 kg of systems beside it', () => {
    const loadOf = (rack: string) => {
      const rackType = requireFound(site.rackTypes.get(requireFound(site.racks.get(rack)).type));
      const devicesKg = (site.devicesByRack.get(rack) ?? []).reduce(
        (sum, { type }) => sum + requireFound(site.deviceTypes.get(type)?.weightKg),
        0,
      );
      const pdusKg = (site.pdusByRack.get(rack) ?? []).reduce(
        (sum, { pduType }) => sum + requireFound(site.pduTypes.get(pduType ?? '')?.weightKg),
        0,
      );
      const massKg = requireFound(rackType.emptyWeightKg) + devicesKg + pdusKg;
      // Aisles of 1.2 m in front and behind: 0.8 · (1.2 + 0.6 + 0.6) = 1.92 m²
      const areaM2 = tributaryAreaM2({ widthM: 0.8, depthM: 1.2, frontAisleM: 1.2, rearAisleM: 1.2 });
      return { massKg, loadKpa: distributedLoadKpa({ massKg, areaM2 }) };
    };
    expect(loadOf('STO1').massKg).toBeCloseTo(1479, 6); // 11 · 118 + 165 + 2 · 8
    expect(loadOf('STO1').loadKpa).toBeCloseTo(7.55, 2); // 1479 · 9.80665 / 1.92 / 1000
    expect(loadOf('GPU1').massKg).toBeCloseTo(708.8, 6); // 4 · 130.45 + 165 + 2 · 11
    expect(loadOf('GPU1').loadKpa).toBeCloseTo(3.62, 2);
    expect(site.rooms.get('Hall G')?.floorLoadLimitKPa).toBe(7.2);
  });

  it('plugs two management cables into one port, the one mistake of its cabling', () => {
    const ends = site.snapshot.cables.flatMap((cable) => cable.ends);
    const twice = [
      ...countBy(ends, ({ device, port, subPort }) => `${device}:${port}${subPort === undefined ? '' : `/${subPort}`}`),
    ].filter(([, count]) => count > 1);
    expect(twice).toEqual([['MGMT-1:swp21', 2]]);
  });

  it('cords one enclosure to one feed only', () => {
    const oneFeed = site.snapshot.devices.filter(({ name }) => {
      const feeds = (site.cordsByDevice.get(name) ?? []).map(({ pdu }) => site.powerElements.get(pdu)?.feed);
      return feeds.length > 0 && new Set(feeds).size === 1;
    });
    expect(oneFeed.map(({ name }) => name)).toEqual(['JBOD-11']);
  });

  it('puts one panel beyond the top of its rack', () => {
    const beyond = site.snapshot.devices.filter(({ type, rack, unit }) => {
      const heightU = requireFound(site.rackTypes.get(requireFound(site.racks.get(String(rack))).type)).heightU;
      return requireFound(unit) + requireFound(site.deviceTypes.get(type)).heightU - 1 > heightU;
    });
    expect(beyond.map(({ name }) => name)).toEqual(['PATCH-1']);
  });
});

it('gives both halls the same entries of the catalog, since one service holds both and shares them', () => {
  const [first, second] = HALLS.map((hall) => documents[hall] as Readonly<Record<string, unknown>>) as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  const entriesOf = (document: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> =>
    new Map(
      Object.entries(document).flatMap(([list, value]) =>
        Array.isArray(value)
          ? (value as readonly { readonly slug?: string }[]).flatMap((entry) =>
              entry.slug === undefined ? [] : [[`${list} ${entry.slug}`, entry] as const],
            )
          : [],
      ),
    );
  const others = entriesOf(second);
  const shared = [...entriesOf(first)].filter(([name]) => others.has(name));
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.map(([name, entry]) => [name, entry])).toEqual(shared.map(([name]) => [name, others.get(name)]));
});
