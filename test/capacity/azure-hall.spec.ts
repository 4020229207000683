import { createReadStream } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import { sizeOf } from '../../src/analysis/site-sizing.js';
import type { Sizing } from '../../src/domain/capacity/sizing.js';
import type { Trace } from '../../src/domain/capacity/trace.js';
import { NOTHING_KNOWN } from '../../src/domain/capacity/hall-facts.js';
import { replay } from '../../src/domain/queueing/replay/replay.js';
import type { Artifact } from '../../src/domain/site/kinds/artifact.js';
import { readTrace } from '../../src/exchange/traces/read-trace.js';
import { worksheetsMarkdown } from '../../src/reports/markdown/worksheets.js';
import { equationsOf, isNear } from '../reports/worksheet-equations.js';
import { describeWithData } from '../support/real-data.js';

const UNPADDED: Artifact = {
  name: 'replica',
  prefillTokensPerS: 10_000,
  decodeTokensPerS: 500,
  fixedOverheadS: 0.02,
};
const POWERS_OF_TWO: Artifact = {
  ...UNPADDED,
  buckets: [256, 512, 1024, 2048, 4096, 8192].map((promptTokens) => ({
    name: `up to ${String(promptTokens)}`,
    promptTokens,
    outputTokens: 2048,
  })),
};

describeWithData('traces/AzureLLMInferenceTrace_code.csv', 'a hall for an hour of real requests', (file) => {
  let trace: Trace;
  beforeAll(async () => {
    const reading = await readTrace(createReadStream(file));
    if (!reading.ok) throw new Error('the trace has defects');
    trace = reading.trace;
  });

  /** Promised: 99 % wait at most 1 s, also while one node of 5 kW, eight in a rack that draws 2 kW beside them, is lost. */
  function sized(artifact: Artifact): Sizing {
    const result = sizeOf(
      {
        name: 'code',
        artifacts: [artifact],
        workloads: [{ name: 'code', sloLatencyS: 1, sloAppliesTo: 'wait', failureDomain: 'node', failoverTimeS: 5 }],
        hall: { ...NOTHING_KNOWN, nodesPerRack: 8, racksPerPod: 4, nodePowerW: 5000, rackOverheadW: 2000 },
      },
      [],
      { traces: new Map([['code', trace]]), hall: {}, seed: 1, resamples: 20, replications: 10, withSensitivity: true },
    );
    if (!result.ok) throw new Error(JSON.stringify(result.defects));
    return result.sizing;
  }

  /** The p99 wait by the replay engine of queueing; its quantiles lie on a request, those of the sizing between two. */
  function replayedP99S(servers: number): number {
    const servicesS = Float64Array.from(
      trace.promptTokens,
      (prompt, i) => prompt / 10_000 + (trace.outputTokens[i] ?? NaN) / 500 + 0.02,
    );
    const traffic = { kind: 'trace', timesS: trace.arrivalS, servicesS } as const;
    return replay({ traffic, servers, replications: 1, seed: 1 }).waitQuantilesS.p99.value;
  }

  it('has 14 replicas in 2 racks of 74 kW, of which the 13 that are left keep the promise and 12 would not', () => {
    const { pools, totals } = sized(UNPADDED);
    // 14 nodes · 5 kW + 2 racks · 2 kW.
    expect(totals).toMatchObject({ replicas: 14, nodes: 14, racks: 2, powerW: 74_000 });
    expect(pools[0]?.size).toMatchObject({ forNormal: 13, forDegraded: 13, loss: { lasting: 1 } });
    expect(pools[0]?.size.degraded).toMatchObject({ replicas: 13, isMet: true });
    expect(pools[0]?.oneFewer).toMatchObject({ replicas: 12, isMet: false });
    for (const [servers, p99S] of [
      [14, pools[0]?.size.normal.wait?.p99S],
      [13, pools[0]?.size.degraded?.wait?.p99S],
      [12, pools[0]?.oneFewer?.wait?.p99S],
    ] as const) {
      expect(replayedP99S(servers)).toBeCloseTo(p99S ?? NaN, 2);
    }
    expect(replayedP99S(13)).toBeLessThan(1);
    expect(replayedP99S(12)).toBeGreaterThan(1);
  });

  it('is recommended from the replay, since Poisson arithmetic would build 3 and break the promise', () => {
    const replayed = sized(UNPADDED).pools[0]?.replayed;
    expect(replayed).toMatchObject({
      traffic: 'trace',
      modelReplicas: 3,
      recommendedReplicas: 14,
      recommendedFrom: 'replay',
      states: [
        { of: 'model', replicas: 3, model: { isMet: true }, replay: { isMet: false } },
        { of: 'model', replicas: 2, model: { isMet: true }, replay: { isMet: false } },
        { of: 'recommended', replicas: 14, replay: { isMet: true } },
        { of: 'recommended', replicas: 13, replay: { isMet: true } },
      ],
    });
  });

  it('has 17 replicas and one more for the loss where prompts are padded to powers of two', () => {
    expect(sized(POWERS_OF_TWO).pools[0]?.size).toMatchObject({ forNormal: 17, replicas: 18 });
  });

  it.each([
    ['unpadded', UNPADDED],
    ['padded', POWERS_OF_TWO],
  ])('fills in a worksheet whose every equation holds when it is recalculated: %s', (_, artifact) => {
    const text = worksheetsMarkdown(sized(artifact));
    const equations = equationsOf(text);
    expect(equations.length).toBeGreaterThan(12);
    expect(equations.filter(({ calculated, stated }) => !isNear(calculated, stated))).toEqual([]);
    expect(text).toContain('from the replay. Model and replay disagree');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
