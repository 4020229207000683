import type { Subject } from '../../finding.js';
import { sampleOf } from '../../name-sample.js';
import { keyLabel } from '../../site/key.js';
import type { Rack } from '../../site/kinds/rack.js';
import type { SiteIndex } from '../../site/site-index.js';

/** What was found of one rack. */
export interface RackFact<Fact> {
  readonly rack: string;
  readonly fact: Fact;
}

/** Racks of one row, or one rack that stands in none. */
export interface RackGroup<Fact> {
  readonly subject: Subject;
  /** The worst of the group. */
  readonly worst: RackFact<Fact>;
  readonly rackCount: number;
  /** The first of their names, at most 20. */
  readonly racks: readonly string[];
}

/**
 * Facts of racks, one entry for each row, so that a whole row that is built alike gives one finding.
 *
 * @param badness - higher is worse; of equals the rack whose name comes first speaks for the row
 */
export function groupedByRow<Fact>(
  index: SiteIndex,
  facts: readonly RackFact<Fact>[],
  badness: (fact: Fact) => number,
): readonly RackGroup<Fact>[] {
  const groups = new Map<string, { readonly subject: Subject; readonly facts: RackFact<Fact>[] }>();
  for (const fact of facts) {
    const subject = placeOf(index.racks.get(fact.rack), fact.rack);
    const key = `${subject.kind}\u0000${subject.name}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { subject, facts: [fact] });
    else group.facts.push(fact);
  }
  return [...groups.values()].map((group) => {
    const { count, names } = sampleOf(group.facts.map(({ rack }) => rack));
    return { subject: group.subject, worst: worstOf(group.facts, badness), rackCount: count, racks: names };
  });
}

function placeOf(rack: Rack | undefined, name: string): Subject {
  if (rack?.row === undefined) return { kind: 'rack', name };
  return { kind: 'row', name: keyLabel([rack.room, rack.row]) };
}

function worstOf<Fact>(facts: readonly RackFact<Fact>[], badness: (fact: Fact) => number): RackFact<Fact> {
  return facts.reduce((worst, next) => {
    const difference = badness(next.fact) - badness(worst.fact);
    return difference > 0 || (difference === 0 && next.rack < worst.rack) ? next : worst;
  });
}
