import type { PowerElement } from '../site/kinds/power-element.js';
import {
  addBalanced,
  addDeltaWyePrimary,
  addVector,
  carriedVar,
  carriedW,
  VECTOR_LENGTH,
  type LineVectors,
} from './line-vector.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork, PowerNode } from './power-network.js';

/**
 * Input power factor of a UPS, which presents a balanced load of its own whatever hangs on it.
 * Source: double-conversion UPS with an active rectifier, vendors' data sheets above half load.
 */
export const UPS_INPUT_POWER_FACTOR = 0.99;

const UPS_VAR_PER_W = Math.sqrt(1 / UPS_INPUT_POWER_FACTOR ** 2 - 1);

/** What the taps take: for each, the least that its load draws there, and what it may draw beyond that. */
export interface TapPower {
  readonly servedW: Float64Array;
  readonly uncertainVa: Float64Array;
}

/** Which elements are dead, and what feeds each of the others. */
export interface Supply {
  readonly dead: Uint8Array;
  /** The parent that carries each element: the first that is live; -1 for none. */
  readonly carrier: Int32Array;
}

/** Currents of every element outside cycles, see {@link LineVectors}; those of dead ones are 0. */
export interface LoadFlow extends Supply {
  /** What an element gives to what hangs on it. */
  readonly output: LineVectors;
  /** What an element takes, its losses included. */
  readonly input: LineVectors;
  /** VA beyond the output that unknown draws may add; infinite where nothing bounds them. */
  readonly uncertainOutputVa: Float64Array;
  readonly uncertainInputVa: Float64Array;
}

/** The side of an element on which its load is reported: the plug of a rack PDU, the output of everything else. */
export function reportedFlow(
  element: PowerElement,
  flow: LoadFlow,
): { readonly vectors: LineVectors; readonly uncertainVa: Float64Array } {
  return element.kind === 'rack-pdu'
    ? { vectors: flow.input, uncertainVa: flow.uncertainInputVa }
    : { vectors: flow.output, uncertainVa: flow.uncertainOutputVa };
}

/** Every element live, each on its preferred parent. */
export function undisturbed(network: PowerNetwork): Supply {
  return {
    dead: new Uint8Array(network.nodes.length),
    carrier: Int32Array.from(network.nodes, ({ parents }) => parents[0] ?? -1),
  };
}

/**
 * Sums currents from the taps up to the sources, at nominal voltage.
 *
 * At one voltage the phasors of all that an element feeds add, conductor by conductor. A rack PDU loses a share of what
 * passes, on the line on which it passes. A UPS takes its output power and its losses (fixed + proportional) as a balanced
 * load at its own power factor. A transformer is taken as delta-wye. Losses of everything but rack PDUs are balanced real
 * power. A single-phase element below a three-phase one counts as balanced there, since nobody states its line.
 */
export function loadFlow({
  network,
  loads,
  tapPower,
  supply,
}: {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly tapPower: TapPower;
  readonly supply: Supply;
}): LoadFlow {
  const count = network.nodes.length;
  const flow: LoadFlow = {
    dead: supply.dead,
    carrier: supply.carrier,
    output: new Float64Array(count * VECTOR_LENGTH),
    input: new Float64Array(count * VECTOR_LENGTH),
    uncertainOutputVa: new Float64Array(count),
    uncertainInputVa: new Float64Array(count),
  };
  network.upwards.forEach((at) => solveNode(at, { network, loads, tapPower, flow }));
  return flow;
}

/** Everything that one step of a flow reads; it writes the vectors of its node in `flow`. */
export interface FlowStep {
  readonly network: PowerNetwork;
  readonly loads: PowerLoads;
  readonly tapPower: TapPower;
  readonly flow: LoadFlow;
}

/** Solves one element from its taps and from what it feeds, which must be solved before; a dead one carries nothing. */
export function solveNode(at: number, step: FlowStep): void {
  const node = step.network.nodes[at];
  if (node === undefined) return;
  addOutput(at, node, step);
  if (step.flow.dead[at] === 0) addInput(at, node, step.flow);
}

