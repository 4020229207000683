import { requirePositive, requireWithin } from '../range.js';

/** °. A bend of less is no corner. */
export const LEAST_TURN_DEG = 5;
/** °. Beyond it a way turns back, and what comes must be turned on the spot. */
const TURNS_BACK_DEG = 150;
/** Directions that are tried on the way around a corner before the worst is refined. */
const STEPS = 90;

/** A corner between two straight parts of a way. */
export interface Corner {
  /** Clear width before and after it, m, above 0; Infinity where nothing bounds it. */
  readonly beforeM: number;
  readonly afterM: number;
  /** Change of direction, 0 to 180°. */
  readonly turnDeg: number;
  /** Diameter of the largest clear circle around the corner of the middle line, m. */
  readonly circleM: number;
}

/**
 * The longest rectangle of a width that is rolled around a corner, m.
 *
 * With the outer side of the rectangle along both outer walls, at θ to the first, the inner corner must stay outside of it:
 * L·sin θ·sin(τ − θ) + D·sin τ ≤ b·sin θ + a·sin(τ − θ) for every θ from 0 to the turn τ, so that
 * L = min over θ of (b·sin θ + a·sin(τ − θ) − D·sin τ)/(sin θ·sin(τ − θ)). Where there is room it is turned on the spot instead, within
 * the clear circle: L = √(c² − D²). The better of both counts.
 *
 * Source: the ladder problem with a width (geometry of a rigid rectangle in an L-shaped corridor). At 90° and widths of 1.2 m,
 * 0.6 m wide: (2·1.2·0.7071 − 0.6)/0.5 = 2.19 m; without a width the ladder of 2√2·1.2 = 3.39 m.
 *
 * @param widthM - D, the narrow side, m, above 0
 * @returns 0 where not even the narrow side passes
 * @throws RangeError naming the parameter out of range
 */
export function longestAroundM({ beforeM, afterM, turnDeg, circleM }: Corner, widthM: number): number {
  requirePositive({ beforeM, afterM, widthM });
  requireWithin({ min: 0, max: 180 }, { turnDeg });
  const turnedM = circleM > widthM ? Math.sqrt(circleM ** 2 - widthM ** 2) : 0;
  if (beforeM < widthM || afterM < widthM) return 0;
  if (turnDeg < LEAST_TURN_DEG || !Number.isFinite(beforeM + afterM)) return Infinity;
  if (turnDeg > TURNS_BACK_DEG) return turnedM;
  const turn = (turnDeg * Math.PI) / 180;
  const longestAt = (angle: number) => {
    const [first, second] = [Math.sin(angle), Math.sin(turn - angle)];
    return (afterM * first + beforeM * second - widthM * Math.sin(turn)) / (first * second);
  };
  let worst = { angle: turn / 2, lengthM: longestAt(turn / 2) };
  const tryAt = (angle: number) => {
    const lengthM = longestAt(angle);
    if (lengthM < worst.lengthM) worst = { angle, lengthM };
  };
  for (let step = 1; step < STEPS; step += 1) tryAt((turn * step) / STEPS);
  for (let width = turn / STEPS; width > 1e-9; width /= 2) {
    const { angle } = worst;
    for (const next of [angle - width, angle + width]) if (next > 0 && next < turn) tryAt(next);
  }
  return Math.max(0, worst.lengthM, turnedM);
}
