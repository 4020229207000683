import { requireFinite, requirePositive } from '../range.js';
import { pressureRatio } from './air.js';

/** What a cooling unit is rated for. */
export interface UnitRating {
  /** Sensible W at the stated return, water and altitude, above 0. */
  readonly sensibleCapacityW: number;
  /** °C; without it the rating does not follow the return. */
  readonly ratedReturnC?: number | undefined;
  /** Entering water of the rating, °C. */
  readonly ratedWaterC?: number | undefined;
  /** m of the rating; sea level where left out. */
  readonly ratedAltitudeM?: number | undefined;
}

/** How the capacity of a unit follows its return: W = slope·(T_return − T_water), or a fixed capacity. */
export interface UnitCapacity {
  /** W/K above the water; 0 for a fixed capacity. */
  readonly perKelvinW: number;
  readonly waterC: number;
  /** W, where it does not follow the return. */
  readonly fixedW: number;
}

/**
 * The sensible capacity of a unit at an altitude and with the water that it gets, as a function of its return.
 *
 * A chilled-water coil at constant flows has a constant effectiveness ε, so that Q = ε·C·(T_return − T_water) goes with the
 * approach: Q = Q_rated·(T_return − T_water)/(T_return,rated − T_water,rated). Thinner air carries less mass through the same
 * fan, and the coil takes in proportion less: times p(h)/p(h_rated). That is on the safe side, for a coil with less air
 * becomes somewhat more effective.
 *
 * Source: effectiveness–NTU method (Incropera, DeWitt, Fundamentals of Heat and Mass Transfer, ch. 11); pressure by ISO 2533.
 * Range: dry coil, nominal flows. 120 kW at 40 °C and 12 °C water is 102.9 kW at 36 °C: 120·24/28.
 *
 * @param waterC - °C of the water that it gets; without it, or without a rated return, the capacity is as rated
 * @throws RangeError naming the parameter out of range
 */
export function unitCapacity({
  rating: { sensibleCapacityW, ratedReturnC, ratedWaterC, ratedAltitudeM = 0 },
  waterC,
  altitudeM,
}: {
  readonly rating: UnitRating;
  readonly waterC: number | undefined;
  readonly altitudeM: number;
}): UnitCapacity {
  requirePositive({ sensibleCapacityW });
  const derated = sensibleCapacityW * altitudeFactor({ altitudeM, ratedAltitudeM });
  const atRatedC = ratedWaterC ?? waterC;
  if (waterC === undefined || atRatedC === undefined || ratedReturnC === undefined || ratedReturnC <= atRatedC) {
    return { perKelvinW: 0, waterC: 0, fixedW: derated };
  }
  return { perKelvinW: derated / (ratedReturnC - atRatedC), waterC, fixedW: 0 };
}

/** Mass of air in a volume at an altitude against that at the altitude of a rating, at one temperature. */
export function altitudeFactor({
  altitudeM,
  ratedAltitudeM,
}: {
  readonly altitudeM: number;
  readonly ratedAltitudeM: number;
}): number {
  return pressureRatio(altitudeM) / pressureRatio(ratedAltitudeM);
}

/** Capacity at a return temperature, W; 0 where the return is no warmer than the water. */
export function capacityAtW({ perKelvinW, waterC, fixedW }: UnitCapacity, returnC: number): number {
  requireFinite({ returnC });
  return fixedW + perKelvinW * Math.max(0, returnC - waterC);
}

/** A running unit: what it can take, the air that it moves, and the supply to which it regulates. */
export interface RunningUnit {
  /** Null where the type states no capacity: it holds its set point. */
  readonly capacity: UnitCapacity | null;
  /** W/K, above 0. */
  readonly flowWPerK: number;
  readonly setC: number;
}

/** Heat that a unit takes from its return, W: what cools its air to the set point, at most its capacity there. */
export function unitDutyW({ capacity, flowWPerK, setC }: RunningUnit, returnC: number): number {
  const wanted = flowWPerK * Math.max(0, returnC - setC);
  return capacity === null ? wanted : Math.min(wanted, capacityAtW(capacity, returnC));
}

/** °C. Where a hall is hotter than this, nothing in it runs, and formulas of air end. */
const HOTTEST_RETURN_C = 200;

/**
 * The return temperature at which units together take a heat, °C: Σ min(C·(T − T_set), Q(T)) = heat, by bisection, since
 * each term never falls with T.
 *
 * @param heatW - W, at least 0
 * @returns null where they never take it: the hall warms without limit
 */
export function balancedReturnC(units: readonly RunningUnit[], heatW: number): number | null {
  if (units.length === 0) return null;
  const taken = (returnC: number) => units.reduce((sum, unit) => sum + unitDutyW(unit, returnC), 0);
  let low = units.reduce((least, { setC }) => Math.min(least, setC), Infinity);
  if (heatW <= 0) return low;
  let high = HOTTEST_RETURN_C;
  if (taken(high) < heatW) return null;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (taken(middle) < heatW) low = middle;
    else high = middle;
  }
  return high;
}
