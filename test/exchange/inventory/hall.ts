import type { SiteDocument } from '../../../src/domain/site/document.js';
import type { Cell, Table } from '../../../src/exchange/inventory/cell.js';
import { importInventory, type ImportResult } from '../../../src/exchange/inventory/import-inventory.js';

/** Two rooms, a row, racks of one type and a device in each. */
export const HALL: SiteDocument = {
  plenum: 1,
  site: { name: 'Hall' },
  rackTypes: [
    { slug: 'r', manufacturer: 'M', model: 'R', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 },
    { slug: 'unused', manufacturer: 'M', model: 'U', heightU: 42, outerWidthMm: 600, outerDepthMm: 1200 },
  ],
  deviceTypes: [
    {
      slug: 'd',
      manufacturer: 'M',
      model: 'D',
      heightU: 1,
      ports: [
        { name: 'P1', kind: 'ethernet' },
        { name: 'P2', kind: 'ethernet', lanes: 4 },
      ],
    },
  ],
  rooms: [
    {
      name: 'North',
      outline: [
        [0, 0],
        [9, 0],
        [9, 9],
        [0, 9],
      ],
    },
    {
      name: 'South',
      outline: [
        [0, 0],
        [9, 0],
        [9, 9],
        [0, 9],
      ],
    },
  ],
  rows: [{ name: 'A', room: 'North', origin: [1, 1], bearingDeg: 90, coldAisleSide: 'left', pitchM: 0.6, slots: 9 }],
  racks: [
    { name: 'A01', type: 'r', room: 'North', row: 'A', slot: 1, customFields: { owner: 'Ada', asset: 17 } },
    { name: 'A02', type: 'r', room: 'North', row: 'A', slot: 2, tags: ['old', 'blue'] },
    { name: 'B01', type: 'r', room: 'South', position: [2, 3] },
  ],
  devices: [
    { name: 'D1', type: 'd', rack: 'A01', unit: 1, overrides: { weightKg: 9, typicalPowerW: 400 } },
    { name: 'D2', type: 'd', rack: 'A02', unit: 1 },
  ],
  cables: [
    {
      name: 'C1',
      type: 'c',
      ends: [
        { device: 'D1', port: 'P1' },
        { device: 'D2', port: 'P1' },
      ],
    },
  ],
  cableTypes: [{ slug: 'c', manufacturer: 'M', model: 'C', medium: 'dac' }],
};

/** A table as a workbook gives it, its header in row 1. */
export function table(name: string, header: readonly string[], ...rows: readonly (readonly Cell[])[]): Table {
  return { name, headerRow: 1, header, rows: rows.map((cells, i) => ({ row: i + 2, cells })) };
}

interface Request {
  readonly deletes?: boolean;
  /** Null for no hall. */
  readonly before?: SiteDocument | null;
}

export function laid(tables: readonly Table[], { deletes = false, before = HALL }: Request = {}): ImportResult {
  return importInventory({ before, reading: { tables, defects: [] }, deletes });
}
