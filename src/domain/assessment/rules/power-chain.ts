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
