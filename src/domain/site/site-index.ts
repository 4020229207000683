import { expandedDeviceType, namedCopies, partsWithModules, type ExpandedDeviceType } from './device-parts.js';
import type { SiteSnapshot } from './document.js';
import { expandPods } from './expansion/expand-pods.js';
import type { Expansion, ExpansionProblem } from './expansion/expansion.js';
import { grouped } from './grouping.js';
import { keyText } from './key.js';
import type { CableType } from './kinds/cable-type.js';
import type { CoolingUnitType } from './kinds/cooling-unit-type.js';
import type { Cord } from './kinds/cord.js';
import type { Deployment } from './kinds/deployment.js';
import type { Device } from './kinds/device.js';
import type { DeviceType } from './kinds/device-type.js';
import type { ItemType } from './kinds/item-type.js';
import type { ModuleType } from './kinds/module-type.js';
import type { PduType } from './kinds/pdu-type.js';
import type { PowerElement } from './kinds/power-element.js';
import type { Rack } from './kinds/rack.js';
import type { RackType } from './kinds/rack-type.js';
import type { Room } from './kinds/room.js';
import type { Row } from './kinds/row.js';
import type { TransceiverType } from './kinds/transceiver-type.js';
import { isPresentOn, isWantedOn, snapshotWhere } from './presence.js';

export type PduOutlet = Readonly<NonNullable<PduType['outlets']>[number]>;
export type PduBank = Readonly<NonNullable<PduType['banks']>[number]>;

/** A rack PDU type with its name patterns written out. */
export interface ExpandedPduType {
  readonly outlets: ReadonlyMap<string, PduOutlet>;
  readonly banks: ReadonlyMap<string, PduBank>;
}

/**
 * A site as engines read it: pod templates written out, things that are not there on the day left out, and every look-up
 * that an engine needs made once. References resolve unless what they name is not there on the day.
 */
export interface SiteIndex {
  readonly snapshot: SiteSnapshot;
  readonly asOf: string;
  readonly origin: Expansion['origin'];
  readonly problems: readonly ExpansionProblem[];
  readonly displaced: Expansion['displaced'];
  readonly reserved: Expansion['reserved'];
  /** Deployments that become available after the day, which the snapshot leaves out. */
  readonly deploymentsToCome: readonly Deployment[];

  readonly rackTypes: ReadonlyMap<string, RackType>;
  readonly deviceTypes: ReadonlyMap<string, DeviceType>;
  readonly moduleTypes: ReadonlyMap<string, ModuleType>;
  readonly pduTypes: ReadonlyMap<string, PduType>;
  readonly coolingUnitTypes: ReadonlyMap<string, CoolingUnitType>;
  readonly cableTypes: ReadonlyMap<string, CableType>;
  readonly transceiverTypes: ReadonlyMap<string, TransceiverType>;
  readonly itemTypes: ReadonlyMap<string, ItemType>;
  readonly expandedDeviceTypes: ReadonlyMap<string, ExpandedDeviceType>;
  readonly expandedPduTypes: ReadonlyMap<string, ExpandedPduType>;
  /** Of the devices in whose bays modules sit; `devicePartsOf` tells those of any device. */
  readonly partsWithModules: ReadonlyMap<string, ExpandedDeviceType>;

  readonly rooms: ReadonlyMap<string, Room>;
  /** By `rowKey(room, row)`. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly racks: ReadonlyMap<string, Rack>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly powerElements: ReadonlyMap<string, PowerElement>;

  readonly racksByRoom: ReadonlyMap<string, readonly Rack[]>;
  readonly devicesByRack: ReadonlyMap<string, readonly Device[]>;
  readonly pdusByRack: ReadonlyMap<string, readonly PowerElement[]>;
  readonly cordsByDevice: ReadonlyMap<string, readonly Cord[]>;
  readonly cordsByPdu: ReadonlyMap<string, readonly Cord[]>;
  /** Power elements by the name of each of their parents. */
  readonly fedBy: ReadonlyMap<string, readonly PowerElement[]>;
}

