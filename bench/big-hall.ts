import type { SiteDocument } from '../src/domain/site/document.js';

interface HallSize {
  readonly racks: number;
  readonly nodesPerRack: number;
  readonly cables: number;
}

const RACKS_PER_ROW = 20;
const ROW_PITCH_M = 2.4;
const PORTS_PER_NODE = 40;

/**
 * A hall in the flat form, everything written out: facing rows of 20 racks, nodes with four supplies on two rack PDUs
 * behind two panels a row, and cables between the nodes of each rack and to the next rack.
 */
export function bigHall({ racks, nodesPerRack, cables }: HallSize): SiteDocument {
  const rows = Math.ceil(racks / RACKS_PER_ROW);
  const widthM = 4 + RACKS_PER_ROW * 0.6;
  const depthM = 4 + rows * ROW_PITCH_M;
  const rackNames = Array.from({ length: racks }, (_, i) => `R${String(i + 1).padStart(5, '0')}`);
  const rowNames = Array.from({ length: rows }, (_, i) => `Row ${String(i + 1).padStart(4, '0')}`);
  const nodesOf = (rack: string) => Array.from({ length: nodesPerRack }, (_, i) => `${rack}-N${String(i + 1)}`);
  const facts = { manufacturer: 'Bench' };

  return {
    plenum: 1,
    site: { name: 'Big hall', asOf: '2027-01-01', altitudeM: 100, supplyC: 24, relativeHumidity: 0.5, currency: 'USD' },
    rackTypes: [
      {
        ...facts,
        slug: 'rack',
        model: '42U',
        heightU: 42,
        outerWidthMm: 600,
        outerDepthMm: 1200,
        emptyWeightKg: 140,
        maximumLoadKg: 1400,
        priceMinor: 250_000,
        currency: 'USD',
      },
    ],
    deviceTypes: [
      {
        ...facts,
        slug: 'node',
        model: 'Node',
        heightU: 4,
        weightKg: 45,
        typicalPowerW: 2200,
        maximumPowerW: 3000,
        nameplatePowerW: 4000,
        powerFactor: 0.97,
        powerSupplies: [{ name: 'PSU[1-4]', connector: 'C20', maximumPowerW: 2000 }],
        suppliesForFullService: 2,
        maximumAirflowM3PerH: 700,
        maximumInletC: 35,
        ports: [{ name: `P[1-${String(PORTS_PER_NODE)}]`, kind: 'c2c' }],
        acceleratorCount: 8,
        priceMinor: 9_000_000,
        currency: 'USD',
      },
    ],
    pduTypes: [
      {
        ...facts,
        slug: 'pdu',
        model: '415 V 60 A',
        inputVoltageLlV: 415,
        ratedCurrentA: 60,
        phases: 3,
        wiring: 'wye',
        outlets: [
          { name: 'A[1-9]', connector: 'C19', legs: 'L1-N' },
          { name: 'B[1-9]', connector: 'C19', legs: 'L2-N' },
          { name: 'C[1-9]', connector: 'C19', legs: 'L3-N' },
        ],
      },
    ],
    cableTypes: [
      {
        ...facts,
        slug: 'c2c',
        model: 'C2C DAC',
        medium: 'dac',
        outerDiameterMm: 6,
        currency: 'USD',
        stockLengths: [1, 2, 3].map((lengthM) => ({ lengthM, priceMinor: 4000 + 1000 * lengthM })),
      },
    ],
    rooms: [
      {
        name: 'Hall',
        outline: [
          [0, 0],
          [widthM, 0],
          [widthM, depthM],
          [0, depthM],
        ],
        floorLoadLimitKPa: 12,
        tileSizeM: 0.6,
      },
    ],
    rows: rowNames.map((name, i) => ({
      name,
      room: 'Hall',
      origin: [2, 2 + i * ROW_PITCH_M + (i % 2 === 0 ? 1.2 : 0)],
      bearingDeg: 90,
      coldAisleSide: i % 2 === 0 ? 'left' : 'right',
      pitchM: 0.6,
      slots: RACKS_PER_ROW,
    })),
    racks: rackNames.map((name, i) => ({
      name,
      type: 'rack',
      room: 'Hall',
      row: rowNames[Math.floor(i / RACKS_PER_ROW)] ?? '',
      slot: (i % RACKS_PER_ROW) + 1,
      feeds: ['A', 'B'].map((feed) => ({ feed, element: `${name}-${feed}-CB` })),
    })),
    devices: rackNames.flatMap((rack) =>
      nodesOf(rack).map((name, i) => ({ name, type: 'node', rack, unit: 1 + 4 * i, role: 'compute' as const })),
    ),
    powerElements: [
      ...['A', 'B'].map((feed) => ({
        name: `UPS-${feed}`,
        kind: 'ups' as const,
        feed,
        voltageLlV: 415,
        phases: 3 as const,
        ratedApparentPowerVa: racks * 40_000,
      })),
      ...rowNames.flatMap((row) =>
        ['A', 'B'].map((feed) => ({
          name: `${row} RPP-${feed}`,
          kind: 'panel' as const,
          parents: [`UPS-${feed}`],
          feed,
          voltageLlV: 415,
          phases: 3 as const,
          ratedCurrentA: 1600,
        })),
      ),
      ...rackNames.flatMap((rack, i) =>
        ['A', 'B'].flatMap((feed) => [
          {
            name: `${rack}-${feed}-CB`,
            kind: 'breaker' as const,
            parents: [`${rowNames[Math.floor(i / RACKS_PER_ROW)] ?? ''} RPP-${feed}`],
            feed,
            voltageLlV: 415,
            phases: 3 as const,
            ratedCurrentA: 60,
          },
          {
            name: `${rack}-${feed}`,
            kind: 'rack-pdu' as const,
            parents: [`${rack}-${feed}-CB`],
            feed,
            rack,
            pduType: 'pdu',
          },
        ]),
      ),
    ],
    cords: rackNames.flatMap((rack) =>
      nodesOf(rack).flatMap((device, i) =>
        [1, 2, 3, 4].map((supply) => ({
          device,
          supply: `PSU${String(supply)}`,
          pdu: `${rack}-${supply <= 2 ? 'A' : 'B'}`,
          outlet: `${'ABC'[(i + supply) % 3] ?? 'A'}${String(1 + Math.floor(i / 3) * 2 + (supply % 2))}`,
          lengthM: 1.5,
        })),
      ),
    ),
    cables: bigHallCables({ rackNames, nodesPerRack, cables }),
  };
}

function bigHallCables(given: {
  readonly rackNames: readonly string[];
  readonly nodesPerRack: number;
  readonly cables: number;
}): NonNullable<SiteDocument['cables']> {
  const used = new Map<string, number>();
  const nextPort = (device: string) => {
    const port = (used.get(device) ?? 0) + 1;
    used.set(device, port);
    return `P${String(port)}`;
  };
  const perRack = Math.floor(given.cables / given.rackNames.length);
  return given.rackNames.flatMap((rack, r) =>
    Array.from({ length: perRack }, (_, i) => {
      const near = `${rack}-N${String(1 + (i % given.nodesPerRack))}`;
      const far = `${given.rackNames[(r + 1) % given.rackNames.length] ?? rack}-N${String(1 + ((i + 1) % given.nodesPerRack))}`;
      return {
        name: `${rack}-C${String(i + 1)}`,
        type: 'c2c',
        ends: [
          { device: near, port: nextPort(near) },
          { device: far, port: nextPort(far) },
        ],
        lengthM: i % 2 === 0 ? 0.8 : 2.5,
      };
    }),
  );
}
