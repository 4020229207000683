import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OverloadError } from './load.js';
import { mdcWait } from './mdc.js';
import { mg1Wait } from './mg1.js';
import { cobhamMeanWaitsS, priorityWait, type PriorityClass } from './priority.js';

const SIMULATION = { requests: 60_000, replications: 12, seed: 3 };

function equal(...ratesPerS: readonly number[]): readonly PriorityClass[] {
  return ratesPerS.map((ratePerS) => ({ ratePerS, services: [{ serviceS: 1, share: 1 }] }));
}

const serviceLists = fc.array(
  fc.record({
    serviceS: fc.double({ min: 0.01, max: 5, noNaN: true }),
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Up to five classes that together load one server to a share below 1. */
const classLists = fc
  .tuple(
    fc.array(fc.record({ weight: fc.double({ min: 0.05, max: 1, noNaN: true }), services: serviceLists }), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.double({ min: 0.01, max: 0.98, noNaN: true }),
  )
  .map(([list, load]): readonly PriorityClass[] => {
    const total = list.reduce((sum, { weight }) => sum + weight, 0);
    return list.map(({ weight, services }) => {
      const shares = services.reduce((sum, { share }) => sum + share, 0);
      const meanS = services.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0) / shares;
      return { ratePerS: ((weight / total) * load) / meanS, services };
    });
  });

function loadOf({ ratePerS, services }: PriorityClass): number {
  const shares = services.reduce((sum, { share }) => sum + share, 0);
  return (ratePerS * services.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0)) / shares;
}

describe('mean waits by priority at one server', () => {
  it('are those of the worked example', () => {
    // W_0 = 0.8 · 1/2 = 0.4; 0.4/0.7 and 0.4/(0.7 · 0.2).
    const [first, second] = cobhamMeanWaitsS(equal(0.3, 0.5));
    expect(first).toBeCloseTo(0.4 / 0.7, 14);
    expect(second).toBeCloseTo(0.4 / 0.14, 13);
  });

  it('of one class are those without priorities', () => {
    fc.assert(
      fc.property(classLists, (classes) => {
        const [one] = classes as [PriorityClass];
        expect(cobhamMeanWaitsS([one])[0]).toBeCloseTo(mg1Wait(one).meanWaitS, 10);
      }),
      { seed: 31 },
    );
  });

  it('conserve the work that waits, Σ ρ_k W_k, whatever the order, and never fall from one class to the next', () => {
    fc.assert(
      fc.property(classLists, (classes) => {
        const work = (list: readonly PriorityClass[]) => {
          const waits = cobhamMeanWaitsS(list);
          return list.reduce((sum, one, k) => sum + loadOf(one) * (waits[k] ?? NaN), 0);
        };
        const rest = classes.reduce((sum, { ratePerS, services }) => {
          const shares = services.reduce((all, { share }) => all + share, 0);
          return (
            sum +
            (ratePerS * services.reduce((all, { serviceS, share }) => all + serviceS ** 2 * share, 0)) / shares / 2
          );
        }, 0);
        const load = classes.reduce((sum, one) => sum + loadOf(one), 0);
        const expected = (load * rest) / (1 - load);
        expect(work(classes) / expected).toBeCloseTo(1, 9);
        expect(work([...classes].reverse()) / expected).toBeCloseTo(1, 9);
        const waits = cobhamMeanWaitsS(classes);
        waits.forEach((wait, k) => {
          if (k > 0) expect(wait).toBeGreaterThan(waits[k - 1] ?? NaN);
        });
      }),
      { seed: 32 },
    );
  });

  it('stay finite for the important where the server is overloaded, and starve the rest', () => {
    // The second class keeps the server busy 70 % of the time with services of 2 s: W_0 = 0.15 + 0.7 · 4/4 = 0.85.
    const classes = [
      { ratePerS: 0.3, services: [{ serviceS: 1, share: 1 }] },
      { ratePerS: 9, services: [{ serviceS: 2, share: 1 }] },
      { ratePerS: 0.1, services: [{ serviceS: 1, share: 1 }] },
    ];
    const waits = cobhamMeanWaitsS(classes);
    expect(waits[0]).toBeCloseTo(0.85 / 0.7, 12);
    expect(waits.slice(1)).toEqual([null, null]);
    expect(cobhamMeanWaitsS(equal(0.5, 0.5))[1]).toBeNull();
  });
});

describe('waits by priority', () => {
  it('of one server have exact means, of which a simulation says the same', () => {
    const classes = [
      {
        ratePerS: 0.5,
        services: [
          { serviceS: 0.2, share: 0.8 },
          { serviceS: 0.9, share: 0.2 },
        ],
      },
      { ratePerS: 0.3, services: [{ serviceS: 1.5, share: 1 }] },
    ];
    const answer = priorityWait({ classes, servers: 1, simulation: SIMULATION });
    expect(answer.method.kind).toBe('exact');
    expect(answer.quantileMethod.kind).toBe('simulated');
    expect(answer.classes.map(({ meanWaitS }) => meanWaitS)).toEqual(cobhamMeanWaitsS(classes));
    // An arrival waits when the server is busy (PASTA), whatever its class.
    for (const { probabilityOfWaiting, intervals } of answer.classes) {
      const { lower = NaN, upper = NaN } = intervals['probabilityOfWaiting'] ?? {};
      expect(Math.abs(probabilityOfWaiting - answer.utilization)).toBeLessThan(upper - lower);
      expect(intervals['meanWaitS']).toBeUndefined();
    }
  });

  it('of several servers with equal services add up to the exact mean of M/D/c', () => {
    const classes = equal(2, 3, 2.2);
    const answer = priorityWait({ classes, servers: 9, simulation: SIMULATION });
    const exact = mdcWait({ ratePerS: 7.2, serviceS: 1, servers: 9 });
    expect(answer.meanWaitS).toBe(exact.meanWaitS);
    expect([answer.method.kind, answer.overallMethod.kind]).toEqual(['simulated', 'exact']);
    const sum = answer.classes.reduce((all, { meanWaitS, ratePerS }) => all + meanWaitS * ratePerS, 0) / 7.2;
    const half = answer.classes.reduce((all, { intervals, ratePerS }) => {
      const { lower = NaN, upper = NaN } = intervals['meanWaitS'] ?? {};
      return all + (ratePerS / 7.2) * ((upper - lower) / 2);
    }, 0);
    expect(Math.abs(sum - exact.meanWaitS)).toBeLessThan(2 * half);
    const [first, second, third] = answer.classes.map(({ waitQuantilesS }) => waitQuantilesS.p99);
    expect(first).toBeLessThan(second ?? NaN);
    expect(second).toBeLessThan(third ?? NaN);
  });

  it('are refused at an overload, and for what is no class', () => {
    const ask =
      (classes: readonly PriorityClass[], servers = 1) =>
      () =>
        priorityWait({ classes, servers, simulation: SIMULATION });
    expect(ask(equal(0.5, 0.5))).toThrow(OverloadError);
    expect(ask([])).toThrow('at least one class');
    expect(ask(equal(0.5, NaN))).toThrow('ratePerS must be a finite number above 0, but is NaN');
    // One in 50 million requests: no replication draws one, and 0 s would be less than its service time.
    expect(ask(equal(0.5, 1e-8))).toThrow('requests of class 2');
    expect(ask(equal(0.5), 0)).toThrow('servers must be a whole number of at least 1');
  });
});
