import type { Assumption } from '../finding.js';
import type { PowerNetwork } from './power-network.js';

/** UPS that do not say how they run. */
export function upsWithoutMode({ nodes }: PowerNetwork): Assumption {
  return {
    parameter: 'powerElement.upsMode',
    value: 'double-conversion',
    unit: null,
    source: 'UPS of which no mode is stated: neither in eco mode nor on bypass, also when loads are fitted to meters',
    count: nodes.filter(({ element, inCycle }) => !inCycle && element.kind === 'ups' && element.upsMode === undefined)
      .length,
  };
}

/** What is taken of UPS that carry too much. */
export function bypassAssumptions(
  { nodes, byName }: PowerNetwork,
  bypassed: ReadonlySet<string>,
): readonly Assumption[] {
  const withoutRating = [...bypassed].filter(
    (name) => nodes[byName.get(name) ?? -1]?.element.bypassRatedCurrentA === undefined,
  );
  return [
    {
      parameter: 'powerElement.upsOverload',
      value: 'to static bypass, then open',
      unit: null,
      source:
        'UPS above the multiple of their rating: the bypass source is there, in phase, and takes the load without a gap; ' +
        'then the load passes as it is, without the losses of the UPS',
      count: bypassed.size,
    },
    {
      parameter: 'powerElement.bypassRatedCurrentA',
      value: 'as much as what feeds the UPS',
      unit: null,
      source: 'UPS that went to bypass and state no rating of it: what feeds them opens first',
      count: withoutRating.length,
    },
  ];
}
