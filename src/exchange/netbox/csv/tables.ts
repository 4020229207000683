/**
 * The tables of NetBox's CSV import and their columns, as the import forms of NetBox v4.7 have them
 * (`netbox/dcim/forms/bulk_import.py`); columns of custom fields (`cf_…`) come on top. Earlier versions know fewer columns:
 * cables on power feeds (`side_a_power_panel`) came with v4.5.8, several ends on one side with v4.7.
 */
export interface NetboxTable {
  readonly columns: readonly string[];
  /** What NetBox demands of every row. */
  readonly required: readonly string[];
}

const END = ['description', 'owner', 'comments', 'tags'];
const COMPONENT_END = ['description', 'owner', 'tags'];

function table(columns: string, required: string, end: readonly string[] = END): NetboxTable {
  return { columns: [...columns.split(' '), ...end], required: required.split(' ') };
}

/** In the order in which NetBox wants them imported. */
export const netboxTables = {
  manufacturers: table('name slug', 'name slug'),
  device_roles: table('name slug parent color vm_role config_template', 'name slug color'),
  cable_bundles: table('name', 'name'),
  sites: table(
    'name slug status region group tenant facility time_zone physical_address shipping_address latitude longitude',
    'name slug status',
  ),
  locations: table('site parent name slug status tenant facility', 'site name slug status'),
  rack_types: table(
    'manufacturer model slug form_factor width u_height starting_unit desc_units outer_width outer_height outer_depth ' +
      'outer_unit mounting_depth weight max_weight weight_unit cooling_capability cooling_capacity',
    'manufacturer model slug width u_height',
  ),
  racks: table(
    'site location group name facility_id tenant status role rack_type form_factor serial asset_tag width u_height ' +
      'desc_units outer_width outer_height outer_depth outer_unit mounting_depth airflow cooling_capability ' +
      'cooling_capacity weight max_weight weight_unit',
    'site name status',
  ),
  device_types: table(
    'manufacturer default_platform model slug part_number u_height exclude_from_utilization is_full_depth subdevice_role ' +
      'airflow cooling_method weight weight_unit end_of_life',
    'manufacturer model slug u_height',
  ),
  devices: table(
    'name role tenant manufacturer device_type platform serial asset_tag status site location rack position face latitude ' +
      'longitude parent device_bay airflow cooling_method virtual_chassis vc_position vc_priority cluster config_template',
    'name role manufacturer device_type status site',
  ),
  rack_reservations: table('site location rack units status tenant', 'site rack units status description'),
  power_panels: table('site location name', 'site name'),
  power_feeds: table(
    'site power_panel location rack name status type mark_connected supply phase voltage amperage max_utilization tenant',
    'site power_panel name status type supply phase',
  ),
  power_ports: table('device name label type mark_connected maximum_draw allocated_draw', 'device name', COMPONENT_END),
  power_outlets: table('device name label type color mark_connected power_port feed_leg', 'device name', COMPONENT_END),
  console_ports: table('device name label type speed mark_connected', 'device name', COMPONENT_END),
  interfaces: table(
    'device name label parent bridge lag type channels channel_id speed duplex enabled mark_connected wwn vdcs mtu mgmt_only ' +
      'poe_mode poe_type mode vlan_group untagged_vlan tagged_vlans qinq_svlan vrf rf_role rf_channel rf_channel_frequency ' +
      'rf_channel_width tx_power',
    'device name type',
    COMPONENT_END,
  ),
  rear_ports: table('device name label type color mark_connected positions', 'device name type', COMPONENT_END),
  front_ports: table(
    'device name label type color mark_connected positions rear_port rear_port_position',
    'device name type rear_port',
    COMPONENT_END,
  ),
  cables: table(
    'side_a_site side_a_device side_a_power_panel side_a_type side_a_name side_b_site side_b_device side_b_power_panel ' +
      'side_b_type side_b_name type status profile tenant bundle label color length length_unit',
    'side_a_type side_a_name side_b_type side_b_name',
  ),
} as const satisfies Record<string, NetboxTable>;

export type TableName = keyof typeof netboxTables;
export const tableNames = Object.keys(netboxTables) as readonly TableName[];

/** Cells of one row by their columns; empty ones are left out. */
export type NetboxRow = Readonly<Record<string, string>>;

/** The rows of every table, in order. */
export type NetboxRows = Readonly<Record<TableName, readonly NetboxRow[]>>;
