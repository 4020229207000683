import { sampleOf } from '../../name-sample.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';

/** Rows of the register of assumptions that nobody has validated. */
export const assumptionOpen: Rule = {
  code: 'site.assumption-open',
  title: 'Assumptions are not validated yet',
  discipline: 'site',
  basis: 'register of assumptions of the site',
  sentence: 'Assumptions of {subject} not validated yet: {measured} of {total} ({assumptions})',
  guide: {
    method:
      'The register of assumptions holds what the plan takes for granted until somebody has validated it. The rule counts rows without a day of validation.',
    example: 'Five rows, two of which say `validatedOn`: 3 of 5 are open.',
    remedy: 'Get the evidence, write it into the row with who validated it, and set `validatedOn`.',
  },
  evaluate: ({ index }) => {
    const { assumptions, site } = index.snapshot;
    const open = assumptions.filter(({ validatedOn }) => validatedOn === undefined);
    if (open.length === 0) return [];
    const owners = new Set(open.flatMap(({ owner }) => owner ?? []));
    return [
      found(assumptionOpen, {
        severity: 'info',
        subject: { kind: 'site', name: site.name },
        measured: open.length,
        limit: 0,
        unit: '1',
        inputs: {
          total: assumptions.length,
          assumptions: sampleOf(open.map(({ name }) => name)).names,
          owners: sampleOf(owners).names,
        },
      }),
    ];
  },
};
