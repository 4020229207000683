import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mdcWait } from '../mdc.js';
import { waitQuantileS } from '../wait-law.js';
import { centralWaits } from './central-queue.js';
import { eventWaits } from './event-queue.js';
import { REFUSED } from './policy.js';
import { randomStream } from './random.js';
import { replay, type ReplayInput } from './replay.js';
import { routedWaits } from './routed-queues.js';
import { drawRequests, type Requests } from './traffic.js';

const UNLIMITED = { capacity: Infinity, maxWaitS: Infinity, maxLatencyS: Infinity };

const MIX = [
  { serviceS: 0.2, share: 0.8 },
  { serviceS: 0.9, share: 0.15 },
  { serviceS: 3.5, share: 0.05 },
];

function poisson(utilization: number, servers: number, requests: number, classes = [{ serviceS: 1, share: 1 }]) {
  const meanS = classes.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0);
  const ratePerS = (utilization * servers) / meanS;
  return { kind: 'synthetic', arrivals: { kind: 'poisson', ratePerS }, classes, requests } as const;
}

/** Any short list of requests, with ties and idle times. */
const requestLists = fc
  .array(
    fc.record({
      gapS: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })),
      serviceS: fc.double({ min: 0.01, max: 3, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list): Requests => {
    let time = 0;
    return {
      timesS: Float64Array.from(list, ({ gapS }) => (time += gapS)),
      servicesS: Float64Array.from(list, ({ serviceS }) => serviceS),
      classes: new Uint16Array(list.length),
      commonServiceS: null,
    };
  });

describe('a replay', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const input: ReplayInput = { traffic: poisson(0.8, 4, 2000), servers: 4, replications: 3, seed: 1 };
    expect(replay(input)).toEqual(replay(input));
    expect(replay({ ...input, seed: 2 }).meanWaitS).not.toEqual(replay(input).meanWaitS);
  });

  it.each([
    [1, 0.7],
    [8, 0.8],
    [72, 0.95],
  ])(
    'with Poisson arrivals agrees with the exact law within its interval, %i servers at ρ = %d',
    (servers, utilization) => {
      const result = replay({ traffic: poisson(utilization, servers, 200_000), servers, replications: 20, seed: 5 });
      const law = mdcWait({ ratePerS: utilization * servers, serviceS: 1, servers });
      for (const [estimate, exact] of [
        [result.meanWaitS, law.meanWaitS],
        [result.probabilityOfWaiting, law.probabilityOfWaiting],
        [result.waitQuantilesS.p99, waitQuantileS(law, 0.99)],
        [result.utilization, utilization],
      ] as const) {
        expect(estimate.halfWidth).toBeLessThan(0.15 * exact);
        // One interval in twenty misses; one and a half times the interval is missed once in 300.
        expect(Math.abs(estimate.value - exact)).toBeLessThan(1.5 * (estimate.halfWidth ?? 0));
      }
    },
  );

  it('leaves nothing out of a trace, and waits as Lindley’s recursion says by hand', () => {
    // Services of 2 s, arrivals at 0, 1, 3, 10 on one server: starts 0, 2, 4, 10; waits 0, 1, 1, 0.
    const trace = {
      kind: 'trace',
      timesS: Float64Array.of(0, 1, 3, 10),
      servicesS: Float64Array.of(2, 2, 2, 2),
    } as const;
    const result = replay({ traffic: trace, servers: 1, replications: 1, seed: 0 });
    expect(result.requests).toBe(4);
    expect(result.meanWaitS).toEqual({ value: 0.5, halfWidth: null });
    expect(result.waitQuantilesS.p99.value).toBe(1);
  });

  it.each([
    ['states that change between any two requests', { rate1PerS: 1, leave1PerS: 1e15, leave2PerS: 1e15 }, 'poisson'],
    ['a mean rate of almost nothing', { rate1PerS: 1e-300, leave1PerS: 1, leave2PerS: 1 }, 'mean rate'],
    ['a state of requests that never comes', { rate1PerS: 1, leave1PerS: 1e15, leave2PerS: 1e-300 }, 'mean rate'],
  ])('refuses %s, with which the next request would never come', (_, states, words) => {
    const arrivals = { kind: 'mmpp', rate2PerS: 0, ...states } as const;
    const traffic = { ...poisson(0.5, 1, 10), arrivals };
    expect(() => replay({ traffic, servers: 1, replications: 1, seed: 1 })).toThrow(words);
  });

  it('refuses more blocks of a trace than can be drawn, and says how long they must be', () => {
    // 20 s in 10,000,000 blocks are 2e-6 s each.
    const traffic = { kind: 'trace', timesS: Float64Array.of(0, 20), servicesS: Float64Array.of(1, 1) } as const;
    const drawn = (blockS: number) => replay({ traffic: { ...traffic, blockS }, servers: 1, replications: 1, seed: 1 });
    expect(() => drawn(1e-300)).toThrow('traffic.blockS must be at least 0.000002');
    expect(() => drawn(1)).not.toThrow();
  });

  it('tells every defect at once', () => {
    const wrong: ReplayInput = {
      traffic: { ...poisson(0.5, 1, 10), arrivals: { kind: 'poisson', ratePerS: NaN } },
      servers: 0,
      replications: 0,
      seed: 1.5,
    };
    expect(() => replay(wrong)).toThrow(
      /ratePerS must be .* NaN; servers must be .* 0; replications must be .*; seed must be .* 1.5/,
    );
    const unsorted = { kind: 'trace', timesS: Float64Array.of(0, 2, 1), servicesS: Float64Array.of(1, 1, 1) } as const;
    expect(() => replay({ traffic: unsorted, servers: 1, replications: 1, seed: 1 })).toThrow('request 3 is at 1 s');
  });

  it('counts refused requests, and shares add up', () => {
    const result = replay({
      traffic: poisson(1.5, 1, 50_000, MIX),
      servers: 1,
      limits: { maxWaitS: 2 },
      replications: 2,
      seed: 3,
    });
    expect(result.maxWaitS.value).toBeLessThanOrEqual(2);
    expect(result.lossProbability.value).toBeGreaterThan(1 - 1 / 1.5 - 0.02);
    expect(result.classes).toHaveLength(3);
  });
});

