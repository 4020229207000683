import type { RowOf, SiteSnapshot } from '../../../domain/site/document.js';
import { expandedDeviceType, partsWithModules, type ExpandedDeviceType } from '../../../domain/site/device-parts.js';
import { compareText } from '../../../domain/site/key.js';
import { expandPods } from '../../../domain/site/expansion/expand-pods.js';

export type Device = RowOf<'devices'>;
export type DeviceType = RowOf<'deviceTypes'>;
export type PduType = RowOf<'pduTypes'>;
export type PowerElement = RowOf<'powerElements'>;

/** A site with its pods written out, and the look-ups that its tables need. */
export interface ExportContext {
  readonly site: string;
  readonly snapshot: SiteSnapshot;
  readonly deviceTypes: ReadonlyMap<string, DeviceType>;
  readonly pduTypes: ReadonlyMap<string, PduType>;
  readonly racks: ReadonlyMap<string, RowOf<'racks'>>;
  readonly rackTypes: ReadonlyMap<string, RowOf<'rackTypes'>>;
  /** Rack PDUs that have a type, without which NetBox takes no device. */
  readonly pdus: readonly PowerElement[];
  /** Breakers that hang on something: what NetBox calls power feeds. */
  readonly feeds: readonly PowerElement[];
  readonly partsOf: (device: Device) => ExpandedDeviceType;
}

const NOTHING: ExpandedDeviceType = { ports: new Map(), supplies: [] };

export function exportContext(stored: SiteSnapshot): ExportContext {
  const { snapshot: expanded } = expandPods(stored);
  // What a template stands for comes behind what is written; the tables are in the order of names.
  const snapshot = {
    ...expanded,
    devices: byName(expanded.devices),
    powerElements: byName(expanded.powerElements),
  };
  const deviceTypes = bySlug(snapshot.deviceTypes);
  const moduleTypes = bySlug(snapshot.moduleTypes);
  const ofTypes = new Map(snapshot.deviceTypes.map((type) => [type.slug, expandedDeviceType(type)]));
  const fitted = partsWithModules(snapshot.devices, { deviceTypes, moduleTypes, expandedDeviceTypes: ofTypes });
  const pduTypes = bySlug(snapshot.pduTypes);
  return {
    site: snapshot.site.name,
    snapshot,
    deviceTypes,
    pduTypes,
    racks: new Map(snapshot.racks.map((rack) => [rack.name, rack])),
    rackTypes: bySlug(snapshot.rackTypes),
    pdus: snapshot.powerElements.filter(({ kind, pduType }) => kind === 'rack-pdu' && pduTypes.has(pduType ?? '')),
    feeds: snapshot.powerElements.filter(({ kind, parents = [] }) => kind === 'breaker' && parents.length > 0),
    partsOf: (device) => fitted.get(device.name) ?? ofTypes.get(device.type) ?? NOTHING,
  };
}

function byName<T extends { readonly name: string }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => compareText(a.name, b.name));
}

function bySlug<T extends { readonly slug: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.slug, row]));
}

/** A room that stands for no location of NetBox. */
export const NO_LOCATION = 'No location';

/** A location as NetBox names it. */
export function locationOf(room: string | undefined): string {
  return room === undefined || room === NO_LOCATION ? '' : room;
}

/** Whole numbers where NetBox takes no others. */
export function whole(value: number | undefined): string {
  return value === undefined ? '' : String(Math.round(value));
}

export function text(value: string | number | boolean | undefined): string {
  return value === undefined ? '' : String(value);
}

export function listed(tags: readonly string[] | undefined): string {
  return (tags ?? []).join(',');
}
