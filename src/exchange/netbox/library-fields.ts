/** The sorts of file of the NetBox device-type library. */
export type LibraryKind = 'device-type' | 'module-type' | 'rack-type';

/** Why a field of the library's format is not used. */
const PICTURE = 'pictures are not taken over';
const NOT_CALCULATED = 'no calculation of Plenum uses it';
const PORT_SETTING = 'a setting of the port, not a fact of the hardware';

type Unused = Readonly<Record<string, string>>;

/** What the format knows of one mapping: fields that are read, and fields that are not, with the reason. */
export interface KnownFields {
  readonly used: readonly string[];
  readonly unused: Unused;
}

const COMPONENT_TEXT = { label: NOT_CALCULATED, description: NOT_CALCULATED };

/** Fields of the lists of components, by the name of the list. Source: devicetype-library, schema/components.json. */
export const componentFields: Readonly<Record<string, KnownFields>> = {
  'console-ports': { used: ['name', 'type'], unused: { ...COMPONENT_TEXT, _is_power_source: NOT_CALCULATED } },
  'console-server-ports': { used: ['name', 'type'], unused: COMPONENT_TEXT },
  'power-ports': { used: ['name', 'type', 'maximum_draw', 'allocated_draw'], unused: COMPONENT_TEXT },
  'power-outlets': {
    used: ['name', 'type', 'power_port', 'feed_leg'],
    unused: { ...COMPONENT_TEXT, color: NOT_CALCULATED },
  },
  interfaces: {
    used: ['name', 'type', 'mgmt_only'],
    unused: {
      ...COMPONENT_TEXT,
      enabled: PORT_SETTING,
      bridge: PORT_SETTING,
      poe_mode: 'power over Ethernet is not counted; state the draw that it causes on the type',
      poe_type: 'power over Ethernet is not counted; state the draw that it causes on the type',
      rf_role: PORT_SETTING,
    },
  },
  'front-ports': {
    used: ['name', 'type'],
    unused: {
      ...COMPONENT_TEXT,
      color: NOT_CALCULATED,
      positions: NOT_CALCULATED,
      rear_port: 'a panel passes through; state both cables',
      rear_port_position: 'a panel passes through; state both cables',
    },
  },
  'rear-ports': {
    used: ['name', 'type'],
    unused: { ...COMPONENT_TEXT, color: NOT_CALCULATED, positions: NOT_CALCULATED, _is_power_source: NOT_CALCULATED },
  },
  'module-bays': { used: ['name', 'position'], unused: COMPONENT_TEXT },
  'device-bays': { used: [], unused: { name: 'blades are devices of their own here', ...COMPONENT_TEXT } },
  'inventory-items': {
    used: [],
    unused: {
      ...COMPONENT_TEXT,
      name: 'inventory items are not planned',
      manufacturer: 'inventory items are not planned',
      part_id: 'inventory items are not planned',
    },
  },
};

const COMPONENT_LISTS = [
  'console-ports',
  'console-server-ports',
  'power-ports',
  'power-outlets',
  'interfaces',
  'front-ports',
  'rear-ports',
  'module-bays',
];

/** Fields of a file. Source: devicetype-library, schema/devicetype.json, moduletype.json and racktype.json. */
export const fileFields: Readonly<Record<LibraryKind, KnownFields>> = {
  'device-type': {
    used: [
      'manufacturer',
      'model',
      'slug',
      'part_number',
      'u_height',
      'is_full_depth',
      'airflow',
      'weight',
      'weight_unit',
      'is_powered',
      'description',
      'comments',
      ...COMPONENT_LISTS,
    ],
    unused: {
      front_image: PICTURE,
      rear_image: PICTURE,
      subdevice_role: 'blades are devices of their own here',
      'device-bays': 'blades are devices of their own here',
      'inventory-items': 'inventory items are not planned',
      exclude_from_utilization: NOT_CALCULATED,
      default_platform: NOT_CALCULATED,
      tags: NOT_CALCULATED,
    },
  },
  'module-type': {
    used: [
      'manufacturer',
      'model',
      'part_number',
      'weight',
      'weight_unit',
      'description',
      'comments',
      ...COMPONENT_LISTS.filter((name) => name !== 'power-outlets' && name !== 'module-bays'),
    ],
    unused: {
      'power-outlets': 'outlets of a module are not planned',
      'module-bays': 'modules inside modules are not planned',
      airflow: NOT_CALCULATED,
      profile: NOT_CALCULATED,
      attributes: NOT_CALCULATED,
      tags: NOT_CALCULATED,
    },
  },
  'rack-type': {
    used: [
      'manufacturer',
      'model',
      'slug',
      'description',
      'u_height',
      'outer_width',
      'outer_height',
      'outer_depth',
      'outer_unit',
      'weight',
      'max_weight',
      'weight_unit',
      'starting_unit',
      'desc_units',
      'comments',
    ],
    unused: {
      form_factor: NOT_CALCULATED,
      width: 'the width between the rails; racks are placed by their outer width',
      mounting_depth: NOT_CALCULATED,
      tags: NOT_CALCULATED,
    },
  },
};
