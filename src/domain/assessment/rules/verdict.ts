import { exactly, type Total } from '../../finding.js';

/** Whether a demand fits into a supply; open where what is not known decides it. */
export type Verdict = 'kept' | 'broken' | 'open';

/** Share of a value that is rounding. */
const ROUNDING = 1e-9;

/** Whether a value is above a limit by more than rounding. */
export function isAbove(value: number, limit: number): boolean {
  return value > limit + Math.abs(limit) * ROUNDING;
}

/**
 * Judges two sums by their bounds: broken when even the least demand is above the most supply, kept when even the most
 * demand is within the least supply.
 */
export function verdictOf({ demand, supply }: { readonly demand: Total; readonly supply: Total }): Verdict {
  if (supply.upper !== null && isAbove(demand.lower, supply.upper)) return 'broken';
  if (demand.upper !== null && !isAbove(demand.upper, supply.lower)) return 'kept';
  return 'open';
}

/** The value that speaks for a demand: its sum where all is known, else the least that it can be. */
export function atLeast(total: Total): number {
  return exactly(total) ?? total.lower;
}
