import { describe, expect, it } from '@jest/globals';
import { evidenceFor, type Pool } from './judge.js';
import { recommendationText } from '../drawing/replay-sentences.js';
import { replayedSize } from './replayed-size.js';
import { sizePool, type PoolRequest, type PoolSize } from './size-pool.js';

const objective = { quantile: 0.99, limitS: 2, appliesTo: 'latency' } as const;
/** 20/s of 1 s each, promised within 2 s: 23 replicas by the exact law (reference, sizing table). */
const request: PoolRequest = {
  name: 'llm',
  workloads: [
    {
      name: 'chat',
      ratePerS: 20,
      services: [{ serviceS: 1, share: 1 }],
      trace: null,
      priority: 0,
      objective,
      degraded: objective,
    },
  ],
  slots: 1,
  routing: 'central',
  seed: 1,
  layout: {
    footprint: 'node',
    footprintCount: 1,
    nodesPerRack: 8,
    spareNodesPerRack: 0,
    racksPerPod: 1,
    racksPerSegment: 1,
  },
  failureDomain: 'node',
  failoverTimeS: 5,
  chosenNormal: null,
  chosenDegraded: null,
};
const effort = { replications: 10, resamples: 0, blockS: 60 };

function sizeOf(of: PoolRequest, modelFor = evidenceFor): PoolSize {
  const sizing = sizePool(of, modelFor);
  if (!sizing.ok) throw new Error('impossible');
  return sizing.size;
}

describe('a size beside its replay', () => {
  it('is borne out where an exact law gave it: 24 to build, 23 left', () => {
    const { size, replayed } = replayedSize(request, sizeOf(request), effort);
    expect(size.replicas).toBe(24);
    expect(replayed).toMatchObject({
      traffic: 'synthetic',
      modelReplicas: 24,
      recommendedReplicas: 24,
      recommendedFrom: 'model-and-replay',
      states: [
        { of: 'recommended', state: 'normal', replicas: 24, isBorneOut: true },
        { of: 'recommended', state: 'after-loss', replicas: 23, isBorneOut: true },
      ],
    });
    for (const { model, replay } of replayed.states) {
      const halfWidth = ((replay.wait?.p99HighS ?? 0) - (replay.wait?.p99LowS ?? 0)) / 2;
      // Two half widths: with two states and one seed, 1 in 10,000 would miss.
      expect(Math.abs((replay.wait?.p99S ?? NaN) - (model.wait?.p99S ?? NaN))).toBeLessThan(2 * halfWidth);
    }
    expect(recommendationText(replayed)).toContain('Model and replay agree');
  });

  it('comes from the replay where a model is wrong: one of half the load says 13 and the replay needs 24', () => {
    const halved = (pool: Pool) =>
      evidenceFor({
        ...pool,
        workloads: pool.workloads.map((workload) => ({ ...workload, ratePerS: workload.ratePerS / 2 })),
      });
    const wrong = sizeOf(request, halved);
    expect(wrong.replicas).toBeLessThan(20);
    const { size, replayed } = replayedSize(request, wrong, effort, halved);
    expect(size.replicas).toBeGreaterThanOrEqual(24);
    expect(size.replicas).toBeLessThanOrEqual(25);
    expect(replayed).toMatchObject({
      modelReplicas: wrong.replicas,
      recommendedReplicas: size.replicas,
      recommendedFrom: 'replay',
    });
    expect(replayed.states.map(({ of, isBorneOut }) => [of, isBorneOut])).toEqual([
      ['model', false],
      ['model', false],
      ['recommended', true],
      ['recommended', true],
    ]);
    expect(recommendationText(replayed)).toContain('Model and replay disagree');
  });

  it('comes from the trace where that is burstier than Poisson: ten at once in every 100 s need five, not two', () => {
    // 0.1/s of 1 s: by Poisson two keep 99 % within 2 s; ten at one instant need five so that none waits beyond 1 s.
    const arrivalS = Float64Array.from({ length: 1000 }, (_, i) => 100 * Math.floor(i / 10));
    const traced = {
      ...request,
      workloads: request.workloads.map((workload) => ({
        ...workload,
        ratePerS: 1000 / 9900,
        trace: { arrivalS, serviceS: new Float64Array(1000).fill(1) },
      })),
    };
    const { size, replayed } = replayedSize(traced, sizeOf(traced), { ...effort, resamples: 20 });
    expect(size).toMatchObject({ forNormal: 5, replicas: 6 });
    expect(replayed).toMatchObject({ traffic: 'trace', recommendedReplicas: 6, recommendedFrom: 'replay' });
    expect(replayed.modelReplicas).toBeLessThan(5);
    const [asModelled, , , left] = replayed.states;
    expect(asModelled).toMatchObject({ of: 'model', isBorneOut: false, model: { isMet: true } });
    expect(left).toMatchObject({ replicas: 5, isBorneOut: true, replay: { wait: { p99S: 1 } } });
    expect(left?.resampling?.resamples).toBe(20);
  });
});
