import type { SiteDocument } from '../src/domain/site/document.js';

const RACKS = 145;
const RACKS_PER_ROW = 29;
const ROWS = RACKS / RACKS_PER_ROW;
const ROW_PITCH_M = 2.4;
const RACK_PITCH_M = 0.6;
const ROOM_GAP_M = 30;

/**
 * Systems of 145 racks of nine nodes with eight cards, each in a room of its own, cabled as published: every two cards of
 * a node, every two nodes of a rack twice, and every two racks of a system once: 36 540 + 10 440 + 10 440 = 57 420 cables.
 * Trays run over every row and along one side of the room.
 */
export function cableHall(systems: number): SiteDocument {
  const facts = { manufacturer: 'Bench', outerDiameterMm: 3 };
  const numbers = Array.from({ length: systems }, (_, i) => i + 1);
  const lengthM = RACKS_PER_ROW * RACK_PITCH_M;
  return {
    plenum: 1,
    site: { name: 'Cable hall', asOf: '2027-01-01' },
    rackTypes: [
      {
        manufacturer: 'Bench',
        slug: 'rack',
        model: '42U',
        heightU: 42,
        outerWidthMm: 600,
        outerDepthMm: 1200,
        outerHeightMm: 2000,
      },
    ],
    deviceTypes: [
      {
        manufacturer: 'Bench',
        slug: 'node',
        model: 'Node',
        heightU: 4,
        ports: [{ name: 'C[1-8]P[1-11]', kind: 'c2c', side: 'rear' }],
      },
    ],
    cableTypes: [
      { ...facts, slug: 'inside', model: 'Inside', medium: 'dac' },
      {
        ...facts,
        slug: 'dac',
        model: 'DAC',
        medium: 'dac',
        stockLengths: [1, 2, 3].map((length) => ({ lengthM: length })),
      },
      {
        ...facts,
        slug: 'aoc',
        model: 'AOC',
        medium: 'aoc',
        stockLengths: [5, 10, 15, 20, 30, 50].map((length) => ({ lengthM: length })),
      },
    ],
    podTemplates: [
      {
        slug: 'system',
        version: '1',
        racks: [`R[1-${String(RACKS)}]`],
        devices: [{ name: 'N[1-9]', racks: `R[1-${String(RACKS)}]`, type: 'node', unit: 1 }],
        portMap: [
          {
            name: 'cards',
            pattern: 'mesh',
            between: 'groups',
            devices: 'N[1-9]',
            groups: 'C[1-8]',
            ports: 'P[1-7]',
            cableType: 'inside',
          },
          {
            name: 'nodes',
            pattern: 'mesh',
            between: 'devices',
            devices: 'N[1-9]',
            ports: 'C[1-8]P[8-9]',
            multiplicity: 2,
            cableType: 'dac',
          },
          {
            name: 'racks',
            pattern: 'mesh',
            between: 'racks',
            devices: 'N[1-9]',
            ports: 'C[1-8]P[10-11]',
            cableType: 'aoc',
          },
        ],
      },
    ],
    rooms: numbers.map((system) => {
      const x = system * ROOM_GAP_M;
      return {
        name: `Hall ${String(system)}`,
        outline: [
          [x, 0],
          [x + lengthM + 4, 0],
          [x + lengthM + 4, 20],
          [x, 20],
        ],
      };
    }),
    rows: numbers.flatMap((system) =>
      Array.from({ length: ROWS }, (_, row) => ({
        name: `Row ${String(row + 1)}`,
        room: `Hall ${String(system)}`,
        origin: [system * ROOM_GAP_M + 2, 2 + row * ROW_PITCH_M] as [number, number],
        bearingDeg: 90,
        coldAisleSide: 'right' as const,
        pitchM: RACK_PITCH_M,
        slots: RACKS_PER_ROW,
      })),
    ),
    pods: numbers.map((system) => ({ name: `System ${String(system)}`, template: 'system' })),
    racks: numbers.flatMap((system) =>
      Array.from({ length: RACKS }, (_, i) => ({
        name: `S${String(system)}R${String(i + 1)}`,
        type: 'rack',
        room: `Hall ${String(system)}`,
        row: `Row ${String(Math.floor(i / RACKS_PER_ROW) + 1)}`,
        slot: (i % RACKS_PER_ROW) + 1,
        pod: `System ${String(system)}`,
        podRack: `R${String(i + 1)}`,
      })),
    ),
    traySegments: numbers.flatMap((system) => {
      const x = system * ROOM_GAP_M + 2;
      const y = (row: number) => 2 + row * ROW_PITCH_M + 1.1;
      const tray = { room: `Hall ${String(system)}`, kind: 'fibre' as const, widthMm: 900, heightMm: 300 };
      const rows = Array.from({ length: ROWS }, (_, row) => row);
      return [
        ...rows.map((row) => ({
          ...tray,
          name: `S${String(system)} row ${String(row + 1)}`,
          from: [x, y(row), 2.5] as [number, number, number],
          to: [x + lengthM, y(row), 2.5] as [number, number, number],
        })),
        ...rows.slice(1).map((row) => ({
          ...tray,
          name: `S${String(system)} side ${String(row)}`,
          from: [x, y(row - 1), 2.5] as [number, number, number],
          to: [x, y(row), 2.5] as [number, number, number],
        })),
      ];
    }),
  };
}
