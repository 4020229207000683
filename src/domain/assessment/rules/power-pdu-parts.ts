import type { PartLoad } from '../../power/power-figures.js';
import type { Finding } from '../../finding.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

/** One finding for each rack PDU: the part that is loaded highest, in the state in which it is. */
function partFindings(rule: Pick<Rule, 'code' | 'basis'>, parts: readonly PartLoad[]): readonly Finding[] {
  return parts.flatMap((part) => {
    const normalA = part.normalCurrentA ?? 0;
    const worstA = part.worstCurrentA ?? 0;
    const afterLoss = worstA > normalA;
    const measured = Math.max(normalA, worstA);
    const above = isAbove(measured, part.allowedCurrentA);
    if (!above && part.partsUnknown === 0) return [];
    return [
      found(rule, {
        severity: above ? 'error' : 'unknown',
        subject: { kind: 'powerElement', name: part.element },
        measured: above ? measured : null,
        limit: part.allowedCurrentA,
        unit: 'A',
        inputs: {
          part: part.part,
          when:
            afterLoss && part.worstLostFeed !== null
              ? `after the loss of feed ${part.worstLostFeed}`
              : 'with every feed',
          lostFeed: afterLoss ? part.worstLostFeed : null,
          normalCurrentA: part.normalCurrentA,
          ratedCurrentA: part.ratedCurrentA,
          parts: part.parts,
          partsAbove: part.partsAbove,
          partsUnknown: part.partsUnknown,
        },
        coverage: part.coverage,
      }),
    ];
  });
}

/** The breaker of a bank of a rack PDU, with every feed and after the worst loss. */
export const bankLoad: Rule = {
  code: 'power.bank-load',
  title: 'Bank of a rack PDU overloaded',
  discipline: 'power',
  basis:
    'Rating of the bank breaker × continuous fraction of the site (NEC 210.20(A)); phasor sum of its outlets at maximum draw',
  sentence:
    'Bank {part} of {subject} carries {measured} {when}; {limit} are allowed on its breaker of {ratedCurrentA} A. Banks ' +
    'above: {partsAbove} of {parts}; unknown: {partsUnknown}',
  guide: {
    method:
      'Phasor sum of the outlets of one bank, busiest conductor in A, against the breaker of the bank × ' +
      'continuous fraction of the site, with every feed and after the loss that puts most on it. Of each rack ' +
      'PDU the bank that comes nearest to its limit speaks, with the number of those above.',
    example:
      'Three outlets of one line on a bank of 20 A, each with a supply of 1.7 kW at 239.6 V and power factor ' +
      '0.95: 3 · 1 700 / (239.6 · 0.95) = 22.41 A; after the loss of the other feed 3 · 3 300 / (239.6 · 0.95) ' +
      '= 43.49 A. 0.8 · 20 = 16 A are allowed.',
    remedy:
      'Spread the cords over banks. Where the conductors of outlets (`legs`) are not stated the bank is ' +
      'unknown: state them in the PDU type.',
  },
  evaluate: ({ figures }) => partFindings(bankLoad, figures.power.banks),
};

/** The receptacle of a rack PDU, with every feed and after the worst loss. */
export const outletLoad: Rule = {
  code: 'power.outlet-load',
  title: 'Outlet of a rack PDU overloaded',
  discipline: 'power',
  basis:
    'Rated current of the receptacle, which is a continuous one (IEC 60320-1); S/V of what is plugged in at maximum draw',
  sentence:
    'Outlet {part} of {subject} carries {measured} {when}; it is rated for {limit}. Outlets above: {partsAbove} of the ' +
    '{parts} in use; unknown: {partsUnknown}',
  guide: {
    method:
      'Current of the one cord in an outlet, S/V on its conductors, against the rated current of the ' +
      'receptacle, to which no continuous fraction applies; with every feed and after the loss that puts most ' +
      'on it.',
    example:
      'A supply of 3.3 kW at power factor 0.95 between line and neutral of 415 V: 3 300 / (0.95 · 239.6) = 14.5 ' +
      'A, within a C19 of 16 A and above a C13 of 10 A.',
    remedy: 'Use an outlet of a larger rating, or a device whose supplies share the load over more cords.',
  },
  evaluate: ({ figures }) => partFindings(outletLoad, figures.power.outlets),
};
