import type { DevicePort } from '../../domain/site/kinds/device-type.js';

/** Cages by the end of NetBox's interface types: connector and, where the form factor fixes it, lanes. */
const CAGES: readonly (readonly [ending: string, connector: string, lanes: number])[] = [
  ['sfp', 'SFP', 1],
  ['sfpp', 'SFP+', 1],
  ['sfp28', 'SFP28', 1],
  ['sfp56', 'SFP56', 1],
  ['sfp112', 'SFP112', 1],
  ['sfpdd', 'SFP-DD', 2],
  ['dsfp', 'DSFP', 2],
  ['qsfpp', 'QSFP+', 4],
  ['qsfp28', 'QSFP28', 4],
  ['qsfp56', 'QSFP56', 4],
  ['qsfp112', 'QSFP112', 4],
  ['qsfpdd', 'QSFP-DD', 8],
  ['osfp', 'OSFP', 8],
  ['osfp-rhs', 'OSFP-RHS', 8],
];

/** Further form factors, whose lanes are not told by the name. */
const FORM_FACTORS: Readonly<Record<string, string>> = {
  xfp: 'XFP',
  x2: 'X2',
  xenpak: 'XENPAK',
  gbic: 'GBIC',
  cfp: 'CFP',
  cfp2: 'CFP2',
  cfp4: 'CFP4',
  cxp: 'CXP',
  cpak: 'CPAK',
  cdfp: 'CDFP',
};

/** Rate of one lane of an InfiniBand link, Gbit/s; NetBox means links of four lanes. Source: InfiniBand Trade Association. */
const INFINIBAND_LANE_GBPS: Readonly<Record<string, number>> = {
  sdr: 2.5,
  ddr: 5,
  qdr: 10,
  fdr: 14,
  edr: 25,
  hdr: 50,
  ndr: 100,
  xdr: 200,
};

/** Interface types that are no place for a cable. */
const WITHOUT_JACK = /^(virtual|bridge|lag|ieee802\.1[15].*|gsm|cdma|lte|4g|5g|other-wireless)$/;

/** Whether an interface of a NetBox type has a jack or cage. */
export function hasJack(type: string): boolean {
  return !WITHOUT_JACK.test(type);
}

/** What a NetBox interface type says of the port: kind, connector and lanes. */
export function interfaceFacts(type: string): Pick<DevicePort, 'kind' | 'connector' | 'lanes' | 'laneRateGbps'> {
  const generation = /^infiniband-([a-z]+)/.exec(type)?.[1];
  if (generation !== undefined) {
    const laneRateGbps = INFINIBAND_LANE_GBPS[generation];
    return { kind: 'infiniband', ...(laneRateGbps === undefined ? {} : { lanes: 4, laneRateGbps }) };
  }
  if (/base-t[x1]?$/.test(type)) return { kind: 'ethernet', connector: 'RJ45' };
  const cage = /^(?:([\d.]+)([mg]?)base|[\d.]+gfc)-x-([a-z0-9-]+)$/.exec(type);
  if (cage === null) return { kind: type.includes('base-') ? 'ethernet' : 'other' };
  const ending = cage[3] ?? '';
  const known = CAGES.find(([name]) => name === ending);
  if (known === undefined) {
    const connector = FORM_FACTORS[ending];
    return connector === undefined ? { kind: 'ethernet' } : { kind: 'ethernet', connector };
  }
  const [, connector, lanes] = known;
  const rateGbps = cage[2] === 'g' ? Number(cage[1]) : null;
  if (lanes === 1 || rateGbps === null) return { kind: 'ethernet', connector };
  return { kind: 'ethernet', connector, lanes, laneRateGbps: rateGbps / lanes };
}

/** Connector of a NetBox console port, front or rear port, power port or outlet type; nothing where none is told. */
export function connectorOf(type: string | undefined): string | undefined {
  if (type === undefined || type === 'other') return undefined;
  const iec60320 = /^iec-60320-(c\d+)$/.exec(type);
  if (iec60320 !== null) return iec60320[1]?.toUpperCase();
  const nema = /^nema-(.+)$/.exec(type);
  if (nema !== null) return `NEMA ${(nema[1] ?? '').toUpperCase()}`;
  const iec60309 = /^iec-60309-(.+)-(\d+h)$/.exec(type);
  if (iec60309 !== null)
    return `IEC 60309 ${(iec60309[1] ?? '').toUpperCase().replaceAll('-', '+')} ${iec60309[2] ?? ''}`;
  return NAMED[type] ?? type.toUpperCase();
}

const NAMED: Readonly<Record<string, string>> = {
  'rj-45': 'RJ45',
  '8p8c': 'RJ45',
  'rj-11': 'RJ11',
  'rj-12': 'RJ12',
  'de-9': 'DE-9',
  'db-25': 'DB-25',
  'usb-a': 'USB-A',
  'usb-b': 'USB-B',
  'usb-c': 'USB-C',
  'usb-mini-a': 'USB mini-A',
  'usb-mini-b': 'USB mini-B',
  'usb-micro-a': 'USB micro-A',
  'usb-micro-b': 'USB micro-B',
  '110-punch': '110 punch',
  'dc-terminal': 'DC terminal',
  'saf-d-grid': 'Saf-D-Grid',
  hardwired: 'hardwired',
};
