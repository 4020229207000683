import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Elements each of which feeds the next and the last the first. */
export const chainCycle: Rule = {
  code: 'power.chain-cycle',
  title: 'Power chain feeds itself',
  discipline: 'power',
  basis: 'A power chain leads from a source to its loads; what lies on a closed path has no load that could be stated',
  sentence: 'The power chain goes in a circle: {path}. What these {measured} elements carry cannot be said',
  guide: {
    method:
      'Elements that lie on a closed path of `parents` (strongly connected groups of the chain). What they ' +
      'carry cannot be said; everything that they feed from above counts as open without bounds.',
    example: 'UPS-A names PANEL-A as its parent and PANEL-A names UPS-A: PANEL-A → UPS-A → PANEL-A.',
    remedy:
      'Remove the parent that is wrong. A tie between two buses is one element with two parents, not two that ' +
      'name each other.',
  },
  evaluate: ({ figures }) =>
    figures.power.cycles.map(({ path, elements }) =>
      found(chainCycle, {
        severity: 'error',
        subject: { kind: 'powerElement', name: elements[0] ?? '' },
        measured: elements.length,
        inputs: { path: [...path, path[0] ?? ''].join(' → '), elements: sampleOf(elements).names },
      }),
    ),
};

/** Elements above which the chain ends. */
export const chainGap: Rule = {
  code: 'power.chain-gap',
  title: 'Power chain ends',
  discipline: 'power',
  basis: 'Only a utility or a generator needs nothing above it; what is not stated above an element is not judged',
  sentence:
    'Nothing that is there on the day is stated to feed {subject} ({kind}); parents that are not there: {absentParents}',
  guide: {
    method:
      'Every element but a utility or a generator needs a parent that is there on the day. Elements without one ' +
      'are listed, with the parents that they name and that are not there.',
    example: 'UPS-A states no parents: what feeds it is not judged, and nothing above it carries its load.',
    remedy: 'State what feeds it, or correct the dates of the parent (`availableFrom`, `retiredFrom`).',
  },
  evaluate: ({ index, figures }) =>
    figures.power.gaps.map(({ element, absentParents }) =>
      found(chainGap, {
        severity: 'unknown',
        subject: { kind: 'powerElement', name: element },
        inputs: {
          kind: index.powerElements.get(element)?.kind ?? null,
          absentParents: absentParents.length === 0 ? 'none' : absentParents,
        },
      }),
    ),
};

/** Racks whose devices nothing feeds. */
export const unfedRack: Rule = {
  code: 'power.unfed-rack',
  title: 'Nothing feeds a rack',
  discipline: 'power',
  basis: 'A device draws through its cords, else through the rack PDUs of its rack, else through the feeds of the rack',
  sentence:
    'Nothing feeds {measured} of the devices of {subject}: no cord, and neither a rack PDU nor a feed of the rack ({devices})',
  guide: {
    method:
      'A device draws through its cords, else through the rack PDUs of its rack, else through the `feeds` of ' +
      'the rack. Devices that draw and have none of these are listed by rack.',
    example:
      'Three nodes in R1, no cords, no rack PDU in R1 and no feeds of R1: three devices, whose draw stands on ' +
      'no element.',
    remedy: 'State cords, a rack PDU with `rack`, or `feeds` of the rack.',
  },
  evaluate: ({ index, figures }) =>
    figures.power.unfedRacks.map(({ rack, devices }) => {
      const { count, names } = sampleOf(devices);
      return found(unfedRack, {
        severity: 'unknown',
        subject: rack === null ? { kind: 'site', name: index.snapshot.site.name } : { kind: 'rack', name: rack },
        measured: count,
        inputs: { devices: names },
      });
    }),
};
