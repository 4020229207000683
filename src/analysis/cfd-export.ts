import type { AssessedSite } from '../domain/assessment/assessment.js';
import type { AirStudy } from '../domain/assessment/air-study.js';
import { perforatedTiles } from '../domain/drawing/perforated-tiles.js';
import { exactly } from '../domain/finding.js';
import { equipmentOf } from '../domain/drawing/equipment.js';
import { writeCsv, type CsvCell } from '../exchange/csv/write-csv.js';

const HEADER = [
  'kind',
  'name',
  'room',
  'x1M',
  'y1M',
  'x2M',
  'y2M',
  'x3M',
  'y3M',
  'x4M',
  'y4M',
  'bottomM',
  'topM',
  'heatW',
  'airflowM3PerH',
  'supplyC',
  'boundary',
];

type Point = readonly [number, number];

/**
 * Geometry, loads and boundary conditions of a site for a CFD tool, as one CSV: walls as segments, racks and equipment as
 * boxes by their four corners (front left, front right, rear right, rear left), perforated tiles as squares of the grid with
 * their part of the air of their zone. m, W, m³/h and °C; what is not known is an empty cell.
 */
export function cfdExport({ index, assessment }: AssessedSite, { figures }: AirStudy): string {
  const { floor } = assessment.figures;
  const inlets = new Map(figures.rooms.flatMap(({ racks }) => racks.map((rack) => [rack.rack, rack] as const)));
  const units = new Map(figures.rooms.flatMap((room) => room.units.map((unit) => [unit.unit, unit] as const)));
  const rows: CsvCell[][] = [];
  const add = (
    kind: string,
    name: string,
    room: string,
    corners: readonly Point[],
    more: {
      readonly bottomM?: number | null;
      readonly topM?: number | null;
      readonly heatW?: number | null;
      readonly airflowM3PerH?: number | null;
      readonly supplyC?: number | null;
      readonly boundary: string;
    },
  ) => {
    const cells = Array.from({ length: 4 }, (_, k) => corners[k] ?? null).flatMap((corner): CsvCell[] =>
      corner === null ? [null, null] : [corner[0], corner[1]],
    );
    rows.push([
      kind,
      name,
      room,
      ...cells,
      more.bottomM ?? null,
      more.topM ?? null,
      more.heatW ?? null,
      more.airflowM3PerH ?? null,
      more.supplyC ?? null,
      more.boundary,
    ]);
  };
  for (const room of index.snapshot.rooms) {
    room.outline.forEach((from, k) => {
      const to = room.outline[(k + 1) % room.outline.length] ?? from;
      add('wall', `${room.name} ${String(k + 1)}`, room.name, [from, to], {
        bottomM: 0,
        topM: room.ceilingHeightM ?? null,
        boundary: 'adiabatic wall',
      });
    });
    if (room.plenumHeightM !== undefined) {
      add('plenum', room.name, room.name, [], { bottomM: -room.plenumHeightM, topM: 0, boundary: 'raised floor' });
    }
    for (const rack of index.racksByRoom.get(room.name) ?? []) {
      const corners = floor.placements.get(rack.name)?.corners ?? [];
      const inlet = inlets.get(rack.name);
      const heightMm = index.rackTypes.get(rack.type)?.outerHeightMm;
      add('rack', rack.name, room.name, corners, {
        bottomM: 0,
        topM: heightMm === undefined ? null : heightMm / 1000,
        heatW: inlet === undefined ? null : exactly(inlet.heatW),
        airflowM3PerH: inlet === undefined ? null : exactly(inlet.airflowM3PerH),
        boundary: 'fan from front to rear with heat source',
      });
    }
    for (const { name, style, corners } of equipmentOf(index, room)) {
      const unit = units.get(name);
      const type = index.coolingUnitTypes.get(index.snapshot.coolingUnits.find((one) => one.name === name)?.type ?? '');
      add(style, name, room.name, corners, {
        bottomM: 0,
        topM: type?.heightMm === undefined ? null : type.heightMm / 1000,
        airflowM3PerH: unit?.airflowM3PerH ?? null,
        supplyC: unit?.supplyC ?? null,
        boundary: style === 'cooling-unit' ? 'supply at fixed flow and temperature, return at its top' : 'solid',
      });
    }
    for (const obstacle of index.snapshot.obstacles.filter((one) => one.room === room.name)) {
      obstacle.outline.forEach((from, k) => {
        const to = obstacle.outline[(k + 1) % obstacle.outline.length] ?? from;
        add('obstacle', `${obstacle.name} ${String(k + 1)}`, room.name, [from, to], {
          bottomM: 0,
          topM: room.ceilingHeightM ?? null,
          boundary: obstacle.kind,
        });
      });
    }
    for (const aisle of figures.rooms.find((one) => one.room === room.name)?.aisles ?? []) {
      const zone = index.snapshot.coolingZones.find(({ name }) => name === aisle.zone);
      const count = zone?.perforatedTileCount;
      const squares = zone === undefined ? [] : perforatedTiles(index, { room, zone, placements: floor.placements });
      const tiles =
        count === undefined
          ? 'tiles not stated'
          : `${String(count)} tiles, open share ${String(zone?.tileOpenFraction ?? '?')}, ${String(squares.length)} of them placed in front of racks below`;
      add('aisle-supply', aisle.zone ?? 'racks in no zone', room.name, [], {
        airflowM3PerH: aisle.deliveredM3PerH,
        supplyC: aisle.supplyC,
        boundary: tiles,
      });
      squares.forEach((corners, k) => {
        add('tile', `${aisle.zone ?? ''} ${String(k + 1)}`, room.name, corners, {
          bottomM: 0,
          topM: 0,
          airflowM3PerH: aisle.deliveredM3PerH === null || count === undefined ? null : aisle.deliveredM3PerH / count,
          supplyC: aisle.supplyC,
          boundary: `opening upwards, open share ${String(zone?.tileOpenFraction ?? '?')}`,
        });
      });
    }
  }
  return writeCsv(HEADER, rows);
}
