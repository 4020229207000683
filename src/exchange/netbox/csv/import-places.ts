import type { Row } from '../../../domain/site/key.js';
import { AIRFLOW_DIRECTIONS } from '../../../domain/site/kinds/device-type.js';
import { DEVICE_FACES, DEVICE_ROLES } from '../../../domain/site/kinds/device.js';
import { kilograms, millimetres, plainText, stated } from '../entry-facts.js';
import { keptCells } from './custom-cells.js';
import { NO_LOCATION } from './export-context.js';
import { NO_ROLE, PDU_ROLE } from './export-places.js';
import { cell, flagIn, namedIn, note, numberIn, refuse, tagsIn, wordIn, type ImportContext } from './import-context.js';
import type { ReadRow } from './read-tables.js';
import { netboxSlug, netboxStatus, plenumStatus, type StatusTable } from './words.js';

const STATUS_WORDS: Readonly<Record<StatusTable, readonly string[]>> = {
  rack: ['reserved', 'available', 'planned', 'active', 'deprecated'],
  device: ['offline', 'active', 'planned', 'staged', 'failed', 'inventory', 'decommissioning'],
  feed: ['offline', 'active', 'planned', 'failed'],
  cable: ['connected', 'planned', 'decommissioning'],
};

/** Rack that NetBox does not give an outer size: the usual footprint of a server rack. */
const USUAL_WIDTH_MM = 600;
const USUAL_DEPTH_MM = 1200;

/** A thing with the status that its row says; a word that Plenum does not tell apart is kept beside it. */
export function withStatus(
  context: ImportContext,
  row: ReadRow,
  { table, kept }: { table: StatusTable; kept: Row },
): Row {
  const read = (word: string) => (STATUS_WORDS[table].includes(word) ? plenumStatus(table, word) : null);
  const status = wordIn(context, row, { column: 'status', read, words: STATUS_WORDS[table] });
  if (status === undefined) return kept;
  const word = cell(row, 'status') ?? '';
  if (netboxStatus(table, status) === word) return { status, ...kept };
  const fields = (kept['customFields'] ?? {}) as Row;
  return { status, ...kept, customFields: { ...fields, 'netbox.status': word } };
}

/** Cells that follow from others are kept only where they say something else. */
function unlike(row: ReadRow, derived: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(derived).filter((column) => row.cells[column] === derived[column]);
}

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

/** A unit of a column; one that NetBox does not have is a defect, not another unit. */
function unitIn<T extends string>(
  context: ImportContext,
  row: ReadRow,
  { column, units }: { readonly column: string; readonly units: readonly T[] },
): T | undefined {
  return wordIn(context, row, { column, read: (word) => units.find((unit) => unit === word) ?? null, words: units });
}

function weightUnitIn(context: ImportContext, row: ReadRow) {
  return unitIn(context, row, { column: 'weight_unit', units: ['kg', 'g', 'lb', 'oz'] });
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

export interface ImportedDeviceType {
  readonly key: string;
  readonly row: Row;
  readonly source: ReadRow;
}

/** NetBox names a device type by its manufacturer and its model. */
export function typeKey(row: ReadRow, column: 'model' | 'device_type'): string {
  return `${cell(row, 'manufacturer') ?? ''} ${cell(row, column) ?? ''}`;
}

export function deviceTypesOf(context: ImportContext): readonly ImportedDeviceType[] {
  return context.rows.device_types.map((source) => {
    const airflow = cell(source, 'airflow');
    const isKnown = (AIRFLOW_DIRECTIONS as readonly string[]).includes(airflow ?? '');
    const read = ['manufacturer', 'model', 'slug', 'part_number', 'u_height', 'is_full_depth', 'weight', 'weight_unit'];
    const height = cell(source, 'u_height') ?? '';
    if (!/^\d+(\.[05]0?)?$/.test(height))
      refuse(context, source, 'u_height', { code: 'type', allowed: 'rack units, halves allowed' });
    const row = {
      ...typeCells(source),
      heightU: Number(height),
      ...stated({
        fullDepth: flagIn(context, source, 'is_full_depth'),
        weightKg: kilograms(numberIn(context, source, 'weight'), weightUnitIn(context, source)),
        airflowDirection: isKnown ? airflow : undefined,
      }),
      ...keptCells(source.cells, {
        read: [...read, 'description', 'comments', 'tags', ...(isKnown ? ['airflow'] : [])],
      }),
    };
    return { key: typeKey(source, 'model'), row, source };
  });
}

function typeCells(row: ReadRow): Row {
  return {
    slug: cell(row, 'slug') ?? netboxSlug(`${cell(row, 'manufacturer') ?? ''} ${cell(row, 'model') ?? ''}`),
    manufacturer: cell(row, 'manufacturer') ?? '',
    model: cell(row, 'model') ?? '',
    ...stated({
      partNumber: cell(row, 'part_number'),
      description: plainText(cell(row, 'description')),
      source: plainText(cell(row, 'comments')),
    }),
    ...tagsIn(row),
  };
}

/** A device, without what hangs on its ports. */
export function deviceOf(context: ImportContext, row: ReadRow, type: string): Row {
  const role = cell(row, 'role') ?? NO_ROLE;
  const known = DEVICE_ROLES.find((name) => name === role.toLowerCase());
  const face = wordIn(context, row, {
    column: 'face',
    read: (word) => DEVICE_FACES.find((name) => name === word) ?? null,
    words: DEVICE_FACES,
  });
  const read = [
    'name',
    'manufacturer',
    'device_type',
    'serial',
    'status',
    'site',
    'location',
    'rack',
    'position',
    'face',
  ];
  const hasPlace = cell(row, 'rack') !== undefined;
  const isTold = known !== undefined || role === NO_ROLE;
  const kept = keptCells(row.cells, {
    read: [
      ...read.filter((column) => hasPlace || column !== 'location'),
      'description',
      'tags',
      ...(isTold ? ['role'] : []),
    ],
  });
  return {
    name: cell(row, 'name') ?? '',
    type,
    ...stated({
      rack: cell(row, 'rack'),
      unit: numberIn(context, row, 'position'),
      face,
      role: known ?? (isTold ? undefined : 'other'),
      serial: cell(row, 'serial'),
      description: plainText(cell(row, 'description')),
    }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'device', kept }),
  };
}

/** A rack PDU, without what feeds it. */
export function pduOf(context: ImportContext, row: ReadRow, type: string): Row {
  const read = ['name', 'manufacturer', 'device_type', 'status', 'site', 'location', 'rack', 'description', 'tags'];
  const kept = keptCells(row.cells, { read: [...read, ...unlike(row, { role: PDU_ROLE })] });
  return {
    name: cell(row, 'name') ?? '',
    kind: 'rack-pdu',
    pduType: type,
    ...stated({ rack: cell(row, 'rack'), description: plainText(cell(row, 'description')) }),
    ...tagsIn(row),
    ...withStatus(context, row, { table: 'device', kept }),
  };
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
