/**
 * Waiting times against queueing-vectors.json: exact values, computed there with 200 to 240 bits by two or more methods,
 * within 1e-9 relative; simulated ones within their confidence interval.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { acceptedWaitQuantileS, admissionByWait } from '../../src/domain/queueing/admission.js';
import { batchWait } from '../../src/domain/queueing/batch.js';
import { mg1kLoss } from '../../src/domain/queueing/loss.js';
import { mmcWait } from '../../src/domain/queueing/mmc.js';
import { mmppWait } from '../../src/domain/queueing/mmpp.js';
import { highestUtilization, leastServers, waitPromise } from '../../src/domain/queueing/inversion.js';
import { mdcWait } from '../../src/domain/queueing/mdc.js';
import { mg1Wait } from '../../src/domain/queueing/mg1.js';
import {
  latencyQuantileS,
  latencyTail,
  waitQuantileS,
  type ServiceShare,
  type WaitLaw,
} from '../../src/domain/queueing/wait-law.js';

const number = z.coerce.number();
const byNumber = z.record(z.string(), number);

const vectors = z
  .object({
    mdc: z.array(
      z.object({
        c: number,
        rho: number,
        Wq: number,
        p_wait_gt_0: number,
        decay_theta: number,
        quantiles: byNumber,
        ccdf: byNumber,
      }),
    ),
    md1k: z.array(z.object({ rho: number, K: number, p_block: number, L: number, Wq_accepted: number })),
    md1_workload_admission: z.array(
      z.object({
        rho: number,
        tau_over_D: number,
        p_reject: number,
        p_idle: number,
        accepted_wait_p50: number,
        accepted_wait_p99: number,
      }),
    ),
    mg1_mix_workload_admission: z.array(z.object({ mix: z.string(), rho: number, tau_s: number, p_reject: number })),
    batch_mxdc: z.array(
      z.object({
        c: number,
        rho: number,
        batch: z.enum(['geobatch4', 'fixbatch4']),
        Wq: number,
        pw: number,
        p50: number,
        p90: number,
        p99: number,
        p999: number,
      }),
    ),
    mmpp2_d1: z.array(
      z.object({
        l1: number,
        l2: number,
        s1: number,
        s2: number,
        rho: number,
        Wq: number,
        pw: number,
        p50: number,
        p90: number,
        p99: number,
        p999: number,
      }),
    ),
    approximation_errors: z.array(
      z.object({ c: number, rho: number, mmc_pw: number, mmc_mean: number, a99: z.object({ mmc: number }) }),
    ),
    inverse_rho_max: z.array(z.object({ c: number, p: number, w: number, rho_max: number })),
    sizing_N: z.array(
      z.object({
        A: number,
        w_over_D: number,
        N_exact_central_or_RR: number,
        N_exact_random_split: number,
        N_MMc: number,
      }),
    ),
    mg1_mixtures: z.array(
      z.object({
        mix: z.string(),
        label: z.string(),
        rho: number,
        lambda: number,
        Wq_mean_PK: number,
        wait_quantiles: byNumber,
        sojourn_quantiles: byNumber,
        sum_p99W_plus_p99S: number,
        true_P_latency_gt_sum_of_p99s: number,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./queueing-vectors.json', import.meta.url), 'utf8')));

/** Relative difference, of values below 1e-300 their absolute one. */
function relativeError(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-300);
}

function expectExact(found: number, expected: number, tolerance = 1e-9): void {
  if (!(relativeError(found, expected) <= tolerance)) expect(found).toBe(expected);
}

function expectQuantile(found: number, expected: number): void {
  if (expected === 0) expect(found).toBe(0);
  else expectExact(found, expected);
}

/** The mixtures of the reference, as their labels state them. */
function servicesOf(mix: string): readonly ServiceShare[] {
  const label = vectors.mg1_mixtures.find((row) => row.mix === mix)?.label ?? '';
  return label.split(', ').map((part) => {
    const [serviceS, share] = part.split('s@').map(parseFloat);
    return { serviceS: serviceS ?? NaN, share: share ?? NaN };
  });
}

describe('M/D/c', () => {
  it.each(vectors.mdc)('with c = $c at ρ = $rho has the wait of the reference', (row) => {
    const law = mdcWait({ ratePerS: row.c * row.rho, serviceS: 1, servers: row.c });
    expectExact(law.meanWaitS, row.Wq);
    expectExact(law.probabilityOfWaiting, row.p_wait_gt_0);
    for (const [p, quantile] of Object.entries(row.quantiles)) {
      expectQuantile(waitQuantileS(law, Number(p)), quantile);
    }
    for (const [t, tail] of Object.entries(row.ccdf)) expectExact(law.tail(Number(t)), tail);
  });
});

describe('M/G/1 mixtures', () => {
  it.each(vectors.mg1_mixtures)('$mix at ρ = $rho has the wait and the latency of the reference', (row) => {
    const services = servicesOf(row.mix);
    const law = mg1Wait({ ratePerS: row.lambda, services });
    expect(law.method.kind).toBe('exact');
    expectExact(law.meanWaitS, row.Wq_mean_PK);
    for (const [p, quantile] of Object.entries(row.wait_quantiles)) {
      expectQuantile(waitQuantileS(law, Number(p)), quantile);
    }
    for (const [p, quantile] of Object.entries(row.sojourn_quantiles)) {
      expectQuantile(latencyQuantileS(law, services, Number(p)), quantile);
    }
    expectExact(latencyTail(law, services, row.sum_p99W_plus_p99S), row.true_P_latency_gt_sum_of_p99s, 1e-8);
  });
});

