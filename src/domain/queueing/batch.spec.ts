import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchWait, type BatchQueue } from './batch.js';
import { OverloadError } from './load.js';
import { mdcWait } from './mdc.js';
import { waitQuantileS } from './wait-law.js';

const utilizations = fc.double({ min: 0.02, max: 0.99, noNaN: true });
const laws = fc.constantFrom('fixed' as const, 'geometric' as const);
const queues = fc
  .record({
    servers: fc.integer({ min: 1, max: 12 }),
    utilization: utilizations,
    size: fc.integer({ min: 1, max: 12 }),
    law: laws,
  })
  .map(({ servers, utilization, size, law }): BatchQueue => ({
    ratePerS: servers * utilization,
    serviceS: 1,
    servers,
    size,
    law,
  }));

/** E[X²]/E[X] of the batches. */
function sizeBias({ size, law }: BatchQueue): number {
  return law === 'fixed' ? size : 2 * size - 1;
}

describe('the wait of batches', () => {
  it('of one request each is that of M/D/c', () => {
    fc.assert(
      fc.property(queues, ({ ratePerS, servers, law }) => {
        const batch = batchWait({ ratePerS, serviceS: 1, servers, size: 1, law });
        const single = mdcWait({ ratePerS, serviceS: 1, servers });
        expect(batch.meanWaitS / single.meanWaitS).toBeCloseTo(1, 9);
        for (const t of [0, 0.3, 1, 2.5]) {
          const tail = single.tail(t);
          if (tail > 1e-13) expect(batch.tail(t) / tail).toBeCloseTo(1, 9);
        }
      }),
      { seed: 51 },
    );
  });

  it('at one server has the mean ρ/(2(1−ρ)) E[X²]/E[X] + (E[X²]/E[X] − 1)/2, and nobody waits but behind others', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        const rho = queue.ratePerS / queue.servers;
        const law = batchWait({ ...queue, ratePerS: rho, servers: 1 });
        const bias = sizeBias(queue);
        const mean = (rho / (2 * (1 - rho))) * bias + (bias - 1) / 2;
        expect(law.meanWaitS / mean).toBeCloseTo(1, 9);
        // The first of a batch that finds nobody: (1 − ρ) / E[X].
        expect(law.probabilityOfWaiting).toBeCloseTo(1 - (1 - rho) / queue.size, 10);
      }),
      { seed: 52 },
    );
  });

  it('has a tail from 0 to 1 that never rises, grows with the size, and integrates to the mean', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        const law = batchWait(queue);
        const larger = batchWait({ ...queue, size: queue.size + 1 });
        let before = 1;
        let integral = 0;
        const parts = 16;
        for (let i = 0; i < 40 * parts && before > 1e-13; i++) {
          const tail = law.tail(i / parts);
          expect(tail).toBeGreaterThanOrEqual(0);
          // Tails below 1e-15 are beyond the accuracy that is promised.
          expect(tail).toBeLessThanOrEqual(before * (1 + 1e-12) + 1e-15);
          if (i % parts === 0 && tail > 1e-15) expect(larger.tail(i / parts)).toBeGreaterThanOrEqual(tail * (1 - 1e-9));
          before = tail;
          // Simpson's rule within each service time, on which the tail is smooth; it may jump at whole ones.
          if (i % parts === 0) {
            for (let k = 0; k <= 128; k++) {
              const at = i / parts + (k === 128 ? 1 - 1e-12 : k / 128);
              integral += (law.tail(at) * (k === 0 || k === 128 ? 1 : k % 2 === 0 ? 2 : 4)) / (3 * 128);
            }
          }
        }
        if (before < 1e-12) expect(integral / law.meanWaitS).toBeCloseTo(1, 4);
        else expect(integral).toBeLessThan(law.meanWaitS);
      }),
      { seed: 53, numRuns: 15 },
    );
  });

  it('is that of the chain L → (L + A − c)⁺ iterated on its states, for the number waiting', () => {
    // Two servers, batches of 3, ρ = 0.6: 0.4 batches in a service. By power iteration over 400 states.
    const [servers, size, mean] = [2, 3, 0.4];
    const states = 120;
    const arrivals = Array.from({ length: 60 }, (_, n) => {
      const batches = n / size;
      if (!Number.isInteger(batches)) return 0;
      let probability = Math.exp(-mean);
      for (let k = 1; k <= batches; k++) probability *= mean / k;
      return probability;
    });
    let now = new Float64Array(states);
    now[0] = 1;
    for (let step = 0; step < 400; step++) {
      const next = new Float64Array(states);
      now.forEach((probability, from) => {
        if (probability < 1e-18) return;
        arrivals.forEach((chance, n) => {
          const to = Math.min(states - 1, Math.max(0, from + n - servers));
          next[to] = (next[to] ?? 0) + probability * chance;
        });
      });
      now = next;
    }
    const waiting = now.reduce((sum, probability, n) => sum + n * probability, 0);
    const law = batchWait({ ratePerS: 1.2, serviceS: 1, servers, size, law: 'fixed' });
    // Little: E[W] = E[L]/λ.
    expect(law.meanWaitS).toBeCloseTo(waiting / 1.2, 9);
  });

  it('has a tail for more batches in a service than e^−x has digits, and nearly alone for hardly any', () => {
    // 9,900 batches in a service: as M/D/10,000.
    const single = mdcWait({ ratePerS: 9900, serviceS: 1, servers: 10_000 });
    for (const law of ['fixed', 'geometric'] as const) {
      const many = batchWait({ ratePerS: 9900, serviceS: 1, servers: 10_000, size: 1, law });
      expect(many.probabilityOfWaiting / single.probabilityOfWaiting).toBeCloseTo(1, 8);
    }
    // A batch of 10 alone at 4 servers: 4 wait 0, 4 wait 1, 2 wait 2 services.
    const rare = batchWait({ ratePerS: 4e-6, serviceS: 1, servers: 4, size: 10, law: 'fixed' });
    expect(rare.meanWaitS).toBeCloseTo(0.8, 4);
    expect(rare.probabilityOfWaiting).toBeCloseTo(0.6, 4);
    expect(() => batchWait({ ratePerS: 1e-9, serviceS: 1, servers: 4, size: 10, law: 'fixed' })).toThrow(
      'every batch is alone',
    );
  });

  it('of hundreds each is found as quickly, by their common divisor with the servers or by transforms', () => {
    // 4 servers and batches of 300 are 1 and batches of 75: mean 0.9/(0.2) · 75 + 37 = 374.5 services of the steps of 4.
    const common = batchWait({ ratePerS: 3.6, serviceS: 1, servers: 4, size: 300, law: 'fixed' });
    expect(common.meanWaitS).toBeCloseTo(374.5, 8);
    const prime = batchWait({ ratePerS: 6.3, serviceS: 1, servers: 7, size: 1000, law: 'fixed' });
    expect(prime.meanWaitS / common.meanWaitS).toBeGreaterThan(1.9);
  });

  it('keeps to its limits: hardly any load, the edge of saturation, and what is no batch', () => {
    const of = (over: Partial<BatchQueue>): BatchQueue => ({
      ratePerS: 0.5,
      serviceS: 1,
      servers: 1,
      size: 4,
      law: 'fixed',
      ...over,
    });
    // Alone in an empty system the four wait 0, 1, 2 and 3 s.
    const rare = batchWait(of({ ratePerS: 1e-9 }));
    expect(rare.meanWaitS).toBeCloseTo(1.5, 7);
    expect(waitQuantileS(rare, 0.7)).toBeCloseTo(2, 6);
    // ρ/(2(1−ρ)) · 4 + 1.5 at 1 − 1e-9.
    expect(batchWait(of({ ratePerS: 1 - 1e-9 })).meanWaitS / 2e9).toBeCloseTo(1, 5);
    expect(() => batchWait(of({ ratePerS: 1 }))).toThrow(OverloadError);
    expect(() => batchWait(of({ size: 0 }))).toThrow('size must be from 1 to 1000');
    expect(() => batchWait(of({ size: 2.5 }))).toThrow('size must be a whole number');
    expect(() => batchWait(of({ ratePerS: NaN }))).toThrow('ratePerS must be from 1e-30 to 1e+30');
    expect(() => batchWait(of({ servers: 10_001 }))).toThrow('servers must be from 1 to 10000');
  });
});
