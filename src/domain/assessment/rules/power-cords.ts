import type { Finding } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import { grouped } from '../../site/grouping.js';
import type { Cord } from '../../site/kinds/cord.js';
import type { PowerSupply } from '../../site/kinds/device-type.js';
import { INLET_OF_OUTLET, OUTLET_OF_INLET } from '../../power/connectors.js';
import { devicePartsOf, type SiteIndex } from '../../site/site-index.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Outlets with more than one cord. */
export const outletTwice: Rule = {
  code: 'power.outlet-twice',
  title: 'Outlet used twice',
  discipline: 'power',
  basis: 'An outlet takes one plug',
  sentence: '{measured} cords are plugged into outlet {outlet} of {subject}: {devices}',
  guide: {
    method: 'Cords are counted by rack PDU and outlet; one cord an outlet.',
    example: 'Supply PSU1 of R1-D1 and of R1-D2 both in outlet O1 of R1-PDU-A: 2 cords where 1 is allowed.',
    remedy: 'Give one of the cords another outlet.',
  },
  evaluate: ({ index }) =>
    [...index.cordsByPdu].flatMap(([pdu, cords]) => {
      const byOutlet = grouped(cords, ({ outlet }) => outlet);
      if (byOutlet.size === cords.length) return [];
      return [...byOutlet].flatMap(([outlet, sharing]): readonly Finding[] => {
        if (sharing.length < 2) return [];
        return [
          found(outletTwice, {
            severity: 'error',
            subject: { kind: 'powerElement', name: pdu },
            measured: sharing.length,
            limit: 1,
            inputs: { outlet, devices: sampleOf(sharing.map(({ device, supply }) => `${device} ${supply}`)).names },
          }),
        ];
      });
    }),
};

/** Cords on outlets that the type of the rack PDU does not have. */
export const unknownOutlet: Rule = {
  code: 'power.unknown-outlet',
  title: 'Outlet unknown',
  discipline: 'power',
  basis: 'The outlets of a rack PDU are those that its type lists; a type that lists none is not judged',
  sentence: '{subject} is of type {pduType}, which has no outlet {outlets}; {measured} cords name them',
  guide: {
    method:
      'The outlet that each cord names against the outlets of the type of the rack PDU, name patterns written ' +
      'out; a type that lists none is not judged.',
    example: 'A cord in outlet O37 of a type with O1 to O36.',
    remedy: 'Correct the name of the outlet, or add it to the PDU type.',
  },
  evaluate: ({ index }) =>
    [...index.cordsByPdu].flatMap(([pdu, cords]) => {
      const pduType = index.powerElements.get(pdu)?.pduType;
      const outlets = pduType === undefined ? undefined : index.expandedPduTypes.get(pduType)?.outlets;
      if (pduType === undefined || outlets === undefined || outlets.size === 0) return [];
      const missing = cords.filter(({ outlet }) => !outlets.has(outlet));
      if (missing.length === 0) return [];
      return [
        found(unknownOutlet, {
          severity: 'error',
          subject: { kind: 'powerElement', name: pdu },
          measured: missing.length,
          limit: 0,
          inputs: {
            pduType,
            outlets: sampleOf(missing.map(({ outlet }) => outlet)).names,
            devices: sampleOf(missing.map(({ device }) => device)).names,
          },
        }),
      ];
    }),
};

/** Cords on supplies that the device type does not have. */
export const unknownSupply: Rule = {
  code: 'power.unknown-supply',
  title: 'Power supply unknown',
  discipline: 'power',
  basis: 'The supplies of a device are those that its type lists; a type that lists none is not judged',
  sentence: '{subject} is of type {deviceType}, which has no supply {supplies}; {measured} cords name them',
  guide: {
    method:
      'The supply that each cord names against the supplies of the type of the device, modules included; a type ' +
      'that lists none is not judged.',
    example: 'A cord of PSU2 of a node whose type has PSU1 only.',
    remedy: 'Correct the name of the supply, or add it to the device type or its modules.',
  },
  evaluate: ({ index }) => {
    const suppliesOf = supplySearch(index);
    return [...index.cordsByDevice].flatMap(([device, cords]) => {
      const deviceType = index.devices.get(device)?.type;
      const listed = suppliesOf(device);
      if (deviceType === undefined || listed === undefined || listed.size === 0) return [];
      const missing = cords.filter(({ supply }) => !listed.has(supply));
      if (missing.length === 0) return [];
      return [
        found(unknownSupply, {
          severity: 'error',
          subject: { kind: 'device', name: device },
          measured: missing.length,
          limit: 0,
          inputs: { deviceType, supplies: sampleOf(missing.map(({ supply }) => supply)).names },
        }),
      ];
    });
  },
};

