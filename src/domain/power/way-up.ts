import { dealOut, type ChainState } from './chain-state.js';
import { addVector, VECTOR_LENGTH } from './line-vector.js';
import { addInput, addToParent, type LoadFlow } from './load-flow.js';
import type { PowerNetwork } from './power-network.js';

/** What some loads put on everything above them: vectors one after the other in the order of the nodes. */
export interface WayUp {
  readonly nodes: readonly number[];
  readonly output: Float64Array;
  readonly input: Float64Array;
}

/** A vector that an element gives to something on it, see `line-vector`. */
export interface GivenVector {
  readonly at: number;
  readonly vector: ArrayLike<number>;
}

export type WaySolver = (
  given: readonly GivenVector[],
  state: Pick<LoadFlow, 'dead' | 'carrier' | 'bypassed' | 'recharging'> & ChainState,
) => WayUp;

/** Solves what loads add to the chain in one state of it. Everything is linear in what is added: fixed losses are not. */
export function waySolver(network: PowerNetwork): WaySolver {
  const count = network.nodes.length;
  const zero: Omit<LoadFlow, 'dead' | 'carrier' | 'bypassed' | 'recharging'> = {
    output: new Float64Array(count * VECTOR_LENGTH),
    input: new Float64Array(count * VECTOR_LENGTH),
    uncertainOutputVa: new Float64Array(count),
    uncertainInputVa: new Float64Array(count),
  };
  let touched: number[] = [];
  const isTouched = new Uint8Array(count);
  const touch = (at: number) => {
    if (isTouched[at] === 1) return;
    isTouched[at] = 1;
    touched.push(at);
  };
  return (given, state) => {
    for (const at of touched) {
      zero.output.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
      zero.input.fill(0, at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH);
      isTouched[at] = 0;
    }
    touched = [];
    const { dead, carrier, bypassed, recharging } = state;
    const flow: LoadFlow = { ...zero, dead, carrier, bypassed, recharging };
    for (const { at, vector } of given) {
      addVector(flow.output, at * VECTOR_LENGTH, Float64Array.from(vector), 0);
      touch(at);
    }
    // What is fed before what feeds it: the next is the lowest rank that is not done.
    const open = [...touched];
    for (let at = takeLowest(open, network.rank); at !== undefined; at = takeLowest(open, network.rank)) {
      const node = network.nodes[at];
      if (node === undefined || node.inCycle) continue;
      addInput(at, node, flow, true);
      const from = at;
      dealOut(node, at, state, (parent, share) => {
        addToParent(network, { at: from, parent, from: flow.input, to: flow.output, factor: share });
        if (isTouched[parent] === 0) {
          touch(parent);
          open.push(parent);
        }
      });
    }
    const way = {
      nodes: touched.slice(),
      output: new Float64Array(touched.length * VECTOR_LENGTH),
      input: new Float64Array(touched.length * VECTOR_LENGTH),
    };
    touched.forEach((at, i) => {
      addVector(way.output, i * VECTOR_LENGTH, flow.output, at * VECTOR_LENGTH);
      addVector(way.input, i * VECTOR_LENGTH, flow.input, at * VECTOR_LENGTH);
    });
    return way;
  };
}

function takeLowest(open: number[], rank: Int32Array): number | undefined {
  if (open.length === 0) return undefined;
  let best = 0;
  for (let i = 1; i < open.length; i++) if ((rank[open[i] ?? 0] ?? 0) < (rank[open[best] ?? 0] ?? 0)) best = i;
  const [taken] = open.splice(best, 1);
  return taken;
}
