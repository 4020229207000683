import { requireNotNegative, requirePositive } from '../range.js';
import { SQRT_3 } from '../units.js';
import { add, conjugate, divide, magnitude, multiply, polar, scale, subtract, ZERO, type Complex } from './phasor.js';

/** The conductors that a load hangs on. The last one is a balanced three-phase load. */
export const LEGS = ['L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1', 'L1-L2-L3'] as const;
export type Legs = (typeof LEGS)[number];

export const LINES = ['l1', 'l2', 'l3'] as const;
export type Line = (typeof LINES)[number];

/** A load at nominal voltage. */
export interface Load {
  readonly legs: Legs;
  /** W, at least 0. */
  readonly powerW: number;
  /** P/S, above 0 up to 1, lagging. */
  readonly powerFactor: number;
}

/**
 * Current phasors in A, relative to V_L1N at 0°. `l1` to `l3` flow towards the load; `n` flows back on the neutral,
 * so `l1 + l2 + l3 = n`. Keep the phasors until the last sum: magnitudes do not add.
 */
export interface LineCurrents {
  readonly l1: Complex;
  readonly l2: Complex;
  readonly l3: Complex;
  readonly n: Complex;
}

/** Magnitudes of line currents, A. */
export interface LineAmps {
  readonly l1A: number;
  readonly l2A: number;
  readonly l3A: number;
  readonly nA: number;
}

export const NO_CURRENT: LineCurrents = { l1: ZERO, l2: ZERO, l3: ZERO, n: ZERO };

/** Directions of V_LN, phase sequence L1 L2 L3. */
const LINE_DIRECTION: Readonly<Record<Line, Complex>> = { l1: polar(1, 0), l2: polar(1, -120), l3: polar(1, 120) };

function lineVoltage(line: Line, lineToLineV: number): Complex {
  return scale(LINE_DIRECTION[line], lineToLineV / SQRT_3);
}

/** S = P + jP·tan(arccos pf). */
function complexPower({ powerW, powerFactor }: Load): Complex {
  if (!(powerFactor > 0 && powerFactor <= 1)) {
    throw new RangeError(`powerFactor must be above 0 and at most 1, but is ${powerFactor}`);
  }
  return { re: powerW, im: powerW * Math.sqrt(1 / powerFactor ** 2 - 1) };
}

function currentAt(voltage: Complex, powerVa: Complex): Complex {
  return conjugate(divide(powerVa, voltage));
}

function lineToNeutralCurrents(line: Line, lineToLineV: number, powerVa: Complex): LineCurrents {
  const current = currentAt(lineVoltage(line, lineToLineV), powerVa);
  return { ...NO_CURRENT, [line]: current, n: current };
}

function lineToLineCurrents(from: Line, to: Line, lineToLineV: number, powerVa: Complex): LineCurrents {
  const voltage = subtract(lineVoltage(from, lineToLineV), lineVoltage(to, lineToLineV));
  const current = currentAt(voltage, powerVa);
  return { ...NO_CURRENT, [from]: current, [to]: scale(current, -1) };
}

function balancedCurrents(lineToLineV: number, powerVa: Complex): LineCurrents {
  const perLineVa = scale(powerVa, 1 / 3);
  const of = (line: Line): Complex => currentAt(lineVoltage(line, lineToLineV), perLineVa);
  return { l1: of('l1'), l2: of('l2'), l3: of('l3'), n: ZERO };
}

/**
 * The line and neutral currents of one load on a wye, delta or balanced three-phase connection, by phasors.
 *
 * Equation: I = (S/V)* with S = P + jP·tan(arccos pf), V_LN at 0°, −120°, +120° and V_jk = V_j − V_k. A load from line j
 * to line k draws +I on j and −I on k, so that I_L1 = I12 − I31, I_L2 = I23 − I12, I_L3 = I31 − I23.
 * Harmonics are not included: triplen harmonics add in the neutral.
 *
 * Source: circuit theory; with equal power factors it reduces to the law-of-cosines form published by Server Technology
 * ("Ask the engineer", 3-phase LED readings), which is 10 % low on L2 for banks of pf 1 and 0.9.
 *
 * @param load - power in W and lagging power factor, at nominal voltage
 * @param lineToLineV - V between lines, above 0 (a 120 V outlet on a 208Y/120 V supply has 208 here)
 * @throws RangeError naming the parameter out of range
 */
