import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const BASIS = 'module bays as the device type states them';

/** Modules in bays that the type of their device does not have. */
export const unknownBay: Rule = {
  code: 'space.unknown-bay',
  title: 'Module sits in a bay that the device does not have',
  discipline: 'space',
  basis: BASIS,
  sentence: '{subject} has no module bay {bays}, in which modules are said to sit; its type is {deviceType}',
  guide: {
    method:
      'Every bay that a device names for a module is looked up among the bays of its type, name patterns written out. Names are compared letter by letter. Measured is how many of the named bays the type does not have, where 0 is allowed. Supplies, ports and weight of such a module are counted all the same, so figures that rest on it may be too high.',
    example:
      'A switch type states the bays PSU 0 and PSU 1. A device of it names PSU 1 and PSU 2: PSU 2 is no bay, so measured is 1.',
    remedy: 'Correct the name of the bay, or state the bay in the device type.',
  },
  evaluate: ({ figures }) =>
    figures.space.moduleBays.unknown.map(({ device, deviceType, bays }) =>
      found(unknownBay, {
        severity: 'error',
        subject: { kind: 'device', name: device },
        measured: bays.length,
        limit: 0,
        unit: '1',
        inputs: { bays: sampleOf(bays).names, deviceType },
      }),
    ),
};

/** Bays in which several modules are said to sit. */
export const bayTwice: Rule = {
  code: 'space.bay-twice',
  title: 'Module bay is used twice',
  discipline: 'space',
  basis: 'one module per bay',
  sentence: '{subject} has several modules in one bay: {bays}',
  guide: {
    method:
      'The bays that a device names for its modules are counted; measured is how many are named more than once, where 0 is allowed. Every module that is named is ordered and weighed, and every power supply among them raises the bound of the draw.',
    example:
      'A device names two 650 W supplies in bay PSU 0 and none in PSU 1: measured is 1, and its draw is bounded by 1300 W with inlets of one and the same name.',
    remedy: 'Give every module a bay of its own, or delete the one that is not there.',
  },
  evaluate: ({ figures }) =>
    figures.space.moduleBays.twice.map(({ device, bays }) =>
      found(bayTwice, {
        severity: 'error',
        subject: { kind: 'device', name: device },
        measured: bays.length,
        limit: 0,
        unit: '1',
        inputs: { bays: sampleOf(bays).names },
      }),
    ),
};

/** Modules in devices whose type states no bays at all. */
export const baysNotStated: Rule = {
  code: 'space.bays-not-stated',
  title: 'Module bays of device types are not stated',
  discipline: 'space',
  basis: BASIS,
  sentence:
    'Modules sit in devices whose types state no bays, so that nothing can be said of theirs: {deviceCount} ({deviceTypes})',
  guide: {
    method:
      'A device type without a list of bays does not say that it has none. The rule counts the devices with modules whose type has no such list; an empty list says that there are no bays, and a module then is an error of `space.unknown-bay`.',
    example: 'Of 12 devices with modules, 4 are of a type without a list of bays: coverage 8 of 12.',
    remedy: 'State `moduleBays` in the device type; types of the NetBox library bring theirs.',
  },
  evaluate: ({ index, figures }) => {
    const { notStated, deviceCount } = figures.space.moduleBays;
    if (notStated.length === 0) return [];
    return [
      found(baysNotStated, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: {
          deviceCount: notStated.length,
          deviceTypes: sampleOf(new Set(notStated.map(({ deviceType }) => deviceType))).names,
        },
        coverage: { known: deviceCount - notStated.length, total: deviceCount },
      }),
    ];
  },
};
