import { judge, offeredLoad, type Evidence } from './judge.js';

/** One point of the headroom curve. */
export interface HeadroomPoint {
  readonly utilization: number;
  readonly waitP99S: number;
  readonly waitP99LowS: number;
  readonly waitP99HighS: number;
}

/** Utilisations at which the curve is calculated, closer to each other near the knee. */
const STEPS = [
  0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.84, 0.88, 0.91, 0.94, 0.96, 0.98,
] as const;

/**
 * p99 of the wait against utilisation for a number of replicas, the same traffic coming slower and faster.
 *
 * @param also - utilisations that the curve is wanted at beside its own
 */
export function headroomCurve(
  evidence: Evidence,
  replicas: number,
  also: readonly number[] = [],
): readonly HeadroomPoint[] {
  const { pool } = evidence;
  // A curve wants less certainty than a size.
  const rough = evidence.kind === 'simulated' ? { ...evidence, timelines: evidence.timelines.slice(0, 3) } : evidence;
  const atPeak = offeredLoad(pool.workloads).offered / (replicas * pool.slots);
  const steps = [...new Set([...STEPS, ...also])].filter((step) => step > 0).sort((a, b) => a - b);
  return steps.flatMap((utilization) => {
    const { wait } = judge(rough, replicas, utilization / atPeak);
    if (wait === null) return [];
    return [{ utilization, waitP99S: wait.p99S, waitP99LowS: wait.p99LowS, waitP99HighS: wait.p99HighS }];
  });
}
