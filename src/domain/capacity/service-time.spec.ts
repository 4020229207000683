import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bucketFor, byServiceTime, requestServiceS, tokenDemand, type PricedBucket } from './service-time.js';

const bucket = (promptTokens: number, outputTokens: number): PricedBucket => ({
  name: `${String(promptTokens)}/${String(outputTokens)}`,
  promptTokens,
  outputTokens,
  prefillTokensPerS: 10_000,
  decodeTokensPerS: 500,
});

describe('time in service', () => {
  it('is prefill and decode and overhead: 2048/10,000 + 128/500 + 0.02 = 0.4808 s', () => {
    expect(requestServiceS({ ...bucket(2048, 128), fixedOverheadS: 0.02 })).toBeCloseTo(0.4808, 12);
  });

  it('refuses rates of 0 and what is no number', () => {
    expect(() => requestServiceS({ ...bucket(1, 1), prefillTokensPerS: 0, fixedOverheadS: 0 })).toThrow(
      'prefillTokensPerS',
    );
    expect(() => requestServiceS({ ...bucket(1, 1), decodeTokensPerS: NaN, fixedOverheadS: 0 })).toThrow(
      'decodeTokensPerS',
    );
    expect(() => requestServiceS({ ...bucket(1, 1), fixedOverheadS: -1 })).toThrow('fixedOverheadS');
  });
});

describe('the bucket of a request', () => {
  // 4096/64 takes 0.5376 s, 1024/512 takes 1.1264 s: a prompt of 900 with 40 tokens goes into the first, though it pads more.
  const ordered = byServiceTime([bucket(1024, 512), bucket(4096, 64), bucket(4096, 512)]);

  it('is the cheapest that holds prompt and output, edges included', () => {
    expect(ordered.map(({ name }) => name)).toEqual(['4096/64', '1024/512', '4096/512']);
    expect(bucketFor(ordered, 900, 40)).toBe(0);
    expect(bucketFor(ordered, 1024, 512)).toBe(1);
    expect(bucketFor(ordered, 1025, 65)).toBe(2);
  });

  it('is none for what is longer than every shape', () => {
    expect([bucketFor(ordered, 4097, 1), bucketFor(ordered, 1, 513), bucketFor([], 1, 1)]).toEqual([-1, -1, -1]);
  });
});

describe('the token form', () => {
  it('is λ E[S] only with the overhead in: 10/s of 2048 and 128 tokens', () => {
    // α = 500/10,000 = 0.05: 10 (128 + 102.4) = 2304 tokens/s; 10 · 500 · 0.02 = 100 more; 2404/500 = 4.808 servers = 10 · 0.4808.
    const demand = tokenDemand({
      arrivalsPerS: 10,
      meanPromptTokens: 2048,
      meanOutputTokens: 128,
      alpha: 0.05,
      decodeTokensPerS: 500,
      fixedOverheadS: 0.02,
    });
    expect(demand.tokensPerS).toBeCloseTo(2304, 9);
    expect(demand.overheadTokensPerS).toBeCloseTo(100, 9);
    expect(demand.offeredServers).toBeCloseTo(4.808, 12);
  });

  it('agrees with rate times time in service for any rates', () => {
    const number = fc.double({ min: 0.1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        number,
        (arrivalsPerS, promptTokens, outputTokens, prefillTokensPerS, decodeTokensPerS) => {
          const serviceS = requestServiceS({
            promptTokens,
            outputTokens,
            prefillTokensPerS,
            decodeTokensPerS,
            fixedOverheadS: 0.02,
          });
          const { offeredServers } = tokenDemand({
            arrivalsPerS,
            meanPromptTokens: promptTokens,
            meanOutputTokens: outputTokens,
            alpha: decodeTokensPerS / prefillTokensPerS,
            decodeTokensPerS,
            fixedOverheadS: 0.02,
          });
          expect(offeredServers / (arrivalsPerS * serviceS)).toBeCloseTo(1, 9);
        },
      ),
      { seed: 44 },
    );
  });
});