/** Cords that do not fit the outlet, or the supply. */
export const cordConnector: Rule = {
  code: 'power.cord-connector',
  title: 'Cord does not fit',
  discipline: 'power',
  basis:
    'IEC 60320-1: a C14 plug goes into a C13 outlet, a C20 into a C19. A cord of a stated type must name the connectors of ' +
    'outlet and supply; without a type both must be of one size. Connectors of other standards are not judged',
  sentence:
    'Cords of {subject} do not fit: outlet {outletConnector}, supply {supplyConnector}, cord {cordConnectors}; {measured} ' +
    'cords: {supplies}',
  guide: {
    method:
      'Connectors of outlet and supply by IEC 60320-1: a C14 inlet belongs to a C13 outlet, C16 to C15, C20 to ' +
      'C19. A cord of a stated type must name both connectors, as sockets or as its own ends; without a type ' +
      'outlet and inlet must be of one size.',
    example:
      'A C14 supply on a C19 outlet without a stated cord: C19 belongs to C20. A cord from a C14 plug to a C19 ' +
      'connector adapts a C13 outlet to a C20 supply.',
    remedy: 'Choose an outlet of the size, or state the type of a cord that adapts (and mind the lower rating).',
  },
  evaluate: ({ index }) => {
    const suppliesOf = supplySearch(index);
    return [...index.cordsByPdu].flatMap(([pdu, cords]) => {
      const misfits = new Map<string, { readonly fit: Fit; readonly cords: Cord[] }>();
      for (const cord of cords) {
        const fit = fitOf(index, suppliesOf, cord);
        if (fit === null || fits(fit)) continue;
        const key = `${fit.outletConnector} ${fit.supplyConnector} ${fit.cord?.join(' ') ?? ''}`;
        const group = misfits.get(key);
        if (group === undefined) misfits.set(key, { fit, cords: [cord] });
        else group.cords.push(cord);
      }
      return [...misfits.values()].map(({ fit, cords: wrong }) =>
        found(cordConnector, {
          severity: 'error',
          subject: { kind: 'powerElement', name: pdu },
          measured: wrong.length,
          limit: 0,
          inputs: {
            outletConnector: fit.outletConnector,
            supplyConnector: fit.supplyConnector,
            cordConnectors: fit.cord === null ? 'not stated' : fit.cord.join(' to '),
            supplies: sampleOf(wrong.map(({ device, supply }) => `${device} ${supply}`)).names,
          },
        }),
      );
    });
  },
};

interface Fit {
  readonly outletConnector: string;
  readonly supplyConnector: string;
  /** Connectors of the cord, where its type states both. */
  readonly cord: readonly [string, string] | null;
}

/** The supplies of a device by their names; those of devices alike are put in order once. */
function supplySearch(index: SiteIndex): (device: string) => ReadonlyMap<string, PowerSupply> | undefined {
  const byName = new Map<readonly PowerSupply[], ReadonlyMap<string, PowerSupply>>();
  return (name) => {
    const device = index.devices.get(name);
    if (device === undefined) return undefined;
    const { supplies } = devicePartsOf(index, device);
    const known = byName.get(supplies) ?? new Map(supplies.map((supply) => [supply.name, supply]));
    byName.set(supplies, known);
    return known;
  };
}

/** Null where outlet or supply do not state their connector. */
function fitOf(
  index: SiteIndex,
  suppliesOf: ReturnType<typeof supplySearch>,
  { device, supply, pdu, outlet, cableType }: Cord,
): Fit | null {
  const pduType = index.powerElements.get(pdu)?.pduType ?? '';
  const outletConnector = index.expandedPduTypes.get(pduType)?.outlets.get(outlet)?.connector;
  const supplyConnector = suppliesOf(device)?.get(supply)?.connector;
  if (outletConnector === undefined || supplyConnector === undefined) return null;
  const { connectorA, connectorB } = (cableType === undefined ? undefined : index.cableTypes.get(cableType)) ?? {};
  const cord = connectorA === undefined || connectorB === undefined ? null : ([connectorA, connectorB] as const);
  return { outletConnector, supplyConnector, cord };
}

/** A cord names the sockets that it joins, or its own ends (C14 into a C13 outlet, C13 onto a C14 inlet). */
function fits({ outletConnector, supplyConnector, cord }: Fit): boolean {
  const inlet = INLET_OF_OUTLET[outletConnector];
  if (inlet === undefined || OUTLET_OF_INLET[supplyConnector] === undefined) return true;
  if (cord === null) return inlet === supplyConnector;
  const ends = new Set(cord);
  const mates = (socket: string, ownEnd: string | undefined) =>
    ends.has(socket) || (ownEnd !== undefined && ends.has(ownEnd));
  return mates(outletConnector, inlet) && mates(supplyConnector, OUTLET_OF_INLET[supplyConnector]);
}
