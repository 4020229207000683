/** `n`: none of the values; `ic`: contains, `isw`: starts with, both regardless of case; `empty`: is not given (true) or is (false). */
export const FILTER_OPERATORS = ['eq', 'n', 'lt', 'lte', 'gt', 'gte', 'ic', 'isw', 'empty'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/**
 * One condition; its values are alternatives. `field` is a field of the kind, `id`, `site` (name or id), a column of a
 * list of references (`feeds.element`), or a field of what a reference names (`type.acceleratorCount`).
 */
export interface Filter {
  readonly field: string;
  readonly op: FilterOperator;
  readonly values: readonly (string | number | boolean)[];
}

/** Order by fields of the kind or `site`; the natural key always ends it, so that it is total. */
export interface Ordering {
  readonly field: string;
  readonly descending: boolean;
}

export interface RowQuery {
  readonly where: readonly Filter[];
  readonly orderBy: readonly Ordering[];
  readonly limit: number;
  readonly offset: number;
}
