import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OverloadError } from './load.js';
import { mdcWait } from './mdc.js';
import { mmppWait, type ModulatedQueue } from './mmpp.js';
import { waitQuantileS } from './wait-law.js';

const leaves = fc.double({ min: 0.01, max: 2, noNaN: true });
/** Two rates of any ratio whose mean loads the server to a share below 1. */
const queues = fc
  .record({
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
    leave1PerS: leaves,
    leave2PerS: leaves,
    utilization: fc.double({ min: 0.02, max: 0.9, noNaN: true }),
  })
  .map(({ weight, leave1PerS, leave2PerS, utilization }): ModulatedQueue => {
    const mean = (weight * leave2PerS + (1 - weight) * leave1PerS) / (leave1PerS + leave2PerS);
    const by = utilization / mean;
    return { rate1PerS: weight * by, rate2PerS: (1 - weight) * by, leave1PerS, leave2PerS, serviceS: 1 };
  })
  .filter(({ rate1PerS, rate2PerS }) => Math.max(rate1PerS, rate2PerS) < 6);

describe('the wait of arrivals at two rates', () => {
  it('that are equal is that of M/D/1', () => {
    fc.assert(
      fc.property(queues, ({ leave1PerS, leave2PerS, rate1PerS }) => {
        const rate = Math.min(0.95, Math.max(0.01, rate1PerS));
        const law = mmppWait({ rate1PerS: rate, rate2PerS: rate, leave1PerS, leave2PerS, serviceS: 1 });
        const single = mdcWait({ ratePerS: rate, serviceS: 1, servers: 1 });
        expect(law.meanWaitS / single.meanWaitS).toBeCloseTo(1, 8);
        for (const t of [0, 0.4, 1, 3.7])
          if (single.tail(t) > 1e-13) expect(law.tail(t) / single.tail(t)).toBeCloseTo(1, 8);
      }),
      { seed: 61, numRuns: 25 },
    );
  });

  it('does not depend on which state is called the first, nor on the unit of time', () => {
    fc.assert(
      fc.property(queues, fc.double({ min: 0.01, max: 100, noNaN: true }), (queue, unit) => {
        const law = mmppWait(queue);
        const swapped = mmppWait({
          rate1PerS: queue.rate2PerS,
          rate2PerS: queue.rate1PerS,
          leave1PerS: queue.leave2PerS,
          leave2PerS: queue.leave1PerS,
          serviceS: 1,
        });
        const slower = mmppWait({
          rate1PerS: queue.rate1PerS / unit,
          rate2PerS: queue.rate2PerS / unit,
          leave1PerS: queue.leave1PerS / unit,
          leave2PerS: queue.leave2PerS / unit,
          serviceS: unit,
        });
        expect(swapped.meanWaitS / law.meanWaitS).toBeCloseTo(1, 8);
        expect(slower.meanWaitS / (unit * law.meanWaitS)).toBeCloseTo(1, 8);
        expect(swapped.tail(1.3) / law.tail(1.3)).toBeCloseTo(1, 8);
      }),
      { seed: 62, numRuns: 20 },
    );
  });

  it('has a tail from 0 to 1 that never rises, lies on average above that of Poisson arrivals, and integrates to the mean', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        const law = mmppWait(queue);
        const { utilization } = law;
        expect(law.meanWaitS).toBeGreaterThanOrEqual(
          mdcWait({ ratePerS: utilization, serviceS: 1, servers: 1 }).meanWaitS * (1 - 1e-9),
        );
        let before = 1;
        let integral = 0;
        let cell = 0;
        for (; cell < 100 && before > 1e-8; cell++) {
          for (let k = 0; k <= 16; k++) {
            const tail = law.tail(cell + (k === 16 ? 1 - 1e-12 : k / 16));
            expect(tail).toBeLessThanOrEqual(before * (1 + 1e-11) + 1e-15);
            before = tail;
            integral += (tail * (k === 0 || k === 16 ? 1 : k % 2 === 0 ? 2 : 4)) / (3 * 16);
          }
        }
        if (before <= 1e-8) expect(integral / law.meanWaitS).toBeCloseTo(1, 4);
        else expect(integral).toBeLessThan(law.meanWaitS);
      }),
      { seed: 63, numRuns: 10 },
    );
  });

  it('of a long burst beyond what can be served is about that of the fluid', () => {
    // 1.5/s for 1,000 s on average, then 0.3/s for as long: the backlog grows by 0.5/s and falls by 0.7/s.
    const law = mmppWait({ rate1PerS: 1.5, rate2PerS: 0.3, leave1PerS: 1e-3, leave2PerS: 1e-3, serviceS: 1 });
    // Fluid: up with slope 0.5, down with slope 0.7. P(V > x) of who arrives falls with rate a/0.5 − b/0.7 = 0.002 − 0.00142857.
    const decay = 1e-3 / 0.5 - 1e-3 / 0.7;
    const [p90, p99] = [waitQuantileS(law, 0.9), waitQuantileS(law, 0.99)];
    expect((p99 - p90) / (Math.log(10) / decay)).toBeCloseTo(1, 1);
  });

  it('keeps to its limits and refuses by name', () => {
    const of = (over: Partial<ModulatedQueue>): ModulatedQueue => ({
      rate1PerS: 0.9,
      rate2PerS: 0.1,
      leave1PerS: 0.5,
      leave2PerS: 0.5,
      serviceS: 1,
      ...over,
    });
    // A state without arrivals; and states that change so fast that only their mean is felt.
    expect(mmppWait(of({ rate2PerS: 0 })).probabilityOfWaiting).toBeGreaterThan(0.45);
    expect(mmppWait(of({ leave1PerS: 900, leave2PerS: 900 })).meanWaitS).toBeCloseTo(0.5, 3);
    expect(mmppWait(of({ rate1PerS: 1e-9, rate2PerS: 1e-9 })).meanWaitS).toBeLessThan(1e-9);
    expect(() => mmppWait(of({ rate1PerS: 1.9 }))).toThrow(OverloadError);
    expect(() => mmppWait(of({ rate1PerS: -1 }))).toThrow('rate1PerS must be a finite number of at least 0');
    expect(() => mmppWait(of({ leave1PerS: 0 }))).toThrow('leave1PerS must be a finite number above 0');
    expect(() => mmppWait(of({ leave1PerS: 1e9, leave2PerS: 1e9 }))).toThrow('at most 2000 per service time');
  });
});
