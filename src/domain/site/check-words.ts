import { COMPARED_CHARACTERS, nearestName } from './nearest-name.js';

const SHOWN_CHARACTERS = 60;
/** Names are compared for this many defects, and this often in all: a nearest name must not cost more than the check. */
const MAXIMUM_SEARCHES = 1000;
const MAXIMUM_COMPARISONS = 2_000_000;

/** A name as it stands in the input, shortened, in quotes. */
export function shown(name: string): string {
  return JSON.stringify(name.length > SHOWN_CHARACTERS ? `${name.slice(0, SHOWN_CHARACTERS)}…` : name);
}

/** Finds the known name that a misspelt one probably means, while there is budget for it. */
export type NearestSearch = (name: string, known: readonly string[]) => string | undefined;

/** A search by {@link nearestName} with its own budget. */
export function nearestSearch(): NearestSearch {
  let searches = MAXIMUM_SEARCHES;
  let comparisons = MAXIMUM_COMPARISONS;
  const found = new WeakMap<readonly string[], Map<string, string | undefined>>();
  return (name, known) => {
    const memory = found.get(known) ?? new Map<string, string | undefined>();
    found.set(known, memory);
    if (memory.has(name)) return memory.get(name);
    if (searches <= 0 || comparisons < known.length || name.length > COMPARED_CHARACTERS) return undefined;
    searches -= 1;
    comparisons -= known.length;
    const nearest = nearestName(name, known);
    memory.set(name, nearest);
    return nearest;
  };
}
