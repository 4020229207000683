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
  evaluate: ({ figures }) => partFindings(outletLoad, figures.power.outlets),
};
