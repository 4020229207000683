import type { Status } from '../../../domain/site/fields.js';
import type { CableMedium } from '../../../domain/site/kinds/cable-type.js';
import type { DevicePort } from '../../../domain/site/kinds/device-type.js';
import { connectorOf } from '../connectors.js';

/** Words of NetBox for the status of a thing, by table; what NetBox does not tell apart falls together. */
const STATUSES = {
  rack: {
    planned: 'planned',
    reserved: 'reserved',
    ordered: 'planned',
    staged: 'available',
    installed: 'active',
    active: 'active',
    decommissioning: 'deprecated',
  },
  device: {
    planned: 'planned',
    reserved: 'planned',
    ordered: 'planned',
    staged: 'staged',
    installed: 'active',
    active: 'active',
    decommissioning: 'decommissioning',
  },
  feed: {
    planned: 'planned',
    reserved: 'planned',
    ordered: 'planned',
    staged: 'planned',
    installed: 'active',
    active: 'active',
    decommissioning: 'offline',
  },
  cable: {
    planned: 'planned',
    reserved: 'planned',
    ordered: 'planned',
    staged: 'planned',
    installed: 'connected',
    active: 'connected',
    decommissioning: 'decommissioning',
  },
} as const satisfies Record<string, Record<Status, string>>;

/** Words that NetBox has and the table above does not give back. */
const FURTHER: Readonly<Record<string, Status>> = {
  failed: 'installed',
  inventory: 'staged',
  offline: 'installed',
  deprecated: 'decommissioning',
  available: 'staged',
};

export type StatusTable = keyof typeof STATUSES;

/** A thing without a status is planned. */
export function netboxStatus(table: StatusTable, status: Status | undefined): string {
  return STATUSES[table][status ?? 'planned'];
}

/** The first status that NetBox writes so; null for a word that NetBox does not have. */
export function plenumStatus(table: StatusTable, word: string): Status | null {
  if (word === 'active' || word === 'connected') return 'active';
  const found = Object.entries(STATUSES[table]).find(([, written]) => written === word);
  return (found?.[0] as Status | undefined) ?? FURTHER[word] ?? null;
}

/** NetBox's name of a connector on an inlet, an outlet, a panel or a console; empty where it has none. */
export function netboxConnector(connector: string | undefined, known: readonly string[]): string {
  return connector === undefined ? '' : (known.find((type) => connectorOf(type) === connector) ?? '');
}

const IEC = ['c5', 'c6', 'c7', 'c8', 'c13', 'c14', 'c15', 'c16', 'c17', 'c18', 'c19', 'c20', 'c21', 'c22'];
const NEMA = [
  '1-15',
  '5-15',
  '5-20',
  '5-30',
  '6-15',
  '6-20',
  '6-30',
  '6-50',
  'l5-15',
  'l5-20',
  'l5-30',
  'l6-15',
].concat(['l6-20', 'l6-30', 'l6-50', 'l14-20', 'l14-30', 'l15-20', 'l15-30', 'l21-20', 'l21-30', 'l22-20', 'l22-30']);
const PINS = ['p-n-e', '2p-e', '3p-e', '3p-n-e'].flatMap((pins) => ['4h', '6h', '9h'].map((hour) => `${pins}-${hour}`));

export const POWER_PORT_TYPES = [
  ...IEC.map((name) => `iec-60320-${name}`),
  ...PINS.map((name) => `iec-60309-${name}`),
  ...NEMA.map((name) => `nema-${name}p`),
  'cs8365c',
  'cs6365c',
  'dc-terminal',
  'saf-d-grid',
  'hardwired',
];
export const POWER_OUTLET_TYPES = [
  ...IEC.map((name) => `iec-60320-${name}`),
  ...PINS.map((name) => `iec-60309-${name}`),
  ...NEMA.map((name) => `nema-${name}r`),
  'hardwired',
];
export const CONSOLE_PORT_TYPES = ['rj-45', 'rj-11', 'rj-12', 'de-9', 'db-25', 'usb-a', 'usb-b', 'usb-c', 'usb-mini-b'];
export const PANEL_PORT_TYPES = ['8p8c', 'lc', 'sc', 'st', 'fc', 'mpo', 'cs', 'sn', '110-punch', 'f', 'n'];

