import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

const BASIS = 'length as built, else as planned, against the reach that the cable type states';

/** Cables longer than their medium reaches. */
export const reach: Rule = {
  code: 'cabling.reach',
  title: 'Cable is longer than it reaches',
  discipline: 'cabling',
  basis: BASIS,
  sentence: 'Cables of type {subject} longer than its reach of {limit}: {count} ({cables}), the longest {measured}',
  guide: {
    method:
      'The length of each cable, as built before planned before that of its route, against the reach that its type states.',
    example: 'A cable of 3.5 m of a type that reaches 3 m is too long.',
    remedy: 'Use a type with more reach, such as an active or optical one, or a shorter way.',
  },
  evaluate: ({ figures }) =>
    figures.cabling.lengths
      .filter(({ tooLong }) => tooLong.count > 0)
      .map(({ cableType, longestM, reachM, tooLong }) =>
        found(reach, {
          severity: 'error',
          subject: { kind: 'cableType', name: cableType },
          measured: longestM,
          limit: reachM,
          unit: 'm',
          inputs: { count: tooLong.count, cables: tooLong.names },
        }),
      ),
};

/** Cables of which the length or the reach is not stated. */
export const unknownReach: Rule = {
  code: 'cabling.unknown-reach',
  title: 'Reach of cables cannot be judged',
  discipline: 'cabling',
  basis: BASIS,
  sentence: 'Length or reach of cables is not stated: {coverage}; of types {cableTypes}',
  guide: {
    method:
      'A cable can be judged where its type states a reach and its length is stated or follows from its route over the trays.',
    example: 'Of ten cables two have no length and their site has no trays: 8 of 10 known.',
    remedy:
      'State the reach of the type and the length of the cable, or where racks and trays are, so that the route gives it.',
  },
  evaluate: ({ index, figures }) => {
    const open = figures.cabling.lengths
      .map((type) => ({ ...type, open: type.reachM === null ? type.count : type.unknownLength.count }))
      .filter((type) => type.open > 0);
    const count = open.reduce((sum, type) => sum + type.open, 0);
    if (count === 0) return [];
    const { cableCount } = figures.cabling;
    return [
      found(unknownReach, {
        severity: 'unknown',
        subject: { kind: 'site', name: index.snapshot.site.name },
        inputs: { count, cableTypes: sampleOf(open.map(({ cableType }) => cableType)).names },
        coverage: { known: cableCount - count, total: cableCount },
      }),
    ];
  },
};
