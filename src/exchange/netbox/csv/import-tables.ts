import type { SiteDocument } from '../../../domain/site/document.js';
import type { Row } from '../../../domain/site/key.js';
import { collectionNames, type CollectionName } from '../../../domain/site/kinds.js';
import { nearestName } from '../../../domain/site/nearest-name.js';
import { showText } from '../../document/text-display.js';
import { siteDocumentDefects } from '../../site-document.js';
import type { FileDefect, ImportNote } from '../import-report.js';
import { stated } from '../entry-facts.js';
import { cablesOf } from './import-cables.js';
import {
  commonComponents,
  commonOutlets,
  componentsOf,
  componentTables,
  type DeviceComponents,
} from './import-components.js';
import { cell, namedIn, note, refuse, type ImportContext } from './import-context.js';
import { deviceOf, deviceTypesOf, pduOf, typeKey } from './import-devices.js';
import { racksOf, rackTypesOf, reservationsOf, roomsOf, siteOf } from './import-places.js';
import { feedsOf, panelsOf, type ImportedFeed } from './import-power.js';
import { lostCells } from './lost-cells.js';
import { noteLeftOutComponents, noteUnlikeComponents } from './lost-components.js';
import { readTables, type NetboxFile, type ReadRow, type ReadTables } from './read-tables.js';
import type { TableName } from './tables.js';

export interface NetboxImport {
  /** Null where there are defects. */
  readonly document: SiteDocument | null;
  readonly defects: readonly FileDefect[];
  readonly notes: readonly ImportNote[];
}

/** A site document of NetBox's tables: a device with outlets is a rack PDU, a power feed the breaker of its panel. */
export function importNetbox(files: readonly NetboxFile[], options: { readonly site?: string } = {}): NetboxImport {
  const read = readTables(files);
  if (read.defects.length > 0) return { document: null, defects: read.defects, notes: [] };
  const context: ImportContext = { rows: read.rows, defects: [], notes: [], assumptions: [] };
  const site = chosenSite(context, options.site);
  if (site === null) return { document: null, defects: context.defects, notes: [] };
  refuseStrangers(context);
  const ofSite = { ...context, rows: rowsOfSite(read.rows, cell(site, 'name') ?? '') };
  noteOtherSites(context, ofSite.rows);
  const document = documentOf(ofSite, site);
  const defects = [...ofSite.defects, ...(ofSite.defects.length > 0 ? [] : documentDefects(document))];
  return { document: defects.length > 0 ? null : (document as unknown as SiteDocument), defects, notes: ofSite.notes };
}

function chosenSite(context: ImportContext, wanted: string | undefined): ReadRow | null {
  const { sites } = context.rows;
  const names = sites.map((row) => cell(row, 'name') ?? '');
  const found =
    wanted === undefined ? (sites.length === 1 ? sites[0] : undefined) : sites.find((_, i) => names[i] === wanted);
  if (found !== undefined) return found;
  const nearest = wanted === undefined ? undefined : nearestName(wanted, names);
  const defect = {
    code: 'missing' as const,
    path: ['name'],
    found: wanted === undefined ? `${String(sites.length)} sites` : showText(wanted),
    allowed:
      sites.length > 1 || (wanted !== undefined && sites.length > 0)
        ? `one site, chosen by its name: ${names.slice(0, 8).map(showText).join(', ')}`
        : 'sites.csv with one site',
    ...(nearest === undefined ? {} : { nearest }),
    line: 1,
    column: 1,
  };
  context.defects.push({ file: 'sites.csv', defect });
  return null;
}

const TABLES_OF_SITES = [
  'locations',
  'racks',
  'devices',
  'rack_reservations',
  'power_panels',
  'power_feeds',
] as const satisfies readonly TableName[];

const TABLES_OF_DEVICES = [
  'power_ports',
  'power_outlets',
  'console_ports',
  'interfaces',
  'rear_ports',
  'front_ports',
] as const satisfies readonly TableName[];

/** Refuses rows of sites and of devices that no row describes: they would belong to nothing and be lost. */
function refuseStrangers(context: ImportContext): void {
  const named = (table: 'sites' | 'devices') =>
    new Map(context.rows[table].map((row) => [cell(row, 'name') ?? '', row] as const));
  const [sites, devices] = [named('sites'), named('devices')];
  for (const table of TABLES_OF_SITES)
    for (const row of context.rows[table]) namedIn(context, row, { column: 'site', known: sites, table: 'sites' });
  for (const table of TABLES_OF_DEVICES)
    for (const row of context.rows[table])
      namedIn(context, row, { column: 'device', known: devices, table: 'devices' });
}

