import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptedMeanWaitS, acceptedWaitQuantileS, admissionByWait } from './admission.js';
import { mg1kLoss, noQueueLoss } from './loss.js';
import type { ServiceShare } from './wait-law.js';

const serviceLists = fc.array(
  fc.record({ units: fc.integer({ min: 1, max: 20 }), share: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 4 },
);
/** Services in units of 0.1 s, and a load from nearly nothing to twice what can be served. */
const loads = fc
  .record({ list: serviceLists, load: fc.double({ min: 0.02, max: 2, noNaN: true }) })
  .map(({ list, load }) => {
    const services = list.map(({ units, share }): ServiceShare => ({ serviceS: units / 10, share }));
    const total = services.reduce((sum, { share }) => sum + share, 0);
    const meanS = services.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0) / total;
    return { services, ratePerS: load / meanS, load, meanS, total };
  });

function poisson(n: number, mean: number): number {
  let probability = Math.exp(-mean);
  for (let k = 1; k <= n; k++) probability *= mean / k;
  return probability;
}

/** Stationary law of the number left behind by who departs from M/G/1/K, by iterating its transition matrix. */
function leftBehind(ratePerS: number, services: readonly ServiceShare[], capacity: number): readonly number[] {
  const total = services.reduce((sum, { share }) => sum + share, 0);
  const arrivals = (n: number) =>
    services.reduce((sum, { serviceS, share }) => sum + (share / total) * poisson(n, ratePerS * serviceS), 0);
  const chances = Array.from({ length: capacity }, (_, n) => arrivals(n));
  let now: number[] = Array.from({ length: capacity }, () => 1 / capacity);
  for (let step = 0; step < 5000; step++) {
    const next = Array.from({ length: capacity }, () => 0);
    now.forEach((probability, from) => {
      const after = Math.max(1, from) - 1;
      let rest = 1;
      for (let to = after; to < capacity - 1; to++) {
        const chance = chances[to - after] ?? 0;
        next[to] = (next[to] ?? 0) + probability * chance;
        rest -= chance;
      }
      next[capacity - 1] = (next[capacity - 1] ?? 0) + probability * rest;
    });
    const moved = Math.max(...next.map((value, i) => Math.abs(value - (now[i] ?? 0))));
    now = next;
    if (moved < 1e-16) break;
  }
  return now;
}

describe('loss at one server with a limit on those in the system', () => {
  it('is what iterating the chain of departures gives: 1 − 1/(π_0 + ρ)', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 8 }), ({ services, ratePerS, load }, capacity) => {
        const found = mg1kLoss({ ratePerS, services, capacity });
        const [empty = NaN] = leftBehind(ratePerS, services, capacity);
        expect(found.lossProbability).toBeCloseTo(1 - 1 / (empty + load), 9);
      }),
      { seed: 71 },
    );
  });

  it('falls with every further place, from ρ/(1+ρ), and never below what cannot be served', () => {
    fc.assert(
      fc.property(loads, ({ services, ratePerS, load, meanS }) => {
        let before = 1;
        for (const capacity of [1, 2, 3, 5, 9, 33, 129]) {
          const { lossProbability, meanInSystem, meanAcceptedWaitS } = mg1kLoss({ ratePerS, services, capacity });
          if (capacity === 1) expect(lossProbability).toBeCloseTo(load / (1 + load), 12);
          expect(lossProbability).toBeLessThanOrEqual(before * (1 + 1e-9));
          expect(lossProbability).toBeGreaterThanOrEqual(Math.max(0, 1 - 1 / load) * (1 - 1e-9));
          expect(meanInSystem).toBeLessThanOrEqual(capacity * (1 + 1e-12));
          // Little: those in the system are the accepted ones times their time in it.
          const accepted = ratePerS * (1 - lossProbability);
          expect(accepted * (meanAcceptedWaitS + meanS)).toBeCloseTo(meanInSystem, 8);
          before = lossProbability;
        }
      }),
      { seed: 72 },
    );
  });

  it('keeps to its limits: no load, exactly as much as can be served, far too much, a million places', () => {
    const of = (ratePerS: number, capacity: number) =>
      mg1kLoss({ ratePerS, services: [{ serviceS: 1, share: 1 }], capacity });
    expect(of(1e-12, 3).lossProbability).toBeLessThan(1e-30);
    // At ρ = 1 and K = 2: π_0 = 1/(1 + b_1), b_1 = e − 1, so 1 − 1/(e^{−1} + 1) = 0.268941.
    expect(of(1, 2).lossProbability).toBeCloseTo(1 - 1 / (Math.exp(-1) + 1), 12);
    expect(of(400, 4).lossProbability).toBeCloseTo(1 - 1 / 400, 12);
    expect(of(1.25, 20_000).lossProbability).toBeCloseTo(0.2, 12);
    expect(of(0.5, 20_000).lossProbability).toBe(0);
    for (const one of [of(1e-12, 3), of(400, 4), of(0.5, 20_000)]) {
      expect([one.lossProbability, one.meanInSystem, one.meanAcceptedWaitS].every(Number.isFinite)).toBe(true);
    }
    // Nearly nobody waits: the wait of those who do comes once in ρ, ρ/2 on average.
    expect(of(1e-12, 3).meanAcceptedWaitS / 5e-13).toBeCloseTo(1, 9);
    expect(() => of(NaN, 3)).toThrow('ratePerS must be from 1e-30 to 1e+30, but is NaN');
    expect(() => of(1e6, 4)).toThrow('must be at most 500 for one server with a limit, but is 1000000');
    expect(() => of(1, 1e9)).toThrow('capacity must be from 1 to 1000000');
    expect(() => of(1, 0)).toThrow('capacity must be a whole number of at least 1, but is 0');
  });

  it('without a place to wait is Erlang’s by its sum, whatever the servers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        fc.integer({ min: 1, max: 30 }),
        (offered, servers) => {
          let [term, sum] = [1, 1];
          for (let n = 1; n <= servers; n++) sum += term *= offered / n;
          const { lossProbability } = noQueueLoss({ ratePerS: offered, meanServiceS: 1, servers });
          expect(lossProbability / (term / sum)).toBeCloseTo(1, 11);
        },
      ),
      { seed: 73 },
    );
  });
});

