import { requireNotNegative, requirePositive } from '../range.js';
import { SQRT_3 } from '../units.js';
import type { LineVectors } from './line-vector.js';

/** Directions of V_L1N, V_L2N and V_L3N. */
const DIRECTION = [
  { re: 1, im: 0 },
  { re: -0.5, im: -SQRT_3 / 2 },
  { re: -0.5, im: SQRT_3 / 2 },
] as const;

const PAIRS = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

/**
 * The most that any pair of three lines and the neutral loses along a run, as a share of the nominal voltage of that pair.
 *
 * Equation: ΔV_k = I_k·Z + I_N·Z for line and neutral with I_N = I_1 + I_2 + I_3, relative to V_LN, and
 * ΔV_jk = (I_j − I_k)·Z between two lines, relative to V_LL; of each phasor the part along the nominal voltage of its pair.
 * For a balanced load that is √3·I·(R·cosφ + X·sinφ) / V_LL, for one between a line and the neutral or between two lines
 * 2·I·(R·cosφ + X·sinφ) over the voltage of the pair. It is at least what the magnitude of the voltage really loses, since
 * |V − ΔV| ≥ V − Re(ΔV), and above it by about half the square of
 * what lies across.
 *
 * Source: Kirchhoff's voltage law over line and return; the forms for one and three phases are those of IEC 60364-5-52
 * annex G and of IEEE 141. One 4 kW load between L1 and N of 415 V, 100 m of 1.24 Ω/km: 4000 W / 239.6 V = 16.69 A,
 * 2 · 16.69 A · 0.124 Ω / 239.6 V = 1.73 %.
 *
 * @param vectors - currents times the voltage between lines, VA, see {@link LineVectors}
 * @param at - begin of the vector of the run
 * @param lineToLineV - V, above 0
 * @param resistanceOhm - Ω of one conductor one way, at least 0; the neutral is taken as the lines
 * @param reactanceOhm - Ω of one conductor one way, at least 0
 * @param hasNeutral - false: only the pairs of lines count
 * @throws RangeError naming the parameter out of range
 */
export function lineDropFraction({
  vectors,
  at,
  lineToLineV,
  resistanceOhm,
  reactanceOhm,
  hasNeutral,
}: {
  readonly vectors: LineVectors;
  readonly at: number;
  readonly lineToLineV: number;
  readonly resistanceOhm: number;
  readonly reactanceOhm: number;
  readonly hasNeutral: boolean;
}): number {
  requirePositive({ lineToLineV });
  requireNotNegative({ resistanceOhm, reactanceOhm });
  const re = (k: number) => vectors[at + 2 * k] ?? 0;
  const im = (k: number) => vectors[at + 2 * k + 1] ?? 0;
  /** Part of (current · Z) along a direction. */
  const along = (iRe: number, iIm: number, { re: dRe, im: dIm }: { readonly re: number; readonly im: number }) =>
    (iRe * resistanceOhm - iIm * reactanceOhm) * dRe + (iRe * reactanceOhm + iIm * resistanceOhm) * dIm;
  let most = 0;
  for (const [j, k] of PAIRS) {
    const direction = { re: DIRECTION[j].re - DIRECTION[k].re, im: DIRECTION[j].im - DIRECTION[k].im };
    most = Math.max(most, along(re(j) - re(k), im(j) - im(k), direction) / SQRT_3);
  }
  if (hasNeutral) {
    const neutral = { re: re(0) + re(1) + re(2), im: im(0) + im(1) + im(2) };
    DIRECTION.forEach((direction, k) => {
      most = Math.max(most, SQRT_3 * along(re(k) + neutral.re, im(k) + neutral.im, direction));
    });
  }
  return most / lineToLineV ** 2;
}
