import { exactly, type Total } from '../finding.js';
import type { Assessment } from './assessment.js';

/** A figure of both sides and how it changed. */
export interface TotalDelta {
  readonly name: string;
  readonly unit: string;
  readonly before: Total;
  readonly after: Total;
  /** After less before; null where a part of either is not known. */
  readonly delta: number | null;
  /** Difference of what is known on either side; of the rest it says nothing. */
  readonly knownDelta: number;
  /** No less than this; null where nothing bounds it. */
  readonly lower: number | null;
  /** No more than this; null where nothing bounds it. */
  readonly upper: number | null;
}

/**
 * The difference of two sums: exact where both are, else within the bounds that theirs give. What is unknown on both
 * sides does not cancel, since nobody knows that it is the same.
 *
 * @param isSame both sides are the same site on the same day: the difference is 0, whatever is not known
 */
export function totalDelta(
  { name, unit, before, after }: Pick<TotalDelta, 'name' | 'unit' | 'before' | 'after'>,
  isSame: boolean,
): TotalDelta {
  if (isSame) return { name, unit, before, after, delta: 0, knownDelta: 0, lower: 0, upper: 0 };
  const [was, is] = [exactly(before), exactly(after)];
  return {
    name,
    unit,
    before,
    after,
    delta: was === null || is === null ? null : is - was,
    knownDelta: after.knownSum - before.knownSum,
    lower: before.upper === null ? null : after.lower - before.upper,
    upper: after.upper === null ? null : after.upper - before.lower,
  };
}

const NOTHING: Total = { knownSum: 0, lower: 0, upper: 0, coverage: { known: 0, total: 0 } };

/** Sum of sums: what is not known of one is not known of the whole. */
export function sumOfTotals(totals: readonly Total[]): Total {
  return totals.reduce<Total>(
    (a, b) => ({
      knownSum: a.knownSum + b.knownSum,
      lower: a.lower + b.lower,
      upper: a.upper === null || b.upper === null ? null : a.upper + b.upper,
      coverage: { known: a.coverage.known + b.coverage.known, total: a.coverage.total + b.coverage.total },
    }),
    NOTHING,
  );
}

/** Power, heat and weight of a whole site. */
export function siteTotals({ power, cooling, floor }: Assessment['figures']): readonly {
  readonly name: string;
  readonly unit: string;
  readonly total: Total;
}[] {
  return [
    { name: 'Power, typical', unit: 'W', total: power.site.typical },
    { name: 'Power, maximum', unit: 'W', total: power.site.maximum },
    { name: 'Power, nameplate', unit: 'W', total: power.site.nameplate },
    {
      name: 'Heat into the air at maximum draw',
      unit: 'W',
      total: sumOfTotals(cooling.rooms.map(({ heatW }) => heatW)),
    },
    {
      name: 'Weight of racks and devices',
      unit: 'kg',
      total: sumOfTotals(floor.weights.map(({ weightKg }) => weightKg)),
    },
  ];
}
