import { requireFinite, requireNotNegative, requirePositive } from '../range.js';

/** J/(kg·K). Steel 490, electronics 500 to 900: what a rack with its devices stores at least. */
export const EQUIPMENT_HEAT_J_PER_KG_K = 500;
/**
 * Heat transfer between equipment and the air that passes through it, as a share of the heat capacity rate of that air: 0.7
 * is an effectiveness of 1 − e^−0.7 = 0.5. Range 0.3 to 2.
 */
export const EQUIPMENT_COUPLING = 0.7;

/** What stores heat in a room without cooling. */
export interface ThermalMass {
  /** J/K of the air, above 0. */
  readonly airJPerK: number;
  /** J/K of racks and devices, at least 0. */
  readonly massJPerK: number;
  /** W/K between them, at least 0. */
  readonly couplingWPerK: number;
}

/**
 * How much warmer than at the start the air of a room is, a time after its cooling stopped, K.
 *
 * Two lumps, the air with all the heat and the mass that it warms: Ca·θa' = Q − hA·(θa − θm), Cm·θm' = hA·(θa − θm). With
 * C = Ca + Cm and τ = Ca·Cm/(hA·C): θa = Q·t/C + Q·Cm²/(hA·C²)·(1 − e^(−t/τ)). It starts with Q/Ca, the air alone, and ends with
 * Q/C. Walls and floor are left out, which is on the safe side; fans of the devices must go on running.
 *
 * Source: K. Khankari, "Rate of heating analysis of data centers during power shutdown", ASHRAE Transactions 117(1), 2011: a
 * rate that decays from a maximum to a minimum with one time constant.
 *
 * @param heatW - W, at least 0
 * @param timeS - s, at least 0
 * @throws RangeError naming the parameter out of range
 */
export function riseWithoutCoolingK({
  heatW,
  timeS,
  mass,
}: {
  readonly heatW: number;
  readonly timeS: number;
  readonly mass: ThermalMass;
}): number {
  const { airJPerK: air, massJPerK, couplingWPerK } = mass;
  requireNotNegative({ heatW, timeS, massJPerK, couplingWPerK });
  requirePositive({ airJPerK: air });
  if (massJPerK === 0 || couplingWPerK === 0) return (heatW * timeS) / air;
  const whole = air + massJPerK;
  const timeConstantS = (air * massJPerK) / (couplingWPerK * whole);
  return (
    (heatW * timeS) / whole +
    ((heatW * massJPerK ** 2) / (couplingWPerK * whole ** 2)) * -Math.expm1(-timeS / timeConstantS)
  );
}

/**
 * How long the air takes to warm by a rise without cooling, s: the inverse of {@link riseWithoutCoolingK}, by bisection.
 *
 * @returns 0 where the rise is not above 0, Infinity without heat
 * @throws RangeError naming the parameter out of range
 */
export function timeToRiseS({
  heatW,
  riseK,
  mass,
}: {
  readonly heatW: number;
  readonly riseK: number;
  readonly mass: ThermalMass;
}): number {
  requireFinite({ riseK });
  requireNotNegative({ heatW });
  if (riseK <= 0) return 0;
  if (heatW === 0) return Infinity;
  let [low, high] = [0, ((mass.airJPerK + mass.massJPerK) * riseK) / heatW];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (riseWithoutCoolingK({ heatW, timeS: middle, mass }) < riseK) low = middle;
    else high = middle;
  }
  return high;
}
