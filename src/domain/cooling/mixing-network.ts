import { requireFinite, requireNotNegative, requirePositive } from '../range.js';

/** One rack in a mixing network. Flows of air are heat capacity rates, W/K: ρ·cp·V̇. */
export interface MixingRack {
  /** Air through the rack, W/K, above 0. */
  readonly flowWPerK: number;
  /** Heat that it adds to that air, W, at least 0. */
  readonly heatW: number;
  /** Share of its inlet air that comes from its own hot side, 0 to 1. */
  readonly recirculatedFraction: number;
  /** Temperature of the supply that the rest of its inlet air is, °C. */
  readonly supplyC: number;
}

/** Air that two hot sides give each other, as much each way, W/K. */
export interface HotExchange {
  readonly a: number;
  readonly b: number;
  readonly flowWPerK: number;
}

export interface MixedRack {
  /** °C; null where no supply reaches the air that recirculates here: it warms without limit. */
  readonly inletC: number | null;
  /** Of the air behind the rack, after it has mixed with that behind its neighbours. */
  readonly hotSideC: number | null;
}

/** Relative residual at which the solution is exact enough for 1e-9 K. */
const TOLERANCE = 1e-13;

/**
 * Inlet temperatures of racks whose air mixes on the hot side, in the steady state.
 *
 * Each rack i draws an inlet mixture T_i = (1 − r_i)·T_s,i + r_i·H_i and blows C_i at T_i + q_i/C_i into its hot side, which
 * exchanges X_ij with those of its neighbours; r_i·C_i of the hot side goes back to the inlet, the rest to the return:
 *
 *   C_i·(T_i + q_i/C_i) + Σ_j X_ij·H_j = (C_i + Σ_j X_ij)·H_i
 *
 * so that with θ = H − T_s of the coldest supply a symmetric, diagonally dominant system remains, solved by conjugate
 * gradients. Its matrix is an M-matrix: more heat or more recirculation anywhere never cools an inlet.
 *
 * Source: energy balance of well-mixed zones (ASHRAE Handbook Fundamentals, multizone airflow and contaminant transport);
 * of one rack alone, or of equal racks, it is r/(1 − r)·ΔT above the supply.
 *
 * @throws RangeError naming the parameter out of range
 */
export function mixRacks(racks: readonly MixingRack[], exchanges: readonly HotExchange[]): readonly MixedRack[] {
  for (const { flowWPerK, heatW, recirculatedFraction, supplyC } of racks) {
    requirePositive({ flowWPerK });
    requireNotNegative({ heatW, recirculatedFraction });
    requireFinite({ supplyC });
    if (recirculatedFraction > 1)
      throw new RangeError(`recirculatedFraction must be at most 1, but is ${String(recirculatedFraction)}`);
  }
  for (const { flowWPerK } of exchanges) requireNotNegative({ flowWPerK });
  const open = reachedBySupply(racks, exchanges);
  const coldestC = racks.reduce((least, { supplyC }) => Math.min(least, supplyC), Infinity);
  const diagonal = new Float64Array(racks.length);
  const source = new Float64Array(racks.length);
  racks.forEach(({ flowWPerK, heatW, recirculatedFraction, supplyC }, i) => {
    if (open[i] !== true) {
      diagonal[i] = 1;
      return;
    }
    const fresh = flowWPerK * (1 - recirculatedFraction);
    diagonal[i] = fresh;
    source[i] = heatW + fresh * (supplyC - coldestC);
  });
  const links = exchanges.filter(
    ({ a, b, flowWPerK }) => flowWPerK > 0 && a !== b && open[a] === true && open[b] === true,
  );
  for (const { a, b, flowWPerK } of links) {
    diagonal[a] = (diagonal[a] ?? 0) + flowWPerK;
    diagonal[b] = (diagonal[b] ?? 0) + flowWPerK;
  }
  const above = conjugateGradients(diagonal, links, source);
  return racks.map(({ recirculatedFraction: r, supplyC }, i) => {
    if (open[i] !== true) return { inletC: r === 0 ? supplyC : null, hotSideC: null };
    const hotSideC = coldestC + (above[i] ?? 0);
    return { inletC: supplyC + r * (hotSideC - supplyC), hotSideC };
  });
}

/** Racks whose hot side some supply reaches, through the rack itself or through its neighbours. */
function reachedBySupply(racks: readonly MixingRack[], exchanges: readonly HotExchange[]): readonly boolean[] {
  const reached = racks.map(({ recirculatedFraction }) => recirculatedFraction < 1);
  const neighbours = new Map<number, number[]>();
  for (const { a, b, flowWPerK } of exchanges) {
    if (flowWPerK === 0) continue;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = neighbours.get(from) ?? [];
      if (list.length === 0) neighbours.set(from, list);
      list.push(to);
    }
  }
  const queue = reached.flatMap((is, i) => (is ? [i] : []));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const other of neighbours.get(next) ?? []) {
      if (reached[other] === true) continue;
      reached[other] = true;
      queue.push(other);
    }
  }
  return reached;
}

/** Solves (D − X)·x = b for a symmetric, diagonally dominant matrix, with its diagonal as preconditioner. */
function conjugateGradients(diagonal: Float64Array, links: readonly HotExchange[], source: Float64Array): Float64Array {
  const n = source.length;
  const x = new Float64Array(n);
  const residual = Float64Array.from(source);
  const scaled = residual.map((value, i) => value / (diagonal[i] ?? 1));
  const direction = Float64Array.from(scaled);
  const image = new Float64Array(n);
  let squared = dot(residual, scaled);
  const enough = squared * TOLERANCE * TOLERANCE;
  for (let step = 0; step < 4 * n + 50 && squared > enough; step += 1) {
    for (let i = 0; i < n; i += 1) image[i] = (diagonal[i] ?? 0) * (direction[i] ?? 0);
    for (const { a, b, flowWPerK } of links) {
      image[a] = (image[a] ?? 0) - flowWPerK * (direction[b] ?? 0);
      image[b] = (image[b] ?? 0) - flowWPerK * (direction[a] ?? 0);
    }
    const length = squared / dot(direction, image);
    for (let i = 0; i < n; i += 1) {
      x[i] = (x[i] ?? 0) + length * (direction[i] ?? 0);
      residual[i] = (residual[i] ?? 0) - length * (image[i] ?? 0);
      scaled[i] = (residual[i] ?? 0) / (diagonal[i] ?? 1);
    }
    const next = dot(residual, scaled);
    const share = next / squared;
    squared = next;
    for (let i = 0; i < n; i += 1) direction[i] = (scaled[i] ?? 0) + share * (direction[i] ?? 0);
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
