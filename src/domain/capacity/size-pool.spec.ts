import { describe, expect, it } from '@jest/globals';
import type { Layout } from './footprint.js';
import { sizePool, utilizationAllowed, type PoolRequest, type PoolSize, type SizedWorkload } from './size-pool.js';

const layout: Layout = {
  footprint: 'node',
  footprintCount: 1,
  nodesPerRack: 8,
  spareNodesPerRack: 0,
  racksPerPod: 3,
  racksPerSegment: 1,
};

const waitWithin = (limitS: number) => ({ quantile: 0.99, limitS, appliesTo: 'wait' }) as const;

function workload(over: Partial<SizedWorkload> = {}): SizedWorkload {
  const objective = over.objective ?? waitWithin(1);
  return {
    name: 'chat',
    ratePerS: 20,
    services: [{ serviceS: 1, share: 1 }],
    trace: null,
    priority: 0,
    objective,
    degraded: objective,
    ...over,
  };
}

function size(over: Partial<PoolRequest> = {}): PoolSize {
  const sizing = sizePool(request(over));
  if (!sizing.ok) throw new Error(JSON.stringify(sizing.impossible));
  return sizing.size;
}

function request(over: Partial<PoolRequest> = {}): PoolRequest {
  return {
    name: 'pool',
    workloads: [workload()],
    slots: 1,
    routing: 'central',
    seed: 1,
    layout,
    failureDomain: null,
    failoverTimeS: 0,
    chosenNormal: null,
    chosenDegraded: null,
    ...over,
  };
}

describe('replicas for equal services', () => {
  it('are 23 behind one queue and 148 when requests are split at random: 20/s of 1 s, 99 % wait at most 1 s', () => {
    expect(size()).toMatchObject({ forNormal: 23, replicas: 23, offered: 20, degraded: null });
    expect(size({ routing: 'least-work-left' }).replicas).toBe(23);
    expect(size({ routing: 'round-robin' }).replicas).toBe(23);
    expect(size({ routing: 'random' }).replicas).toBe(148);
  });

  it('are as many servers in fewer replicas where each serves four at once', () => {
    expect(size({ slots: 4 })).toMatchObject({ replicas: 6, normal: { servers: 24 } });
  });

  it('leave 23 after the loss of a rack of 8, and one node less when only a node is lost', () => {
    // 31 − 8 = 23; 24 − 1 = 23. λ ≤ ρ N μ: 20 ≤ ρ_degraded · 23 · 1, so ρ_degraded is at least 20/23 = 0.8696.
    const rack = size({ failureDomain: 'rack', failoverTimeS: 30 });
    expect(rack).toMatchObject({ replicas: 31, forDegraded: 23, loss: { lasting: 8 }, space: { racks: 4 } });
    expect(rack.highestDegraded).toBeGreaterThan(20 / 23);
    expect(rack.degraded).toMatchObject({ replicas: 23, isMet: true });
    expect(rack.failover?.backlogRequests).toBeCloseTo((8 / 31) * 20 * 30 + 8 * (20 / 31), 9);
    expect(size({ failureDomain: 'node' }).replicas).toBe(24);
    expect(size({ failureDomain: 'node', layout: { ...layout, spareNodesPerRack: 1 } })).toMatchObject({
      replicas: 23,
      loss: { atOnce: 1, lasting: 0 },
    });
  });

  it('have the utilisation of the inverse problem: 72 servers may be loaded to 0.9702 for 99 % within one service', () => {
    // Exact: 0.970246259 (inverse problem, c = 72, w = 1). With λ = 69.8 it needs 72.
    const seventyTwo = size({ workloads: [workload({ ratePerS: 69.8 })] });
    expect(seventyTwo.replicas).toBe(72);
    expect(seventyTwo.highestNormal).toBeCloseTo(0.970246, 3);
  });

  it('are more when the planner chooses to load them less: 20 / 0.5 = 40', () => {
    expect(size({ chosenNormal: 0.5 }).replicas).toBe(40);
    expect(size({ chosenDegraded: 0.5, failureDomain: 'node' }).replicas).toBe(41);
  });

  it('may break a softer promise after the loss, or shed a workload then', () => {
    const soft = size({ failureDomain: 'rack', workloads: [workload({ degraded: waitWithin(4) })] });
    expect(soft.forDegraded).toBeLessThan(23);
    const batch = workload({ name: 'batch', ratePerS: 10, priority: 9, degraded: null });
    const shared = size({ failureDomain: 'rack', workloads: [workload(), batch] });
    expect(shared).toMatchObject({ shedWorkloads: ['batch'], forDegraded: 23 });
    expect(shared.forNormal).toBeGreaterThan(31);
  });
});

