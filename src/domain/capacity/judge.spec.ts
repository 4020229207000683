import { describe, expect, it } from '@jest/globals';
import { evidenceFor, judge, type PooledWorkload } from './judge.js';

const workload = (name: string, ratePerS: number): PooledWorkload => ({
  name,
  ratePerS,
  services: [
    { serviceS: 0.2, share: 0.9 },
    { serviceS: 1, share: 0.1 },
  ],
  trace: null,
  objective: { quantile: 0.9, limitS: 5, appliesTo: 'latency' },
});
const judged = (rareRatePerS: number) =>
  judge(
    evidenceFor(
      { workloads: [workload('chat', 10), workload('rare', rareRatePerS)], slots: 1, routing: 'central', seed: 1 },
      { replications: 2, requests: 1000 },
    ),
    8,
  ).promises[1];

describe('the promise to a rare workload of a shared pool', () => {
  it('is judged on requests of its own, one in 5,000 of all', () => {
    const { valueS, isKept, share } = judged(0.002) ?? {};
    expect(valueS).toBeGreaterThanOrEqual(0.2);
    expect([isKept, share]).toEqual([true, 1]);
  });

  it('is not kept by a simulation in which none of its requests arrives', () => {
    expect(judged(1e-10)).toMatchObject({ valueS: null, isKept: false, share: 0 });
  });
});
