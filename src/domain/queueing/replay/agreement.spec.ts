/**
 * The replay against every exact law that there is, as a planner would run it: default warm-up, default quantiles. Where both
 * disagree one of them is wrong, and neither was made from the other.
 */
import { describe, expect, it } from '@jest/globals';
import { answerQueue, replayOf } from '../answer.js';
import { batchWait } from '../batch.js';
import { mdcWait } from '../mdc.js';
import { mg1Wait } from '../mg1.js';
import type { QueueQuestion } from '../question.js';
import { waitQuantileS } from '../wait-law.js';
import type { Estimate } from './estimate.js';
import { ROUTINGS } from './policy.js';
import { replay } from './replay.js';

const SIMULATION = { requests: 60_000, replications: 24, seed: 5 };

const ONE_SECOND = [{ serviceS: 1, share: 1 }];
const MIX = [
  { serviceS: 0.2, share: 0.8 },
  { serviceS: 0.9, share: 0.15 },
  { serviceS: 3.5, share: 0.05 },
];

function poisson(ratePerS: number) {
  return { kind: 'poisson', ratePerS } as const;
}

const QUESTIONS: readonly (readonly [string, Omit<QueueQuestion, 'simulation'>])[] = [
  ['M/D/1 at ρ = 0.3', { arrivals: poisson(0.3), services: ONE_SECOND, servers: 1 }],
  ['M/D/1 at ρ = 0.8', { arrivals: poisson(0.8), services: ONE_SECOND, servers: 1 }],
  ['M/D/4 at ρ = 0.6', { arrivals: poisson(2.4), services: ONE_SECOND, servers: 4 }],
  ['M/D/9 at ρ = 0.9', { arrivals: poisson(8.1), services: ONE_SECOND, servers: 9 }],
  ['M/D/72 at ρ = 0.95', { arrivals: poisson(68.4), services: ONE_SECOND, servers: 72 }],
  ['M/G/1 of three buckets at ρ = 0.5', { arrivals: poisson(0.5 / 0.47), services: MIX, servers: 1 }],
  ['M/G/1 of three buckets at ρ = 0.8', { arrivals: poisson(0.8 / 0.47), services: MIX, servers: 1 }],
  ['M/D/1/3 at ρ = 0.8', { arrivals: poisson(0.8), services: ONE_SECOND, servers: 1, capacity: 3 }],
  ['M/D/1/8 at ρ = 1.25', { arrivals: poisson(1.25), services: ONE_SECOND, servers: 1, capacity: 8 }],
  ['M/D/6/6 at ρ = 1', { arrivals: poisson(6), services: ONE_SECOND, servers: 6, capacity: 6 }],
  ['M/G/3/3 of three buckets', { arrivals: poisson(3 / 0.47), services: MIX, servers: 3, capacity: 3 }],
  [
    'M/D/1 accepting waits of 5 s at ρ = 0.9',
    { arrivals: poisson(0.9), services: ONE_SECOND, servers: 1, maxWaitS: 5 },
  ],
  [
    'M/D/1 accepting waits of 2.5 s at ρ = 1.5',
    { arrivals: poisson(1.5), services: ONE_SECOND, servers: 1, maxWaitS: 2.5 },
  ],
  [
    'M/G/1 accepting waits of 4 s at ρ = 1.1',
    { arrivals: poisson(1.1 / 0.47), services: MIX, servers: 1, maxWaitS: 4 },
  ],
  [
    'batches of 4 at one server',
    { arrivals: { kind: 'batch', ratePerS: 0.6, size: 4, law: 'fixed' }, services: ONE_SECOND, servers: 1 },
  ],
  [
    'geometric batches at one server',
    { arrivals: { kind: 'batch', ratePerS: 0.5, size: 3, law: 'geometric' }, services: ONE_SECOND, servers: 1 },
  ],
  [
    'geometric batches at nine servers',
    { arrivals: { kind: 'batch', ratePerS: 6.3, size: 4, law: 'geometric' }, services: ONE_SECOND, servers: 9 },
  ],
  [
    'batches of 4 at nine servers',
    { arrivals: { kind: 'batch', ratePerS: 7.2, size: 4, law: 'fixed' }, services: ONE_SECOND, servers: 9 },
  ],
  [
    'bursts of two rates',
    {
      arrivals: { kind: 'mmpp', rate1PerS: 0.9, rate2PerS: 0.3, leave1PerS: 0.1, leave2PerS: 0.2 },
      services: ONE_SECOND,
      servers: 1,
    },
  ],
  [
    'arrivals that pause',
    {
      arrivals: { kind: 'mmpp', rate1PerS: 1.2, rate2PerS: 0, leave1PerS: 0.2, leave2PerS: 0.2 },
      services: ONE_SECOND,
      servers: 1,
    },
  ],
  [
    'gaps of four stages',
    { arrivals: { kind: 'renewal', ratePerS: 0.8, scv: 0.25 }, services: ONE_SECOND, servers: 1 },
  ],
  [
    'gaps of two stages at three servers',
    { arrivals: { kind: 'renewal', ratePerS: 2.5, scv: 0.5 }, services: ONE_SECOND, servers: 3 },
  ],
];

