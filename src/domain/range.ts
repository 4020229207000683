/**
 * Range guards for the arguments of formulas. Each takes a record whose keys are the parameters' own names, so that the
 * error names the parameter: `requirePositive({ heatW, deltaTK })`. Conditions are written so that NaN fails.
 */

/** Inclusive bounds in the unit of the value that they limit. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

type Values = Readonly<Record<string, number>>;

function requireEach(values: Values, holds: (value: number) => boolean, allowed: string): void {
  for (const name in values) {
    const value = values[name] ?? NaN;
    if (!holds(value)) throw new RangeError(`${name} must be ${allowed}, but is ${value}`);
  }
}

/** @throws RangeError naming the first value that is NaN or infinite. */
export function requireFinite(values: Values): void {
  requireEach(values, Number.isFinite, 'a finite number');
}

/** @throws RangeError naming the first value that is not finite and above 0. */
export function requirePositive(values: Values): void {
  requireEach(values, (value) => value > 0 && value < Infinity, 'a finite number above 0');
}

/** @throws RangeError naming the first value that is not finite and at least 0. */
export function requireNotNegative(values: Values): void {
  requireEach(values, (value) => value >= 0 && value < Infinity, 'a finite number of at least 0');
}

/** @throws RangeError naming the first value outside the bounds, which are inclusive. */
export function requireWithin(bounds: Bounds, values: Values): void {
  requireEach(values, (value) => value >= bounds.min && value <= bounds.max, `from ${bounds.min} to ${bounds.max}`);
}

/** @throws RangeError naming the first value that is not a whole number of at least `min`. */
export function requireCount(min: number, values: Values): void {
  requireEach(values, (value) => Number.isSafeInteger(value) && value >= min, `a whole number of at least ${min}`);
}
