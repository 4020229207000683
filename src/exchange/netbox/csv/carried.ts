import type { SiteDocument, SiteSnapshot } from '../../../domain/site/document.js';
import type { Row } from '../../../domain/site/key.js';
import { collectionNames, collections, type CollectionName } from '../../../domain/site/kinds.js';

/** Facts of a site that NetBox's tables have no place for. */
export interface NotCarried {
  /** A collection of the document, or a field of one: `coolingUnits`, `racks.row`. */
  readonly what: string;
  /** How many things have it. */
  readonly count: number;
}

/** Fields of every kind that has a name of its own which the tables carry, too. */
const NAMED = ['name', 'description', 'tags', 'status'];
const CATALOGUED = ['slug', 'manufacturer', 'model', 'description', 'partNumber', 'source', 'tags'];

/** What the tables carry of each collection; of what is not named here they carry nothing. */
const CARRIED: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  rackTypes: [
    ...CATALOGUED.filter((field) => field !== 'partNumber'),
    ...['heightU', 'outerWidthMm', 'outerDepthMm', 'outerHeightMm', 'emptyWeightKg', 'maximumLoadKg'],
    ...['startingUnit', 'descendingUnits'],
  ],
  deviceTypes: [...CATALOGUED, ...['heightU', 'fullDepth', 'weightKg', 'airflowDirection', 'powerSupplies', 'ports']],
  pduTypes: [...CATALOGUED, 'weightKg', 'outlets', 'plug'],
  cableTypes: ['slug', 'medium'],
  rooms: ['name', 'description', 'tags'],
  racks: [...NAMED, 'type', 'room', 'serial', 'feeds'],
  devices: [...NAMED, 'type', 'rack', 'unit', 'face', 'role', 'serial'],
  rackReservations: ['name', 'description', 'tags', 'rack', 'units', 'heldFor'],
  powerElements: [
    ...NAMED,
    ...['kind', 'parents', 'feed', 'pduType', 'rack', 'room', 'voltageLlV', 'phases', 'ratedCurrentA'],
    'continuousLoadFraction',
  ],
  cords: ['device', 'supply', 'pdu', 'outlet', 'description', 'tags', 'status', 'lengthM'],
  cables: [...NAMED, 'type', 'ends', 'label', 'bundle', 'lengthM', 'asBuiltLengthM'],
};

const SITE = ['name', 'description', 'tags', 'timeZone', 'address'];

/** Everything that a site says and the tables do not carry, with how often. */
export function notCarried(document: SiteDocument | SiteSnapshot): readonly NotCarried[] {
  const found: NotCarried[] = restOf(document.site, SITE).map((field) => ({ what: `site.${field}`, count: 1 }));
  for (const name of collectionNames) {
    const rows = (document[name] ?? []) as readonly Row[];
    const carried = CARRIED[name];
    if (carried === undefined) {
      if (rows.length > 0) found.push({ what: name, count: rows.length });
      continue;
    }
    const counts = new Map<string, number>();
    for (const row of rows) for (const field of restOf(row, carried)) counts.set(field, (counts.get(field) ?? 0) + 1);
    for (const field of Object.keys(collections[name].schema.shape)) {
      const count = counts.get(field);
      if (count !== undefined) found.push({ what: `${name}.${field}`, count });
    }
  }
  return found;
}

function restOf(row: Row, carried: readonly string[]): readonly string[] {
  return Object.keys(row).filter(
    (field) => field !== 'id' && field !== 'customFields' && row[field] !== undefined && !carried.includes(field),
  );
}
