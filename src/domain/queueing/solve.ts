const { abs, floor, min } = Math;

/** Bounds between which a condition changes. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * Where a falling function reaches 0, to about 2e-15 relative: false position with the Illinois correction, and a bisection
 * whenever three steps have not halved the bracket, so that a jump is found as surely as a crossing.
 *
 * @param value - above 0 at `low`, at most 0 at `high`, never rising
 * @returns the last bracket: `value` is above 0 at its lower end and at most 0 at its upper one
 */
export function fallingRoot(value: (x: number) => number, { low, high }: Bracket): Bracket {
  let atLow = value(low);
  let atHigh = value(high);
  let width = high - low;
  for (let step = 1; step <= 400; step++) {
    if (high - low <= 2e-15 * abs(high) + 1e-300 || atHigh === 0) break;
    const isSlow = step % 3 === 0 && high - low > 0.5 * width;
    if (step % 3 === 0) width = high - low;
    let x = isSlow ? 0.5 * (low + high) : high - (atHigh * (high - low)) / (atHigh - atLow);
    if (!(x > low && x < high)) x = 0.5 * (low + high);
    if (!(x > low && x < high)) break;
    const at = value(x);
    if (at > 0) {
      low = x;
      atLow = at;
      atHigh *= 0.5;
    } else {
      high = x;
      atHigh = at;
      atLow *= 0.5;
    }
  }
  return { low, high };
}

/**
 * The least whole number from `low` to `most` for which `holds`, or null where none does.
 *
 * @param holds - once it holds it holds for every larger number
 */
export function leastWhole(
  { low, most }: { readonly low: number; readonly most: number },
  holds: (n: number) => boolean,
) {
  let [fails, meets] = [low - 1, low];
  for (let step = 1; !holds(meets); step *= 2) {
    if (meets >= most) return null;
    fails = meets;
    meets = min(most, low + step);
  }
  while (meets - fails > 1) {
    const middle = floor((fails + meets) / 2);
    if (holds(middle)) meets = middle;
    else fails = middle;
  }
  return meets;
}
