import type { Status } from '../site/fields.js';
import type { CableType } from '../site/kinds/cable-type.js';
import type { Cable } from '../site/kinds/cable.js';
import type { DeviceType } from '../site/kinds/device-type.js';
import type { SiteIndex } from '../site/site-index.js';
import type { BomCategory, BomOmission, BomUse, OrderableKind } from './bom.js';
import { stockLengthFor } from './order-length.js';

/** What one thing of the hall needs of the catalog. */
export interface Requirement {
  readonly kind: OrderableKind;
  readonly slug: string;
  readonly category: BomCategory;
  readonly lengthM: number | null;
  readonly use: BomUse;
}

export interface Requirements {
  readonly required: readonly Requirement[];
  readonly omissions: readonly BomOmission[];
}

type Thing = { readonly name: string; readonly status?: Status | undefined };

/** Everything that the hall needs, thing by thing, and what it has that names nothing to order. */
export function requirementsOf(index: SiteIndex): Requirements {
  const { snapshot } = index;
  const required: Requirement[] = [];
  const omissions: BomOmission[] = [];
  const need = (
    thing: Thing,
    what: { kind: OrderableKind; slug: string; category: BomCategory; lengthM?: number | null },
    where: { kind: string; place: string | null; quantity?: number },
  ) =>
    required.push({
      kind: what.kind,
      slug: what.slug,
      category: what.category,
      lengthM: what.lengthM ?? null,
      use: {
        kind: where.kind,
        name: thing.name,
        place: where.place,
        status: thing.status ?? 'planned',
        quantity: where.quantity ?? 1,
      },
    });

  for (const rack of snapshot.racks) {
    need(rack, { kind: 'rackType', slug: rack.type, category: 'racks' }, { kind: 'rack', place: rack.room });
  }
  for (const device of snapshot.devices) {
    const category = deviceCategory(index.deviceTypes.get(device.type), device.role);
    const place = device.rack ?? null;
    need(device, { kind: 'deviceType', slug: device.type, category }, { kind: 'device', place });
  }
  for (const element of snapshot.powerElements) {
    const place = element.rack ?? element.room ?? null;
    if (element.pduType !== undefined) {
      need(element, { kind: 'pduType', slug: element.pduType, category: 'power' }, { kind: 'powerElement', place });
    } else if (element.item !== undefined) {
      need(element, { kind: 'itemType', slug: element.item, category: 'power' }, { kind: 'powerElement', place });
    } else if (element.kind !== 'utility') {
      omissions.push({ kind: 'powerElement', name: element.name, reason: 'names no item of the catalog' });
    }
  }
  for (const unit of snapshot.coolingUnits) {
    need(
      unit,
      { kind: 'coolingUnitType', slug: unit.type, category: 'cooling' },
      { kind: 'coolingUnit', place: unit.room },
    );
  }
  for (const rejection of snapshot.heatRejections) {
    if (rejection.item === undefined) {
      omissions.push({ kind: 'heatRejection', name: rejection.name, reason: 'names no item of the catalog' });
    } else {
      const what = { kind: 'itemType', slug: rejection.item, category: 'cooling' } as const;
      need(rejection, what, { kind: 'heatRejection', place: null });
    }
  }
  for (const segment of snapshot.traySegments) {
    if (segment.item === undefined) {
      omissions.push({ kind: 'traySegment', name: segment.name, reason: 'names no item of the catalog' });
    } else {
      const what = { kind: 'itemType', slug: segment.item, category: 'cabling' } as const;
      const quantity = distanceM(segment.from, segment.to);
      need(segment, what, { kind: 'traySegment', place: segment.room ?? null, quantity });
    }
  }
  for (const cable of snapshot.cables) {
    const type = index.cableTypes.get(cable.type);
    if (type === undefined) continue;
    const ordered = orderedCable(type, cableLengthM(cable));
    const place = index.devices.get(cable.ends[0]?.device ?? '')?.rack ?? null;
    need(
      cable,
      { kind: 'cableType', slug: cable.type, category: 'cabling', lengthM: ordered.lengthM },
      { kind: 'cable', place, quantity: ordered.quantity },
    );
  }
  for (const cord of snapshot.cords) {
    const name = `${cord.device} ${cord.supply}`;
    const type = cord.cableType === undefined ? undefined : index.cableTypes.get(cord.cableType);
    if (cord.cableType === undefined || type === undefined) {
      omissions.push({ kind: 'cord', name, reason: 'names no cable type' });
      continue;
    }
    const ordered = orderedCable(type, cord.lengthM ?? null);
    const place = index.devices.get(cord.device)?.rack ?? null;
    need(
      { name, status: cord.status },
      { kind: 'cableType', slug: cord.cableType, category: 'power', lengthM: ordered.lengthM },
      { kind: 'cord', place, quantity: ordered.quantity },
    );
  }
  return { required, omissions };
}

/** As built where it is known, else as planned. */
export function cableLengthM(cable: Cable): number | null {
  return cable.asBuiltLengthM ?? cable.lengthM ?? null;
}

/** How a cable of a length is ordered: a piece of a stock length, or metres where it is sold by the metre. */
export function orderedCable(
  type: CableType,
  lengthM: number | null,
): { readonly lengthM: number | null; readonly quantity: number } {
  if (lengthM !== null && type.unitOfMeasure === 'm') return { lengthM: null, quantity: lengthM };
  if (lengthM === null) return { lengthM: null, quantity: 1 };
  if (type.stockLengths === undefined) return { lengthM, quantity: 1 };
  return { lengthM: stockLengthFor(type, lengthM)?.lengthM ?? null, quantity: 1 };
}

function deviceCategory(type: DeviceType | undefined, role: string | undefined): BomCategory {
  if ((type?.acceleratorCount ?? 0) > 0 || role === 'compute' || role === 'spare') return 'compute';
  if (role === 'network' || role === 'management') return 'network';
  if (role === 'panel') return 'cabling';
  return 'other';
}

function distanceM(from: readonly [number, number, number], to: readonly [number, number, number]): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
}
