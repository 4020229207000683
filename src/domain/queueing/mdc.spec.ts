import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OverloadError } from './load.js';
import { mdcWait, poissonTauMinus1 } from './mdc.js';
import { waitQuantileS } from './wait-law.js';

const load = fc.record({
  servers: fc.integer({ min: 1, max: 200 }),
  utilization: fc.double({ min: 0.01, max: 0.9999, noNaN: true }),
  serviceS: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
});

function lawOf({ servers, utilization, serviceS }: { servers: number; utilization: number; serviceS: number }) {
  return mdcWait({ ratePerS: (utilization * servers) / serviceS, serviceS, servers });
}

describe('the wait in M/D/c', () => {
  it('of one server has the Pollaczek–Khinchine mean ρD/(2(1−ρ)), not the ρ²D/(2(1−ρ)) of some worksheets', () => {
    // 0.7 / (2 · 0.3) = 1.1667 s; the other formula gives 0.8167, the mean number waiting.
    expect(mdcWait({ ratePerS: 0.7, serviceS: 1, servers: 1 }).meanWaitS).toBeCloseTo(0.7 / 0.6, 12);
  });

  it('of one server makes a share ρ of the requests wait', () => {
    for (const utilization of [1e-6, 0.01, 0.5, 0.9, 0.999, 1 - 1e-9]) {
      expect(lawOf({ servers: 1, utilization, serviceS: 2 }).probabilityOfWaiting).toBeCloseTo(utilization, 12);
    }
  });

  it('keeps its digits to the edge of saturation: near it W is exponential of mean D/(2c(1−ρ))', () => {
    // c = 10,000 at ρ = 0.999999: 1 / (2 · 10,000 · 1e-6) = 50 s; the correction is of the order of one service / √c.
    const law = lawOf({ servers: 10_000, utilization: 0.999999, serviceS: 1 });
    expect(Math.abs(law.meanWaitS / 50 - 1)).toBeLessThan(2e-4);
    expect(Math.abs(waitQuantileS(law, 0.99) / (50 * Math.log(100)) - 1)).toBeLessThan(2e-4);
  });

  it('agrees with Pollaczek’s series for the mean, E[W] = (1/λ) Σ_k E[(Poisson(kλD) − kc)⁺]/k', () => {
    // c = 5, ρ = 0.7: summed until the terms no longer count.
    const offered = 3.5;
    let mean = 0;
    for (let k = 1; k <= 400; k++) {
      let [probability, excess] = [Math.exp(-k * offered), 0];
      for (let n = 1; n <= 40 * k + 100; n++) {
        probability *= (k * offered) / n;
        if (n > 5 * k) excess += probability * (n - 5 * k);
      }
      if (Number.isFinite(excess) && probability >= 0) mean += excess / k;
      if (k * offered > 700) break;
    }
    expect(lawOf({ servers: 5, utilization: 0.7, serviceS: 1 }).meanWaitS).toBeCloseTo(mean / offered, 11);
  });

  it('has the mean that its tail integrates to, whatever the load', () => {
    fc.assert(
      fc.property(load, (of) => {
        const law = lawOf(of);
        const perService = law.meanWaitS / of.serviceS;
        // Simpson's rule within each service time, on which the tail is smooth.
        let integral = 0;
        const parts = 64;
        for (let cell = 0; cell < 30; cell++) {
          for (let i = 0; i <= parts; i++) {
            const weight = i === 0 || i === parts ? 1 : i % 2 === 1 ? 4 : 2;
            const at = i === parts ? (cell + 1) * (1 - 1e-12) : cell + i / parts;
            integral += (weight * law.tail(at * of.serviceS)) / (3 * parts);
          }
        }
        // Beyond 30 services the tail is exponential with the decay c ρ (τ − 1).
        integral += law.tail(30 * of.serviceS) / (of.servers * law.utilization * poissonTauMinus1(law.utilization));
        expect(Math.abs(integral - perService)).toBeLessThan(1e-4 * perService + 1e-7);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('never falls when load rises, nor rises when the wait does', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0, max: 20, noNaN: true }), (of, waits) => {
        const law = lawOf(of);
        const waitS = waits * of.serviceS;
        const busier = lawOf({ ...of, utilization: Math.min(0.99995, of.utilization * 1.01) });
        expect(busier.tail(waitS)).toBeGreaterThanOrEqual(law.tail(waitS) * (1 - 1e-9) - 1e-18);
        expect(law.tail(waitS + 0.01 * of.serviceS)).toBeLessThanOrEqual(law.tail(waitS) * (1 + 1e-9) + 1e-18);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('is 0 for everyone where the chance of waiting is below the smallest number', () => {
    const law = lawOf({ servers: 10_000, utilization: 0.5, serviceS: 1 });
    expect(law.meanWaitS).toBe(0);
    expect(waitQuantileS(law, 0.9999)).toBe(0);
  });

  it('is refused by name for what is no load, and as an overload at ρ ≥ 1', () => {
    expect(() => mdcWait({ ratePerS: 0, serviceS: 1, servers: 1 })).toThrow('ratePerS must be from 1e-30 to 1e+30');
    expect(() => mdcWait({ ratePerS: 1, serviceS: NaN, servers: 1 })).toThrow('serviceS must be');
    expect(() => mdcWait({ ratePerS: 1, serviceS: 1, servers: 1.5 })).toThrow('servers must be a whole number');
    expect(() => mdcWait({ ratePerS: 1, serviceS: 1, servers: 20_000 })).toThrow('servers must be at most 10000');
    expect(() => mdcWait({ ratePerS: 2, serviceS: 1, servers: 2 })).toThrow(OverloadError);
  });
});
