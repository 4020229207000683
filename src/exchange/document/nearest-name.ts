import { distance } from 'fastest-levenshtein';

/** Longer names are not compared: their nearest would tell nothing, and the comparison would take long. */
const COMPARED_CHARACTERS = 100;

function spelling(name: string): string {
  return name.toLowerCase().replace(/[_\-\s]/g, '');
}

/**
 * The known name that a misspelt one probably means: at most a third of its letters (and at least two) differ, by
 * Levenshtein's distance; case, hyphens and underscores do not count. Of equally near names the first.
 *
 * @returns Nothing where no name is near.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > COMPARED_CHARACTERS) return undefined;
  const wanted = spelling(name);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    if (candidate.length > COMPARED_CHARACTERS) continue;
    const candidateDistance = distance(wanted, spelling(candidate));
    const isWhollyDifferent = candidateDistance >= Math.max(wanted.length, candidate.length);
    if (candidateDistance < bestDistance && !isWhollyDifferent) {
      best = candidate;
      bestDistance = candidateDistance;
    }
  }
  return best;
}
