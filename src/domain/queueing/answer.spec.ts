import { describe, expect, it } from '@jest/globals';
import { answerQueue } from './answer.js';
import { OverloadError } from './load.js';
import type { QueueQuestion } from './question.js';
import { compareRoutings, splittingCost } from './routing.js';

const MIX_A = [
  { serviceS: 0.2, share: 0.8 },
  { serviceS: 0.9, share: 0.15 },
  { serviceS: 3.5, share: 0.05 },
];

function question(
  ratePerS: number,
  servers: number,
  { services = [{ serviceS: 1, share: 1 }], ...rest }: Partial<QueueQuestion> = {},
): QueueQuestion {
  return {
    arrivals: { kind: 'poisson', ratePerS },
    services,
    servers,
    simulation: { requests: 50_000, replications: 10, seed: 1 },
    ...rest,
  };
}

/** Every number in a value, however deep. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

describe('the answer of a queue', () => {
  it.each([
    ['Poisson, one service time', question(7.2, 9), 'exact', 'M/D/c'],
    ['Poisson, a mixture on one server', question(0.8 / 0.47, 1, { services: MIX_A }), 'exact', 'M/G/1'],
    ['Poisson, a mixture on several servers', question(7.2 / 0.47, 9, { services: MIX_A }), 'simulated', 'replay'],
    ['one server, room for five', question(0.8, 1, { capacity: 5 }), 'exact', 'M/G/1/K'],
    ['nine servers, room for twelve', question(7.2, 9, { capacity: 12 }), 'simulated', 'replay'],
    ['nine servers, nowhere to wait', question(7.2, 9, { capacity: 9 }), 'exact', 'Erlang B'],
    ['refused by predicted wait, overloaded', question(1.5, 1, { maxWaitS: 4 }), 'exact', 'predicted wait'],
    [
      'batches',
      question(0, 9, { arrivals: { kind: 'batch', ratePerS: 7.2, size: 4, law: 'fixed' } }),
      'exact',
      'M^X/D/c',
    ],
    [
      'gaps of four stages',
      question(0, 2, { arrivals: { kind: 'renewal', ratePerS: 1.4, scv: 0.25 } }),
      'exact',
      'E_k/D/c',
    ],
    ['bursty gaps', question(0, 1, { arrivals: { kind: 'renewal', ratePerS: 0.7, scv: 4 } }), 'simulated', 'replay'],
    [
      'bursts on several servers',
      question(0, 2, {
        arrivals: { kind: 'mmpp', rate1PerS: 2, rate2PerS: 0.5, leave1PerS: 0.1, leave2PerS: 0.1 },
      }),
      'simulated',
      'replay',
    ],
  ])('of %s names its method, and holds no number that is none', (_, asked, kind, name) => {
    const answer = answerQueue(asked);
    expect(answer.method.kind).toBe(kind);
    expect(answer.method.name).toContain(name);
    expect(numbersIn(answer).every(Number.isFinite)).toBe(true);
    expect(Object.keys(answer.intervals).length > 0).toBe(kind === 'simulated');
    const { p50, p90, p99, p999 } = answer.waitQuantilesS;
    expect([p50, p90, p99, p999]).toEqual([p50, p90, p99, p999].sort((a, b) => a - b));
  });

  it('of a finite queue for one service time agrees between its two exact methods', () => {
    // M/D/1/5 is acceptance within 4 services: the mean by the embedded chain, and by integrating the accepted tail.
    const byCount = answerQueue(question(0.9, 1, { capacity: 5 }));
    const byWait = answerQueue(question(0.9, 1, { maxWaitS: 4 }));
    expect(byCount.lossProbability).toBeCloseTo(byWait.lossProbability, 12);
    expect(byCount.meanWaitS).toBeCloseTo(byWait.meanWaitS, 9);
    expect(byCount.waitQuantilesS).toEqual(byWait.waitQuantilesS);
  });

  it('of a mixture in a finite queue takes the loss from the exact method and quantiles from a simulation that agrees', () => {
    const answer = answerQueue(question(1.1 / 0.47, 1, { services: MIX_A, capacity: 4 }));
    expect(answer.method.kind).toBe('exact');
    expect(answer.otherMethods).toEqual([
      expect.objectContaining({ figures: ['probabilityOfWaiting', 'waitQuantilesS', 'latencyQuantilesS'] }),
    ]);
    expect(answer.otherMethods[0]?.method.kind).toBe('simulated');
  });

  it('refuses an overload without a limit, and gives the loss with one', () => {
    expect(() => answerQueue(question(9, 9))).toThrow(OverloadError);
    // At twice the load half is lost, and a little more.
    expect(answerQueue(question(2, 1, { capacity: 20 })).lossProbability).toBeCloseTo(0.5, 4);
  });
});

describe('routings compared', () => {
  const simulation = { requests: 50_000, replications: 10, seed: 3 };

  it('are equal to one queue where that is exact, and say so', () => {
    const rows = compareRoutings({ ratePerS: 7.2, services: [{ serviceS: 1, share: 1 }], servers: 9, simulation });
    const p99 = Object.fromEntries(rows.map(({ routing, answer }) => [routing, answer.waitQuantilesS.p99]));
    expect(rows.filter(({ equalTo }) => equalTo === 'central').map(({ routing }) => routing)).toEqual([
      'roundRobin',
      'leastWorkLeft',
      'perBucket',
    ]);
    // The reference at ρ = 0.8: 10.3559 apart, 1.02919 together.
    expect(p99['random']).toBeCloseTo(10.35588679, 7);
    expect(p99['central']).toBeCloseTo(1.02918653893, 9);
    expect(p99['joinShortestQueue']).toBeGreaterThan(1);
    expect(p99['powerOfTwo']).toBeGreaterThan(2);
  });

  it('differ with mixed services, in turn being as bad as nearly random', () => {
    const rows = compareRoutings({ ratePerS: 7.2 / 0.47, services: MIX_A, servers: 9, simulation });
    const p99 = Object.fromEntries(rows.map(({ routing, answer }) => [routing, answer.waitQuantilesS.p99]));
    const order = ['central', 'joinShortestQueue', 'perBucket', 'powerOfTwo', 'roundRobin', 'random'];
    expect(order.map((name) => p99[name])).toEqual(order.map((name) => p99[name]).sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(rows.find(({ routing }) => routing === 'leastWorkLeft')?.equalTo).toBe('central');
  });

  it('cost 148 servers in place of 23 when requests are split at random', () => {
    expect(splittingCost({ ratePerS: 20, serviceS: 1 }, { p: 0.99, waitS: 1 })).toEqual({ central: 23, random: 148 });
  });
});