/** Ports and supplies of a device: those of its type, and those of the modules in its bays. */
export function devicePartsOf(index: SiteIndex, device: Device): ExpandedDeviceType {
  return index.partsWithModules.get(device.name) ?? index.expandedDeviceTypes.get(device.type) ?? NO_PARTS;
}

const NO_PARTS: ExpandedDeviceType = { ports: new Map(), supplies: [] };

export function rowKey({ room, row }: { readonly room: string; readonly row: string }): string {
  return keyText([room, row]);
}

/** The site as it stands on the day. */
export function indexSite(snapshot: SiteSnapshot, asOf: string): SiteIndex {
  return indexWhere(snapshot, { asOf, isThere: (thing) => isPresentOn(thing, asOf) });
}

/** The site as it is wanted: also what becomes available after the day. */
export function indexWantedSite(snapshot: SiteSnapshot, asOf: string): SiteIndex {
  return indexWhere(snapshot, { asOf, isThere: (thing) => isWantedOn(thing, asOf) });
}

function indexWhere(
  whole: SiteSnapshot,
  { asOf, isThere }: { asOf: string; isThere: Parameters<typeof snapshotWhere>[1] },
): SiteIndex {
  const expansion = expandPods(whole);
  const snapshot = snapshotWhere(expansion.snapshot, isThere);
  const moduleTypes = bySlug(snapshot.moduleTypes);
  const deviceTypes = bySlug(snapshot.deviceTypes);
  const expandedDeviceTypes = new Map(snapshot.deviceTypes.map((type) => [type.slug, expandedDeviceType(type)]));
  const pdus = snapshot.powerElements.filter(({ kind }) => kind === 'rack-pdu');
  return {
    snapshot,
    asOf,
    origin: expansion.origin,
    problems: expansion.problems,
    displaced: expansion.displaced,
    reserved: expansion.reserved,
    deploymentsToCome: expansion.snapshot.deployments.filter((thing) => isWantedOn(thing, asOf) && !isThere(thing)),
    rackTypes: bySlug(snapshot.rackTypes),
    deviceTypes,
    moduleTypes,
    pduTypes: bySlug(snapshot.pduTypes),
    coolingUnitTypes: bySlug(snapshot.coolingUnitTypes),
    cableTypes: bySlug(snapshot.cableTypes),
    transceiverTypes: bySlug(snapshot.transceiverTypes),
    itemTypes: bySlug(snapshot.itemTypes),
    expandedDeviceTypes,
    partsWithModules: partsWithModules(snapshot.devices, { deviceTypes, moduleTypes, expandedDeviceTypes }),
    expandedPduTypes: new Map(snapshot.pduTypes.map((type) => [type.slug, expandedPduType(type)])),
    rooms: byName(snapshot.rooms),
    rows: new Map(snapshot.rows.map((row) => [rowKey({ room: row.room, row: row.name }), row])),
    racks: byName(snapshot.racks),
    devices: byName(snapshot.devices),
    powerElements: byName(snapshot.powerElements),
    racksByRoom: grouped(snapshot.racks, ({ room }) => room),
    devicesByRack: grouped(snapshot.devices, ({ rack }) => rack),
    pdusByRack: grouped(pdus, ({ rack }) => rack),
    cordsByDevice: grouped(snapshot.cords, ({ device }) => device),
    cordsByPdu: grouped(snapshot.cords, ({ pdu }) => pdu),
    fedBy: childrenByParent(snapshot.powerElements),
  };
}

function bySlug<T extends { readonly slug: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.slug, item]));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  for (const item of items) named.set(item.name, item);
  return named;
}

function expandedPduType(type: PduType): ExpandedPduType {
  return {
    outlets: new Map((type.outlets ?? []).flatMap(namedCopies).map((outlet) => [outlet.name, outlet])),
    banks: new Map((type.banks ?? []).flatMap(namedCopies).map((bank) => [bank.name, bank])),
  };
}

function childrenByParent(elements: readonly PowerElement[]): ReadonlyMap<string, readonly PowerElement[]> {
  const children = new Map<string, PowerElement[]>();
  for (const element of elements) {
    for (const parent of element.parents ?? []) {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [element]);
      else siblings.push(element);
    }
  }
  return children;
}
