import { exactly } from '../../finding.js';
import type { Rule } from '../rule.js';
import { found } from './found.js';
import { atLeast, isAbove } from './verdict.js';

/** What a rack draws against what it is allowed to draw. */
export const rackDraw: Rule = {
  code: 'power.rack-draw',
  title: 'Rack draws more than it may',
  discipline: 'power',
  basis:
    'Sum of the draws of its devices. Judged on the maximum that vendors state; a label alone above the limit is information',
  sentence:
    '{subject} draws {measured} by its {loadCase} figures; {limit} are allowed. Typical {typicalW} W, maximum {maximumW} W, ' +
    'nameplate {nameplateW} W; of its maximum draws {coverage}',
  guide: {
    method:
      'Sum of the draws of the devices of a rack, W, against `powerLimitW` of the rack. The maximum of each ' +
      'type decides; where one is not stated the sum has bounds, and the finding is unknown if the limit lies ' +
      'between them. A label (nameplate) alone above the limit is information.',
    example:
      'Three nodes of 4 kW maximum (2.7 kW typical, 4.4 kW label): 3 · 4 000 = 12 000 W, more than a limit of ' +
      '11 900 W. Of a limit of 13 000 W only the labels, 13 200 W, are above: information.',
    remedy:
      'Move devices to another rack, cap their draw and state it as `maximumPowerW`, or raise `powerLimitW` if ' +
      'breakers and cooling carry it.',
  },
  evaluate: ({ index, figures }) =>
    figures.power.racks.flatMap(({ rack, drawW }) => {
      const limit = index.racks.get(rack)?.powerLimitW;
      if (limit === undefined) return [];
      const { typical, maximum, nameplate } = drawW;
      const inputs = {
        typicalW: exactly(typical),
        maximumW: exactly(maximum),
        nameplateW: exactly(nameplate),
        lowerW: maximum.lower,
        upperW: maximum.upper,
      };
      const common = { subject: { kind: 'rack', name: rack }, limit, unit: 'W', coverage: maximum.coverage };
      if (isAbove(maximum.lower, limit)) {
        const measured = atLeast(maximum);
        return [
          found(rackDraw, { ...common, severity: 'error', measured, inputs: { loadCase: 'maximum', ...inputs } }),
        ];
      }
      if (maximum.upper === null || isAbove(maximum.upper, limit)) {
        const measured = maximum.lower;
        return [
          found(rackDraw, {
            ...common,
            severity: 'unknown',
            measured,
            inputs: { loadCase: 'known maximum', ...inputs },
          }),
        ];
      }
      if (isAbove(nameplate.lower, limit)) {
        const measured = atLeast(nameplate);
        return [
          found(rackDraw, { ...common, severity: 'info', measured, inputs: { loadCase: 'nameplate', ...inputs } }),
        ];
      }
      return [];
    }),
};