describe('admission by predicted wait', () => {
  it('of equal services within K − 1 of them is the limit of K in the system', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 3, noNaN: true }), fc.integer({ min: 1, max: 12 }), (rho, capacity) => {
        const services = [{ serviceS: 1, share: 1 }];
        const byWait = admissionByWait({ ratePerS: rho, services, maxWaitS: capacity - 1 });
        const byCount = mg1kLoss({ ratePerS: rho, services, capacity });
        expect(byWait.rejectionProbability).toBeCloseTo(byCount.lossProbability, 10);
        expect(acceptedMeanWaitS(byWait, capacity - 1)).toBeCloseTo(byCount.meanAcceptedWaitS, 7);
      }),
      { seed: 74 },
    );
  });

  it('serves what it accepts: ρ (1 − refused) is the share of time with work', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 0, max: 20, noNaN: true }), ({ services, ratePerS, load }, maxWaitS) => {
        const { rejectionProbability, idleProbability } = admissionByWait({ ratePerS, services, maxWaitS });
        expect(load * (1 - rejectionProbability)).toBeCloseTo(1 - idleProbability, 9);
        expect(rejectionProbability).toBeGreaterThanOrEqual(0);
        expect(rejectionProbability).toBeLessThan(1);
      }),
      { seed: 75 },
    );
  });

  it('refuses fewer the longer a wait may be, from ρ/(1+ρ) at 0, and nobody accepted waits longer', () => {
    fc.assert(
      fc.property(loads, ({ services, ratePerS, load }) => {
        let before = 1;
        for (const maxWaitS of [0, 0.05, 0.3, 1, 2.7, 8]) {
          const admission = admissionByWait({ ratePerS, services, maxWaitS });
          if (maxWaitS === 0) expect(admission.rejectionProbability).toBeCloseTo(load / (1 + load), 10);
          expect(admission.rejectionProbability).toBeLessThanOrEqual(before * (1 + 1e-9) + 1e-15);
          expect(admission.acceptedTail(maxWaitS)).toBe(0);
          expect(acceptedWaitQuantileS(admission, maxWaitS, 0.999)).toBeLessThanOrEqual(maxWaitS);
          before = admission.rejectionProbability;
        }
      }),
      { seed: 76, numRuns: 60 },
    );
  });

  it('passes through ρ = 1 without a jump', () => {
    const services = [
      { serviceS: 0.5, share: 2 },
      { serviceS: 2, share: 1 },
    ];
    const byWait = (load: number) => admissionByWait({ ratePerS: load, services, maxWaitS: 3 }).rejectionProbability;
    const byCount = (load: number) => mg1kLoss({ ratePerS: load, services, capacity: 4 }).lossProbability;
    for (const at of [byWait, byCount]) {
      for (const away of [1e-5, 1e-7, 1e-9, 1e-12]) {
        expect(Math.abs(at(1 - away) - at(1))).toBeLessThan(away);
        expect(Math.abs(at(1 + away) - at(1))).toBeLessThan(away);
      }
    }
  });

  it('off the lattice lies between two bounds that are close', () => {
    const services = [
      { serviceS: Math.SQRT1_2, share: 0.7 },
      { serviceS: Math.PI, share: 0.3 },
    ];
    for (const ratePerS of [0.3, 0.6, 0.9]) {
      const admission = admissionByWait({ ratePerS, services, maxWaitS: 5 });
      expect(admission.method.kind).toBe('enclosure');
      expect(admission.lowerRejectionProbability).toBeLessThan(admission.rejectionProbability);
      expect(admission.rejectionProbability / admission.lowerRejectionProbability).toBeLessThan(1.01);
    }
  });
});
