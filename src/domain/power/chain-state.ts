import type { PowerNetwork, PowerNode } from './power-network.js';

/** Which elements are dead, what feeds each of the others, and how its UPS run. */
export interface ChainState {
  readonly dead: Uint8Array;
  /** The first parent that is live; -1 for none. It carries the element alone unless its parents are in parallel. */
  readonly carrier: Int32Array;
  /** UPS that went to bypass. */
  readonly bypassed: Uint8Array;
  /** UPS whose input was interrupted, and that charge their batteries. */
  readonly recharging: Uint8Array;
}

/** Every element live, each on its preferred parent. */
export function undisturbed(network: PowerNetwork): ChainState {
  return {
    dead: new Uint8Array(network.nodes.length),
    carrier: Int32Array.from(network.nodes, ({ parents }) => parents[0] ?? -1),
    bypassed: new Uint8Array(network.nodes.length),
    recharging: new Uint8Array(network.nodes.length),
  };
}

/** Calls for each live parent that carries an element, with the part that it carries: the parts sum to 1. */
export function dealOut(
  { parents, parallelWeights }: Pick<PowerNode, 'parents' | 'parallelWeights'>,
  at: number,
  { dead, carrier }: Pick<ChainState, 'dead' | 'carrier'>,
  call: (parent: number, share: number) => void,
): void {
  if (dead[at] === 1) return;
  const first = carrier[at] ?? -1;
  if (first === -1) return;
  if (parallelWeights === null) {
    call(first, 1);
    return;
  }
  let sum = 0;
  for (let i = 0; i < parents.length; i++) if (dead[parents[i] ?? 0] === 0) sum += parallelWeights[i] ?? 0;
  for (let i = 0; i < parents.length; i++) {
    const parent = parents[i] ?? -1;
    if (dead[parent] === 0) call(parent, (parallelWeights[i] ?? 0) / sum);
  }
}
