import type { RowOf } from '../../../domain/site/document.js';
import { cellsKept } from './custom-cells.js';
import { listed, locationOf, NO_LOCATION, text, whole, type ExportContext } from './export-context.js';
import type { NetboxRow } from './tables.js';
import { netboxSlug, netboxStatus, plenumStatus } from './words.js';

export const PDU_ROLE = 'Rack PDU';
export const NO_ROLE = 'Unassigned';
/** Grey: NetBox wants a colour for every role. */
export const ROLE_COLOUR = '9e9e9e';

export function siteRows({ snapshot: { site } }: ExportContext): readonly NetboxRow[] {
  return [
    {
      name: site.name,
      slug: netboxSlug(site.name),
      status: 'active',
      time_zone: text(site.timeZone),
      description: text(site.description),
      physical_address: text(site.address),
      tags: listed(site.tags),
      ...cellsKept('sites', site.customFields),
    },
  ];
}

export function locationRows({ site, snapshot }: ExportContext): readonly NetboxRow[] {
  return snapshot.rooms
    .filter(({ name }) => name !== NO_LOCATION)
    .map(({ name, description, tags, customFields }) => ({
      site,
      name,
      slug: netboxSlug(name),
      status: 'active',
      description: text(description),
      tags: listed(tags),
      ...cellsKept('locations', customFields),
    }));
}

export function rackTypeRows({ snapshot }: ExportContext): readonly NetboxRow[] {
  return snapshot.rackTypes.map((type) => ({
    ...described(type),
    // The width between the rails is no fact of Plenum; 19 inches is what NetBox takes where nothing is said.
    width: '19',
    u_height: text(type.heightU),
    starting_unit: text(type.startingUnit),
    desc_units: text(type.descendingUnits),
    outer_width: whole(type.outerWidthMm),
    outer_height: whole(type.outerHeightMm),
    outer_depth: whole(type.outerDepthMm),
    outer_unit: 'mm',
    weight: text(type.emptyWeightKg),
    max_weight: type.maximumLoadKg === undefined ? '' : String(Math.floor(type.maximumLoadKg)),
    weight_unit: type.emptyWeightKg === undefined && type.maximumLoadKg === undefined ? '' : 'kg',
    ...cellsKept('rack_types', type.customFields),
  }));
}

export function rackRows({ site, snapshot, rackTypes }: ExportContext): readonly NetboxRow[] {
  return snapshot.racks.map(({ name, room, type, serial, status, description, tags, customFields }) => ({
    site,
    location: locationOf(room),
    name,
    rack_type: rackTypes.get(type)?.model ?? '',
    serial: text(serial),
    description: text(description),
    tags: listed(tags),
    ...cellsKept('racks', customFields),
    status: statusWord('rack', { status, kept: customFields }),
  }));
}

export function deviceTypeRows({ snapshot }: ExportContext): readonly NetboxRow[] {
  return [
    ...snapshot.deviceTypes.map((type) => ({
      ...described(type),
      part_number: text(type.partNumber),
      u_height: text(type.heightU),
      is_full_depth: text(type.fullDepth),
      airflow: text(type.airflowDirection),
      weight: text(type.weightKg),
      weight_unit: type.weightKg === undefined ? '' : 'kg',
      ...cellsKept('device_types', type.customFields),
    })),
    ...snapshot.pduTypes.map((type) => ({
      ...described(type),
      part_number: text(type.partNumber),
      u_height: '0',
      is_full_depth: 'false',
      weight: text(type.weightKg),
      weight_unit: type.weightKg === undefined ? '' : 'kg',
      ...cellsKept('device_types', type.customFields),
    })),
  ];
}

