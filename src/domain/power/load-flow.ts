import type { PowerElement } from '../site/kinds/power-element.js';
import { dealOut, type ChainState } from './chain-state.js';
import {
  addBalanced,
  addDeltaWyePrimary,
  addOnLegs,
  addVector,
  carriedVar,
  carriedW,
  VECTOR_LENGTH,
  type LineVectors,
} from './line-vector.js';
import type { PowerLoads } from './power-loads.js';
import type { PowerNetwork, PowerNode } from './power-network.js';

/**
 * Input power factor of a UPS of which none is stated; in double conversion it presents a balanced load of its own
 * whatever hangs on it.
 * Source: double-conversion UPS with an active rectifier, vendors' data sheets above half load.
 */
export const UPS_INPUT_POWER_FACTOR = 0.99;

/** What the taps take: for each, the least that its load draws there, and what it may draw beyond that. */
export interface TapPower {
  readonly servedW: Float64Array;
  readonly uncertainVa: Float64Array;
}

/** Currents of every element outside cycles, see {@link LineVectors}; those of dead ones are 0. */
export interface LoadFlow extends ChainState {
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

/**
 * Sums currents from the taps up to the sources, at nominal voltage.
 *
 * At one voltage the phasors of all that an element feeds add, conductor by conductor. A rack PDU loses a share of what
 * passes, on the line on which it passes. A UPS in double conversion takes its output power, its losses (fixed +
 * proportional) and what charges its battery as a balanced load at its own power factor; in eco mode what hangs on it
 * passes with the losses, in bypass without. A transformer is taken as delta-wye unless it says otherwise. Losses of
 * everything but rack PDUs are balanced real power. A single-phase element below a three-phase one hangs on the
 * conductors that it names, else counts as balanced there. Parents in parallel share in proportion to their ratings.
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
  readonly supply: ChainState;
}): LoadFlow {
  const count = network.nodes.length;
  const flow: LoadFlow = {
    ...supply,
    output: new Float64Array(count * VECTOR_LENGTH),
    input: new Float64Array(count * VECTOR_LENGTH),
    uncertainOutputVa: new Float64Array(count),
    uncertainInputVa: new Float64Array(count),
  };
  for (let tap = 0; tap < loads.taps.count; tap++) {
    const at = loads.taps.node[tap] ?? 0;
    if (flow.dead[at] === 1 || network.rank[at] === -1) continue;
    addTap(flow, loads, { tap, at, powerW: tapPower.servedW[tap] ?? 0, uncertainVa: tapPower.uncertainVa[tap] ?? 0 });
  }
  network.nodes.forEach((node, at) => {
    // What comes through a cycle is unknown, by which of its parents it comes too, and nothing bounds it.
    if (!node.inCycle || flow.dead[at] === 1) return;
    for (const parent of node.parents) if (flow.dead[parent] === 0) flow.uncertainOutputVa[parent] = Infinity;
  });
  for (const at of network.upwards) {
    const node = network.nodes[at];
    if (node === undefined || flow.dead[at] === 1) continue;
    if (loads.pinned?.has(at) === true) flow.uncertainOutputVa[at] = 0;
    addInput(at, node, flow);
    dealOut(node, at, flow, (parent, share) => {
      addToParent(network, { at, parent, from: flow.input, to: flow.output, factor: share });
      addUncertain(flow, parent, share * (flow.uncertainInputVa[at] ?? 0));
    });
  }
  return flow;
}

/** Adds what a tap takes to the output of its element. */
export function addTap(
  flow: LoadFlow,
  { taps, unitVectors }: PowerLoads,
  {
    tap,
    at,
    powerW,
    uncertainVa,
  }: { readonly tap: number; readonly at: number; readonly powerW: number; readonly uncertainVa: number },
): void {
  if (powerW !== 0) {
    addVector(flow.output, at * VECTOR_LENGTH, unitVectors, (taps.unit[tap] ?? 0) * VECTOR_LENGTH, powerW);
  }
  if (uncertainVa !== 0) addUncertain(flow, at, uncertainVa);
}

function addUncertain({ uncertainOutputVa }: LoadFlow, at: number, va: number): void {
  uncertainOutputVa[at] = (uncertainOutputVa[at] ?? 0) + va;
}

/** Adds `factor` times what an element takes to what one of its parents gives: linear, so that differences add too. */
export function addToParent(
  network: PowerNetwork,
  {
    at,
    parent,
    from,
    to,
    factor,
  }: {
    readonly at: number;
    readonly parent: number;
    readonly from: LineVectors;
    readonly to: LineVectors;
    readonly factor: number;
  },
): void {
  const below = network.nodes[at];
  const above = network.nodes[parent];
  if (below === undefined || above === undefined) return;
  const source = at * VECTOR_LENGTH;
  const target = parent * VECTOR_LENGTH;
  if (above.phases === below.phases) {
    addVector(to, target, from, source, factor);
  } else if (above.phases === 3) {
    const power = { powerW: factor * (from[source] ?? 0), reactiveVar: factor * (from[source + 1] ?? 0) };
    if (below.element.legs === undefined) addBalanced(to, target, power);
    else addOnLegs(to, target, below.element.legs, power);
  } else {
    to[target] = (to[target] ?? 0) + factor * carriedW(from, source);
    to[target + 1] = (to[target + 1] ?? 0) + factor * carriedVar(from, source);
  }
}

/** Whether the load of a UPS passes as it is. */
export function passesThrough({ kind, upsMode }: PowerElement, bypassed: boolean): boolean {
  return kind === 'ups' && (bypassed || upsMode === 'eco' || upsMode === 'bypass');
}

/** Share of what passes that is lost, and what is lost without load, W. */
export function lossesOf(
  { element, pduType }: Pick<PowerNode, 'element' | 'pduType'>,
  bypassed: boolean,
): { readonly fixedW: number; readonly fraction: number } {
  if (element.kind === 'ups' && (bypassed || element.upsMode === 'bypass')) return { fixedW: 0, fraction: 0 };
  return {
    fixedW: element.fixedLossW ?? 0,
    fraction: element.proportionalLossFraction ?? pduType?.lossFraction ?? 0,
  };
}

/**
 * Solves what an element takes from what it gives.
 *
 * @param isDifference - whether the vectors are a difference of loads, to which what is lost or charged anyway adds nothing
 */
export function addInput(at: number, node: PowerNode, flow: LoadFlow, isDifference = false): void {
  const { element, phases } = node;
  const { input, output } = flow;
  const target = at * VECTOR_LENGTH;
  for (let i = target; i < target + VECTOR_LENGTH; i++) input[i] = 0;
  const bypassed = flow.bypassed[at] === 1;
  const { fixedW: ownW, fraction } = lossesOf(node, bypassed);
  const fixedW = isDifference ? 0 : ownW;
  const outputW = powerW(output, target, phases);
  const uncertainVa = flow.uncertainOutputVa[at] ?? 0;
  flow.uncertainInputVa[at] = uncertainVa * (1 + fraction);
  if (element.kind === 'ups' && !passesThrough(element, bypassed)) {
    const powerFactor = element.inputPowerFactor ?? UPS_INPUT_POWER_FACTOR;
    const rechargeW = flow.recharging[at] === 1 && !isDifference ? (element.rechargeW ?? 0) : 0;
    const inputW = outputW + fixedW + fraction * outputW + rechargeW;
    addPower(input, target, phases, { powerW: inputW, reactiveVar: inputW * Math.sqrt(1 / powerFactor ** 2 - 1) });
    flow.uncertainInputVa[at] = (uncertainVa * (1 + fraction)) / powerFactor;
  } else if (element.kind === 'rack-pdu') {
    addVector(input, target, output, target, 1 + fraction);
    addPower(input, target, phases, { powerW: fixedW, reactiveVar: 0 });
  } else {
    const isDeltaWye = element.kind === 'transformer' && phases === 3 && element.winding !== 'wye-wye';
    if (isDeltaWye) addDeltaWyePrimary(input, target, output, target);
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
