import type { AssessedSite } from '../assessment/assessment.js';
import { formatNumber } from '../assessment/sentence.js';
import { exactly, type Total } from '../finding.js';

/** What an elevation says of its rack in words: units, draw and weight. */
export type RackFactsOf = (rack: string) => readonly string[];

/** Facts of every rack, looked up by name. */
export function rackFactsOf({ assessment: { figures } }: AssessedSite): RackFactsOf {
  const spaces = new Map(figures.space.racks.map((space) => [space.rack, space]));
  const powers = new Map(figures.power.racks.map((power) => [power.rack, power]));
  const weights = new Map(figures.floor.weights.map((weight) => [weight.rack, weight]));
  return (rack) => {
    const facts: string[] = [];
    const space = spaces.get(rack);
    if (space !== undefined) facts.push(`${formatNumber(space.usedU)} of ${String(space.heightU)} U used`);
    const power = powers.get(rack);
    if (power !== undefined) facts.push(`maximum draw ${amount(power.drawW.maximum, { perUnit: 1000, unit: 'kW' })}`);
    const weight = weights.get(rack);
    if (weight !== undefined) facts.push(`weight ${amount(weight.weightKg, { perUnit: 1, unit: 'kg' })}`);
    return facts;
  };
}

function amount(total: Total, { perUnit, unit }: { readonly perUnit: number; readonly unit: string }): string {
  const exact = exactly(total);
  if (exact !== null) return `${formatNumber(exact / perUnit)} ${unit}`;
  return total.lower === 0 ? 'unknown' : `at least ${formatNumber(total.lower / perUnit)} ${unit}`;
}