/** Generations of InfiniBand by the rate of one lane, Gbit/s. */
const INFINIBAND: readonly (readonly [laneRateGbps: number, name: string])[] = [
  [200, 'xdr'],
  [100, 'ndr'],
  [50, 'hdr'],
  [25, 'edr'],
  [14, 'fdr'],
  [10, 'qdr'],
];

/** Interface types by cage, the usual rate first. */
const ETHERNET: Readonly<Record<string, readonly (readonly [rateGbps: number, type: string])[]>> = {
  SFP: [[1, '1000base-x-sfp']],
  'SFP+': [[10, '10gbase-x-sfpp']],
  SFP28: [[25, '25gbase-x-sfp28']],
  SFP56: [[50, '50gbase-x-sfp56']],
  SFP112: [[100, '100gbase-x-sfp112']],
  'SFP-DD': [[100, '100gbase-x-sfpdd']],
  DSFP: [[100, '100gbase-x-dsfp']],
  'QSFP+': [[40, '40gbase-x-qsfpp']],
  QSFP28: [[100, '100gbase-x-qsfp28']],
  QSFP56: [[200, '200gbase-x-qsfp56']],
  QSFP112: [[400, '400gbase-x-qsfp112']],
  'QSFP-DD': [
    [400, '400gbase-x-qsfpdd'],
    [200, '200gbase-x-qsfpdd'],
    [800, '800gbase-x-qsfpdd'],
  ],
  OSFP: [
    [400, '400gbase-x-osfp'],
    [800, '800gbase-x-osfp'],
  ],
  RJ45: [[1, '1000base-t']],
};

/** NetBox's interface type of a port. A cage without its rate gets the usual one, a port that NetBox has no word for `other`. */
export function interfaceType({ kind, connector, lanes, laneRateGbps }: DevicePort): string {
  if (kind === 'infiniband') {
    const name = INFINIBAND.find(([rate]) => laneRateGbps !== undefined && laneRateGbps >= rate)?.[1] ?? 'sdr';
    return `infiniband-${name}`;
  }
  if (kind === 'c2c') return 'other';
  const types = ETHERNET[connector ?? ''] ?? [];
  const rateGbps = lanes === undefined || laneRateGbps === undefined ? null : lanes * laneRateGbps;
  return (types.find(([rate]) => rate === rateGbps) ?? types[0])?.[1] ?? 'other';
}

/** Cable types of NetBox, by what they are made of. */
const CABLES: readonly (readonly [type: RegExp, medium: CableMedium])[] = [
  [/^dac-active$/, 'aec'],
  [/^dac/, 'dac'],
  [/^aoc$/, 'aoc'],
  [/^mmf/, 'multimode'],
  [/^smf/, 'single-mode'],
  [/^power$/, 'power-cord'],
];

/** What a cable of a NetBox type is made of; copper where nothing else is said. */
export function cableMedium(type: string): CableMedium {
  return CABLES.find(([pattern]) => pattern.test(type))?.[1] ?? 'copper';
}

/** NetBox's type of a cable. */
export function cableTypeWord({ medium, slug }: { readonly medium: CableMedium; readonly slug: string }): string {
  const written = /^netbox-(.+)$/.exec(slug)?.[1];
  if (written !== undefined && cableMedium(written) === medium) return written;
  switch (medium) {
    case 'dac':
      return 'dac-passive';
    case 'aec':
      return 'dac-active';
    case 'aoc':
      return 'aoc';
    case 'multimode':
      return 'mmf';
    case 'single-mode':
      return 'smf';
    case 'power-cord':
      return 'power';
    case 'copper':
      return /cat(?:3|5e?|6a?|7a?|8)/.exec(slug.toLowerCase())?.[0] ?? 'cat6';
  }
}

/** A slug as NetBox makes it of a name. */
export function netboxSlug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]+/g, '')
    .replace(/[\s-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
}
