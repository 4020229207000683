import type { CapacityView } from '../analysis/power-analysis.js';
import { formatNumber } from '../domain/assessment/sentence.js';
import type { CapacityLeft } from '../domain/power/capacity-left.js';
import { fixed, tableLines, titleOf } from './power-text-parts.js';

/** What is left at points of the chain: one line for each kind of load and pair of conductors. */
export function capacityText(capacity: CapacityView): string {
  const { points, powerFactor, failures, options, method } = capacity;
  const rows = options.map(({ kind, legs, outlets, freeOutlets, left }) => [
    kind,
    legs ?? 'its own',
    ...leftCells(left),
    freeOutlets === null ? '' : String(freeOutlets),
    outlets.map((outlet) => outlet ?? '-').join(', '),
  ]);
  const [first] = options;
  return [
    titleOf(capacity, `capacity left at ${points.join(' + ')} at power factor ${formatNumber(powerFactor)}`),
    '',
    ...(options.length === 0
      ? ['Such a load cannot hang there: the wiring lacks the conductors.']
      : tableLines([['kind', 'on', 'left kW', 'bound by', 'after', 'free outlets', 'taken'], ...rows])),
    '',
    ...(first === undefined ? [] : openLines(first.left)),
    `Failures solved: ${String(failures)}. ${method}.`,
    '',
  ].join('\n');
}

/** What is left, what binds, after which failure. */
export function leftCells(left: CapacityLeft): readonly [string, string, string] {
  const { powerW, element, limitedBy, limit, unit, scenario } = left;
  if (powerW === null) return ['not limited by anything stated', '?', '?'];
  const after = scenario === null ? 'nothing' : `the failure of ${scenario}`;
  const bound = limit === null || unit === null ? '' : `, ${formatNumber(limit)} ${unit}`;
  return [fixed(powerW / 1000, 1), `${element ?? '?'} (${limitedBy ?? '?'}${bound})`, after];
}

/** What is not known on the way, where something is not. */
export function openLines({ isUpperBound, ratings: { known, total } }: CapacityLeft): readonly string[] {
  if (!isUpperBound) return [];
  const rated = known < total ? ` ${String(known)} of ${String(total)} elements that can feed it state a rating.` : '';
  return [`What nobody states may take some of this: it is the most that can be left.${rated}`];
}
