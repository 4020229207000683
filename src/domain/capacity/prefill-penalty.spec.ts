import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { randomStream } from '../queueing/replay/random.js';
import { leastSquares } from './least-squares.js';
import { fitPrefillPenalty, type Measurement } from './prefill-penalty.js';

const grid = [100, 1000, 4000].flatMap((promptTokens) =>
  [10, 100, 400].map((outputTokens) => ({ promptTokens, outputTokens })),
);
const timed = (serviceS: (promptTokens: number, outputTokens: number, i: number) => number): readonly Measurement[] =>
  grid.map(({ promptTokens, outputTokens }, i) => ({
    promptTokens,
    outputTokens,
    serviceS: serviceS(promptTokens, outputTokens, i),
  }));

describe('least squares', () => {
  it('fits the line of a worked example: (0,1) (1,3) (2,4) (3,4)', () => {
    // Mean x 1.5, mean y 3, Sxx 5, Sxy 5: slope 1, intercept 1.5. Residuals −0.5 0.5 0.5 −0.5, s² = 1/2, var(slope) = 0.5/5.
    const fit = leastSquares(
      [
        [1, 0],
        [1, 1],
        [1, 2],
        [1, 3],
      ],
      [1, 3, 4, 4],
    );
    expect(fit?.coefficients[0]).toBeCloseTo(1.5, 12);
    expect(fit?.coefficients[1]).toBeCloseTo(1, 12);
    expect(fit?.deviation).toBeCloseTo(Math.SQRT1_2, 12);
    expect(fit?.covariance[1]?.[1]).toBeCloseTo(0.1, 12);
    expect(fit?.covariance[0]?.[1]).toBeCloseTo(-0.15, 12);
  });

  it('has no answer for columns that depend on each other, and refuses too few rows', () => {
    expect(
      leastSquares(
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        [1, 2, 3],
      ),
    ).toBeNull();
    expect(
      leastSquares(
        [
          [1, 0],
          [2, 0],
          [3, 0],
        ],
        [1, 2, 3],
      ),
    ).toBeNull();
    expect(() =>
      leastSquares(
        [
          [1, 2],
          [1, 3],
        ],
        [1, 2],
      ),
    ).toThrow('more than 2');
  });
});

describe('the prefill penalty', () => {
  it('is R_decode : R_prefill where measurements follow the model: 500 : 10,000 = 0.05', () => {
    const fitting = fitPrefillPenalty(timed((p, o) => p / 10_000 + o / 500 + 0.02));
    if (!fitting.ok) throw new Error(fitting.reason);
    expect(fitting.fit.alpha.value).toBeCloseTo(0.05, 10);
    expect(1 / fitting.fit.prefillSPerToken.value).toBeCloseTo(10_000, 4);
    expect(fitting.fit.fixedOverheadS.value).toBeCloseTo(0.02, 10);
    expect(fitting.fit.worstShare).toBeLessThan(1e-9);
  });

  it('lies in its interval, which is wider the more the measurements scatter', () => {
    const noise = [0.3, -0.2, 0.1, -0.4, 0.25, 0.05, -0.15, 0.2, -0.15];
    const widths = [0.001, 0.01].map((size) => {
      const fitting = fitPrefillPenalty(timed((p, o, i) => p / 10_000 + o / 500 + 0.02 + size * (noise[i] ?? 0)));
      if (!fitting.ok) throw new Error(fitting.reason);
      const { value, low, high } = fitting.fit.alpha;
      expect(low ?? NaN).toBeLessThan(value);
      expect(high ?? NaN).toBeGreaterThan(value);
      expect(low ?? NaN).toBeLessThan(0.05);
      expect(high ?? NaN).toBeGreaterThan(0.05);
      return (high ?? NaN) - (low ?? NaN);
    });
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(10, 0);
  });

  it('is found exactly whatever the rates, as long as prompts and outputs vary independently', () => {
    const rates = fc.record({
      prefillPerS: fc.double({ min: 100, max: 1e6, noNaN: true }),
      decodePerS: fc.double({ min: 1, max: 1e4, noNaN: true }),
      fixedS: fc.double({ min: 0, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(rates, ({ prefillPerS, decodePerS, fixedS }) => {
        const fitting = fitPrefillPenalty(timed((p, o) => p / prefillPerS + o / decodePerS + fixedS));
        if (!fitting.ok) throw new Error(fitting.reason);
        const { alpha, fixedOverheadS, decodeSPerToken } = fitting.fit;
        expect(alpha.value / (decodePerS / prefillPerS)).toBeCloseTo(1, 6);
        expect(decodeSPerToken.value * decodePerS).toBeCloseTo(1, 8);
        expect(Math.abs(fixedOverheadS.value - fixedS)).toBeLessThan(
          1e-9 * (1 + 400 / decodePerS + 4000 / prefillPerS),
        );
      }),
      { seed: 81 },
    );
  });

  it('lies within its 95 % interval about 95 times in 100, which Student’s t and Fieller’s theorem promise', () => {
    // Noise of a twentieth of a second, normal by Box and Muller, 400 times; 5 % ± 3 standard deviations of 1.1 %.
    const random = randomStream(82, 0).next;
    const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    let outside = 0;
    for (let run = 0; run < 400; run++) {
      const fitting = fitPrefillPenalty(timed((p, o) => p / 10_000 + o / 500 + 0.5 + 0.05 * normal()));
      if (!fitting.ok) throw new Error(fitting.reason);
      const { low, high } = fitting.fit.alpha;
      if (!((low ?? -Infinity) <= 0.05 && (high ?? Infinity) >= 0.05)) outside++;
    }
    expect(outside).toBeGreaterThan(6);
    expect(outside).toBeLessThan(34);
  });

  it('is said to mislead where prefill grows with the square of the prompt', () => {
    const fitting = fitPrefillPenalty(timed((p, o, i) => p / 10_000 + (p / 5000) ** 2 + o / 500 + 1e-4 * (i % 2)));
    expect(fitting).toMatchObject({ ok: true, fit: { isCurved: true } });
  });

  it('is not fitted to too few measurements, or to prompts and outputs that grow together', () => {
    expect(fitPrefillPenalty([])).toMatchObject({ ok: false });
    const together = [1, 2, 3, 4, 5].map((k) => ({ promptTokens: 100 * k, outputTokens: 10 * k, serviceS: k }));
    expect(fitPrefillPenalty(together)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('independently') as unknown,
    });
    expect(fitPrefillPenalty(timed((p, o) => 10 - p / 1000 - o / 500))).toMatchObject({ ok: false });
  });
});
