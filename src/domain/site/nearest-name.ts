import { distance } from 'fastest-levenshtein';

/** Longer names are not compared: their nearest would tell nothing, and the comparison would take long. */
export const COMPARED_CHARACTERS = 100;

/**
 * The known name that a misspelt one probably means: at most a third of its letters (and at least two) differ, by
 * Levenshtein's distance; case, hyphens, underscores and blanks do not count. Of equally near names the first.
 *
 * @returns Nothing where no name is near.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > COMPARED_CHARACTERS) return undefined;
  const wanted = spelling(name);
  let best: string | undefined;
  let limit = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    if (candidate.length > COMPARED_CHARACTERS) continue;
    const other = spelling(candidate);
    if (Math.abs(other.length - wanted.length) >= limit) continue;
    const differing = distance(wanted, other);
    if (differing < limit && differing < Math.max(wanted.length, other.length)) {
      best = candidate;
      limit = differing;
      if (differing === 0) return best;
    }
  }
  return best;
}

function spelling(name: string): string {
  return name.toLowerCase().replace(/[_\-\s]/g, '');
}