function noteOtherSites(context: ImportContext, own: ReadTables['rows']): void {
  for (const table of TABLES_OF_SITES) {
    const taken = new Set(own[table]);
    for (const row of context.rows[table]) {
      if (taken.has(row)) continue;
      note(context, row, { is: 'left-out', code: 'other-site', field: table, detail: 'belongs to another site' });
    }
  }
}

/** The rows that belong to the site, those of its devices included. */
function rowsOfSite(rows: ReadTables['rows'], site: string): ReadTables['rows'] {
  const own = (list: readonly ReadRow[]) =>
    list.filter((row) => row.cells['site'] === undefined || row.cells['site'] === site);
  const devices = own(rows.devices);
  const isOne = devices.length === rows.devices.length;
  const names = new Set(devices.map((row) => cell(row, 'name')));
  const ofDevices = (list: readonly ReadRow[]) => (isOne ? list : list.filter((row) => names.has(cell(row, 'device'))));
  return {
    ...rows,
    locations: own(rows.locations),
    racks: own(rows.racks),
    devices,
    rack_reservations: own(rows.rack_reservations),
    power_panels: own(rows.power_panels),
    power_feeds: own(rows.power_feeds),
    power_ports: ofDevices(rows.power_ports),
    power_outlets: ofDevices(rows.power_outlets),
    console_ports: ofDevices(rows.console_ports),
    interfaces: ofDevices(rows.interfaces),
    rear_ports: ofDevices(rows.rear_ports),
    front_ports: ofDevices(rows.front_ports),
    cables: isOne ? rows.cables : rows.cables.filter((row) => names.has(cell(row, 'side_b_device'))),
  };
}

function documentOf(context: ImportContext, siteRow: ReadRow): Row {
  const rackTypes = rackTypesOf(context);
  const { racks, types: madeTypes } = racksOf(context, new Map(rackTypes.map((type) => [String(type['model']), type])));
  const feeds = feedsOf(context);
  const parts = devicesOf(context, feeds);
  const { cables, cords, cableTypes, fedBy } = cablesOf(context, {
    components: parts.components,
    pdus: parts.pduNames,
    feeds,
  });
  context.notes.push(...lostCells(context, parts.pduNames));
  const rooms = roomsOf(context);
  const arrays: Partial<Record<CollectionName, readonly Row[]>> = {
    rackTypes: [...rackTypes, ...madeTypes],
    deviceTypes: parts.deviceTypes,
    pduTypes: parts.pduTypes,
    cableTypes,
    rooms,
    racks: racks.map((rack) => ({ ...rack, ...feedsOfRack(String(rack['name']), feeds) })),
    devices: parts.devices,
    rackReservations: reservationsOf(context),
    powerElements: [
      ...panelsOf(context),
      ...[...feeds.values()].map(({ row }) => row),
      ...parts.pdus.map((pdu) => ({ ...pdu, ...stated({ parents: fedBy.get(String(pdu['name'])) }) })),
    ],
    cords,
    cables,
    assumptions: context.assumptions,
  };
  const filled = collectionNames.flatMap((name) => {
    const rows = arrays[name] ?? [];
    return rows.length === 0 ? [] : [[name, rows] as const];
  });
  return { plenum: 1, site: siteOf(siteRow), ...Object.fromEntries(filled) };
}

function feedsOfRack(rack: string, feeds: ReadonlyMap<string, ImportedFeed>): Row {
  const own = [...feeds.values()].filter((feed) => feed.rack === rack);
  return own.length === 0 ? {} : { feeds: own.map(({ label, name }) => ({ feed: label, element: name })) };
}

interface ImportedDevices {
  readonly deviceTypes: readonly Row[];
  readonly pduTypes: readonly Row[];
  readonly devices: readonly Row[];
  readonly pdus: readonly Row[];
  readonly pduNames: ReadonlySet<string>;
  readonly components: ReadonlyMap<string, DeviceComponents>;
}

/** Roles that are no rack PDU although they have outlets. */
const OTHER_SOURCES = /\b(ups|ats|transfer)\b/i;

