/**
 * Waiting times against queueing-vectors.json: exact values, computed there with 200 to 240 bits by two or more methods,
 * within 1e-9 relative; simulated ones within their confidence interval.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { highestUtilization, leastServers, waitPromise } from '../../src/domain/queueing/inversion.js';
import { mdcWait } from '../../src/domain/queueing/mdc.js';
import { mg1Wait } from '../../src/domain/queueing/mg1.js';
import { latencyQuantileS, latencyTail, waitQuantileS, type ServiceShare } from '../../src/domain/queueing/wait-law.js';

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
  if (relativeError(found, expected) > tolerance) expect(found).toBe(expected);
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
