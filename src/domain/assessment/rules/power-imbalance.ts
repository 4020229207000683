import type { Rule } from '../rule.js';
import { found } from './found.js';
import { isAbove } from './verdict.js';

/** A breaker carries what one rack PDU does, and a transformer or a source what hangs on it: they would repeat it. */
const JUDGED: ReadonlySet<string> = new Set(['rack-pdu', 'panel', 'busway', 'switchboard', 'static-switch', 'ups']);

/** Below this share of what a line may carry, unevenness costs no capacity. */
const LEAST_LOAD_FRACTION = 0.1;

/** Lines of one element that carry unevenly. */
export const imbalance: Rule = {
  code: 'power.imbalance',
  title: 'Lines loaded unevenly',
  discipline: 'power',
  basis:
    'max|I − mean| / mean of the lines (Raritan PX manual, the form of NEMA MG 1); judged where all draws are known and the ' +
    'busiest line carries at least a tenth of what it may',
  sentence:
    'The lines of {subject} carry {l1A}, {l2A} and {l3A} A, up to {measured} of their mean apart from it; the site allows ' +
    '{limit}',
  guide: {
    method:
      'unbalance = max|I_k − mean| / mean over the three lines, a share. Judged on rack PDUs, panels, busways, ' +
      'switchboards, static switches and UPS where every draw behind is known and the busiest line carries at ' +
      'least a tenth of what it may. The limit is that of the site, 0.2 where none is stated.',
    example: 'Lines of 45, 38 and 52 A: mean 45 A, 7 / 45 = 15.6 %. One node on L1 alone: (I − I/3) / (I/3) = 200 %.',
    remedy:
      'Move cords from the busiest line to the others. Capacity is that of the busiest line, so evenness is ' +
      'capacity.',
  },
  evaluate: ({ policy, figures }) =>
    figures.power.elements.flatMap(({ element, kind, rack, feed, normal, coverage, allowedCurrentA }) => {
      if (!JUDGED.has(kind) || normal === null || coverage.known < coverage.total) return [];
      const { imbalanceFraction, busiestCurrentA, lineCurrentsA } = normal;
      if (imbalanceFraction === null || !isAbove(imbalanceFraction, policy.allowedImbalanceFraction)) return [];
      const isSlight =
        allowedCurrentA !== null && busiestCurrentA !== null && busiestCurrentA < LEAST_LOAD_FRACTION * allowedCurrentA;
      if (isSlight) return [];
      const [l1A, l2A, l3A] = lineCurrentsA;
      return [
        found(imbalance, {
          severity: 'warning',
          subject: { kind: 'powerElement', name: element },
          measured: imbalanceFraction,
          limit: policy.allowedImbalanceFraction,
          unit: '1',
          inputs: { l1A, l2A, l3A, neutralCurrentA: normal.neutralCurrentA, line: normal.busiestLine, rack, feed },
          coverage,
        }),
      ];
    }),
};