function addOutput(at: number, node: PowerNode, { network, loads, tapPower, flow }: FlowStep): void {
  const target = at * VECTOR_LENGTH;
  flow.output.fill(0, target, target + VECTOR_LENGTH);
  flow.input.fill(0, target, target + VECTOR_LENGTH);
  flow.uncertainOutputVa[at] = 0;
  flow.uncertainInputVa[at] = 0;
  if (flow.dead[at] === 1) return;
  let uncertainVa = 0;
  loads.tapsOfNode[at]?.forEach((tap) => {
    uncertainVa += tapPower.uncertainVa[tap] ?? 0;
    const factor = tapPower.servedW[tap] ?? 0;
    if (factor === 0) return;
    addVector(flow.output, target, loads.unitVectors, (loads.taps.unit[tap] ?? 0) * VECTOR_LENGTH, factor);
  });
  node.children.forEach((child) => {
    const below = network.nodes[child];
    if (below === undefined || flow.carrier[child] !== at) return;
    // What comes through a cycle is unknown, and nothing bounds it.
    if (below.inCycle) uncertainVa = Infinity;
    if (below.inCycle || flow.dead[child] === 1) return;
    uncertainVa += flow.uncertainInputVa[child] ?? 0;
    addChild(flow, { target, phases: node.phases, source: child * VECTOR_LENGTH, below: below.phases });
  });
  flow.uncertainOutputVa[at] = uncertainVa;
}

function addChild(
  { input, output }: LoadFlow,
  { target, phases, source, below }: { target: number; phases: 1 | 3; source: number; below: 1 | 3 },
): void {
  if (phases === below) {
    addVector(output, target, input, source);
  } else if (phases === 3) {
    addBalanced(output, target, { powerW: input[source] ?? 0, reactiveVar: input[source + 1] ?? 0 });
  } else {
    output[target] = (output[target] ?? 0) + carriedW(input, source);
    output[target + 1] = (output[target + 1] ?? 0) + carriedVar(input, source);
  }
}

function addInput(at: number, { element, pduType, phases }: PowerNode, { output, input, ...flow }: LoadFlow): void {
  const target = at * VECTOR_LENGTH;
  const fixedW = element.fixedLossW ?? 0;
  const fraction = element.proportionalLossFraction ?? pduType?.lossFraction ?? 0;
  const outputW = powerW(output, target, phases);
  const uncertainVa = flow.uncertainOutputVa[at] ?? 0;
  flow.uncertainInputVa[at] = uncertainVa * (1 + fraction);
  if (element.kind === 'ups') {
    const inputW = outputW + fixedW + fraction * outputW;
    addPower(input, target, phases, { powerW: inputW, reactiveVar: inputW * UPS_VAR_PER_W });
    flow.uncertainInputVa[at] = (uncertainVa * (1 + fraction)) / UPS_INPUT_POWER_FACTOR;
  } else if (element.kind === 'rack-pdu') {
    addVector(input, target, output, target, 1 + fraction);
    addPower(input, target, phases, { powerW: fixedW, reactiveVar: 0 });
  } else {
    if (element.kind === 'transformer' && phases === 3) addDeltaWyePrimary(input, target, output, target);
    else addVector(input, target, output, target);
    addPower(input, target, phases, { powerW: fixedW + fraction * outputW, reactiveVar: 0 });
  }
}

function addPower(
  to: LineVectors,
  target: number,
  phases: 1 | 3,
  power: { readonly powerW: number; readonly reactiveVar: number },
): void {
  if (phases === 3) {
    addBalanced(to, target, power);
  } else {
    to[target] = (to[target] ?? 0) + power.powerW;
    to[target + 1] = (to[target + 1] ?? 0) + power.reactiveVar;
  }
}

/** W of one element's vector. */
export function powerW(vectors: LineVectors, at: number, phases: 1 | 3): number {
  return phases === 3 ? carriedW(vectors, at) : (vectors[at] ?? 0);
}

/** var of one element's vector, lagging positive. */
export function reactiveVar(vectors: LineVectors, at: number, phases: 1 | 3): number {
  return phases === 3 ? carriedVar(vectors, at) : (vectors[at + 1] ?? 0);
}
