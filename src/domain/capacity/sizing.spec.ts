import { describe, expect, it } from '@jest/globals';
import type { Artifact } from '../site/kinds/artifact.js';
import type { Workload } from '../site/kinds/workload.js';
import type { Demand } from './demand.js';
import { distributedServices } from './distributed-workload.js';
import { NOTHING_KNOWN } from './hall-facts.js';
import { lognormalOf } from './lognormal.js';
import { sizeDemand, type Sizing } from './sizing.js';
import { traceOf } from './trace.js';

const artifact: Artifact = {
  name: 'llm',
  prefillTokensPerS: 10_000,
  decodeTokensPerS: 500,
  fixedOverheadS: 0.02,
  slots: 1,
  footprint: 'node',
};
/** 5000 and 240 tokens without variation: 0.5 + 0.48 + 0.02 = 1 s. */
const chat: Workload = {
  name: 'chat',
  peakArrivalsPerS: 20,
  promptTokensP50: 5000,
  outputTokensP50: 240,
  sloLatencyS: 2,
  sloQuantile: 0.99,
};
const hall = {
  ...NOTHING_KNOWN,
  nodesPerRack: 9,
  spareNodesPerRack: 1,
  racksPerPod: 4,
  nodePowerW: 4000,
  rackOverheadW: 500,
};
const demand: Demand = { name: 'test', artifacts: [artifact], workloads: [chat], traces: new Map(), hall, seed: 1 };

function sized(
  over: Partial<Demand> = {},
  options: { readonly resamples?: number; readonly replications?: number } = {},
): Sizing {
  const result = sizeDemand(
    { ...demand, ...over },
    {
      resamples: options.resamples ?? 0,
      replications: options.replications ?? 0,
      blockS: 60,
      withSensitivity: false,
      register: [],
    },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.defects));
  return result.sizing;
}

function defects(over: Partial<Demand>) {
  const result = sizeDemand(
    { ...demand, ...over },
    { resamples: 0, replications: 0, blockS: 60, withSensitivity: false, register: [] },
  );
  return result.ok ? [] : result.defects.map(({ code, path }) => `${code} ${path.join('.')}`);
}