describe('replicas that workloads of several priorities share', () => {
  const chat = workload({ name: 'chat', ratePerS: 6, objective: waitWithin(0.5), degraded: null });
  const batch = workload({ name: 'batch', ratePerS: 12, objective: waitWithin(20), degraded: null });
  const sized = (priorities: readonly [number, number], routing: PoolRequest['routing'] = 'central') =>
    size({
      routing,
      workloads: [
        { ...chat, priority: priorities[0] },
        { ...batch, priority: priorities[1] },
      ],
    });

  it('are fewer where the one that may not wait is served first from a central queue, and that is simulated', () => {
    const inTurn = sized([3, 3]);
    const ordered = sized([0, 9]);
    // All 18 in order of arrival: p99(W) ≤ 0.5 for all of them, by the exact law.
    expect(inTurn.normal.method.kind).toBe('exact');
    expect(ordered.normal.method).toMatchObject({ kind: 'simulated' });
    expect(ordered.normal.method.name).toContain('the more important first');
    expect(ordered.replicas).toBeLessThan(inTurn.replicas);
    expect(ordered.replicas).toBeGreaterThanOrEqual(19);
    const [first, second] = ordered.normal.promises;
    expect([first?.isKept, second?.isKept]).toEqual([true, true]);
    expect(first?.valueS).toBeLessThan(second?.valueS ?? NaN);
  });

  it('are those of one order of arrival where each replica has a queue of its own', () => {
    expect(sized([0, 9], 'round-robin').replicas).toBe(sized([3, 3], 'round-robin').replicas);
  });
});

describe('replicas for mixed services', () => {
  const services = [
    { serviceS: 0.25, share: 0.9 },
    { serviceS: 2, share: 0.1 },
  ];

  it('keep a latency over all buckets, with the wait that the simulation is certain of', () => {
    const sized = size({
      workloads: [
        workload({
          services,
          ratePerS: 10,
          objective: { quantile: 0.99, limitS: 2.5, appliesTo: 'latency' },
          degraded: null,
        }),
      ],
    });
    // λ E[S] = 10 · 0.425 = 4.25 servers; the long bucket alone takes 2 s, so it may wait 0.5 s.
    expect(sized.offered).toBeCloseTo(4.25, 9);
    expect(sized.normal.method.kind).toBe('simulated');
    expect(sized.normal.promises[0]).toMatchObject({ isKept: true });
    expect(sized.normal.promises[0]?.certainShare).toBeGreaterThanOrEqual(0.99);
    expect(sized.replicas).toBeGreaterThan(5);
    expect(sized.replicas).toBeLessThan(12);
  });

  it('are judged exactly where each replica has its own queue', () => {
    expect(size({ routing: 'random', workloads: [workload({ services, ratePerS: 2 })] }).normal.method.kind).not.toBe(
      'simulated',
    );
  });

  it('are none where service alone takes longer than is promised', () => {
    const objective = { quantile: 0.99, limitS: 1.9, appliesTo: 'latency' } as const;
    const sizing = sizePool(request({ workloads: [workload({ services, objective, degraded: null })] }));
    expect(sizing).toEqual({ ok: false, impossible: [{ workload: 'chat', objective, shareWithoutWait: 0.9 }] });
  });
});

describe('the utilisation that a state may have', () => {
  it('is the highest that keeps every promise, and no more than was chosen', () => {
    expect(utilizationAllowed(0.95, 0.6)).toBe(0.6);
    expect(utilizationAllowed(0.5, 0.6)).toBe(0.5);
    expect(utilizationAllowed(0.95, null)).toBe(0.95);
  });
});

describe('what cannot be sized', () => {
  it('is refused by its name', () => {
    expect(() => sizePool(request({ workloads: [] }))).toThrow('workloads');
    expect(() => sizePool(request({ workloads: [workload({ ratePerS: 0 })] }))).toThrow('ratePerS');
    expect(() => sizePool(request({ workloads: [workload({ ratePerS: NaN })] }))).toThrow('ratePerS');
    expect(() => sizePool(request({ chosenNormal: 1 }))).toThrow('below 1');
    expect(() => sizePool(request({ slots: 0 }))).toThrow('slots');
    expect(() => sizePool(request({ workloads: [workload({ ratePerS: 1e9 })] }))).toThrow('more than 10000 replicas');
  });
});
