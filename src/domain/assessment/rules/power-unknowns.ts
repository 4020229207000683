import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Device types whose draw nobody states. One finding for each type: it is mended in the catalog. */
export const unknownDraw: Rule = {
  code: 'power.unknown-draw',
  title: 'Draw not stated',
  discipline: 'power',
  basis: 'An unknown draw is never 0: totals carry its bounds (at most the nameplate, else what its supplies can give)',
  sentence:
    'Nobody states the {loadCase} draw of {subject}. Of this type there are {measured}, together between {lowerW} and ' +
    '{upperW} W: {devices}',
  guide: {
    method:
      'Device types whose maximum draw (or, where that is stated, typical draw) is not stated, with the bounds ' +
      'of all their devices together: from the least that is known to the nameplate, else the ratings of the ' +
      'supplies.',
    example: 'Two devices without a maximum and with a label of 4.4 kW: together between 0 and 8 800 W.',
    remedy:
      'State `maximumPowerW` and `typicalPowerW` of the type from its data sheet, or `measuredPowerW` of the ' +
      'device.',
  },
  evaluate: ({ figures }) =>
    figures.power.unknownDraws.map(({ deviceType, loadCase, devices, lowerW, upperW }) =>
      found(unknownDraw, {
        // Breakers are planned on the maximum; without the typical draw only energy stays open.
        severity: loadCase === 'maximum' ? 'unknown' : 'info',
        subject: { kind: 'deviceType', name: deviceType },
        measured: devices.count,
        inputs: { loadCase, lowerW, upperW, devices: devices.names },
      }),
    ),
};

/** Power elements without any rating. */
export const unknownRating: Rule = {
  code: 'power.unknown-rating',
  title: 'Rating not stated',
  discipline: 'power',
  basis: 'Without a rated current, apparent or real power there is no limit, and its load cannot be judged',
  sentence: '{subject} ({kind}) states no rating; it carries {currentA} A, {powerW} W, and nothing says whether it may',
  guide: {
    method:
      'An element is listed where it states neither rated current, apparent nor real power, and its PDU type ' +
      'states none.',
    example:
      'A panel without `ratedCurrentA`, under 36 kW at 415 V: it carries 52.72 A, and nothing says whether it ' +
      'may.',
    remedy: 'State the rating from the name plate. Until then capacity left above and below it is an upper bound.',
  },
  evaluate: ({ figures }) =>
    figures.power.elements
      .filter(
        ({ ratedCurrentA, ratedApparentPowerVa, ratedPowerW }) =>
          ratedCurrentA === null && ratedApparentPowerVa === null && ratedPowerW === null,
      )
      .map(({ element, kind, normal, coverage }) =>
        found(unknownRating, {
          severity: 'unknown',
          subject: { kind: 'powerElement', name: element },
          inputs: { kind, currentA: normal?.busiestCurrentA ?? null, powerW: normal?.powerW ?? null },
          coverage,
        }),
      ),
};