export function deviceRows(context: ExportContext): readonly NetboxRow[] {
  const { site, snapshot, deviceTypes, pduTypes, racks, pdus } = context;
  const placeOf = (rack: string | undefined) => ({
    site,
    location: rack === undefined ? '' : locationOf(racks.get(rack)?.room),
    rack: text(rack),
  });
  return [
    ...snapshot.devices.map((device) => ({
      name: device.name,
      role: roleWord(device.role),
      ...typeCells(deviceTypes.get(device.type)),
      serial: text(device.serial),
      ...placeOf(device.rack),
      position: text(device.unit),
      // NetBox wants a face wherever there is a position.
      face: text(device.face ?? (device.unit === undefined ? undefined : 'front')),
      description: text(device.description),
      tags: listed(device.tags),
      ...cellsKept('devices', device.customFields),
      status: statusWord('device', { status: device.status, kept: device.customFields }),
    })),
    ...pdus.map((pdu) => ({
      name: pdu.name,
      role: PDU_ROLE,
      ...typeCells(pduTypes.get(pdu.pduType ?? '')),
      ...placeOf(pdu.rack),
      description: text(pdu.description),
      tags: listed(pdu.tags),
      ...cellsKept('devices', pdu.customFields),
      status: statusWord('device', { status: pdu.status, kept: pdu.customFields }),
    })),
  ];
}

export function reservationRows({ site, snapshot, racks }: ExportContext): readonly NetboxRow[] {
  return snapshot.rackReservations.map(({ name, rack, units, heldFor, description, tags, customFields }) => ({
    site,
    location: locationOf(racks.get(rack)?.room),
    rack,
    units: units.join(','),
    status: 'active',
    tenant: text(heldFor),
    // NetBox has no name for a reservation, and wants a description.
    description: description ?? name,
    tags: listed(tags),
    ...cellsKept('rack_reservations', customFields),
  }));
}

/** Makers, roles and bundles that the other tables name; NetBox wants them first. */
export function namedRows(context: ExportContext): {
  readonly manufacturers: readonly NetboxRow[];
  readonly device_roles: readonly NetboxRow[];
  readonly cable_bundles: readonly NetboxRow[];
} {
  const { snapshot, pdus } = context;
  const types = [...snapshot.rackTypes, ...snapshot.deviceTypes, ...snapshot.pduTypes];
  const roles = [...snapshot.devices.map(({ role }) => roleWord(role)), ...(pdus.length > 0 ? [PDU_ROLE] : [])];
  const bundles = snapshot.cables.flatMap(({ bundle }) => bundle ?? []);
  const slugged = (name: string) => ({ name, slug: netboxSlug(name) });
  return {
    manufacturers: distinct(types.map(({ manufacturer }) => manufacturer)).map(slugged),
    device_roles: distinct(roles).map((name) => ({ ...slugged(name), color: ROLE_COLOUR })),
    cable_bundles: distinct(bundles).map((name) => ({ name })),
  };
}

export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

/** The word that was read, where it still means the status of the thing; else the one for the status. */
export function statusWord(
  table: Parameters<typeof netboxStatus>[0],
  {
    status,
    kept,
  }: {
    readonly status: RowOf<'racks'>['status'];
    readonly kept: Readonly<Record<string, string | number | boolean>> | undefined;
  },
): string {
  const read = kept?.['netbox.status'];
  return typeof read === 'string' && plenumStatus(table, read) === status ? read : netboxStatus(table, status);
}

function roleWord(role: RowOf<'devices'>['role']): string {
  return role === undefined ? NO_ROLE : role.charAt(0).toUpperCase() + role.slice(1);
}

interface Catalogued {
  readonly slug: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly description?: string | undefined;
  readonly source?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

function typeCells(type: Catalogued | undefined): NetboxRow {
  return { manufacturer: text(type?.manufacturer), device_type: text(type?.model) };
}

function described({ slug, manufacturer, model, description, source, tags }: Catalogued): NetboxRow {
  return {
    manufacturer,
    model,
    slug,
    description: text(description),
    comments: text(source),
    tags: listed(tags),
  };
}
