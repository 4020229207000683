/** error: must not be built so. warning: against good practice or a planning limit. unknown: could not be evaluated. */
export type Severity = 'error' | 'warning' | 'unknown' | 'info';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'unknown', 'info'];

/** What a finding is about, by kind and natural key. */
export interface Subject {
  readonly kind: string;
  readonly name: string;
}

/** How many of the items that a figure needs were known. */
export interface Coverage {
  readonly known: number;
  readonly total: number;
}

export type InputValue = string | number | boolean | null | readonly string[];

/** One thing that a rule found, in numbers; sentences are made where it is shown. */
export interface Finding {
  /** Stable code of the rule. */
  readonly code: string;
  readonly severity: Severity;
  readonly subject: Subject;
  /** Value found, in `unit`; null where it is unknown or where there is none. */
  readonly measured: number | null;
  /** Value allowed, in `unit`; null where it is unknown or where there is none. */
  readonly limit: number | null;
  readonly unit: string | null;
  /** Standard or formula, with its source. */
  readonly basis: string;
  /** What the rule calculated from; names carry their unit. */
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** Null where nothing had to be summed. */
  readonly coverage: Coverage | null;
}

/** A value that nobody gave and that a calculation used. */
export interface Assumption {
  /** Field that would replace it, for example `site.continuousLoadFraction` or `deviceType.powerFactor`. */
  readonly parameter: string;
  readonly value: number | string | boolean;
  readonly unit: string | null;
  readonly source: string;
  /** How many things left it out; 1 for a parameter of the site. */
  readonly count: number;
}

/** A sum of which some items may be unknown: what is known, and what the whole can be at least and at most. */
export interface Total {
  readonly knownSum: number;
  readonly lower: number;
  /** Null where nothing bounds the unknown items from above. */
  readonly upper: number | null;
  readonly coverage: Coverage;
}

/** One item of a total: its value, or the bounds that are known of it. */
export interface TotalItem {
  readonly value: number | null;
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Sum with coverage. An unknown item adds its lower bound (0 where none is known) to `lower` and its upper bound to
 * `upper`; one without an upper bound leaves the sum open.
 */
export function totalOf(items: Iterable<TotalItem>): Total {
  let knownSum = 0;
  let lower = 0;
  let upper: number | null = 0;
  let known = 0;
  let total = 0;
  for (const item of items) {
    total += 1;
    if (item.value !== null) {
      known += 1;
      knownSum += item.value;
      lower += item.value;
      if (upper !== null) upper += item.value;
    } else {
      lower += item.lower ?? 0;
      upper = upper === null || item.upper === undefined ? null : upper + item.upper;
    }
  }
  return { knownSum, lower, upper, coverage: { known, total } };
}

/** The value of a total of which everything is known, else null. */
export function exactly(total: Total): number | null {
  return total.coverage.known === total.coverage.total ? total.knownSum : null;
}
