import type { FailureScenario } from './failure-figures.js';
import type { PowerModel } from './power-model.js';

/** Which failures are asked for. */
export type Sweep = 'elements' | 'groups' | 'feeds' | 'all';

export const SWEEPS: readonly Sweep[] = ['all', 'elements', 'groups', 'feeds'];

/**
 * Every single element, every redundancy group of several elements as one (a common cause), every feed with all that
 * belongs to it.
 */
export function sweepScenarios({ network, flow }: PowerModel, sweep: Sweep): readonly FailureScenario[] {
  const isThere = network.nodes.filter((_, at) => flow.dead[at] === 0);
  const elements = isThere.map(({ name }): FailureScenario => ({ kind: 'element', name, failed: [name] }));
  const byGroup = new Map<string, string[]>();
  const byFeed = new Map<string, string[]>();
  for (const { name, feed, element } of isThere) {
    if (element.redundancyGroup !== undefined) push(byGroup, element.redundancyGroup, name);
    if (feed !== null) push(byFeed, feed, name);
  }
  const groups = [...byGroup].flatMap(([name, failed]): readonly FailureScenario[] =>
    failed.length > 1 ? [{ kind: 'group', name, failed }] : [],
  );
  const feeds = [...byFeed].map(([name, failed]): FailureScenario => ({ kind: 'feed', name, failed }));
  return [
    ...(sweep === 'elements' || sweep === 'all' ? elements : []),
    ...(sweep === 'groups' || sweep === 'all' ? groups : []),
    ...(sweep === 'feeds' || sweep === 'all' ? feeds : []),
  ];
}

/** The named elements lost together, or every two of them. */
export function chosenScenarios(
  names: readonly string[],
  { pairs }: { readonly pairs: boolean },
): readonly FailureScenario[] {
  const chosen = (failed: readonly string[]): FailureScenario => ({ kind: 'chosen', name: failed.join(' + '), failed });
  if (!pairs) return [chosen(names)];
  return names.flatMap((first, i) => names.slice(i + 1).map((second) => chosen([first, second])));
}

function push(groups: Map<string, string[]>, key: string, name: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [name]);
  else group.push(name);
}
