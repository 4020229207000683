import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { failoverOf } from './failover.js';
import { FAILURE_DOMAINS } from '../site/kinds/workload.js';
import { lossOf, spaceFor, type Layout } from './footprint.js';

const lpu: Layout = {
  footprint: 'node',
  footprintCount: 1,
  nodesPerRack: 9,
  spareNodesPerRack: 1,
  racksPerPod: 4,
  racksPerSegment: 2,
};

describe('space of replicas', () => {
  it('fills 8 of the 9 nodes of each rack: 20 replicas in 3 racks, of which 3 nodes are spare', () => {
    expect(spaceFor(lpu, 20)).toEqual({ replicas: 20, nodes: 20, spareNodes: 3, racks: 3, pods: 1 });
  });

  it('takes whole racks for a replica that is larger than one: a 70 B model over 8 racks is one replica', () => {
    const wide: Layout = { ...lpu, footprint: 'rack', footprintCount: 8 };
    expect(spaceFor(wide, 3)).toEqual({ replicas: 3, nodes: 192, spareNodes: 24, racks: 24, pods: 6 });
    // 20 nodes of 8 usable each are 2.5 racks, so 3 are taken.
    expect(spaceFor({ ...lpu, footprintCount: 20 }, 2)).toMatchObject({ nodes: 40, racks: 6 });
    expect(spaceFor({ ...lpu, footprint: 'pod', footprintCount: 2 }, 2)).toMatchObject({
      nodes: 128,
      racks: 16,
      pods: 4,
    });
  });

  it('leaves what is over in a rack unused: 3 replicas of 3 nodes would need 9, but one is spare', () => {
    expect(spaceFor({ ...lpu, footprintCount: 3 }, 3)).toMatchObject({ racks: 2 });
  });

  it('refuses a rack of spares only and counts that are none', () => {
    expect(() => spaceFor({ ...lpu, spareNodesPerRack: 9 }, 1)).toThrow('spareNodesPerRack');
    expect(() => spaceFor({ ...lpu, nodesPerRack: 0 }, 1)).toThrow('nodesPerRack');
  });
});

describe('what a failure domain takes', () => {
  it('is a replica for a node, given back by a spare node of the rack, and all of a rack, a segment or a pod', () => {
    expect(lossOf(lpu, 'node', 40)).toEqual({ atOnce: 1, lasting: 0 });
    expect(lossOf({ ...lpu, spareNodesPerRack: 0 }, 'node', 40)).toEqual({ atOnce: 1, lasting: 1 });
    expect(lossOf(lpu, 'rack', 40)).toEqual({ atOnce: 8, lasting: 8 });
    expect(lossOf(lpu, 'segment', 40)).toEqual({ atOnce: 16, lasting: 16 });
    expect(lossOf(lpu, 'pod', 40)).toEqual({ atOnce: 32, lasting: 32 });
  });

  it('is one replica for a rack of a replica that spans eight, and half a pod holds none', () => {
    const wide: Layout = { ...lpu, footprint: 'rack', footprintCount: 8 };
    expect(lossOf(wide, 'rack', 3)).toEqual({ atOnce: 1, lasting: 1 });
    expect(lossOf(wide, 'pod', 3)).toEqual({ atOnce: 1, lasting: 1 });
    // Replicas of 3 racks in pods of 4: the second pod holds the end of one, all of the next and the start of a third.
    expect(lossOf({ ...lpu, footprint: 'rack', footprintCount: 3 }, 'pod', 9)).toEqual({ atOnce: 2, lasting: 2 });
  });

  it('never takes more than there is, and a larger domain never takes less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('node', 'rack', 'pod'),
        (replicas, footprintCount, footprint) => {
          const layout = { ...lpu, footprint, footprintCount } as Layout;
          const losses = FAILURE_DOMAINS.map((domain) => lossOf(layout, domain, replicas).atOnce);
          losses.forEach((loss, i) => {
            expect(loss).toBeLessThanOrEqual(replicas);
            if (domainAt(i) !== 'rack') expect(loss).toBeGreaterThanOrEqual(losses[i - 1] ?? 0);
          });
        },
      ),
      { seed: 45 },
    );
  });
});

/** A rack may be smaller than a segment of several. */
const domainAt = (i: number) => FAILURE_DOMAINS[i];

describe('failover', () => {
  it('sends a ninth of the traffic nowhere for 30 s and works it off in 31 s', () => {
    // λ 57.6/s on 72 servers of 1 s. B = 57.6/9·30 + 8·0.8 = 198.4; 64 left: 198.4/6.4 = 31 s; 30 + 198.4/64 = 33.1 s; 198.4/64 = 3.1 each.
    const failover = failoverOf({
      ratePerS: 57.6,
      meanServiceS: 1,
      replicas: 72,
      slots: 1,
      lost: 8,
      failoverTimeS: 30,
    });
    expect(failover.backlogRequests).toBeCloseTo(198.4, 9);
    expect(failover.drainS).toBeCloseTo(31, 9);
    expect(failover.worstWaitS).toBeCloseTo(33.1, 9);
    expect(failover).toMatchObject({ queueCapPerReplica: 4, growthPerS: 0 });
  });

  it('never drains where what is left is too little: 9 racks less 1 at ρ 0.95 fall behind by 4.4/s', () => {
    const failover = failoverOf({
      ratePerS: 68.4,
      meanServiceS: 1,
      replicas: 72,
      slots: 1,
      lost: 8,
      failoverTimeS: 30,
    });
    expect(failover.drainS).toBeNull();
    expect(failover.growthPerS).toBeCloseTo(4.4, 9);
  });

  it('says of the loss of all that nothing is left, and of the loss of none that nothing happens', () => {
    const all = { ratePerS: 1, meanServiceS: 1, replicas: 2, slots: 1, failoverTimeS: 5 };
    expect(failoverOf({ ...all, lost: 2 })).toMatchObject({ drainS: null, worstWaitS: null, queueCapPerReplica: null });
    expect(failoverOf({ ...all, lost: 0 })).toEqual({
      backlogRequests: 0,
      drainS: 0,
      worstWaitS: 0,
      queueCapPerReplica: 0,
      growthPerS: 0,
    });
  });
});
