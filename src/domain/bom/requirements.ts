import type { ComputedLengths } from '../cabling/cable-lengths.js';
import type { Status } from '../site/fields.js';
import { keyLabel } from '../site/key.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { Device } from '../site/kinds/device.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomCategory, BomOmission, BomUse, OrderableKind } from './bom.js';
import { categoryOf, type Orderable } from './catalog-entry.js';
import { transceiversOf } from '../cabling/transceivers.js';
import { cableLengthM, cableOrder, type Order } from './order-length.js';
import { millimetreLengthM } from './quantity.js';

/** What one thing of the hall needs of the catalog. */
export interface Requirement {
  readonly orderable: Orderable;
  readonly category: BomCategory;
  readonly use: BomUse;
}

/** Who hears of requirements and omissions, one after the other, so that a large hall is never listed twice. */
export interface RequirementListener {
  readonly required: (requirement: Requirement) => void;
  readonly omitted: (omission: BomOmission) => void;
}

/** One thing of the hall, and the catalog entry that it names, if it names one. */
interface Need {
  readonly kind: string;
  readonly name: string;
  readonly status: Status | undefined;
  readonly place: string | undefined;
  readonly entry: OrderableKind;
  readonly slug: string | undefined;
}

/** What one piece of something is, where neither its length nor its use tell. */
const ONE_PIECE: Order = { lengthM: null, quantity: 1 };

/**
 * Tells everything that the hall needs, thing by thing, and what it has that nothing can be ordered for. A utility that
 * names no item is neither: nobody buys it.
 */
export function eachRequirement(
  index: SiteIndex,
  computed: ComputedLengths,
  { required, omitted }: RequirementListener,
): void {
  const { snapshot, devices } = index;
  const rackOf = (device: string | undefined) => (device === undefined ? undefined : devices.get(device)?.rack);

  const need = (thing: Need, order: Order = ONE_PIECE, role?: Device['role'], chapter?: BomCategory) => {
    const { kind, name, entry, slug } = thing;
    if (slug === undefined) {
      omitted({ kind, name, reason: 'names no item of the catalog' });
      return;
    }
    const orderable = { kind: entry, slug, lengthM: order.lengthM };
    const { place, status } = thing;
    required({
      orderable,
      category: chapter ?? categoryOf(index, orderable, role),
      use: { kind, name, place: place ?? null, status: status ?? 'planned', quantity: order.quantity },
    });
  };
  const needCable = (thing: Need, lengthM: number | null, chapter?: BomCategory) => {
    const { kind, name, slug } = thing;
    const order = slug === undefined ? null : cableOrder(cableTypeNamed(index, slug), lengthM);
    if (slug === undefined) omitted({ kind, name, reason: 'names no cable type' });
    else if (order === null) omitted({ kind, name, reason: 'sold by the metre and of unknown length' });
    else need(thing, order, undefined, chapter);
  };

  for (const { name, status, room, type } of snapshot.racks) {
    need({ kind: 'rack', name, status, place: room, entry: 'rackType', slug: type });
  }
  for (const { name, status, rack, type, role, modules } of snapshot.devices) {
    need({ kind: 'device', name, status, place: rack, entry: 'deviceType', slug: type }, ONE_PIECE, role);
    for (const module of modules ?? []) {
      const inBay = keyLabel([name, module.bay]);
      need({ kind: 'module', name: inBay, status, place: rack, entry: 'moduleType', slug: module.type });
    }
  }
  for (const { name, status, kind, rack, room, pduType, item, whipType, conductorLengthM } of snapshot.powerElements) {
    const place = rack ?? room;
    // A run of which only the length is stated may be part of the building: it is asked for at rack PDUs alone.
    if (whipType !== undefined || (kind === 'rack-pdu' && conductorLengthM !== undefined)) {
      const whip = { kind: 'whip', name, status, place, entry: 'cableType', slug: whipType } as const;
      needCable(whip, conductorLengthM ?? null, 'power');
    }
    if (pduType !== undefined) need({ kind: 'powerElement', name, status, place, entry: 'pduType', slug: pduType });
    else if (item !== undefined || kind !== 'utility') {
      need({ kind: 'powerElement', name, status, place, entry: 'itemType', slug: item });
    }
  }
  for (const { name, status, room, type } of snapshot.coolingUnits) {
    need({ kind: 'coolingUnit', name, status, place: room, entry: 'coolingUnitType', slug: type });
  }
  for (const { name, status, item } of snapshot.heatRejections) {
    need({ kind: 'heatRejection', name, status, place: undefined, entry: 'itemType', slug: item });
  }
  for (const { name, status, room, item, from, to } of snapshot.traySegments) {
    const quantity = millimetreLengthM(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]));
    need(
      { kind: 'traySegment', name, status, place: room, entry: 'itemType', slug: item },
      { lengthM: null, quantity },
    );
  }
  for (const cable of snapshot.cables) {
    const { name, status, type } = cable;
    const place = rackOf(cable.ends[0]?.device);
    needCable({ kind: 'cable', name, status, place, entry: 'cableType', slug: type }, cableLengthM(cable, computed));
  }
  for (const { device, port, slug, status } of transceiversOf(snapshot.cables)) {
    const name = `${device}:${port}`;
    need({ kind: 'transceiver', name, status, place: rackOf(device), entry: 'transceiverType', slug });
  }
  for (const { device, supply, status, cableType, lengthM } of snapshot.cords) {
    const name = keyLabel([device, supply]);
    needCable(
      { kind: 'cord', name, status, place: rackOf(device), entry: 'cableType', slug: cableType },
      lengthM ?? null,
    );
  }
}

function cableTypeNamed(index: SiteIndex, slug: string): CableType {
  const type = index.cableTypes.get(slug);
  if (type === undefined) throw new RangeError(`the catalog has no cableType ${slug}`);
  return type;
}
