import type { Row } from '../../../domain/site/key.js';
import { kilograms, millimetres, plainText, stated } from '../entry-facts.js';
import { keptCells } from './custom-cells.js';
import { NO_LOCATION } from './export-context.js';
import { typeCells, unitIn, unlike, weightUnitIn, withStatus } from './import-cells.js';
import { cell, flagIn, namedIn, note, numberIn, refuse, tagsIn, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';
import { netboxSlug } from './words.js';

/** Rack that NetBox does not give an outer size: the usual footprint of a server rack. */
const USUAL_WIDTH_MM = 600;
const USUAL_DEPTH_MM = 1200;

export function siteOf(row: ReadRow): Row {
  const name = cell(row, 'name') ?? '';
  const read = ['name', 'time_zone', 'description', 'physical_address', 'tags'];
  return {
    name,
    ...stated({
      description: plainText(cell(row, 'description')),
      timeZone: cell(row, 'time_zone'),
      address: plainText(cell(row, 'physical_address')),
    }),
    ...tagsIn(row),
    ...keptCells(row.cells, { read: [...read, ...unlike(row, { slug: netboxSlug(name), status: 'active' })] }),
  };
}

export function roomsOf(context: ImportContext): readonly Row[] {
  const rooms = context.rows.locations.map((row): Row => {
    const name = cell(row, 'name') ?? '';
    const read = ['site', 'name', 'description', 'tags'];
    return {
      name,
      outline: placeholderOutline(context, name),
      ...stated({ description: plainText(cell(row, 'description')) }),
      ...tagsIn(row),
      ...keptCells(row.cells, { read: [...read, ...unlike(row, { slug: netboxSlug(name), status: 'active' })] }),
    };
  });
  if (!context.rows.racks.some((row) => cell(row, 'location') === undefined)) return rooms;
  const outline = placeholderOutline(context, NO_LOCATION);
  return [...rooms, { name: NO_LOCATION, description: 'Racks for which NetBox names no location', outline }];
}

/** A square that stands for a room until somebody measures it: 6 m² for each rack, at least 6 m wide. */
function placeholderOutline(context: ImportContext, room: string): readonly (readonly [number, number])[] {
  const racks = context.rows.racks.filter((row) => (cell(row, 'location') ?? NO_LOCATION) === room).length;
  const sideM = Math.max(6, Math.ceil(Math.sqrt(6 * racks)));
  context.assumptions.push({
    name: `Outline of ${room}`.slice(0, 200),
    value: `${String(sideM)} m x ${String(sideM)} m`,
    usedIn: `Room ${room}: its area, and everything that is drawn or placed in it`.slice(0, 1000),
    source: 'Placeholder: the tables of NetBox hold no outlines',
  });
  return [
    [0, 0],
    [sideM, 0],
    [sideM, sideM],
    [0, sideM],
  ];
}

export function rackTypesOf(context: ImportContext): readonly Row[] {
  return context.rows.rack_types.map((row) => {
    const read = ['manufacturer', 'model', 'slug', 'description', 'comments', 'tags', 'u_height'];
    return {
      ...typeCells(row),
      ...rackFacts(context, row, cell(row, 'model') ?? ''),
      ...keptCells(row.cells, { read: [...read, ...RACK_FACTS, ...unlike(row, { width: '19' })] }),
    };
  });
}

const RACK_FACTS = ['starting_unit', 'desc_units', 'weight', 'max_weight', 'weight_unit'].concat([
  'outer_width',
  'outer_height',
  'outer_depth',
  'outer_unit',
]);

function rackFacts(context: ImportContext, row: ReadRow, model: string): Row {
  const unit = unitIn(context, row, { column: 'outer_unit', units: ['mm', 'in'] });
  const weightUnit = weightUnitIn(context, row);
  const size = (column: string) => millimetres(numberIn(context, row, column), unit ?? 'mm');
  const weight = (column: string) => kilograms(numberIn(context, row, column), weightUnit);
  const outerWidthMm = size('outer_width');
  const outerDepthMm = size('outer_depth');
  if (outerWidthMm === undefined || outerDepthMm === undefined) {
    context.assumptions.push({
      name: `Outer size of rack type ${model}`.slice(0, 200),
      value: `${String(outerWidthMm ?? USUAL_WIDTH_MM)} mm x ${String(outerDepthMm ?? USUAL_DEPTH_MM)} mm`,
      usedIn: 'Footprint: aisles, floor loads, drawings',
      source: 'Placeholder: NetBox does not state it; the usual footprint of a server rack',
    });
  }
  const heightU = numberIn(context, row, 'u_height');
  if (heightU === undefined && Number(cell(row, 'u_height') ?? 0) === 0)
    refuse(context, row, 'u_height', { code: 'missing', allowed: 'rack units, 1 to 100' });
  return {
    heightU: heightU ?? 42,
    outerWidthMm: outerWidthMm ?? USUAL_WIDTH_MM,
    outerDepthMm: outerDepthMm ?? USUAL_DEPTH_MM,
    ...stated({
      outerHeightMm: size('outer_height'),
      emptyWeightKg: weight('weight'),
      maximumLoadKg: weight('max_weight'),
      startingUnit: numberIn(context, row, 'starting_unit'),
      descendingUnits: flagIn(context, row, 'desc_units'),
    }),
  };
}

/** Racks, and the types of those that name none: one for each size that their rows state. */
export function racksOf(
  context: ImportContext,
  rackTypes: ReadonlyMap<string, Row>,
): { readonly racks: readonly Row[]; readonly types: readonly Row[] } {
  const made = new Map<string, Row>();
  const racks = context.rows.racks.map((row): Row => {
    const named = namedIn(context, row, { column: 'rack_type', known: rackTypes, table: 'rack_types' });
    const type = named ?? (cell(row, 'rack_type') === undefined ? madeType(context, row, made) : {});
    const read = ['site', 'location', 'name', 'rack_type', 'serial', 'status', 'description', 'tags'];
    const size = named === undefined ? ['u_height', ...RACK_FACTS, ...unlike(row, { width: '19' })] : [];
    const rack = {
      name: cell(row, 'name') ?? '',
      type: type['slug'],
      room: cell(row, 'location') ?? NO_LOCATION,
      ...stated({ serial: cell(row, 'serial'), description: plainText(cell(row, 'description')) }),
      ...tagsIn(row),
    };
    const kept = keptCells(row.cells, { read: [...read, ...size] });
    return { ...rack, ...withStatus(context, row, { table: 'rack', kept }) };
  });
  return { racks, types: [...made.values()] };
}

function madeType(context: ImportContext, row: ReadRow, made: Map<string, Row>): Row {
  const facts = ['u_height', ...RACK_FACTS].flatMap((column) => cell(row, column) ?? []);
  const slug = netboxSlug(`netbox-rack-${facts.join('-')}`) || 'netbox-rack';
  const known = made.get(slug);
  if (known !== undefined) return known;
  const model = `Rack ${facts.join(' ')}`.trim();
  const type = { slug, manufacturer: 'Unknown', model, ...rackFacts(context, row, model) };
  made.set(slug, type);
  note(context, row, {
    is: 'reading',
    code: 'rack-type-made',
    detail: `the rack names no rack_type; a type ${slug} is made of what its row says`,
  });
  return type;
}

export function reservationsOf(context: ImportContext): readonly Row[] {
  const names = new Map<string, number>();
  return context.rows.rack_reservations.map((row): Row => {
    const written = (cell(row, 'units') ?? '').split(',').map((unit) => unit.trim());
    const units = written.map(Number);
    if (!written.every((unit) => /^\d+$/.test(unit) && Number(unit) <= 100)) {
      refuse(context, row, 'units', {
        code: 'format',
        allowed: 'numbers of units with commas between, such as "10,11"',
      });
    }
    const first = `${cell(row, 'rack') ?? ''} U${units.join(',')}`;
    const count = (names.get(first) ?? 0) + 1;
    names.set(first, count);
    const read = ['site', 'location', 'rack', 'units', 'tenant', 'description', 'tags'];
    return {
      name: (count === 1 ? first : `${first} (${String(count)})`).slice(0, 200),
      rack: cell(row, 'rack') ?? '',
      units,
      ...stated({ heldFor: cell(row, 'tenant'), description: plainText(cell(row, 'description')) }),
      ...tagsIn(row),
      ...keptCells(row.cells, { read: [...read, ...unlike(row, { status: 'active' })] }),
    };
  });
}
