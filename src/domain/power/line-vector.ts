import { SQRT_3 } from '../units.js';
import {
  LEGS,
  LINES,
  loadCurrents,
  NO_CURRENT,
  primaryCurrents,
  type Legs,
  type LineCurrents,
} from './line-currents.js';

/**
 * Line currents of many elements in one flat array: six numbers each, real and imaginary part of L1, L2 and L3, in VA.
 * They are currents times the voltage between lines, relative to V_L1N at 0°, which keeps them the same through
 * everything that does not convert: divided by an element's own voltage they are its currents. Of a single-phase element
 * the first two numbers are its complex power (W and var, lagging positive), whose magnitude divided by the voltage
 * between its conductors is its current.
 */
export type LineVectors = Float64Array;

export const VECTOR_LENGTH = 6;

/** Magnitudes of the three lines and the neutral of one element, VA. */
export interface LineMagnitudes {
  readonly lines: readonly [number, number, number];
  readonly neutral: number;
}

/** What one watt with the given power factor puts on the lines. */
export function unitVector(legs: Legs | 'single', powerFactor: number): readonly number[] {
  if (legs === 'single') return [1, Math.sqrt(1 / powerFactor ** 2 - 1), 0, 0, 0, 0];
  return numbersOf(loadCurrents({ load: { legs, powerW: 1, powerFactor }, lineToLineV: 1 }));
}

export function numbersOf({ l1, l2, l3 }: LineCurrents): readonly number[] {
  return [l1.re, l1.im, l2.re, l2.im, l3.re, l3.im];
}

/**
 * Adds `factor` times the vector of `from` that begins at `source` to the one of `to` that begins at `target`. Called once
 * for every cord and loss, so it takes plain arguments.
 */
export function addVector(to: LineVectors, target: number, from: LineVectors, source: number, factor = 1): void {
  for (let i = 0; i < VECTOR_LENGTH; i++) to[target + i] = (to[target + i] ?? 0) + factor * (from[source + i] ?? 0);
}

/** Takes the vector of one element over from another array of the same elements. */
export function copyVector(to: LineVectors, from: LineVectors, at: number): void {
  for (let i = at; i < at + VECTOR_LENGTH; i++) to[i] = from[i] ?? 0;
}

/** Real and imaginary parts of V_LN at 1 V between lines. */
const V = { re: [1 / SQRT_3, -0.5 / SQRT_3, -0.5 / SQRT_3], im: [0, -0.5, 0.5] } as const;

/** W that three lines carry: Re Σ V_k·I_k*. */
export function carriedW(vectors: LineVectors, at: number): number {
  let sumW = 0;
  for (let k = 0; k < 3; k++) {
    sumW += (V.re[k] ?? 0) * (vectors[at + 2 * k] ?? 0) + (V.im[k] ?? 0) * (vectors[at + 2 * k + 1] ?? 0);
  }
  return sumW;
}

/** W that one of three lines carries, `k` from 0: Re V_k·I_k*. */
export function carriedOnLineW(vectors: LineVectors, at: number, k: number): number {
  return (V.re[k] ?? 0) * (vectors[at + 2 * k] ?? 0) + (V.im[k] ?? 0) * (vectors[at + 2 * k + 1] ?? 0);
}

/** var that three lines carry: Im Σ V_k·I_k*. */
export function carriedVar(vectors: LineVectors, at: number): number {
  let sumVar = 0;
  for (let k = 0; k < 3; k++) {
    sumVar += (V.im[k] ?? 0) * (vectors[at + 2 * k] ?? 0) - (V.re[k] ?? 0) * (vectors[at + 2 * k + 1] ?? 0);
  }
  return sumVar;
}

/** Adds a complex power as a balanced three-phase load: I_k = (S/3 / V_k)*. */
export function addBalanced(
  to: LineVectors,
  target: number,
  { powerW, reactiveVar }: { readonly powerW: number; readonly reactiveVar: number },
): void {
  for (let k = 0; k < 3; k++) {
    const re = V.re[k] ?? 0;
    const im = V.im[k] ?? 0;
    // V_k·S* with |V_k|² = 1/3, so that S*/3 / V_k* = V_k·S*.
    to[target + 2 * k] = (to[target + 2 * k] ?? 0) + re * powerW + im * reactiveVar;
    to[target + 2 * k + 1] = (to[target + 2 * k + 1] ?? 0) + im * powerW - re * reactiveVar;
  }
}

/** What one watt puts on a pair of conductors; one var puts −j times that on them, since I = (S/V)*. */
const WATT_ON_LEGS = new Map(LEGS.map((legs) => [legs, unitVector(legs, 1)]));

/** Adds a complex power on a pair of conductors. */
export function addOnLegs(
  to: LineVectors,
  target: number,
  legs: Legs,
  { powerW, reactiveVar }: { readonly powerW: number; readonly reactiveVar: number },
): void {
  const watt = WATT_ON_LEGS.get(legs) ?? [];
  for (let i = 0; i < VECTOR_LENGTH; i += 2) {
    const re = watt[i] ?? 0;
    const im = watt[i + 1] ?? 0;
    to[target + i] = (to[target + i] ?? 0) + powerW * re + reactiveVar * im;
    to[target + i + 1] = (to[target + i + 1] ?? 0) + powerW * im - reactiveVar * re;
  }
}

/** The six numbers of each unit current through a delta-wye transformer of ratio 1: linear in the secondary currents. */
const DELTA_WYE: readonly (readonly number[])[] = LINES.flatMap((line) =>
  [
    { re: 1, im: 0 },
    { re: 0, im: 1 },
  ].map((unit) =>
    numbersOf(
      primaryCurrents({
        currents: { ...NO_CURRENT, [line]: unit },
        winding: 'delta-wye',
        primaryV: 1,
        secondaryV: 1,
      }),
    ),
  ),
);

/** Adds what the primary of a delta-wye transformer carries for the secondary vector that begins at `source`. */
export function addDeltaWyePrimary(to: LineVectors, target: number, from: LineVectors, source: number): void {
  for (let i = 0; i < VECTOR_LENGTH; i++) {
    const part = from[source + i] ?? 0;
    const column = DELTA_WYE[i] ?? [];
    for (let j = 0; j < VECTOR_LENGTH; j++) to[target + j] = (to[target + j] ?? 0) + part * (column[j] ?? 0);
  }
}

/** Magnitudes of the lines and of the neutral, which carries their sum. */
export function magnitudes(vectors: LineVectors, at: number): LineMagnitudes {
  const l1Re = vectors[at] ?? 0;
  const l1Im = vectors[at + 1] ?? 0;
  const l2Re = vectors[at + 2] ?? 0;
  const l2Im = vectors[at + 3] ?? 0;
  const l3Re = vectors[at + 4] ?? 0;
  const l3Im = vectors[at + 5] ?? 0;
  return {
    lines: [length(l1Re, l1Im), length(l2Re, l2Im), length(l3Re, l3Im)],
    neutral: length(l1Re + l2Re + l3Re, l1Im + l2Im + l3Im),
  };
}

/** Magnitude of the busiest line, VA. */
export function busiestMagnitude(vectors: LineVectors, at: number): number {
  const [l1, l2, l3] = magnitudes(vectors, at).lines;
  return Math.max(l1, l2, l3);
}

/** Nothing here is near the range where squares overflow, and this is far cheaper than `Math.hypot`. */
function length(re: number, im: number): number {
  return Math.sqrt(re * re + im * im);
}
