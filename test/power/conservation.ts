import { expect } from '@jest/globals';
import { dealOut } from '../../src/domain/power/chain-state.js';
import { loadCurrents, LINES, type LineCurrents } from '../../src/domain/power/line-currents.js';
import { VECTOR_LENGTH } from '../../src/domain/power/line-vector.js';
import { lossesOf, passesThrough, type LoadFlow, type TapPower } from '../../src/domain/power/load-flow.js';
import type { PowerModel } from '../../src/domain/power/power-model.js';

interface Phasor {
  readonly re: number;
  readonly im: number;
}

const ZERO: Phasor = { re: 0, im: 0 };
/** V of a line to neutral at 1 V between lines. */
const V = [0, -120, 120].map((deg) => ({
  re: Math.cos((deg * Math.PI) / 180) / Math.sqrt(3),
  im: Math.sin((deg * Math.PI) / 180) / Math.sqrt(3),
}));

const plus = (a: Phasor, b: Phasor, factor = 1): Phasor => ({ re: a.re + factor * b.re, im: a.im + factor * b.im });

function linesAt(vectors: Float64Array, at: number): readonly Phasor[] {
  return [0, 1, 2].map((k) => ({
    re: vectors[at * VECTOR_LENGTH + 2 * k] ?? NaN,
    im: vectors[at * VECTOR_LENGTH + 2 * k + 1] ?? NaN,
  }));
}

/** W and var of an element: Σ V·I* over three lines; of one line the pair itself. */
function powerAt(vectors: Float64Array, at: number, phases: 1 | 3): Phasor {
  const lines = linesAt(vectors, at);
  if (phases === 1) return lines[0] ?? ZERO;
  return lines.reduce((sum, i, k) => {
    const v = V[k] ?? ZERO;
    return plus(sum, { re: v.re * i.re + v.im * i.im, im: v.im * i.re - v.re * i.im });
  }, ZERO);
}

function ofCurrents(currents: LineCurrents): readonly Phasor[] {
  return LINES.map((line) => currents[line]);
}

/** The currents of a complex power on conductors at 1 V between lines; loadCurrents takes no leading or negative power. */
function onLegs(legs: Parameters<typeof loadCurrents>[0]['load']['legs'], { re, im }: Phasor): readonly Phasor[] {
  const watt = ofCurrents(loadCurrents({ load: { legs, powerW: 1, powerFactor: 1 }, lineToLineV: 1 }));
  // I = (S/V)*: one var is −j times one watt.
  return watt.map((one) => ({ re: re * one.re + im * one.im, im: re * one.im - im * one.re }));
}

function expectNear(found: Phasor, wanted: Phasor, scale: number, what: string): void {
  const off = Math.hypot(found.re - wanted.re, found.im - wanted.im);
  if (!(off <= 1e-9 * Math.max(1, scale))) throw new Error(`${what}: ${JSON.stringify({ found, wanted })}`);
}

/**
 * Kirchhoff's current law on L1, L2, L3 and N at every live element (what it gives is what its taps and its children
 * take), and complex power across every element (what it takes is what it gives and what it loses; a UPS in double
 * conversion takes its own reactive power).
 */
export function expectConserved({ network, loads }: PowerModel, flow: LoadFlow, tapPower: TapPower): void {
  const given = network.nodes.map((): Phasor[] => [ZERO, ZERO, ZERO]);
  const add = (at: number, lines: readonly Phasor[], factor: number) => {
    given[at] = (given[at] ?? []).map((sum, k) => plus(sum, lines[k] ?? ZERO, factor));
  };
  loads.tapsOfNode.forEach((taps, at) => {
    for (const tap of taps) {
      const { legs, powerFactor } = loads.units[loads.taps.unit[tap] ?? 0] ?? { legs: 'single', powerFactor: 1 };
      const w = tapPower.servedW[tap] ?? 0;
      const s = { re: w, im: w * Math.tan(Math.acos(powerFactor)) };
      add(at, legs === 'single' ? [s] : onLegs(legs, s), 1);
    }
  });
  network.nodes.forEach((node, at) => {
    if (node.inCycle) return;
    dealOut(node, at, flow, (parent, share) => {
      const above = network.nodes[parent];
      if (above === undefined) return;
      const input = powerAt(flow.input, at, node.phases);
      if (above.phases === node.phases) add(parent, linesAt(flow.input, at), share);
      else if (above.phases === 1) add(parent, [input], share);
      else add(parent, onLegs(node.element.legs ?? 'L1-L2-L3', input), share);
    });
  });
  network.nodes.forEach((node, at) => {
    if (node.inCycle || node.children.some((child) => network.nodes[child]?.inCycle === true)) return;
    const { element, phases, name } = node;
    const output = linesAt(flow.output, at);
    if (flow.dead[at] === 1) {
      expect([...flow.output.subarray(at * VECTOR_LENGTH, (at + 1) * VECTOR_LENGTH)]).toEqual([0, 0, 0, 0, 0, 0]);
      return;
    }
    const scale = Math.max(...output.map(({ re, im }) => Math.hypot(re, im)), ...(given[at] ?? []).map(({ re }) => re));
    output.forEach((line, k) => expectNear(line, given[at]?.[k] ?? ZERO, scale, `${name} L${String(k + 1)}`));
    if (phases === 3) {
      const sum = (lines: readonly Phasor[]) => lines.reduce((total, line) => plus(total, line), ZERO);
      expectNear(sum(output), sum(given[at] ?? []), scale, `${name} N`);
      // No secondary neutral current reaches the primary of a delta.
      const isDelta = element.kind === 'transformer' && element.winding !== 'wye-wye';
      if (isDelta) expectNear(sum(linesAt(flow.input, at)), ZERO, scale, `${name} primary N`);
    }
    const taken = powerAt(flow.input, at, phases);
    const gave = powerAt(flow.output, at, phases);
    const { fixedW, fraction } = lossesOf(node, flow.bypassed[at] === 1);
    if (element.kind === 'ups' && !passesThrough(element, flow.bypassed[at] === 1)) {
      const rechargeW = flow.recharging[at] === 1 ? (element.rechargeW ?? 0) : 0;
      const w = gave.re * (1 + fraction) + fixedW + rechargeW;
      expectNear(taken, { re: w, im: w * Math.tan(Math.acos(element.inputPowerFactor ?? 0.99)) }, w, `${name} S`);
      const lines = linesAt(flow.input, at).map(({ re, im }) => Math.hypot(re, im));
      if (phases === 3) expect(Math.max(...lines) - Math.min(...lines)).toBeLessThanOrEqual(1e-9 * Math.max(1, w));
    } else if (element.kind === 'rack-pdu') {
      const wanted = { re: gave.re * (1 + fraction) + fixedW, im: gave.im * (1 + fraction) };
      expectNear(taken, wanted, Math.hypot(wanted.re, wanted.im), `${name} S`);
    } else {
      const wanted = { re: gave.re * (1 + fraction) + fixedW, im: gave.im };
      expectNear(taken, wanted, Math.hypot(wanted.re, wanted.im), `${name} S`);
    }
  });
}
