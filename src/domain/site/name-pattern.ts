/** More names than any device or pod has; a pattern that stands for more is a slip of the pen. */
const MAXIMUM_NAMES = 100_000;

/** A pattern of names that cannot be read; the message says why. */
export class NamePatternError extends RangeError {}

/**
 * The names for which a pattern stands, the last bracket running fastest: `C[1-2]P[1-3]` is C1P1, C1P2, C1P3, C2P1 …;
 * `N[01-12]` keeps its zeros and `[1-4,7]` is a list. A name without brackets stands for itself.
 *
 * @throws NamePatternError for a bracket that is not closed, is empty, runs backwards, or for over 100,000 names
 */
export function expandNames(pattern: string): readonly string[] {
  let names: readonly string[] = [''];
  let rest = pattern;
  while (rest !== '') {
    const open = rest.indexOf('[');
    if (open === -1) return withSuffix(names, rest);
    const close = rest.indexOf(']', open);
    if (close === -1) throw new NamePatternError(`"${pattern}" has a [ without a ]`);
    const values = bracketValues(rest.slice(open + 1, close), pattern);
    if (names.length * values.length > MAXIMUM_NAMES) {
      throw new NamePatternError(`"${pattern}" stands for more than ${String(MAXIMUM_NAMES)} names`);
    }
    const stems = withSuffix(names, rest.slice(0, open));
    names = stems.flatMap((stem) => values.map((value) => stem + value));
    rest = rest.slice(close + 1);
  }
  return names;
}

/** How many names a pattern stands for that can be read, without writing them out. */
export function countNames(pattern: string): number {
  return [...pattern.matchAll(/\[([^\]]*)\]/g)].reduce((count, [, body = '']) => count * bracketCount(body), 1);
}

function bracketCount(body: string): number {
  return body.split(',').reduce((count, part) => {
    const [from = '0', to = from] = part.trim().split('-');
    return count + Number(to) - Number(from) + 1;
  }, 0);
}

function withSuffix(names: readonly string[], suffix: string): readonly string[] {
  return suffix === '' ? names : names.map((name) => name + suffix);
}

function bracketValues(body: string, pattern: string): readonly string[] {
  return body.split(',').flatMap((part) => {
    const range = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part.trim());
    if (range === null) throw new NamePatternError(`"${pattern}" has [${body}], which is no range of numbers`);
    const first = range[1] ?? '';
    const last = range[2] ?? first;
    const from = Number(first);
    const to = Number(last);
    if (to < from) throw new NamePatternError(`"${pattern}" runs backwards from ${first} to ${last}`);
    if (to - from >= MAXIMUM_NAMES) {
      throw new NamePatternError(`"${pattern}" stands for more than ${String(MAXIMUM_NAMES)} names`);
    }
    const width = first.startsWith('0') ? first.length : 0;
    return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(width, '0'));
  });
}