describe('the size of a hall', () => {
  it.each([true, false])('counts the same load by tokens as by service times, decodesToCap %s', (decodesToCap) => {
    // (λ (E[O] + α E[P]) + λ R_decode L_fixed) / R_decode = λ E[S], of what is served: prompts above 8192 are not.
    const buckets = [
      { name: 'short', promptTokens: 2048, outputTokens: 512 },
      { name: 'long', promptTokens: 8192, outputTokens: 1024 },
    ];
    const [pool] = sized({
      artifacts: [{ ...artifact, buckets, decodesToCap }],
      workloads: [{ ...chat, promptTokensP50: 2000, promptTokensP95: 12_000, outputTokensP95: 900, sloLatencyS: 6 }],
    }).pools;
    expect(pool?.prepared.loads[0]?.outside.share).toBeGreaterThan(0.05);
    expect(pool?.tokens.offeredServers).toBeCloseTo(pool?.size.offered ?? NaN, 9);
  });

  it('follows from the demand by hand: 20/s of 1 s promised in 2 s need 23, and 8 more for the loss of a rack', () => {
    const { pools, totals } = sized();
    const [pool] = pools;
    // λE[S] = 20; wait at most 1 s in 99 %: 23 (reference, sizing table). 23 + 8 = 31 replicas in 4 racks of 8 and a spare.
    expect(pool?.size).toMatchObject({
      forNormal: 23,
      replicas: 31,
      space: { nodes: 31, spareNodes: 4, racks: 4, pods: 1 },
    });
    expect(pool?.size.offered).toBeCloseTo(20, 9);
    // (31 + 4) · 4 kW + 4 · 0.5 kW
    expect(totals).toMatchObject({ replicas: 31, nodes: 35, racks: 4, pods: 1, powerW: 142_000 });
    // α = 0.05: 20 (240 + 250) = 9800 tokens/s, and 20 · 500 · 0.02 = 200 for the overhead: 10,000/500 = 20 servers.
    expect(pool?.tokens.tokensPerS).toBeCloseTo(9800, 6);
    expect(pool?.tokens.overheadTokensPerS).toBeCloseTo(200, 6);
    expect(pool?.tokens.offeredServers).toBeCloseTo(20, 9);
    expect(pool?.policy).toMatchObject({ queueCapPerReplica: 1, maximumConcurrencyPerReplica: 2 });
    expect(pool?.policy.normal.refused.share).toBeLessThan(0.01);
  });

  it('knows nothing of racks and kW where nobody said', () => {
    const { totals, pools } = sized({ hall: NOTHING_KNOWN });
    expect(totals).toMatchObject({ racks: null, pods: null, powerW: null, unplaced: null });
    expect(pools[0]?.prepared.request.failureDomain).toBe('node');
  });

  it('places pools by priority, and says which do not fit any more', () => {
    const second: Artifact = { ...artifact, name: 'other' };
    const workloads: readonly Workload[] = [
      { ...chat, artifact: 'other', name: 'batch', priority: 5 },
      { ...chat, artifact: 'llm', priority: 0 },
    ];
    const { pools, totals } = sized({ artifacts: [artifact, second], workloads, hall: { ...hall, racksAvailable: 6 } });
    expect(pools.map(({ name }) => name)).toEqual(['llm', 'other']);
    expect(totals).toMatchObject({ racks: 8, unplaced: ['other'] });
  });

  it('shares one pool between workloads of one artifact, each with its own promise', () => {
    const strict: Workload = { ...chat, name: 'strict', sloLatencyS: 1.1, peakArrivalsPerS: 5 };
    const { pools } = sized({ workloads: [{ ...chat, peakArrivalsPerS: 15 }, strict] });
    expect(pools).toHaveLength(1);
    expect(pools[0]?.size.offered).toBeCloseTo(20, 9);
    // 0.1 s of wait in 99 %: 30 (reference, A = 20, w = 0.1).
    expect(pools[0]?.size.forNormal).toBe(30);
  });

  it('replays a trace, and says what Poisson arithmetic would have said', () => {
    const burst = Array.from({ length: 600 }, (_, i) => ({
      atS: Math.floor(i / 20) * 30 + 0.001 * (i % 20),
      promptTokens: 5000,
      outputTokens: 240,
    }));
    const trace = traceOf(burst);
    const { pools } = sized({ traces: new Map([['chat', trace]]) }, { resamples: 20 });
    // Twenty at once, each 1 s: with 10 servers the second ten wait 1 s, which is promised; the mean rate alone is 0.69/s.
    expect(pools[0]?.size.forNormal).toBe(10);
    expect(pools[0]?.poissonReplicas).toBeLessThan(4);
    expect(pools[0]?.resampling?.resamples).toBe(20);
    expect(pools[0]?.prepared.loads[0]?.traffic?.burstiness).toBe('burstier-than-poisson');
  });

  it('is the same for the same seed, down to the last figure', () => {
    const mixed: readonly Workload[] = [{ ...chat, promptTokensP95: 9000, sloLatencyS: 4 }];
    expect(JSON.stringify(sized({ workloads: mixed }).pools[0]?.size)).toBe(
      JSON.stringify(sized({ workloads: mixed }).pools[0]?.size),
    );
  });
});

describe('what is missing for a size', () => {
  it('is told all at once by its path, and never taken as 0', () => {
    const bare: Artifact = { name: 'llm', buckets: [{ name: 'b', promptTokens: 512, outputTokens: 64 }] };
    expect(defects({ artifacts: [bare], workloads: [{ name: 'chat' }] })).toEqual([
      'missing artifacts.0.fixedOverheadS',
      'missing artifacts.0.buckets.0.prefillTokensPerS',
      'missing artifacts.0.buckets.0.decodeTokensPerS',
      'missing workloads.0.sloLatencyS',
    ]);
    expect(defects({ workloads: [{ name: 'chat', sloLatencyS: 1 }] })).toEqual([
      'missing workloads.0.peakArrivalsPerS',
      'missing workloads.0.promptTokensP50',
      'missing workloads.0.outputTokensP50',
    ]);
    expect(defects({ workloads: [] })).toEqual(['missing workloads']);
    expect(defects({ workloads: [{ ...chat, artifact: 'lm' }] })).toEqual(['missing workloads.0.artifact']);
    expect(defects({ hall: NOTHING_KNOWN, workloads: [{ ...chat, failureDomain: 'pod' }] })).toEqual([
      'missing hall.nodesPerRack',
      'missing hall.racksPerPod',
    ]);
  });

  it('is a promise that service alone breaks, a quantile of 1 and a 95th percentile below the median', () => {
    expect(defects({ workloads: [{ ...chat, sloLatencyS: 0.9 }] })).toContain('range workloads.0.sloLatencyS');
    expect(defects({ workloads: [{ ...chat, sloQuantile: 1 }] })).toEqual(['range workloads.0.sloQuantile']);
    expect(defects({ workloads: [{ ...chat, promptTokensP95: 10 }] })).toEqual(['range workloads.0.promptTokensP95']);
    expect(defects({ workloads: [{ ...chat, peakArrivalsPerS: 1e8 }] })).toEqual(['range workloads.0.sloLatencyS']);
  });
});

