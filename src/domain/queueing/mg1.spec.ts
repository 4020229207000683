import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compoundPoisson, exactLattice } from './lattice.js';
import { mg1Wait } from './mg1.js';
import { latencyQuantileS, waitQuantileBoundsS, waitQuantileS } from './wait-law.js';

const MIX_A = [
  { serviceS: 0.2, share: 0.8 },
  { serviceS: 0.9, share: 0.15 },
  { serviceS: 3.5, share: 0.05 },
];

describe('the wait in M/G/1 for a mixture of bucket service times', () => {
  it('of one service time is that of M/D/1', () => {
    const law = mg1Wait({ ratePerS: 0.8, services: [{ serviceS: 1, share: 3 }] });
    expect(law.method.name).toContain('M/D/c');
    expect(waitQuantileS(law, 0.99)).toBeCloseTo(10.35588679199, 9);
  });

  it('off the lattice is enclosed by bounds that hold the exact wait of services a hair away', () => {
    // 0.2 s moved by 1e-8 s is on no lattice of 1,000 units; the wait moves by less than 1e-6 of itself.
    const nearly = [{ serviceS: 0.20000001, share: 0.8 }, ...MIX_A.slice(1)];
    const exact = mg1Wait({ ratePerS: 0.9 / 0.47, services: MIX_A });
    const enclosed = mg1Wait({ ratePerS: 0.9 / 0.47, services: nearly });
    expect(exact.method.kind).toBe('exact');
    expect(enclosed.method.kind).toBe('enclosure');
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      const { lowerS, upperS } = waitQuantileBoundsS(enclosed, p);
      const exactS = waitQuantileS(exact, p);
      expect(lowerS).toBeLessThan(exactS * (1 + 1e-6));
      expect(upperS).toBeGreaterThan(exactS * (1 - 1e-6));
      expect(upperS / lowerS - 1).toBeLessThan(0.005);
    }
  });

  it('has bounds in order, and a mean between those of its bounds, whatever the buckets', () => {
    const bucket = fc.record({
      serviceS: fc.double({ min: 0.001, max: 10, noNaN: true }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(bucket, { minLength: 2, maxLength: 5 }),
        fc.double({ min: 0.05, max: 0.98, noNaN: true }),
        (services, utilization) => {
          const share = services.reduce((sum, { share: one }) => sum + one, 0);
          const meanS = services.reduce((sum, one) => sum + (one.share / share) * one.serviceS, 0);
          const law = mg1Wait({ ratePerS: utilization / meanS, services });
          for (const p of [0.5, 0.99]) {
            const { lowerS, upperS } = waitQuantileBoundsS(law, p);
            expect(lowerS).toBeLessThanOrEqual(upperS);
          }
          // Chebyshev's idea: no quantile is above mean / (1 − p).
          expect(waitQuantileBoundsS(law, 0.99).lowerS).toBeLessThanOrEqual(100 * law.meanWaitS);
        },
      ),
      { seed: 3, numRuns: 25 },
    );
  });

  it('gives p99(T) that is neither p99(W) + p99(S) nor above the sum over the longest bucket', () => {
    const law = mg1Wait({ ratePerS: 0.5 / 0.47, services: MIX_A });
    // 7.37872 s, where p99(W) + p99(S) = 6.66469 + 3.5 = 10.16469 s.
    expect(latencyQuantileS(law, MIX_A, 0.99)).toBeCloseTo(7.37872138441, 9);
    expect(waitQuantileS(law, 0.99) + 3.5).toBeCloseTo(10.16469451546, 9);
  });

  it('refuses an empty mixture, a share of 0 and an overload', () => {
    expect(() => mg1Wait({ ratePerS: 1, services: [] })).toThrow('services must hold at least one');
    expect(() => mg1Wait({ ratePerS: 1, services: [{ serviceS: 1, share: 0 }] })).toThrow('share must be');
    expect(() => mg1Wait({ ratePerS: 3, services: MIX_A })).toThrow('utilization must be below 1, but is 1.41');
  });
});

describe('a lattice of service times', () => {
  it('has the coarsest common unit', () => {
    const { unitS, units } = exactLattice(MIX_A) ?? { unitS: NaN, units: [] };
    expect(unitS).toBeCloseTo(0.1, 15);
    expect(units).toEqual([2, 9, 35]);
  });

  it('does not exist for services without a common unit', () => {
    expect(
      exactLattice([
        { serviceS: Math.SQRT2, share: 1 },
        { serviceS: 1, share: 1 },
      ]),
    ).toBeNull();
  });
});

describe('a compound Poisson law', () => {
  it('sums to 1 and has mean Σ m d', () => {
    // 0.3 jumps of 2 and 0.1 of 5: mean 0.3 · 2 + 0.1 · 5 = 1.1.
    const law = compoundPoisson(
      [
        { units: 2, mean: 0.3 },
        { units: 5, mean: 0.1 },
      ],
      1,
    );
    expect(law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
    expect(law.reduce((sum, p, n) => sum + n * p, 0)).toBeCloseTo(1.1, 13);
  });
});
