import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Stated labels that name other places than those where their cables end. */
export const labelContradiction: Rule = {
  code: 'cabling.label-contradiction',
  title: 'Label names another place than its cable ends at',
  discipline: 'cabling',
  basis: 'stated label `cabinet-unit:port / cabinet-unit:port` (TIA-606-C) against the ends of its cable',
  sentence:
    'Labels that name other places than the ends of their cables: {measured} ({cables}); the first says {label}, its ends are {expected}',
  guide: {
    method:
      'A stated label of two places is compared with the rack, unit and port of both ends, whichever end it names first. A unit is any that the device fills. Ports are compared by their numbers, so that 49 stands for Ethernet49 and Ethernet49/1. A label that is not of this form is the name of its cable, and is not compared.',
    example:
      'A cable from S1-40:Ethernet49 to NET1-40:Ethernet1 with the label S1-40:49/NET1-38:01 names unit 38 instead of 40.',
    remedy: 'Correct the label, or the end at which the cable is stated.',
  },
  evaluate: ({ index, figures }) => {
    const wrong = figures.cabling.labelContradictions;
    const [first] = wrong;
    if (first === undefined) return [];
    return [
      found(labelContradiction, {
        severity: 'warning',
        subject: { kind: 'site', name: index.snapshot.site.name },
        measured: wrong.length,
        limit: 0,
        unit: '1',
        inputs: {
          cables: sampleOf(wrong.map(({ cable }) => cable)).names,
          label: first.label,
          expected: first.expected,
        },
      }),
    ];
  },
};
