import { createReadStream } from 'node:fs';
import { expect, it } from '@jest/globals';
import { designBuckets, lengthWeights, paddingOverhead } from '../../src/domain/capacity/bucket-design.js';
import { evidenceFor, judge } from '../../src/domain/capacity/judge.js';
import type { Objective } from '../../src/domain/capacity/objective.js';
import type { ServiceModel } from '../../src/domain/capacity/service-time.js';
import { fewest } from '../../src/domain/capacity/size-pool.js';
import { pricedTrace } from '../../src/domain/capacity/traced-workload.js';
import { trafficStatistics } from '../../src/domain/capacity/traffic-statistics.js';
import { readTrace } from '../../src/exchange/traces/read-trace.js';
import { describeWithData } from '../support/real-data.js';

describeWithData('traces/AzureLLMInferenceTrace_code.csv', 'the Azure code trace of 2023', (file) => {
  const read = async () => {
    const reading = await readTrace(createReadStream(file));
    if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
    return reading.trace;
  };

  it('has the rates, dispersions and lengths that two other programs found in it', async () => {
    const statistics = trafficStatistics(await read());
    expect(statistics).toMatchObject({ requests: 8819, burstiness: 'burstier-than-poisson' });
    expect(statistics.durationS).toBeCloseTo(3435.94806, 4);
    expect(statistics.ratePerS).toBeCloseTo(2.566686066, 6);
    expect(statistics.interarrivalScv).toBeCloseTo(172.956454, 3);
    const dispersions = statistics.windows.map(({ windowS, dispersion }) => [windowS, dispersion?.toFixed(4)]);
    expect(dispersions).toEqual([
      [1, '13.1903'],
      [10, '71.8509'],
      [60, '166.8926'],
      [300, '151.6249'],
    ]);
    expect(statistics.windows[2]?.busiestPerS).toBeCloseTo(10.5333, 4);
    expect(statistics.prompt).toMatchObject({ p50: 1469, p99: 7436, max: 7437, zeros: 0 });
    expect(statistics.prompt.p95).toBeCloseTo(7303.3, 6);
    expect(statistics.prompt.mean).toBeCloseTo(2047.848282, 6);
    expect(statistics.prompt.scv).toBeCloseTo(0.9289567, 6);
    expect(statistics.prompt.histogram.map(({ count }) => count)).toEqual([1419, 635, 1286, 2172, 2066, 1241]);
    expect(statistics.output.histogram.map(({ count }) => count)).toEqual([5514, 1731, 867, 445, 179, 56, 25, 2]);
    expect(statistics.output).toMatchObject({ p50: 13, p95: 90, max: 1899 });
    expect(statistics.lengthCorrelation).toBeCloseTo(0.0011524831, 9);
  });

  const unpadded: ServiceModel = {
    kind: 'unpadded',
    prefillTokensPerS: 10_000,
    decodeTokensPerS: 500,
    fixedOverheadS: 0.02,
  };
  const powersOfTwo: ServiceModel = {
    kind: 'bucketed',
    outputAt: 'actual',
    fixedOverheadS: 0.02,
    buckets: [256, 512, 1024, 2048, 4096, 8192].map((promptTokens) => ({
      name: String(promptTokens),
      promptTokens,
      outputTokens: 2048,
      prefillTokensPerS: 10_000,
      decodeTokensPerS: 500,
    })),
  };
  const oneSecond: Objective = { quantile: 0.99, limitS: 1, appliesTo: 'wait' };
  const evidenceOf = async (model: ServiceModel) => {
    const priced = pricedTrace(await read(), model);
    if (priced === null) throw new Error('nothing is served');
    const services = Array.from(priced.serviceS, (serviceS) => ({ serviceS, share: 1 }));
    const workload = { name: 'code', ratePerS: priced.ratePerS, services, objective: oneSecond };
    const pool = { slots: 1, routing: 'central', seed: 1 } as const;
    return {
      priced,
      replayed: evidenceFor({ ...pool, workloads: [{ ...workload, trace: priced }] }),
      poisson: evidenceFor({ ...pool, workloads: [{ ...workload, trace: null }] }),
    };
  };

  it('needs 13 replicas for a wait of 1 s in 99 of 100, where Poisson arithmetic says 2', async () => {
    const { priced, replayed, poisson } = await evidenceOf(unpadded);
    expect(priced.meanServiceS).toBeCloseTo(0.280549881, 8);
    expect(fewest(replayed, null)).toBe(13);
    expect(judge(replayed, 13).wait?.p99S).toBeCloseTo(0.788, 3);
    expect(judge(replayed, 12).wait?.p99S).toBeCloseTo(1.198, 3);
    expect(judge(replayed, 2).wait?.p99S).toBeCloseTo(49.2113, 3);
    expect(fewest(poisson, null)).toBe(2);
  });

  it('needs 17 when prompts are padded to powers of two, which costs 1.39 times their tokens', async () => {
    const { priced, replayed } = await evidenceOf(powersOfTwo);
    expect(priced.paddingOverhead).toBeCloseTo(1.3888232619, 9);
    expect(priced.outside).toEqual({ share: 0, tokenShare: 0 });
    expect(fewest(replayed, null)).toBe(17);
  });

  it.each([
    ['pow2_from_256', [256, 512, 1024, 2048, 4096, 8192], 1.3888232618718055],
    ['1k_steps', [1024, 2048, 3072, 4096, 5120, 6144, 7168, 8192], 1.2859553396920727],
    ['pow4_from_512', [512, 2048, 8192], 1.9504222985038628],
  ] as const)('costs as much padding with %s as a second program found', async (_, edges, overhead) => {
    const { promptTokens } = await read();
    expect(paddingOverhead(lengthWeights(promptTokens), edges)).toBeCloseTo(overhead, 9);
    const best = designBuckets(lengthWeights(promptTokens), edges.length).at(-1);
    expect(best?.overhead).toBeLessThan(overhead);
  });
});