describe('the highest utilization that keeps a wait promise', () => {
  it.each(vectors.inverse_rho_max)('is $rho_max with c = $c for p = $p within $w services', ({ c, p, w, rho_max }) => {
    const found = highestUtilization(
      (utilization) => mdcWait({ ratePerS: utilization * c, serviceS: 1, servers: c }),
      waitPromise({ p, waitS: w }),
    );
    expectExact(found ?? NaN, rho_max);
  });
});

describe('the least servers that keep p99(W) within a wait', () => {
  it.each(vectors.sizing_N)('for a load of $A within $w_over_D services', (row) => {
    const promise = waitPromise({ p: 0.99, waitS: row.w_over_D });
    const central = (servers: number) => mdcWait({ ratePerS: row.A, serviceS: 1, servers });
    const split = (servers: number) => mdcWait({ ratePerS: row.A / servers, serviceS: 1, servers: 1 });
    expect(leastServers({ offered: row.A, most: 1000 }, central, promise)).toBe(row.N_exact_central_or_RR);
    expect(leastServers({ offered: row.A, most: 100_000 }, split, promise)).toBe(row.N_exact_random_split);
  });
});

const ONE_SECOND = [{ serviceS: 1, share: 1 }];

describe('M/D/1/K', () => {
  it.each(vectors.md1k)(
    'with ρ = $rho and K = $K loses what the reference says',
    ({ rho, K, p_block, L, Wq_accepted }) => {
      const loss = mg1kLoss({ ratePerS: rho, services: ONE_SECOND, capacity: K });
      expectExact(loss.lossProbability, p_block);
      expectExact(loss.meanInSystem, L);
      if (Wq_accepted === 0) expect(loss.meanAcceptedWaitS).toBeCloseTo(0, 12);
      else expectExact(loss.meanAcceptedWaitS, Wq_accepted);
    },
  );
});

describe('admission by predicted wait', () => {
  it.each(vectors.md1_workload_admission)('with ρ = $rho within $tau_over_D services', (row) => {
    const admission = admissionByWait({ ratePerS: row.rho, services: ONE_SECOND, maxWaitS: row.tau_over_D });
    expectExact(admission.rejectionProbability, row.p_reject);
    expectExact(admission.idleProbability, row.p_idle);
    expectQuantile(acceptedWaitQuantileS(admission, row.tau_over_D, 0.5), row.accepted_wait_p50);
    expectQuantile(acceptedWaitQuantileS(admission, row.tau_over_D, 0.99), row.accepted_wait_p99);
  });

  it.each(vectors.mg1_mix_workload_admission)('of $mix with ρ = $rho within $tau_s s', (row) => {
    const services = servicesOf(row.mix);
    const meanS = services.reduce((sum, { serviceS, share }) => sum + serviceS * share, 0);
    const admission = admissionByWait({ ratePerS: row.rho / meanS, services, maxWaitS: row.tau_s });
    expectExact(admission.rejectionProbability, row.p_reject);
  });
});

function expectLaw(law: WaitLaw, row: { Wq: number; pw: number; p50: number; p90: number; p99: number; p999: number }) {
  expectExact(law.meanWaitS, row.Wq);
  expectExact(law.probabilityOfWaiting, row.pw);
  expectQuantile(waitQuantileS(law, 0.5), row.p50);
  expectQuantile(waitQuantileS(law, 0.9), row.p90);
  expectQuantile(waitQuantileS(law, 0.99), row.p99);
  expectQuantile(waitQuantileS(law, 0.999), row.p999);
}

describe('batches', () => {
  it.each(vectors.batch_mxdc)('$batch with c = $c at ρ = $rho', (row) => {
    const law = row.batch === 'fixbatch4' ? 'fixed' : 'geometric';
    expectLaw(batchWait({ ratePerS: row.c * row.rho, serviceS: 1, servers: row.c, size: 4, law }), row);
  });
});

describe('MMPP(2)/D/1', () => {
  it.each(vectors.mmpp2_d1)('with rates $l1 and $l2 at ρ = $rho', (row) => {
    const rates = { rate1PerS: row.l1, rate2PerS: row.l2, leave1PerS: row.s1, leave2PerS: row.s2 };
    expectLaw(mmppWait({ ...rates, serviceS: 1 }), row);
  });
});

describe('M/M/c', () => {
  it.each(vectors.approximation_errors)('with c = $c at ρ = $rho', ({ c, rho, mmc_pw, mmc_mean, a99 }) => {
    const law = mmcWait({ ratePerS: c * rho, serviceS: 1, servers: c });
    expectExact(law.probabilityOfWaiting, mmc_pw);
    expectExact(law.meanWaitS, mmc_mean);
    expectQuantile(waitQuantileS(law, 0.99), a99.mmc);
  });
});
