/**
 * The replay against the simulated part of queueing-vectors.json: routing, finite queues, gamma arrivals, admission and
 * game days. Both sides carry a 95 % interval; they have to agree within twice the two together (missed by chance about once
 * in ten thousand), and the replay's own interval has to be narrow enough for that to say something.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { answerQueue, replayOf } from '../../src/domain/queueing/answer.js';
import { estimateOf, type Estimate } from '../../src/domain/queueing/replay/estimate.js';
import { eventWaits } from '../../src/domain/queueing/replay/event-queue.js';
import type { Routing } from '../../src/domain/queueing/replay/policy.js';
import { randomStream } from '../../src/domain/queueing/replay/random.js';
import { replay } from '../../src/domain/queueing/replay/replay.js';
import { quantilesOf } from '../../src/domain/queueing/replay/select.js';
import { drawRequests } from '../../src/domain/queueing/replay/traffic.js';
import { describeWithData } from '../support/real-data.js';

const number = z.coerce.number();
const interval = z.tuple([number, number]);

const vectors = z
  .object({
    simulated_only: z.object({
      routing_c9: z.array(
        z.object({
          c: number,
          rho: number,
          disc: z.string(),
          svc: z.string(),
          Wq: interval,
          w99: interval,
          s99: interval,
        }),
      ),
      multi_layer_rr_c9: z.array(z.object({ args: z.string(), Wq: interval, w99: interval, s99: interval })),
      mdck_loss_c_gt_1: z.array(
        z.object({ c: number, K: number, rho: number, loss: interval, Wq_acc: interval, w99_acc: interval }),
      ),
      gamma_D_1: z.array(z.object({ scv: number, rho: number, Wq: interval, pw: interval, w99: interval })),
      mgc_mixA_c9: z.array(z.object({ rho: number, sim_Wq: interval, sim_p99: interval })),
      admission: z.array(
        z.object({ c: number, svc: z.string(), rho: number, tau: number, loss: interval, w99: interval }),
      ),
    }),
    failover: z.array(
      z.object({
        name: z.string(),
        N: number,
        k: number,
        lam: number,
        t0: number,
        Tf: number,
        T: number,
        sim: z.object({ backlog: interval, drain: interval, wmax: interval, p99_wait_t_ge_600: interval }),
      }),
    ),
    trace_replay: z.array(
      z.object({
        trace: z.string(),
        N_min: number.optional(),
        mean_wait_trace: number.optional(),
        p99_wait_trace: number.optional(),
        max_wait_trace: number.optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./queueing-vectors.json', import.meta.url), 'utf8')));

const simulated = vectors.simulated_only;
const ONE_SECOND = [{ serviceS: 1, share: 1 }];
const MIX_A = [
  { serviceS: 0.2, share: 0.8 },
  { serviceS: 0.9, share: 0.15 },
  { serviceS: 3.5, share: 0.05 },
];

function servicesOf(svc: string) {
  return svc === 'D' ? { classes: ONE_SECOND, meanS: 1 } : { classes: MIX_A, meanS: 0.47 };
}

function poisson(svc: string, offered: number, requests: number) {
  const { classes, meanS } = servicesOf(svc);
  return { kind: 'synthetic', arrivals: { kind: 'poisson', ratePerS: offered / meanS }, classes, requests } as const;
}

/** @param least - below this half-width an interval is narrow, however small the value */
function expectAgreement(found: Estimate, [value, halfWidth]: readonly [number, number], least = 0.002): void {
  const own = found.halfWidth ?? Infinity;
  expect(own).toBeLessThan(Math.max(least, 0.25 * value));
  expect(Math.abs(found.value - value)).toBeLessThan(2 * Math.hypot(own, halfWidth) + 1e-12);
}

const ROUTING_OF: Readonly<Record<string, Routing>> = {
  random: 'random',
  po2: 'powerOfTwo',
  jsq: 'joinShortestQueue',
  rr: 'roundRobin',
  lwl: 'leastWorkLeft',
  central: 'central',
  mlrr: 'perBucket',
};

/** The multi-layer rows state their load in the arguments of the reference's own program. */
const layered = simulated.multi_layer_rr_c9.map((row) => ({
  ...row,
  c: 9,
  rho: Number(/rho=([\d.]+)/.exec(row.args)?.[1]),
  disc: 'mlrr',
  svc: 'mixA',
}));

describe('nine servers', () => {
  it.each([...simulated.routing_c9, ...layered])('with $disc and $svc at ρ = $rho', (row) => {
    const result = replay({
      traffic: poisson(row.svc, 9 * row.rho, row.rho > 0.85 ? 120_000 : 60_000),
      servers: 9,
      routing: ROUTING_OF[row.disc] ?? 'central',
      replications: 10,
      seed: 11,
      warmUp: 10_000,
    });
    expectAgreement(result.meanWaitS, row.Wq);
    expectAgreement(result.waitQuantilesS.p99, row.w99);
    expectAgreement(result.latencyQuantilesS.p99, row.s99);
  });

  it.each(simulated.mgc_mixA_c9)('with mixed services behind one queue at ρ = $rho', ({ rho, sim_Wq, sim_p99 }) => {
    const result = replay({ traffic: poisson('mixA', 9 * rho, 100_000), servers: 9, replications: 10, seed: 12 });
    expectAgreement(result.meanWaitS, sim_Wq);
    expectAgreement(result.waitQuantilesS.p99, sim_p99);
  });
});

