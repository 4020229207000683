import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Ports that two cable ends claim. */
export const portTwice: Rule = {
  code: 'cabling.port-twice',
  title: 'Port is used twice',
  discipline: 'cabling',
  basis: 'one cable per port, or per sub-port of a port that is broken out',
  sentence: 'Ports of {subject} used more than once: {measured} ({ports}), by cables {cables}',
  guide: {
    method:
      'Every end of every cable claims its port, or a sub-port of a port that is broken out. A port that two ends claim is used twice; a port that is claimed whole has no sub-port left, and the other way round.',
    example:
      'Cables c1 and c2 both end at n1:P1: one port used more than once. Two cables at P1/1 and P1/2 do not clash, two at P1 and P1/1 do.',
    remedy: 'Move one of the cables to a free port; `plenum cable expand` lists how many are free.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.portClashes.map(({ device, ports, cables }) =>
      found(portTwice, {
        severity: 'error',
        subject: { kind: 'device', name: device },
        measured: ports.count,
        limit: 0,
        unit: '1',
        inputs: { ports: ports.names, cableCount: cables.count, cables: cables.names },
      }),
    ),
};

/** Cables at ports that the type of their device does not have. */
export const unknownPort: Rule = {
  code: 'cabling.unknown-port',
  title: 'Cable ends at a port that the device does not have',
  discipline: 'cabling',
  basis: 'ports as the device type states them',
  sentence: '{subject} has no port {ports}, where cables end: {measured} ({cables})',
  guide: {
    method:
      'The port of each cable end is looked for among the ports that the type of its device states, name patterns written out.',
    example: 'The type states P[1-4]; a cable ends at P5: one cable at a port that the device does not have.',
    remedy: 'Correct the name of the port, or state the port in the device type.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.unknownPorts
      .filter(({ portsStated }) => portsStated)
      .map(({ deviceType, ports, devices, cables }) =>
        found(unknownPort, {
          severity: 'error',
          subject: { kind: 'deviceType', name: deviceType },
          measured: cables.count,
          limit: 0,
          unit: '1',
          inputs: { ports: ports.names, devices: devices.names, cables: cables.names },
        }),
      ),
};

/** Cables at devices whose type states no ports at all. */
export const portsNotStated: Rule = {
  code: 'cabling.ports-not-stated',
  title: 'Ports of device types are not stated',
  discipline: 'cabling',
  basis: 'ports as the device type states them',
  sentence:
    'Cables end at devices whose types state no ports, so that nothing can be said of their ends: {deviceCount} ({deviceTypes})',
  guide: {
    method:
      'A device type that states no port at all says nothing about the ends of cables at its devices, so that neither a wrong port nor a wrong plug can be found there.',
    example: 'Three cables end at two devices of a type without ports: two devices cannot be judged.',
    remedy: 'State the ports of the device type, for example by importing it from the NetBox library.',
  },
  evaluate: ({ index, figures }) => {
    const open = figures.cabling.unknownPorts.filter(({ portsStated }) => !portsStated);
    if (open.length === 0) return [];
    return [
      found(portsNotStated, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: {
          deviceCount: open.reduce((sum, { devices }) => sum + devices.count, 0),
          deviceTypes: sampleOf(open.map(({ deviceType }) => deviceType)).names,
        },
      }),
    ];
  },
};

/** Plugs that do not go into their cages. */
export const connectorMismatch: Rule = {
  code: 'cabling.connector-mismatch',
  title: 'Plug does not fit the port',
  discipline: 'cabling',
  basis:
    'connectors as cable type and device type state them; SFP and QSFP cages take their own family (SFF-8432, SFF-8665, QSFP-DD MSA)',
  sentence: 'Plug {plug} of cable type {subject} does not go into {cage} of {deviceType}: {measured} × ({cables})',
  guide: {
    method:
      'The plug of a cable is compared with the cage or jack of its port, either way round. Cages of the SFP and QSFP families take every module of their shape and smaller rates; everything else must be named alike. Fibre is compared at panels; elsewhere a transceiver is between, and a fibre in a jack that takes none, such as RJ45, is found by the fit of links.',
    example: 'A QSFP28 cable goes into a QSFP-DD cage; an OSFP cable does not go into QSFP28.',
    remedy: 'Choose a cable with the other plug, or correct the connector that a type states.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.connectorMismatches.map(({ cableType, deviceType, plug, cage, cables }) =>
      found(connectorMismatch, {
        severity: 'error',
        subject: { kind: 'cableType', name: cableType },
        measured: cables.count,
        limit: 0,
        unit: '1',
        inputs: { deviceType, plug, cage, cables: cables.names },
      }),
    ),
};