function devicesOf(context: ImportContext, feeds: ReadonlyMap<string, ImportedFeed>): ImportedDevices {
  const types = deviceTypesOf(context);
  const byKey = new Map(types.map((type) => [type.key, type]));
  const tables = componentTables(context);
  const high = highFedDevices(context, feeds);
  const components = new Map<string, DeviceComponents>();
  const ofType = new Map<string, DeviceComponents[]>();
  const pduKeys = new Set<string>();
  const [devices, pdus]: [Row[], Row[]] = [[], []];
  for (const row of context.rows.devices) {
    const name = cell(row, 'name') ?? '';
    const key = typeKey(row, 'device_type');
    const type = byKey.get(key);
    if (type === undefined) {
      const nearest = nearestName(key, [...byKey.keys()]);
      const allowed = 'a manufacturer and model in device_types.csv';
      refuse(context, row, 'device_type', { code: 'unresolved-reference', allowed, nearest });
      continue;
    }
    const parts = componentsOf(context, tables, { device: name, feedIsHigh: high.has(name) });
    components.set(name, parts);
    const alike = ofType.get(key);
    if (alike === undefined) ofType.set(key, [parts]);
    else alike.push(parts);
    const isPdu = parts.outlets.length > 0 && !OTHER_SOURCES.test(cell(row, 'role') ?? '');
    noteLeftOutComponents(context, tables, { device: name, isPdu });
    if (isPdu) pduKeys.add(key);
    (isPdu ? pdus : devices).push((isPdu ? pduOf : deviceOf)(context, row, String(type.row['slug'])));
  }
  for (const { key, source } of types) noteUnlikeComponents(context, source, ofType.get(key) ?? []);
  const slugsOfDevices = new Set(devices.map((device) => device['type']));
  return {
    deviceTypes: types
      .filter(({ key, row }) => !pduKeys.has(key) || slugsOfDevices.has(row['slug']))
      .map(({ key, row }) => ({ ...row, ...commonComponents(ofType.get(key) ?? []) })),
    pduTypes: types
      .filter(({ key }) => pduKeys.has(key))
      .map(({ key, row }) => ({
        ...pduTypeOf(row),
        ...plugOf(ofType.get(key) ?? []),
        ...commonOutlets(ofType.get(key) ?? []),
      })),
    devices,
    pdus,
    pduNames: new Set(pdus.map((pdu) => String(pdu['name']))),
    components,
  };
}

/** Devices whose inlet hangs on a feed of three lines with over 300 V between them. */
function highFedDevices(context: ImportContext, feeds: ReadonlyMap<string, ImportedFeed>): ReadonlySet<string> {
  const high = new Set<string>();
  for (const row of context.rows.cables) {
    for (const [near, far] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      if (cell(row, `side_${near}_type`) !== 'dcim.powerfeed') continue;
      const key = `${cell(row, `side_${near}_power_panel`) ?? ''}\u0000${cell(row, `side_${near}_name`) ?? ''}`;
      if (feeds.get(key)?.isHigh === true) high.add(cell(row, `side_${far}_device`) ?? '');
    }
  }
  return high;
}

/** What a rack PDU type has of a device type. */
function pduTypeOf(row: Row): Row {
  const fields = [
    'slug',
    'manufacturer',
    'model',
    'partNumber',
    'description',
    'source',
    'tags',
    'weightKg',
    'customFields',
  ];
  return Object.fromEntries(Object.entries(row).filter(([field]) => fields.includes(field)));
}

function plugOf(all: readonly DeviceComponents[]): Row {
  return stated({ plug: all.flatMap(({ supplies }) => supplies[0]?.connector ?? [])[0] });
}

/** What the definitions of the kinds refuse in what the tables say, each with the name of the thing that has it. */
function documentDefects(document: Row): readonly FileDefect[] {
  return siteDocumentDefects(document).map((defect) => {
    const [collection, place] = defect.path;
    const rows = document[String(collection)];
    const row = Array.isArray(rows) && typeof place === 'number' ? (rows[place] as Row | undefined) : undefined;
    const name = row?.['name'] ?? row?.['slug'];
    return {
      file: `the site that the tables make${typeof name === 'string' ? `, ${showText(name)}` : ''}`,
      defect: { ...defect, line: 1, column: 1 },
    };
  });
}