describe('demands at the edge of what documents may say', () => {
  it.each<[string, Partial<Workload>, Partial<Artifact>]>([
    ['almost no arrivals', { peakArrivalsPerS: 1e-6 }, {}],
    ['almost no service', { sloLatencyS: 1e-6, promptTokensP50: 1e-6, outputTokensP50: 1e-6 }, { fixedOverheadS: 0 }],
    ['a promise of a day', { sloLatencyS: 100_000 }, {}],
    ['hardly any promise', { sloQuantile: 1e-6 }, {}],
    ['many slots', {}, { slots: 10_000 }],
    ['too many slots', {}, { slots: 100_000 }],
    ['wide lengths', { promptTokensP50: 1, promptTokensP95: 1e8, sloLatencyS: 100_000, peakArrivalsPerS: 0.001 }, {}],
    [
      'rates that crawl',
      { sloLatencyS: 100_000, peakArrivalsPerS: 1e-6 },
      { prefillTokensPerS: 1e-6, decodeTokensPerS: 1e-6 },
    ],
    ['a node of ten thousand', {}, { footprintCount: 10_000 }],
  ])('give a size or a reason, and no number that is none: %s', (_, workload, over) => {
    const result = sizeDemand(
      { ...demand, workloads: [{ ...chat, ...workload }], artifacts: [{ ...artifact, ...over }] },
      { resamples: 0, replications: 0, blockS: 60, withSensitivity: false, register: [] },
    );
    const shown = JSON.stringify(
      result.ok
        ? result.sizing.pools.map(({ size, policy, headroom, tokens }) => ({ size, policy, headroom, tokens }))
        : result.defects,
      (_key, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value),
    );
    expect(shown).not.toContain('NOT FINITE');
  });
});

describe('services from distributions', () => {
  const buckets = [512, 2048].map((promptTokens) => ({
    name: String(promptTokens),
    promptTokens,
    outputTokens: 512,
    prefillTokensPerS: 6000,
    decodeTokensPerS: 300,
  }));

  it('have the mean of the buckets by hand where lengths do not vary', () => {
    const fixed = distributedServices(lognormalOf({ p50: 600, p95: 600 }), lognormalOf({ p50: 150, p95: 150 }), {
      kind: 'bucketed',
      buckets,
      fixedOverheadS: 0.02,
      outputAt: 'actual',
    });
    // Padded to 2048: 2048/6000 + 150/300 + 0.02
    expect(fixed?.meanServiceS).toBeCloseTo(2048 / 6000 + 0.5 + 0.02, 12);
    expect(fixed?.paddingOverhead).toBeCloseTo(2048 / 600, 12);
    expect(fixed?.outside).toEqual({ share: 0, tokenShare: 0 });
  });

  it('run to the cap where decoding does, and count the share outside by the distributions', () => {
    const prompt = lognormalOf({ p50: 400, p95: 2048 });
    const services = distributedServices(prompt, lognormalOf({ p50: 100, p95: 100 }), {
      kind: 'bucketed',
      buckets,
      fixedOverheadS: 0,
      outputAt: 'cap',
    });
    expect(services?.outside.share).toBeCloseTo(0.05, 9);
    expect(services?.services.map(({ serviceS }) => Number(serviceS.toFixed(6)))).toEqual([
      Number((512 / 6000 + 512 / 300).toFixed(6)),
      Number((2048 / 6000 + 512 / 300).toFixed(6)),
    ]);
    expect(services?.buckets.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(services?.buckets.reduce((sum, { loadShare }) => sum + loadShare, 0)).toBeCloseTo(1, 12);
  });

  it('are none where no bucket holds any request', () => {
    expect(
      distributedServices(lognormalOf({ p50: 9000, p95: 9000 }), lognormalOf({ p50: 1, p95: 1 }), {
        kind: 'bucketed',
        buckets,
        fixedOverheadS: 0,
        outputAt: 'cap',
      }),
    ).toBeNull();
  });
});