describe('M/D/c/K', () => {
  it.each(simulated.mdck_loss_c_gt_1)('with c = $c, K = $K at ρ = $rho', ({ c, K, rho, loss, Wq_acc, w99_acc }) => {
    const question = {
      arrivals: { kind: 'poisson', ratePerS: c * rho },
      services: ONE_SECOND,
      servers: c,
      capacity: K,
      simulation: { requests: 40_000, replications: 10, seed: 13 },
    } as const;
    if (K === c) {
      // Erlang B, exact.
      const answer = answerQueue(question);
      expect(answer.method.kind).toBe('exact');
      expect(Math.abs(answer.lossProbability - loss[0])).toBeLessThan(2 * loss[1]);
      expect(answer.meanWaitS).toBe(0);
      return;
    }
    const result = replay({ ...replayOf(question), warmUp: 1000 });
    expectAgreement(result.lossProbability, loss);
    expectAgreement(result.meanWaitS, Wq_acc);
    expectAgreement(result.waitQuantilesS.p99, w99_acc);
  });
});

describe('gamma arrivals at one server', () => {
  it.each(simulated.gamma_D_1)('with scv $scv at ρ = $rho', ({ scv, rho, Wq, pw, w99 }) => {
    const result = replay({
      traffic: {
        kind: 'synthetic',
        arrivals: { kind: 'renewal', ratePerS: rho, scv },
        classes: ONE_SECOND,
        requests: rho > 0.85 || scv > 4 ? 250_000 : 60_000,
      },
      servers: 1,
      replications: 10,
      seed: 14,
      warmUp: 10_000,
    });
    expectAgreement(result.meanWaitS, Wq);
    expectAgreement(result.probabilityOfWaiting, pw);
    expectAgreement(result.waitQuantilesS.p99, w99);
  });
});

describe('admission by predicted wait', () => {
  it.each(simulated.admission)('with c = $c, $svc at ρ = $rho within $tau s', ({ c, svc, rho, tau, loss, w99 }) => {
    const result = replay({
      traffic: poisson(svc, c * rho, 50_000),
      servers: c,
      limits: { maxWaitS: tau },
      replications: 10,
      seed: 15,
      warmUp: 1000,
    });
    expectAgreement(result.lossProbability, loss);
    expectAgreement(result.waitQuantilesS.p99, w99);
    expect(result.maxWaitS.value).toBeLessThanOrEqual(tau);
  });
});

describe('a game day', () => {
  it.each(vectors.failover)('$name', ({ N, k, lam, t0, Tf, T, sim }) => {
    const policy = {
      servers: N,
      outages: [{ fromS: t0, untilS: t0 + Tf, servers: k }],
      priorities: [0],
      queueCaps: [Infinity],
    };
    const runs = Array.from({ length: 10 }, (_, i) => {
      const requests = drawRequests(poisson('D', lam, Math.round(lam * T)), randomStream(16, i));
      const { waits, outages } = eventWaits(requests, policy);
      // As the reference counts them: those who arrive from the loss on, so none that were interrupted.
      const after = waits.filter((_wait, one) => (requests.timesS[one] ?? 0) >= t0);
      const [p99 = NaN, most = NaN] = quantilesOf(after, [0.99, 1]);
      return { backlog: outages[0]?.backlog ?? NaN, drainS: outages[0]?.drainS ?? NaN, p99, most };
    });
    // Small backlogs vary by more than themselves: their intervals may be as wide as the reference's.
    const near = (found: Estimate, [value, halfWidth]: readonly [number, number]) => {
      const own = found.halfWidth ?? Infinity;
      expect(own).toBeLessThan(4 * halfWidth + 0.01 * value + 1e-9);
      expect(Math.abs(found.value - value)).toBeLessThan(2 * Math.hypot(own, halfWidth));
    };
    near(estimateOf(runs.map(({ backlog }) => backlog)), sim.backlog);
    near(estimateOf(runs.map(({ drainS }) => drainS)), sim.drain);
    near(estimateOf(runs.map(({ most }) => most)), sim.wmax);
    near(estimateOf(runs.map(({ p99 }) => p99)), sim.p99_wait_t_ge_600);
  });
});

describeWithData('traces/AzureLLMInferenceTrace_code.csv', 'the Azure code trace replayed', (file) => {
  // 10,000 tokens/s prefill, 500 decode, 20 ms fixed.
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const timesS = Float64Array.from(rows, ([stamp = '']) => {
    const [, hours, minutes, seconds] = /(\d\d):(\d\d):(\d\d\.\d+)/.exec(stamp) ?? [];
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  });
  const servicesS = Float64Array.from(
    rows,
    ([, prompt, output]) => Number(prompt) / 10_000 + Number(output) / 500 + 0.02,
  );
  const own = vectors.trace_replay.filter(({ trace, N_min }) => trace === 'azure_code' && N_min !== undefined);

  it.each(own)('waits as the reference says with $N_min servers', (row) => {
    const traffic = { kind: 'trace', timesS, servicesS } as const;
    const result = replay({ traffic, servers: row.N_min ?? 0, replications: 1, seed: 0 });
    // Timestamps have seven digits after the second; the reference holds them as floating point of another origin.
    expect(result.meanWaitS.value / (row.mean_wait_trace ?? NaN)).toBeCloseTo(1, 6);
    expect(result.maxWaitS.value / (row.max_wait_trace ?? NaN)).toBeCloseTo(1, 6);
    // Its quantiles are interpolated between two requests.
    expect(result.waitQuantilesS.p99.value / (row.p99_wait_trace ?? NaN)).toBeCloseTo(1, 3);
  });

  it('needs 13 servers for a p99 wait of 1 s, where Poisson arithmetic says 2', () => {
    const p99 = (servers: number) =>
      replay({ traffic: { kind: 'trace', timesS, servicesS }, servers, replications: 1, seed: 0 }).waitQuantilesS.p99
        .value;
    expect(p99(13)).toBeLessThanOrEqual(1);
    expect(p99(12)).toBeGreaterThan(1);
  });
});
