import { sampleOf, type NameSample } from '../name-sample.js';
import type { PowerModel } from './power-model.js';
import { takenOut } from './taken-out.js';

/** A way by which an element is fed, and what opens it. */
export interface Disconnect {
  /** What feeds it on this way. */
  readonly parent: string;
  /** The nearest breaker on this way; the parent itself where none is stated between it and the element. */
  readonly open: string;
  /** Whether that is a breaker; else the outgoing way of the parent has to be opened, and none is stated for it. */
  readonly isBreaker: boolean;
  /** Whether it carries the element now. */
  readonly carries: boolean;
}

/** A way by which voltage could come back to the element from below. */
export interface Backfeed {
  /** The element below at which the other source joins. */
  readonly at: string;
  /** That other source. */
  readonly from: string;
  /**
   * `parallel`: the other source is connected all the time; `transfer`: a transfer device keeps them apart, to be locked on
   * the other source; `ups`: a UPS below, whose bypass could give back; `battery`: what the element itself stores.
   */
  readonly by: 'parallel' | 'transfer' | 'ups' | 'battery';
  /** From the element down to where it joins. */
  readonly path: readonly string[];
}

/** What has to be opened and locked before anybody works on an element, and what is dark meanwhile. */
export interface Isolation {
  readonly element: string;
  readonly kind: string;
  readonly disconnects: readonly Disconnect[];
  readonly backfeeds: readonly Backfeed[];
  readonly dead: NameSample;
  /** Devices that then have less than full service. */
  readonly dark: NameSample;
  readonly reduced: NameSample;
  readonly basis: string;
}

const BASIS =
  'NFPA 70E 120.5 and IEC/EN 50110-1 (five safety rules): every source of supply and of backfeed opened, locked and proved dead; ' +
  'IEC 62040-1 asks for backfeed protection of a UPS, which does not replace a lock';

/**
 * The isolation list of an element: on every way that feeds it, preferred or not, the nearest thing that opens; and below
 * it every place at which another source joins.
 */
export function isolationOf(model: PowerModel, name: string): Isolation | null {
  const { network, flow, loads } = model;
  const start = network.byName.get(name);
  const node = start === undefined ? undefined : network.nodes[start];
  if (start === undefined || node === undefined) return null;
  const nameOf = (at: number) => network.nodes[at]?.name ?? '';

  const disconnects = node.parents.map((parent): Disconnect => {
    const isBreaker = network.nodes[parent]?.element.kind === 'breaker';
    return {
      parent: nameOf(parent),
      open: nameOf(parent),
      isBreaker,
      carries: flow.carrier[start] === parent || node.parallelWeights !== null,
    };
  });

  const backfeeds: Backfeed[] = [];
  if (node.element.kind === 'ups') {
    backfeeds.push({ at: name, from: 'its battery', by: 'battery', path: [name] });
  }
  const seen = new Set([start]);
  const ways: { readonly at: number; readonly path: readonly string[] }[] = [{ at: start, path: [name] }];
  for (const { at, path } of ways) {
    for (const child of network.nodes[at]?.children ?? []) {
      const below = network.nodes[child];
      if (below === undefined || seen.has(child)) continue;
      seen.add(child);
      const here = [...path, below.name];
      const others = below.parents.filter((parent) => !seen.has(parent));
      for (const other of others) {
        const by = below.parallelWeights === null ? 'transfer' : 'parallel';
        backfeeds.push({ at: below.name, from: nameOf(other), by, path: here });
      }
      if (below.element.kind === 'ups') {
        backfeeds.push({ at: below.name, from: 'its battery, through its bypass', by: 'ups', path: here });
      } else if (others.length === 0) ways.push({ at: child, path: here });
    }
  }

  const without = takenOut(model, [name]);
  const state = (wanted: 'dark' | 'reduced') =>
    loads.loads.flatMap(({ name: load, isDevice }, at) =>
      isDevice && without.normal.services[at]?.state === wanted && model.normal.services[at]?.state !== wanted
        ? [load]
        : [],
    );
  const dead = network.nodes.flatMap((other, at) =>
    at !== start && without.flow.dead[at] === 1 && flow.dead[at] === 0 ? [other.name] : [],
  );
  return {
    element: name,
    kind: node.element.kind,
    disconnects,
    backfeeds,
    dead: sampleOf(dead),
    dark: sampleOf(state('dark')),
    reduced: sampleOf(state('reduced')),
    basis: BASIS,
  };
}
