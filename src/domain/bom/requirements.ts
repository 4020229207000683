import type { Status } from '../site/fields.js';
import { keyLabel } from '../site/key.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { Device } from '../site/kinds/device.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomCategory, BomOmission, BomUse, OrderableKind } from './bom.js';
import { categoryOf, type Orderable } from './catalog-entry.js';
import { cableLengthM, cableOrder } from './order-length.js';
import { millimetreLengthM } from './quantity.js';

/** What one thing of the hall needs of the catalog. */
export interface Requirement extends Orderable {
  readonly category: BomCategory;
  readonly use: BomUse;
}

export interface Requirements {
  readonly required: readonly Requirement[];
  readonly omissions: readonly BomOmission[];
}

/** One thing of the hall, and the catalog entry that it names, if it names one. */
interface Need {
  readonly kind: string;
  readonly name: string;
  readonly status: Status | undefined;
  readonly place: string | undefined;
  readonly entry: OrderableKind;
  readonly slug: string | undefined;
  readonly lengthM?: number | null;
  readonly quantity?: number;
  readonly role?: Device['role'];
}

/**
 * Everything that the hall needs, thing by thing, and what it has that nothing can be ordered for. A utility that names
 * no item is neither: nobody buys it.
 */
export function requirementsOf(index: SiteIndex): Requirements {
  const required: Requirement[] = [];
  const omissions: BomOmission[] = [];
  for (const need of needsOf(index)) {
    if (need.slug !== undefined) required.push(requirementOf(index, need, need.slug));
    else omissions.push({ kind: need.kind, name: need.name, reason: 'names no item of the catalog' });
  }
  for (const need of cableNeedsOf(index)) {
    const { kind, name, slug, neededLengthM } = need;
    if (slug === undefined) {
      omissions.push({ kind, name, reason: 'names no cable type' });
      continue;
    }
    const order = cableOrder(cableTypeNamed(index, slug), neededLengthM);
    if (order === null) omissions.push({ kind, name, reason: 'sold by the metre and of unknown length' });
    else required.push(requirementOf(index, { ...need, ...order }, slug));
  }
  return { required, omissions };
}

function cableTypeNamed(index: SiteIndex, slug: string): CableType {
  const type = index.cableTypes.get(slug);
  if (type === undefined) throw new RangeError(`the catalog has no cableType ${slug}`);
  return type;
}

function requirementOf(index: SiteIndex, need: Need, slug: string): Requirement {
  const orderable = { kind: need.entry, slug, lengthM: need.lengthM ?? null };
  return {
    ...orderable,
    category: categoryOf(index, orderable, need.role),
    use: {
      kind: need.kind,
      name: need.name,
      place: need.place ?? null,
      status: need.status ?? 'planned',
      quantity: need.quantity ?? 1,
    },
  };
}

function* needsOf({ snapshot }: SiteIndex): Iterable<Need> {
  for (const { name, status, room, type } of snapshot.racks) {
    yield { kind: 'rack', name, status, place: room, entry: 'rackType', slug: type };
  }
  for (const { name, status, rack, type, role } of snapshot.devices) {
    yield { kind: 'device', name, status, place: rack, entry: 'deviceType', slug: type, role };
  }
  for (const element of snapshot.powerElements) {
    const { name, status, pduType, item } = element;
    const thing = { kind: 'powerElement', name, status, place: element.rack ?? element.room };
    if (pduType !== undefined) yield { ...thing, entry: 'pduType', slug: pduType };
    else if (item !== undefined || element.kind !== 'utility') yield { ...thing, entry: 'itemType', slug: item };
  }
  for (const { name, status, room, type } of snapshot.coolingUnits) {
    yield { kind: 'coolingUnit', name, status, place: room, entry: 'coolingUnitType', slug: type };
  }
  for (const { name, status, item } of snapshot.heatRejections) {
    yield { kind: 'heatRejection', name, status, place: undefined, entry: 'itemType', slug: item };
  }
  for (const { name, status, room, item, from, to } of snapshot.traySegments) {
    const quantity = millimetreLengthM(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]));
    yield { kind: 'traySegment', name, status, place: room, entry: 'itemType', slug: item, quantity };
  }
}

function* cableNeedsOf({ snapshot, devices }: SiteIndex): Iterable<Need & { readonly neededLengthM: number | null }> {
  const rackOf = (device: string | undefined) => (device === undefined ? undefined : devices.get(device)?.rack);
  for (const cable of snapshot.cables) {
    const { name, status, type: slug } = cable;
    const place = rackOf(cable.ends[0]?.device);
    yield { kind: 'cable', name, status, place, entry: 'cableType', slug, neededLengthM: cableLengthM(cable) };
  }
  for (const { device, supply, status, cableType: slug, lengthM } of snapshot.cords) {
    const name = keyLabel([device, supply]);
    const place = rackOf(device);
    yield { kind: 'cord', name, status, place, entry: 'cableType', slug, neededLengthM: lengthM ?? null };
  }
}