describe('routing', () => {
  it('by least work left gives every request the wait of one queue, whatever the services', () => {
    fc.assert(
      fc.property(requestLists, fc.integer({ min: 1, max: 6 }), (requests, servers) => {
        const central = centralWaits(requests, servers, UNLIMITED);
        const own = routedWaits(requests, servers, {
          routing: 'leastWorkLeft',
          limits: UNLIMITED,
          random: randomStream(1, 1),
        });
        central.forEach((wait, i) => expect(own[i]).toBeCloseTo(wait, 10));
      }),
      { seed: 11 },
    );
  });

  it('in turn gives every request the wait of one queue where all services are equal', () => {
    fc.assert(
      fc.property(requestLists, fc.integer({ min: 1, max: 6 }), (list, servers) => {
        const requests = { ...list, servicesS: list.servicesS.map(() => 1.3) };
        const central = centralWaits(requests, servers, UNLIMITED);
        const ring = centralWaits({ ...requests, commonServiceS: 1.3 }, servers, UNLIMITED);
        const random = randomStream(1, 1);
        const own = routedWaits(requests, servers, { routing: 'roundRobin', limits: UNLIMITED, random });
        central.forEach((wait, i) => {
          expect(own[i]).toBeCloseTo(wait, 10);
          expect(ring[i]).toBeCloseTo(wait, 10);
        });
      }),
      { seed: 12 },
    );
  });
});

