/**
 * Puts the value of rank `rank` (0 the smallest) of `values[from…to)` into its place, smaller ones before it, larger ones
 * after, and returns it: Hoare's selection with a median-of-three pivot, linear on average.
 */
export function select(
  values: Float64Array,
  rank: number,
  range: { readonly from: number; readonly to: number },
): number {
  let low = range.from;
  let high = range.to - 1;
  while (low < high) {
    const pivot = middleOf(values[low] as number, values[(low + high) >>> 1] as number, values[high] as number);
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const held = values[i] as number;
      values[i] = values[j] as number;
      values[j] = held;
      i++;
      j--;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return values[rank] as number;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/**
 * The exact empirical quantiles of `values`, which it reorders: the least value that a share p does not exceed.
 *
 * @param shares - rising, each above 0 and at most 1
 * @returns 0 for each where there are no values: nobody waited
 */
export function quantilesOf(values: Float64Array, shares: readonly number[]): readonly number[] {
  const found: number[] = [];
  let to = values.length;
  // From the highest down: each selection leaves the lower ones before it.
  for (const share of [...shares].reverse()) {
    if (values.length === 0) {
      found.push(0);
      continue;
    }
    const rank = Math.max(0, Math.ceil(share * values.length * (1 - 1e-14)) - 1);
    found.push(select(values, rank, { from: 0, to }));
    to = Math.min(to, rank + 1);
  }
  return found.reverse();
}