/** Half intervals between a simulated and an exact value, the simulated one's. */
function distance({ value, halfWidth }: Estimate, exact: number): number {
  if (value === exact) return 0;
  return Math.abs(value - exact) / Math.max(halfWidth ?? 0, 1e-12 * Math.abs(exact));
}

const distances: number[] = [];

/** 23 degrees of freedom: 3 half intervals are missed by chance once in 500,000. */
function expectNear(found: Estimate, exact: number): void {
  const apart = distance(found, exact);
  distances.push(apart);
  expect(apart).toBeLessThan(3);
}

describe('a replay', () => {
  it.each(QUESTIONS)('agrees with the exact answer for %s', (_name, asked) => {
    const question = { ...asked, simulation: SIMULATION };
    const exact = answerQueue(question);
    expect(exact.method.kind).toBe('exact');
    const found = replay(replayOf(question));
    expectNear(found.meanWaitS, exact.meanWaitS);
    expectNear(found.probabilityOfWaiting, exact.probabilityOfWaiting);
    expectNear(found.lossProbability, exact.lossProbability);
    expectNear(found.waitQuantilesS.p90, exact.waitQuantilesS.p90);
    expectNear(found.waitQuantilesS.p99, exact.waitQuantilesS.p99);
    expectNear(found.latencyQuantilesS.p99, exact.latencyQuantilesS.p99);
    expectNear(found.utilization, exact.utilization);
    // Narrow enough to say something.
    expect(found.meanWaitS.halfWidth ?? Infinity).toBeLessThan(0.1 * exact.meanWaitS + 1e-12);
  });

  it('of nine servers under each routing agrees with the law that is exactly equal to it', () => {
    const central = mdcWait({ ratePerS: 7.2, serviceS: 1, servers: 9 });
    const alone = mdcWait({ ratePerS: 0.8, serviceS: 1, servers: 1 });
    for (const routing of ROUTINGS) {
      const law = routing === 'random' ? alone : central;
      if (routing === 'joinShortestQueue' || routing === 'powerOfTwo') continue;
      const traffic = { kind: 'synthetic', arrivals: poisson(7.2), classes: ONE_SECOND, requests: 60_000 } as const;
      const found = replay({ traffic, servers: 9, routing, replications: 24, seed: 6 });
      expectNear(found.meanWaitS, law.meanWaitS);
      expectNear(found.waitQuantilesS.p99, waitQuantileS(law, 0.99));
    }
  });

  it('of mixed services split at random agrees with M/G/1, and so do whole batches at one of the servers with M^X/D/1', () => {
    const traffic = {
      kind: 'synthetic',
      arrivals: poisson(4 * (0.7 / 0.47)),
      classes: MIX,
      requests: 100_000,
    } as const;
    const found = replay({ traffic, servers: 4, routing: 'random', replications: 24, seed: 7 });
    const law = mg1Wait({ ratePerS: 0.7 / 0.47, services: MIX });
    expectNear(found.meanWaitS, law.meanWaitS);
    expectNear(found.waitQuantilesS.p99, waitQuantileS(law, 0.99));
    const batch = batchWait({ ratePerS: 0.7, serviceS: 1, servers: 1, size: 2, law: 'fixed' });
    const arrivals = { kind: 'batch', ratePerS: 0.7, size: 2, law: 'fixed' } as const;
    const batched = replay({
      traffic: { kind: 'synthetic', arrivals, classes: ONE_SECOND, requests: 60_000 },
      servers: 1,
      replications: 24,
      seed: 8,
    });
    expectNear(batched.meanWaitS, batch.meanWaitS);
  });

  it('is within its 95 % interval as often as that says, over all of these', () => {
    const inside = distances.filter((apart) => apart <= 1).length / distances.length;
    expect(distances.length).toBeGreaterThan(150);
    expect(inside).toBeGreaterThan(0.88);
  });
});
