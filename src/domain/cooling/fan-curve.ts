import { requireFinite } from '../range.js';

/** A point of a fan curve: air taken at an inlet temperature, of the air stated at maximum draw. */
export interface FanPoint {
  readonly inletC: number;
  readonly airflowFraction: number;
}

/**
 * Air that a device takes at an inlet temperature, as a share of the air stated at maximum draw: straight between the points
 * of its curve, level beyond them, 1 without a curve. Fan power goes with the cube of it (fan affinity laws: 1.2 times the
 * air takes 1.728 times the power); the stated maximum draw is taken to hold that already.
 *
 * @param curve - points in any order; of two at one temperature the larger share counts
 * @param inletC - °C
 * @throws RangeError when `inletC` is not finite
 */
export function fanFraction(curve: readonly FanPoint[] | undefined, inletC: number): number {
  requireFinite({ inletC });
  if (curve === undefined || curve.length === 0) return 1;
  const points = [...curve].sort((a, b) => a.inletC - b.inletC || a.airflowFraction - b.airflowFraction);
  let below = points[0];
  for (const point of points) {
    if (point.inletC > inletC) {
      if (below === undefined || below.inletC > inletC) return point.airflowFraction;
      const share = (inletC - below.inletC) / (point.inletC - below.inletC);
      return below.airflowFraction + share * (point.airflowFraction - below.airflowFraction);
    }
    below = point;
  }
  return below?.airflowFraction ?? 1;
}

/** Power of a fan at a share of its air, as a share of its power: the cube. @throws RangeError below 0 */
export function fanPowerFraction(airflowFraction: number): number {
  if (!(airflowFraction >= 0))
    throw new RangeError(`airflowFraction must be at least 0, but is ${String(airflowFraction)}`);
  return airflowFraction ** 3;
}