export function loadCurrents({
  load,
  lineToLineV,
}: {
  readonly load: Load;
  readonly lineToLineV: number;
}): LineCurrents {
  requirePositive({ lineToLineV });
  requireNotNegative({ powerW: load.powerW });
  const powerVa = complexPower(load);
  switch (load.legs) {
    case 'L1-N':
      return lineToNeutralCurrents('l1', lineToLineV, powerVa);
    case 'L2-N':
      return lineToNeutralCurrents('l2', lineToLineV, powerVa);
    case 'L3-N':
      return lineToNeutralCurrents('l3', lineToLineV, powerVa);
    case 'L1-L2':
      return lineToLineCurrents('l1', 'l2', lineToLineV, powerVa);
    case 'L2-L3':
      return lineToLineCurrents('l2', 'l3', lineToLineV, powerVa);
    case 'L3-L1':
      return lineToLineCurrents('l3', 'l1', lineToLineV, powerVa);
    case 'L1-L2-L3':
      return balancedCurrents(lineToLineV, powerVa);
  }
}

/** The sum, conductor by conductor: what a parent carries for its children at the same voltage. */
export function sumCurrents(parts: Iterable<LineCurrents>): LineCurrents {
  let total = NO_CURRENT;
  for (const part of parts) {
    total = {
      l1: add(total.l1, part.l1),
      l2: add(total.l2, part.l2),
      l3: add(total.l3, part.l3),
      n: add(total.n, part.n),
    };
  }
  return total;
}

/** The currents of several loads together, see {@link loadCurrents}. No loads carry no current. */
export function lineCurrents({
  loads,
  lineToLineV,
}: {
  readonly loads: readonly Load[];
  readonly lineToLineV: number;
}): LineCurrents {
  requirePositive({ lineToLineV });
  return sumCurrents(loads.map((load) => loadCurrents({ load, lineToLineV })));
}

/** The magnitudes that an ammeter shows, A. */
export function lineAmps(currents: LineCurrents): LineAmps {
  return {
    l1A: magnitude(currents.l1),
    l2A: magnitude(currents.l2),
    l3A: magnitude(currents.l3),
    nA: magnitude(currents.n),
  };
}

/**
 * The complex power that three line currents carry, VA: `re` is W, `im` is var (lagging positive).
 *
 * Equation: S = Σ V_k·I_k* over the lines, neutral at 0 V. It equals the sum of the loads' own powers.
 *
 * @param lineToLineV - V between lines, above 0
 * @throws RangeError when `lineToLineV` is out of range
 */
export function carriedPowerVa({
  currents,
  lineToLineV,
}: {
  readonly currents: LineCurrents;
  readonly lineToLineV: number;
}): Complex {
  requirePositive({ lineToLineV });
  return LINES.map((line) => multiply(lineVoltage(line, lineToLineV), conjugate(currents[line]))).reduce(add, ZERO);
}

/**
 * The currents on the primary side of an ideal transformer that carries the given secondary currents.
 *
 * `wye-wye` stands also for an autotransformer: I' = I·V₂/V₁ on every conductor. `delta-wye` puts the power of each
 * secondary line on one primary winding (L1 on L1-L2, L2 on L2-L3, L3 on L3-L1), so a secondary neutral current does not
 * reach the primary neutral. Losses and magnetising current are the caller's. Source: ideal transformer, S₁ = S₂.
 *
 * @param primaryV - V line to line, above 0
 * @param secondaryV - V line to line, above 0
 * @throws RangeError naming the parameter out of range
 */
export function primaryCurrents({
  currents,
  winding,
  primaryV,
  secondaryV,
}: {
  readonly currents: LineCurrents;
  readonly winding: 'wye-wye' | 'delta-wye';
  readonly primaryV: number;
  readonly secondaryV: number;
}): LineCurrents {
  requirePositive({ primaryV, secondaryV });
  if (winding === 'wye-wye') {
    const ratio = secondaryV / primaryV;
    return {
      l1: scale(currents.l1, ratio),
      l2: scale(currents.l2, ratio),
      l3: scale(currents.l3, ratio),
      n: scale(currents.n, ratio),
    };
  }
  const windingVa = (line: Line): Complex => multiply(lineVoltage(line, secondaryV), conjugate(currents[line]));
  return sumCurrents([
    lineToLineCurrents('l1', 'l2', primaryV, windingVa('l1')),
    lineToLineCurrents('l2', 'l3', primaryV, windingVa('l2')),
    lineToLineCurrents('l3', 'l1', primaryV, windingVa('l3')),
  ]);
}