describe('events one by one', () => {
  it('agree with the recursion of one queue, with and without a limit on those waiting', () => {
    fc.assert(
      fc.property(
        requestLists,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 4 }),
        (requests, servers, cap) => {
          for (const room of [cap, Infinity]) {
            const byEvent = eventWaits(requests, { servers, outages: [], priorities: [0], queueCaps: [room] }).waits;
            const direct = centralWaits(requests, servers, { ...UNLIMITED, capacity: servers + room });
            direct.forEach((wait, i) => expect(byEvent[i]).toBeCloseTo(wait, 9));
          }
        },
      ),
      { seed: 13 },
    );
  });

  it('restart what a lost server worked on, ahead of those who wait', () => {
    // One server, services of 4 s; lost from 1 s to 3 s. The first starts anew at 3 s, the second at 7 s.
    const requests = {
      timesS: Float64Array.of(0, 0.5),
      servicesS: Float64Array.of(4, 4),
      classes: new Uint16Array(2),
      commonServiceS: 4,
    };
    const outages = [{ fromS: 1, untilS: 3, servers: 1 }];
    const run = eventWaits(requests, { servers: 1, outages, priorities: [0], queueCaps: [Infinity] });
    expect([...run.waits]).toEqual([3, 6.5]);
    // Both wait when the server comes back; the second starts 4 s later.
    expect(run.outages).toEqual([{ backlog: 2, drainS: 4 }]);
  });

  it('serve the more important first and refuse the less important where its queue is full', () => {
    // One server busy until 10 s. At 1 s a less important one, at 2 s an important one, at 3 s a less important one.
    const requests = {
      timesS: Float64Array.of(0, 1, 2, 3),
      servicesS: Float64Array.of(10, 5, 5, 5),
      classes: Uint16Array.of(0, 1, 0, 1),
      commonServiceS: null,
    };
    const run = eventWaits(requests, { servers: 1, outages: [], priorities: [0, 1], queueCaps: [Infinity, 2] });
    // The important one starts at 10 s, the other at 15 s; the last finds two waiting.
    expect([...run.waits]).toEqual([0, 14, 8, REFUSED]);
  });
});

describe('drawn requests', () => {
  it('arrive at the rate that was asked for, bursty or not', () => {
    const arrivals = [
      { kind: 'poisson', ratePerS: 5 },
      { kind: 'renewal', ratePerS: 5, scv: 4 },
      { kind: 'renewal', ratePerS: 5, scv: 0.25 },
      { kind: 'batch', ratePerS: 5, size: 4, law: 'fixed' },
      { kind: 'batch', ratePerS: 5, size: 4, law: 'geometric' },
      // Half of the time at 8, half at 2.
      { kind: 'mmpp', rate1PerS: 8, rate2PerS: 2, leave1PerS: 0.5, leave2PerS: 0.5 },
    ] as const;
    for (const one of arrivals) {
      const traffic = { kind: 'synthetic', arrivals: one, classes: MIX, requests: 200_000 } as const;
      const { timesS, servicesS } = drawRequests(traffic, randomStream(9, 1));
      expect(Math.abs(200_000 / (timesS.at(-1) ?? NaN) - 5)).toBeLessThan(0.1);
      const meanS = servicesS.reduce((sum, one) => sum + one, 0) / 200_000;
      expect(Math.abs(meanS - 0.47)).toBeLessThan(0.01);
    }
  });

  it('of a resampled trace are its own blocks in order of time', () => {
    const timesS = Float64Array.from({ length: 500 }, (_, i) => 100 + i + (i % 7) / 10);
    const trace = { kind: 'trace', timesS, servicesS: timesS.map((t) => t / 1000), blockS: 50 } as const;
    const { timesS: drawn, servicesS } = drawRequests(trace, randomStream(4, 2));
    expect(Math.abs(drawn.length - 500)).toBeLessThan(30);
    expect(drawn.every((time, i) => i === 0 || time >= (drawn[i - 1] ?? 0))).toBe(true);
    expect(servicesS.every((service) => trace.servicesS.includes(service))).toBe(true);
  });
});
