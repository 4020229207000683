/** Names that one figure or finding lists at most; the count says how many there are. */
export const LONGEST_SAMPLE = 20;

/** How many things there are, and the first of their names. */
export interface NameSample {
  readonly count: number;
  /** The first in order of UTF-16 code units, at most {@link LONGEST_SAMPLE}, each once. */
  readonly names: readonly string[];
}

/**
 * Counts names and keeps the first of them. The result does not depend on their order.
 *
 * @param names - one per thing; a name that comes twice counts twice and is listed once
 */
export function sampleOf(names: Iterable<string>): NameSample {
  const first: string[] = [];
  let count = 0;
  for (const name of names) {
    count += 1;
    const last = first[first.length - 1];
    if (first.length === LONGEST_SAMPLE && last !== undefined && name >= last) continue;
    const at = first.findIndex((other) => other >= name);
    if (at === -1) first.push(name);
    else if (first[at] !== name) first.splice(at, 0, name);
    if (first.length > LONGEST_SAMPLE) first.pop();
  }
  return { count, names: first };
}

/** A sample in words: `a, b` or `a, b and 3 more`. */
export function sampleText({ count, names }: NameSample): string {
  return `${names.join(', ')}${count > names.length ? ` and ${String(count - names.length)} more` : ''}`;
}
