import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { busiestStretch, windowStatistics } from './arrival-counts.js';
import { lengthStatistics } from './length-statistics.js';
import { traceOf } from './trace.js';
import { trafficStatistics } from './traffic-statistics.js';

const atTimes = (...times: readonly number[]) => Float64Array.from(times);

describe('counts in windows', () => {
  it('takes whole windows from the first request: 3, 0 and 1 arrivals in 3 s', () => {
    // Mean 4/3, sample variance (25/9 + 16/9 + 1/9)/2 = 7/3, dispersion 7/3 : 4/3 = 1.75. The request at 3.2 s is in no whole window.
    const statistics = windowStatistics(atTimes(0, 0.1, 0.9, 2.5, 3.2), 1);
    expect(statistics).toMatchObject({ windows: 3, busiestPerS: 3 });
    expect(statistics.dispersion).toBeCloseTo(1.75, 12);
  });

  it('has no dispersion where there are fewer than two windows', () => {
    expect(windowStatistics(atTimes(0, 0.5, 1.5), 1)).toMatchObject({
      windows: 1,
      dispersion: null,
      poissonLimit: null,
    });
    expect(windowStatistics(atTimes(), 1)).toMatchObject({ windows: 0, dispersion: null, busiestPerS: 0 });
  });

  it('is 0 for a clockwork and steps over a gap of years at once', () => {
    expect(
      windowStatistics(
        Float64Array.from({ length: 101 }, (_, i) => i),
        10,
      ).dispersion,
    ).toBeCloseTo(0, 9);
    expect(windowStatistics(atTimes(0, 3e8), 1)).toMatchObject({ windows: 3e8, busiestPerS: 1 });
  });

  it('agrees with counting request by request, whatever the times', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (gaps, windowS) => {
          let at = 0;
          const times = [0, ...gaps.map((gap) => (at += gap))];
          const windows = Math.floor((times.at(-1) ?? 0) / windowS);
          const counts = Array.from(
            { length: windows },
            (_, w) => times.filter((t) => t >= w * windowS && t < (w + 1) * windowS).length,
          );
          const mean = counts.reduce((sum, count) => sum + count, 0) / windows;
          const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (windows - 1);
          const found = windowStatistics(Float64Array.from(times), windowS);
          expect(found.windows).toBe(windows);
          if (found.dispersion !== null) expect(found.dispersion).toBeCloseTo(variance / mean, 6);
        },
      ),
      { seed: 41 },
    );
  });
});

describe('the busiest stretch', () => {
  it('begins anywhere, so that it finds a burst that a grid cuts in two', () => {
    // Windows of a grid of 1 s see 2 and 2; the second from 0.8 holds 4.
    const times = atTimes(0, 0.8, 0.9, 1.1, 1.7, 3);
    expect(windowStatistics(times, 1).busiestPerS).toBe(3);
    expect(busiestStretch(times, 1)).toEqual({ windowS: 1, startS: 0.8, count: 4, perS: 4 });
    expect(busiestStretch(times, 3600)).toBeNull();
  });
});

describe('lengths', () => {
  it('gives quantiles between order statistics, a histogram that counts all, and the tokens of each bar', () => {
    // (4 − 1)·0.95 = 2.85: 3000 + 0.85·1000.
    const lengths = lengthStatistics(Uint32Array.from([4000, 100, 3000, 0]), 256);
    expect(lengths).toMatchObject({ mean: 1775, p50: 1550, min: 0, max: 4000, zeros: 1 });
    expect(lengths.p95).toBeCloseTo(3850, 9);
    expect(lengths.histogram).toEqual([
      { upTo: 256, count: 2, tokenShare: 100 / 7100 },
      { upTo: 512, count: 0, tokenShare: 0 },
      { upTo: 1024, count: 0, tokenShare: 0 },
      { upTo: 2048, count: 0, tokenShare: 0 },
      { upTo: 4096, count: 2, tokenShare: 7000 / 7100 },
    ]);
  });

  it('finds no lognormal and no variation where every length is 0', () => {
    expect(lengthStatistics(Uint32Array.from([0, 0]), 16)).toMatchObject({
      scv: null,
      lognormal: null,
      mean: 0,
      zeros: 2,
    });
  });
});

describe('traffic', () => {
  it('is burstier than Poisson when ten come at once each ten seconds, and not when they come one by one', () => {
    const bursts = Array.from({ length: 1000 }, (_, i) => ({
      atS: Math.floor(i / 10) * 10,
      promptTokens: 10,
      outputTokens: 1,
    }));
    const singles = Array.from({ length: 1000 }, (_, i) => ({ atS: i, promptTokens: 10, outputTokens: 1 }));
    expect(trafficStatistics(traceOf(bursts))).toMatchObject({
      burstiness: 'burstier-than-poisson',
      lengthCorrelation: null,
    });
    expect(trafficStatistics(traceOf(singles)).burstiness).toBe('poisson-like');
  });

  it('says unknown of a single request, whose rate nobody knows', () => {
    const single = trafficStatistics(traceOf([{ atS: 5, promptTokens: 1, outputTokens: 1 }]));
    expect(single).toMatchObject({
      ratePerS: null,
      burstiness: 'unknown',
      interarrivalScv: null,
      requests: 1,
      peaks: [],
    });
    expect(() => trafficStatistics(traceOf([]))).toThrow('at least one request');
  });

  it('never gives a number that is none', () => {
    const request = fc.record({
      gapS: fc.double({ min: 0, max: 400, noNaN: true }),
      promptTokens: fc.nat(200_000),
      outputTokens: fc.nat(5000),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 40 }), (requests) => {
        let atS = 0;
        const statistics = trafficStatistics(traceOf(requests.map((r) => ({ ...r, atS: (atS += r.gapS) }))));
        expect(
          JSON.stringify(statistics, (_, value: unknown) =>
            typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value,
          ),
        ).not.toContain('NOT FINITE');
      }),
      { seed: 42 },
    );
  });
});
