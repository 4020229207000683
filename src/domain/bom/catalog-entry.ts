import type { CableType } from '../site/kinds/cable-type.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import type { Device } from '../site/kinds/device.js';
import type { ItemType } from '../site/kinds/item-type.js';
import type { ModuleType } from '../site/kinds/module-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomCategory, OrderableKind } from './bom.js';

/** A catalog entry and, for cables that are ordered in pieces, the length of a piece. */
export interface Orderable {
  readonly kind: OrderableKind;
  readonly slug: string;
  /** In m; null for what has none, where it is unknown, and for what is sold by the metre. */
  readonly lengthM: number | null;
}

/** What a catalog entry says of ordering it. */
export interface CatalogEntry {
  readonly manufacturer: string;
  readonly model: string;
  readonly partNumber?: string | undefined;
  readonly supplier?: string | undefined;
  readonly quoteNumber?: string | undefined;
  readonly quoteExpiresOn?: string | undefined;
  readonly unitOfMeasure?: string | undefined;
  readonly packSize?: number | undefined;
  readonly priceMinor?: number | undefined;
  readonly currency?: string | undefined;
  readonly priceSource?: string | undefined;
  readonly leadTimeDays?: number | undefined;
}

/** What depends on the length of a piece. */
export interface PieceOffer {
  readonly partNumber: string | null;
  readonly unitPriceMinor: number | null;
}

/**
 * The catalog entry of an orderable.
 *
 * @throws RangeError where the catalog has no such entry, which a checked document rules out
 */
export function entryOf(index: SiteIndex, { kind, slug }: Orderable): CatalogEntry {
  const entry = entriesOf(index, kind).get(slug);
  if (entry === undefined) throw new RangeError(`the catalog has no ${kind} ${slug}`);
  return entry;
}

function entriesOf(index: SiteIndex, kind: OrderableKind): ReadonlyMap<string, CatalogEntry> {
  switch (kind) {
    case 'rackType':
      return index.rackTypes;
    case 'deviceType':
      return index.deviceTypes;
    case 'moduleType':
      return index.moduleTypes;
    case 'pduType':
      return index.pduTypes;
    case 'coolingUnitType':
      return index.coolingUnitTypes;
    case 'cableType':
      return index.cableTypes;
    case 'transceiverType':
      return index.transceiverTypes;
    case 'itemType':
      return index.itemTypes;
  }
}

/** Part number and price. Where a cable type prices its stock lengths, the price of the length holds and no other. */
export function pieceOfferOf(index: SiteIndex, { kind, slug, lengthM }: Orderable, entry: CatalogEntry): PieceOffer {
  const type = kind === 'cableType' ? index.cableTypes.get(slug) : undefined;
  const stock = type?.stockLengths?.find((candidate) => candidate.lengthM === lengthM);
  const price = type !== undefined && isPricedByLength(type) ? stock?.priceMinor : entry.priceMinor;
  return { partNumber: stock?.partNumber ?? entry.partNumber ?? null, unitPriceMinor: price ?? null };
}

/** Whether the price of a piece depends on its length. */
export function isPricedByLength(type: CableType): boolean {
  return type.unitOfMeasure !== 'm' && (type.stockLengths ?? []).some(({ priceMinor }) => priceMinor !== undefined);
}

/**
 * The chapter of the bill in which a catalog entry stands.
 *
 * @param role what the device is for; undefined for everything else
 */
export function categoryOf(index: SiteIndex, { kind, slug }: Orderable, role: Device['role']): BomCategory {
  switch (kind) {
    case 'rackType':
      return 'racks';
    case 'deviceType':
      return deviceCategory(index.deviceTypes.get(slug), role);
    case 'moduleType':
      return moduleCategory(index.moduleTypes.get(slug));
    case 'pduType':
      return 'power';
    case 'coolingUnitType':
      return 'cooling';
    case 'transceiverType':
      return 'cabling';
    case 'cableType':
      return index.cableTypes.get(slug)?.medium === 'power-cord' ? 'power' : 'cabling';
    case 'itemType':
      return itemCategory(index.itemTypes.get(slug));
  }
}

function deviceCategory(type: DeviceType | undefined, role: Device['role']): BomCategory {
  if ((type?.acceleratorCount ?? 0) > 0 || role === 'compute' || role === 'spare') return 'compute';
  if (role === 'network' || role === 'management') return 'network';
  return role === 'panel' ? 'cabling' : 'other';
}

function moduleCategory(type: ModuleType | undefined): BomCategory {
  if (type?.kind === 'power-supply') return 'power';
  return type?.kind === 'transceiver' ? 'cabling' : 'other';
}

function itemCategory(type: ItemType | undefined): BomCategory {
  return type?.category === 'rack' ? 'racks' : (type?.category ?? 'other');
}
